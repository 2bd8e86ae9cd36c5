//! On which day each row is: by its own cell, by a heading above it, by `--date`.

use chrono::{Datelike, NaiveDate};

use crate::import::report::Report;
use crate::import::time_line::{CellDay, Day};
use crate::import::{Hints, Level};

/// Which of two numbers in `7/8/2025` is the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    /// By all days of a table: one number above 12 decides for all.
    pub(super) fn of(days: &[(usize, CellDay)], report: &mut Report) -> Self {
        let slashed = days.iter().filter_map(|(line, day)| match day {
            CellDay::Numbered { first, second, dotted: false, .. } => Some((*line, *first, *second)),
            _ => None,
        });
        let slashed: Vec<_> = slashed.collect();
        let Some((line, first, second)) = slashed.first().copied() else { return Self::DayFirst };
        if slashed.iter().any(|(_, first, _)| *first > 12) {
            return Self::DayFirst;
        }
        if !slashed.iter().any(|(_, _, second)| *second > 12) {
            let day = Day { weekday: None, year: None, month: first, day: second };
            let message = format!(
                "Days like {first}/{second} are read with the month first, so this is {day}. If the day comes first, write \
                 them like 2025-07-18."
            );
            report.once(Level::Warning, line, message);
        }
        Self::MonthFirst
    }

    /// The day that a cell means. It may be one that no month has, which is found out later.
    pub(super) fn day(self, cell: CellDay) -> Day {
        match cell {
            CellDay::Named(day) => day,
            CellDay::Numbered { first, second, year, dotted } => {
                let day_first = dotted || self == Self::DayFirst;
                let (day, month) = if day_first { (first, second) } else { (second, first) };
                Day { weekday: None, year, month, day }
            }
        }
    }
}

/// The day that `--date` names.
pub(super) fn demanded(hints: &Hints) -> Option<Day> {
    hints.date.map(of)
}

/// A date as the day that a cell would name.
pub(super) fn of(date: NaiveDate) -> Day {
    Day { weekday: None, year: Some(date.year()), month: date.month(), day: date.day() }
}

/// The day after, as far as a day without a year has one.
pub(super) fn next(day: Day) -> Option<Day> {
    // Any leap year will do where none is printed.
    let date = day.in_year(day.year.unwrap_or(2000))?.succ_opt()?;
    let year = day.year.map(|_| date.year());
    Some(Day { weekday: None, year, month: date.month(), day: date.day() })
}
