//! What a cell of a table says about time: a day, a time of day, both, or a span.

use super::clock_time::{Raw, range};
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
        first: u32,
        second: u32,
        year: Option<i32>,
        dotted: bool,
    },
}

/// Reads a cell; an error for one that is meant to be a time and cannot be.
pub(in crate::import) fn cell(text: &str) -> Result<Option<Cell>, String> {
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    let mut cell = Cell { day: day(&mut cursor), ..Cell::default() };
    cursor.skip_separators();
    cursor.skip(|piece| matches!(piece, Piece::Word("T")));
    let Some(start) = cursor.time().filter(Raw::is_a_time) else {
        let alone = cell.day.is_some() && cursor.rest().is_empty();
        return Ok(alone.then_some(cell));
    };
    let start_zone = cursor.zone_between();
    let end = cursor.to().and_then(|()| cursor.time()).filter(Raw::is_a_time);
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

fn day(cursor: &mut Cursor<'_>) -> Option<CellDay> {
    numbered(cursor).or_else(|| cursor.day(true).map(CellDay::Named))
}

fn numbered(cursor: &mut Cursor<'_>) -> Option<CellDay> {
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
            CellDay::Named(Day { weekday: None, year, month: parsed(second)?, day: parsed(third)? })
        }
        // `9.30` is a time; `18.7.` is a day.
        (_, None) if sign == '.' && !closed || first.len() > 2 => return None,
        (_, third) => {
            let year = third.and_then(|year| Some((year.len(), year.parse::<i32>().ok()?)));
            let year = year.map(|(digits, year)| if digits == 2 { 2000 + year } else { year });
            CellDay::Numbered { first: parsed(first)?, second: parsed(second)?, year, dotted: sign == '.' }
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
            ("Lunch", "none"),
            ("10 things", "none"),
            ("", "none"),
        ] {
            assert_eq!(read(text), said, "{text}");
        }
        assert!(cell("25:00").is_err());
    }
}
