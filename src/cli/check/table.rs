//! A programme as a person checks it: local times beside UTC, so that a wrong zone is seen at once.

use std::io::{self, BufWriter, Write};

use chrono_tz::Tz;
use comfy_table::Table;

use crate::cli::tables;
use crate::schedule::{Schedule, Session, Talk};

pub(super) fn print(schedule: &Schedule) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{} ({})", schedule.title, schedule.time_zone)?;
    for session in &schedule.sessions {
        writeln!(out)?;
        if schedule.sessions.len() > 1 {
            writeln!(out, "{}", session.title)?;
        }
        write_about(&mut out, session)?;
        writeln!(out, "{}", table(session, schedule.time_zone).trim_fmt())?;
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

fn table(session: &Session, time_zone: Tz) -> Table {
    let mut table = tables::table();
    table.set_header(["Local time", "UTC", "Kind", "Title", "Speakers"]);
    for talk in &session.talks {
        table.add_row(row(talk, time_zone));
    }
    table
}

/// With what sets the talk apart from its session: that it is off, or elsewhere.
fn named(talk: &Talk) -> String {
    let cancelled = if talk.cancelled { "cancelled: " } else { "" };
    let room = talk.room.as_ref().map(|room| format!(" [{room}]")).unwrap_or_default();
    format!("{cancelled}{}{room}", talk.title)
}

fn row(talk: &Talk, time_zone: Tz) -> [String; 5] {
    let local = |instant: chrono::DateTime<chrono::Utc>| instant.with_timezone(&time_zone);
    let (start, end) = (local(talk.start), local(talk.end));
    let last = if start.date_naive() == end.date_naive() { end.format("%H:%M %Z") } else { end.format("%a %H:%M %Z") };
    [
        format!("{}–{last}", start.format("%a %-d %b %Y %H:%M")),
        talk.start.format("%a %-d %H:%M").to_string(),
        talk.kind.key().replace("qa", "Q&A"),
        named(talk),
        talk.speakers.join(", "),
    ]
}
