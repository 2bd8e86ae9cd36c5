//! What is different from an earlier state of a programme, as a person reads it.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{counted, json, tell, verdict};
use crate::cli::source::{self, Given};
use crate::import::{Diagnostic, Imported, Level};
use crate::schedule::{Changed, Changes, Named, Span, changes};

/// A programme, its earlier state, and what is different.
pub(super) struct Comparison {
    new: Imported,
    old: Imported,
    old_name: String,
    changes: Option<Changes>,
}

impl Comparison {
    pub(super) fn of(new: Imported, old: &Path, given: &Given) -> Self {
        let (old_name, old) = (source::name(old), given.import_other(old));
        let both = old.schedule.as_ref().zip(new.schedule.as_ref());
        let changes = both.map(|(old, new)| changes(old, new));
        Self { new, old, old_name, changes }
    }

    /// Whether both programmes could be used.
    pub(super) fn is_made(&self) -> bool {
        self.changes.is_some()
    }

    /// For people: what is different, then what there is to say about the new programme.
    pub(super) fn print(&self, name: &str) -> io::Result<()> {
        if let (Some(changes), Some(new)) = (&self.changes, &self.new.schedule) {
            print(changes, new.time_zone)?;
        }
        tell(name, &self.new.diagnostics)?;
        if self.old.schedule.is_none() {
            tell(&self.old_name, &self.errors_of_old())?;
            let what = format!("There is nothing to compare with: {} cannot be used.", self.old_name);
            return writeln!(io::stderr(), "{what}");
        }
        writeln!(io::stderr(), "{}", verdict(&self.new))
    }

    /// For programs: as without a comparison, and what is different.
    pub(super) fn print_json(&self) -> io::Result<()> {
        let told = self.errors_of_old().into_iter().map(|error| {
            let place =
                error.place().map_or_else(|| self.old_name.clone(), |place| format!("{}:{place}", self.old_name));
            Diagnostic { line: None, path: Some(place), ..error }
        });
        let diagnostics: Vec<Diagnostic> = self.new.diagnostics.iter().cloned().chain(told).collect();
        json::print(&diagnostics, self.new.schedule.as_ref(), self.changes.as_ref())
    }

    fn errors_of_old(&self) -> Vec<Diagnostic> {
        self.old.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error).cloned().collect()
    }
}

/// One group a kind of change, each in order of time.
fn print(changes: &Changes, tz: Tz) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    if changes.is_empty() {
        writeln!(out, "Nothing is different.\n")?;
        return out.flush();
    }
    writeln!(out, "{} (times in {tz})", summary(changes))?;
    named(&mut out, "Added", &changes.added, tz)?;
    named(&mut out, "Removed", &changes.removed, tz)?;
    named(&mut out, "Cancelled", &changes.cancelled, tz)?;
    named(&mut out, "Takes place after all", &changes.restored, tz)?;
    changed(&mut out, "Moved", &changes.moved, tz, |span| times(span, tz))?;
    changed(&mut out, "In another room", &changes.room, tz, |room| text(room.as_deref()))?;
    changed(&mut out, "Another title", &changes.title, tz, |title| format!("“{title}”"))?;
    changed(&mut out, "Other speakers", &changes.speakers, tz, |names| list(names))?;
    changed(&mut out, "Another abstract", &changes.summary, tz, |summary| {
        summary
            .as_ref()
            .map_or_else(|| "none".to_owned(), |summary| counted(summary.split_whitespace().count(), "word"))
    })?;
    if !changes.moderators.is_empty() {
        writeln!(out, "\nOther moderators ({})", changes.moderators.len())?;
        for session in &changes.moderators {
            writeln!(out, "  {}\n      {} → {}", session.title, list(&session.from), list(&session.to))?;
        }
    }
    writeln!(out)?;
    out.flush()
}

fn summary(changes: &Changes) -> String {
    let counts = [
        (changes.added.len(), "added"),
        (changes.removed.len(), "removed"),
        (changes.cancelled.len(), "cancelled"),
        (changes.restored.len(), "no longer cancelled"),
        (changes.moved.len(), "moved in time"),
        (changes.room.len(), "in another room"),
        (changes.title.len(), "with another title"),
        (changes.speakers.len(), "with other speakers"),
        (changes.summary.len(), "with another abstract"),
    ];
    let talks = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    let sessions = Some(changes.moderators.len()).filter(|count| *count > 0);
    let sessions = sessions.map(|count| format!("{} with other moderators", counted(count, "session")));
    talks.chain(sessions).collect::<Vec<_>>().join(", ")
}

fn named(out: &mut impl Write, heading: &str, talks: &[Named], tz: Tz) -> io::Result<()> {
    if talks.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{heading} ({})", talks.len())?;
    let mut talks: Vec<&Named> = talks.iter().collect();
    talks.sort_by_key(|talk| talk.start);
    talks.iter().try_for_each(|talk| writeln!(out, "  {}  {}", time(talk.start, tz), talk.title))
}

fn changed<T>(
    out: &mut impl Write,
    heading: &str,
    talks: &[Changed<T>],
    tz: Tz,
    shown: impl Fn(&T) -> String,
) -> io::Result<()> {
    if talks.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{heading} ({})", talks.len())?;
    let mut talks: Vec<&Changed<T>> = talks.iter().collect();
    talks.sort_by_key(|changed| changed.talk.start);
    talks.iter().try_for_each(|changed| {
        writeln!(out, "  {}  {}", time(changed.talk.start, tz), changed.talk.title)?;
        writeln!(out, "      {} → {}", shown(&changed.from), shown(&changed.to))
    })
}

fn time(instant: DateTime<Utc>, tz: Tz) -> String {
    instant.with_timezone(&tz).format("%a %-d %b %Y %H:%M").to_string()
}

fn times(span: &Span, tz: Tz) -> String {
    let (start, end) = (span.start.with_timezone(&tz), span.end.with_timezone(&tz));
    let last = if start.date_naive() == end.date_naive() { end.format("%H:%M") } else { end.format("%a %-d %b %H:%M") };
    format!("{}–{last}", start.format("%a %-d %b %H:%M"))
}

fn text(text: Option<&str>) -> String {
    text.unwrap_or("none").to_owned()
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
