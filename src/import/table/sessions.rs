//! Slots to sessions: by their column, by the rows that head them, else by day and room.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::names::Role;
use super::records::{Row, Table};
use super::rows::Slot;
use crate::import::assemble::{DraftSession, DraftTalk};
use crate::import::fields;
use crate::import::grouping::{day_of, day_title, with_one_room};
use crate::import::kinds::kind;
use crate::import::names::labelled;
use crate::import::report::{Place, Report};
use crate::import::source_text::clean;
use crate::import::timing::Timing;
use crate::import::{Level, prose};

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
    let mut known = Known::default();
    for (index, slot) in slots.iter().enumerate() {
        let Some(span) = timing.span(slot.row.line, &slot.time, report) else { continue };
        let day = day_of(span.start, timing.time_zone());
        let cell = table.columns.cell(slot.row, Role::Session);
        carried = if cell.is_empty() && filled_down { carried } else { cell };
        let heading = slot.heading.as_ref();
        let title = if carried.is_empty() { heading.map_or("", |heading| &heading.title) } else { carried };
        let group = match wholes[index] {
            Some(whole) if whole == index => continue,
            Some(whole) => Group::Parts(slots[whole].row.line),
            None if title.is_empty() => Group::Day(day, place_of(table, slot.row)),
            None => Group::Titled(line(title), day),
        };
        let Some(talk) = talk(table, slot, span.start, span.end, report) else { continue };
        let whole = wholes[index].map(|whole| slots[whole].row);
        let draft = drafts.entry(group.clone()).or_insert_with(|| {
            order.push(group.clone());
            session(table, &group, (slot.row, whole), several_days, report)
        });
        let led = heading.filter(|_| carried.is_empty()).map(|heading| heading.moderators.clone()).unwrap_or_default();
        for name in moderators(table, slot.row).into_iter().chain(led) {
            if !draft.moderators.contains(&name) {
                draft.moderators.push(name);
            }
        }
        match known.before(&group, &talk, draft.talks.len()) {
            Some(before) => also_by(&mut draft.talks[before], talk, report),
            None => draft.talks.push(talk),
        }
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
    let text = |row: &Row, role| Some(line(columns.cell(row, role))).filter(|text| !text.is_empty());
    let title = match group {
        Group::Titled(title, _) => title.clone(),
        Group::Parts(_) => whole.and_then(|row| text(row, Role::Title)).unwrap_or_else(|| "Session".to_owned()),
        Group::Day(day, place) => day_title(Some(place.as_str()).filter(|place| !place.is_empty()), *day, several_days),
    };
    let moderators = whole.map(|row| moderators(table, row)).unwrap_or_default();
    if let Some(whole) = whole.filter(|row| !columns.cell(row, Role::Speakers).is_empty()) {
        let message = "This session has talks of its own, so its own speakers are left out. If they lead it, put them in the \
                       column of its moderators.";
        report.once(Level::Warning, whole.line, message.to_owned());
    }
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
    start: DateTime<Utc>,
    end: DateTime<Utc>,
    report: &mut Report,
) -> Option<DraftTalk> {
    let columns = &table.columns;
    let cell = |role| line(columns.cell(slot.row, role));
    let speakers = people(&columns.speakers(slot.row));
    let title = [cell(Role::Title), without_colon(cell(Role::Kind))];
    let title = title.into_iter().find(|title| !title.is_empty());
    let title = title.or_else(|| {
        let title = (!speakers.is_empty()).then(|| format!("Talk by {}", speakers.join(", ")))?;
        report.warn(slot.row.line, format!("This row has no title. It is called “{title}” until you give it one."));
        Some(title)
    });
    let Some(title) = title else {
        report.warn(
            slot.row.line,
            "Left out, as it has a time but no title. Give it one if it belongs to the programme.",
        );
        return None;
    };
    Some(DraftTalk {
        place: Place::from(slot.row.line),
        id: Some(cell(Role::Id)).filter(|id| !id.is_empty()),
        kind: kind(Some(&cell(Role::Kind)), &title),
        title,
        speakers,
        summary: summary(table, slot.row, report),
        room: Some(cell(Role::Room)).filter(|room| !room.is_empty()),
        cancelled: is_cancelled(&cell(Role::Status)),
        start,
        end,
    })
}

/// `Invited Talk:` is what stands in front of a title.
fn without_colon(kind: String) -> String {
    match kind.strip_suffix(':') {
        Some(bare) if !bare.contains(':') => bare.trim_end().to_owned(),
        _ => kind,
    }
}

/// On one line, without markup.
fn line(cell: &str) -> String {
    clean(&prose::line(cell))
}

/// The people in a cell, who may stand on lines of their own.
fn people(cell: &str) -> Vec<String> {
    let broken = ["<br>", "<br/>", "<br />", "\n"].iter().fold(cell.to_owned(), |cell, end| cell.replace(end, ";"));
    labelled(&line(&broken))
}

fn moderators(table: &Table, row: &Row) -> Vec<String> {
    table.columns.moderators(row).flat_map(people).collect()
}

/// Speakers of one talk: none has more, and each is held against all before it.
const MOST_SPEAKERS: usize = 500;

/// What makes two rows one talk: its session and start, its title, and its id or else its room and end.
type Same = (Group, DateTime<Utc>, String, Result<String, (Option<String>, DateTime<Utc>)>);

/// The talks so far.
#[derive(Default)]
struct Known(HashMap<Same, usize>);

impl Known {
    /// The place in its session of the talk that this one is too: some tables have a row for each speaker. Else it will have
    /// `place`.
    fn before(&mut self, group: &Group, talk: &DraftTalk, place: usize) -> Option<usize> {
        let which = talk.id.clone().ok_or_else(|| (talk.room.clone(), talk.end));
        let before = *self.0.entry((group.clone(), talk.start, talk.title.clone(), which)).or_insert(place);
        (before < place).then_some(before)
    }
}

fn also_by(talk: &mut DraftTalk, other: DraftTalk, report: &mut Report) {
    let message = "Rows with one title, time and room are one talk, with the speakers of all of them.";
    report.once(Level::Note, &other.place, message.to_owned());
    for name in other.speakers {
        if talk.speakers.len() < MOST_SPEAKERS && !talk.speakers.contains(&name) {
            talk.speakers.push(name);
        }
    }
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
    let track = line(table.columns.cell(row, Role::Track));
    if track.is_empty() { line(table.columns.cell(row, Role::Room)) } else { track }
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
