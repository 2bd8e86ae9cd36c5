//! Schedules that stand by their days, with times of day: `thursday: [{time: "12:00 - 12:10 PM", title: …}]`.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};
use serde_json::Value;

use super::calendar::Entry;
use super::{about, at, people};
use crate::import::fields::{first_text, line, text};
use crate::import::instants::Instants;
use crate::import::moments::{Moment, day};
use crate::import::report::{Place, Report};
use crate::import::source_text::clean;
use crate::import::time_line::{self, Cell};
use crate::import::{Hints, Level};

/// How long something is that has no end and nothing after it.
const USUAL: TimeDelta = TimeDelta::minutes(30);

/// The days of a schedule of this shape.
pub(super) fn of(value: &Value) -> Option<Vec<(&str, &[Value])>> {
    let days: Vec<_> =
        value.as_object()?.iter().filter_map(|(day, list)| Some((day.as_str(), list.as_array()?.as_slice()))).collect();
    let is_timed = |entry: &Value| entry.get("time").is_some() && entry.get("title").is_some();
    days.iter().any(|(_, list)| list.iter().any(is_timed)).then_some(days)
}

pub(super) fn entries(
    file: &str,
    days: &[(&str, &[Value])],
    hints: &Hints,
    instants: &mut Instants,
    report: &mut Report,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    // YAML keeps the order of days, but what it is read into does not: by the alphabet Friday comes before Thursday.
    let dates: Vec<Option<NaiveDate>> = days.iter().map(|(name, _)| date(name, hints)).collect();
    for ((name, list), date) in days.iter().zip(dates) {
        let place = at(file, format_args!(".{name}"));
        let Some(date) = date else {
            let message = format!(
                "“{name}” does not say which day it is. Say which the first day is, for example --date 2025-07-18; the others \
                 are told by their weekdays or numbers."
            );
            report.error(place, message);
            continue;
        };
        let times: Vec<Option<Cell>> = list.iter().map(time).collect();
        for (index, value) in list.iter().enumerate() {
            let place = at(file, format_args!(".{name}[{index}]"));
            entries.extend(entry(&place, value, date, &times[index..], instants, report));
        }
    }
    entries
}

/// `2025-07-18`; `thursday`, `Day 2` after the day that `--date` names.
fn date(name: &str, hints: &Hints) -> Option<NaiveDate> {
    if let Some(date) = day(name) {
        return Some(date);
    }
    let first = hints.date?;
    let lower = name.to_lowercase();
    let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
    let after = match (lower.parse::<Weekday>(), digits.parse::<u64>()) {
        (Ok(weekday), _) => u64::from(weekday.days_since(first.weekday())),
        (_, Ok(number @ 1..=31)) if lower.starts_with("day") => number - 1,
        _ => return None,
    };
    first.checked_add_days(Days::new(after))
}

fn time(entry: &Value) -> Option<Cell> {
    time_line::cell(&clean(&text(entry, "time")?)).ok().flatten().filter(|cell| cell.start.is_some())
}

/// `times` are those of this entry and of what follows it.
fn entry(
    place: &Place,
    value: &Value,
    date: NaiveDate,
    times: &[Option<Cell>],
    instants: &mut Instants,
    report: &mut Report,
) -> Option<Entry> {
    let title = text(value, "title").and_then(|title| line(&title))?;
    let Some(cell) = times.first()?.as_ref() else {
        let message = format!("“{title}” has no time that can be read, and is left out.");
        report.warn(place, message);
        return None;
    };
    let seconds = cell.start.as_ref()?.seconds;
    let later = || {
        let starts = times[1..].iter().flatten().filter_map(|cell| Some(cell.start.as_ref()?.seconds));
        starts.filter(|start| *start > seconds).min()
    };
    let until = cell.end.as_ref().map(|end| end.seconds).filter(|end| *end > seconds).or_else(later);
    let mut instant = |seconds: u32, report: &mut Report| {
        let local: NaiveDateTime = date.and_time(NaiveTime::MIN) + TimeDelta::seconds(seconds.into());
        instants.instant(Moment::Local(local), place, report)
    };
    let start = instant(seconds, report)?;
    let end = if let Some(until) = until {
        instant(until, report)?
    } else {
        let message = "Nothing says when this ends: it is taken for 30 minutes.";
        report.once(Level::Note, place, message.to_owned());
        start + USUAL
    };
    let moderators = people::moderators(value);
    Some(Entry {
        names: Vec::new(),
        part_of: moderators.is_empty().then(String::new),
        moderators,
        room: first_text(value, &["room", "location"]).and_then(|room| line(&room)),
        page: None,
        list: None,
        speakers: people::speakers(value),
        label: text(value, "type"),
        otherwise: None,
        summary: about(value, place, report),
        parts: Vec::new(),
        place: place.clone(),
        title,
        start,
        end,
    })
}
