//! `schedule.json`: pretalx's of a real congress, flat lists, and the answers of pretalx's API.

use talkbell::import::import;
use talkbell::schedule::TalkKind;

use crate::support::{no_hints, outline, said, shared, talks, usable};

/// Lesson 14: Q&A hides in the type.
#[test]
fn a_congress_is_read_whole() {
    let imported = import(&shared("pretalx/voc-pretalx-rc3.json"), &no_hints());
    let told = said(&imported);
    let schedule = usable(imported);
    assert_eq!(talks(&schedule).len(), 48);
    assert_eq!(schedule.title, "rC3 Channels");
    assert!(talks(&schedule).iter().all(|talk| talk.kind != TalkKind::QuestionsAndAnswers));
    assert!(told.contains("its times are in UTC+1"), "{told}");
    let last = talks(&schedule).into_iter().find(|talk| talk.title.starts_with("Climate Change")).unwrap();
    assert_eq!(last.start.to_rfc3339(), "2020-12-30T15:00:00+00:00");
    assert_eq!((last.duration().num_minutes(), last.speakers.as_slice()), (40, &["Dr. Kira Vinke".to_owned()][..]));
    assert!(last.summary.as_deref().unwrap().ends_with("https://pretalx.rc3.studio/rc3-channels-2020/talk/NCZR93/"));
}

#[test]
fn a_flat_list_refers_to_its_rooms_tracks_and_speakers() {
    let flat = r#"{ "timezone": "Europe/Berlin", "event_start": "2026-05-01", "version": "1.0",
        "talks": [
            { "code": "AAAAAA", "title": "Bells & more", "abstract": "**Bold** [link](https://a.example)", "speakers": ["S1", "S2"],
              "track": 7, "room": 3, "start": "2026-05-01T10:00:00+02:00", "end": "2026-05-01T10:30:00+02:00" },
            { "code": null, "title": { "en": "Lunch", "de": "Mittag" }, "room": 3,
              "start": "2026-05-01T12:00:00+02:00", "end": "2026-05-01T13:00:00+02:00" },
            { "code": "BBBBBB", "title": "Waiting", "speakers": [], "start": null, "end": null, "room": null }
        ],
        "rooms": [{ "id": 3, "name": { "en": "Great Hall" } }], "tracks": [{ "id": 7, "name": { "en": "Sound" } }],
        "speakers": [{ "code": "S1", "name": "Ada Lovelace" }, { "code": "S2", "name": "Alan Turing" }] }"#;
    let imported = import(flat.as_bytes(), &no_hints());
    insta::assert_snapshot!(said(&imported), @r"
    talks[2] Note: A talk has no time yet, and is left out.
    Note: This programme names no moderators: nobody will be reminded.
    ");
    let schedule = usable(imported);
    insta::assert_snapshot!(outline(&schedule), @r"
    Great Hall [Great Hall]
      01 10:00-10:30 other Bells & more: Ada Lovelace, Alan Turing
      01 12:00-13:00 break Lunch
    ");
    assert_eq!(talks(&schedule)[0].summary.as_deref(), Some("Bold link (https://a.example)"));
    assert_eq!(talks(&schedule)[0].id.as_str(), "aaaaaa");
}

/// Lesson 9: one talk can have several slots. Lesson 8: cancellation may be a field.
#[test]
fn the_apis_answers_are_read() {
    let submissions = r#"{ "count": 3, "next": "https://p.example/api/?page=2", "results": [
        { "code": "AAAAAA", "title": "Twice", "state": "confirmed", "submission_type": { "en": "Workshop" }, "track": { "en": "Sound" },
          "speakers": [{ "code": "S1", "name": "Ada Lovelace" }], "duration": 30,
          "slots": [{ "id": 1, "start": "2026-05-01T10:00:00+02:00", "end": "2026-05-01T11:00:00+02:00", "room": { "id": 3, "name": { "en": "Hall" } } },
                    { "id": 2, "start": "2026-05-02T10:00:00+02:00", "end": null, "room": { "id": 3, "name": { "en": "Hall" } } }] },
        { "code": "BBBBBB", "title": "Off", "state": "canceled", "slot": { "start": "2026-05-01T12:00:00+02:00", "end": "2026-05-01T12:30:00+02:00", "room": { "en": "Hall" } } },
        { "code": "CCCCCC", "title": "Refused", "state": "rejected", "slots": [] }
    ] }"#;
    let imported = import(submissions.as_bytes(), &no_hints());
    insta::assert_snapshot!(said(&imported), @r"
    next Warning: This is one page of an answer of 3 talks: the others are missing. Ask for all with ?page_size=500 or ?limit=500.
    results[2].slots Note: A talk that is not confirmed is left out.
    Note: The programme names no time zone, and its times are in UTC+2: its days are counted by that. --time-zone names the place's.
    Note: This programme names no moderators: nobody will be reminded.
    ");
    insta::assert_snapshot!(outline(&usable(imported)), @r"
    Hall · Fri 1 May [Hall]
      01 10:00-11:00 tutorial Twice: Ada Lovelace
      01 12:00-12:30 other Off CANCELLED
    Hall · Sat 2 May [Hall]
      02 10:00-10:30 tutorial Twice: Ada Lovelace
    ");

    let slots = r#"{ "results": [
        { "id": 1, "room": 3, "start": "2026-05-01T10:00:00Z", "end": "2026-05-01T11:00:00Z",
          "submission": { "code": "AAAAAA", "title": "Expanded", "speakers": [{ "name": "Ada Lovelace" }] } },
        { "id": 2, "room": 3, "start": "2026-05-01T11:00:00Z", "end": "2026-05-01T12:00:00Z", "submission": "BBBBBB" },
        { "id": 3, "room": 3, "start": "2026-05-01T12:00:00Z", "end": "2026-05-01T13:00:00Z", "submission": null, "description": { "en": "Lunch" } }
    ] }"#;
    let imported = import(slots.as_bytes(), &no_hints());
    insta::assert_snapshot!(said(&imported), @r"
    results[1] Warning: A slot names its talk by a code alone, and is left out. Ask the API with ?expand=submission,submission.speakers,submission.track,room.
    Note: The programme names no time zone, and its times are in UTC: its days are counted by that. --time-zone names the place's.
    Note: This programme names no moderators: nobody will be reminded.
    ");
    insta::assert_snapshot!(outline(&usable(imported)), @r"
    Programme
      01 10:00-11:00 other Expanded: Ada Lovelace
      01 12:00-13:00 break Lunch
    ");
}

/// Lesson 11: zero events is an error.
#[test]
fn json_without_talks_is_a_mistake() {
    for (empty, expected) in [
        (r#"{"schedule": {"conference": {"title": "X", "days": []}}}"#, "holds no talk"),
        (r#"{"talks": [{"code": "A", "title": "No time"}]}"#, "no talk with a title and a time"),
        (r#"{"weather": "fine"}"#, "structure of no programme"),
        (r#"{"talks": ["#, "breaks off"),
    ] {
        let imported = import(empty.as_bytes(), &no_hints());
        assert!(imported.schedule.is_none() && said(&imported).contains(expected), "{empty}: {}", said(&imported));
    }
}
