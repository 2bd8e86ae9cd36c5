//! What holds for any input, and for any programme.

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;
use talkbell::import::{Hints, import};
use talkbell::schedule::{Schedule, TalkKind};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day there is")
}

fn hints() -> Hints {
    Hints::on(day(2026, 11, 23))
}

/// Lines that pages are made of, so that arbitrary pages come near real ones.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Session".to_owned()),
        Just(String::new()),
        Just("Oral".to_owned()),
        Just("[ Paper ]".to_owned()),
        Just("Moderator: Yi Ma".to_owned()),
        Just("Abstract:".to_owned()),
        Just("Chat is not available.".to_owned()),
        Just("Skip to yearly menu bar Skip to main content".to_owned()),
        "(Mon|Wed|Fri) [0-9]{1,2} (Jul|Dec|Feb)[a-z]{0,2} [0-9]{1,2}:[0-9]{2} ?[-–a-z] ?[0-9]{1,2}:[0-9]{2} (PDT|IST|UTC[+-][0-9]|)",
        "Wed 21 July 1[0-9]:[0-5]0 - 1[0-9]:[0-5]5 PDT",
        "\\PC{0,40}",
    ]
}

fn assert_valid(schedule: &Schedule) {
    let mut ids: Vec<_> = schedule.talks().map(|t| t.talk.id.clone()).collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids are unique");
    assert!(!schedule.sessions.is_empty());
    assert!(schedule.sessions.is_sorted_by_key(talkbell::schedule::Session::start));
    for session in &schedule.sessions {
        assert!(!session.talks.is_empty() && !session.title.is_empty());
        assert!(session.talks.is_sorted_by_key(|talk| (talk.start, talk.end)));
        assert!(session.talks.iter().all(|talk| talk.start < talk.end && !talk.title.is_empty()));
    }
}

/// A talk as a page is written from: minutes after the first day's midnight, length, kind, title, people, paragraphs.
type Written = (u32, u32, &'static str, String, Vec<String>, Vec<String>);

fn written() -> impl Strategy<Value = Written> {
    let kinds = prop::sample::select(vec!["Oral", "Spotlight", "Keynote", "Q&A"]);
    let name = "[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}";
    let paragraph = "[A-Z][a-z]{1,6}( [a-z]{1,9}){8,20}\\.";
    let people = prop::collection::vec(name, 1..4);
    (
        0..4000_u32,
        1..120_u32,
        kinds,
        "[A-Z][a-z]{1,8}( [a-z]{2,9}){1,6}[?!]?",
        people,
        prop::collection::vec(paragraph, 1..4),
    )
}

fn first_day() -> DateTime<Utc> {
    day(2021, 7, 20).and_time(chrono::NaiveTime::MIN).and_utc()
}

fn page(talks: &[Written]) -> String {
    let mut page = "Session\n\nA session\n\nModerator: Yi Ma\n\nAbstract:\n\nChat is not available.\n".to_owned();
    for (from, length, kind, title, people, paragraphs) in talks {
        let start = first_day() + TimeDelta::minutes(i64::from(*from));
        let end = start + TimeDelta::minutes(i64::from(*length));
        let times = format!("{} - {}", start.format("%a %-d %B %H:%M"), end.format("%H:%M"));
        let _ =
            write!(page, "\n{times} UTC\n\n{kind}\n{title}\n\n{}\n\n{}\n", people.join(" · "), paragraphs.join("\n\n"));
    }
    page
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let imported = import(&bytes, &hints());
        prop_assert!(imported.schedule.is_some() || !imported.diagnostics.is_empty());
    }

    #[test]
    fn any_page_gives_a_valid_schedule_or_an_error(lines in prop::collection::vec(line(), 0..40)) {
        let imported = import(lines.join("\n").as_bytes(), &hints());
        let errors = imported.diagnostics.iter().filter(|d| d.level == talkbell::import::Level::Error).count();
        prop_assert_eq!(imported.schedule.is_none(), errors > 0);
        prop_assert!(imported.diagnostics.is_sorted_by_key(|d| d.line));
        if let Some(schedule) = &imported.schedule {
            assert_valid(schedule);
        }
    }

    #[test]
    fn a_written_programme_is_read_back(mut talks in prop::collection::vec(written(), 1..12)) {
        let imported = import(page(&talks).as_bytes(), &Hints { year: Some(2021), ..hints() });
        prop_assert!(imported.schedule.is_some(), "{:?}\n{}", imported.diagnostics, page(&talks));
        let schedule = imported.schedule.unwrap();
        assert_valid(&schedule);
        talks.sort_by_key(|talk| (talk.0, talk.0 + talk.1));
        let read = &schedule.sessions[0].talks;
        prop_assert_eq!(read.len(), talks.len());
        for (talk, (from, length, kind, title, people, paragraphs)) in read.iter().zip(talks) {
            prop_assert_eq!(talk.start, first_day() + TimeDelta::minutes(from.into()));
            prop_assert_eq!(talk.duration(), TimeDelta::minutes(length.into()));
            prop_assert_eq!(Some(talk.kind), TalkKind::from_label(kind));
            prop_assert_eq!((&talk.title, &talk.speakers), (&title, &people));
            prop_assert_eq!(talk.summary.clone(), Some(paragraphs.join("\n\n")));
        }
    }
}

#[test]
fn ten_thousand_slots_take_well_under_a_second_when_optimised() {
    let slot =
        |n: u32| (n % 4000, 5, "Q&A", "Q and A".to_owned(), vec!["Yi Ma".to_owned()], vec!["Why so.".to_owned()]);
    let text = page(&(0..10_000).map(slot).collect::<Vec<_>>());
    let begun = std::time::Instant::now();
    let imported = import(text.as_bytes(), &Hints { year: Some(2021), ..hints() });
    assert_eq!(imported.schedule.map(|schedule| schedule.talks().count()), Some(10_000));
    // Generous: an unoptimised build on a busy machine. What is quadratic takes minutes.
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
