//! On which day each row is: by its own cell, by a heading above it, by `--date`.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::import::report::Report;
use crate::import::time_line::{CellDay, Day, weekday_name};
use crate::import::{Hints, Level};

/// Which of two numbers in `7/8/2025` is the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    /// By all days of a table: one number above 12 decides for all.
    fn of(days: &[(usize, CellDay)], report: &mut Report) -> Self {
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

    fn day(self, weekday: Option<Weekday>, (first, second): (u32, u32), year: Option<i32>, dotted: bool) -> Day {
        let day_first = dotted || self == Self::DayFirst;
        let (day, month) = if day_first { (first, second) } else { (second, first) };
        Day { weekday, year, month, day }
    }
}

/// How the days of a table are read.
pub(super) struct Days {
    order: Order,
    /// The date of the first of the days that are counted.
    from: Option<NaiveDate>,
    /// The number of that day.
    first: u32,
}

impl Days {
    /// By all days of a table. Days that are counted need a date to be counted from.
    pub(super) fn of(days: &[(usize, CellDay)], hints: &Hints, report: &mut Report) -> Self {
        let numbers =
            days.iter().filter_map(|(_, day)| if let CellDay::Nth(number) = day { Some(*number) } else { None });
        let first = numbers.min().unwrap_or(1);
        let read = Self { order: Order::of(days, report), from: hints.date, first };
        read.tell(days, report);
        read
    }

    /// The day that a cell means, `None` for one that is counted from no date. It may be one that no month has, which is
    /// found out later.
    pub(super) fn day(&self, cell: CellDay) -> Option<Day> {
        match cell {
            CellDay::Named(day) => Some(day),
            CellDay::Numbered { weekday, first, second, year, dotted } => {
                Some(self.order.day(weekday, (first, second), year, dotted))
            }
            counted => self.date(counted).map(of),
        }
    }

    /// The date of a day that is counted.
    fn date(&self, counted: CellDay) -> Option<NaiveDate> {
        let from = self.from?;
        let later = match counted {
            CellDay::Weekday(weekday) => weekday.days_since(from.weekday()),
            CellDay::Nth(number) => number.saturating_sub(self.first),
            _ => return None,
        };
        from.checked_add_days(chrono::Days::new(later.into()))
    }

    fn tell(&self, days: &[(usize, CellDay)], report: &mut Report) {
        let mut counted: Vec<(usize, CellDay)> = Vec::new();
        for (line, day) in days.iter().filter(|(_, day)| matches!(day, CellDay::Weekday(_) | CellDay::Nth(_))) {
            if !counted.iter().any(|(_, known)| known == day) {
                counted.push((*line, *day));
            }
        }
        let Some((line, day)) = counted.first().copied() else { return };
        let dates: Vec<String> = counted
            .iter()
            .filter_map(|(_, day)| Some(format!("“{}” is {}", word(*day), self.date(*day)?.format("%A %-d %B %Y"))))
            .collect();
        if dates.is_empty() {
            let message = format!(
                "“{}” is a day of the programme, but not a date. Say on which date the first day is: --date 2025-07-18.",
                word(day)
            );
            return report.error(line, message);
        }
        let message = format!("The days are counted from --date: {}.", dates.join(", "));
        let elsewhere = matches!(day, CellDay::Weekday(_)) && self.date(day) != self.from;
        if elsewhere {
            report.warn(line, format!("{message} --date is another day of the week. Mend it if that is wrong."));
        } else {
            report.note(line, message);
        }
    }
}

fn word(day: CellDay) -> String {
    match day {
        CellDay::Weekday(weekday) => weekday_name(weekday).to_owned(),
        CellDay::Nth(number) => number.to_string(),
        CellDay::Named(_) | CellDay::Numbered { .. } => String::new(),
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
