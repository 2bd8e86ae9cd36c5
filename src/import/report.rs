//! What an importer has found to say, gathered on the way.

use std::collections::HashMap;

use super::{Diagnostic, Level};

/// How many more lines a diagnostic lists.
const LISTED: usize = 5;

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
    lines: Vec<usize>,
}

impl Report {
    pub(super) fn error(&mut self, line: impl Into<Option<usize>>, message: impl Into<String>) {
        self.add(Level::Error, line.into(), message.into());
    }

    pub(super) fn warn(&mut self, line: impl Into<Option<usize>>, message: impl Into<String>) {
        self.add(Level::Warning, line.into(), message.into());
    }

    pub(super) fn note(&mut self, line: impl Into<Option<usize>>, message: impl Into<String>) {
        self.add(Level::Note, line.into(), message.into());
    }

    /// Says it at the first line only and lists the others: one slip is often repeated on every line of a page.
    pub(super) fn once(&mut self, level: Level, line: usize, message: String) {
        if let Some(index) = self.said.get(&message) {
            let entry = &mut self.entries[*index];
            if entry.lines.last().copied().or(entry.diagnostic.line) != Some(line) {
                entry.lines.push(line);
            }
            return;
        }
        self.said.insert(message.clone(), self.entries.len());
        self.add(level, Some(line), message);
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

    fn add(&mut self, level: Level, line: Option<usize>, message: String) {
        self.entries.push(Entry { diagnostic: Diagnostic { level, line, message }, lines: Vec::new() });
    }
}

impl Entry {
    fn finish(self) -> Diagnostic {
        let Diagnostic { level, line, message } = self.diagnostic;
        let message = match self.lines.as_slice() {
            [] => message,
            [other] => format!("{message} (Line {other} too.)"),
            others if others.len() <= LISTED => format!("{message} (Lines {} too.)", listed(others)),
            others => {
                format!("{message} (Lines {} and {} more too.)", listed(&others[..LISTED]), others.len() - LISTED)
            }
        };
        Diagnostic { level, line, message }
    }
}

fn listed(lines: &[usize]) -> String {
    lines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
