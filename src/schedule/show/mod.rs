//! The run of show: what a moderator does to a session, over the programme as it was imported.
//!
//! An act moves whole talks of its own session and nothing else. Breaks and gaps absorb nothing: everybody can foresee where
//! a talk will be when "this and all later talks move by five minutes". Where time becomes free, later talks come forward
//! only as far as they are late; none is ever earlier than it was printed because of another, so that whoever comes on time
//! misses nothing.

mod after;
mod effect;
mod hand;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use effect::{Effect, Shift, effect};
pub use hand::Wish;

use super::{Act, Schedule, Session, SessionId, TalkId, Unfit};
use after::after;

/// A programme as it is carried: the imported one, and what moderators did to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// As it was imported.
    pub printed: Arc<Schedule>,
    /// As it takes place.
    pub schedule: Arc<Schedule>,
    /// The talks whose start an act decided, and when it did. Whoever rings before a talk asks whether there was time to.
    pub decided: BTreeMap<TalkId, DateTime<Utc>>,
    /// The talks whose end an act decided, and when it did. Whoever counts down to it asks the same.
    pub ends_decided: BTreeMap<TalkId, DateTime<Utc>>,
    /// The talks that a moderator started by hand.
    pub started: BTreeSet<TalkId>,
}

impl Course {
    /// A programme to which nobody has done anything.
    #[must_use]
    pub fn printed(schedule: impl Into<Arc<Schedule>>) -> Self {
        let printed = schedule.into();
        Self {
            schedule: Arc::clone(&printed),
            printed,
            decided: BTreeMap::new(),
            ends_decided: BTreeMap::new(),
            started: BTreeSet::new(),
        }
    }

    /// The course once this was done too.
    ///
    /// # Errors
    /// When it cannot be done.
    pub fn after(&self, act: &Act) -> Result<Self, Unfit> {
        let place = self.place(act.talk()).ok_or(Unfit::Gone)?;
        let session = &self.schedule.sessions[place];
        let printed = |talk: &TalkId| self.printed.talk(talk).map(|found| found.talk.start);
        let changed = after(session, &printed, act)?;
        let mut course = self.clone();
        for talk in &changed.talks {
            let was = session.talks.iter().find(|was| was.id == talk.id);
            if was.is_some_and(|was| was.start != talk.start) {
                course.decided.insert(talk.id.clone(), act.at());
            }
            if was.is_some_and(|was| was.end != talk.end) {
                course.ends_decided.insert(talk.id.clone(), act.at());
            }
        }
        if matches!(act, Act::Start { .. }) {
            course.started.insert(act.talk().clone());
        }
        let schedule = Arc::make_mut(&mut course.schedule);
        schedule.sessions[place] = changed;
        schedule.sessions.sort_by_key(Session::start);
        Ok(course)
    }

    /// When a session begins by the printed programme: what calls people to it goes by that.
    #[must_use]
    pub fn printed_start(&self, session: &SessionId) -> Option<DateTime<Utc>> {
        self.printed.session(session).map(Session::start)
    }

    fn place(&self, talk: &TalkId) -> Option<usize> {
        self.schedule.sessions.iter().position(|session| session.talks.iter().any(|other| other.id == *talk))
    }
}

/// The programme after everything that was done to it, in the order in which it was done. What no longer fits the imported
/// programme, because that has changed underneath, is left out; it counts again when it fits again.
#[must_use]
pub fn apply<'a>(printed: impl Into<Arc<Schedule>>, acts: impl IntoIterator<Item = &'a Act>) -> Course {
    let begin = Course::printed(printed);
    acts.into_iter().fold(begin, |course, act| course.after(act).unwrap_or(course))
}

#[cfg(test)]
mod tests;
