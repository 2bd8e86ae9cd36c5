//! The programme of a conference, valid by construction, and questions about it.
//!
//! Pure: no I/O, no clock, no Discord type. Instants are UTC; a caller who wants local days uses [`Schedule::time_zone`].

mod act;
mod alike;
mod change;
mod doubt;
mod ids;
mod inherit;
mod kind;
mod lookup;
mod posters;
mod published;
mod search;
mod show;
mod tombstone;

pub use act::{Act, Unfit};
pub use alike::{closest, likeness, pairs};
pub use change::{Changed, Changes, ModeratorsChanged, Named, Span, changes, paired};
pub use doubt::{Doubt, doubt};
pub use ids::{ConferenceId, SessionId, TalkId, UnusableId, unique_slugs};
pub use inherit::with_ids_of;
pub use kind::TalkKind;
pub use lookup::{Moment, TalkRef};
pub use published::{Entry, Published, publish};
pub use search::{search, search_among, talk_named};
pub use show::{Course, Effect, Shift, Wish, apply, effect};
pub use tombstone::with_tombstones;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A whole programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// What the organisers call the programme.
    pub title: String,
    /// The zone in which the programme was written; decides which day a talk belongs to.
    pub time_zone: Tz,
    /// In order of their first start.
    pub sessions: Vec<Session>,
}

/// What one moderator chairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Unique in the schedule, stable across imports.
    pub id: SessionId,
    /// As printed in the programme.
    pub title: String,
    /// The session chairs, by name.
    pub moderators: Vec<String>,
    /// What the session is about, where the programme says so.
    #[serde(rename = "abstract")]
    pub summary: Option<String>,
    /// Where it takes place, where the programme says so.
    pub room: Option<String>,
    /// The track or devroom that it is a part of, where the programme says so.
    #[serde(default)]
    pub track: Option<String>,
    /// Never empty; in order of start, then end.
    pub talks: Vec<Talk>,
}

/// One slot of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// Unique in the schedule, stable across imports.
    pub id: TalkId,
    /// What sort of slot it is.
    pub kind: TalkKind,
    /// Never empty.
    pub title: String,
    /// By name, in the programme's order.
    pub speakers: Vec<String>,
    /// Whole, paragraphs parted by one empty line.
    #[serde(rename = "abstract")]
    pub summary: Option<String>,
    /// Where it takes place, if not in its session's room; [`TalkRef::room`] knows both.
    #[serde(default)]
    pub room: Option<String>,
    /// Whether it is called off. It stays in the programme, is shown as cancelled and never rings.
    #[serde(default)]
    pub cancelled: bool,
    /// First instant of the slot.
    pub start: DateTime<Utc>,
    /// First instant after the slot; after `start`.
    pub end: DateTime<Utc>,
}

impl Schedule {
    /// Every talk with its session, in session order.
    pub fn talks(&self) -> impl Iterator<Item = TalkRef<'_>> {
        self.sessions.iter().flat_map(Session::talk_refs)
    }

    /// The session with this id.
    #[must_use]
    pub fn session(&self, id: &SessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == *id)
    }

    /// Every room that it names, each once, in order of name.
    #[must_use]
    pub fn rooms(&self) -> Vec<&str> {
        let rooms: BTreeSet<&str> = self.talks().filter_map(|found| found.room()).collect();
        rooms.into_iter().collect()
    }

    /// The talk with this id, and its session.
    #[must_use]
    pub fn talk(&self, id: &TalkId) -> Option<TalkRef<'_>> {
        self.talks().find(|found| found.talk.id == *id)
    }
}

impl Session {
    /// The first start of those of its talks that take place; of all of them if none does.
    ///
    /// # Panics
    /// Never for a session that an importer made: those have at least one talk.
    #[must_use]
    pub fn start(&self) -> DateTime<Utc> {
        self.spanning().map(|talk| talk.start).min().expect("a session has a talk")
    }

    /// The last end of those of its talks that take place; of all of them if none does.
    ///
    /// # Panics
    /// Never for a session that an importer made: those have at least one talk.
    #[must_use]
    pub fn end(&self) -> DateTime<Utc> {
        self.spanning().map(|talk| talk.end).max().expect("a session has a talk")
    }

    /// Its room, or the one that all its talks share.
    #[must_use]
    pub fn common_room(&self) -> Option<&str> {
        let shared = || {
            let first = self.talks.first()?.room.as_deref()?;
            self.talks.iter().all(|talk| talk.room.as_deref() == Some(first)).then_some(first)
        };
        self.room.as_deref().or_else(shared)
    }

    /// Whether none of its talks takes place.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.talks.iter().all(|talk| talk.cancelled)
    }

    fn spanning(&self) -> impl Iterator<Item = &Talk> {
        let cancelled = self.is_cancelled();
        self.talks.iter().filter(move |talk| cancelled || !talk.cancelled)
    }

    fn talk_refs(&self) -> impl Iterator<Item = TalkRef<'_>> {
        self.talks.iter().map(move |talk| TalkRef { session: self, talk })
    }
}

impl Talk {
    /// How long the slot is.
    #[must_use]
    pub fn duration(&self) -> TimeDelta {
        self.end - self.start
    }
}
