//! Which programme a subcommand is about, and what is said of it on the command line.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use chrono_tz::Tz;
use clap::Args;

use crate::app::{Local, refusal};
use crate::clock::Clock;
use crate::import::{Diagnostic, Format, Hints, Imported, Level, time_zone_named};

/// Stands for the standard input.
const STANDARD_INPUT: &str = "-";

/// What may be said of a programme beside its bytes.
#[derive(Args, Clone, Debug)]
pub(super) struct Said {
    // Its help lists the formats, so it is not a comment.
    #[arg(long, help = format_help())]
    format: Option<Format>,
    /// The zone of the programme's times, such as Europe/Berlin; wins over what the programme says
    #[arg(long, value_name = "ZONE", value_parser = time_zone_named)]
    time_zone: Option<Tz>,
    /// The programme's year, where it prints none
    #[arg(long, value_parser = clap::value_parser!(i32).range(1970..=2199))]
    pub(super) year: Option<i32>,
    /// The programme's day, where it prints only times of day, such as 2025-07-18
    #[arg(long, value_parser = date)]
    date: Option<NaiveDate>,
    /// What a table's columns are called, such as title=Program,start="Start time"; may be given several times
    #[arg(long, value_name = "WHAT=COLUMN,…", value_parser = mapping)]
    map: Vec<Mapping>,
}

/// What we call columns, and what the table calls them.
type Mapping = BTreeMap<String, String>;

impl Said {
    /// As the importers take it.
    pub(super) fn hints(&self) -> Hints {
        let columns = self.map.iter().flatten().map(|(key, column)| (key.clone(), column.clone())).collect();
        let today = Clock::system().now().date_naive();
        Hints { time_zone: self.time_zone, year: self.year, date: self.date, columns, ..Hints::on(today) }
    }

    /// Reads a programme from a file or a folder, or from the standard input where the path is `-`.
    pub(super) fn import(&self, path: &Path) -> Imported {
        self.import_as(path, self.format)
    }

    fn import_as(&self, path: &Path, format: Option<Format>) -> Imported {
        let read =
            if path == Path::new(STANDARD_INPUT) { Local::from_reader(io::stdin().lock()) } else { Local::read(path) };
        match read {
            Ok(source) => source.import(format, &self.hints()),
            Err(error) => {
                let message = refusal(&error);
                let diagnostics = vec![Diagnostic { level: Level::Error, line: None, path: None, message }];
                Imported { schedule: None, diagnostics }
            }
        }
    }
}

/// How messages call the source.
pub(super) fn name(path: &Path) -> String {
    if path == Path::new(STANDARD_INPUT) { "standard input".to_owned() } else { path.display().to_string() }
}

/// Where in the source a diagnostic belongs.
pub(super) fn place(name: &str, diagnostic: &Diagnostic) -> String {
    diagnostic.place().map_or_else(|| name.to_owned(), |place| format!("{name}:{place}"))
}

/// A diagnostic on one line, with its place in the source.
pub(super) fn line(name: &str, diagnostic: &Diagnostic) -> String {
    let place = place(name, diagnostic);
    let level = match diagnostic.level {
        Level::Note => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    };
    format!("{place}: {level}: {}", diagnostic.message)
}

fn format_help() -> String {
    format!("The source's format, where its content does not show it [possible: {}]", Format::names())
}

fn date(text: &str) -> Result<NaiveDate, String> {
    text.trim().parse().map_err(|_| format!("`{text}` is no day; write it like 2025-07-18"))
}

/// Reads `title=Program,start="Start time"`. A comma parts columns only where a name and `=` follow it.
fn mapping(text: &str) -> Result<Mapping, String> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for piece in outside_quotes(text, ',') {
        match piece.split_once('=') {
            Some((key, column)) if key.trim().chars().all(|c| c.is_alphanumeric() || "-_ ".contains(c)) => {
                pairs.push((key.trim().to_lowercase(), column.trim().to_owned()));
            }
            _ => match pairs.last_mut() {
                Some((_, column)) => *column = format!("{column},{piece}"),
                None => return Err(format!("`{text}` says of no column what it is; write it like title=Program")),
            },
        }
    }
    let unquoted = |column: String| {
        let inner = ['"', '\''].iter().find_map(|quote| column.strip_prefix(*quote)?.strip_suffix(*quote));
        inner.map(str::to_owned).unwrap_or(column)
    };
    let mapped: Mapping = pairs.into_iter().map(|(key, column)| (key, unquoted(column))).collect();
    match mapped.iter().find(|(_, column)| column.is_empty()) {
        Some((key, _)) => Err(format!("`{key}=` names no column; write it like {key}=\"Start time\"")),
        None => Ok(mapped),
    }
}

fn outside_quotes(text: &str, separator: char) -> Vec<&str> {
    let mut quote = None;
    let parted = |c: char| {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
        quote.is_none() && c == separator
    };
    text.split(parted).collect()
}

/// The path of the source, where a subcommand always has one.
#[derive(Args, Clone, Debug)]
pub(super) struct Given {
    /// The file or folder with the programme; `-` reads the standard input
    pub(super) source: PathBuf,
    #[command(flatten)]
    pub(super) said: Said,
}

impl Given {
    pub(super) fn import(&self) -> Imported {
        self.said.import(&self.source)
    }

    /// Another source of which the same is said, but for its format.
    pub(super) fn import_other(&self, path: &Path) -> Imported {
        self.said.import_as(path, None)
    }

    pub(super) fn name(&self) -> String {
        name(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(text: &str) -> String {
        match mapping(text) {
            Ok(mapped) => mapped.iter().map(|(key, column)| format!("{key}→{column}")).collect::<Vec<_>>().join("; "),
            Err(problem) => problem,
        }
    }

    #[test]
    fn columns_are_mapped_with_and_without_quotes() {
        assert_eq!(mapped("title=Program,start=Start time"), "start→Start time; title→Program");
        assert_eq!(mapped("title=Program,start=\"Start time\""), "start→Start time; title→Program");
        assert_eq!(mapped("title=\"Name, in full\",start=When"), "start→When; title→Name, in full");
        assert_eq!(mapped("title=Name, in full"), "title→Name, in full");
        assert_eq!(mapped("Program"), "`Program` says of no column what it is; write it like title=Program");
        assert_eq!(mapped("title="), "`title=` names no column; write it like title=\"Start time\"");
    }
}
