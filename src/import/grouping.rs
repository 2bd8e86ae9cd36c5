//! Talks of a programme that knows no sessions, gathered into what one moderator would chair; and the days that they are on.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::Level;
use super::assemble::{DraftSession, DraftTalk};
use super::report::{Place, Report};

/// A night belongs to the day before it: a conference's day ends when its last party does.
pub(super) const NIGHT: TimeDelta = TimeDelta::hours(4);

/// A talk and what it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// The conference day, which may go on after midnight.
    pub(super) day: NaiveDate,
    pub(super) room: Option<String>,
    pub(super) track: Option<String>,
    /// Where the source names them.
    pub(super) moderators: Vec<String>,
    /// Without a room: that is its session's.
    pub(super) talk: DraftTalk,
}

/// What belongs together is a session: the talks of one track that follow each other in one room on one day. Where tracks
/// change with nearly every talk they are topics, and what is in one room on one day is a session.
pub(super) fn sessions(mut slots: Vec<Slot>, programme: &str, report: &mut Report) -> Vec<DraftSession> {
    let mut rooms: HashMap<Option<&str>, usize> = HashMap::new();
    let order: Vec<usize> = slots
        .iter()
        .map(|slot| {
            let next = rooms.len();
            *rooms.entry(slot.room.as_deref()).or_insert(next)
        })
        .collect();
    let mut ordered: Vec<(usize, Slot)> = order.into_iter().zip(slots.drain(..)).collect();
    ordered.sort_by_key(|(room, slot)| (slot.day, *room, slot.talk.start, slot.talk.end));
    let slots: Vec<Slot> = ordered.into_iter().map(|(_, slot)| slot).collect();

    let runs = slots.chunk_by(|a, b| is_one_room(a, b) && a.track == b.track).count();
    let by_track = runs * 2 <= slots.len() || runs <= 1;
    let together = |a: &Slot, b: &Slot| is_one_room(a, b) && (!by_track || a.track == b.track);
    let mut groups: Vec<Vec<Slot>> = Vec::new();
    for slot in slots {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| together(last, &slot)) => group.push(slot),
            _ => groups.push(vec![slot]),
        }
    }
    let titles = titles(&groups, by_track, programme);
    let sessions: Vec<DraftSession> =
        groups.into_iter().zip(titles).map(|(group, title)| session(group, title, by_track)).collect();
    note_if_nobody_leads(&sessions, report);
    sessions
}

/// A source that has a place for moderators, and names none, may have forgotten them.
pub(super) fn note_if_nobody_leads(sessions: &[DraftSession], report: &mut Report) {
    if !sessions.is_empty() && sessions.iter().all(|session| session.moderators.is_empty()) {
        let message = "This programme names no moderators: nobody will be reminded.".to_owned();
        report.once(Level::Note, Place::default(), message);
    }
}

fn is_one_room(a: &Slot, b: &Slot) -> bool {
    a.day == b.day && a.room == b.room
}

fn session(group: Vec<Slot>, title: String, by_track: bool) -> DraftSession {
    let first = group.first();
    let place = first.map(|slot| slot.talk.place.clone()).unwrap_or_default();
    let room = first.and_then(|slot| slot.room.clone());
    let shared = by_track || group.iter().all(|slot| Some(&slot.track) == first.map(|slot| &slot.track));
    let track = first.filter(|_| shared).and_then(|slot| slot.track.clone());
    let mut moderators: Vec<String> = Vec::new();
    for name in group.iter().flat_map(|slot| &slot.moderators) {
        if !moderators.contains(name) {
            moderators.push(name.clone());
        }
    }
    let talks = group.into_iter().map(|slot| slot.talk).collect();
    DraftSession { place, title, moderators, summary: None, room, track, talks }
}

/// A session is called by its track, else by its room; where that names several, by what else tells them apart.
fn titles(groups: &[Vec<Slot>], by_track: bool, programme: &str) -> Vec<String> {
    let own = |slot: &Slot| {
        let track = slot.track.clone().filter(|_| by_track);
        track.or_else(|| slot.room.clone()).unwrap_or_else(|| programme.to_owned())
    };
    let firsts: Vec<&Slot> = groups.iter().filter_map(|group| group.first()).collect();
    let mut alike: HashMap<String, Vec<&Slot>> = HashMap::new();
    for slot in &firsts {
        alike.entry(own(slot)).or_default().push(slot);
    }
    let days = firsts.iter().any(|slot| slot.day.weekday() != firsts[0].day.weekday());
    let title = |slot: &&Slot| {
        let mut title = own(slot);
        let others = &alike[&title];
        let rooms = others.iter().any(|other| other.room != slot.room);
        let one_day = others.iter().all(|other| other.day == slot.day);
        if let Some(room) = slot.room.as_ref().filter(|_| rooms) {
            title = format!("{title} · {room}");
        }
        let same_room = || others.iter().filter(|other| other.room == slot.room).any(|other| other.day != slot.day);
        if days && !one_day && same_room() {
            title = format!("{title} · {}", slot.day.format("%a %-d %b"));
        }
        title
    };
    firsts.iter().map(title).collect()
}

/// The conference day of an instant.
pub(super) fn day_of(instant: DateTime<Utc>, tz: Tz) -> NaiveDate {
    (instant.with_timezone(&tz).naive_local() - NIGHT).date()
}

/// How a day's session is called that is in this place, or in none.
pub(super) fn day_title(place: Option<&str>, day: NaiveDate, several_days: bool) -> String {
    match place {
        None => day.format("%A %-d %B %Y").to_string(),
        Some(place) if several_days => format!("{place}, {}", day.format("%A %-d %B")),
        Some(place) => place.to_owned(),
    }
}

/// One session for each day and room, in order of their first talk.
pub(super) fn by_day_and_room(talks: Vec<DraftTalk>, tz: Tz) -> Vec<DraftSession> {
    let several_days = talks.iter().map(|talk| day_of(talk.start, tz)).collect::<BTreeSet<_>>().len() > 1;
    let mut groups: BTreeMap<(NaiveDate, Option<String>), Vec<DraftTalk>> = BTreeMap::new();
    for talk in talks {
        groups.entry((day_of(talk.start, tz), talk.room.clone())).or_default().push(talk);
    }
    let sessions = groups.into_iter().filter_map(|((day, room), mut talks)| {
        let place = talks.first()?.place.clone();
        talks.iter_mut().for_each(|talk| talk.room = None);
        Some(DraftSession {
            place,
            title: day_title(room.as_deref(), day, several_days),
            moderators: Vec::new(),
            summary: None,
            room,
            track: None,
            talks,
        })
    });
    sessions.collect()
}

/// The room that all its talks have is the session's.
pub(super) fn with_one_room(mut session: DraftSession) -> DraftSession {
    let first = session.talks.first().and_then(|talk| talk.room.clone());
    if session.room.is_none() && first.is_some() && session.talks.iter().all(|talk| talk.room == first) {
        session.talks.iter_mut().for_each(|talk| talk.room = None);
        session.room = first;
    }
    session
}
