//! `talkbell check`: is this programme usable, and what was understood of it?

mod json;
mod table;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::source;
use crate::clock::Clock;
use crate::import::{Diagnostic, Format, Hints, Imported, Level, import, import_as, time_zone_named};
use chrono_tz::Tz;

/// What `check` is asked.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The file with the programme; `-` reads the standard input
    source: PathBuf,
    // Its help lists the formats, so it is not a comment.
    #[arg(long, help = format_help())]
    format: Option<Format>,
    /// The zone of the programme's times, such as Europe/Berlin; wins over what the programme says
    #[arg(long, value_name = "ZONE", value_parser = time_zone_named)]
    time_zone: Option<Tz>,
    /// The programme's year, where it prints none
    #[arg(long, value_parser = clap::value_parser!(i32).range(1970..=2199))]
    year: Option<i32>,
    /// Print what was understood as JSON
    #[arg(long)]
    json: bool,
}

fn format_help() -> String {
    format!("The source's format, where its content does not show it [possible: {}]", Format::names())
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let imported = imported(arguments);
    let name = source::name(&arguments.source);
    let printed = if arguments.json { json::print(&imported) } else { print(&name, &imported) };
    let usable = imported.schedule.is_some();
    match printed {
        // A reader that has seen enough, such as `head`, is no failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr(), "talkbell: the result cannot be printed: {error}");
            ExitCode::FAILURE
        }
        _ if usable => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn imported(arguments: &Arguments) -> Imported {
    let today = Clock::system().now().date_naive();
    let hints = Hints { time_zone: arguments.time_zone, year: arguments.year, ..Hints::on(today) };
    match source::read(&arguments.source) {
        Ok(bytes) => {
            arguments.format.map_or_else(|| import(&bytes, &hints), |format| import_as(format, &bytes, &hints))
        }
        Err(message) => {
            let diagnostics = vec![Diagnostic { level: Level::Error, line: None, path: None, message }];
            Imported { schedule: None, diagnostics }
        }
    }
}

fn print(name: &str, imported: &Imported) -> io::Result<()> {
    if let Some(schedule) = &imported.schedule {
        table::print(schedule)?;
    }
    let mut out = io::stderr().lock();
    for diagnostic in &imported.diagnostics {
        let place = diagnostic.place().map_or_else(|| name.to_owned(), |place| format!("{name}:{place}"));
        writeln!(out, "{place}: {}: {}", level(diagnostic.level), diagnostic.message)?;
    }
    writeln!(out, "{}", verdict(imported))
}

fn verdict(imported: &Imported) -> String {
    let said = |level, one| {
        let count = imported.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
        (count > 0).then(|| counted(count, one))
    };
    let sessions = imported.schedule.as_ref().map(|schedule| counted(schedule.sessions.len(), "session"));
    let talks = imported.schedule.as_ref().map(|schedule| counted(schedule.talks().count(), "talk"));
    let parts =
        [sessions, talks, said(Level::Error, "error"), said(Level::Warning, "warning"), said(Level::Note, "note")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let usable = if imported.schedule.is_some() { "Usable" } else { "Not usable yet" };
    format!("{usable}: {}.", parts.join(", "))
}

fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Note => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}
