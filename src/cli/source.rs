//! Which programme a subcommand is about, and what is said of it on the command line.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use chrono_tz::Tz;
use clap::Args;

use crate::app::{Local, Place, refusal};
use crate::clock::Clock;
use crate::config::{self, Address, FetchSettings};
use crate::fetch::{Fetched, Fetcher};
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
    /// A host that an address may lead to although it is inside a private network; may be given several times
    #[arg(long, value_name = "HOST")]
    allow_host: Vec<String>,
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

    /// Reads a programme from a file, a folder or an address, or from the standard input where the path is `-`.
    pub(super) fn import(&self, path: &Path) -> Imported {
        self.import_as(path, self.format)
    }

    fn import_as(&self, path: &Path, format: Option<Format>) -> Imported {
        match self.read(path) {
            Ok(source) => source.import(format, &self.hints(), &|address| self.fetch(address)),
            Err(message) => {
                let diagnostics = vec![Diagnostic { level: Level::Error, line: None, path: None, message }];
                Imported { schedule: None, diagnostics }
            }
        }
    }

    fn read(&self, path: &Path) -> Result<Local, String> {
        if path == Path::new(STANDARD_INPUT) {
            return Local::from_reader(io::stdin().lock()).map_err(|error| refusal(&error));
        }
        match config::Source::at(path).map_err(|error| sentence(&error.to_string()))? {
            config::Source::Address(address) => {
                self.fetch(&address).map(|bytes| Local::File(bytes, Place::Web(address)))
            }
            _ => Local::read(path).map_err(|error| refusal(&error)),
        }
    }

    /// On a thread of its own: whoever asks may be in the middle of async work, where nothing may wait.
    fn fetch(&self, address: &Address) -> Result<Vec<u8>, String> {
        let settings = FetchSettings { allow_hosts: self.allow_host.clone(), ..FetchSettings::default() };
        let fetching = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            Ok::<_, io::Error>(runtime.block_on(Fetcher::new(&settings).fetch(address, None)))
        };
        match std::thread::scope(|scope| scope.spawn(fetching).join()) {
            Ok(Ok(Ok(Fetched::New(bytes, _)))) => Ok(bytes),
            Ok(Ok(Ok(Fetched::Unchanged))) => {
                Err("The server says that nothing changed, although it was asked anew.".to_owned())
            }
            Ok(Ok(Err(error))) => {
                // On the command line there is no configuration to name a host in.
                let error = error.to_string().replace("in allow_hosts under [fetch]", "with --allow-host");
                Err(sentence(&format!("this cannot be fetched: {error}")))
            }
            Ok(Err(error)) => Err(format!("Nothing can be fetched here: {error}.")),
            Err(_) => {
                Err("Fetching broke off, which is a mistake of talkbell's. Save the programme as a file.".to_owned())
            }
        }
    }
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

/// How messages call the source.
pub(super) fn name(path: &Path) -> String {
    if path == Path::new(STANDARD_INPUT) {
        return "standard input".to_owned();
    }
    // An address shows neither its password nor its query.
    config::Source::at(path).map_or_else(|_| path.display().to_string(), |source| source.to_string())
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
    /// The file, folder or address with the programme; `-` reads the standard input
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
