//! Lines that say when a slot is: `Wed 21 July 18:00 - 18:20 PDT` and its many cousins.

mod cell;
mod clock_time;
mod day;
mod reader;
mod tokens;

use chrono::Weekday;

pub(super) use cell::{Cell, CellDay, cell, counted_day};
pub(super) use day::Day;

/// What a line says about time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Nothing: it is text.
    Text,
    /// A day heading: what follows is on that day.
    Day(Day),
    /// A slot's start and end.
    Slot(TimeLine),
    /// Meant to say when a slot is, but it cannot be read; a sentence says why.
    Broken(String),
}

/// A slot's start and end as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TimeLine {
    /// `None`: the day of the slot above.
    pub(super) day: Option<Day>,
    pub(super) start: Clocked,
    /// Printed only where a slot ends on another day.
    pub(super) end_day: Option<Day>,
    pub(super) end: Clocked,
}

/// A time of day as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clocked {
    /// 0 to 86,400: `24:00` is the day's end.
    pub(super) seconds: u32,
    /// What follows the time, as printed.
    pub(super) zone: Option<String>,
}

/// The way a slot's time should be written, for messages.
pub(super) const EXAMPLE: &str = "`Wed 21 July 18:00 - 18:20 PDT`";

/// No line longer than this says just when a slot is.
const LONGEST: usize = 140;

/// Reads a cleaned line.
pub(super) fn read(line: &str) -> Reading {
    if line.len() > LONGEST || !line.bytes().any(|b| b.is_ascii_digit()) {
        return Reading::Text;
    }
    reader::read(line)
}

/// Prints a weekday in full.
pub(super) const fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(line: &str) -> String {
        let Reading::Slot(slot) = read(line) else { panic!("{line}: {:?}", read(line)) };
        let day = slot.day.map_or_else(String::new, |day| format!("{:?} {day} ", day.weekday));
        let time = |t: &Clocked| format!("{:02}:{:02}", t.seconds / 3600, t.seconds / 60 % 60);
        format!("{day}{}-{} {}", time(&slot.start), time(&slot.end), slot.end.zone.unwrap_or_default())
    }

    #[test]
    fn the_sample_and_its_cousins_say_the_same() {
        for line in [
            "Wed 21 July 18:00 - 18:20 PDT",
            "Wed, 21 July 18:00 - 18:20 PDT",
            "Wed. 21 Jul. 18:00–18:20 PDT",
            "Wednesday, July 21 18:00 — 18:20 (PDT)",
            "Wed Jul 21, 6:00 PM to 6:20 PM PDT",
            "wed 21st july 1800-1820 PDT",
            "Wed 21 July 6 p.m. PDT — 6:20 p.m. PDT",
            "Wed 21 July, 6:00 - 6:20pm [PDT]",
            "Wed 21 July | 18:00 to 18:20 | PDT",
            "Mi, 21. Juli 18:00 - 18:20 PDT",
            "mercredi 21 juillet 18h00 - 18h20 PDT",
        ] {
            assert_eq!(slot(line), "Some(Wed) 21 July 18:00-18:20 PDT", "{line}");
        }
    }

    #[test]
    fn years_short_hours_and_missing_zones_are_read() {
        assert_eq!(slot("Wed 21 July 2021 0930 - 1000"), "Some(Wed) 21 July 2021 09:30-10:00 ");
        assert_eq!(slot("July 21, 2021 - 9:00 - 9:30 UTC+2"), "None 21 July 2021 09:00-09:30 UTC+2");
        assert_eq!(slot("Wed 21 July 2000 - 2030 CEST"), "Some(Wed) 21 July 20:00-20:30 CEST");
        assert_eq!(
            slot("2021-07-21 18:00 - 24:00 America/Los_Angeles"),
            "None 21 July 2021 18:00-24:00 America/Los_Angeles"
        );
        assert_eq!(slot("Wed 21 July 11:30 - 12:15 PM"), "Some(Wed) 21 July 11:30-12:15 ");
        assert_eq!(slot("Wed 21 July noon - 1 p.m. PDT"), "Some(Wed) 21 July 12:00-13:00 PDT");
        assert_eq!(slot("9:00 - 9:20"), "09:00-09:20 ");
    }

    #[test]
    fn a_line_meant_to_be_a_time_is_never_taken_for_text() {
        for line in [
            "Wed 31 June 18:00 - 18:20 PDT",
            "Wed 21 July 25:00 - 26:00 PDT",
            "Wed 21 July 18:00 PDT",
            "Wedd 21 July 18:00 - 18:20 PDT",
            "Wed 21 Jully 18:00 - 18:20 PDT",
            "07/21/2021 18:00 - 18:20",
            "Wed 21 July 18:00 - PDT",
            "Wed 21 July 18:00 - 18:7 PDT",
            "Wed 21 July 13:00 AM - 14:00 AM",
        ] {
            assert!(matches!(read(line), Reading::Broken(_)), "{line}: {:?}", read(line));
        }
    }

    #[test]
    fn prose_with_numbers_is_text() {
        for line in [
            "In July 2021 we ran 3 trials",
            "ImageNet 2012 to 2017: a retrospective",
            "A 3:1 split - 5:2 at best is used by all",
            "May 4 be with you",
            "We compare 10 - 20 layers",
            "Sun et al. 2020",
            "Second Order Methods",
            "2021",
        ] {
            assert_eq!(read(line), Reading::Text, "{line}");
        }
    }
}
