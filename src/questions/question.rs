use std::fmt;
use std::num::{NonZeroU32, NonZeroU64};
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::schedule::{SessionId, TalkId};

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(NonZeroU32);

        impl $name {
            /// `None` for 0.
            #[must_use]
            pub fn new(number: u32) -> Option<Self> {
                NonZeroU32::new(number).map(Self)
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> u32 {
                self.0.get()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = UnusableNumber;

            /// Takes `12` and `#12`.
            fn from_str(text: &str) -> Result<Self, UnusableNumber> {
                let digits = text.trim().trim_start_matches('#');
                digits.parse().map(Self).map_err(|_| UnusableNumber(text.to_owned()))
            }
        }
    };
}

number! {
    /// A question's number within its conference, from 1.
    QuestionId
}
number! {
    /// The number of something that was done to questions, within its conference, from 1.
    ActId
}

/// A text that is no number of a question or an act.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no number of a question")]
pub struct UnusableNumber(String);

/// A question that someone in the audience asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its number in the conference, by which people call it.
    pub id: QuestionId,
    /// The session in which it was asked.
    pub session: SessionId,
    /// The talk that it is about; `None` for one to everybody.
    pub talk: Option<TalkId>,
    /// Who asked it. Never shown where [`Question::name`] is `None`.
    pub author: Person,
    /// What the author is called; `None` for a question without a name.
    pub name: Option<String>,
    /// As it was written, unescaped.
    pub text: String,
    /// Where it is in its life.
    pub state: QuestionState,
    /// How many people beside its author want it, those who want what was merged into it among them; each counts once.
    pub votes: u32,
    /// When it was asked.
    pub asked: DateTime<Utc>,
    /// When it came to its state, or was edited.
    pub changed: DateTime<Utc>,
    /// The question that stands for it, when it is [`QuestionState::Merged`].
    pub merged_into: Option<QuestionId>,
}

/// Someone who asks, votes or moderates; on Discord, a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person(NonZeroU64);

/// Where a question is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuestionState {
    /// Waits for a moderator's approval; nobody else sees it.
    Held,
    /// Stands on the board.
    Open,
    /// Is being asked. At most one question of a session is.
    Current,
    /// Was answered.
    Answered,
    /// Was taken off by a moderator.
    Dismissed,
    /// Was taken back by its author.
    Withdrawn,
    /// Another question stands for it.
    Merged,
}

impl QuestionState {
    /// Every state, in the order of a question's life.
    pub const ALL: [Self; 7] =
        [Self::Held, Self::Open, Self::Current, Self::Answered, Self::Dismissed, Self::Withdrawn, Self::Merged];

    /// The state's name in the store and in exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Open => "open",
            Self::Current => "current",
            Self::Answered => "answered",
            Self::Dismissed => "dismissed",
            Self::Withdrawn => "withdrawn",
            Self::Merged => "merged",
        }
    }

    /// Whether it may still be asked.
    #[must_use]
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Held | Self::Open)
    }

    /// Whether the audience sees it on the board, and may vote for it.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Open | Self::Current)
    }
}

impl fmt::Display for QuestionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no state of a question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no state of a question")]
pub struct UnknownState(String);

impl FromStr for QuestionState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| UnknownState(text.to_owned()))
    }
}

impl Person {
    /// `None` for 0, which no chat gives out.
    #[must_use]
    pub fn new(id: u64) -> Option<Self> {
        NonZeroU64::new(id).map(Self)
    }

    /// The chat's id of this person.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0.get()
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl UnknownState {
    pub(super) fn named(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The open question `number`, asked by the person of the same number at that second.
    pub(in super::super) fn question(number: u32) -> Question {
        let asked = DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(number.into());
        Question {
            id: QuestionId::new(number).unwrap(),
            session: "theory".parse().unwrap(),
            talk: None,
            author: Person::new(number.into()).unwrap(),
            name: Some(format!("Person {number}")),
            text: format!("Question {number}?"),
            state: QuestionState::Open,
            votes: 0,
            asked,
            changed: asked,
            merged_into: None,
        }
    }

    #[test]
    fn a_number_is_typed_with_its_sign_or_without() {
        assert_eq!(" #12 ".parse(), Ok(QuestionId::new(12).unwrap()));
        assert_eq!("12".parse(), Ok(QuestionId::new(12).unwrap()));
        assert!("0".parse::<QuestionId>().is_err() && "twelve".parse::<QuestionId>().is_err());
    }
}
