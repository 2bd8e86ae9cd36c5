//! Rows to slots: when each is, before it is known in which year and zone.

use super::days::{self, Order};
use super::names::Role;
use super::records::{Row, Table};
use super::when::when;
use crate::import::report::Report;
use crate::import::source_text::clean;
use crate::import::time_line::{self, Cell, CellDay, Clocked, Day, TimeLine};
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
    pub(super) heading: Option<&'a str>,
    pub(super) time: TimeLine,
}

/// A row with what its cells say of time.
struct Timed<'a> {
    row: &'a Row,
    heading: Option<&'a str>,
    day: Option<CellDay>,
    start: Clocked,
    end_day: Option<CellDay>,
    end: Option<Clocked>,
    /// In seconds.
    length: Option<u32>,
}

/// The slots of a table, in its order; what is none is in the report.
pub(super) fn slots<'a>(table: &'a Table, hints: &Hints, report: &mut Report) -> Vec<Slot<'a>> {
    let timed = timed(table, report);
    let days: Vec<(usize, CellDay)> = timed.iter().filter_map(|slot| Some((slot.row.line, slot.day?))).collect();
    let order = Order::of(&days, report);
    let demanded = days::demanded(hints);
    if demanded.is_some() && !days.is_empty() {
        report.note(None, "The rows name their days, so --date counts only for those above the first.");
    }
    let mut slots: Vec<(Slot<'a>, bool)> = Vec::new();
    let mut day: Option<Day> = demanded;
    let mut before = 0;
    for timed in timed {
        let own = timed.day.map(|day| order.day(day));
        if own.is_none() && timed.start.seconds < NIGHT.0 && before >= NIGHT.1 {
            day = day.and_then(days::next);
            report.note(timed.row.line, "This row is after midnight: it is taken for the night of the day above.");
        }
        before = timed.start.seconds;
        day = own.or(day);
        if day.is_none() {
            let message = "The rows say at what time of day, but not on which day. Say which: --date 2025-07-18.";
            report.once(Level::Error, timed.row.line, message.to_owned());
        }
        // Any day will do after that error, so that whatever else is missing is said with it.
        let on = day.unwrap_or_else(|| days::of(hints.today));
        let end_day = timed.end_day.map(|day| order.day(day)).filter(|end| *end != on);
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
    let (mut heading, mut heading_day) = (None, None);
    let mut unreadable = 0;
    for row in &table.rows {
        if unreadable >= MOST_UNREADABLE {
            let message = "So many times cannot be read that the rest is not looked at. Is it the right table, and does --map \
                           name the right columns?";
            report.error(row.line, message);
            break;
        }
        let only = row.only_cell();
        if let Some(Cell { day: Some(day), start: None, .. }) =
            only.and_then(|cell| time_line::cell(cell).ok().flatten())
        {
            heading_day = Some(day);
            continue;
        }
        if is_unconfirmed(columns.cell(row, Role::Status)) {
            report.once(Level::Note, row.line, "A row that is not confirmed is left out.".to_owned());
            continue;
        }
        let start = read(row, columns.cell(row, Role::Start), report);
        let end = read(row, columns.cell(row, Role::End), report);
        let date = read(row, columns.cell(row, Role::Date), report);
        unreadable += usize::from(start.is_none() && !columns.cell(row, Role::Start).is_empty());
        let Some(clock) = start.as_ref().and_then(|cell| cell.start.clone()) else {
            match only.filter(|_| columns.of_role(Role::Session).is_none()) {
                Some(title) if title == columns.cell(row, Role::Title) => {
                    report.once(
                        Level::Note,
                        row.line,
                        "Taken for the heading of a session, as it has no time.".to_owned(),
                    );
                    heading = Some(title);
                }
                _ => left_out(row, table, report),
            }
            continue;
        };
        let start = start.unwrap_or_default();
        let own_day = date.as_ref().and_then(|cell| cell.day).or(start.day);
        let named = Some(clean(columns.cell(row, Role::Zone))).filter(|zone| !zone.is_empty());
        let zone = clock.zone.or(named).or_else(|| columns.zone.clone());
        let end_date = read(row, columns.cell(row, Role::EndDate), report);
        let until = end.as_ref().and_then(|cell| cell.start.clone()).or(start.end);
        timed.push(Timed {
            row,
            heading,
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
fn read(row: &Row, cell: &str, report: &mut Report) -> Option<Cell> {
    let text = clean(cell);
    if text.is_empty() {
        return None;
    }
    match when(&text) {
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

fn left_out(row: &Row, table: &Table, report: &mut Report) {
    let columns = &table.columns;
    let said = !columns.cell(row, Role::Start).is_empty();
    if said {
        return;
    }
    let title = clean(columns.cell(row, Role::Title));
    let name = if title.is_empty() { String::new() } else { format!(": “{title}”") };
    report.warn(row.line, format!("Left out, as it has no time{name}."));
}

/// `30`, `30 min`, `1:30`, `1h30`: seconds.
fn length(cell: &str) -> Option<u32> {
    let text = clean(cell).to_lowercase();
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let first: u32 = numbers.next()?.parse().ok()?;
    let second: u32 = numbers.next().and_then(|number| number.parse().ok()).unwrap_or_default();
    let hours = text.contains(':') || text.contains('h') || text.contains("std");
    let minutes = if hours { first.checked_mul(60)?.checked_add(second)? } else { first };
    (1..24 * 60).contains(&minutes).then_some(minutes * 60)
}

/// A slot without an end lasts until the next one starts on its day, in its room or in none.
fn end_at_the_next<'a>(slots: Vec<(Slot<'a>, bool)>, table: &Table, report: &mut Report) -> Vec<Slot<'a>> {
    let room = |slot: &Slot<'_>| clean(table.columns.cell(slot.row, Role::Room));
    let mut starts: std::collections::BTreeMap<(String, String), Vec<u32>> = std::collections::BTreeMap::new();
    let key = |day: Option<Day>, room: String| (format!("{day:?}"), room);
    let open = slots.iter().any(|(_, known)| !known);
    for (slot, _) in slots.iter().filter(|_| open) {
        starts.entry(key(slot.time.day, room(slot))).or_default().push(slot.time.start.seconds);
        starts.entry(key(slot.time.day, "*".to_owned())).or_default().push(slot.time.start.seconds);
    }
    for times in starts.values_mut() {
        times.sort_unstable();
    }
    let after = |day: Option<Day>, room: &str, seconds: u32| {
        let times = starts.get(&key(day, room.to_owned()))?;
        times.get(times.partition_point(|start| *start <= seconds)).copied()
    };
    slots
        .into_iter()
        .map(|(mut slot, known)| {
            if known {
                return slot;
            }
            let (day, from, room) = (slot.time.day, slot.time.start.seconds, room(&slot));
            // What is in no room, such as a break, ends with whatever comes next; what is in one is ended by a break too.
            let next = match room.as_str() {
                "" => after(day, "*", from),
                room => after(day, room, from).into_iter().chain(after(day, "", from)).min(),
            };
            let message = if let Some(next) = next {
                slot.time.end.seconds = next;
                "This row has no end: it lasts until the next one starts."
            } else {
                "This row has no end and nothing follows it: it is taken for 30 minutes. Give it an end if that is wrong."
            };
            report.once(Level::Note, slot.row.line, message.to_owned());
            slot
        })
        .collect()
}
