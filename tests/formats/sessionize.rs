//! Sessionize's JSON.

use insta::assert_snapshot;
use talkbell::import::import;
use talkbell::schedule::TalkKind;

use crate::support::{in_zone, no_hints, outline, read, said, shared, talks, usable};

const LINZ: &str = "sessionize/gab-linz-2021.json";

#[test]
fn a_real_conference_is_understood() {
    let imported = import(&shared(LINZ), &in_zone("Europe/Vienna"));
    assert_snapshot!(said(&imported), @"sessions[27] Warning: “Azure App Gateway and Azure Front Door Reverse Proxy Setup” overlaps “Let's explore Azure Bicep! ... and compare it to Hashicorp's Terraform” (sessions[28]).");
    let schedule = usable(imported);
    assert_eq!(talks(&schedule).len(), 37);
    let first = schedule.talks().find(|found| found.talk.title == "Azure - Ask us Anything").unwrap();
    assert_eq!(first.talk.start.to_rfc3339(), "2021-04-16T06:00:00+00:00");
    assert_eq!(first.talk.speakers.len(), 5);
    assert!(first.room().is_some());
    let rooms: std::collections::BTreeSet<_> =
        schedule.talks().filter_map(|found| found.room().map(str::to_owned)).collect();
    assert_snapshot!(rooms.into_iter().collect::<Vec<_>>().join(", "), @"Cloud Native, DevOps, Dev, IoT, Data, ML, Junior, Security");
}

/// Lesson 3: no zone at all.
#[test]
fn the_zone_is_asked_for() {
    assert_snapshot!(said(&import(&shared(LINZ), &no_hints())), @"sessions[0].startsAt Error: The times name no zone. Say which is meant, for example --time-zone America/Los_Angeles. (sessions[0].endsAt, sessions[1].startsAt, sessions[1].endsAt, sessions[2].startsAt, sessions[2].endsAt and 68 more too.)");
}

#[test]
fn service_sessions_are_breaks_and_what_has_no_time_is_said() {
    let all = r#"{"sessions":[
        {"id":"1","title":"Registration","startsAt":"2025-06-01T08:00:00","endsAt":"2025-06-01T09:00:00","isServiceSession":true,"speakers":[],"roomId":null},
        {"id":"2","title":"Deep nets","description":"One.\r\n\r\nTwo.","startsAt":"2025-06-01T09:00:00","endsAt":"2025-06-01T09:10:00","isServiceSession":false,"speakers":["a","b"],"roomId":7,"categoryItems":[5]},
        {"id":"3","title":"Not yet","startsAt":null,"endsAt":null,"speakers":[],"roomId":null},
        {"id":"4","title":"Keynote: all","startsAt":"2025-06-01T10:00:00","endsAt":"2025-06-01T11:00:00","isServiceSession":true,"speakers":[],"roomId":7}],
        "speakers":[{"id":"a","fullName":"Ada Lovelace"},{"id":"b","fullName":"Alan Turing"}],
        "questions":[],"categories":[{"id":1,"title":"Session format","items":[{"id":5,"name":"Lightning talk"}]}],
        "rooms":[{"id":7,"name":"Hall A"}]}"#;
    let imported = import(all.as_bytes(), &in_zone("Europe/Vienna"));
    assert_snapshot!(said(&imported), @"Warning: 1 session has no time yet and is left out, such as “Not yet”.");
    let schedule = usable(imported);
    assert_snapshot!(outline(&schedule), @"
    Sunday 1 June 2025
      01 08:00-09:00 break Registration
    Hall A [Hall A]
      01 09:00-09:10 spotlight Deep nets: Ada Lovelace, Alan Turing
      01 10:00-11:00 keynote Keynote: all
    ");
    let deep = schedule.talks().find(|found| found.talk.title == "Deep nets").unwrap();
    assert_eq!((deep.talk.kind, deep.talk.id.as_str()), (TalkKind::Spotlight, "2"));
    assert_eq!(deep.talk.summary.as_deref(), Some("One.\n\nTwo."));
}

#[test]
fn its_other_views_say_the_same() {
    let sessions = r#"[{"groupId":1,"groupName":"All","sessions":[{"id":"2","title":"Deep nets","startsAt":"2025-06-01T09:00:00","endsAt":"2025-06-01T09:10:00","speakers":[{"id":"a","name":"Ada Lovelace"}],"room":"Hall A"}]}]"#;
    let grid = r#"[{"date":"2025-06-01T00:00:00","rooms":[{"id":7,"name":"Hall A","sessions":[{"id":"2","title":"Deep nets","startsAt":"2025-06-01T09:00:00","endsAt":"2025-06-01T09:10:00","speakers":[{"id":"a","name":"Ada Lovelace"}],"room":"Hall A"}]}],
        "timeSlots":[{"slotStart":"09:00:00","rooms":[{"id":7,"session":{"id":"2","title":"Deep nets","startsAt":"2025-06-01T09:00:00","endsAt":"2025-06-01T09:10:00"}}]}]}]"#;
    let hints = in_zone("Europe/Vienna");
    let by_group = read(sessions, &hints);
    assert_eq!(outline(&by_group), outline(&read(grid, &hints)));
    assert_eq!(talks(&by_group)[0].speakers, ["Ada Lovelace"]);
}

#[test]
fn what_is_wrong_is_said_with_its_path() {
    let broken = r#"{"sessions":[{"id":"1","title":"One","startsAt":"2025-06-01T10:00:00","endsAt":"2025-06-01T09:00:00"},
        {"id":"2","title":"","startsAt":"2025-06-01T10:00:00","endsAt":"2025-06-01T11:00:00"},
        {"id":"3","title":"Three","startsAt":"noon","endsAt":"2025-06-01T11:00:00"}],"speakers":[],"rooms":[]}"#;
    assert_snapshot!(said(&import(broken.as_bytes(), &in_zone("Europe/Vienna"))), @"
    sessions[0].endsAt Error: “One” ends before it starts. Mend one of the two times.
    sessions[1].title Error: This session has no title.
    sessions[2].startsAt Error: “noon” is no time that can be read. Write it like 2025-07-18T09:00:00.
    ");
}
