//! Which year a programme means that prints none.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::report::Report;
use super::time_line::{Day, weekday_name};
use super::{Hints, Level};

/// The calendar repeats after 28 years (Gregorian exceptions aside): no weekday is missed within that span.
const SPAN: i32 = 28;

/// The years of a programme's days.
#[derive(Debug)]
pub(super) struct Years {
    /// Of the days without a year.
    year: i32,
    /// `--year`: a printed year must agree.
    demanded: Option<i32>,
    first_month: u32,
}

impl Years {
    /// Settles on a year for `days`, each with its line, and says how where it was inferred.
    pub(super) fn of(days: &[(usize, Day)], hints: &Hints, report: &mut Report) -> Self {
        let first_month = days.first().map_or(1, |(_, day)| day.month);
        let printed = days.iter().find_map(|(_, day)| day.year);
        let settled = |year| Self { year, demanded: hints.year, first_month };
        if let Some(year) = hints.year.or(printed) {
            return settled(year);
        }
        let Some((line, first)) = days.first() else {
            return settled(hints.today.year());
        };
        let fits = Fits::count(days, first_month, hints.today);
        say(&fits, *line, *first, days.iter().any(|(_, day)| day.weekday.is_some()), report);
        settled(fits.best.first().copied().unwrap_or_else(|| hints.today.year()))
    }

    /// The date of a printed day; `None` when there is none, which is then in the report.
    pub(super) fn date(&self, line: usize, day: Day, report: &mut Report) -> Option<NaiveDate> {
        if let (Some(printed), Some(demanded)) = (day.year, self.demanded)
            && printed != demanded
            && !turns_year(self.first_month, day.month, demanded, printed)
        {
            let message =
                format!("The page says {printed} here, but --year is {demanded}. Drop --year or mend the page.");
            report.once(Level::Error, line, message);
            return None;
        }
        let year = day.year.unwrap_or(self.year);
        let turned = day.year.map_or_else(|| after_new_year(self.first_month, day.month), |_| 0);
        let date =
            day.in_year(year.saturating_add(turned)).filter(|date| fits(day, *date)).or_else(|| day.in_year(year));
        let Some(date) = date else {
            let there = neighbours(year, |year| day.in_year(year).is_some());
            let message = format!(
                "There is no {} in {year}; the nearest years with that day are {there}.",
                Day { year: None, ..day }
            );
            report.once(Level::Error, line, message);
            return None;
        };
        let Some(printed) = day.weekday.filter(|printed| *printed != date.weekday()) else {
            return Some(date);
        };
        report.once(Level::Error, line, contradiction(day, printed, date));
        None
    }
}

/// The years in which most weekdays are right, nearest to today first.
struct Fits {
    best: Vec<i32>,
}

impl Fits {
    fn count(days: &[(usize, Day)], first_month: u32, today: NaiveDate) -> Self {
        let mut weights: HashMap<Day, usize> = HashMap::new();
        for (_, day) in days {
            *weights.entry(*day).or_default() += 1;
        }
        let score = |year: i32| {
            let right = weights.iter().filter(|(day, _)| {
                let turned = after_new_year(first_month, day.month);
                [turned, 0]
                    .iter()
                    .any(|turn| day.in_year(year.saturating_add(*turn)).is_some_and(|date| fits(**day, date)))
            });
            right.map(|(_, weight)| weight).sum::<usize>()
        };
        let years = today.year().saturating_sub(SPAN)..=today.year().saturating_add(SPAN);
        let scored: Vec<(usize, i32)> = years.map(|year| (score(year), year)).collect();
        let top = scored.iter().map(|(score, _)| *score).max().unwrap_or_default();
        let mut best: Vec<i32> = scored.into_iter().filter(|(score, _)| *score == top).map(|(_, year)| year).collect();
        let first = days.first().map(|(_, day)| *day);
        let away =
            |year: i32| first.and_then(|day| day.in_year(year)).map_or(i64::MAX, |date| (date - today).num_days());
        best.sort_by_key(|year| (away(*year).abs(), away(*year) < 0));
        Self { best }
    }
}

fn say(fits: &Fits, line: usize, day: Day, has_weekdays: bool, report: &mut Report) {
    let Some(year) = fits.best.first() else { return };
    if !has_weekdays {
        let message = format!(
            "The page names no year and no weekday. Taken as {year}, nearest to today; --year chooses another."
        );
        return report.warn(line, message);
    }
    let day = day.weekday.map_or_else(|| day.to_string(), |weekday| format!("{}, {day}", weekday_name(weekday)));
    let mut others: Vec<i32> = fits.best.iter().skip(1).take(3).copied().collect();
    others.sort_unstable();
    let others = match join(&others) {
        none if none.is_empty() => String::new(),
        years => format!(" The weekdays fit {years} too: choose with --year."),
    };
    report.note(
        line,
        format!(
            "The page names no year. Taken as {year}: of the years that have {day}, it is nearest to today.{others}"
        ),
    );
}

fn contradiction(day: Day, printed: Weekday, date: NaiveDate) -> String {
    let there = neighbours(date.year(), |year| day.in_year(year).is_some_and(|date| date.weekday() == printed));
    let nearest =
        (-3..=3).filter_map(|days| date.checked_add_signed(TimeDelta::days(days))).find(|d| d.weekday() == printed);
    let meant =
        nearest.map(|d| format!(" Is {} {} meant?", weekday_name(printed), d.format("%-d %B"))).unwrap_or_default();
    format!(
        "{} is a {}, not a {}.{meant} {} falls on a {} in {there}; --year chooses.",
        date.format("%-d %B %Y"),
        weekday_name(date.weekday()),
        weekday_name(printed),
        date.format("%-d %B"),
        weekday_name(printed),
    )
}

fn fits(day: Day, date: NaiveDate) -> bool {
    day.weekday.is_none_or(|weekday| weekday == date.weekday())
}

/// 1 for a January day of a programme that began in December.
fn after_new_year(first_month: u32, month: u32) -> i32 {
    i32::from(first_month > month + 6)
}

fn turns_year(first_month: u32, month: u32, from: i32, to: i32) -> bool {
    after_new_year(first_month, month) == 1 && from.checked_add(1) == Some(to)
}

/// The nearest such year before and after, as words.
fn neighbours(year: i32, wanted: impl Fn(i32) -> bool) -> String {
    let before = (1..=SPAN).map(|n| year.saturating_sub(n)).find(|year| wanted(*year));
    let after = (1..=SPAN).map(|n| year.saturating_add(n)).find(|year| wanted(*year));
    let years: Vec<i32> = before.into_iter().chain(after).collect();
    if years.is_empty() { "no year near".to_owned() } else { join(&years) }
}

fn join(years: &[i32]) -> String {
    let words: Vec<String> = years.iter().map(ToString::to_string).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}
