use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! snowflake {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(NonZeroU64);

        impl $name {
            /// The id as Discord's API takes it.
            #[must_use]
            pub const fn get(self) -> u64 {
                self.0.get()
            }

            /// `None` for 0, which Discord never gives out.
            #[must_use]
            pub fn new(id: u64) -> Option<Self> {
                NonZeroU64::new(id).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

snowflake! {
    /// A Discord server.
    GuildId
}
snowflake! {
    /// A Discord channel, thread or direct-message channel.
    ChannelId
}
snowflake! {
    /// A Discord role.
    RoleId
}
snowflake! {
    /// A Discord user.
    UserId
}

/// Where a notice goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Destination {
    /// Into a channel of the server.
    Channel(ChannelId),
    /// As a direct message.
    Direct(UserId),
}

/// A text that names no destination.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no destination: `channel:` or `direct:` and an id")]
pub struct UnusableDestination(String);

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Channel(channel) => write!(f, "channel:{channel}"),
            Self::Direct(user) => write!(f, "direct:{user}"),
        }
    }
}

impl FromStr for Destination {
    type Err = UnusableDestination;

    fn from_str(text: &str) -> Result<Self, UnusableDestination> {
        let parsed = text.split_once(':').and_then(|(kind, id)| {
            let id = id.parse().ok()?;
            match kind {
                "channel" => ChannelId::new(id).map(Self::Channel),
                "direct" => UserId::new(id).map(Self::Direct),
                _ => None,
            }
        });
        parsed.ok_or_else(|| UnusableDestination(text.to_owned()))
    }
}
