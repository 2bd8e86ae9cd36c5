//! The folder of data that a Mini-Conf site is made from: a calendar, papers, speakers, workshops, and which paper is in
//! which session.

mod calendar;
mod data;
mod days;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Hints;
use super::assemble::{DraftSession, DraftTalk, schedule};
use super::fields::{summary, text};
use super::grouping::{day_of, day_title};
use super::instants::Instants;
use super::kinds::kind;
use super::report::{Place, Report};
use crate::schedule::{Schedule, TalkKind};
use calendar::{Entry, entries, speakers};
use data::{Data, Paper};

/// Reads a folder.
pub(super) fn import(files: &BTreeMap<String, Vec<u8>>, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let data = Data::read(files, report);
    let mut instants = Instants::of(None, hints, report);
    let entries = entries(&data, hints, &mut instants, report);
    if entries.is_empty() && !report.has_errors() {
        report.error(None, no_calendar(files));
    }
    let tz = instants.time_zone(report);
    let mut unplaced: Vec<&Paper> = data.papers.iter().collect();
    let mut sessions = Vec::with_capacity(entries.len());
    let mut parts: BTreeMap<(NaiveDate, &str), DraftSession> = BTreeMap::new();
    for entry in &entries {
        if let Some(whole) = &entry.part_of {
            let day = day_of(entry.start, tz);
            let part = parts.entry((day, whole)).or_insert_with(|| part(entry, whole, day));
            part.talks.push(alone(entry, &data, report));
            continue;
        }
        let papers = data.papers_of(entry);
        unplaced.retain(|paper| !papers.iter().any(|placed| placed.id == paper.id));
        sessions.push(session(entry, &papers, &data, report));
    }
    sessions.extend(parts.into_values());
    if let Some(first) = unplaced.first() {
        let are = if unplaced.len() == 1 { "is" } else { "are" };
        let message = format!(
            "{} of the {} papers {are} in no session of the calendar, and so not in the programme, such as “{}”.",
            unplaced.len(),
            data.papers.len(),
            first.title
        );
        report.note(None, message);
    }
    schedule(data.title.clone(), tz, sessions, report)
}

fn no_calendar(files: &BTreeMap<String, Vec<u8>>) -> String {
    if files.is_empty() {
        return "This folder holds no file of data. A Mini-Conf folder has main_calendar.json and papers.csv."
            .to_owned();
    }
    let names: Vec<&str> = files.keys().take(8).map(String::as_str).collect();
    format!(
        "No calendar was found in this folder. It should be main_calendar.json or a file of sessions with their times. Found: {}.",
        names.join(", ")
    )
}

/// A session of talks that the calendar has one by one.
fn part(entry: &Entry, whole: &str, day: NaiveDate) -> DraftSession {
    DraftSession {
        place: entry.place.clone(),
        title: day_title(Some(whole).filter(|whole| !whole.is_empty()), day, true),
        moderators: Vec::new(),
        summary: None,
        room: None,
        track: None,
        talks: Vec::new(),
    }
}

fn session(entry: &Entry, papers: &[&Paper], data: &Data, report: &mut Report) -> DraftSession {
    // Papers that have all of a session's time at once are shown side by side, whatever it is called.
    let posters = entry.title.to_lowercase().contains("poster") || papers.len() > 1;
    let talks = match papers {
        [] => vec![alone(entry, data, report)],
        papers => papers.iter().map(|paper| of_paper(entry, paper, posters)).collect(),
    };
    DraftSession {
        place: entry.place.clone(),
        title: entry.title.clone(),
        moderators: entry.moderators.clone(),
        summary: None,
        room: entry.room.clone(),
        track: None,
        talks,
    }
}

fn of_paper(entry: &Entry, paper: &Paper, posters: bool) -> DraftTalk {
    DraftTalk {
        place: paper.place.clone(),
        id: Some(paper.id.clone()),
        kind: if posters { TalkKind::Poster } else { TalkKind::Other },
        title: paper.title.clone(),
        speakers: paper.authors.clone(),
        summary: paper.summary.clone(),
        room: None,
        cancelled: false,
        start: entry.start,
        end: entry.end,
    }
}

/// An entry that is a talk by itself: its page is that of a speaker or a workshop.
fn alone(entry: &Entry, data: &Data, report: &mut Report) -> DraftTalk {
    let page = entry.page.as_ref().and_then(|(kind, id)| match kind.as_str() {
        "speaker" => data.speakers.get(id),
        "workshop" => data.workshops.get(id),
        _ => None,
    });
    let summary = page.and_then(|page| text(page, "abstract")).and_then(|text| summary(&text, &entry.place, report));
    let speakers = if entry.speakers.is_empty() { page.map(speakers) } else { Some(entry.speakers.clone()) };
    DraftTalk {
        place: entry.place.clone(),
        id: None,
        kind: kind(entry.label.as_deref(), &entry.title),
        title: entry.title.clone(),
        speakers: speakers.unwrap_or_default(),
        summary: summary.or_else(|| entry.summary.clone()),
        room: None,
        cancelled: false,
        start: entry.start,
        end: entry.end,
    }
}

/// A place in one of the files.
fn at(file: &str, path: impl std::fmt::Display) -> Place {
    Place::from(format!("{file}{path}"))
}
