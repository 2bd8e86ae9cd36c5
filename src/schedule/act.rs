use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::TalkId;

/// What a moderator does to a running session. Names talks by their ids, so that it holds over an imported programme that
/// is read again meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// The talk begins, earlier or later than planned. What comes after it moves with it.
    Start {
        /// The talk.
        talk: TalkId,
        /// When it began.
        at: DateTime<Utc>,
    },
    /// The talk ends before its time. What comes after it stays where it is.
    End {
        /// The talk.
        talk: TalkId,
        /// When it ended.
        at: DateTime<Utc>,
    },
    /// The talk gets more time. What comes after it moves.
    Extend {
        /// The talk.
        talk: TalkId,
        /// How much longer, in whole minutes.
        minutes: u32,
        /// When that was decided.
        at: DateTime<Utc>,
    },
    /// The talk does not take place. Its time makes up for a delay of what comes after it.
    Skip {
        /// The talk.
        talk: TalkId,
        /// When that was decided.
        at: DateTime<Utc>,
    },
    /// Two neighbours exchange their places.
    Swap {
        /// The talk that would have come first.
        talk: TalkId,
        /// The talk that comes first instead.
        with: TalkId,
        /// When that was decided.
        at: DateTime<Utc>,
    },
}

/// Why an act cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The talk is not in the programme, or no longer.
    #[error("the talk is not in the programme")]
    Gone,
    /// The talk is over.
    #[error("the talk is over")]
    Over,
    /// The talk has not begun.
    #[error("the talk has not begun")]
    NotBegun,
    /// The next talk has begun.
    #[error("the next talk has begun")]
    NextBegun,
    /// Its planned start is hours away: surely another day's programme is meant.
    #[error("the planned start is hours away")]
    FarAway,
    /// The talk before would be left without any time.
    #[error("the talk before would have no time left")]
    NoTimeBefore,
    /// It is the only talk that is left of its session.
    #[error("it is the only talk of its session")]
    OnlyTalk,
    /// There is no neighbour with which it could exchange its place.
    #[error("no talk follows with which it could exchange its place")]
    NoNeighbour,
}

impl Act {
    /// The talk that it is about.
    #[must_use]
    pub const fn talk(&self) -> &TalkId {
        match self {
            Self::Start { talk, .. }
            | Self::End { talk, .. }
            | Self::Extend { talk, .. }
            | Self::Skip { talk, .. }
            | Self::Swap { talk, .. } => talk,
        }
    }

    /// When it was done.
    #[must_use]
    pub const fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Start { at, .. }
            | Self::End { at, .. }
            | Self::Extend { at, .. }
            | Self::Skip { at, .. }
            | Self::Swap { at, .. } => *at,
        }
    }

    /// By how much it makes its talk longer.
    #[must_use]
    pub fn longer_by(&self) -> TimeDelta {
        match self {
            Self::Extend { minutes, .. } => TimeDelta::minutes(i64::from(*minutes)),
            _ => TimeDelta::zero(),
        }
    }
}
