//! `schedule.json` as pretalx and frab write it, flat lists of talks, and the answers of pretalx's API.
//!
//! All hold the same events under different names, so they are found wherever they stand, and what an event refers to by a
//! number or a code (its room, track, speakers) is looked up in the lists beside them.

mod event;
mod names;
mod walk;

use chrono::{DateTime, Days, Utc};
use serde_json::Value;

use super::assemble::{DraftTalk, USUAL_LENGTH, schedule};
use super::grouping::{NIGHT, Slot, day_of, sessions};
use super::instants::Instants;
use super::kinds::kind;
use super::moments::{Moment, day, duration, moment, time_of_day};
use super::prose::MEETING_LEFT_OUT;
use super::report::Report;
use super::{Hints, Level};
use crate::schedule::Schedule;
use event::{Event, State};
use names::{Names, text};
pub(super) use walk::by_code;
use walk::events;

/// Reads a programme.
pub(super) fn import(value: &Value, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let schedule_value = value.get("schedule").filter(|inner| inner.is_object()).unwrap_or(value);
    let conference = schedule_value.get("conference").filter(|inner| inner.is_object()).unwrap_or(schedule_value);
    let places = [conference, schedule_value, value];
    let find =
        |keys: &[&str]| places.iter().find_map(|place| keys.iter().find_map(|key| place.get(key).and_then(text)));
    let title = find(&["title", "event_name", "name", "acronym"]).filter(|title| !title.is_empty());
    let zone = find(&["time_zone_name", "timezone", "time_zone"]);
    let names = Names::of(&places);
    let mut instants = Instants::of(zone.as_deref(), hints, report);
    warn_of_more_pages(value, report);

    let mut slots = Vec::new();
    let found = events(value);
    let events: Vec<Event> = found.iter().map(|raw| Event::of(raw, &names)).collect();
    // Where none is confirmed, that is no word of this source's.
    let confirms = found.iter().any(|raw| event::is_confirmed(raw.value));
    for mut event in events {
        if event.state == State::Accepted {
            event.state = if confirms { State::Unconfirmed } else { State::Confirmed };
        }
        for index in 0..event.times.len() {
            slots.extend(slot(&event, index, &mut instants, report));
        }
    }
    if slots.is_empty() && !report.has_errors() {
        let what = if found.is_empty() { "no talk" } else { "no talk with a title and a time" };
        report.error(None, format!("This JSON holds {what}. An empty programme is taken for a mistake."));
    }
    if report.has_errors() {
        return None;
    }
    let time_zone = instants.time_zone(report);
    let sessions = sessions(slots, title.as_deref().unwrap_or("Programme"), report);
    schedule(title, time_zone, sessions, report)
}

/// An answer of the API may be one page of several.
fn warn_of_more_pages(value: &Value, report: &mut Report) {
    if value.get("next").is_some_and(Value::is_string) {
        let count =
            value.get("count").and_then(Value::as_u64).map(|count| format!(" of {count} talks")).unwrap_or_default();
        report.warn(
            "next".to_owned(),
            format!("This is one page of an answer{count}: the others are missing. Ask for all with ?page_size=500 or ?limit=500."),
        );
    }
}

/// One of an event's times as a slot; what is left out of the programme is said.
fn slot(event: &Event, index: usize, instants: &mut Instants, report: &mut Report) -> Option<Slot> {
    let times = event.times.get(index)?;
    let place = times.path.clone();
    if event.state == State::Unconfirmed {
        let message = "A talk that is not confirmed is left out.".to_owned();
        report.once(Level::Note, place, message);
        return None;
    }
    if event.state == State::Hidden {
        let message = "A slot that the source does not show to the public is left out.".to_owned();
        report.once(Level::Note, place, message);
        return None;
    }
    if event.title.is_empty() {
        let message = if event.only_code {
            "A slot names its talk by a code alone, and is left out. Ask the API with \
             ?expand=submission,submission.speakers,submission.track,room."
        } else {
            "A slot without a title is left out."
        };
        report.once(Level::Warning, place, message.to_owned());
        return None;
    }
    let Some(found) = start(times) else {
        let (level, message) = if times.start.is_some() || times.date.is_some() {
            (Level::Warning, "A talk has a start that cannot be read, and is left out.")
        } else {
            (Level::Note, "A talk has no time yet, and is left out.")
        };
        report.once(level, place, message.to_owned());
        return None;
    };
    let start = instants.instant(found, place.clone(), report)?;
    let end = end(times, start, instants, report);
    if event.secret {
        report.once(Level::Note, place.clone(), MEETING_LEFT_OUT.to_owned());
    }
    if event.coded {
        let message =
            "Speakers are named by codes alone, and are left out: their names stand in another file.".to_owned();
        report.once(Level::Note, place.clone(), message);
    }
    let day = times.day.as_deref().and_then(day);
    let by_clock = || day_of(start, instants.zone());
    let number = index + 1;
    let id = event.id.clone().map(|id| if index == 0 { id } else { format!("{id}-{number}") });
    let talk = DraftTalk {
        place: place.into(),
        id,
        kind: kind(event.kind.as_deref(), &event.title),
        title: event.title.clone(),
        speakers: event.speakers.clone(),
        summary: event.summary.clone(),
        room: None,
        cancelled: event.state == State::Cancelled,
        start,
        end,
    };
    let moderators = event.moderators.clone();
    Some(Slot {
        day: day.unwrap_or_else(by_clock),
        room: times.room.clone(),
        track: event.track.clone(),
        moderators,
        talk,
    })
}

fn start(times: &event::Times) -> Option<Moment> {
    let whole = [&times.date, &times.start].into_iter().flatten().find_map(|text| moment(text));
    whole.or_else(|| {
        let clock = times.start.as_deref().and_then(time_of_day)?;
        let own = times.date.as_deref().and_then(day);
        let within = times.day.as_deref().and_then(day);
        let night = own.is_none() && clock.signed_duration_since(chrono::NaiveTime::MIN) < NIGHT;
        let date = own.or(within)?;
        let date = if night { date.checked_add_days(Days::new(1))? } else { date };
        Some(Moment::Local(date.and_time(clock)))
    })
}

fn end(times: &event::Times, start: DateTime<Utc>, instants: &mut Instants, report: &mut Report) -> DateTime<Utc> {
    let told = times.end.as_deref().and_then(moment).and_then(|end| instants.instant(end, times.path.clone(), report));
    let by_length = || times.duration.as_deref().and_then(duration).map(|length| start + length);
    let end = told.filter(|end| *end > start).or_else(by_length).filter(|end| *end > start);
    end.unwrap_or_else(|| {
        let message = "A talk does not say how long it is; 30 minutes are taken.".to_owned();
        report.once(Level::Warning, times.path.clone(), message);
        start + USUAL_LENGTH
    })
}
