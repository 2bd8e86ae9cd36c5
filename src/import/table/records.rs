//! Text to records, whatever parts the cells and whatever stands above the header.

use std::borrow::Cow;

use super::columns::{Columns, Recognised, recognised};
use super::grid;
use super::when::day_alone;
use crate::import::Hints;
use crate::import::report::Report;
use crate::import::source_text::{clean, count};
use crate::import::time_line::CellDay;

/// What may part cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How much of a text the delimiter and the header are looked for in, in bytes and in records: Whova's template has
/// twenty lines of advice above its header.
const HEAD: usize = 64 * 1024;
const ABOVE_HEADER: usize = 60;
/// Most cells and lines: a programme of 10,000 talks has under half of these.
const MOST_CELLS: usize = 600_000;
const MOST_LINES: usize = 300_000;

/// Most rows: the largest conferences have some 5,000 papers.
const MOST_ROWS: usize = 30_000;

/// What is said of a table that holds more.
pub(in crate::import) const TOO_LARGE: &str =
    "This table holds more cells than any programme has. Is it the right file?";

/// A table with the meaning of its columns.
pub(super) struct Table {
    pub(super) columns: Columns,
    /// Below the header, without those that are blank.
    pub(super) rows: Vec<Row>,
    /// Of a row above the header that says nothing but a day.
    pub(super) day_above: Option<CellDay>,
    header: Row,
}

/// A record with its place in the text.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// 1-based.
    pub(super) line: usize,
    cells: csv::StringRecord,
}

impl Row {
    pub(super) fn new(line: usize, cells: &[&str]) -> Self {
        Self { line, cells: cells.iter().collect() }
    }

    /// A cell as it stands, without blanks around it; empty where the row is too short.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(str::trim)
    }

    /// The only cell that holds anything.
    pub(super) fn only_cell(&self) -> Option<&str> {
        let mut filled = self.cells().filter(|cell| !cell.is_empty());
        filled.next().filter(|_| filled.next().is_none())
    }
}

impl Table {
    /// `None` after an error that says what is missing.
    pub(super) fn read(text: &str, hints: &Hints, report: &mut Report) -> Option<Self> {
        let delimiter = delimiter(&plain_ends(head(text)), hints);
        if is_too_large(text, delimiter) {
            report.error(None, TOO_LARGE);
            return None;
        }
        let text = plain_ends(text);
        let mut rows = records(&text, delimiter).peekable();
        let mut above = Vec::new();
        while let Some(row) = rows.next_if(|_| above.len() < ABOVE_HEADER) {
            above.push(row);
        }
        if let Some(at) = grid_header(&above, hints) {
            let below = above.split_off(at + 1);
            let (header, rows) = grid::flattened(&above[at], below.into_iter().chain(rows));
            report.note(header.line, grid::what_it_is(&above[at]));
            let columns = Columns::of(&header, &rows, hints, report)?;
            return Some(Self { columns, rows, day_above: day_above(&above[..at]), header });
        }
        let Some(header) = header(&above, hints) else {
            report.error(above.first().map(|row| row.line), no_header(&above));
            return None;
        };
        let rows: Vec<Row> = above.split_off(header + 1).into_iter().chain(rows).collect();
        if rows.len() > MOST_ROWS {
            report.error(None, TOO_LARGE);
            return None;
        }
        let columns = Columns::of(&above[header], &rows, hints, report)?;
        let width = above[header].cells.len();
        for row in rows.iter().filter(|row| row.cells().skip(width).any(|cell| !cell.is_empty())) {
            let message = "This row has more cells than the header has columns; what stands beyond is left out. A cell that \
                           holds the delimiter must stand in quotes.";
            report.once(crate::import::Level::Warning, row.line, message.to_owned());
        }
        Some(Self { columns, rows, day_above: day_above(&above[..header]), header: above.swap_remove(header) })
    }

    /// Whether a row says the names of the columns once more.
    pub(super) fn is_header(&self, row: &Row) -> bool {
        row.cells.len() == self.header.cells.len() && row.cells().eq(self.header.cells())
    }
}

/// The day that the last of some rows says which say nothing else.
fn day_above(rows: &[Row]) -> Option<CellDay> {
    rows.iter().rev().find_map(|row| day_alone(&clean(row.only_cell()?)))
}

/// Whether a table holds more than any programme has, before anything is made of it.
pub(in crate::import) fn is_too_large(text: &str, delimiter: u8) -> bool {
    count(text, delimiter) > MOST_CELLS || count(text, b'\n').max(count(text, b'\r')) > MOST_LINES
}

/// With line feeds at the ends of its lines, whatever stood there.
fn plain_ends(text: &str) -> Cow<'_, str> {
    if count(text, b'\r') == 0 {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Whether the text has a header that names a programme's columns.
pub(in crate::import) fn is_table(text: &str, hints: &Hints) -> bool {
    let head = plain_ends(head(text));
    let found = |delimiter: &u8| {
        let rows: Vec<Row> = records(&head, *delimiter).take(ABOVE_HEADER).collect();
        let known = rows.iter().filter(|row| row.cells.len() > 1).map(|row| recognised(row, hints)).max();
        known.is_some_and(Recognised::is_a_programme) || grid_header(&rows, hints).is_some() || is_even(&rows)
    };
    DELIMITERS.iter().any(found)
}

/// Whether rows have as many cells as each other, and more than commas make of prose: whatever its header is called, that is
/// a table.
fn is_even(rows: &[Row]) -> bool {
    let width = rows.first().map_or(0, |row| row.cells.len());
    rows.len() > 2 && width > 2 && rows.iter().take(20).all(|row| row.cells.len() == width)
}

/// The one by which most columns have names that are known, else the one that makes most cells.
fn delimiter(head: &str, hints: &Hints) -> u8 {
    let score = |delimiter: &u8| {
        let rows: Vec<Row> = records(head, *delimiter).take(ABOVE_HEADER).collect();
        let known = rows.iter().map(|row| recognised(row, hints)).max();
        let is_grid = grid_header(&rows, hints).is_some();
        (is_grid, known, rows.iter().map(|row| row.cells.len()).sum::<usize>())
    };
    let best = DELIMITERS.iter().rev().max_by_key(|delimiter| score(delimiter));
    best.copied().unwrap_or(b',')
}

/// Whichever row has most columns whose names are known; the first of several.
fn header(rows: &[Row], hints: &Hints) -> Option<usize> {
    let known = |row: &Row| recognised(row, hints);
    let best = (0..rows.len()).rev().max_by_key(|index| known(&rows[*index]))?;
    // One name alone will do to say what is missing.
    let one = || (0..rows.len()).find(|index| rows[*index].cells.len() > 1 && known(&rows[*index]).needs_one());
    if known(&rows[best]).is_anything() { Some(best) } else { one() }
}

/// The header of a table of rooms or days; what has columns that are known is none.
fn grid_header(rows: &[Row], hints: &Hints) -> Option<usize> {
    let known = rows.iter().any(|row| row.cells.len() > 1 && recognised(row, hints).is_a_programme());
    if known || !hints.columns.is_empty() { None } else { grid::header(rows) }
}

fn no_header(rows: &[Row]) -> String {
    let first = rows.first().map(|row| row.cells().take(6).collect::<Vec<_>>().join(" | ")).unwrap_or_default();
    format!(
        "No row names the columns. Put a row above all others that does, such as title,start,end,speakers. The first row is: \
         {first}"
    )
}

/// The records with their lines; blank ones are passed over.
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = Row> + '_ {
    let reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut lines = Lines { text, at: 0, line: 1 };
    // A record can fail only for bytes that are no UTF-8, of which there are none.
    let records = reader.into_records().filter_map(Result::ok);
    // Below its header a table of Markdown has a rule.
    let holds_words = |cell: &str| cell.chars().any(|c| !matches!(c, '-' | ':') && !c.is_whitespace());
    records.filter(move |cells| cells.iter().any(holds_words)).map(move |cells| {
        let at = cells.position().map_or(0, csv::Position::byte);
        Row { line: lines.of(usize::try_from(at).unwrap_or(usize::MAX)), cells }
    })
}

/// Counts lines forward: a record's place may be that of the blank lines above it.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let content = (at..bytes.len()).find(|index| bytes[*index] != b'\n').unwrap_or(bytes.len());
        self.line += self.text[self.at.min(content)..content].matches('\n').count();
        self.at = content;
        self.line
    }
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
