//! Recursive descent over the tokens of one line, with a second try where a number may be a year or a time.

use super::clock_time::{Half, Raw, range};
use super::day::{Day, month_named, weekday_named};
use super::tokens::{Piece, Token, tokens};
use super::{Clocked, EXAMPLE, Reading, TimeLine};

/// Longest text after the times that may be a zone.
const LONGEST_ZONE: usize = 40;

pub(super) fn read(line: &str) -> Reading {
    let tokens = tokens(line);
    let cursor = Cursor::new(line, &tokens);
    let slot = [true, false].into_iter().find_map(|with_year| slot(cursor, with_year));
    slot.or_else(|| half_a_slot(cursor)).or_else(|| suspect(cursor)).unwrap_or(Reading::Text)
}

fn slot(mut cursor: Cursor<'_>, with_year: bool) -> Option<Reading> {
    let day = cursor.day(with_year);
    cursor.skip_separators();
    let start = cursor.time()?;
    let start_zone = cursor.zone_between();
    cursor.to()?;
    let mut ahead = cursor;
    let end_day = ahead.day(true).filter(|_| {
        ahead.skip_separators();
        ahead.time().is_some()
    });
    if end_day.is_some() {
        cursor.day(true);
        cursor.skip_separators();
    }
    let end = cursor.time()?;
    if !end.is_a_time() || !start.is_a_time() && end.half.is_none() {
        return None;
    }
    let zone = cursor.rest();
    if zone.len() > LONGEST_ZONE || day.is_none() && !may_be_a_zone(zone) {
        return None;
    }
    if let Some(missing) = day.iter().chain(&end_day).find(|day| !day.exists()) {
        return Some(Reading::Broken(format!("There is no {missing} in any year.")));
    }
    let zone = Some(zone).filter(|zone| !zone.is_empty()).map(str::to_owned);
    let seconds = match range(start, end) {
        Ok(seconds) => seconds,
        Err(problem) => return Some(Reading::Broken(problem)),
    };
    let start = Clocked { seconds: seconds.0, zone: start_zone.or_else(|| zone.clone()) };
    let end = Clocked { seconds: seconds.1, zone: zone.or_else(|| start.zone.clone()) };
    Some(Reading::Slot(TimeLine { day, start, end_day, end }))
}

/// A day alone, or a day and a start without an end.
fn half_a_slot(mut cursor: Cursor<'_>) -> Option<Reading> {
    let day = cursor.day(true)?;
    cursor.skip_separators();
    if cursor.rest().is_empty() {
        let heading = day.exists() && (day.weekday.is_some() || day.year.is_some());
        return heading.then_some(Reading::Day(day));
    }
    cursor.time().filter(Raw::is_a_time)?;
    cursor.zone_between();
    let dash = cursor.to();
    let rest = cursor.rest();
    if dash.is_none() && !may_be_a_zone(rest) || rest.len() > LONGEST_ZONE {
        return None;
    }
    Some(Reading::Broken(format!("This slot has a start but no end that can be read. Write it like {EXAMPLE}.")))
}

/// A short line with a range of times and something like a day before it: a slip in a time line.
fn suspect(cursor: Cursor<'_>) -> Option<Reading> {
    let at = (1..cursor.tokens.len().min(8)).find(|at| cursor.at(*at).clock_range().is_some())?;
    let before = &cursor.tokens[..at];
    let words =
        || before.iter().filter_map(|token| if let Piece::Word(word) = token.piece { Some(word) } else { None });
    let named = words().any(|word| weekday_named(word).is_some() || month_named(word).is_some());
    let shape = |a: fn(&Piece<'_>) -> bool, b: fn(&Piece<'_>) -> bool| {
        before.windows(2).any(|two| a(&two[0].piece) && b(&two[1].piece))
    };
    let number = |piece: &Piece<'_>| matches!(piece, Piece::Number(_));
    let like_a_date = shape(number, |piece| matches!(piece, Piece::Word(_))) && before.len() <= 4
        || shape(number, |piece| matches!(piece, Piece::Sign('/' | '.'))) && before.len() <= 6;
    if !named && !like_a_date || cursor.at(at).clock_range()?.rest().len() > LONGEST_ZONE {
        return None;
    }
    let day = &cursor.line[..cursor.tokens[at].at].trim_end();
    Some(Reading::Broken(format!("This looks like a slot's time, but `{day}` is no day. Write it like {EXAMPLE}.")))
}

fn is_hours(piece: Piece<'_>) -> bool {
    matches!(piece, Piece::Word(word) if ["h", "hs", "hrs", "uhr"].iter().any(|known| word.eq_ignore_ascii_case(known)))
}

pub(super) fn may_be_a_zone(text: &str) -> bool {
    text.is_empty()
        || crate::import::zones::zone(text) != Err(crate::import::zones::Unreadable::Unknown)
        || text.len() <= 5 && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// A place in a line. Copied to look ahead.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    line: &'a str,
    tokens: &'a [Token<'a>],
    next: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(line: &'a str, tokens: &'a [Token<'a>]) -> Self {
        Self { line, tokens, next: 0 }
    }

    fn at(self, next: usize) -> Self {
        Self { next, ..self }
    }

    pub(super) fn peek(&self) -> Option<Piece<'a>> {
        self.tokens.get(self.next).map(|token| token.piece)
    }

    fn take(&mut self) -> Option<Piece<'a>> {
        let piece = self.peek();
        self.next += usize::from(piece.is_some());
        piece
    }

    pub(super) fn skip(&mut self, wanted: impl Fn(Piece<'a>) -> bool) -> bool {
        let found = self.peek().is_some_and(wanted);
        self.next += usize::from(found);
        found
    }

    /// What is left of the line, without the brackets and commas around it.
    pub(super) fn rest(&self) -> &'a str {
        let rest = self.tokens.get(self.next).map_or("", |token| &self.line[token.at..]);
        rest.trim_matches(|c| matches!(c, ' ' | ',' | '(' | ')' | '[' | ']' | '|' | '.' | ';'))
    }

    pub(super) fn skip_separators(&mut self) {
        let separates = |piece| match piece {
            Piece::Sign(sign) => matches!(sign, ',' | '|' | ':' | '@' | ';' | '·' | '⋅'),
            Piece::Word(word) => word.eq_ignore_ascii_case("at") || word.eq_ignore_ascii_case("from"),
            _ => false,
        };
        while self.skip(separates) {}
    }

    pub(super) fn day(&mut self, with_year: bool) -> Option<Day> {
        let mut ahead = *self;
        let weekday = ahead.word(weekday_named);
        if weekday.is_some() {
            while ahead.skip(|piece| matches!(piece, Piece::Sign('.' | ','))) {}
        }
        let (day, month, year) = ahead.iso_day().or_else(|| ahead.day_and_month(with_year))?;
        *self = ahead;
        Some(Day { weekday, year, month, day })
    }

    fn iso_day(&mut self) -> Option<(u32, u32, Option<i32>)> {
        let mut ahead = *self;
        let year = ahead.number(4..=4)?;
        let month = Some(ahead.skip(|p| p == Piece::Dash)).filter(|dash| *dash).and_then(|_| ahead.number(2..=2))?;
        let day = Some(ahead.skip(|p| p == Piece::Dash)).filter(|dash| *dash).and_then(|_| ahead.number(2..=2))?;
        *self = ahead;
        Some((day.parse().ok()?, month.parse().ok()?, year.parse().ok()))
    }

    fn day_and_month(&mut self, with_year: bool) -> Option<(u32, u32, Option<i32>)> {
        let month_first = self.word(month_named);
        if month_first.is_some() {
            self.skip(|piece| piece == Piece::Sign('.'));
        }
        let day = self.number(1..=2)?.parse().ok()?;
        self.skip(|piece| matches!(piece, Piece::Word("st" | "nd" | "rd" | "th" | "of")));
        self.skip(|piece| matches!(piece, Piece::Word("of") | Piece::Sign('.')));
        let month = month_first.or_else(|| self.word(month_named))?;
        self.skip(|piece| piece == Piece::Sign('.'));
        let mut ahead = *self;
        ahead.skip(|piece| piece == Piece::Sign(','));
        let year = ahead.number(4..=4).filter(|_| with_year).and_then(|year| year.parse().ok());
        if year.is_some() {
            // `21 July 2021 - 18:00 - 18:20`: this dash parts the day from the times, if times still follow it.
            let mut beyond = ahead;
            if beyond.skip(|piece| piece == Piece::Dash) && beyond.clock_range().is_some() {
                ahead.skip(|piece| piece == Piece::Dash);
            }
            *self = ahead;
        }
        Some((day, month, year))
    }

    pub(super) fn time(&mut self) -> Option<Raw<'a>> {
        if let Some(named) = self.word(named_time) {
            return Some(named);
        }
        let mut ahead = *self;
        let mut time = Raw::hour(ahead.number(1..=4)?);
        time.minute = ahead.after_colon(true);
        time.second = time.minute.and_then(|_| ahead.after_colon(false));
        time.half = ahead.half();
        if time.minute.is_none() && time.half.is_none() && ahead.skip(is_hours) {
            // `9h30`, `9h`, `9 Uhr`
            let mut beyond = ahead;
            time.minute = beyond.number(2..=2).or(Some("00"));
            ahead = if time.minute == Some("00") && ahead.number(2..=2).is_none() { ahead } else { beyond };
        } else if time.minute.is_some() {
            ahead.skip(is_hours);
        }
        *self = ahead;
        Some(time)
    }

    fn after_colon(&mut self, dot_will_do: bool) -> Option<&'a str> {
        let mut ahead = *self;
        let parted = ahead.skip(|piece| piece == Piece::Sign(':') || dot_will_do && piece == Piece::Sign('.'));
        let number = Some(parted).filter(|parted| *parted).and_then(|_| ahead.number(1..=2))?;
        *self = ahead;
        Some(number)
    }

    /// `AM`, `pm`, `a.m.`
    fn half(&mut self) -> Option<Half> {
        let mut ahead = *self;
        let Some(Piece::Word(word)) = ahead.take() else { return None };
        let half = match word.to_ascii_lowercase().as_str() {
            "am" | "a" => Half::Morning,
            "pm" | "p" => Half::Afternoon,
            _ => return None,
        };
        if word.len() == 1 {
            ahead.skip(|piece| piece == Piece::Sign('.'));
            let closed = ahead.skip(|piece| matches!(piece, Piece::Word("m" | "M")));
            ahead.skip(|piece| closed && piece == Piece::Sign('.'));
            closed.then_some(())?;
        } else {
            ahead.skip(|piece| piece == Piece::Sign('.'));
        }
        *self = ahead;
        Some(half)
    }

    pub(super) fn to(&mut self) -> Option<()> {
        let joins = |word: &str| ["to", "until", "till"].iter().any(|join| word.eq_ignore_ascii_case(join));
        let mut found = false;
        while self.skip(|piece| matches!(piece, Piece::Dash) || matches!(piece, Piece::Word(word) if joins(word))) {
            found = true;
        }
        found.then_some(())
    }

    /// The zone of a start: `1 a.m. PDT — 1:45 a.m. PDT`, `10:00 UTC-7 - 11:00`.
    pub(super) fn zone_between(&mut self) -> Option<String> {
        let mut ahead = *self;
        let start = self.tokens.get(self.next)?.at;
        let bracketed = ahead.skip(|piece| matches!(piece, Piece::Sign('(' | '[')));
        let Some(Piece::Word(word)) = ahead.take() else { return None };
        let mut beyond = ahead;
        let signed =
            beyond.skip(|piece| matches!(piece, Piece::Dash | Piece::Sign('+'))) && beyond.number(1..=2).is_some();
        if signed && matches!(word, "UTC" | "GMT") && beyond.peek().is_some_and(|piece| piece != Piece::Sign(':')) {
            ahead = beyond;
        }
        let end = ahead.tokens.get(ahead.next)?.at;
        ahead.skip(|piece| bracketed && matches!(piece, Piece::Sign(')' | ']')));
        let mut joined = ahead;
        joined.to()?;
        (!word.eq_ignore_ascii_case("to")).then(|| {
            *self = ahead;
            self.line[start..end].trim_matches(|c| matches!(c, ' ' | '(' | '[' | ')' | ']')).to_owned()
        })
    }

    /// The cursor after a range with colons, which is a range whatever stands before it.
    fn clock_range(mut self) -> Option<Self> {
        let start = self.time()?;
        self.zone_between();
        self.to()?;
        let end = self.time()?;
        let clear = |time: Raw<'_>| time.minute.is_some() || time.half.is_some();
        (clear(start) && clear(end) || start.hour.len() == 4 && end.hour.len() == 4).then_some(self)
    }

    pub(super) fn word<T>(&mut self, meaning: impl Fn(&'a str) -> Option<T>) -> Option<T> {
        let Some(Piece::Word(word)) = self.peek() else { return None };
        let meant = meaning(word)?;
        self.next += 1;
        Some(meant)
    }

    pub(super) fn number(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<&'a str> {
        let Some(Piece::Number(number)) = self.peek() else { return None };
        let fits = digits.contains(&number.len());
        self.next += usize::from(fits);
        fits.then_some(number)
    }
}

fn named_time<'a>(word: &str) -> Option<Raw<'a>> {
    let half = match word.to_ascii_lowercase().as_str() {
        "noon" => Half::Afternoon,
        "midnight" => Half::Morning,
        _ => return None,
    };
    Some(Raw { half: Some(half), ..Raw::hour("12") })
}
