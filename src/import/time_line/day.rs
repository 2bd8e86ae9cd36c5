use std::fmt;

use chrono::{NaiveDate, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// A leap year, so that 29 February passes.
const LEAP_YEAR: i32 = 2000;

/// A day as printed: the year may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_field_names, reason = "the day of a day is its day")]
pub(in crate::import) struct Day {
    pub(in crate::import) weekday: Option<Weekday>,
    pub(in crate::import) year: Option<i32>,
    /// 1 to 12.
    pub(in crate::import) month: u32,
    /// 1 to 31.
    pub(in crate::import) day: u32,
}

impl Day {
    /// The day in `year`, if there is one.
    pub(in crate::import) fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }

    /// Whether any year has such a day.
    pub(super) fn exists(self) -> bool {
        self.in_year(LEAP_YEAR).is_some()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.day, month_name(self.month))?;
        self.year.map_or(Ok(()), |year| write!(f, " {year}"))
    }
}

pub(super) fn month_name(month: u32) -> &'static str {
    let index = usize::try_from(month).unwrap_or_default().wrapping_sub(1);
    MONTHS.get(index).copied().unwrap_or("no month")
}

/// `Jul`, `july`, `Sept`: the first three letters or more.
pub(super) fn month_named(word: &str) -> Option<u32> {
    let index = MONTHS.iter().position(|month| is_start_of(word, month))?;
    u32::try_from(index + 1).ok()
}

pub(super) fn weekday_named(word: &str) -> Option<Weekday> {
    if word.eq_ignore_ascii_case("weds") {
        return Some(Weekday::Wed);
    }
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    days.into_iter().find(|day| is_start_of(word, super::weekday_name(*day)))
}

fn is_start_of(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
