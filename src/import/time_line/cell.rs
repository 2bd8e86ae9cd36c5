//! What a cell of a table says about time: a day, a time of day, both, or a span.

use chrono::Weekday;

use super::clock_time::{Raw, range};
use super::day::{month_named, weekday_named};
use super::reader::Cursor;
use super::tokens::{Piece, tokens};
use super::{Clocked, Day};

/// A cell that says nothing but when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Cell {
    pub(in crate::import) day: Option<CellDay>,
    pub(in crate::import) start: Option<Clocked>,
    pub(in crate::import) end: Option<Clocked>,
}

/// A day as a cell has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum CellDay {
    Named(Day),
    /// `7/18/2025`, `18.07.2025`: which number is the month, only the other cells tell.
    Numbered {
        weekday: Option<Weekday>,
        first: u32,
        second: u32,
        year: Option<i32>,
        dotted: bool,
    },
    /// `Thursday`: which date that is, only the organiser knows.
    Weekday(Weekday),
    /// `2`, `Day 2`, likewise.
    Nth(u32),
}

/// Reads a cell; an error for one that is meant to be a time and cannot be.
pub(in crate::import) fn cell(text: &str) -> Result<Option<Cell>, String> {
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    let mut cell = Cell { day: day(&mut cursor), ..Cell::default() };
    cursor.skip_separators();
    cursor.skip(|piece| matches!(piece, Piece::Word("T")));
    let before = cursor;
    // In `9-9:30` the end says that the start is a time.
    let start = cursor.time();
    let start_zone = cursor.zone_between();
    let end = to(&mut cursor).and_then(|()| cursor.time()).filter(Raw::is_a_time);
    let Some(start) = start.filter(|start| start.is_a_time() || end.is_some()) else {
        let alone = cell.day.is_some() && before.rest().is_empty();
        return Ok(alone.then_some(cell));
    };
    let zone = cursor.rest();
    if !super::reader::may_be_a_zone(zone) {
        return Ok(None);
    }
    let zone = Some(zone).filter(|zone| !zone.is_empty()).map(str::to_owned);
    let (from, to) = range(start, end.unwrap_or(start))?;
    let starts_in = start_zone.or_else(|| zone.clone());
    cell.end = end.map(|_| Clocked { seconds: to, zone: zone.or_else(|| starts_in.clone()) });
    cell.start = Some(Clocked { seconds: from, zone: starts_in });
    Ok(Some(cell))
}

/// What stands between two times: in a cell a word of other languages will do.
fn to(cursor: &mut Cursor<'_>) -> Option<()> {
    let joins = |piece| matches!(piece, Piece::Word("à" | "a" | "as" | "às" | "alle" | "hasta" | "bis" | "tot"));
    if cursor.skip(joins) { Some(()) } else { cursor.to() }
}

/// A day that says nothing but the day of the week or its number: `Thursday`, `Day 2`, `Day 1 (Tuesday)`; where
/// `a_number_will_do`, also `2`.
pub(in crate::import) fn counted_day(text: &str, a_number_will_do: bool) -> Option<CellDay> {
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    let called = cursor.word(day_word).is_some();
    let number = cursor.number(1..=2).and_then(|number| number.parse().ok());
    if called && number.is_none() {
        return None;
    }
    let mut ahead = cursor;
    let called = called
        || number.is_some() && {
            ahead.skip(|piece| piece == Piece::Sign('.'));
            ahead.word(day_word).is_some()
        };
    cursor = if called { ahead } else { cursor };
    cursor.skip(|piece| matches!(piece, Piece::Dash | Piece::Sign(',' | '(' | ':')));
    let weekday = cursor.word(weekday_named);
    if !cursor.rest().is_empty() || number.is_some() && !called && (weekday.is_some() || !a_number_will_do) {
        return None;
    }
    weekday.map(CellDay::Weekday).or(number.map(CellDay::Nth))
}

fn day_word(word: &str) -> Option<()> {
    ["day", "tag", "jour", "dia", "día", "giorno", "dag"].contains(&word.to_lowercase().as_str()).then_some(())
}

/// A day with what may stand around it: `Sa 31.01.2026`, `2026-01-31 (Sat)`, `Day 1 (31 Jan 2026)`.
fn day(cursor: &mut Cursor<'_>) -> Option<CellDay> {
    let mut ahead = *cursor;
    if ahead.word(day_word).is_some() && ahead.number(1..=2).is_some() {
        while ahead.skip(|piece| matches!(piece, Piece::Dash | Piece::Sign('(' | ',' | ':'))) {}
    } else {
        ahead = *cursor;
    }
    let weekday = ahead.word(weekday_named);
    while weekday.is_some() && ahead.skip(|piece| matches!(piece, Piece::Sign('.' | ',' | '('))) {}
    let dated = |cursor: &mut Cursor<'_>| {
        let day = dashed(cursor).or_else(|| cursor.day(true))?;
        Some(CellDay::Named(Day { weekday: weekday.or(day.weekday), ..day }))
    };
    let day = numbered(&mut ahead, weekday).or_else(|| dated(&mut ahead))?;
    let mut beyond = ahead;
    beyond.skip(|piece| matches!(piece, Piece::Sign('(' | ',')));
    if weekday.is_none() && beyond.word(weekday_named).is_some() {
        ahead = beyond;
    }
    ahead.skip(|piece| piece == Piece::Sign(')'));
    *cursor = ahead;
    Some(day)
}

/// `31-Jan-26`, `31-Jan`.
fn dashed(cursor: &mut Cursor<'_>) -> Option<Day> {
    let mut ahead = *cursor;
    let day = ahead.number(1..=2)?.parse().ok()?;
    let month = Some(ahead.skip(|piece| piece == Piece::Dash)).filter(|dash| *dash);
    let month = month.and_then(|_| ahead.word(month_named))?;
    *cursor = ahead;
    let year = Some(ahead.skip(|piece| piece == Piece::Dash)).filter(|dash| *dash).and_then(|_| ahead.number(2..=4));
    // `31-Jan - 09:00` goes on with a time.
    let year = year.filter(|_| ahead.peek() != Some(Piece::Sign(':'))).and_then(full_year);
    if year.is_some() {
        *cursor = ahead;
    }
    Some(Day { weekday: None, year, month, day })
}

fn full_year(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    Some(if digits.len() == 2 { 2000 + year } else { year })
}

fn numbered(cursor: &mut Cursor<'_>, weekday: Option<Weekday>) -> Option<CellDay> {
    let mut ahead = *cursor;
    let first = ahead.number(1..=4)?;
    let sign = ['/', '.'].into_iter().find(|sign| ahead.skip(|piece| piece == Piece::Sign(*sign)))?;
    let second = ahead.number(1..=2)?;
    let closed = ahead.skip(|piece| piece == Piece::Sign(sign));
    let third = if closed { ahead.number(2..=4) } else { None };
    let parsed = |text: &str| text.parse::<u32>().ok();
    let day = match (first.len(), third) {
        // `2025/07/18`
        (4, Some(third)) => {
            let year = first.parse().ok();
            CellDay::Named(Day { weekday, year, month: parsed(second)?, day: parsed(third)? })
        }
        // `9.30` is a time; `18.7.` is a day.
        (_, None) if sign == '.' && !closed || first.len() > 2 => return None,
        (_, third) => {
            let year = third.and_then(full_year);
            CellDay::Numbered { weekday, first: parsed(first)?, second: parsed(second)?, year, dotted: sign == '.' }
        }
    };
    *cursor = ahead;
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let Ok(Some(cell)) = cell(text) else { return "none".to_owned() };
        let time = |time: &Clocked| {
            let zone = time.zone.as_deref().unwrap_or_default();
            format!("{:02}:{:02}{zone}", time.seconds / 3600, time.seconds / 60 % 60)
        };
        let day = cell.day.map(|day| match day {
            CellDay::Named(day) => day.to_string(),
            CellDay::Numbered { first, second, year, .. } => format!("{first}|{second}|{year:?}"),
            counted => format!("{counted:?}"),
        });
        let times = cell.start.iter().chain(&cell.end).map(time);
        day.into_iter().chain(times).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn days_and_times_are_read_in_the_shapes_that_tables_have() {
        for (text, said) in [
            ("9:00", "09:00"),
            ("0930", "09:30"),
            ("9.30", "09:30"),
            ("9:15 PM", "21:15"),
            ("9:00:00", "09:00"),
            ("9:00 - 9:30", "09:00 09:30"),
            ("09:00–09:30 CEST", "09:00CEST 09:30CEST"),
            ("2025-07-18", "18 July 2025"),
            ("2025/07/18", "18 July 2025"),
            ("2025-07-18T09:00:00Z", "18 July 2025 09:00Z"),
            ("2025-07-18T09:00:00+02:00", "18 July 2025 09:00+02:00"),
            ("2025-07-18 09:00", "18 July 2025 09:00"),
            ("7/18/2025 9:00 AM", "7|18|Some(2025) 09:00"),
            ("18.07.2025", "18|7|Some(2025)"),
            ("18.7.", "18|7|None"),
            ("7/18/25", "7|18|Some(2025)"),
            ("Friday, July 18, 2025", "18 July 2025"),
            ("Freitag, 18. Juli 2025", "18 July 2025"),
            ("9h30", "09:30"),
            ("9h", "09:00"),
            ("9 Uhr", "09:00"),
            ("09:00 - 09:30 Uhr", "09:00 09:30"),
            ("09.30–10.15 Uhr", "09:30 10:15"),
            ("9-9:30", "09:00 09:30"),
            ("9-10am", "09:00 10:00"),
            ("9 - 10 am", "09:00 10:00"),
            ("10h30 à 11h15", "10:30 11:15"),
            ("10:00 a 11:00", "10:00 11:00"),
            ("09:00 bis 09:30 Uhr", "09:00 09:30"),
            ("09:00h", "09:00"),
            ("10:00 hs", "10:00"),
            ("Sa 31.01.2026", "31|1|Some(2026)"),
            ("Samstag, 31.01.2026", "31|1|Some(2026)"),
            ("Sat 1/31/2026 9:00", "1|31|Some(2026) 09:00"),
            ("Saturday (1/31)", "1|31|None"),
            ("2026-01-31 (Sat)", "31 January 2026"),
            ("31-Jan-26", "31 January 2026"),
            ("31-Jan - 09:00", "none"),
            ("31-Jan", "31 January"),
            ("Day 1 (31 Jan 2026)", "31 January 2026"),
            ("Day 1 - Sat Jan 31", "31 January"),
            ("9 - 10", "none"),
            ("Lunch", "none"),
            ("10 things", "none"),
            ("", "none"),
        ] {
            assert_eq!(read(text), said, "{text}");
        }
        assert!(cell("25:00").is_err());
    }

    #[test]
    fn a_day_may_be_no_more_than_one_of_several() {
        for (text, said) in [
            ("Thursday", Some(CellDay::Weekday(Weekday::Thu))),
            ("Do", Some(CellDay::Weekday(Weekday::Thu))),
            ("2", Some(CellDay::Nth(2))),
            ("Day 2", Some(CellDay::Nth(2))),
            ("2. Tag", Some(CellDay::Nth(2))),
            ("Day 1 (Tuesday)", Some(CellDay::Weekday(Weekday::Tue))),
            ("Day", None),
            ("2 things", None),
            ("Friday drinks", None),
        ] {
            assert_eq!(counted_day(text, true), said, "{text}");
        }
        assert_eq!(counted_day("2", false), None);
    }
}
