//! Tables: CSV and TSV, from Whova or of any columns.

mod afternoon;
mod columns;
mod days;
mod ends;
mod grid;
mod headings;
mod known_names;
mod names;
mod records;
mod rows;
mod sessions;
mod spelling;
mod when;

pub(super) use records::{TOO_LARGE, is_table, is_too_large};

use super::Hints;
use super::assemble::schedule;
use super::report::Report;
use super::time_line::TimeLine;
use super::timing::Timing;
use crate::schedule::Schedule;
use records::Table;

/// Reads a table.
pub(super) fn import(text: &str, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let table = Table::read(text, hints, report)?;
    let slots = rows::slots(&table, hints, report);
    if slots.is_empty() {
        report.error(None, "No row with a time was found below the header. Is it the right table?");
        return None;
    }
    let times: Vec<(usize, &TimeLine)> = slots.iter().map(|slot| (slot.row.line, &slot.time)).collect();
    let timing = Timing::of(&times, hints, report);
    let sessions = sessions::sessions(&table, &slots, &timing, report);
    schedule(None, timing.time_zone(), sessions, report)
}
