use std::fmt;

use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Notice, Subject};
use crate::schedule::{Schedule, Session, TalkKind};

/// What a message tells of its subject, as 16 hexadecimal digits: differs wherever the message should read otherwise.
/// Follows from the programme alone, so that a new version of talkbell, or other words, correct nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told(String);

impl Told {
    /// What a notice tells by this programme.
    #[must_use]
    pub fn of(said: &Notice, schedule: &Schedule) -> Self {
        let told = match &said.subject {
            Subject::Talk(id) => {
                let found = schedule.talk(id);
                serde_json::to_vec(&found.map(|found| (&found.session.title, &found.session.room, found.talk)))
            }
            Subject::Session(id) => serde_json::to_vec(&schedule.session(id).map(Overview::of)),
            Subject::Question(_) | Subject::Conference => Ok(Vec::new()),
        };
        let hash = Sha256::digest(told.unwrap_or_default());
        let (number, _) = hash.split_at(8);
        Self(number.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A talk in the list of its session: title, kind, speakers, whether it is cancelled, start and end.
type Line<'a> = (&'a str, TalkKind, &'a [String], bool, DateTime<Utc>, DateTime<Utc>);

/// A session as its opening shows it: without the abstracts of its talks.
#[derive(Serialize)]
struct Overview<'a> {
    title: &'a str,
    moderators: &'a [String],
    summary: Option<&'a str>,
    room: Option<&'a str>,
    talks: Vec<Line<'a>>,
}

impl<'a> Overview<'a> {
    fn of(session: &'a Session) -> Self {
        let talks = session.talks.iter();
        let talks = talks.map(|talk| (&*talk.title, talk.kind, &*talk.speakers, talk.cancelled, talk.start, talk.end));
        Self {
            title: &session.title,
            moderators: &session.moderators,
            summary: session.summary.as_deref(),
            room: session.room.as_deref(),
            talks: talks.collect(),
        }
    }
}

impl From<String> for Told {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
