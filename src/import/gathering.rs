//! Sessions for a source that has none: what is in one room on one day is what one moderator chairs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::assemble::{DraftSession, DraftTalk};

/// A night belongs to the day before it: a conference's day ends when its last party does.
const DAY_CHANGE: TimeDelta = TimeDelta::hours(4);

/// The conference day of an instant.
pub(super) fn day_of(instant: DateTime<Utc>, tz: Tz) -> NaiveDate {
    (instant.with_timezone(&tz).naive_local() - DAY_CHANGE).date()
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
