//! talkbell's own format, laid over a programme from elsewhere.

use insta::assert_snapshot;
use talkbell::import::{Imported, import, import_over, referral};
use talkbell::schedule::changes;

use crate::support::{in_zone, no_hints, outline, said, usable};

const BASE: &str = "Title,Start,End,Speakers,Room,Session\n\
    Dissecting Constrastive Learning,2025-07-18 09:00,2025-07-18 09:20,Florian Graf,Hall A,Theory\n\
    Noise,2025-07-18 09:20,2025-07-18 09:25,Grace Hopper,Hall A,Theory\n\
    Q&A,2025-07-18 09:25,2025-07-18 09:30,,Hall A,Theory\n\
    Practice makes,2025-07-18 10:00,2025-07-18 10:30,Ada Lovelace,Hall B,Practice\n";

fn over(layer: &str) -> Imported {
    let layer = format!("source = \"programme.csv\"\ntime_zone = \"Europe/Berlin\"\n{layer}");
    let referral = referral(layer.as_bytes(), &no_hints()).unwrap();
    assert_eq!(referral.source, "programme.csv");
    let base = import(BASE.as_bytes(), &referral.hints);
    import_over(layer.as_bytes(), base, &no_hints())
}

#[test]
fn moderators_rooms_titles_times_and_extra_slots_are_laid_over() {
    let imported = over(
        r#"
        title = "ICML"
        [[session]]
        match = "Theory"
        title = "Deep Learning Theory"
        moderators = ["Yi Ma"]
        room = "Hall C"
        [[session.talk]]
        title = "Panel"
        kind = "panel"
        start = 2025-07-18T09:30:00
        minutes = 15
        [[talk]]
        match = "Dissecting Constrastive Learning"
        title = "Dissecting Contrastive Learning"
        [[talk]]
        match = "noise"
        start = "09:22"
        [[talk]]
        match = "practice-makes"
        cancelled = true
        [[session]]
        title = "Social"
        [[session.talk]]
        title = "Dinner"
        start = 2025-07-18T19:00:00
        minutes = 120
        "#,
    );
    assert_snapshot!(said(&imported), @"");
    assert_snapshot!(outline(&usable(imported)), @"
    Deep Learning Theory [Hall C] moderated by Yi Ma
      18 09:00-09:20 other Dissecting Contrastive Learning: Florian Graf
      18 09:22-09:27 other Noise: Grace Hopper
      18 09:25-09:30 qa Q&A
      18 09:30-09:45 panel Panel
    Practice [Hall B]
      18 10:00-10:30 other Practice makes: Ada Lovelace CANCELLED
    Social
      18 19:00-21:00 break Dinner
    ");
}

#[test]
fn what_is_laid_over_keeps_the_ids_below_it() {
    let base = usable(import(BASE.as_bytes(), &in_zone("Europe/Berlin")));
    let amended = usable(over("[[talk]]\nmatch = \"Noise\"\ntitle = \"Signal\"\n"));
    let told = changes(&base, &amended);
    assert_eq!((told.title.len(), told.added.len(), told.removed.len()), (1, 0, 0));
    assert_eq!(usable(over("")), base);
}

#[test]
fn a_talk_may_change_its_session() {
    assert_snapshot!(outline(&usable(over("[[talk]]\nmatch = \"Q&A\"\nsession = \"practice\"\n"))), @"
    Theory [Hall A]
      18 09:00-09:20 other Dissecting Constrastive Learning: Florian Graf
      18 09:20-09:25 other Noise: Grace Hopper
    Practice [Hall B]
      18 09:25-09:30 qa Q&A
      18 10:00-10:30 other Practice makes: Ada Lovelace
    ");
}

#[test]
fn what_fits_nothing_is_said_with_what_was_meant() {
    assert_snapshot!(said(&over(
        r#"
        [[session]]
        match = "Thoery"
        moderators = ["Yi Ma"]
        [[talk]]
        match = "Noize"
        room = "x"
        [[talk]]
        title = "New"
        start = 2025-07-18T09:30:00
        [[talk]]
        match = "Q&A"
        session = "Practise"
        [[talk]]
        match = "Noise"
        end = 2025-07-18T08:00:00
        [[talk]]
        room = "y"
        "#
    )), @r#"
    5 session[0] Error: The source has no session “Thoery”. Is “Theory” meant?
    8 talk[0] Error: The source has no talk “Noize”. Is “Noise” meant? A new one needs a start.
    10 talk[1] Error: This is a new talk. Say which session it is in: session = "…", with its id or its title.
    15 talk[2] Error: There is no session “Practise”. Is “Practice” meant?
    18 talk[3] Error: “Noise” ends before it starts. Mend one of the two times.
    19 talk[4] Error: This talk names none of the source's: add match = "…", with its id or its title.
    "#);
}

#[test]
fn a_source_that_cannot_be_used_is_said_with_its_own_errors() {
    let layer = "source = \"programme.csv\"\n";
    let base = import(b"Title,Start,End\n,9:00,9:10\n".as_slice(), &no_hints());
    assert_snapshot!(said(&import_over(layer.as_bytes(), base, &no_hints())), @"
    programme.csv:2 Error: The rows say at what time of day, but not on which day. Say which: --date 2025-07-18.
    programme.csv:2 Error: The times name no zone. Say which is meant, for example --time-zone America/Los_Angeles.
    1 source Error: “programme.csv”, over which this file is laid, cannot be used.
    ");
    assert_snapshot!(said(&import(layer.as_bytes(), &no_hints())), @"1 source Error: This file is laid over “programme.csv”, which cannot be reached from here. Give both as files in one folder, or put the whole programme into this one: talkbell export SOURCE --to toml.");
}

#[test]
fn a_year_that_was_copied_from_elsewhere_is_noticed() {
    let moved = |start: &str| said(&over(&format!("[[talk]]\nmatch = \"Noise\"\nstart = {start}\n")));
    assert!(!moved("2025-07-19T09:20:00").contains("moved by"), "{}", moved("2025-07-19T09:20:00"));
    assert_snapshot!(moved("2026-07-18T09:20:00").lines().find(|line| line.contains("moved by")).unwrap(), @"5 talk[0] Warning: “Noise” is moved by 365 days. Is the date right?");
}
