//! The last step of every format: from what a page says to a valid [`Schedule`].

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::report::{Place, Report};
use super::titles::Title;
use crate::schedule::{Schedule, Session, Talk, TalkKind, unique_slugs};

/// Taken where a source does not say how long a talk is.
pub(super) const USUAL_LENGTH: TimeDelta = TimeDelta::minutes(30);

/// A session without ids.
#[derive(Clone, Debug)]
pub(super) struct DraftSession {
    pub(super) place: Place,
    pub(super) title: String,
    pub(super) moderators: Vec<String>,
    pub(super) summary: Option<String>,
    pub(super) room: Option<String>,
    pub(super) track: Option<String>,
    pub(super) talks: Vec<DraftTalk>,
}

/// A talk without an id; ends after it starts.
#[derive(Clone, Debug)]
pub(super) struct DraftTalk {
    pub(super) place: Place,
    /// What the source calls it and will call it next time; whether that is of use is found out here.
    pub(super) id: Option<String>,
    pub(super) kind: TalkKind,
    pub(super) title: String,
    pub(super) speakers: Vec<String>,
    pub(super) summary: Option<String>,
    /// If not its session's.
    pub(super) room: Option<String>,
    /// Whether the source says so in a field; where its title says so, that is found out here.
    pub(super) cancelled: bool,
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
}

/// Sorts, warns of overlaps, gives ids. `None` if there is no session, or one without a talk. `title` is the programme's,
/// where the source gives it one.
pub(super) fn schedule(
    title: Option<String>,
    time_zone: Tz,
    mut sessions: Vec<DraftSession>,
    report: &mut Report,
) -> Option<Schedule> {
    for session in &mut sessions {
        session.talks.iter_mut().for_each(take_mark);
        session.talks.sort_by_key(|talk| (talk.start, talk.end));
    }
    warn_of_overlaps(&sessions, report);
    if sessions.is_empty() && !report.has_errors() {
        report.error(None, "No talk was found. An empty programme is taken for a mistake.");
    }
    if sessions.is_empty() || sessions.iter().any(|session| session.talks.is_empty()) {
        return None;
    }
    warn_of_twins(&sessions, report);
    let title = title.unwrap_or_else(|| common_title(&sessions));
    sessions.sort_by_key(|session| session.talks.first().map(|talk| talk.start));
    let session_ids = unique_slugs(sessions.iter().map(|session| session.title.as_str()));
    let mut talk_ids = talk_ids(&sessions).into_iter();
    let with_ids = sessions.into_iter().zip(session_ids).map(|(session, id)| Session {
        id: id.try_into().expect("a slug is an id"),
        title: session.title,
        moderators: session.moderators,
        summary: session.summary,
        track: session.track,
        talks: session
            .talks
            .into_iter()
            .zip(talk_ids.by_ref())
            .map(|(talk, id)| finished(talk, id, session.room.as_deref()))
            .collect(),
        room: session.room,
    });
    Some(Schedule { title, time_zone, sessions: with_ids.collect() })
}

/// What a title says of being called off is said otherwise.
fn take_mark(talk: &mut DraftTalk) {
    let Title { shown, cancelled, .. } = Title::of(&talk.title);
    talk.cancelled |= cancelled;
    if shown.len() < talk.title.len() {
        talk.title = shown.to_owned();
    }
}

/// In session order. A talk has the id that its source gives it, if that names one talk only: some calendars give many
/// events one. The others have their title's, numbered by their start, so the order of pasting does not matter.
fn talk_ids(sessions: &[DraftSession]) -> Vec<String> {
    let talks: Vec<&DraftTalk> = sessions.iter().flat_map(|session| &session.talks).collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for id in talks.iter().filter_map(|talk| talk.id.as_deref()) {
        *uses.entry(id).or_default() += 1;
    }
    let useful = |talk: &DraftTalk| talk.id.as_deref().is_some_and(|id| uses[id] == 1);
    let mut order: Vec<(bool, DateTime<Utc>, usize)> =
        talks.iter().enumerate().map(|(index, talk)| (!useful(talk), talk.start, index)).collect();
    order.sort_unstable();
    let names: Vec<Cow<'_, str>> = order.iter().map(|(by_title, _, index)| name(talks[*index], !by_title)).collect();
    let slugs = unique_slugs(names.iter().map(AsRef::as_ref));
    let mut ids = vec![String::new(); talks.len()];
    for ((_, _, index), slug) in order.into_iter().zip(slugs) {
        ids[index] = slug;
    }
    ids
}

/// What an id is made of. A UUID's dashes would not leave it room.
fn name(talk: &DraftTalk, by_id: bool) -> Cow<'_, str> {
    match talk.id.as_deref().filter(|_| by_id) {
        Some(id) if id.len() == 36 && id.bytes().filter(|byte| *byte == b'-').count() == 4 => {
            id.split('-').collect::<String>().into()
        }
        Some(id) => id.into(),
        None => Title::of(&talk.title).name.into(),
    }
}

fn finished(talk: DraftTalk, id: String, session_room: Option<&str>) -> Talk {
    Talk {
        id: id.try_into().expect("a slug is an id"),
        kind: talk.kind,
        title: talk.title,
        speakers: talk.speakers,
        summary: talk.summary,
        room: talk.room.filter(|room| session_room != Some(room)),
        cancelled: talk.cancelled,
        start: talk.start,
        end: talk.end,
    }
}

/// A page pasted twice would ring twice for every talk.
fn warn_of_twins(sessions: &[DraftSession], report: &mut Report) {
    let mut seen = HashMap::new();
    for session in sessions {
        let start = session.talks.first().map(|talk| talk.start);
        if let Some(first) = seen.insert((&session.title, start, &session.room), &session.place) {
            let title = &session.title;
            let message = format!(
                "The session “{title}” is here twice (first in {first}). Remove one, or each talk is announced twice."
            );
            report.warn(&session.place, message);
        }
    }
}

/// Overlaps in one session are normal in some programmes: of more than these, one is named and the others are counted.
const OVERLAPS_NAMED: usize = 3;

/// Each talk is held against the one that ends last of those before it: one look a talk, however many overlap.
fn warn_of_overlaps(sessions: &[DraftSession], report: &mut Report) {
    let overlaps: Vec<_> = sessions.iter().flat_map(|session| overlaps(&session.talks)).collect();
    let more = overlaps.len().saturating_sub(1);
    for (first, second) in overlaps.iter().take(if more < OVERLAPS_NAMED { OVERLAPS_NAMED } else { 1 }) {
        let others = if more < OVERLAPS_NAMED { String::new() } else { format!(" So do {more} others.") };
        let message = format!("“{}” overlaps “{}” ({}).{others}", second.title, first.title, first.place);
        report.warn(&second.place, message);
    }
}

/// By where they stand in the source.
fn overlaps(talks: &[DraftTalk]) -> Vec<(&DraftTalk, &DraftTalk)> {
    let mut held = talks.iter().filter(|talk| !talk.cancelled);
    let mut found = Vec::new();
    let Some(mut latest) = held.next() else { return found };
    for talk in held {
        let side_by_side = latest.kind == TalkKind::Poster && talk.kind == TalkKind::Poster;
        if talk.start < latest.end && !side_by_side {
            let in_order = latest.place.line < talk.place.line;
            found.push(if in_order { (latest, talk) } else { (talk, latest) });
        }
        if talk.end > latest.end {
            latest = talk;
        }
    }
    found
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
