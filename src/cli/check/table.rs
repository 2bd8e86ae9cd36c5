//! A programme as a person checks it: local times beside UTC, so that a wrong zone is seen at once.

use std::io::{self, BufWriter, IsTerminal, Write};

use chrono_tz::Tz;
use comfy_table::{ContentArrangement, Table, presets};

use crate::schedule::{Schedule, Session, Talk};

/// Width where a terminal does not tell its own, in columns.
const USUAL_WIDTH: u16 = 80;

pub(super) fn print(schedule: &Schedule) -> io::Result<()> {
    let stdout = io::stdout();
    let width = stdout.is_terminal().then(terminal_width);
    let mut out = BufWriter::new(stdout.lock());
    writeln!(out, "{} ({})", schedule.title, schedule.time_zone)?;
    for session in &schedule.sessions {
        writeln!(out)?;
        if schedule.sessions.len() > 1 {
            writeln!(out, "{}", session.title)?;
        }
        write_about(&mut out, session)?;
        writeln!(out, "{}", table(session, schedule.time_zone, width).trim_fmt())?;
    }
    writeln!(out)?;
    out.flush()
}

fn write_about(out: &mut impl Write, session: &Session) -> io::Result<()> {
    if !session.moderators.is_empty() {
        let label = if session.moderators.len() == 1 { "Moderator" } else { "Moderators" };
        writeln!(out, "{label}: {}", session.moderators.join(", "))?;
    }
    session.room.as_ref().map_or(Ok(()), |room| writeln!(out, "Room: {room}"))
}

fn table(session: &Session, time_zone: Tz, width: Option<u16>) -> Table {
    let mut table = Table::new();
    match width {
        Some(width) => {
            table.load_style(presets::UTF8_HORIZONTAL_ONLY);
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        None => {
            table.load_style(presets::NOTHING);
        }
    }
    table.set_header(["Local time", "UTC", "Kind", "Title", "Speakers"]);
    for talk in &session.talks {
        table.add_row(row(talk, time_zone));
    }
    table
}

fn row(talk: &Talk, time_zone: Tz) -> [String; 5] {
    let local = |instant: chrono::DateTime<chrono::Utc>| instant.with_timezone(&time_zone);
    let (start, end) = (local(talk.start), local(talk.end));
    let last = if start.date_naive() == end.date_naive() { end.format("%H:%M %Z") } else { end.format("%a %H:%M %Z") };
    [
        format!("{}–{last}", start.format("%a %-d %b %Y %H:%M")),
        talk.start.format("%a %-d %H:%M").to_string(),
        talk.kind.key().replace("qa", "Q&A"),
        talk.title.clone(),
        talk.speakers.join(", "),
    ]
}

#[cfg(unix)]
fn terminal_width() -> u16 {
    rustix::termios::tcgetwinsize(io::stdout())
        .map_or(USUAL_WIDTH, |size| if size.ws_col == 0 { USUAL_WIDTH } else { size.ws_col })
}

#[cfg(not(unix))]
fn terminal_width() -> u16 {
    USUAL_WIDTH
}
