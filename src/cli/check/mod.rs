//! `talkbell check`: is this programme usable, and what was understood of it?

mod against;
mod json;
mod table;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::source::{self, Given};
use crate::import::{Diagnostic, Imported, Level};

/// What `check` is asked.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    given: Given,
    /// An earlier state of the programme, in whatever format: say what is different now
    #[arg(long, value_name = "OLD")]
    against: Option<PathBuf>,
    /// Print what was understood as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let imported = arguments.given.import();
    let Some(old) = &arguments.against else {
        let printed = if arguments.json {
            json::print(&imported.diagnostics, imported.schedule.as_ref(), None)
        } else {
            print(&arguments.given.name(), &imported)
        };
        return exit_code(printed, imported.schedule.is_some());
    };
    let comparison = against::Comparison::of(imported, old, &arguments.given);
    let printed = if arguments.json { comparison.print_json() } else { comparison.print(&arguments.given.name()) };
    exit_code(printed, comparison.is_made())
}

fn exit_code(printed: io::Result<()>, usable: bool) -> ExitCode {
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

fn print(name: &str, imported: &Imported) -> io::Result<()> {
    if let Some(schedule) = &imported.schedule {
        table::print(schedule)?;
    }
    tell(name, &imported.diagnostics)?;
    writeln!(io::stderr(), "{}", verdict(imported))
}

fn tell(name: &str, diagnostics: &[Diagnostic]) -> io::Result<()> {
    let mut out = io::stderr().lock();
    diagnostics.iter().try_for_each(|diagnostic| writeln!(out, "{}", source::line(name, diagnostic)))
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
