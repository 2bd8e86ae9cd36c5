//! `schedule.xml`: FOSDEM's of two years, and what others may write.

use talkbell::import::{Level, import};
use talkbell::schedule::{Schedule, TalkKind, changes};

use crate::support::{in_zone, no_hints, outline, said, shared, talks, usable, what_is_said};

fn fosdem(name: &str) -> Schedule {
    usable(import(&shared(&format!("frab/{name}")), &in_zone("Europe/Brussels")))
}

/// Lesson 11: real files fail the published XSD, and are read whole all the same.
#[test]
fn fosdem_is_read_whole() {
    let schedule = fosdem("fosdem-2016.xml");
    assert_eq!(talks(&schedule).len(), 617);
    assert_eq!(schedule.title, "FOSDEM 2016");
    let go = schedule.sessions.iter().find(|session| session.title == "Go").unwrap();
    assert_eq!((go.room.as_deref(), go.track.as_deref()), (Some("K.3.401"), Some("Go")));
    let welcome = talks(&schedule).into_iter().find(|talk| talk.title == "Welcome to FOSDEM 2016").unwrap();
    assert_eq!((welcome.kind, welcome.speakers.as_slice()), (TalkKind::Keynote, &["FOSDEM Staff".to_owned()][..]));
    assert_eq!(welcome.start.to_rfc3339(), "2016-01-30T08:30:00+00:00");
    assert_eq!(welcome.duration().num_minutes(), 25);
    assert_eq!(welcome.summary.as_deref(), Some("FOSDEM welcome and opening talk.\n\nWelcome to FOSDEM 2016!"));
}

/// Lesson 3: no zone at all.
#[test]
fn a_file_without_a_zone_asks_for_one() {
    let imported = import(&shared("frab/fosdem-2016.xml"), &no_hints());
    assert!(imported.schedule.is_none());
    let errors: Vec<_> = imported.diagnostics.iter().filter(|d| d.level == Level::Error).collect();
    assert_eq!(errors.len(), 1, "one slip is said once");
    assert!(errors[0].message.contains("--time-zone Europe/Brussels"), "{}", errors[0].message);
}

/// Lesson 8: cancellation is often only a title prefix.
#[test]
fn what_fosdem_cancels_is_cancelled() {
    let schedule = fosdem("fosdem-2016.xml");
    let cancelled: Vec<&str> = talks(&schedule).iter().filter(|t| t.cancelled).map(|t| t.title.as_str()).collect();
    assert_eq!(cancelled, ["Cockpit: Discoverable Linux Servers", "gopy: extend CPython with Go"]);
    assert!(talks(&schedule).iter().any(|talk| talk.title == "AMENDMENT: Building an IoT Empire"));
}

/// The change set that two files of 2026 are.
#[test]
fn five_days_of_changes_are_told_apart() {
    let (old, new) = (fosdem("fosdem-2026-snap-2026-01-25.xml"), fosdem("fosdem-2026-snap-2026-01-30.xml"));
    assert_eq!((talks(&old).len(), talks(&new).len()), (1043, 1070));
    assert_eq!(old.time_zone.name(), "Europe/Brussels");
    let changes = changes(&old, &new);
    let counts = [changes.added.len(), changes.removed.len(), changes.moved.len(), changes.room.len()];
    assert_eq!(counts, [34, 7, 16, 2]);
}

#[test]
fn a_devroom_is_a_session_and_a_room_with_many_topics_is_one_too() {
    let schedule = fosdem("fosdem-2026-snap-2026-01-30.xml");
    assert_eq!(schedule.sessions.len(), 85);
    let titles = |track: &str| -> Vec<String> {
        let sessions = schedule.sessions.iter().filter(|session| session.track.as_deref() == Some(track));
        sessions.map(|session| session.title.clone()).collect()
    };
    insta::assert_snapshot!(titles("Main Track").join("\n"), @r"
    ");
    let one_topic_each = event("09:00", "A", "<track>One</track>")
        + &event("10:00", "B", "<track>Two</track>")
        + &event("11:00", "C", "<track>One</track>");
    insta::assert_snapshot!(outline(&usable(import(file(&one_topic_each).as_bytes(), &no_hints()))), @r"
    ");
}

/// Lesson 4: an event after midnight belongs to the conference day before it.
#[test]
fn a_night_belongs_to_its_day() {
    let with_clock = file(&(event("23:30", "Late", "") + &event("01:00", "Night", "")));
    insta::assert_snapshot!(outline(&usable(import(with_clock.as_bytes(), &no_hints()))), @r"
    ");
    let dated = event("01:00", "Night", "<date>2026-02-01T01:00:00+01:00</date>");
    insta::assert_snapshot!(outline(&usable(import(file(&dated).as_bytes(), &no_hints()))), @r"
    ");
}

#[test]
fn what_cannot_be_read_is_left_out_and_said_once() {
    let events: String = (0..40).map(|_| event("soon", "A", "")).collect();
    let more = event("09:00", "B", "") + &event("10:00", "", "") + &event("11:00", "C", "<duration>long</duration>");
    insta::assert_snapshot!(what_is_said(&file(&(events + &more)), &no_hints()), @r"
    ");
}

/// Lesson 11: zero events is an error.
#[test]
fn an_empty_programme_is_a_mistake() {
    insta::assert_snapshot!(what_is_said("<schedule><conference><title>X</title></conference></schedule>", &no_hints()), @r"
    ");
}

#[test]
fn xml_that_is_broken_by_hand_is_mended() {
    let broken = file(&event("09:00", "R&D &nbsp; caf&eacute; \u{b}", ""));
    let imported = import(broken.as_bytes(), &no_hints());
    insta::assert_snapshot!(said(&imported), @r"
    ");
    assert_eq!(talks(&usable(imported))[0].title, "R&D café");
    insta::assert_snapshot!(what_is_said("<schedule><day></schedule>", &no_hints()), @r"
    ");
}

fn event(start: &str, title: &str, more: &str) -> String {
    format!(
        "<event id='{title}{start}'><start>{start}</start><duration>00:30</duration><title>{title}</title>{more}</event>\n"
    )
}

fn file(events: &str) -> String {
    format!(
        "<schedule><conference><title>Conf</title><day_change>04:00</day_change>\
         <time_zone_name>Europe/Brussels</time_zone_name></conference>\n\
         <day date='2026-01-31'><room name='Hall'>\n{events}</room></day></schedule>"
    )
}
