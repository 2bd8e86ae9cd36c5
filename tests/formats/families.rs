//! Files of the families that other people's programs write, in the shapes that they have beside the shared ones.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use talkbell::import::{Hints, import};

use crate::support::{calendar, day, event, in_zone, no_hints, outline, read, said, talks, usable, what_is_said};

/// The flat v2 of schedule.json: participants with roles, tracks by their slugs.
#[test]
fn a_hub_names_its_people_participants() {
    let hub = r#"{"schedule":{"version":"1","conference":{"acronym":"c3","title":"C3","time_zone_name":"Europe/Berlin",
        "tracks":[{"name":"Art & Beauty","slug":"art"}],"rooms":[{"name":"Saal 1","guid":"r1"}],
        "days":[{"index":1,"date":"2024-12-27","start":"2024-12-27T09:30:00+00:00"}]},
        "events":[{"guid":"e1","type":"talk","title":"Paint","start":"2024-12-27T10:30:00+01:00","end":"2024-12-27T11:00:00+01:00",
        "room":{"name":"Saal 1","guid":"r1"},"track":{"slug":"art"},
        "participants":[{"guid":"p1","name":"Ada","role":"speaker"},{"guid":"p2","name":"Bob","role":"moderator"}]}]}}"#;
    let schedule = read(hub, &no_hints());
    assert_snapshot!(outline(&schedule), @"
    Art & Beauty [Saal 1] moderated by Bob
      27 10:30-11:00 other Paint: Ada
    ");
    assert_eq!(schedule.sessions[0].track.as_deref(), Some("Art & Beauty"));
}

#[test]
fn days_may_stand_by_their_dates_and_talks_by_their_codes() {
    let days = r#"{"days":{"2024-07-10":{"rooms":["Forum","South"],"events":[
        {"event_type":"break","title":"Welcome coffee","start":"2024-07-10T08:00:00+02:00","duration":60,"rooms":["Forum","South"]},
        {"event_type":"session","code":"ABC123","title":"Opening","session_type":"Keynote","speakers":[{"code":"X","name":"Ada"}],
         "rooms":["Forum"],"start":"2024-07-10T09:00:00+02:00","duration":45}]}}}"#;
    assert_snapshot!(outline(&read(days, &in_zone("Europe/Prague"))), @"
    Programme
      10 08:00-09:00 break Welcome coffee
    Forum [Forum]
      10 09:00-09:45 keynote Opening: Ada
    ");
    let codes = r#"{"ABC123":{"code":"ABC123","title":"Opening","speakers":["XYZ789"],"state":"confirmed","room":"Forum",
        "start":"2024-07-10T09:00:00+02:00","end":"2024-07-10T09:45:00+02:00"}}"#;
    let imported = import(codes.as_bytes(), &in_zone("Europe/Prague"));
    assert_snapshot!(said(&imported), @r#"
    ["ABC123"] Note: Speakers are named by codes alone, and are left out: their names stand in another file.
    Note: This programme names no moderators: nobody will be reminded.
    "#);
    assert_eq!(talks(&usable(imported))[0].speakers.len(), 0);
}

#[test]
fn a_flat_list_may_call_its_speakers_authors() {
    let list = r#"[{"kind":"talk","name":"No more lock","room":"Ballroom","start":"2024-05-17T10:45:00","end":"2024-05-17T11:15:00",
        "duration":30,"authors":["Ada Lovelace","Alan Turing"],"description":"<p>What <b>happened</b>.</p>","conf_key":22}]"#;
    let schedule = read(list, &in_zone("America/New_York"));
    assert_snapshot!(outline(&schedule), @"
    Ballroom [Ballroom]
      17 10:45-11:15 other No more lock: Ada Lovelace, Alan Turing
    ");
    assert_eq!(talks(&schedule)[0].summary.as_deref(), Some("What happened."));
}

/// pretalx in the title, Indico in the description, FOSDEM as attendees without an address.
#[test]
fn speakers_are_found_where_programs_put_them() {
    let events = [
        "UID:pretalx-x-DEF@pretalx.com\nSUMMARY:Data - fast and slow - Ada Lovelace\\, Senficon\n",
        "UID:pretalx-x-DEG@pretalx.com\nSUMMARY:Opening - \n",
        "UID:indico-contribution-1@x\nSUMMARY:Triggers\nDESCRIPTION:Speakers: Grace Hopper (Yale)\\, Alan Turing (Princeton (US))\\nConveners: Yi Ma\\n\\nAbout it.\n",
        "UID:1@FOSDEM\nSUMMARY:Welcome\nATTENDEE;ROLE=REQ-PARTICIPANT;CN=\"Joan Clarke\":invalid:nomail\n",
        "UID:2@google.com\nSUMMARY:Group - a guest\nATTENDEE;CN=Guest:mailto:guest@example.org\n",
    ];
    let schedule = read(&calendar(&events.map(event).concat()), &no_hints());
    assert_snapshot!(outline(&schedule), @"
    Programme moderated by Yi Ma
      10 10:00-10:30 other Data - fast and slow: Ada Lovelace, Senficon
      10 10:00-10:30 other Opening
      10 10:00-10:30 other Triggers: Grace Hopper (Yale), Alan Turing (Princeton (US))
      10 10:00-10:30 other Welcome: Joan Clarke
      10 10:00-10:30 other Group - a guest
    ");
    assert!(talks(&schedule).iter().any(|talk| talk.summary.as_deref() == Some("About it.")));
}

#[test]
fn an_address_that_all_rooms_share_is_no_part_of_their_names() {
    let events = ["Hall 1\\, 1 Some Street\\, Paris", "Hall 2\\, 1 Some Street\\, Paris"];
    let events = events.map(|room| event(&format!("SUMMARY:One\nLOCATION:{room}\n"))).concat();
    assert_snapshot!(what_is_said(&calendar(&events), &no_hints()), @"
    Note: All rooms end with “1 Some Street, Paris”, which is left out of their names.
    Note: This programme names no moderators: nobody will be reminded.
    ");
    let rooms: Vec<_> = read(&calendar(&events), &no_hints()).sessions.into_iter().filter_map(|s| s.room).collect();
    assert_eq!(rooms, ["Hall 1", "Hall 2"]);
}

/// Lesson 6: a zone of the calendar's own is told by its rules.
#[test]
fn a_zone_that_is_spelt_out_is_known_by_its_rules() {
    let zone = "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\n\
                TZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\n\
                DTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\n\
                END:DAYLIGHT\nEND:VTIMEZONE\n";
    let event =
        "BEGIN:VEVENT\nDTSTART;TZID=Customized Time Zone:20240612T160000\nDURATION:PT1H\nSUMMARY:One\nEND:VEVENT\n";
    let imported = import(format!("BEGIN:VCALENDAR\n{zone}{event}END:VCALENDAR\n").as_bytes(), &no_hints());
    assert_snapshot!(said(&imported), @"
    Note: This programme names no moderators: nobody will be reminded.
    17 Warning: `Customized Time Zone` is no time zone that talkbell knows. By the rules that the calendar spells out it is as Europe/Berlin, and is taken for that; --time-zone says otherwise.
    ");
    assert_eq!(talks(&usable(imported))[0].start.to_rfc3339(), "2024-06-12T14:00:00+00:00");
    let odd = zone.replace("+0200", "+0217");
    let imported = import(format!("BEGIN:VCALENDAR\n{odd}{event}END:VCALENDAR\n").as_bytes(), &no_hints());
    assert_snapshot!(said(&imported), @"17 Error: `Customized Time Zone` is no time zone that talkbell knows. Say which is meant, for example --time-zone Europe/Berlin.");
}

#[test]
fn a_stray_nul_byte_does_not_cost_the_calendar() {
    let imported = import(calendar(&event("SUMMARY:One\0\0\n")).as_bytes(), &no_hints());
    assert_snapshot!(said(&imported), @"
    Note: This programme names no moderators: nobody will be reminded.
    8 Warning: A calendar holds no NUL bytes. Those here are left out.
    ");
    assert_eq!(talks(&usable(imported))[0].title, "One");
}

fn folder(files: &[(&str, &str)], hints: &Hints) -> talkbell::import::Imported {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    import(&files, hints)
}

#[test]
fn a_schedule_by_weekdays_asks_for_its_first_day() {
    let schedule = "thursday:\n-\n    time: \"12:00 - 12:10 PM\"\n    type: Opening\n    title: \"Welcome\"\n    speaker: Ada\n    moderator: --\n\
        -\n    time: \"12:10 PM\"\n    type: Spotlight 06\n    title: \"Policies\"\n    moderator: Yi Ma\n\
        -\n    time: \"12:30 PM\"\n    type: Break\n    title: \"Sponsored Break\"\nfriday:\n-\n    time: \"9:00 - 9:30 AM\"\n    title: \"Day two\"\n";
    let files = [("schedule.yml", schedule)];
    assert_snapshot!(said(&folder(&files, &in_zone("America/New_York"))), @"
    schedule.yml.friday Error: “friday” does not say which day it is. Say which the first day is, for example --date 2025-07-18; the others are told by their weekdays or numbers.
    schedule.yml.thursday Error: “thursday” does not say which day it is. Say which the first day is, for example --date 2025-07-18; the others are told by their weekdays or numbers.
    ");
    let dated = Hints { date: Some(day("2022-04-07")), ..in_zone("America/New_York") };
    assert_snapshot!(outline(&usable(folder(&files, &dated))), @"
    Thursday 7 April 2022
      07 12:00-12:10 other Welcome: Ada
      07 12:30-13:00 break Sponsored Break
    Policies moderated by Yi Ma
      07 12:10-12:30 spotlight Policies
    Friday 8 April 2022
      08 09:00-09:30 other Day two
    ");
}

/// EMNLP 2020: one entry for the view of the day and one for the week's; papers side by side; workshops with sessions.
#[test]
fn views_papers_and_workshops_are_each_there_once() {
    let calendar = "- title: <b>Zoom Session 1A</b><br> Sentiment\n  start: 2020-11-16 16:00:00+00:00\n  end: 2020-11-16 17:00:00+00:00\n  \
        link: papers.html?session=z1A\n  view: day\n- title: Zoom Sessions\n  start: 2020-11-16 16:00:00+00:00\n  end: 2020-11-16 17:00:00+00:00\n  view: week\n";
    let sessions = "z1A:\n  start_time: 2020-11-16 16:00:00+00:00\n  end_time: 2020-11-16 17:00:00+00:00\n  name: Zoom Session 1A\n  papers: [main.1, main.2]\n";
    let papers =
        "UID,title,authors,abstract\nmain.1,Paper one,Ada Lovelace|Alan Turing,a\nmain.2,Paper two,Grace Hopper,b\n";
    let workshops = "- UID: WS-1\n  title: Black boxes\n  organizers: Yi Ma, Joan Clarke\n  sessions:\n  - start_time: 2020-11-20 10:00:00+00:00\n    end_time: 2020-11-20 18:00:00+00:00\n";
    let files = [
        ("overall_calendar.yml", calendar),
        ("paper_sessions.yml", sessions),
        ("main_papers.csv", papers),
        ("workshops.yml", workshops),
    ];
    assert_snapshot!(outline(&usable(folder(&files, &in_zone("UTC")))), @"
    Zoom Session 1A Sentiment
      16 16:00-17:00 poster Paper one: Ada Lovelace, Alan Turing
      16 16:00-17:00 poster Paper two: Grace Hopper
    Black boxes
      20 10:00-18:00 other Black boxes: Yi Ma, Joan Clarke
    ");
}

/// PLDI 2021: a file a track, with the talks one by one.
#[test]
fn tracks_of_talks_become_sessions() {
    let track = "event,start,end,title,authors\nhopl,2021-06-20T13:00:00+00:00,2021-06-20T13:15:00+00:00,Welcome,Ada Lovelace|Alan Turing\n\
                 hopl,2021-06-20T13:15:00+00:00,2021-06-20T14:15:00+00:00,Myths,Mary Shaw\n";
    let files = [("tracks.csv", "UID,name\nhopl,History of Languages\n"), ("track_hopl.csv", track)];
    assert_snapshot!(outline(&usable(folder(&files, &in_zone("UTC")))), @"
    History of Languages, Sunday 20 June
      20 13:00-13:15 other Welcome: Ada Lovelace, Alan Turing
      20 13:15-14:15 other Myths: Mary Shaw
    ");
}
