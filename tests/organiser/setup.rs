//! A conference that is set up on Discord, from nothing.

use serde_json::json;

use crate::desk::{chooses, fills_in, orders, presses, read, stage, told};
use crate::source::{Says, Web};
use crate::support::harness::Harness;
use crate::support::page::SAMPLE;
use crate::support::stage::{ADA, AUDIENCE, BELL, MODERATORS};

/// A talkbell without a conference, which may fetch from this machine.
async fn nothing_yet(time: &str) -> Harness {
    let mut story = Harness::begin_without_bot(stage(), time).await;
    let configuration = story.configuration();
    configuration.truncate(configuration.find("[[conference]]").unwrap());
    configuration.push_str("[fetch]\nallow_hosts = [\"127.0.0.1\"]\ntimeout = \"5s\"\n");
    story.start().await.unwrap();
    story
}

#[tokio::test]
async fn a_conference_is_set_up_by_the_wizard_and_outlives_a_restart() {
    let web = Web::start(Says::Text(SAMPLE.to_owned())).await;
    let mut story = nothing_yet("17:40").await;
    insta::assert_snapshot!(told(&story, "status", json!({})).await, @"There is no conference in this server yet. /conference setup makes one.");
    let wizard = orders(&story, ADA, "setup", json!({"name": "Theory 5"})).await;
    insta::assert_snapshot!(read(&wizard), @r"
    Setting up **Theory 5**. Choose below, then press **Set it up**.
    Programme: –
    Announcements: –
    Moderators and organisers: –
    The bell mentions: –
    Time zone: –
    Language: English
    [▾ The programme's time zone, where it says none (24)]
    [Address, zone, year…] [Look at it] [Speak Deutsch] [Set it up] [Discard]
    ");
    let fields = json!({"source": web.url("/programme?key=secret"), "zone": "", "year": "2021"});
    let wizard = fills_in(&story, &wizard, "Address, zone, year…", fields).await;
    let wizard = chooses(&story, &wizard, "The channel for announcements", &AUDIENCE.to_string()).await;
    let moderators = "The channel for moderators and organisers";
    let wizard = chooses(&story, &wizard, moderators, &MODERATORS.to_string()).await;
    let wizard = chooses(&story, &wizard, "The role that the bell mentions (or none)", &BELL.to_string()).await;
    let shown = read(&wizard).replace(&web.url(""), "http://web");
    insta::assert_snapshot!(shown, @r"
    Setting up **Theory 5**. Choose below, then press **Set it up**.
    Programme: http://web/programme?…
    Announcements: <#2000>
    Moderators and organisers: <#2001>
    The bell mentions: <@&3000>
    Time zone: –
    Language: English
    │ **Deep Learning Theory 5**: one session, 8 talks, from Wed 21 Jul 18:00 to Wed 21 Jul 18:55, written in America/Los_Angeles.
    [▾ The programme's time zone, where it says none (24)]
    [Address, zone, year…] [Look at it] [Speak Deutsch] [Set it up] [Discard]
    ");
    let done = presses(&story, &wizard, "Set it up").await;
    insta::assert_snapshot!(read(&done), @"**Theory 5** is set up. /conference status shows what comes, and /conference test posts a sample.");
    story.restart().await;
    story.at("18:00").await;
    let said = story.channel(AUDIENCE);
    assert!(said.contains("Now: **Dissecting") && said.contains("<@&3000>"), "{said}");
    assert!(story.channel(MODERATORS).contains("Yi Ma"), "the moderator is called");
    web.says(Says::Text(SAMPLE.replace("18:50 - 18:55 PDT", "18:52 - 18:58 PDT")));
    story.rereads_programme().await;
    assert!(story.channel(AUDIENCE).contains("**Q&A** is now at 18:52"), "its source is followed");
    let status = told(&story, "status", json!({"conference": "theory-5"})).await;
    assert!(status.contains("set up by command") && !status.contains("secret"), "{status}");
}

#[tokio::test]
async fn a_conference_may_be_told_to_speak_another_language() {
    let web = Web::start(Says::Text(SAMPLE.to_owned())).await;
    let mut story = nothing_yet("17:40").await;
    let named = json!({"name": "Theory 5", "address": web.url("/")});
    let wizard = orders(&story, ADA, "setup", named).await;
    let fields = json!({"source": web.url("/"), "zone": "", "year": "2021"});
    let wizard = fills_in(&story, &wizard, "Address, zone, year…", fields).await;
    let wizard = chooses(&story, &wizard, "The channel for announcements", &AUDIENCE.to_string()).await;
    let wizard = presses(&story, &wizard, "Speak Deutsch").await;
    let shown = read(&wizard);
    assert!(shown.contains("Language: Deutsch") && shown.contains("[Speak English]"), "{shown}");
    presses(&story, &wizard, "Set it up").await;
    story.restart().await;
    story.at("17:50").await;
    let said = story.channel(AUDIENCE);
    assert_eq!(said.lines().nth(1), Some("**Deep Learning Theory 5** beginnt um 18:00, in 10 min."), "{said}");
}

#[tokio::test]
async fn what_is_typed_wrongly_is_named() {
    let web = Web::start(Says::Status(404)).await;
    let story = nothing_yet("17:40").await;
    let wizard = orders(&story, ADA, "setup", json!({"name": "Theory 5", "address": web.url("/")})).await;
    assert!(read(&wizard).contains("I could not read the programme"), "{}", read(&wizard));
    let refused = fills_in(&story, &wizard, "Address, zone, year…", json!({"zone": "Mars/Olympus"})).await;
    insta::assert_snapshot!(read(&refused), @"Mars/Olympus is no time zone that I know. Write one such as Europe/Berlin.");
    let refused = fills_in(&story, &wizard, "Address, zone, year…", json!({"year": "21"})).await;
    insta::assert_snapshot!(read(&refused), @"21 is no year that I can use.");
    let discarded = presses(&story, &wizard, "Discard").await;
    insta::assert_snapshot!(read(&discarded), @"Discarded; nothing changed.");
}

#[tokio::test]
async fn a_programme_is_imported_from_a_file_after_a_preview() {
    let files = Web::start(Says::Text(SAMPLE.to_owned())).await;
    let mut story = nothing_yet("17:40").await;
    let wizard = orders(&story, ADA, "setup", json!({"name": "Theory 5"})).await;
    let wizard = fills_in(&story, &wizard, "Address, zone, year…", json!({"year": "2021"})).await;
    let wizard = chooses(&story, &wizard, "The channel for announcements", &AUDIENCE.to_string()).await;
    insta::assert_snapshot!(read(&presses(&story, &wizard, "Set it up").await), @"**Theory 5** is set up. Now give me its programme with /conference import.");
    insta::assert_snapshot!(told(&story, "import", json!({})).await, @"Give me a file or an address with the command.");
    let file = json!({"filename": "session.txt", "url": files.url("/session.txt"), "size": SAMPLE.len()});
    let shown = orders(&story, ADA, "import", json!({"file": file})).await;
    insta::assert_snapshot!(read(&shown), @r"
    This is what I understood. Apply it?
    │ **Deep Learning Theory 5**: one session, 8 talks, from Wed 21 Jul 18:00 to Wed 21 Jul 18:55, written in America/Los_Angeles.
    [Apply] [Discard]
    ");
    insta::assert_snapshot!(read(&presses(&story, &shown, "Apply").await), @"Applied: the programme is in force, and its announcements are planned.");
    files.says(Says::Text(SAMPLE.replace("18:50 - 18:55 PDT", "18:52 - 18:58 PDT")));
    let shown = orders(&story, ADA, "import", json!({"file": file})).await;
    assert!(read(&shown).contains("0 new, 0 gone, 1 moved"), "{}", read(&shown));
    presses(&story, &shown, "Discard").await;
    story.restart().await;
    story.at("18:50").await;
    assert!(story.channel(AUDIENCE).contains("**Q&A** in"), "at the time of the file that was applied");
    insta::assert_snapshot!(told(&story, "refresh", json!({})).await, @"This programme was handed over as a file, so there is nothing to read again. Give me another with /conference import.");
}
