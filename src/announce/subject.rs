use std::fmt;
use std::str::FromStr;

use crate::schedule::{SessionId, TalkId};

/// What a notice speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A session.
    Session(SessionId),
    /// A talk.
    Talk(TalkId),
    /// A question from the audience, by its number in the conference.
    Question(u32),
    /// The conference as a whole.
    Conference,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Session(id) => write!(f, "session:{id}"),
            Self::Talk(id) => write!(f, "talk:{id}"),
            Self::Question(number) => write!(f, "question:{number}"),
            Self::Conference => f.write_str("conference"),
        }
    }
}

/// A text that names no subject.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no subject: `session:`, `talk:` or `question:` and an id, or `conference`")]
pub struct UnusableSubject(String);

impl FromStr for Subject {
    type Err = UnusableSubject;

    fn from_str(text: &str) -> Result<Self, UnusableSubject> {
        let parsed = match text.split_once(':') {
            Some(("session", id)) => id.parse().ok().map(Self::Session),
            Some(("talk", id)) => id.parse().ok().map(Self::Talk),
            Some(("question", number)) => number.parse().ok().map(Self::Question),
            None if text == "conference" => Some(Self::Conference),
            _ => None,
        };
        parsed.ok_or_else(|| UnusableSubject(text.to_owned()))
    }
}
