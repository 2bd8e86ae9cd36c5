//! What the stories share.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use talkbell::import::{Hints, Imported, import};
use talkbell::schedule::{Schedule, Talk};

/// A real file of another project.
pub fn shared(name: &str) -> Vec<u8> {
    let path = shared_path(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn shared_path(name: &str) -> PathBuf {
    let root =
        std::env::var_os("TALKBELL_PROGRAMMES").map_or_else(|| PathBuf::from("../shared/programmes"), PathBuf::from);
    root.join(name)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// No hint but what day it is.
pub fn no_hints() -> Hints {
    Hints::on(day("2026-11-23"))
}

pub fn in_zone(name: &str) -> Hints {
    Hints { time_zone: Some(name.parse().unwrap()), ..no_hints() }
}

pub fn columns(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, column)| ((*key).to_owned(), (*column).to_owned())).collect()
}

/// The schedule, or a panic with all that was said.
pub fn usable(imported: Imported) -> Schedule {
    let said = said(&imported);
    imported.schedule.unwrap_or_else(|| panic!("unusable:\n{said}"))
}

pub fn read(source: &str, hints: &Hints) -> Schedule {
    usable(import(source.as_bytes(), hints))
}

/// What is said, a diagnostic a line.
pub fn said(imported: &Imported) -> String {
    let lines = imported.diagnostics.iter().map(|d| {
        let line = d.line.map(|line| line.to_string());
        let place = [line, d.path.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        format!("{place} {:?}: {}", d.level, d.message).trim_start().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

pub fn what_is_said(source: &str, hints: &Hints) -> String {
    said(&import(source.as_bytes(), hints))
}

pub fn talks(schedule: &Schedule) -> Vec<&Talk> {
    schedule.talks().map(|found| found.talk).collect()
}

/// A talk a line: when by the programme's clock, what, who, where.
pub fn outline(schedule: &Schedule) -> String {
    let mut lines = Vec::new();
    for session in &schedule.sessions {
        let room = session.room.as_deref().map(|room| format!(" [{room}]")).unwrap_or_default();
        let moderators = if session.moderators.is_empty() {
            String::new()
        } else {
            format!(" moderated by {}", session.moderators.join(", "))
        };
        lines.push(format!("{}{room}{moderators}", session.title));
        for talk in &session.talks {
            let local = |instant: chrono::DateTime<chrono::Utc>| instant.with_timezone(&schedule.time_zone);
            let times = format!("{}-{}", local(talk.start).format("%d %H:%M"), local(talk.end).format("%H:%M"));
            let speakers =
                if talk.speakers.is_empty() { String::new() } else { format!(": {}", talk.speakers.join(", ")) };
            let room = talk.room.as_deref().map(|room| format!(" [{room}]")).unwrap_or_default();
            let cancelled = if talk.cancelled { " CANCELLED" } else { "" };
            lines.push(format!("  {times} {} {}{speakers}{room}{cancelled}", talk.kind.key(), talk.title));
        }
    }
    lines.join("\n")
}

/// A calendar with these events.
pub fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\nX-WR-TIMEZONE:Europe/Berlin\n{events}END:VCALENDAR\n")
}

/// One of half an hour, with these fields more.
pub fn event(fields: &str) -> String {
    format!("BEGIN:VEVENT\nDTSTART:20240710T080000Z\nDTEND:20240710T083000Z\n{fields}END:VEVENT\n")
}
