//! The rules of a time zone as an iCalendar file carries them: one observance for each change of the clocks.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

use super::document::Document;

/// Years more than the programme has on either side: a calendar may be asked about the days around it.
const MARGIN: i32 = 1;

/// Writes the rules of `tz` for the years from `first` to `last`.
///
/// Observances are listed one by one: a rule that repeats would claim to know what parliaments will decide.
pub(super) fn write(document: &mut Document, tz: Tz, first: DateTime<Utc>, last: DateTime<Utc>) {
    let begin = new_year(first.year().saturating_sub(MARGIN));
    let end = new_year(last.year().saturating_add(MARGIN + 1));
    document.property("BEGIN", "VTIMEZONE");
    document.property("TZID", tz.name());
    let opening = Observance::at(tz, begin);
    opening.write(document, opening.seconds);
    let mut before = opening;
    for instant in changes(tz, begin, end) {
        let after = Observance::at(tz, instant);
        after.write(document, before.seconds);
        before = after;
    }
    document.property("END", "VTIMEZONE");
}

/// How the clocks stand from an instant on.
struct Observance {
    from: NaiveDateTime,
    /// East of UTC.
    seconds: i32,
    summer: bool,
    name: String,
}

impl Observance {
    fn at(tz: Tz, from: NaiveDateTime) -> Self {
        let offset = tz.offset_from_utc_datetime(&from);
        Self {
            from,
            seconds: offset.fix().local_minus_utc(),
            summer: !offset.dst_offset().is_zero(),
            name: offset.abbreviation().map_or_else(|| tz.name().to_owned(), str::to_owned),
        }
    }

    /// Its start is told by the clocks as they stood before (RFC 5545, 3.6.5).
    fn write(&self, document: &mut Document, before: i32) {
        let kind = if self.summer { "DAYLIGHT" } else { "STANDARD" };
        let local = self.from.checked_add_signed(TimeDelta::seconds(before.into())).unwrap_or(self.from);
        document.property("BEGIN", kind);
        document.property("DTSTART", local.format("%Y%m%dT%H%M%S"));
        document.property("TZOFFSETFROM", offset(before));
        document.property("TZOFFSETTO", offset(self.seconds));
        document.text("TZNAME", &self.name);
        document.property("END", kind);
    }
}

/// The instants at which the clocks change: looked for day by day, then to the second.
fn changes(tz: Tz, begin: NaiveDateTime, end: NaiveDateTime) -> Vec<NaiveDateTime> {
    let state = |at: NaiveDateTime| {
        let offset = tz.offset_from_utc_datetime(&at);
        (offset.fix().local_minus_utc(), offset.dst_offset())
    };
    let mut found = Vec::new();
    let mut day = begin;
    while day < end {
        let Some(next) = day.checked_add_signed(TimeDelta::days(1)) else { break };
        if state(day) != state(next) {
            let (mut same, mut other) = (day, next);
            while other - same > TimeDelta::seconds(1) {
                let middle = same + TimeDelta::seconds((other - same).num_seconds() / 2);
                if state(middle) == state(day) { same = middle } else { other = middle }
            }
            found.push(other);
        }
        day = next;
    }
    found
}

fn new_year(year: i32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN).and_time(chrono::NaiveTime::MIN)
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (minutes, rest) = (seconds.abs() / 60, seconds.abs() % 60);
    let odd = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{:02}{:02}{odd}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(tz: &str, year: i32) -> String {
        let instant = new_year(year).and_utc() + TimeDelta::days(200);
        let mut document = Document::default();
        write(&mut document, tz.parse().unwrap(), instant, instant);
        document.finish().replace("\r\n", "\n")
    }

    #[test]
    fn each_change_of_the_clocks_is_an_observance() {
        let rules = rules("America/Los_Angeles", 2021);
        assert_eq!(rules.matches("BEGIN:DAYLIGHT").count(), 3);
        assert!(
            rules.contains("DTSTART:20210314T020000\nTZOFFSETFROM:-0800\nTZOFFSETTO:-0700\nTZNAME:PDT\n"),
            "{rules}"
        );
        assert!(
            rules.contains("DTSTART:20211107T020000\nTZOFFSETFROM:-0700\nTZOFFSETTO:-0800\nTZNAME:PST\n"),
            "{rules}"
        );
    }

    #[test]
    fn a_zone_without_summer_time_has_one_observance() {
        let rules = rules("Asia/Kolkata", 2024);
        assert_eq!(rules.matches("BEGIN:").count(), 2, "{rules}");
        assert!(rules.contains("TZOFFSETTO:+0530\nTZNAME:IST"), "{rules}");
    }
}
