//! From moments as programs write them to instants, by the zone that the source or the organiser names.

use calcard::common::timezone::Tz as AnyZone;
use chrono::{DateTime, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::moments::{Moment, moment};
use super::report::{Place, Report};
use super::timing::in_zone;
use super::zones::{Unreadable, Zone, offset_name, zone};
use super::{Hints, Level};

/// Programs on Windows and on Rails have names of their own for zones: `Eastern Time (US & Canada)`, `Berlin`.
fn declared_zone(name: &str) -> Result<Zone, Unreadable> {
    zone(name).or_else(|unreadable| {
        let elsewhere = match name.parse::<AnyZone>() {
            Ok(AnyZone::Tz(tz)) => Some(tz),
            _ => city(name),
        };
        elsewhere.map(Zone::Named).ok_or(unreadable)
    })
}

/// The zone that is called after a city, if only one is.
fn city(name: &str) -> Option<Tz> {
    let city = name.replace(' ', "_");
    let mut named = TZ_VARIANTS
        .into_iter()
        .filter(|tz| tz.name().rsplit_once('/').is_some_and(|(_, its)| its.eq_ignore_ascii_case(&city)));
    named.next().filter(|_| named.next().is_none())
}

/// What turns a source's moments into instants.
#[derive(Debug)]
pub(super) struct Instants {
    /// `--time-zone`, else what the source says.
    zone: Option<Tz>,
    demanded: bool,
    /// Whether the source names one that nobody knows.
    unknown: bool,
    /// The first zone that a moment names for itself: it counts days, and no other moment is read by it.
    seen: Option<Tz>,
    /// Minutes east of UTC of the first moment that says so itself.
    offset: Option<i32>,
}

impl Instants {
    /// `declared` is the source's name for its zone.
    pub(super) fn of(declared: Option<&str>, hints: &Hints, report: &mut Report) -> Self {
        let declared = declared.map(str::trim).filter(|name| !name.is_empty());
        let mut unknown = false;
        let read = declared.filter(|_| hints.time_zone.is_none()).and_then(|name| match declared_zone(name) {
            Ok(zone) => Some(zone.tz()),
            Err(Unreadable::Unknown) => {
                unknown = true;
                let message =
                    format!("`{name}` is no time zone that talkbell knows; say which is meant with --time-zone.");
                report.warn(None, message);
                None
            }
            Err(Unreadable::Ambiguous(meanings)) => {
                let meanings = meanings.join(" or ");
                report.warn(None, format!("The zone {name} may mean {meanings}; say which with --time-zone."));
                None
            }
        });
        let zone = hints.time_zone.or(read);
        Self { zone, demanded: hints.time_zone.is_some(), unknown, seen: None, offset: None }
    }

    /// The zone in which days are counted, as far as it is known so far.
    pub(super) fn zone(&self) -> Tz {
        let by_offset = || self.offset.and_then(|minutes| zone(&offset_name(minutes)).ok()).map(super::zones::Zone::tz);
        self.zone.or(self.seen).or_else(by_offset).unwrap_or(Tz::UTC)
    }

    /// What is said of the zone, by the organiser or by the source.
    pub(super) const fn known_zone(&self) -> Option<Tz> {
        self.zone
    }

    /// Whether the organiser says which zone is meant.
    pub(super) const fn is_demanded(&self) -> bool {
        self.demanded
    }

    /// The instant that a text means; `None` after an error about it.
    pub(super) fn read(&mut self, text: &str, place: impl Into<Place>, report: &mut Report) -> Option<DateTime<Utc>> {
        let Some(moment) = moment(text) else {
            let message = format!("“{text}” is no time that can be read. Write it like 2025-07-18T09:00:00.");
            report.error(place, message);
            return None;
        };
        self.instant(moment, place, report)
    }

    /// A moment that names its zone itself; `None` after an error about it.
    pub(super) fn instant_in(
        &mut self,
        tz: Tz,
        local: NaiveDateTime,
        place: impl Into<Place>,
        report: &mut Report,
    ) -> Option<DateTime<Utc>> {
        self.seen.get_or_insert(tz);
        in_zone(place, tz, "", local, report)
    }

    /// `None` after an error about it.
    pub(super) fn instant(
        &mut self,
        moment: Moment,
        place: impl Into<Place>,
        report: &mut Report,
    ) -> Option<DateTime<Utc>> {
        match moment {
            Moment::Fixed(fixed) => {
                let minutes = fixed.offset().local_minus_utc() / 60;
                self.offset.get_or_insert(minutes);
                if let Some(tz) = self.zone {
                    self.compare(minutes, tz, fixed.to_utc(), place, report);
                }
                Some(fixed.to_utc())
            }
            Moment::Local(local) => self.local(local, place, report),
        }
    }

    fn local(&self, local: NaiveDateTime, place: impl Into<Place>, report: &mut Report) -> Option<DateTime<Utc>> {
        let Some(tz) = self.zone else {
            let message = "The times name no zone. Say which is meant, for example --time-zone America/Los_Angeles.";
            report.once(Level::Error, place, message.to_owned());
            return None;
        };
        in_zone(place, tz, "", local, report)
    }

    /// UTC contradicts nothing: programs write it for every zone.
    fn compare(&self, minutes: i32, tz: Tz, at: DateTime<Utc>, place: impl Into<Place>, report: &mut Report) {
        let there = tz.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc() / 60;
        if minutes == there || minutes == 0 {
            return;
        }
        let who = if self.demanded { "you say" } else { "the programme says" };
        let message = format!(
            "The times are written in {}, but {who} that they are in {tz}, which is at {}. They are taken as they are written.",
            offset_name(minutes),
            offset_name(there),
        );
        report.once(Level::Warning, place, message);
    }

    /// The zone of the programme; what it had to be inferred from is said.
    pub(super) fn time_zone(&self, report: &mut Report) -> Tz {
        if let (None, Some(minutes)) = (self.zone.or(self.seen), self.offset) {
            let none = if self.unknown { "names no time zone that is known" } else { "names no time zone" };
            let message = format!(
                "The programme {none}, and its times are in {}: its days are counted by that. --time-zone names the place's.",
                offset_name(minutes)
            );
            report.note(None, message);
        }
        self.zone()
    }
}
