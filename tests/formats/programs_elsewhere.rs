//! Programmes in the shapes that other people's programs and forks of them write.

use insta::assert_snapshot;
use talkbell::import::import;

use crate::support::{in_zone, no_hints, outline, read, said, usable, what_is_said};

#[test]
fn sessionize_has_tracks_sessions_without_an_end_and_pauses_that_repeat() {
    let all = r#"{"sessions":[
        {"id":"1","title":"Welcome and housekeeping","isServiceSession":true,"startsAt":"2025-07-18T08:45:00","endsAt":"2025-07-18T09:00:00","roomId":1},
        {"id":"2","title":"Graphs","startsAt":"2025-07-18T09:00:00","endsAt":null,"roomId":1,"categoryItems":[7],"speakers":["a"]},
        {"id":"c","title":"Changeover","isServiceSession":true,"startsAt":"2025-07-18T09:30:00","endsAt":"2025-07-18T09:40:00","roomId":1},
        {"id":"c","title":"Changeover","isServiceSession":true,"startsAt":"2025-07-18T10:30:00","endsAt":"2025-07-18T10:40:00","roomId":1},
        {"id":"3","title":"Trees","startsAt":"2025-07-18T09:00:00","endsAt":"2025-07-18T10:00:00","roomId":2,"categoryItems":[7],"speakers":["a"]}],
        "speakers":[{"id":"a","fullName":"Ada Lovelace"}],"rooms":[{"id":1,"name":"Hall"},{"id":2,"name":"Attic"}],
        "categories":[{"id":5,"title":"Track","items":[{"id":7,"name":"Theory"}]}],"questions":[]}"#;
    let imported = import(all.as_bytes(), &in_zone("Europe/Vienna"));
    assert_snapshot!(said(&imported), @"sessions[1].endsAt Warning: A session does not say when it ends; 30 minutes are taken.");
    let schedule = usable(imported);
    assert_snapshot!(outline(&schedule), @"
    Hall [Hall]
      18 08:45-09:00 other Welcome and housekeeping
      18 09:00-09:30 other Graphs: Ada Lovelace
      18 09:30-09:40 break Changeover
      18 10:30-10:40 break Changeover
    Attic [Attic]
      18 09:00-10:00 other Trees: Ada Lovelace
    ");
    let tracks: Vec<_> =
        schedule.sessions.iter().map(|session| (session.title.as_str(), session.track.as_deref())).collect();
    assert_eq!(tracks, [("Hall", None), ("Attic", Some("Theory"))]);
}

#[test]
fn a_view_without_sessions_says_so() {
    assert_snapshot!(what_is_said("[]", &no_hints()), @"Error: This JSON is an empty list. Has the programme been published where it comes from?");
    let speakers =
        r#"[{"id":"a","fullName":"Ada Lovelace","isTopSpeaker":false,"sessions":[{"id":1,"name":"Graphs"}]}]"#;
    assert_snapshot!(what_is_said(speakers, &no_hints()), @"Error: No session is in this list: it is empty, or one of speakers. Has the programme been published in Sessionize? Its views `All` and `GridSmart` hold the sessions with their times.");
}

/// What an organiser's token shows is more than the public sees.
#[test]
fn what_pretalx_does_not_show_the_public_is_left_out() {
    let slot = |title: &str, more: &str| {
        format!(
            r#"{{"start":"2026-05-05T09:00:00+02:00","end":"2026-05-05T09:30:00+02:00","room":{{"name":{{"en":"Hall"}}}},{more}"submission":{{"code":"{}","title":"{title}","state":"STATE"}}}}"#,
            &title[..1]
        )
    };
    let slots = [
        slot("Confirmed", "").replace("STATE", "confirmed"),
        slot("Accepted", "").replace("STATE", "accepted"),
        slot("Hidden", r#""is_visible":false,"#).replace("STATE", "confirmed"),
    ];
    let imported = import(format!(r#"{{"slots":[{}]}}"#, slots.join(",")).as_bytes(), &no_hints());
    assert_snapshot!(said(&imported), @"
    slots[1] Note: A talk that is not confirmed is left out.
    slots[2] Note: A slot that the source does not show to the public is left out.
    Note: The programme names no time zone, and its times are in UTC+2: its days are counted by that. --time-zone names the place's.
    Note: This programme names no moderators: nobody will be reminded.
    ");
    assert_snapshot!(outline(&usable(imported)), @"
    Hall [Hall]
      05 09:00-09:30 other Confirmed
    ");
    let only = import(format!(r#"{{"slots":[{}]}}"#, slots[1]).as_bytes(), &no_hints());
    assert_eq!(usable(only).talks().count(), 1, "where nobody confirms, accepted is all that there is");
}

/// As many a conference of Python does.
#[test]
fn symposion_lists_its_slots_under_schedule() {
    let text = r#"{"schedule":[
        {"name":"Mandy","kind":"keynote","room":"Hall","start":"2017-08-04T09:00:00","end":"2017-08-04T10:00:00","authors":["Mandy Whaley"],"conf_key":1},
        {"name":"Morning Tea","kind":"break","room":"Hall","start":"2017-08-04T10:00:00","end":"2017-08-04T10:30:00","conf_key":2},
        {"name":"Gone talk","kind":"talk","room":"Hall","start":"2017-08-04T10:30:00","end":"2017-08-04T11:00:00","authors":["Bob B"],"cancelled":true,"conf_key":3}]}"#;
    assert_snapshot!(outline(&read(text, &in_zone("Australia/Melbourne"))), @"
    Hall [Hall]
      04 09:00-10:00 keynote Mandy: Mandy Whaley
      04 10:00-10:30 break Morning Tea
      04 10:30-11:00 other Gone talk: Bob B CANCELLED
    ");
}

#[test]
fn a_break_is_one_that_the_program_calls_so() {
    let text = r#"{"slots":[{"slot_type":"break","title":"Doors open & badge pickup","start":"2026-05-05T09:00:00+02:00","end":"2026-05-05T09:30:00+02:00"}]}"#;
    assert_snapshot!(outline(&read(text, &no_hints())), @"
    Programme
      05 09:00-09:30 break Doors open & badge pickup
    ");
}

#[test]
fn a_flat_list_may_have_a_venue_a_speaker_and_its_own_words_for_time() {
    let text = r#"[{"id":17,"title":"How to solder","speaker":"Jane Doe","type":"workshop","venue":"Tent 1",
        "start_date":"2022-06-03 10:00:00","end_date":"2022-06-03 11:30:00","start_time":"10:00"}]"#;
    assert_snapshot!(outline(&read(text, &in_zone("Europe/London"))), @"
    Tent 1 [Tent 1]
      03 10:00-11:30 tutorial How to solder: Jane Doe
    ");
}

fn pentabarf(conference: &str, day: &str, events: &str) -> String {
    format!(
        "<schedule><conference><title>C</title>{conference}</conference><day date=\"{day}\"><room name=\"Hall\">{events}</room></day></schedule>"
    )
}

#[test]
fn a_start_is_held_against_its_date_where_the_conference_is() {
    let event = |date: &str, start: &str| {
        format!(
            "<event id=\"1\"><title>One</title><date>{date}</date><start>{start}</start><duration>00:30</duration></event>"
        )
    };
    let zone = "<time_zone_name>Asia/Kolkata</time_zone_name>";
    let agreed = pentabarf(zone, "2023-09-10", &event("2023-09-10T05:00:00+00:00", "10:30"));
    assert!(!what_is_said(&agreed, &no_hints()).contains("start"), "{}", what_is_said(&agreed, &no_hints()));
    // Old versions of wafer wrote the local time as if it were UTC.
    let local = pentabarf("", "2017-08-06", &event("2017-08-06T10:00:00+00:00", "10:00"));
    assert_snapshot!(what_is_said(&local, &in_zone("Asia/Taipei")), @"
    Note: This programme names no moderators: nobody will be reminded.
    1 Warning: The `start` of an event is 10:00, but its `date` means 18:00 in Asia/Taipei. The `date` is taken.
    ");
}

#[test]
fn a_night_without_dates_belongs_to_the_day_before() {
    let event = |id: u8, start: &str| {
        format!("<event id=\"{id}\"><title>At {start}</title><start>{start}</start><duration>01:00</duration></event>")
    };
    let text = pentabarf("", "2013-08-24", &[event(1, "10:00"), event(2, "00:30")].concat());
    assert_snapshot!(outline(&read(&text, &in_zone("Europe/Berlin"))), @"
    Hall [Hall]
      24 10:00-11:00 other At 10:00
      25 00:30-01:30 other At 00:30
    ");
}

#[test]
fn abstracts_in_xml_are_html_or_markdown() {
    let told = |text: &str| {
        let event = format!(
            "<event id=\"1\"><title>One</title><start>10:00</start><duration>2:03:30</duration><abstract>{text}</abstract></event>"
        );
        let schedule = read(&pentabarf("", "2026-10-02", &event), &in_zone("Europe/Rome"));
        let talk = schedule.sessions[0].talks[0].clone();
        assert_eq!(talk.duration(), chrono::TimeDelta::minutes(2 * 1440 + 3 * 60 + 30), "days come before hours");
        talk.summary.unwrap()
    };
    assert_eq!(told("**Welcome** to [Sneakers](https://a.example)"), "Welcome to Sneakers (https://a.example)");
    assert_eq!(told("&lt;p&gt;2 * 3 * 4 and a_b_c&lt;/p&gt;"), "2 * 3 * 4 and a_b_c");
}
