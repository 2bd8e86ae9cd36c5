//! Times of the afternoon in tables that tell no morning from an afternoon: 11:00, 12:00, 1:30.

use super::names::Role;
use super::records::Table;
use super::rows::Timed;
use crate::import::Level;
use crate::import::report::Report;

const HOUR: u32 = 3600;
const HALF: u32 = 12 * HOUR;
/// No programme has these hours of the morning; those of the evening, from which a row may go on to 7:00.
const AFTERNOON: std::ops::Range<u32> = HOUR..7 * HOUR;
const MORNING: std::ops::Range<u32> = 9 * HOUR..13 * HOUR;
const EVENING: u32 = 17 * HOUR;

/// Where no time has AM or PM and none is past noon, yet times fall back from the morning to 1:00 to 6:00, those are meant
/// for the afternoon.
pub(super) fn read_as_afternoon(rows: &mut [Timed<'_>], table: &Table, report: &mut Report) {
    let columns = &table.columns;
    let past_noon = |row: &Timed<'_>| {
        let mut times = std::iter::once(&row.start).chain(&row.end);
        times.any(|time| time.seconds >= MORNING.end || time.seconds < HOUR || time.zone.as_deref() == Some("Z"))
    };
    let halved = |row: &Timed<'_>| [Role::Start, Role::End].iter().any(|role| says_half(columns.cell(row.row, *role)));
    if !falls_back(rows) || rows.iter().any(|row| past_noon(row) || halved(row)) {
        return;
    }
    let mut above: Option<(u32, &str)> = None;
    for row in rows {
        let room = columns.cell(row.row, Role::Room);
        let evening = above.is_some_and(|(start, above)| start >= EVENING && above == room && row.start.seconds < HALF);
        let later = AFTERNOON.contains(&row.start.seconds) || evening && row.day.is_none();
        if later {
            row.start.seconds += HALF;
        }
        let ends_later = row.end.as_mut().filter(|end| end.seconds <= row.start.seconds && end.seconds <= HALF);
        let spans = ends_later.is_some();
        if let Some(end) = ends_later {
            end.seconds += HALF;
        }
        if later || spans {
            let message = "The times of this table have no AM or PM and go back to 1:00 after noon, so they are read as the \
                           afternoon. If that is wrong, write them with AM and PM.";
            report.once(Level::Note, row.row.line, message.to_owned());
        }
        above = Some((row.start.seconds, room));
    }
}

/// Whether a time of the morning is followed by one of the afternoon on its day.
fn falls_back(rows: &[Timed<'_>]) -> bool {
    let back = |from: u32, to: u32| MORNING.contains(&from) && AFTERNOON.contains(&to);
    let within = rows.iter().any(|row| row.end.as_ref().is_some_and(|end| back(row.start.seconds, end.seconds)));
    let same_day = |above: &Timed<'_>, row: &Timed<'_>| row.day.is_none() || row.day == above.day;
    within || rows.windows(2).any(|two| same_day(&two[0], &two[1]) && back(two[0].start.seconds, two[1].start.seconds))
}

/// Whether a cell has AM or PM behind a number.
fn says_half(cell: &str) -> bool {
    let plain: String = cell.to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    let mut before = ' ';
    plain.char_indices().any(|(at, c)| {
        let found = before.is_ascii_digit() && (plain[at..].starts_with("am") || plain[at..].starts_with("pm"));
        before = c;
        found
    })
}
