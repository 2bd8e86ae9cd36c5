use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Bar, StoreError};
use crate::announce::{Destination, Notice, NoticeKey, NoticeKind, Subject, Told};
use crate::schedule::ConferenceId;

/// Columns that make a [`Notice`], for every query that reads one.
macro_rules! notice_columns {
    () => {
        "notice_key, conference, kind, destination, subject, lead_ms, starts_ms, due_ms, expires_ms"
    };
}
pub(super) use notice_columns;

/// Columns that make an [`Entry`].
macro_rules! entry_columns {
    () => {
        concat!(notice_columns!(), ", state, attempts, finished_ms, reason, message_id, uncorrected")
    };
}
pub(super) use entry_columns;

/// What became of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Waits for its due instant, or for another attempt.
    Pending,
    /// Is being posted.
    Claimed,
    /// Was sent, but no answer told whether Discord took it.
    Uncertain,
    /// Stands in its channel.
    Delivered,
    /// Was not posted in time.
    Missed,
    /// Was refused for good.
    Failed,
    /// Is no longer called for.
    Cancelled,
}

impl State {
    /// The state's name in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Claimed => "claimed",
            Self::Uncertain => "uncertain",
            Self::Delivered => "delivered",
            Self::Missed => "missed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Every state, in the order of a notice's life.
    pub const ALL: [Self; 7] =
        [Self::Pending, Self::Claimed, Self::Uncertain, Self::Delivered, Self::Missed, Self::Failed, Self::Cancelled];
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for State {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| StoreError::Unreadable(format!("the state `{text}`")))
    }
}

/// A notice that this process is to post.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What to say.
    pub notice: Notice,
    /// Its key, as it stands in the store.
    pub key: NoticeKey,
    /// How often it has been claimed, this time included.
    pub attempts: i64,
    /// Wall time of this claim.
    pub claimed: DateTime<Utc>,
    /// Wall time since when it is unknown whether an earlier attempt reached the channel.
    pub uncertain_since: Option<DateTime<Utc>>,
    /// What the last attempt met.
    pub reason: Option<String>,
}

/// A row of the outbox, for people.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was to be said.
    pub notice: Notice,
    /// What became of it.
    pub state: State,
    /// How often it was tried.
    pub attempts: i64,
    /// Session time at which it came to its state, if it did.
    pub finished: Option<DateTime<Utc>>,
    /// Why, where there is a why.
    pub reason: Option<String>,
    /// The message that says it.
    pub message: Option<u64>,
    /// Why that message does not say what the programme says now, where it could not be corrected.
    pub uncorrected: Option<String>,
}

impl Entry {
    /// From a row with the columns of `entry_columns!`.
    pub(super) fn of(row: &AnyRow) -> Result<(NoticeKey, Self), StoreError> {
        let (key, notice) = notice(row)?;
        let entry = Self {
            notice,
            state: parsed(row, "state")?,
            attempts: row.try_get("attempts")?,
            finished: optional_instant(row, "finished_ms")?,
            reason: row.try_get("reason")?,
            message: row.try_get::<Option<i64>, _>("message_id")?.map(i64::cast_unsigned),
            uncorrected: row.try_get("uncorrected")?,
        };
        Ok((key, entry))
    }
}

/// What a message tells that is kept true from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it tells of its subject; `None` where an earlier attempt wrote it, and by which programme is not known.
    pub told: Option<Told>,
    /// What its subject was called.
    pub title: String,
    /// Session time at which it was said, where that was before it was recorded.
    pub at: Option<DateTime<Utc>>,
}

/// How a claimed notice ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finished {
    /// It stands in this channel as this message.
    Delivered {
        /// The channel; for a direct message, the one that Discord opened.
        channel: u64,
        /// The message.
        message: u64,
        /// What it tells, where messages of its kind are corrected.
        said: Option<Said>,
    },
    /// It became too late.
    Missed(String),
    /// It was refused for good.
    Failed(String),
    /// The channel itself refused it for good, and is counted for that.
    Barred(Bar),
    /// It is no longer called for.
    Cancelled(String),
    /// It surely was not taken; it is tried again at this wall time.
    Again(DateTime<Utc>, String),
    /// It may have been taken; this is found out at this wall time.
    Uncertain(DateTime<Utc>, String),
}

pub(super) fn notice(row: &AnyRow) -> Result<(NoticeKey, Notice), StoreError> {
    let conference: ConferenceId = parsed(row, "conference")?;
    let notice = Notice {
        conference,
        kind: parsed::<NoticeKind>(row, "kind")?,
        destination: parsed::<Destination>(row, "destination")?,
        subject: parsed::<Subject>(row, "subject")?,
        lead: TimeDelta::milliseconds(row.try_get("lead_ms")?),
        starts: instant(row.try_get("starts_ms")?)?,
        due: instant(row.try_get("due_ms")?)?,
        expires: instant(row.try_get("expires_ms")?)?,
    };
    Ok((NoticeKey::from(row.try_get::<String, _>("notice_key")?), notice))
}

pub(super) fn instant(milliseconds: i64) -> Result<DateTime<Utc>, StoreError> {
    let instant = DateTime::from_timestamp_millis(milliseconds);
    instant.ok_or_else(|| StoreError::Unreadable(format!("the instant {milliseconds}")))
}

pub(super) fn optional_instant(row: &AnyRow, column: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    row.try_get::<Option<i64>, _>(column)?.map(instant).transpose()
}

pub(super) fn parsed<T: FromStr>(row: &AnyRow, column: &str) -> Result<T, StoreError> {
    let text: String = row.try_get(column)?;
    text.parse().map_err(|_| StoreError::Unreadable(format!("`{text}` in column {column}")))
}
