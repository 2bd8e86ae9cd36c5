//! From printed days and times to instants.

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::report::{Place, Report};
use super::time_line::{Clocked, TimeLine};
use super::years::Years;
use super::zones::{Unreadable, Zone, offset_name, similar_abbreviation, zone};
use super::{Hints, Level};

/// Longest slot that may end after midnight without printing the next day.
const LONGEST_NIGHT: TimeDelta = TimeDelta::hours(6);

/// What turns a page's time lines into instants.
pub(super) struct Timing {
    years: Years,
    demanded: Option<Tz>,
    /// The zone that a slot without one takes: the first that the page names.
    fallback: Option<String>,
}

/// A slot's instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
}

impl Timing {
    /// For a page with these time lines, each with its line number.
    pub(super) fn of(slots: &[(usize, &TimeLine)], hints: &Hints, report: &mut Report) -> Self {
        let days: Vec<_> = slots.iter().filter_map(|(line, slot)| slot.day.map(|day| (*line, day))).collect();
        let years = Years::of(&days, hints, report);
        let fallback = slots.iter().find_map(|(_, slot)| slot.start.zone.clone());
        Self { years, demanded: hints.time_zone, fallback }
    }

    /// The zone in which the page is written; UTC only where an error about it was reported.
    pub(super) fn time_zone(&self) -> Tz {
        let named = self.fallback.as_deref().and_then(|name| zone(name).ok()).map(Zone::tz);
        self.demanded.or(named).unwrap_or(Tz::UTC)
    }

    /// When a slot is; `None` after an error about it.
    pub(super) fn span(&self, line: usize, slot: &TimeLine, report: &mut Report) -> Option<Span> {
        let Some(day) = slot.day else {
            report.error(line, "This slot has no day, and no slot above it has one. Put the day before its time.");
            return None;
        };
        let date = self.years.date(line, day, report);
        let end_date = slot.end_day.map(|day| self.years.date(line, day, report).filter(|_| date.is_some()));
        let zones = (self.zone(line, &slot.start, report), self.zone(line, &slot.end, report));
        // A day that cannot be does not hide times that cannot be: both are said at once.
        let start = local(date.unwrap_or_default(), slot.start.seconds)?;
        let last_day = end_date.unwrap_or(date.or_else(|| Some(NaiveDate::default())))?;
        let end = local_end(line, slot, start, last_day, report)?;
        date?;
        let span = Span {
            start: self.instant(line, &slot.start, zones.0?, start, report)?,
            end: self.instant(line, &slot.end, zones.1?, end, report)?,
        };
        if span.end <= span.start {
            report.error(line, "This slot ends before it starts, once its time zones are counted in.");
            return None;
        }
        Some(span)
    }

    fn zone(&self, line: usize, time: &Clocked, report: &mut Report) -> Option<Zone> {
        let printed = time.zone.as_deref();
        if let Some(demanded) = self.demanded {
            let exact = printed.filter(|name| is_exact(name)).and_then(|name| zone(name).ok());
            return Some(exact.unwrap_or(Zone::Named(demanded)));
        }
        let Some(name) = printed.or(self.fallback.as_deref()) else {
            let message = "The times name no zone. Say which is meant, for example --time-zone America/Los_Angeles.";
            report.once(Level::Error, line, message.to_owned());
            return None;
        };
        let zone = zone(name).map_err(|problem| report.once(Level::Error, line, unreadable(name, &problem))).ok()?;
        if printed.is_none() {
            report.once(Level::Note, line, format!("This slot names no zone: read in {name} like the others."));
        }
        if zone.tz() != self.time_zone() {
            let message = format!(
                "The page mixes time zones: {name} here, {} elsewhere. Each slot is read in its own.",
                self.time_zone()
            );
            report.once(Level::Warning, line, message);
        }
        Some(zone)
    }

    fn instant(
        &self,
        line: usize,
        time: &Clocked,
        used: Zone,
        local: NaiveDateTime,
        report: &mut Report,
    ) -> Option<DateTime<Utc>> {
        let printed = time.zone.as_deref().unwrap_or_default();
        let instant = match used {
            Zone::Abbreviation { minutes, .. } | Zone::Offset { minutes, .. } => at_offset(local, minutes)?,
            Zone::Named(tz) => in_zone(line, tz, printed, local, report)?,
        };
        match (self.demanded, used) {
            (Some(tz), Zone::Abbreviation { minutes, .. } | Zone::Offset { minutes, .. }) => {
                // UTC contradicts nothing: programs write it for every zone.
                if let Some(message) = differently_written(minutes, tz, instant).filter(|_| minutes != 0) {
                    report.once(Level::Warning, line, message);
                }
            }
            (Some(tz), _) => warn_of_contradiction(line, tz, printed, local, instant, report),
            (None, Zone::Abbreviation { minutes, used_in }) if minutes != offset_at(used_in, instant) => {
                let really = offset_name(offset_at(used_in, instant));
                let message = format!(
                    "{printed} ({}) is not in use on {}: {used_in} is at {really} then. The times are read in {printed}; \
                     if local time is meant, say --time-zone {used_in}.",
                    offset_name(minutes),
                    local.format("%-d %B %Y"),
                );
                report.once(Level::Warning, line, message);
            }
            _ => {}
        }
        Some(instant)
    }
}

/// Whether a program wrote it behind a time, `Z` or `+02:00`: that makes an instant, which no other zone can move.
fn is_exact(printed: &str) -> bool {
    printed.eq_ignore_ascii_case("z") || printed.starts_with(['+', '-'])
}

/// What to say of times whose offset is not that of the zone in which they are said to be.
fn differently_written(minutes: i32, tz: Tz, at: DateTime<Utc>) -> Option<String> {
    let there = offset_at(tz, at);
    (there != minutes).then(|| {
        format!(
            "The times are written in {}, but you say that they are in {tz}, which is at {}. They are taken as they are written.",
            offset_name(minutes),
            offset_name(there),
        )
    })
}

fn local_end(
    line: usize,
    slot: &TimeLine,
    start: NaiveDateTime,
    date: NaiveDate,
    report: &mut Report,
) -> Option<NaiveDateTime> {
    let end = local(date, slot.end.seconds)?;
    if end > start {
        return Some(end);
    }
    let times = format!("{} to {}", start.format("%H:%M"), end.format("%H:%M"));
    let next_day = end.checked_add_days(Days::new(1))?;
    if slot.end_day.is_none() && end < start && next_day - start <= LONGEST_NIGHT {
        report.note(line, format!("This slot runs past midnight: {times} the next day."));
        return Some(next_day);
    }
    if end == start {
        report.error(line, format!("This slot ends when it starts ({times})."));
        return None;
    }
    report.error(line, format!("This slot ends before it starts ({times}). Mend one of the two times."));
    None
}

/// The instant of a local time; `None` after an error. `printed` is the zone that stands beside it, if one does.
pub(super) fn in_zone(
    place: impl Into<Place>,
    tz: Tz,
    printed: &str,
    local: NaiveDateTime,
    report: &mut Report,
) -> Option<DateTime<Utc>> {
    match tz.from_local_datetime(&local) {
        LocalResult::Single(instant) => Some(instant.to_utc()),
        LocalResult::Ambiguous(first, second) => {
            // Where the page itself says which of the two it means, that decides.
            let meant = zone(printed).ok().and_then(|zone| match zone {
                Zone::Abbreviation { minutes, .. } | Zone::Offset { minutes, .. } => at_offset(local, minutes),
                Zone::Named(_) => None,
            });
            if let Some(told) = meant.filter(|told| [first.to_utc(), second.to_utc()].contains(told)) {
                return Some(told);
            }
            let message = format!(
                "{} comes twice in {tz}, where clocks go back that night. The first is taken; print {} if the second is meant.",
                local.format("%H:%M on %-d %B %Y"),
                offset_name(second.offset().fix().local_minus_utc() / 60),
            );
            report.once(Level::Warning, place, message);
            Some(first.to_utc())
        }
        LocalResult::None => {
            let when = local.format("%H:%M on %-d %B %Y");
            report.error(
                place,
                format!("There is no {when} in {tz}: clocks go forward then. Mend the time or the zone."),
            );
            None
        }
    }
}

fn warn_of_contradiction(
    line: usize,
    tz: Tz,
    printed: &str,
    local: NaiveDateTime,
    instant: DateTime<Utc>,
    report: &mut Report,
) {
    let there = match zone(printed) {
        Ok(Zone::Abbreviation { minutes, .. } | Zone::Offset { minutes, .. }) => minutes,
        Ok(Zone::Named(named)) => match named.from_local_datetime(&local).earliest() {
            Some(at) => at.offset().fix().local_minus_utc() / 60,
            None => return,
        },
        Err(Unreadable::Ambiguous(meanings)) => {
            let offset = |name: &&str| name.parse().ok().map(|tz| offset_at(tz, instant));
            let here = offset_at(tz, instant);
            if meanings.iter().any(|name| offset(name) == Some(here)) {
                return;
            }
            return report.once(Level::Warning, line, contradiction(printed, None, tz, here));
        }
        Err(Unreadable::Unknown) if printed.is_empty() => return,
        Err(Unreadable::Unknown) => {
            let message = format!("`{printed}` is no zone that talkbell knows; --time-zone {tz} decides.");
            return report.once(Level::Note, line, message);
        }
    };
    let here = offset_at(tz, instant);
    if here != there {
        report.once(Level::Warning, line, contradiction(printed, Some(there), tz, here));
    }
}

fn contradiction(printed: &str, there: Option<i32>, tz: Tz, here: i32) -> String {
    let offset = there.map(|minutes| format!(" ({})", offset_name(minutes))).unwrap_or_default();
    format!("The page says {printed}{offset}, but --time-zone {tz} ({}) was given and wins.", offset_name(here))
}

fn unreadable(name: &str, problem: &Unreadable) -> String {
    match problem {
        Unreadable::Ambiguous(meanings) => {
            let first = meanings.first().copied().unwrap_or("UTC");
            format!("{name} may mean {}. Say which, for example --time-zone {first}.", meanings.join(" or "))
        }
        Unreadable::Unknown => {
            let similar = similar_abbreviation(name).map(|known| format!(" Is {known} meant?")).unwrap_or_default();
            format!(
                "`{name}` is no time zone that talkbell knows.{similar} Mend it, or say which is meant, for example \
                 --time-zone America/Los_Angeles."
            )
        }
    }
}

fn local(date: NaiveDate, seconds: u32) -> Option<NaiveDateTime> {
    date.and_time(chrono::NaiveTime::MIN).checked_add_signed(TimeDelta::seconds(seconds.into()))
}

fn at_offset(local: NaiveDateTime, minutes: i32) -> Option<DateTime<Utc>> {
    local.checked_sub_signed(TimeDelta::minutes(minutes.into())).map(|utc| utc.and_utc())
}

/// Minutes east of UTC.
fn offset_at(tz: Tz, instant: DateTime<Utc>) -> i32 {
    tz.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc() / 60
}
