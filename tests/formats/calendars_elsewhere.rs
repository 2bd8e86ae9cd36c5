//! Calendars in the shapes that other programs give them: who speaks, when it is, and what is nobody's business.

use insta::assert_snapshot;
use talkbell::import::import;

use crate::support::{calendar, event, no_hints, outline, read, said, talks, usable, what_is_said};

/// vobject wrote the abbreviation as the zone's name, summer and winter.
#[test]
fn an_abbreviation_is_what_the_calendar_spells_out_under_it() {
    let zone = "BEGIN:VTIMEZONE\nTZID:GMT\nBEGIN:STANDARD\nDTSTART:20001029T020000\nTZNAME:GMT\nTZOFFSETFROM:+0100\n\
                TZOFFSETTO:+0000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20000326T010000\n\
                TZNAME:BST\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
    let at = |day: &str| {
        format!("BEGIN:VEVENT\nDTSTART;TZID=GMT:{day}T100000\nDURATION:PT1H\nSUMMARY:On {day}\nEND:VEVENT\n")
    };
    let starts = |zone: &str| {
        let text = format!("BEGIN:VCALENDAR\n{zone}{}{}END:VCALENDAR\n", at("20250115"), at("20250705"));
        talks(&read(&text, &no_hints())).iter().map(|talk| talk.start.to_rfc3339()).collect::<Vec<_>>()
    };
    assert_eq!(starts(zone), ["2025-01-15T10:00:00+00:00", "2025-07-05T09:00:00+00:00"]);
    assert_eq!(starts(""), ["2025-01-15T10:00:00+00:00", "2025-07-05T10:00:00+00:00"], "nothing is spelt out");
}

#[test]
fn a_calendars_zone_may_have_the_name_of_another_program() {
    let floating = "BEGIN:VEVENT\nDTSTART:20240710T100000\nDURATION:PT1H\nSUMMARY:One\nEND:VEVENT\n";
    for (name, start) in [
        ("Eastern Time (US & Canada)", "2024-07-10T14:00:00+00:00"),
        ("W. Europe Standard Time", "2024-07-10T08:00:00+00:00"),
        ("Lisbon", "2024-07-10T09:00:00+00:00"),
    ] {
        let text = calendar(floating).replace("Europe/Berlin", name);
        assert_eq!(talks(&read(&text, &no_hints()))[0].start.to_rfc3339(), start, "{name}");
    }
    let unknown = calendar(&event("SUMMARY:One\n")).replace("Europe/Berlin", "Middle Earth");
    assert_snapshot!(what_is_said(&unknown, &no_hints()), @"
    Warning: `Middle Earth` is no time zone that talkbell knows; say which is meant with --time-zone.
    Note: The programme names no time zone that is known, and its times are in UTC: its days are counted by that. --time-zone names the place's.
    Note: This programme names no moderators: nobody will be reminded.
    ");
}

#[test]
fn speakers_have_labels_in_many_ways() {
    let events = [
        "SUMMARY:Repeated\nDESCRIPTION:Repeated\\nSpeaker: Dipen Chawla\\, Devesh Bajaj\\nTrack: 4\\nMore.\n",
        "SUMMARY:Spaced\nDESCRIPTION:Speaker(s) : Olivier Croisier\\n\\nTexte.\n",
        "SUMMARY:Below\nDESCRIPTION:Section: tutorials\\nText first.\\n\\nSpeakers:\\nReuven M. Lerner\n",
        "SUMMARY:In HTML\nDESCRIPTION:<b>Speaker:</b> Jane Doe<br>About <i>it</i>.\n",
        "SUMMARY:In Chinese\nDESCRIPTION:Speaker: 青云 / 许智翔\n",
        "SUMMARY:Prose\nDESCRIPTION:We talk.\\nSpeaker: the one that you hear when nobody is there.\n",
        "SUMMARY:By its organiser\nORGANIZER:Damien Duportal\n",
        "SUMMARY:By a guest\nORGANIZER;CN=Somebody:mailto:somebody@example.org\n",
        "SUMMARY:In both - Ada Lovelace\nDESCRIPTION:Speaker: Ada Lovelace\n",
    ];
    let schedule = read(&calendar(&events.map(event).concat()), &no_hints());
    assert_snapshot!(outline(&schedule), @"
    Programme
      10 10:00-10:30 other Repeated: Dipen Chawla, Devesh Bajaj
      10 10:00-10:30 other Spaced: Olivier Croisier
      10 10:00-10:30 other Below: Reuven M. Lerner
      10 10:00-10:30 other In HTML: Jane Doe
      10 10:00-10:30 other In Chinese: 青云, 许智翔
      10 10:00-10:30 other Prose
      10 10:00-10:30 other By its organiser: Damien Duportal
      10 10:00-10:30 other By a guest
      10 10:00-10:30 other In both: Ada Lovelace
    ");
    let told = |title: &str| talks(&schedule).iter().find(|talk| talk.title == title).unwrap().summary.clone();
    assert_eq!(told("Repeated").as_deref(), Some("Track: 4\nMore."));
    assert_eq!(told("In HTML").as_deref(), Some("About it."));
    assert_eq!(told("Prose").as_deref(), Some("We talk.\nSpeaker: the one that you hear when nobody is there."));
}

#[test]
fn names_behind_nearly_every_title_are_speakers() {
    let events = [
        "SUMMARY:Magic -- Nick Ager and Esteban Lorenzano\n",
        "SUMMARY:Scavengers -- Javier Burroni\n",
        "SUMMARY:The past -- Andreas Hiltner\\, Niall Ross\n",
        "SUMMARY:Coffee\n",
    ];
    let imported = import(calendar(&events.map(event).concat()).as_bytes(), &no_hints());
    assert_snapshot!(said(&imported), @"
    Note: Nearly all titles end in names behind “--”: these are taken for the speakers.
    Note: This programme names no moderators: nobody will be reminded.
    10 Warning: “Scavengers” overlaps “Magic” (line 5).
    15 Warning: “The past” overlaps “Magic” (line 5).
    20 Warning: “Coffee” overlaps “Magic” (line 5).
    ");
    assert_snapshot!(outline(&usable(imported)), @"
    Programme
      10 10:00-10:30 other Magic: Nick Ager, Esteban Lorenzano
      10 10:00-10:30 other Scavengers: Javier Burroni
      10 10:00-10:30 other The past: Andreas Hiltner, Niall Ross
      10 10:00-10:30 break Coffee
    ");
    let once = calendar(&[events[0], "SUMMARY:Rust -- a love story\n", "SUMMARY:Graphs\n"].map(event).concat());
    assert!(talks(&read(&once, &no_hints())).iter().all(|talk| talk.speakers.is_empty()), "one alone may be chance");
    let rooms = ["Graphs - Main Hall", "Trees - Main Hall", "Forests - Main Hall", "Leaves - Lower Hall"];
    let rooms = calendar(&rooms.map(|title| event(&format!("SUMMARY:{title}\n"))).concat());
    assert!(
        talks(&read(&rooms, &no_hints())).iter().all(|talk| talk.speakers.is_empty()),
        "what comes again is a room"
    );
}

#[test]
fn organisers_of_one_address_and_many_names_speak() {
    let by = |title: &str, name: &str| format!("SUMMARY:{title}\nORGANIZER;CN={name}:MAILTO:info@olografix.org\n");
    let events = [by("Logs", "Valerio Lupi"), by("Forensics", "Luca Mercatanti"), by("Laravel", "Mircha Emanuel")];
    let schedule = read(&calendar(&events.map(|fields| event(&fields)).concat()), &no_hints());
    let speakers: Vec<String> = talks(&schedule).iter().flat_map(|talk| talk.speakers.clone()).collect();
    assert_eq!(speakers, ["Valerio Lupi", "Luca Mercatanti", "Mircha Emanuel"]);
}

/// Lesson 15: whoever reads it could walk in.
#[test]
fn an_invitation_that_google_writes_is_left_out() {
    let description = "DESCRIPTION:About it.\\n\\n-::~:~::~:~:~::~:~::-\\nJoin with Google Meet: https://meet.google.com/abc\\nOr \
                       dial: (US) +1 224 PIN: 800563586#\\nPlease do not edit this section.\\n-::~:~::~:~:~::~:~::-\n";
    let imported = import(calendar(&event(&format!("SUMMARY:One\n{description}"))).as_bytes(), &no_hints());
    assert!(said(&imported).contains("A meeting link or password is left out"), "{}", said(&imported));
    assert_eq!(talks(&usable(imported))[0].summary.as_deref(), Some("About it."));
}

#[test]
fn each_category_may_tell_the_kind_and_the_first_is_the_track() {
    let schedule = read(&calendar(&event("SUMMARY:Ada\nCATEGORIES:Spatial Audio,Plenary\n")), &no_hints());
    assert_snapshot!(outline(&schedule), @"
    Spatial Audio
      10 10:00-10:30 keynote Ada
    ");
}
