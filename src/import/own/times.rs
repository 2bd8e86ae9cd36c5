//! When a talk is: `2025-07-18T09:00:00`, a time of day on a day that is said above it, or a text that says the same.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use toml::{Spanned, Value};

use super::File;
use super::raw::RawProgramme;
use crate::import::report::{Place, Report};
use crate::import::timing::in_zone;
use crate::import::{Hints, Level};

/// What turns the file's times into instants.
pub(super) struct Times<'a> {
    pub(super) file: File<'a>,
    /// What `--time-zone` says, else what the file does.
    pub(super) zone: Option<Tz>,
    /// The day of times that have none and stand below none.
    date: Option<NaiveDate>,
}

impl<'a> Times<'a> {
    pub(super) fn new(file: File<'a>, zone: Option<Tz>, raw: &RawProgramme, hints: &Hints) -> Self {
        let own = raw.date.as_ref().and_then(|date| date_of(date.get_ref()));
        Self { file, zone: hints.time_zone.or(zone), date: hints.date.or(own) }
    }

    /// The day that a session names; an error if it is none.
    pub(super) fn day(&self, date: Option<&Spanned<Value>>, path: &str, report: &mut Report) -> Option<NaiveDate> {
        let Some(date) = date else { return self.date };
        let day = date_of(date.get_ref());
        if day.is_none() {
            let message = format!("{} is no day. Write it like 2025-07-18, without quotes.", date.get_ref());
            report.error(self.file.at(date, path), message);
        }
        day
    }

    /// The instant of a time; `None` after an error about it.
    pub(super) fn instant(
        &self,
        time: &Spanned<Value>,
        day: Option<NaiveDate>,
        path: &str,
        report: &mut Report,
    ) -> Option<DateTime<Utc>> {
        let place = self.file.at(time, path);
        let text = match time.get_ref() {
            Value::Datetime(datetime) => datetime.to_string(),
            Value::String(text) => text.trim().to_owned(),
            other => other.to_string(),
        };
        if let Ok(instant) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
            return Some(instant.to_utc());
        }
        if let Some(local) = local(&text) {
            return self.in_zone(&place, local, report);
        }
        let Some(time) = time_of_day(&text) else {
            let message =
                format!("{text} is no time. Write it like 2025-07-18T09:00:00, or like \"09:00\" below a date.");
            report.error(place, message);
            return None;
        };
        let Some(day) = day else {
            let message = "This is a time of day without a day. Give the session a date, such as date = 2025-07-18.";
            report.error(place, message);
            return None;
        };
        self.in_zone(&place, day.and_time(time), report)
    }

    /// The end of a slot that says how long it is.
    pub(super) fn after(
        &self,
        start: DateTime<Utc>,
        minutes: &Spanned<i64>,
        path: &str,
        report: &mut Report,
    ) -> Option<DateTime<Utc>> {
        let length = *minutes.get_ref();
        if !(1..=7 * 24 * 60).contains(&length) {
            report.error(self.file.at(minutes, path), format!("{length} is no length of a talk in minutes."));
            return None;
        }
        start.checked_add_signed(TimeDelta::minutes(length))
    }

    fn in_zone(&self, place: &Place, local: NaiveDateTime, report: &mut Report) -> Option<DateTime<Utc>> {
        let Some(tz) = self.zone else {
            let message = "The times name no zone. Say which is meant at the top of the file, for example time_zone = \
                           \"America/Los_Angeles\", or with --time-zone.";
            report.once(Level::Error, place, message.to_owned());
            return None;
        };
        in_zone(place, tz, "", local, report)
    }
}

/// The day that a value names.
pub(super) fn date(value: &Value) -> Option<NaiveDate> {
    date_of(value)
}

fn date_of(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Datetime(datetime) => datetime.to_string().parse().ok(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn local(text: &str) -> Option<NaiveDateTime> {
    let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}

fn time_of_day(text: &str) -> Option<NaiveTime> {
    let formats = ["%H:%M:%S%.f", "%H:%M", "%I:%M %p", "%I:%M%p"];
    formats.iter().find_map(|format| NaiveTime::parse_from_str(text, format).ok())
}
