use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::super::{Schedule, Session, SessionId, Span, Talk, TalkId};

/// What becomes different in a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// The talks with other times, in the order in which they now begin.
    pub moved: Vec<Shift>,
    /// The talks that no longer take place.
    pub dropped: Vec<TalkId>,
    /// The talks that take place again.
    pub restored: Vec<TalkId>,
    /// When the session ended and now ends, where that is different.
    pub end: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// The session in the same room that has then begun already.
    pub runs_into: Option<SessionId>,
}

/// A talk with other times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The talk.
    pub talk: TalkId,
    /// When it took place.
    pub from: Span,
    /// When it takes place.
    pub to: Span,
}

impl Shift {
    /// By how much its start moves: below zero is earlier.
    #[must_use]
    pub fn by(&self) -> TimeDelta {
        self.to.start - self.from.start
    }
}

impl Effect {
    /// Whether nothing becomes different.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// The talks that begin at another time, but for `own`, of which more is said.
    pub fn others(&self, own: &TalkId) -> impl Iterator<Item = &Shift> {
        self.moved.iter().filter(move |shift| shift.talk != *own && shift.by() != TimeDelta::zero())
    }

    /// The least and the most by which those begin at another time.
    #[must_use]
    pub fn spread(&self, own: &TalkId) -> Option<(TimeDelta, TimeDelta)> {
        let by = || self.others(own).map(Shift::by);
        Some((by().min()?, by().max()?))
    }
}

/// What is different in a session between two states of a programme.
#[must_use]
pub fn effect(before: &Schedule, after: &Schedule, session: &SessionId) -> Effect {
    let (Some(was), Some(is)) = (before.session(session), after.session(session)) else { return Effect::default() };
    let held = |session: &Session| session.talks.iter().filter(|talk| !talk.cancelled).cloned().collect::<Vec<Talk>>();
    let ids = |session: &Session| held(session).into_iter().map(|talk| talk.id).collect::<BTreeSet<TalkId>>();
    let (old, new) = (ids(was), ids(is));
    let shifted = is.talks.iter().filter_map(|talk| {
        let before = was.talks.iter().find(|before| before.id == talk.id)?;
        let (from, to) = (Span { start: before.start, end: before.end }, Span { start: talk.start, end: talk.end });
        (from != to).then(|| Shift { talk: talk.id.clone(), from, to })
    });
    let end = (was.end(), is.end());
    let met = after.sessions.iter().filter(|other| other.id != is.id && other.room == is.room);
    let met = met.filter(|other| was.end() <= other.start() && other.start() < is.end());
    Effect {
        moved: shifted.collect(),
        dropped: old.difference(&new).cloned().collect(),
        restored: new.difference(&old).cloned().collect(),
        end: (end.0 != end.1).then_some(end),
        runs_into: met.min_by_key(|other| other.start()).map(|other| other.id.clone()),
    }
}
