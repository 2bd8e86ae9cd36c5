//! What an importer has found to say, gathered on the way.

use std::collections::HashMap;
use std::fmt;

use super::{Diagnostic, Level};

/// How many more places a diagnostic lists.
const LISTED: usize = 5;

/// Where in a source something is: a line of a text, or a path into a structure such as `talks[17].start`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// 1-based.
    pub(super) line: Option<usize>,
    pub(super) path: Option<String>,
}

impl Place {
    /// A line of a text that has a structure too.
    pub(super) fn at(line: usize, path: impl Into<String>) -> Self {
        Self { line: Some(line), path: Some(path.into()) }
    }
}

impl From<usize> for Place {
    fn from(line: usize) -> Self {
        Self { line: Some(line), path: None }
    }
}

impl From<Option<usize>> for Place {
    fn from(line: Option<usize>) -> Self {
        Self { line, path: None }
    }
}

impl From<String> for Place {
    fn from(path: String) -> Self {
        Self { line: None, path: Some(path) }
    }
}

impl From<&Place> for Place {
    fn from(place: &Place) -> Self {
        place.clone()
    }
}

/// Diagnostics in the making.
#[derive(Debug, Default)]
pub(super) struct Report {
    entries: Vec<Entry>,
    said: HashMap<String, usize>,
}

#[derive(Debug)]
struct Entry {
    diagnostic: Diagnostic,
    /// Where it is so too.
    others: Vec<Place>,
}

impl Report {
    pub(super) fn error(&mut self, place: impl Into<Place>, message: impl Into<String>) {
        self.add(Level::Error, place.into(), message.into());
    }

    pub(super) fn warn(&mut self, place: impl Into<Place>, message: impl Into<String>) {
        self.add(Level::Warning, place.into(), message.into());
    }

    pub(super) fn note(&mut self, place: impl Into<Place>, message: impl Into<String>) {
        self.add(Level::Note, place.into(), message.into());
    }

    /// Says it at the first place only and lists the others: one slip is often repeated on every line of a page.
    pub(super) fn once(&mut self, level: Level, place: impl Into<Place>, message: String) {
        let place = place.into();
        if let Some(index) = self.said.get(&message) {
            let entry = &mut self.entries[*index];
            let Diagnostic { line, path, .. } = &entry.diagnostic;
            let first = Place { line: *line, path: path.clone() };
            if *entry.others.last().unwrap_or(&first) != place {
                entry.others.push(place);
            }
            return;
        }
        self.said.insert(message.clone(), self.entries.len());
        self.add(level, place, message);
    }

    pub(super) fn has_errors(&self) -> bool {
        self.entries.iter().any(|entry| entry.diagnostic.level == Level::Error)
    }

    /// In order of their line; what concerns the whole source comes first.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<_> = self.entries.into_iter().map(Entry::finish).collect();
        diagnostics.sort_by_key(|diagnostic| diagnostic.line);
        diagnostics
    }

    fn add(&mut self, level: Level, place: Place, message: String) {
        let Place { line, path } = place;
        self.entries.push(Entry { diagnostic: Diagnostic { level, line, path, message }, others: Vec::new() });
    }
}

impl Entry {
    fn finish(self) -> Diagnostic {
        let Some((word, words)) = self.others.first().map(Place::words) else { return self.diagnostic };
        let others: Vec<String> = self.others.iter().map(Place::name).collect();
        let too = match others.as_slice() {
            [other] => format!("{word} {other}"),
            others if others.len() <= LISTED => format!("{words} {}", others.join(", ")),
            others => format!("{words} {} and {} more", others[..LISTED].join(", "), others.len() - LISTED),
        };
        let message = format!("{} ({} too.)", self.diagnostic.message, too.trim_start());
        Diagnostic { message, ..self.diagnostic }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.path) {
            (Some(line), _) => write!(f, "line {line}"),
            (None, Some(path)) => f.write_str(path),
            (None, None) => f.write_str("another place"),
        }
    }
}

impl Place {
    /// What it is, alone and together with others.
    fn words(&self) -> (&'static str, &'static str) {
        if self.line.is_some() { ("Line", "Lines") } else { ("", "") }
    }

    fn name(&self) -> String {
        let line = self.line.map(|line| line.to_string());
        line.or_else(|| self.path.clone()).unwrap_or_default()
    }
}
