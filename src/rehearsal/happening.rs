//! What happens on the local Discord, for those who watch it.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};
use serde_json::Value;

/// Something that happened. Watchers get it in the order in which it happened.
#[derive(Clone, Debug)]
pub enum Happening {
    /// A message was posted, by the bot or by a member.
    Posted(Seen),
    /// A message was edited.
    Edited(Seen),
    /// A message was deleted.
    Deleted {
        /// Where it stood.
        channel: u64,
        /// Its snowflake.
        message: u64,
    },
    /// A direct channel was opened or a thread made: the channel as the page shows it.
    ChannelOpened(Value),
    /// The bot registered its commands: all of them, as Discord's command objects.
    CommandsRegistered(Vec<Value>),
    /// An interaction was answered, deferred, or failed.
    Interaction {
        /// Its snowflake.
        id: u64,
        /// What became of it.
        fate: Fate,
    },
    /// The bot answered with a modal.
    ModalOpened {
        /// The interaction that it answers.
        interaction: u64,
        /// `{custom_id, title, components}`.
        modal: Value,
    },
    /// A bot identified itself at the gateway or resumed its session.
    Connected {
        /// Whether it resumed a session rather than beginning one.
        resumed: bool,
    },
}

/// A message as it stands after something happened to it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The channel's snowflake.
    pub channel: u64,
    /// The channel's name; for a direct channel, the recipient's.
    pub channel_name: String,
    /// Whether it is the bot's direct channel with a member.
    pub direct: bool,
    /// Discord's message object.
    pub message: Arc<Value>,
    /// When it happened, in session time.
    pub session_time: DateTime<Utc>,
    /// When the request that did it arrived, in real time.
    pub arrived: Instant,
}

/// What became of an interaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The bot answered it.
    Answered,
    /// The bot said that it is thinking.
    Deferred,
    /// The bot said nothing within three seconds.
    Failed,
}
