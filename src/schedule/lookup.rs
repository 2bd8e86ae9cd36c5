use chrono::{DateTime, Utc};

use super::{Schedule, Session, Talk};

/// A talk and the session it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TalkRef<'a> {
    /// The session.
    pub session: &'a Session,
    /// One of its talks.
    pub talk: &'a Talk,
}

impl<'a> TalkRef<'a> {
    /// Where the talk takes place: its own room, else its session's.
    #[must_use]
    pub fn room(&self) -> Option<&'a str> {
        self.talk.room.as_deref().or(self.session.room.as_deref())
    }
}

/// Where an instant lies in a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment<'a> {
    /// The talks that run, parallel ones in session order.
    pub running: Vec<TalkRef<'a>>,
    /// The talks that start next: all that share the next start.
    pub next: Vec<TalkRef<'a>>,
    /// The session that ended last, if any has.
    pub last_ended: Option<&'a Session>,
}

impl Schedule {
    /// What runs, what comes next and what is over at `now`. What is cancelled is none of these.
    #[must_use]
    pub fn at(&self, now: DateTime<Utc>) -> Moment<'_> {
        let talks = || self.talks().filter(|t| !t.talk.cancelled);
        let running = talks().filter(|t| t.talk.start <= now && now < t.talk.end).collect();
        let next_start = talks().map(|t| t.talk.start).filter(|start| *start > now).min();
        let next = talks().filter(|t| Some(t.talk.start) == next_start).collect();
        let ended = self.sessions.iter().filter(|session| session.end() <= now && !session.is_cancelled());
        Moment { running, next, last_ended: ended.max_by_key(|session| session.end()) }
    }

    /// The talk that a reader most likely means by "this talk": the one that started last of those that run, else the
    /// one that comes next, else the last of all.
    #[must_use]
    pub fn current_talk(&self, now: DateTime<Utc>) -> Option<TalkRef<'_>> {
        let Moment { running, next, .. } = self.at(now);
        let latest = running.into_iter().max_by_key(|t| t.talk.start);
        let last = || self.talks().max_by_key(|t| (!t.talk.cancelled, t.talk.end));
        latest.or_else(|| next.into_iter().next()).or_else(last)
    }
}
