//! Rows to slots: when each is, before it is known in which year and zone.

use super::afternoon;
use super::days::{self, Days};
use super::ends::{end_at_the_next, length};
use super::headings::{Heading, zone_alone};
use super::names::Role;
use super::records::{Row, Table};
use super::when::{day, day_alone, when};
use crate::import::prose;
use crate::import::report::Report;
use crate::import::source_text::clean;
use crate::import::time_line::{Cell, CellDay, Clocked, Day, TimeLine};
use crate::import::{Hints, Level};

/// How long a slot is that has no end and no slot after it, in seconds.
const USUAL: u32 = 30 * 60;
const DAY: u32 = 24 * 3600;
/// After so many cells that cannot be read, the table is another one.
const MOST_UNREADABLE: usize = 30;
/// A row that goes back to before this time, from one after the other, is after midnight, in seconds.
const NIGHT: (u32, u32) = (6 * 3600, 18 * 3600);

/// A row that is a slot.
#[derive(Clone, Debug)]
pub(super) struct Slot<'a> {
    pub(super) row: &'a Row,
    /// Of the row that heads the rows below it, where the table has such rows.
    pub(super) heading: Option<Heading>,
    pub(super) time: TimeLine,
}

/// A row with what its cells say of time.
pub(super) struct Timed<'a> {
    pub(super) row: &'a Row,
    heading: Option<Heading>,
    pub(super) day: Option<CellDay>,
    pub(super) start: Clocked,
    end_day: Option<CellDay>,
    pub(super) end: Option<Clocked>,
    /// In seconds.
    length: Option<u32>,
}

/// The slots of a table, in its order; what is none is in the report.
pub(super) fn slots<'a>(table: &'a Table, hints: &Hints, report: &mut Report) -> Vec<Slot<'a>> {
    let mut timed = timed(table, report);
    afternoon::read_as_afternoon(&mut timed, table, report);
    let days: Vec<(usize, CellDay)> = timed.iter().filter_map(|slot| Some((slot.row.line, slot.day?))).collect();
    let read = Days::of(&days, hints, report);
    let demanded = days::demanded(hints);
    if demanded.is_some() && days.iter().any(|(_, day)| matches!(day, CellDay::Named(_) | CellDay::Numbered { .. })) {
        report.note(None, "The rows name their days, so --date counts only for those above the first.");
    }
    let mut slots: Vec<(Slot<'a>, bool)> = Vec::new();
    let mut day: Option<Day> = demanded;
    let mut before = 0;
    for timed in timed {
        let own = timed.day.and_then(|day| read.day(day));
        if own.is_none() && timed.start.seconds < NIGHT.0 && before >= NIGHT.1 {
            day = day.and_then(days::next);
            report.note(timed.row.line, "This row is after midnight: it is taken for the night of the day above.");
        }
        before = timed.start.seconds;
        day = own.or(day);
        if day.is_none() && timed.day.is_none() {
            let message = "The rows say at what time of day, but not on which day. Say which: --date 2025-07-18.";
            report.once(Level::Error, timed.row.line, message.to_owned());
        }
        // Any day will do after that error, so that whatever else is missing is said with it.
        let on = day.unwrap_or_else(|| days::of(hints.today));
        let end_day = timed.end_day.and_then(|day| read.day(day)).filter(|end| *end != on);
        let known = timed.end.is_some() || timed.length.is_some();
        let zone = timed.start.zone.clone();
        let end = timed.end.unwrap_or_else(|| Clocked {
            seconds: (timed.start.seconds + timed.length.unwrap_or(USUAL)) % DAY,
            zone: zone.clone(),
        });
        let end = Clocked { zone: end.zone.or(zone), ..end };
        let time = TimeLine { day: Some(on), start: timed.start, end_day, end };
        slots.push((Slot { row: timed.row, heading: timed.heading, time }, known));
    }
    end_at_the_next(slots, table, report)
}

fn timed<'a>(table: &'a Table, report: &mut Report) -> Vec<Timed<'a>> {
    let columns = &table.columns;
    let mut timed = Vec::new();
    let mut heading: Option<Heading> = None;
    let mut heading_day = table.day_above;
    let mut zone = columns.zone.clone();
    // A heading below another one says more of the same session.
    let mut headed = false;
    let mut unreadable = 0;
    for row in &table.rows {
        if unreadable >= MOST_UNREADABLE {
            let message = "So many times cannot be read that the rest is not looked at. Is it the right table, and does --map \
                           name the right columns?";
            report.error(row.line, message);
            break;
        }
        if table.is_header(row) {
            continue;
        }
        let only = row.only_cell();
        if let Some(day) = only.and_then(|cell| day_alone(&clean(cell))) {
            heading_day = Some(day);
            continue;
        }
        if is_unconfirmed(columns.cell(row, Role::Status)) {
            report.once(Level::Note, row.line, "A row that is not confirmed is left out.".to_owned());
            continue;
        }
        let said = columns.cell(row, Role::Start);
        if is_to_be_announced(&clean(said)) {
            left_out(row, table, "its time is not known yet", report);
            continue;
        }
        let alone = only.filter(|only| *only == said && !matches!(when(&clean(only)), Ok(Some(_)) | Err(_)));
        if let Some(named) = alone.and_then(|only| zone_alone(&clean(only))) {
            zone = zone.or(Some(named));
            continue;
        }
        let may_head =
            |only: &&str| columns.of_role(Role::Session).is_none() && *only == columns.cell(row, Role::Title);
        if let Some(text) = alone.or_else(|| only.filter(may_head)) {
            let message = "Taken for the heading of a session, as it has no time.";
            report.once(Level::Note, row.line, message.to_owned());
            heading = Some(Heading::of(text, heading.filter(|_| headed)));
            headed = true;
            continue;
        }
        let start = read(row, said, when, report);
        let end = read(row, columns.cell(row, Role::End), when, report);
        let date = read(row, columns.cell(row, Role::Date), day, report);
        unreadable += usize::from(start.is_none() && !said.is_empty());
        let Some(clock) = start.as_ref().and_then(|cell| cell.start.clone()) else {
            if said.is_empty() {
                left_out(row, table, "it has no time", report);
            }
            continue;
        };
        headed = false;
        let start = start.unwrap_or_default();
        let date = date.and_then(|cell| cell.day);
        // A day that is only counted says less than a date.
        let counted = |day: &CellDay| matches!(day, CellDay::Weekday(_) | CellDay::Nth(_));
        let own_day = date.filter(|day| !counted(day)).or(start.day).or(date);
        let named = Some(clean(columns.cell(row, Role::Zone))).filter(|zone| !zone.is_empty());
        let zone = clock.zone.or(named).or_else(|| zone.clone());
        let end_date = read(row, columns.cell(row, Role::EndDate), day, report);
        let until = end.as_ref().and_then(|cell| cell.start.clone()).or(start.end);
        timed.push(Timed {
            row,
            heading: heading.clone(),
            day: own_day.or_else(|| heading_day.take()),
            start: Clocked { zone, ..clock },
            end_day: end.and_then(|cell| cell.day).or_else(|| end_date?.day),
            end: until,
            length: length(columns.cell(row, Role::Duration)),
        });
    }
    timed
}

/// What a cell says of time; `None` for one that is blank, or after a warning about it.
fn read(
    row: &Row,
    cell: &str,
    as_what: impl Fn(&str) -> Result<Option<Cell>, String>,
    report: &mut Report,
) -> Option<Cell> {
    let text = clean(cell);
    if text.is_empty() {
        return None;
    }
    match as_what(&text) {
        Ok(Some(cell)) => Some(cell),
        Ok(None) => {
            let message = format!("“{text}” is no day and no time that can be read. Write it like 2025-07-18 or 9:30.");
            report.error(row.line, message);
            None
        }
        Err(problem) => {
            report.error(row.line, problem);
            None
        }
    }
}

/// Whether a row says that it is not, or not yet, in the programme.
fn is_unconfirmed(status: &str) -> bool {
    let status = status.trim().to_lowercase();
    ["draft", "unpublished", "submitted", "rejected", "declined", "pending"].contains(&status.as_str())
}

/// `TBA`, `tbd (afternoon)`.
fn is_to_be_announced(cell: &str) -> bool {
    let cell = cell.to_lowercase();
    let first = cell.split(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default().replace('.', "");
    ["tba", "tbd", "tbc"].contains(&first.as_str())
        || ["to be announced", "to be determined", "to be confirmed", "to be decided"]
            .iter()
            .any(|text| cell.starts_with(text))
}

fn left_out(row: &Row, table: &Table, why: &str, report: &mut Report) {
    let title = prose::line(table.columns.cell(row, Role::Title));
    let name = if title.is_empty() { String::new() } else { format!(": “{title}”") };
    report.warn(row.line, format!("Left out, as {why}{name}."));
}
