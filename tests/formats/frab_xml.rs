//! `schedule.xml`: FOSDEM's of two years, and what others may write.

use talkbell::import::{Level, import};
use talkbell::schedule::{Schedule, TalkKind, changes};

use crate::support::{in_zone, no_hints, outline, read, said, shared, talks, usable, what_is_said};

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
    assert_eq!((go.room.as_deref(), go.track.as_deref()), (Some("H.1302 (Depage)"), Some("Go")));
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
    assert!(errors[0].message.contains("--time-zone America/Los_Angeles"), "{}", errors[0].message);
}

/// Lesson 8: cancellation is often only a title prefix.
#[test]
fn what_fosdem_cancels_is_cancelled() {
    let schedule = fosdem("fosdem-2016.xml");
    let cancelled: Vec<&str> = talks(&schedule).iter().filter(|t| t.cancelled).map(|t| t.title.as_str()).collect();
    assert_eq!(cancelled, ["gopy: extend CPython with Go", "Cockpit: Discoverable Linux Servers"]);
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
    Main Track · Sat 31 Jan
    Main Track · Sun 1 Feb
    ");
    let one_topic_each = event("09:00", "A", "<track>One</track>")
        + &event("10:00", "B", "<track>Two</track>")
        + &event("11:00", "C", "<track>One</track>");
    insta::assert_snapshot!(outline(&read(&file(&one_topic_each), &no_hints())), @r"
    Hall [Hall]
      31 09:00-09:30 other A
      31 10:00-10:30 other B
      31 11:00-11:30 other C
    ");
}

/// Lesson 4: an event after midnight belongs to the conference day before it.
#[test]
fn a_night_belongs_to_its_day() {
    let with_clock = file(&(event("23:30", "Late", "") + &event("01:00", "Night", "")));
    insta::assert_snapshot!(outline(&read(&with_clock, &no_hints())), @r"
    Hall [Hall]
      31 23:30-00:00 other Late
      01 01:00-01:30 other Night
    ");
    let dated = event("01:00", "Night", "<date>2026-02-01T01:00:00+01:00</date>");
    insta::assert_snapshot!(outline(&read(&file(&dated), &no_hints())), @r"
    Hall [Hall]
      01 01:00-01:30 other Night
    ");
}

#[test]
fn what_cannot_be_read_is_left_out_and_said_once() {
    let events: String = (0..40).map(|_| event("soon", "A", "")).collect();
    let more = event("09:00", "B", "") + &event("10:00", "", "") + &event("11:00", "C", "<duration>long</duration>");
    insta::assert_snapshot!(what_is_said(&file(&(events + &more)), &no_hints()), @r"
    Note: This programme names no moderators: nobody will be reminded.
    3 Warning: An event has no start that can be read, and is left out. (Lines 4, 5, 6, 7, 8 and 34 more too.)
    44 Warning: An event without a title is left out.
    45 Warning: An event does not say how long it is; 30 minutes are taken.
    ");
}

/// Lesson 11: zero events is an error.
#[test]
fn an_empty_programme_is_a_mistake() {
    insta::assert_snapshot!(what_is_said("<schedule><conference><title>X</title></conference></schedule>", &no_hints()), @r"
    Error: This schedule.xml holds no event. An empty programme is taken for a mistake.
    ");
}

#[test]
fn xml_that_is_broken_by_hand_is_mended() {
    let broken = file(&event("09:00", "R&D &nbsp; caf&eacute; \u{b}", ""));
    let imported = import(broken.as_bytes(), &no_hints());
    insta::assert_snapshot!(said(&imported), @r"
    Note: This programme names no moderators: nobody will be reminded.
    3 Warning: This is no XML to the letter (a non-XML character '\u{b}' found at 3:35). It was mended and read all the same.
    ");
    assert_eq!(talks(&usable(imported))[0].title, "R&D café");
    insta::assert_snapshot!(what_is_said("<schedule><day></schedule>", &no_hints()), @r"
    1 Error: This XML cannot be read: expected 'day' tag, not 'schedule' at 1:16. Fetch the file again, or mend it there.
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
