//! iCalendar, as calendars of conferences are published: one file, one or several calendars, broken lines and all.

mod calendar;
mod event;
mod people;
mod places;
mod repeated;
mod rules;

use std::collections::HashSet;

use calcard::icalendar::{ICalendarComponent, ICalendarProperty, ICalendarValue};
use chrono::{DateTime, Utc};

use super::assemble::{DraftTalk, schedule};
use super::grouping::{Slot, day_of, sessions};
use super::instants::Instants;
use super::kinds::{kind, of_label};
use super::prose::MEETING_LEFT_OUT;
use super::report::{Place, Report};
use super::{Hints, Level};
use crate::schedule::Schedule;
use calendar::{Calendar, EventAt, calendars};
use event::{Words, start_and_end};
use repeated::Repeated;

/// Most talks that are read: more than this, and rules that repeat events are at work.
const MOST: usize = 20_000;

/// What an event is called that has a time, and nothing else.
const UNTITLED: &str = "Untitled";

/// When one event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    start: DateTime<Utc>,
    end: DateTime<Utc>,
}

/// Reads a programme.
pub(super) fn import(text: &str, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let calendars = calendars(text, report);
    let title = calendars.iter().find_map(|calendar| calendar.title.clone());
    let zone = calendars.iter().find_map(|calendar| calendar.zone.as_deref());
    let mut instants = Instants::of(zone, hints, report);
    let called_off: HashSet<&str> = calendars.iter().flat_map(Calendar::called_off).collect();
    let organisers_speak = people::organisers_speak(&calendars);
    let mut slots = Vec::new();
    for calendar in calendars.iter().filter(|calendar| !calendar.cancels) {
        let repeated = Repeated::of(calendar);
        for event in &calendar.events {
            if slots.len() < MOST {
                let around = Around { calendar, repeated: &repeated, called_off: &called_off, organisers_speak };
                read(&around, event, &mut instants, &mut slots, report);
            }
        }
    }
    if slots.len() >= MOST {
        report.warn(None, format!("This calendar holds more events than are read: the first {MOST} are."));
    }
    if slots.is_empty() && !report.has_errors() {
        let events = calendars.iter().map(|calendar| calendar.events.len()).sum::<usize>();
        let found = if events == 0 { "holds no event" } else { "holds no event with a day and a time of day" };
        report.error(None, format!("This calendar {found}. An empty programme is taken for a mistake."));
    }
    if report.has_errors() {
        return None;
    }
    places::without_shared_address(&mut slots, report);
    people::take_from_titles(&mut slots, report);
    let time_zone = instants.time_zone(report);
    let sessions = sessions(slots, title.as_deref().unwrap_or("Programme"), report);
    schedule(title, time_zone, sessions, report)
}

/// What is known beside an event.
struct Around<'a> {
    calendar: &'a Calendar,
    repeated: &'a Repeated<'a>,
    called_off: &'a HashSet<&'a str>,
    organisers_speak: bool,
}

fn read(around: &Around<'_>, at: &EventAt, instants: &mut Instants, slots: &mut Vec<Slot>, report: &mut Report) {
    let Around { calendar, repeated, called_off, organisers_speak } = *around;
    let Some(component) = calendar.component(at) else { return };
    let mut words = Words::of(component, organisers_speak);
    if repeated.is_taken_from_its_rule(at) {
        return;
    }
    let Some(first) = start_and_end(calendar, component, &at.place, instants, report) else { return };
    if words.title.is_empty() {
        let message = format!("An event has no title; it is called “{UNTITLED}”.");
        report.once(Level::Warning, &at.place, message);
        UNTITLED.clone_into(&mut words.title);
    }
    if words.secret {
        report.once(Level::Note, &at.place, MEETING_LEFT_OUT.to_owned());
    }
    let off = words.uid.as_deref().is_some_and(|uid| called_off.contains(uid));
    let spans = repeated.spans(at, first, instants.zone(), report).unwrap_or_else(|| vec![(at.index, first)]);
    for (number, (index, span)) in spans.into_iter().enumerate() {
        // An occurrence that was changed has words of its own.
        let own = calendar.at(index).filter(|_| index != at.index);
        let own = own.map(|component| Words::of(component, organisers_speak));
        let words = own.as_ref().filter(|own| !own.title.is_empty()).unwrap_or(&words);
        slots.push(slot(words, number, span, off, &at.place, instants));
    }
}

fn slot(words: &Words, number: usize, span: Span, off: bool, place: &Place, instants: &Instants) -> Slot {
    let id = words.uid.clone().map(|uid| if number == 0 { uid } else { format!("{uid}-{}", number + 1) });
    let labels = || words.categories.iter();
    let label = labels().find(|label| of_label(label).is_some()).or_else(|| labels().next());
    let talk = DraftTalk {
        place: place.clone(),
        id,
        kind: kind(label.map(String::as_str), &words.title),
        title: words.title.clone(),
        speakers: words.speakers.clone(),
        summary: words.summary.clone(),
        room: None,
        cancelled: words.cancelled || off,
        start: span.start,
        end: span.end,
    };
    let day = day_of(span.start, instants.zone());
    Slot {
        day,
        room: words.room.clone(),
        track: words.categories.first().cloned(),
        moderators: words.moderators.clone(),
        talk,
    }
}

/// The first value of a property that is text.
fn text_of<'a>(component: &'a ICalendarComponent, property: &ICalendarProperty) -> Option<&'a str> {
    let value = component.property(property)?.values.first()?;
    value.as_text().map(str::trim).filter(|text| !text.is_empty())
}

fn has(component: &ICalendarComponent, property: &ICalendarProperty) -> bool {
    component.property(property).is_some_and(|entry| !entry.values.is_empty())
}

fn is_cancelled(component: &ICalendarComponent) -> bool {
    let status = component.property(&ICalendarProperty::Status).and_then(|entry| entry.values.first());
    match status {
        Some(ICalendarValue::Status(status)) => *status == calcard::icalendar::ICalendarStatus::Cancelled,
        Some(ICalendarValue::Text(text)) => text.to_ascii_lowercase().starts_with("cancel"),
        _ => false,
    }
}
