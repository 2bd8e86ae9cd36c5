use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Schedule, Session, SessionId, Talk, TalkId, TalkRef};

/// What is different between two states of a programme. Empty lists say that nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Talks that are new.
    pub added: Vec<Named>,
    /// Talks that are gone.
    pub removed: Vec<Named>,
    /// Talks that start at another time.
    pub moved: Vec<Changed<Span>>,
    /// Talks that start when they did, and end at another time.
    pub length: Vec<Changed<Span>>,
    /// Talks that are called off, and stay in the programme as such.
    pub cancelled: Vec<Named>,
    /// Talks that were called off and take place after all.
    pub restored: Vec<Named>,
    /// Talks that are in another room.
    pub room: Vec<Changed<Option<String>>>,
    /// Talks with another title.
    pub title: Vec<Changed<String>>,
    /// Talks with other speakers.
    pub speakers: Vec<Changed<Vec<String>>>,
    /// Talks with another abstract.
    #[serde(rename = "abstract")]
    pub summary: Vec<Changed<Option<String>>>,
    /// Sessions with other moderators.
    pub moderators: Vec<ModeratorsChanged>,
}

/// A talk, for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// Its id.
    pub id: TalkId,
    /// Its title.
    pub title: String,
    /// When it starts, or would have.
    pub start: DateTime<Utc>,
    /// Whether it is called off: then nothing else about it is news.
    pub cancelled: bool,
}

/// A talk of which something changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed<T> {
    /// The talk as it is now.
    #[serde(flatten)]
    pub talk: Named,
    /// As it was.
    pub from: T,
    /// As it is.
    pub to: T,
}

/// When a talk takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Its first instant.
    pub start: DateTime<Utc>,
    /// The first instant after it.
    pub end: DateTime<Utc>,
}

/// A session whose moderators changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModeratorsChanged {
    /// The session.
    pub session: SessionId,
    /// Its title now.
    pub title: String,
    /// As they were.
    pub from: Vec<String>,
    /// As they are.
    pub to: Vec<String>,
}

impl Changes {
    /// Whether the two programmes say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two states of a programme. A talk is the same talk if its id is, else if its speakers and start are (a
/// corrected title), else if its title and speakers are.
#[must_use]
pub fn changes(old: &Schedule, new: &Schedule) -> Changes {
    let pairs = paired(old, new);
    let matched_old: BTreeSet<&TalkId> = pairs.iter().map(|(was, _)| &was.talk.id).collect();
    let matched_new: BTreeSet<&TalkId> = pairs.iter().map(|(_, is)| &is.talk.id).collect();
    let mut changes = Changes {
        added: new.talks().filter(|t| !matched_new.contains(&t.talk.id)).map(|t| named(t.talk)).collect(),
        removed: old.talks().filter(|t| !matched_old.contains(&t.talk.id)).map(|t| named(t.talk)).collect(),
        moderators: moderators(old, new),
        ..Changes::default()
    };
    for (was, is) in pairs {
        compare(&mut changes, was, is);
    }
    changes
}

/// The talk of `new` that is this talk of `old`, for every talk that is in both.
#[must_use]
pub fn paired<'a>(old: &'a Schedule, new: &'a Schedule) -> Vec<(TalkRef<'a>, TalkRef<'a>)> {
    let mut pairs = Vec::new();
    let mut left_old: Vec<TalkRef<'_>> = old.talks().collect();
    let mut left_new: Vec<TalkRef<'_>> = new.talks().collect();
    pair_by(&mut pairs, &mut left_old, &mut left_new, |t| Some(t.talk.id.to_string()));
    pair_by(&mut pairs, &mut left_old, &mut left_new, |t| {
        let known = !t.talk.speakers.is_empty();
        known.then(|| format!("{}\n{}", t.talk.speakers.join("\n"), t.talk.start.timestamp()))
    });
    pair_by(&mut pairs, &mut left_old, &mut left_new, |t| {
        Some(format!("{}\n{}", t.talk.title.to_lowercase(), t.talk.speakers.join("\n")))
    });
    pairs
}

/// Pairs what has the same key on both sides, and on neither side twice.
fn pair_by<'a>(
    pairs: &mut Vec<(TalkRef<'a>, TalkRef<'a>)>,
    old: &mut Vec<TalkRef<'a>>,
    new: &mut Vec<TalkRef<'a>>,
    key: impl Fn(&TalkRef<'a>) -> Option<String>,
) {
    let unique = |talks: &[TalkRef<'a>]| {
        let mut found: BTreeMap<String, Option<TalkRef<'a>>> = BTreeMap::new();
        for talk in talks {
            if let Some(key) = key(talk) {
                found.entry(key).and_modify(|twice| *twice = None).or_insert(Some(*talk));
            }
        }
        found
    };
    let news = unique(new);
    let before = pairs.len();
    for (key, was) in unique(old) {
        if let (Some(was), Some(Some(is))) = (was, news.get(&key)) {
            pairs.push((was, *is));
        }
    }
    let done_old: BTreeSet<&TalkId> = pairs[before..].iter().map(|(was, _)| &was.talk.id).collect();
    let done_new: BTreeSet<&TalkId> = pairs[before..].iter().map(|(_, is)| &is.talk.id).collect();
    old.retain(|t| !done_old.contains(&t.talk.id));
    new.retain(|t| !done_new.contains(&t.talk.id));
}

fn compare(changes: &mut Changes, was: TalkRef<'_>, is: TalkRef<'_>) {
    let talk = || named(is.talk);
    let (from, to) = (span(was.talk), span(is.talk));
    if from.start != to.start {
        changes.moved.push(Changed { talk: talk(), from, to });
    } else if from.end != to.end {
        changes.length.push(Changed { talk: talk(), from, to });
    }
    match (was.talk.cancelled, is.talk.cancelled) {
        (false, true) => changes.cancelled.push(talk()),
        (true, false) => changes.restored.push(talk()),
        _ => {}
    }
    let room = |found: TalkRef<'_>| found.room().map(str::to_owned);
    note(&mut changes.room, talk, &room(was), &room(is));
    note(&mut changes.title, talk, &was.talk.title, &is.talk.title);
    note(&mut changes.speakers, talk, &was.talk.speakers, &is.talk.speakers);
    note(&mut changes.summary, talk, &was.talk.summary, &is.talk.summary);
}

fn note<T: Clone + PartialEq>(list: &mut Vec<Changed<T>>, talk: impl Fn() -> Named, from: &T, to: &T) {
    if from != to {
        list.push(Changed { talk: talk(), from: from.clone(), to: to.clone() });
    }
}

fn moderators(old: &Schedule, new: &Schedule) -> Vec<ModeratorsChanged> {
    let changed = |is: &Session| {
        let was = old.session(&is.id)?;
        (was.moderators != is.moderators).then(|| ModeratorsChanged {
            session: is.id.clone(),
            title: is.title.clone(),
            from: was.moderators.clone(),
            to: is.moderators.clone(),
        })
    };
    new.sessions.iter().filter_map(changed).collect()
}

fn named(talk: &Talk) -> Named {
    Named { id: talk.id.clone(), title: talk.title.clone(), start: talk.start, cancelled: talk.cancelled }
}

fn span(talk: &Talk) -> Span {
    Span { start: talk.start, end: talk.end }
}
