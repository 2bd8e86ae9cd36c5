//! Times as data formats write them: `2021-04-16T08:00:00`, with an offset or without.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::report::{Place, Report};
use super::timing::in_zone;
use super::zones::{offset_name, zone};
use super::{Hints, Level};

/// What turns a source's written times into instants.
pub(super) struct Instants {
    /// What `--time-zone` says, else what the source does.
    zone: Option<Tz>,
    demanded: Option<Tz>,
    /// The first offset that was met, in minutes east of UTC, where no zone is said.
    offset: Option<i32>,
}

impl Instants {
    /// For a source that names this zone, or none.
    pub(super) fn of(hints: &Hints, declared: Option<Tz>) -> Self {
        Self { zone: hints.time_zone.or(declared), demanded: hints.time_zone, offset: None }
    }

    /// The instant that a text means; `None` after an error about it.
    pub(super) fn read(&mut self, place: &Place, text: &str, report: &mut Report) -> Option<DateTime<Utc>> {
        match written(text) {
            Some(Written::Instant(instant)) => {
                self.note_offset(place, instant, report);
                Some(instant.to_utc())
            }
            Some(Written::Local(local)) => {
                let Some(tz) = self.zone else {
                    let message =
                        "The times name no zone. Say which is meant, for example --time-zone America/Los_Angeles.";
                    report.once(Level::Error, place, message.to_owned());
                    return None;
                };
                in_zone(place, tz, "", local, report)
            }
            None => {
                let message = format!("“{text}” is no time that can be read. Write it like 2025-07-18T09:00:00.");
                report.error(place, message);
                None
            }
        }
    }

    /// The zone of the programme's days. Call it when all times are read.
    pub(super) fn time_zone(&self, report: &mut Report) -> Tz {
        if let Some(tz) = self.zone {
            return tz;
        }
        let Some(minutes) = self.offset else { return Tz::UTC };
        let name = offset_name(minutes);
        let message = format!(
            "The times are given at {name}, and days are counted by it too. Say the conference's own zone if it has another, \
             for example --time-zone America/Los_Angeles."
        );
        report.note(None, message);
        zone(&name).map_or(Tz::UTC, super::zones::Zone::tz)
    }

    fn note_offset(&mut self, place: &Place, instant: DateTime<FixedOffset>, report: &mut Report) {
        let minutes = instant.offset().local_minus_utc() / 60;
        self.offset.get_or_insert(minutes);
        let Some(tz) = self.demanded.filter(|_| minutes != 0) else { return };
        let there = tz.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc() / 60;
        if there != minutes {
            let message = format!(
                "The times are given at {}, but {tz} is at {} then. The instants stay as they are given; --time-zone says \
                 only on which day they are.",
                offset_name(minutes),
                offset_name(there)
            );
            report.once(Level::Warning, place, message);
        }
    }
}

enum Written {
    Instant(DateTime<FixedOffset>),
    Local(NaiveDateTime),
}

fn written(text: &str) -> Option<Written> {
    let text = text.trim();
    // `2020-07-06_05:00:00` is how Mini-Conf sites write it.
    let date: NaiveDate = text.get(..10)?.parse().ok()?;
    let rest = text[10..].trim_start_matches(['T', 't', '_', ' ']);
    if rest.is_empty() {
        return None;
    }
    let whole = format!("{date}T{rest}");
    if let Ok(instant) = DateTime::parse_from_rfc3339(&whole) {
        return Some(Written::Instant(instant));
    }
    let offset = ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%dT%H:%M%z"];
    if let Some(instant) = offset.iter().find_map(|format| DateTime::parse_from_str(&whole, format).ok()) {
        return Some(Written::Instant(instant));
    }
    if let Some(utc) = whole.strip_suffix(['Z', 'z']) {
        return local(utc).map(|local| Written::Instant(local.and_utc().fixed_offset()));
    }
    local(&whole).map(Written::Local)
}

fn local(text: &str) -> Option<NaiveDateTime> {
    let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}
