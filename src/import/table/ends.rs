//! How long a row lasts: by its length, or until the next one starts.

use super::names::Role;
use super::records::Table;
use super::rows::Slot;
use crate::import::Level;
use crate::import::report::Report;
use crate::import::source_text::clean;
use crate::import::time_line::Day;

/// `30`, `30 min`, `1:30`, `1h30`: seconds.
pub(super) fn length(cell: &str) -> Option<u32> {
    let text = clean(cell).to_lowercase();
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let first: u32 = numbers.next()?.parse().ok()?;
    let second: u32 = numbers.next().and_then(|number| number.parse().ok()).unwrap_or_default();
    let hours = text.contains(':') || text.contains('h') || text.contains("std");
    let minutes = if hours { first.checked_mul(60)?.checked_add(second)? } else { first };
    (1..24 * 60).contains(&minutes).then_some(minutes * 60)
}

/// A slot without an end lasts until the next one starts on its day, in its room or in none.
pub(super) fn end_at_the_next<'a>(slots: Vec<(Slot<'a>, bool)>, table: &Table, report: &mut Report) -> Vec<Slot<'a>> {
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
