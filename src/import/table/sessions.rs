//! Slots to sessions: by their column, by the rows that head them, else by day and room.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::names::Role;
use super::records::{Row, Table};
use super::rows::Slot;
use crate::import::assemble::{DraftSession, DraftTalk};
use crate::import::fields;
use crate::import::grouping::{day_of, day_title, with_one_room};
use crate::import::kinds::kind;
use crate::import::names::people;
use crate::import::report::{Place, Report};
use crate::import::source_text::clean;
use crate::import::timing::Timing;

/// What makes slots one session.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Group {
    /// One title, one day.
    Titled(String, NaiveDate),
    /// Rows that Whova calls parts of the row with this line.
    Parts(usize),
    /// All else of a day, in one track or room.
    Day(NaiveDate, String),
}

pub(super) fn sessions(table: &Table, slots: &[Slot<'_>], timing: &Timing, report: &mut Report) -> Vec<DraftSession> {
    let mut order: Vec<Group> = Vec::new();
    let mut drafts: HashMap<Group, DraftSession> = HashMap::new();
    let several_days = days(slots, timing).len() > 1;
    let wholes = wholes(table, slots);
    let filled_down = is_filled_down(table, slots);
    let mut carried = "";
    for (index, slot) in slots.iter().enumerate() {
        let Some(span) = timing.span(slot.row.line, &slot.time, report) else { continue };
        let day = day_of(span.start, timing.time_zone());
        let cell = table.columns.cell(slot.row, Role::Session);
        carried = if cell.is_empty() && filled_down { carried } else { cell };
        let title = if carried.is_empty() { slot.heading.unwrap_or_default() } else { carried };
        let group = match wholes[index] {
            Some(whole) if whole == index => continue,
            Some(whole) => Group::Parts(slots[whole].row.line),
            None if title.is_empty() => Group::Day(day, place_of(table, slot.row)),
            None => Group::Titled(clean(title), day),
        };
        let Some(talk) = talk(table, slot, span.start, span.end, report) else { continue };
        let whole = wholes[index].map(|whole| slots[whole].row);
        let draft = drafts.entry(group.clone()).or_insert_with(|| {
            order.push(group.clone());
            session(table, &group, (slot.row, whole), several_days, report)
        });
        for name in people(&clean(table.columns.cell(slot.row, Role::Moderators))) {
            if !draft.moderators.contains(&name) {
                draft.moderators.push(name);
            }
        }
        draft.talks.push(talk);
    }
    order.iter().filter_map(|group| drafts.remove(group)).map(with_one_room).collect()
}

fn session(
    table: &Table,
    group: &Group,
    (row, whole): (&Row, Option<&Row>),
    several_days: bool,
    report: &mut Report,
) -> DraftSession {
    let columns = &table.columns;
    let text = |row: &Row, role| Some(clean(columns.cell(row, role))).filter(|text| !text.is_empty());
    let title = match group {
        Group::Titled(title, _) => title.clone(),
        Group::Parts(_) => whole.and_then(|row| text(row, Role::Title)).unwrap_or_else(|| "Session".to_owned()),
        Group::Day(day, place) => day_title(Some(place.as_str()).filter(|place| !place.is_empty()), *day, several_days),
    };
    let moderators = whole.map(|row| people(&clean(columns.cell(row, Role::Moderators)))).unwrap_or_default();
    DraftSession {
        place: Place::from(whole.unwrap_or(row).line),
        title,
        moderators,
        summary: whole.and_then(|row| summary(table, row, report)),
        room: None,
        track: text(row, Role::Track),
        talks: Vec::new(),
    }
}

fn talk(
    table: &Table,
    slot: &Slot<'_>,
    start: chrono::DateTime<chrono::Utc>,
    end: chrono::DateTime<chrono::Utc>,
    report: &mut Report,
) -> Option<DraftTalk> {
    let columns = &table.columns;
    let cell = |role| clean(columns.cell(slot.row, role));
    let title = cell(Role::Title);
    if title.is_empty() {
        report.error(slot.row.line, "This row has a time but no title. Give it one, or empty the row.");
        return None;
    }
    let speakers = Some(cell(Role::Speakers)).filter(|names| !names.is_empty()).unwrap_or_else(|| cell(Role::Authors));
    Some(DraftTalk {
        place: Place::from(slot.row.line),
        id: Some(cell(Role::Id)).filter(|id| !id.is_empty()),
        kind: kind(Some(&cell(Role::Kind)), &title),
        title,
        speakers: people(&speakers),
        summary: summary(table, slot.row, report),
        room: Some(cell(Role::Room)).filter(|room| !room.is_empty()),
        cancelled: is_cancelled(&cell(Role::Status)),
        start,
        end,
    })
}

fn summary(table: &Table, row: &Row, report: &mut Report) -> Option<String> {
    fields::summary(table.columns.cell(row, Role::Abstract), row.line, report)
}

/// A column that is called *cancelled* says yes or no.
fn is_cancelled(status: &str) -> bool {
    let status = status.to_lowercase();
    ["cancel", "withdrawn", "abgesagt"].iter().any(|word| status.starts_with(word))
        || ["yes", "true", "x", "1"].contains(&status.as_str())
}

/// Where a slot is that is in no session: its track, else its room.
fn place_of(table: &Table, row: &Row) -> String {
    let track = clean(table.columns.cell(row, Role::Track));
    if track.is_empty() { clean(table.columns.cell(row, Role::Room)) } else { track }
}

/// For each slot the slot that it is a part of: itself, where it has parts.
fn wholes(table: &Table, slots: &[Slot<'_>]) -> Vec<Option<usize>> {
    let is_part = |slot: &Slot<'_>| clean(table.columns.cell(slot.row, Role::Part)).to_lowercase().starts_with("sub");
    let mut wholes = vec![None; slots.len()];
    let mut whole = None;
    for (index, slot) in slots.iter().enumerate() {
        if !is_part(slot) {
            whole = Some(index);
        } else if let Some(whole) = whole {
            wholes[whole] = Some(whole);
            wholes[index] = Some(whole);
        }
    }
    wholes
}

/// Whether the session is written only in the first of its rows, as in a spreadsheet with merged cells.
fn is_filled_down(table: &Table, slots: &[Slot<'_>]) -> bool {
    let blank = slots.iter().filter(|slot| table.columns.cell(slot.row, Role::Session).is_empty()).count();
    blank * 2 > slots.len() && blank < slots.len()
}

fn days(slots: &[Slot<'_>], timing: &Timing) -> std::collections::BTreeSet<NaiveDate> {
    let mut unsaid = Report::default();
    let spans = slots.iter().filter_map(|slot| timing.span(slot.row.line, &slot.time, &mut unsaid));
    spans.map(|span| day_of(span.start, timing.time_zone())).collect()
}
