//! What a cell says of time, in the ways of spreadsheets and databases too.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike};

use crate::import::time_line::{self, Cell, CellDay, Clocked, Day};

/// The days that a spreadsheet's numbers are believed to mean: 1982 to 2064.
const SERIAL_DAYS: std::ops::Range<i64> = 30_000..60_000;

/// Reads a cell; `None` for one that is no time, an error for one that is meant to be one and cannot be.
pub(super) fn when(text: &str) -> Result<Option<Cell>, String> {
    match seconds_since_1970(text).or_else(|| serial(text)) {
        Some(cell) => Ok(Some(cell)),
        None => time_line::cell(text),
    }
}

/// As [`when`], of what is meant to be a day, which may be one that is counted: `Thursday`, `Day 2` or `2`.
pub(super) fn day(text: &str) -> Result<Option<Cell>, String> {
    let counted = |day| Cell { day: Some(day), ..Cell::default() };
    Ok(when(text)?.or_else(|| time_line::counted_day(text, true).map(counted)))
}

/// The day that a text names which is nothing but a day; a number alone is none.
pub(super) fn day_alone(text: &str) -> Option<CellDay> {
    let dated = when(text).ok().flatten().filter(|cell| cell.start.is_none()).and_then(|cell| cell.day);
    dated.or_else(|| time_line::counted_day(text, false))
}

/// `1749546000`, also in thousandths.
fn seconds_since_1970(text: &str) -> Option<Cell> {
    let number: i64 = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    let seconds = match text.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let at = DateTime::from_timestamp(seconds, 0)?;
    let clock = Clocked { seconds: at.num_seconds_from_midnight(), zone: Some("Z".to_owned()) };
    Some(Cell { day: Some(named(at.date_naive())), start: Some(clock), end: None })
}

/// `45818.375`: days since 1899-12-30, as spreadsheets count them where a cell has lost its format; `0.375` is a time of day.
fn serial(text: &str) -> Option<Cell> {
    let (days, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if days.is_empty() || !digits(days) || !digits(fraction) || text.ends_with('.') {
        return None;
    }
    let day: i64 = days.parse().ok()?;
    let clock = || {
        let part: f64 = format!("0.{fraction}").parse().ok()?;
        // To the minute: a third of a day is no round number.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1440")]
        let minutes = (part * 1440.0).round() as u32;
        Some(Clocked { seconds: minutes * 60, zone: None })
    };
    if day == 0 && fraction.len() > 2 {
        return Some(Cell { day: None, start: clock(), end: None });
    }
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(TimeDelta::try_days(day)?)?;
    let day = SERIAL_DAYS.contains(&day).then(|| named(date))?;
    Some(Cell { day: Some(day), start: if fraction.is_empty() { None } else { clock() }, end: None })
}

fn named(date: NaiveDate) -> CellDay {
    CellDay::Named(Day { weekday: None, year: Some(date.year()), month: date.month(), day: date.day() })
}
