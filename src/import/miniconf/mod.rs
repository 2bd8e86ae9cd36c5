//! The folder of data that a Mini-Conf site is made from: a calendar, papers, speakers, workshops, and which paper is in
//! which session.

mod calendar;
mod data;
mod days;
mod files;
mod links;
mod parts;
mod people;
mod placed;
mod vis;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde_json::Value;

use super::Hints;
use super::assemble::{DraftSession, DraftTalk, schedule};
use super::fields::{summary, text};
use super::grouping::{day_of, day_title, note_if_nobody_leads};
use super::instants::Instants;
use super::kinds::{kind, of_title};
use super::report::{Place, Report};
use crate::schedule::{Schedule, TalkKind};
use calendar::{Entry, entries};
use data::{Data, Paper};
use placed::Placed;

/// Most papers in sessions, those that are in several counted for each.
const MOST_TALKS: usize = 60_000;

/// Reads a folder.
pub(super) fn import(files: &BTreeMap<String, Vec<u8>>, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let mut data = Data::read(files, report);
    let mut instants = Instants::of(data.time_zone.as_deref(), hints, report);
    let (lists, values) = std::mem::take(&mut data.values).into_iter().partition(|(_, value)| vis::is(value));
    data.values = values;
    let lists: Vec<(String, Value)> = lists;
    let whole = lists.iter().flat_map(|(name, list)| vis::sessions(name, list, &mut instants, report));
    let mut sessions: Vec<DraftSession> = whole.collect();
    let entries = entries(&data, hints, &mut instants, report);
    if entries.is_empty() && sessions.is_empty() && !report.has_errors() {
        report.error(None, no_calendar(files));
        return None;
    }
    data.note_unread(report);
    let tz = instants.time_zone(report);
    let placed = Placed::of(&data, &entries);
    let mut told: HashSet<&str> = HashSet::new();
    let mut talks = 0;
    let mut parts: BTreeMap<(NaiveDate, &str), DraftSession> = BTreeMap::new();
    for entry in &entries {
        let papers = placed.papers_of(entry);
        talks += papers.len();
        if talks > MOST_TALKS {
            report.error(None, "This folder holds more talks than any programme has. Is it the right one?");
            return None;
        }
        if let Some(whole) = entry.part_of.as_ref().filter(|_| papers.is_empty()) {
            let day = day_of(entry.start, tz);
            let part = parts.entry((day, whole)).or_insert_with(|| part(entry, whole, day));
            part.talks.push(alone(entry, &data, report));
            continue;
        }
        told.extend(papers.iter().map(|paper| paper.id.as_str()));
        if papers.is_empty() && !entry.parts.is_empty() {
            sessions.extend(of_parts(entry, &data, tz, report));
        } else {
            sessions.push(session(entry, &papers, &data, &mut instants, report));
        }
    }
    sessions.extend(parts.into_values());
    note_if_nobody_leads(&sessions, report);
    // What holds sessions whole says all of their papers.
    let unplaced = data.papers.iter().filter(|paper| lists.is_empty() && !told.contains(paper.id.as_str()));
    let unplaced: Vec<&Paper> = unplaced.collect();
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

fn session(
    entry: &Entry,
    papers: &[&Paper],
    data: &Data,
    instants: &mut Instants,
    report: &mut Report,
) -> DraftSession {
    // Papers that have all of a session's time at once are shown side by side, whatever it is called.
    let posters = entry.title.to_lowercase().contains("poster") || papers.len() > 1;
    let talks = match papers {
        [] => vec![alone(entry, data, report)],
        papers => papers
            .iter()
            .map(|paper| match data.slot(entry, paper) {
                Some((place, start, end)) => told_alone(entry, paper, (place, start, end), instants, report),
                None => of_paper(entry, paper, posters),
            })
            .collect(),
    };
    DraftSession {
        place: entry.place.clone(),
        title: entry.title.clone(),
        moderators: moderators(entry, data),
        summary: None,
        room: entry.room.clone(),
        track: entry.part_of.clone().filter(|track| !track.is_empty()),
        talks,
    }
}

fn moderators(entry: &Entry, data: &Data) -> Vec<String> {
    if entry.moderators.is_empty() { data.chairs_of(entry) } else { entry.moderators.clone() }
}

/// A workshop, a tutorial or a plenary: on each of its days a session of its parts.
fn of_parts(entry: &Entry, data: &Data, tz: Tz, report: &mut Report) -> Vec<DraftSession> {
    let mut days: BTreeMap<NaiveDate, Vec<DraftTalk>> = BTreeMap::new();
    let whole = alone(entry, data, report);
    for part in &entry.parts {
        // The one part of a plenary is called after the way in which it is shown.
        let one = entry.parts.len() == 1;
        let named = part.name.clone().filter(|name| !one || of_title(name) != TalkKind::Other);
        let title = named.unwrap_or_else(|| entry.title.clone());
        let kind = of(entry, &title);
        let told_by_all = one || kind == TalkKind::Tutorial;
        let speakers = if part.speakers.is_empty() && told_by_all { &whole.speakers } else { &part.speakers };
        let talk = DraftTalk {
            place: part.place.clone(),
            kind,
            title,
            speakers: speakers.clone(),
            summary: whole.summary.clone().filter(|_| one),
            start: part.start,
            end: part.end,
            ..whole.clone()
        };
        days.entry(day_of(part.start, tz)).or_default().push(talk);
    }
    let several = days.len() > 1;
    let session = |(day, talks): (NaiveDate, Vec<DraftTalk>)| DraftSession {
        place: entry.place.clone(),
        title: if several { day_title(Some(&entry.title), day, true) } else { entry.title.clone() },
        moderators: moderators(entry, data),
        summary: whole.summary.clone().filter(|_| talks.len() > 1),
        room: entry.room.clone(),
        track: None,
        talks,
    };
    days.into_iter().map(session).collect()
}

/// A paper that has a time of its own in its session; that of the session where its own cannot be.
fn told_alone(
    entry: &Entry,
    paper: &Paper,
    (place, start, end): (&Place, &str, &str),
    instants: &mut Instants,
    report: &mut Report,
) -> DraftTalk {
    let talk = of_paper(entry, paper, false);
    let times = (instants.read(start, place, report), instants.read(end, place, report));
    let (Some(start), Some(end)) = times else { return talk };
    if end <= start {
        report.error(place, format!("“{}” ends before it starts. Mend one of the two times.", paper.title));
        return talk;
    }
    let kind = of(entry, &entry.title);
    let shown = matches!(kind, TalkKind::Oral | TalkKind::Spotlight | TalkKind::Poster);
    DraftTalk { start, end, kind: if shown { kind } else { TalkKind::Other }, ..talk }
}

/// What something of this title is in an entry.
fn of(entry: &Entry, title: &str) -> TalkKind {
    match kind(entry.label.as_deref(), title) {
        TalkKind::Other => entry.otherwise.unwrap_or(TalkKind::Other),
        told => told,
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
    let summary = page.and_then(|page| about(page, &entry.place, report));
    let speakers = if entry.speakers.is_empty() { page.map(people::speakers) } else { Some(entry.speakers.clone()) };
    DraftTalk {
        place: entry.place.clone(),
        id: None,
        kind: of(entry, &entry.title),
        title: entry.title.clone(),
        speakers: speakers.unwrap_or_default(),
        summary: summary.or_else(|| entry.summary.clone()),
        room: None,
        cancelled: false,
        start: entry.start,
        end: entry.end,
    }
}

/// The abstract of something. In some tables a break between paragraphs is a backslash and an n; in formulas these begin
/// the names of signs, such as `\nabla`.
fn about(value: &Value, place: &Place, report: &mut Report) -> Option<String> {
    let text = text(value, "abstract")?;
    let mut pieces = text.split("\\n");
    let mut broken = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let is_a_sign = piece.starts_with(|c: char| c.is_ascii_lowercase());
        broken.push_str(if is_a_sign { "\\n" } else { "\n" });
        broken.push_str(piece);
    }
    summary(&broken, place, report)
}

/// A place in one of the files.
fn at(file: &str, path: impl std::fmt::Display) -> Place {
    Place::from(format!("{file}{path}"))
}
