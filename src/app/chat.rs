use std::future::Future;
use std::time::Duration;

use chrono::{DateTime, Utc};

use futures_util::future::BoxFuture;

use crate::announce::{Destination, NoticeDigest, UserId};
use crate::text::Message;

/// Where messages are posted: Discord, or what stands for it.
pub trait Chat: Send + Sync + 'static {
    /// Posts a message. The digest is its nonce: posting again with the same one within the chat's window (Discord: a few
    /// minutes) gives the message that stands already.
    fn post(
        &self,
        destination: Destination,
        message: &Message,
        nonce: &NoticeDigest,
    ) -> impl Future<Output = Result<Posted, ChatError>> + Send;

    /// Looks for the message of a notice among all that were posted there since `since`, a wall time.
    fn find(
        &self,
        destination: Destination,
        notice: &NoticeDigest,
        since: DateTime<Utc>,
    ) -> impl Future<Output = Result<Option<Posted>, ChatError>> + Send;
}

/// Where direct messages can be begun.
pub trait Door: Send + Sync + 'static {
    /// Whether somebody takes direct messages, as far as the chat tells before one is sent. What it does not tell counts
    /// as yes.
    fn is_open(&self, user: UserId) -> BoxFuture<'_, bool>;
}

/// Where threads can be opened.
pub trait Threads: Send + Sync + 'static {
    /// Opens the thread of a message that stands in a channel, or finds the one that is there; gives the thread's channel.
    /// `name` is 1 to 100 characters. Doing it twice changes nothing.
    fn thread(&self, posted: Posted, name: &str) -> impl Future<Output = Result<u64, ChatError>> + Send;
}

/// A message that stands in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The channel; for a direct message, the one that was opened for it.
    pub channel: u64,
    /// The message.
    pub message: u64,
}

/// Why a message does not (surely) stand in its channel, and so what happens next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChatError {
    /// It surely was not taken; trying again may help.
    #[error("{reason}")]
    NotTaken {
        /// What happened, as a sentence.
        reason: String,
        /// How long the chat wants to be left alone.
        retry_after: Option<Duration>,
    },
    /// It may have been taken: the answer was lost.
    #[error("{reason}")]
    Unknown {
        /// What happened, as a sentence.
        reason: String,
    },
    /// The channel itself refuses: it is gone, or nothing may be said there.
    #[error("{reason}")]
    Barred {
        /// What happened and what to do, as a sentence.
        reason: String,
    },
    /// It was refused, and will be again.
    #[error("{reason}")]
    Refused {
        /// What happened and what to do, as a sentence.
        reason: String,
    },
    /// The user takes no direct messages.
    #[error("{reason}")]
    DirectClosed {
        /// What happened, as a sentence.
        reason: String,
    },
}
