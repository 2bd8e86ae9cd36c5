use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Notice, Subject, UserId};
use crate::schedule::{Course, Session, SessionId, Talk, TalkId};

/// What a plan goes by beside the programme as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// When each session begins by the printed programme. People are called to that instant, whatever a moderator does to
    /// the first talk: so nobody is called twice.
    pub printed: BTreeMap<SessionId, DateTime<Utc>>,
    /// Since when the start of a talk is what it is, where a moderator decided that.
    pub decided: BTreeMap<TalkId, DateTime<Utc>>,
    /// Since when the end of a talk is what it is, where a moderator decided that.
    pub ends_decided: BTreeMap<TalkId, DateTime<Utc>>,
    /// Who said that they are there.
    pub present: BTreeSet<(SessionId, UserId)>,
}

impl Known {
    /// What is known of a programme as it is carried.
    #[must_use]
    pub fn of(course: &Course, present: BTreeSet<(SessionId, UserId)>) -> Self {
        let sessions = course.printed.sessions.iter();
        let printed = sessions.map(|session| (session.id.clone(), session.start())).collect();
        Self { printed, decided: course.decided.clone(), ends_decided: course.ends_decided.clone(), present }
    }

    /// The instant to which people are called.
    pub(super) fn called_to(&self, session: &Session) -> DateTime<Utc> {
        self.printed.get(&session.id).copied().unwrap_or_else(|| session.start())
    }

    /// Whether there was any time to ring before the talk.
    pub(super) fn could_ring(&self, talk: &Talk) -> bool {
        self.decided.get(&talk.id).is_none_or(|decided| *decided < talk.start)
    }

    /// Whether a reminder of a talk is of use: there was time for it, since its start is what it is.
    #[must_use]
    pub fn allows(&self, reminder: &Notice) -> bool {
        let Subject::Talk(talk) = &reminder.subject else { return true };
        self.decided.get(talk).is_none_or(|decided| *decided < reminder.starts)
    }

    /// Whether it was known by `due` when the talk would end.
    pub(super) fn could_count_down(&self, talk: &Talk, due: DateTime<Utc>) -> bool {
        self.ends_decided.get(&talk.id).is_none_or(|decided| *decided < due)
    }

    /// Whether this person is there.
    pub(super) fn is_present(&self, session: &Session, user: UserId) -> bool {
        self.present.contains(&(session.id.clone(), user))
    }

    /// Who of these people is there.
    pub(super) fn present_of<'a>(
        &'a self,
        session: &'a Session,
        people: impl Iterator<Item = UserId> + 'a,
    ) -> impl Iterator<Item = UserId> + 'a {
        people.filter(|user| self.is_present(session, *user))
    }
}
