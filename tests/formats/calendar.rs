//! Programmes as iCalendar files, read back by a library that is not ours.

use std::collections::BTreeMap;

use calcard::common::timezone::Tz;
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarProperty, ICalendarStatus};
use calcard::{Entry, Parser};
use chrono::{DateTime, TimeDelta, Utc};
use talkbell::export::{Gone, IcsOptions, ics};
use talkbell::import::{Hints, import};
use talkbell::schedule::Schedule;

use crate::support::{in_zone, no_hints, read, shared, talks, usable};

const SAMPLE: &str = include_str!("../../data/icml-2021-deep-learning-theory-5.txt");

fn sample() -> Schedule {
    read(SAMPLE, &Hints { year: Some(2021), ..no_hints() })
}

fn options() -> IcsOptions<'static> {
    IcsOptions {
        uid_domain: "talkbell.example",
        conference: "icml2021",
        stamped: "2021-07-01T12:00:00Z".parse().unwrap(),
        sequences: BTreeMap::new(),
        gone: Vec::new(),
        session: None,
    }
}

fn parsed(text: &str) -> ICalendar {
    let mut parser = Parser::new(text);
    let Entry::ICalendar(calendar) = parser.entry() else { panic!("no calendar: {text}") };
    assert_eq!(parser.entry(), Entry::Eof);
    calendar
}

fn events(calendar: &ICalendar) -> Vec<&ICalendarComponent> {
    calendar.components.iter().filter(|component| component.component_type.is_event()).collect()
}

fn text(event: &ICalendarComponent, property: &ICalendarProperty) -> String {
    let value = event.property(property).and_then(|entry| entry.values.first());
    value.and_then(|value| value.as_text()).unwrap_or_default().to_owned()
}

/// The instants of each event by the rules that the file itself carries.
fn instants(calendar: &ICalendar) -> Vec<(i64, i64)> {
    let expanded = calendar.expand_dates(Tz::Floating, 100_000);
    assert!(expanded.errors.is_empty(), "{:?}", expanded.errors);
    expanded.events.iter().map(calcard::icalendar::dates::CalendarEvent::timestamps).collect()
}

fn assert_read_back(schedule: &Schedule, name: &str) {
    let written = ics(schedule, &options());
    assert!(written.split("\r\n").all(|line| line.len() <= 75), "{name}");
    assert!(!written.replace("\r\n", "").contains(['\r', '\n']), "{name}");
    let calendar = parsed(&written);
    let events = events(&calendar);
    let talks = talks(schedule);
    assert_eq!(events.len(), talks.len(), "{name}");
    let expected: Vec<(i64, i64)> = talks.iter().map(|talk| (talk.start.timestamp(), talk.end.timestamp())).collect();
    assert_eq!(instants(&calendar), expected, "{name}");
    for (event, talk) in events.iter().zip(talks) {
        assert_eq!(text(event, &ICalendarProperty::Summary), talk.title, "{name}");
        let description = text(event, &ICalendarProperty::Description);
        assert!(
            talk.summary.as_ref().is_none_or(|summary| description.contains(summary.as_str())),
            "{name}: {description}"
        );
        assert_eq!(event.uid(), Some(format!("{}.icml2021@talkbell.example", talk.id).as_str()));
    }
}

#[test]
fn real_programmes_are_read_back_as_they_were() {
    assert_read_back(&sample(), "sample");
    for (file, zone) in [
        ("sessionize/gab-linz-2021.json", "Europe/Vienna"),
        ("virtual-site/neurips-2025-orals-posters-subset.json", "America/Los_Angeles"),
        ("virtual-site/neurips-2025-orals-posters-subset.json", "UTC"),
    ] {
        assert_read_back(&usable(import(&shared(file), &in_zone(zone))), file);
    }
}

/// VTIMEZONE right: also in the hours around a change of the clocks, north and south, by half an hour too.
#[test]
fn times_are_right_around_changes_of_the_clocks() {
    for zone in ["Europe/Berlin", "America/Los_Angeles", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata"] {
        let mut schedule = sample();
        schedule.time_zone = zone.parse().unwrap();
        let template = schedule.sessions[0].talks[0].clone();
        let from: DateTime<Utc> = "2025-01-01T00:00:00Z".parse().unwrap();
        let ids = talkbell::schedule::unique_slugs(std::iter::repeat_n("talk", 365 * 8));
        // Every third hour of a year but those that come twice by a clock, which no local time can tell apart.
        let twice = |instant: DateTime<Utc>| {
            use chrono::TimeZone;
            let local = instant.with_timezone(&schedule.time_zone).naive_local();
            schedule.time_zone.from_local_datetime(&local).single().is_none()
        };
        let hours = (0..365 * 8).map(|third| from + TimeDelta::hours(third * 3));
        let kept: Vec<DateTime<Utc>> = hours.filter(|at| !twice(*at) && !twice(*at + TimeDelta::hours(1))).collect();
        let talks = kept.iter().zip(ids).map(|(start, id)| talkbell::schedule::Talk {
            id: id.parse().unwrap(),
            start: *start,
            end: *start + TimeDelta::hours(1),
            ..template.clone()
        });
        schedule.sessions[0].talks = talks.collect();
        let expected: Vec<(i64, i64)> =
            kept.iter().map(|start| (start.timestamp(), start.timestamp() + 3600)).collect();
        assert_eq!(instants(&parsed(&ics(&schedule, &options()))), expected, "{zone}");
    }
}

#[test]
fn what_is_cancelled_or_gone_stays_as_cancelled_and_changes_raise_the_sequence() {
    let mut schedule = sample();
    let gone = schedule.sessions[0].talks.remove(1);
    schedule.sessions[0].talks[0].cancelled = true;
    let moved = schedule.sessions[0].talks[1].id.clone();
    let told = IcsOptions {
        sequences: BTreeMap::from([(moved.clone(), 3), (gone.id.clone(), 1)]),
        gone: vec![Gone { session: "Deep Learning Theory 5".to_owned(), room: None, talk: gone.clone() }],
        ..options()
    };
    let calendar = parsed(&ics(&schedule, &told));
    let state = |id: &str| {
        let uid = format!("{id}.icml2021@talkbell.example");
        let event = events(&calendar).into_iter().find(|event| event.uid() == Some(uid.as_str())).unwrap().clone();
        let sequence = event.property(&ICalendarProperty::Sequence).unwrap().values[0].as_integer();
        (event.status().cloned(), sequence)
    };
    assert_eq!(state(gone.id.as_str()), (Some(ICalendarStatus::Cancelled), Some(1)));
    assert_eq!(state(schedule.sessions[0].talks[0].id.as_str()), (Some(ICalendarStatus::Cancelled), Some(0)));
    assert_eq!(state(moved.as_str()), (Some(ICalendarStatus::Confirmed), Some(3)));
}

#[test]
fn one_session_may_be_a_calendar_of_its_own() {
    let schedule = usable(import(&shared("sessionize/gab-linz-2021.json"), &in_zone("Europe/Vienna")));
    let session = &schedule.sessions[1];
    let calendar = parsed(&ics(&schedule, &IcsOptions { session: Some(session.id.clone()), ..options() }));
    assert_eq!(events(&calendar).len(), session.talks.len());
}

#[test]
fn what_people_write_breaks_no_calendar() {
    let mut schedule = sample();
    let talk = &mut schedule.sessions[0].talks[0];
    talk.title = "a;b,c\\n\\;\u{7}: \"q\" 🦀é".repeat(9);
    talk.summary = Some("BEGIN:VEVENT\nEND:VCALENDAR\r\n\tx\u{0}".to_owned());
    let calendar = parsed(&ics(&schedule, &options()));
    let events = events(&calendar);
    assert_eq!(events.len(), 8);
    assert_eq!(text(events[0], &ICalendarProperty::Summary), "a;b,c\\n\\;: \"q\" 🦀é".repeat(9));
    assert!(text(events[0], &ICalendarProperty::Description).contains("BEGIN:VEVENT\nEND:VCALENDAR"));
}
