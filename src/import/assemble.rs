//! The last step of every format: from what a page says to a valid [`Schedule`].

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::report::Report;
use crate::schedule::{Schedule, Session, Talk, TalkKind, unique_slugs};

/// A session without ids.
#[derive(Clone, Debug)]
pub(super) struct DraftSession {
    pub(super) line: usize,
    pub(super) title: String,
    pub(super) moderators: Vec<String>,
    pub(super) summary: Option<String>,
    pub(super) room: Option<String>,
    pub(super) talks: Vec<DraftTalk>,
}

/// A talk without an id; ends after it starts.
#[derive(Clone, Debug)]
pub(super) struct DraftTalk {
    pub(super) line: usize,
    pub(super) kind: TalkKind,
    pub(super) title: String,
    pub(super) speakers: Vec<String>,
    pub(super) summary: Option<String>,
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
}

/// Sorts, warns of overlaps, gives ids. `None` if there is no session, or one without a talk.
pub(super) fn schedule(time_zone: Tz, mut sessions: Vec<DraftSession>, report: &mut Report) -> Option<Schedule> {
    for session in &mut sessions {
        session.talks.sort_by_key(|talk| (talk.start, talk.end));
        warn_of_overlaps(&session.talks, report);
    }
    if sessions.is_empty() || sessions.iter().any(|session| session.talks.is_empty()) {
        return None;
    }
    warn_of_twins(&sessions, report);
    let title = common_title(&sessions);
    sessions.sort_by_key(|session| session.talks.first().map(|talk| talk.start));
    let session_ids = unique_slugs(sessions.iter().map(|session| session.title.as_str()));
    let mut talk_ids = talk_ids(&sessions).into_iter();
    let with_ids = sessions.into_iter().zip(session_ids).map(|(session, id)| Session {
        id: id.parse().expect("a slug is an id"),
        title: session.title,
        moderators: session.moderators,
        summary: session.summary,
        room: session.room,
        talks: session.talks.into_iter().zip(talk_ids.by_ref()).map(|(talk, id)| finished(talk, &id)).collect(),
    });
    Some(Schedule { title, time_zone, sessions: with_ids.collect() })
}

/// In session order. Talks of one title are numbered by their start, so the order of pasting does not matter.
fn talk_ids(sessions: &[DraftSession]) -> Vec<String> {
    let talks: Vec<&DraftTalk> = sessions.iter().flat_map(|session| &session.talks).collect();
    let mut by_start: Vec<usize> = (0..talks.len()).collect();
    by_start.sort_by_key(|index| talks[*index].start);
    let slugs = unique_slugs(by_start.iter().map(|index| talks[*index].title.as_str()));
    let mut ids = vec![String::new(); talks.len()];
    for (index, slug) in by_start.into_iter().zip(slugs) {
        ids[index] = slug;
    }
    ids
}

fn finished(talk: DraftTalk, id: &str) -> Talk {
    Talk {
        id: id.parse().expect("a slug is an id"),
        kind: talk.kind,
        title: talk.title,
        speakers: talk.speakers,
        summary: talk.summary,
        start: talk.start,
        end: talk.end,
    }
}

/// A page pasted twice would ring twice for every talk.
fn warn_of_twins(sessions: &[DraftSession], report: &mut Report) {
    let mut seen = HashMap::new();
    for session in sessions {
        let start = session.talks.first().map(|talk| talk.start);
        if let Some(line) = seen.insert((session.title.as_str(), start), session.line) {
            let title = &session.title;
            let message = format!(
                "The session “{title}” is here twice (first in line {line}). Remove one, or each talk is announced twice."
            );
            report.warn(session.line, message);
        }
    }
}

/// Each talk is held against the one that ends last of those before it: one look a talk, however many overlap.
fn warn_of_overlaps(talks: &[DraftTalk], report: &mut Report) {
    let Some((mut latest, rest)) = talks.split_first() else { return };
    for talk in rest {
        let side_by_side = latest.kind == TalkKind::Poster && talk.kind == TalkKind::Poster;
        if talk.start < latest.end && !side_by_side {
            let (first, second) = if latest.line < talk.line { (latest, talk) } else { (talk, latest) };
            let message = format!("“{}” overlaps “{}” (line {}).", second.title, first.title, first.line);
            report.warn(second.line, message);
        }
        if talk.end > latest.end {
            latest = talk;
        }
    }
}

/// One session gives its title; several give the words they begin with, else the first title and a count.
fn common_title(sessions: &[DraftSession]) -> String {
    let Some((first, rest)) = sessions.split_first() else { return String::new() };
    if rest.is_empty() {
        return first.title.clone();
    }
    let words: Vec<&str> = first.title.split(' ').collect();
    let shared = rest.iter().fold(words.len(), |shared, session| {
        let alike = session.title.split(' ').zip(&words).take_while(|(a, b)| a == *b).count();
        shared.min(alike)
    });
    let common = words[..shared].join(" ");
    let common = common.trim_end_matches(|c: char| !c.is_alphanumeric());
    if common.chars().filter(|c| c.is_alphabetic()).count() >= 5 {
        return common.to_owned();
    }
    match rest.len() {
        1 => format!("{} and 1 more session", first.title),
        more => format!("{} and {more} more sessions", first.title),
    }
}
