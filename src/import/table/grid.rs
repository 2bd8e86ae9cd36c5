//! Tables with a column of times and a column for each room or day, as people draw them: rewritten as one row a talk.

use super::columns::named;
use super::names::Role;
use super::records::Row;
use super::when::when;
use crate::import::kinds;
use crate::import::names::{is_clearly_a_list, is_name};
use crate::import::source_text::clean;
use crate::schedule::TalkKind;

/// How many rows below a header are looked at.
const LOOKED_AT: usize = 12;

/// The header's place among these rows, if this is such a table: a column of times, and at least two columns beside it whose
/// names say nothing but a room or a day.
pub(super) fn header(rows: &[Row]) -> Option<usize> {
    (0..rows.len()).find(|index| {
        let row = &rows[*index];
        let Some(times) = times(row) else { return false };
        let columns: Vec<usize> = heads(row, times).collect();
        let below = &rows[index + 1..rows.len().min(index + 1 + LOOKED_AT)];
        let timed =
            |row: &&Row| when(&clean(row.cell(times))).is_ok_and(|cell| cell.is_some_and(|c| c.start.is_some()));
        let crowded = |row: &&Row| columns.iter().filter(|column| !row.cell(**column).is_empty()).count() > 1;
        let told = columns.iter().all(|column| named(row.cell(*column)).is_none_or(|role| role == Role::Room));
        columns.len() > 1
            && told
            && below.iter().filter(timed).count() > 1
            && below.iter().filter(|row| timed(row) && crowded(row)).count() > 0
    })
}

/// As one row a talk, with a header.
pub(super) fn flattened(header: &Row, rows: impl Iterator<Item = Row>) -> (Row, Vec<Row>) {
    let times = times(header).unwrap_or_default();
    let heads: Vec<(usize, String)> = heads(header, times).map(|column| (column, clean(header.cell(column)))).collect();
    let is_day = |head: &str| when(head).is_ok_and(|cell| cell.is_some_and(|cell| cell.day.is_some()));
    let by_day = heads.iter().all(|(_, head)| is_day(head));
    let place = if by_day { "Date" } else { "Room" };
    let mut flat = Vec::new();
    for row in rows {
        for (column, head) in &heads {
            let mut lines = row.cell(*column).lines().map(clean).filter(|line| !line.is_empty());
            let Some(title) = lines.next() else { continue };
            let second = lines.next().unwrap_or_default();
            let is_people = is_name(&second) || is_clearly_a_list(&second);
            let (people, more) = if is_people { (second, String::new()) } else { (String::new(), second) };
            let rest: Vec<String> = std::iter::once(more).chain(lines).filter(|line| !line.is_empty()).collect();
            // A pause is everywhere, and is written in the first column alone.
            let everywhere = !by_day && kinds::of_title(&title) == TalkKind::Break;
            let head = if everywhere { "" } else { head };
            flat.push(Row::new(row.line, &[row.cell(times), head, &title, &people, &rest.join("\n")]));
        }
    }
    (Row::new(header.line, &["Time", place, "Title", "Speakers", "Abstract"]), flat)
}

/// The column of times: the first, called so or not at all.
fn times(row: &Row) -> Option<usize> {
    let first = row.cell(0);
    (first.is_empty() || named(first) == Some(Role::Start)).then_some(0)
}

fn heads(row: &Row, times: usize) -> impl Iterator<Item = usize> {
    row.cells().enumerate().filter(move |(column, cell)| *column != times && !cell.is_empty()).map(|(column, _)| column)
}
