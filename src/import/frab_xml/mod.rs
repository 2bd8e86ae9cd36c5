//! `schedule.xml` as frab, pentabarf and pretalx write it.
//!
//! Real files fail the schema that was published for them, so nothing is demanded but events with a title and a start.

mod event;
mod xml;

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use roxmltree::{Document, Node};

use super::assemble::{DraftTalk, USUAL_LENGTH, schedule};
use super::grouping::{NIGHT, Slot, sessions};
use super::instants::Instants;
use super::kinds::{of_label, told};
use super::moments::{Moment, day, duration, moment, time_of_day};
use super::prose::{MEETING_LEFT_OUT, line};
use super::report::Report;
use super::{Hints, Level};
use crate::schedule::{Schedule, TalkKind};
use event::Event;
use xml::{Lines, name};

/// Elements between an event and its day, at most: the day's room, and what somebody put around it.
const DEEPEST: usize = 6;

/// Reads a programme.
pub(super) fn import(text: &str, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let mut mended = None;
    let document = xml::parse(text, &mut mended, report)?;
    let source = document.input_text();
    let conference = Conference::of(&document);
    let mut instants = Instants::of(conference.zone, hints, report);
    let mut lines = Lines::of(source);
    let mut slots = Vec::new();
    // Thousands of events have some few types.
    let mut types: HashMap<&str, Option<TalkKind>> = HashMap::new();
    let mut events = 0_usize;
    for node in xml::within(&document, "event") {
        events += 1;
        let event = Event::of(node, lines.line(node.range().start), source);
        let by_type = event.kind.and_then(|kind| *types.entry(kind).or_insert_with(|| of_label(kind)));
        slots.extend(slot(event, by_type, node, &conference, &mut instants, report));
    }
    if slots.is_empty() && !report.has_errors() {
        let found = if events == 0 { "holds no event" } else { "holds no event that can be read" };
        report.error(None, format!("This schedule.xml {found}. An empty programme is taken for a mistake."));
    }
    if report.has_errors() {
        return None;
    }
    let time_zone = instants.time_zone(report);
    let sessions = sessions(slots, conference.title.as_deref().unwrap_or("Programme"), report);
    schedule(conference.title, time_zone, sessions, report)
}

#[derive(Debug, Default)]
struct Conference<'a> {
    title: Option<String>,
    zone: Option<&'a str>,
    /// What starts before this time of day belongs to the day before.
    day_change: Option<NaiveTime>,
}

impl<'a> Conference<'a> {
    fn of(document: &'a Document<'a>) -> Self {
        let mut conference = Self::default();
        let root = document.root_element();
        let within = root.children().find(|node| name(node) == "conference");
        for node in within.unwrap_or(root).children().filter(Node::is_element) {
            let text = node.text().map(str::trim).filter(|text| !text.is_empty());
            match name(&node) {
                "title" => conference.title = text.map(line),
                "time_zone_name" | "timezone" | "time_zone" => conference.zone = text,
                "day_change" => conference.day_change = text.and_then(time_of_day),
                _ => {}
            }
        }
        conference
    }
}

fn slot(
    event: Event<'_>,
    by_type: Option<TalkKind>,
    node: Node<'_, '_>,
    conference: &Conference<'_>,
    instants: &mut Instants,
    report: &mut Report,
) -> Option<Slot> {
    let mut above = node.ancestors().take(DEEPEST).skip(1);
    let room = above.clone().find(|node| name(node) == "room").and_then(|node| node.attribute("name")).map(line);
    let within = above.find(|node| name(node) == "day").and_then(|node| node.attribute("date")).and_then(day);
    if event.title.is_empty() {
        report.once(Level::Warning, event.line, "An event without a title is left out.".to_owned());
        return None;
    }
    let start = start(&event, within, conference, instants, report)?;
    let length = length(&event, start, instants, report);
    if event.secret {
        report.once(Level::Note, event.line, MEETING_LEFT_OUT.to_owned());
    }
    let day = within.unwrap_or_else(|| {
        let local = start.with_timezone(&instants.zone()).naive_local();
        let belongs_to_day_before = conference.day_change.is_some_and(|change| local.time() < change);
        if belongs_to_day_before { local.date() - Days::new(1) } else { local.date() }
    });
    let talk = DraftTalk {
        place: event.line.into(),
        id: event.id.map(str::to_owned),
        kind: told(by_type, &event.title),
        title: event.title,
        speakers: event.speakers,
        summary: event.summary,
        room: None,
        cancelled: event.cancelled,
        start,
        end: start + length,
    };
    Some(Slot {
        day,
        room: event.room.or(room).filter(|room| !room.is_empty()),
        track: event.track.filter(|track| !track.is_empty()),
        moderators: event.moderators,
        talk,
    })
}

/// By its `date`, which says all; else by its time of day on the day that it stands under.
fn start(
    event: &Event<'_>,
    within: Option<NaiveDate>,
    conference: &Conference<'_>,
    instants: &mut Instants,
    report: &mut Report,
) -> Option<DateTime<Utc>> {
    let whole = event.date.and_then(moment).or_else(|| event.start.and_then(moment));
    let clock = event.start.and_then(time_of_day);
    let by_clock = || {
        let (date, time) = (event.date.and_then(day).or(within)?, clock?);
        let night = NaiveTime::MIN + NIGHT;
        let next_day = within == Some(date) && time < conference.day_change.unwrap_or(night);
        let date = if next_day { date.checked_add_days(Days::new(1))? } else { date };
        Some(Moment::Local(date.and_time(time)))
    };
    let Some(found) = whole.or_else(by_clock) else {
        let message = "An event has no start that can be read, and is left out.".to_owned();
        report.once(Level::Warning, event.line, message);
        return None;
    };
    if let (Moment::Fixed(fixed), Some(clock)) = (found, clock) {
        let (there, place) = match instants.known_zone() {
            Some(tz) => (fixed.with_timezone(&tz).time(), format!(" in {tz}")),
            None => (fixed.naive_local().time(), String::new()),
        };
        if there != clock {
            let message = format!(
                "The `start` of an event is {}, but its `date` means {}{place}. The `date` is taken.",
                clock.format("%H:%M"),
                there.format("%H:%M"),
            );
            report.once(Level::Warning, event.line, message);
        }
    }
    instants.instant(found, event.line, report)
}

fn length(event: &Event<'_>, start: DateTime<Utc>, instants: &mut Instants, report: &mut Report) -> TimeDelta {
    let told = event.duration.and_then(duration);
    let by_end = || {
        let end = instants.instant(event.end.and_then(moment)?, event.line, report)?;
        Some(end - start)
    };
    let length = told.or_else(by_end).filter(|length| *length > TimeDelta::zero());
    length.unwrap_or_else(|| {
        let message = "An event does not say how long it is; 30 minutes are taken.".to_owned();
        report.once(Level::Warning, event.line, message);
        USUAL_LENGTH
    })
}
