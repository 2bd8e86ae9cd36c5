//! Tables with a column of times and a column for each room or day, as people draw them: rewritten as one row a talk.

use super::columns::named;
use super::names::Role;
use super::records::Row;
use super::spelling::normalised;
use super::when::{day_alone, when};
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
        let may_be_rooms = columns.iter().all(|column| may_be_a_room(row.cell(*column)));
        // Above the header of such a table stands no slot: that would be lost.
        let first = !rows[..*index].iter().any(|row| timed(&row));
        columns.len() > 1
            && may_be_rooms
            && first
            && below.iter().filter(timed).count() > 1
            && below.iter().filter(|row| timed(row) && crowded(row)).count() > 0
    })
}

/// What columns of other tables are called, alone or at the beginning: `title_english`, `Notebook`.
const NO_ROOMS: [&str; 28] = [
    "title",
    "titles",
    "titel",
    "body",
    "text",
    "description",
    "desc",
    "abstract",
    "name",
    "names",
    "speaker",
    "speakers",
    "notes",
    "note",
    "notebook",
    "comment",
    "comments",
    "link",
    "links",
    "url",
    "id",
    "type",
    "wer",
    "wo",
    "was",
    "slides",
    "video",
    "email",
];
/// Of the names that say where, those that a room may have.
const ROOMS: [&str; 5] = ["hall", "stage", "saal", "aula", "devroom"];

/// Whether a column's name says nothing but a room or a day.
fn may_be_a_room(head: &str) -> bool {
    let plain = normalised(head);
    let generic = plain.split(' ').next().is_some_and(|word| NO_ROOMS.contains(&word));
    let told = named(head).is_some_and(|role| role != Role::Room || !ROOMS.contains(&plain.as_str()));
    !generic && !told
}

/// What is said of such a table.
pub(super) fn what_it_is(header: &Row) -> String {
    let times = times(header).unwrap_or_default();
    let heads: Vec<String> = heads(header, times).map(|column| clean(header.cell(column))).collect();
    let what = if heads.iter().all(|head| day_alone(head).is_some()) { "days" } else { "rooms" };
    let first = heads.first().cloned().unwrap_or_default();
    let listed: Vec<String> = heads.iter().take(30).map(|head| format!("“{head}”")).collect();
    format!(
        "The columns of this table are taken for {what}, with a talk in each cell: {}. If one of them holds the titles, say \
         so: --map title=\"{first}\".",
        listed.join(", ")
    )
}

/// As one row a talk, with a header.
pub(super) fn flattened(header: &Row, rows: impl Iterator<Item = Row>) -> (Row, Vec<Row>) {
    let times = times(header).unwrap_or_default();
    let heads: Vec<(usize, String)> = heads(header, times).map(|column| (column, clean(header.cell(column)))).collect();
    let by_day = heads.iter().all(|(_, head)| day_alone(head).is_some());
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
