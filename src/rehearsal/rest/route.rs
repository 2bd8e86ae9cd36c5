//! Which of Discord's routes a request means, and its rate limit.

use std::time::Duration;

use crate::rehearsal::rates::Bucket;
use crate::rehearsal::refusal::{FieldErrors, Refusal};

/// The routes that are spoken here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    Gateway,
    GatewayBot,
    CurrentUser,
    User(u64),
    CurrentApplication,
    OpenDirect,
    Guild(u64),
    GuildChannels(u64),
    GuildRoles(u64),
    GuildMember(u64, Who),
    SearchMembers(u64),
    Channel(u64),
    Typing(u64),
    ListMessages(u64),
    PostMessage(u64),
    GetMessage(u64, u64),
    EditMessage(u64, u64),
    DeleteMessage(u64, u64),
    StartThread(u64),
    StartThreadFrom(u64, u64),
    ListCommands(u64, Option<u64>),
    PutCommands(u64, Option<u64>),
    Callback(u64, &'a str),
    FollowUp(u64, &'a str),
    GetAnswer(u64, &'a str, Which),
    EditAnswer(u64, &'a str, Which),
    DeleteAnswer(u64, &'a str, Which),
}

/// A member, by id or as the bot itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Me,
    Id(u64),
}

/// A message of an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Original,
    Id(u64),
}

impl<'a> Route<'a> {
    /// `path` comes without `/api/v10`.
    pub fn parse(method: &str, path: &'a str) -> Result<Self, Refusal> {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let route = match (method, parts.as_slice()) {
            ("GET", ["gateway"]) => Self::Gateway,
            ("GET", ["gateway", "bot"]) => Self::GatewayBot,
            ("GET", ["users", "@me"]) => Self::CurrentUser,
            ("POST", ["users", "@me", "channels"]) => Self::OpenDirect,
            ("GET", ["users", user]) => Self::User(id(user)?),
            ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => Self::CurrentApplication,
            ("GET", ["guilds", guild]) => Self::Guild(id(guild)?),
            ("GET", ["guilds", guild, "channels"]) => Self::GuildChannels(id(guild)?),
            ("GET", ["guilds", guild, "roles"]) => Self::GuildRoles(id(guild)?),
            ("GET", ["guilds", guild, "members", "search"]) => Self::SearchMembers(id(guild)?),
            ("GET", ["guilds", guild, "members", user]) => Self::GuildMember(id(guild)?, who(user)?),
            ("GET", ["channels", channel]) => Self::Channel(id(channel)?),
            ("POST", ["channels", channel, "typing"]) => Self::Typing(id(channel)?),
            ("GET", ["channels", channel, "messages"]) => Self::ListMessages(id(channel)?),
            ("POST", ["channels", channel, "messages"]) => Self::PostMessage(id(channel)?),
            ("GET", ["channels", channel, "messages", message]) => Self::GetMessage(id(channel)?, id(message)?),
            ("PATCH", ["channels", channel, "messages", message]) => Self::EditMessage(id(channel)?, id(message)?),
            ("DELETE", ["channels", channel, "messages", message]) => Self::DeleteMessage(id(channel)?, id(message)?),
            ("POST", ["channels", channel, "threads"]) => Self::StartThread(id(channel)?),
            ("POST", ["channels", channel, "messages", message, "threads"]) => {
                Self::StartThreadFrom(id(channel)?, id(message)?)
            }
            ("GET", ["applications", app, "commands"]) => Self::ListCommands(id(app)?, None),
            ("PUT", ["applications", app, "commands"]) => Self::PutCommands(id(app)?, None),
            ("GET", ["applications", app, "guilds", guild, "commands"]) => {
                Self::ListCommands(id(app)?, Some(id(guild)?))
            }
            ("PUT", ["applications", app, "guilds", guild, "commands"]) => {
                Self::PutCommands(id(app)?, Some(id(guild)?))
            }
            ("POST", ["interactions", interaction, token, "callback"]) => Self::Callback(id(interaction)?, token),
            ("POST", ["webhooks", app, token]) => Self::FollowUp(id(app)?, token),
            ("GET", ["webhooks", app, token, "messages", which_one]) => {
                Self::GetAnswer(id(app)?, token, which(which_one)?)
            }
            ("PATCH", ["webhooks", app, token, "messages", which_one]) => {
                Self::EditAnswer(id(app)?, token, which(which_one)?)
            }
            ("DELETE", ["webhooks", app, token, "messages", which_one]) => {
                Self::DeleteAnswer(id(app)?, token, which(which_one)?)
            }
            _ if is_spoken(parts.as_slice()) => return Err(Refusal::method_not_allowed()),
            _ => return Err(Refusal::no_such_route()),
        };
        Ok(route)
    }

    /// Routes that carry their right in the path, or need none.
    pub fn needs_token(&self) -> bool {
        !matches!(self, Self::Gateway | Self::Callback(..)) && self.interaction_token().is_none()
    }

    /// The interaction's token in the path: a secret.
    pub fn interaction_token(&self) -> Option<&'a str> {
        match self {
            Self::Callback(_, token)
            | Self::FollowUp(_, token)
            | Self::GetAnswer(_, token, _)
            | Self::EditAnswer(_, token, _)
            | Self::DeleteAnswer(_, token, _) => Some(token),
            _ => None,
        }
    }

    /// Discord publishes few of these numbers and asks clients to read the headers; 5 messages in 5 s a channel and
    /// 5 in 2 s a webhook are what it has been seen to send.
    pub fn bucket(&self, webhook: u64) -> Bucket {
        let (name, major, limit, seconds) = match *self {
            Self::PostMessage(channel) => ("post-message", channel, 5, 5),
            Self::EditMessage(channel, _) => ("edit-message", channel, 5, 5),
            Self::DeleteMessage(channel, _) => ("delete-message", channel, 5, 1),
            Self::ListMessages(channel) | Self::GetMessage(channel, _) => ("get-message", channel, 5, 1),
            Self::StartThread(channel) | Self::StartThreadFrom(channel, _) => ("start-thread", channel, 50, 300),
            Self::OpenDirect => ("open-direct", 0, 10, 10),
            Self::SearchMembers(guild) => ("search-members", guild, 10, 10),
            Self::PutCommands(..) => ("put-commands", 0, 10, 20),
            Self::Callback(interaction, _) => ("callback", interaction, 5, 1),
            Self::FollowUp(..) | Self::GetAnswer(..) | Self::EditAnswer(..) | Self::DeleteAnswer(..) => {
                ("webhook", webhook, 5, 2)
            }
            _ => ("other", 0, 50, 1),
        };
        let counts_globally = self.interaction_token().is_none();
        Bucket { name, major, limit, per: Duration::from_secs(seconds), counts_globally }
    }
}

fn is_spoken(parts: &[&str]) -> bool {
    matches!(
        parts,
        ["gateway"]
            | ["gateway", "bot"]
            | ["users", "@me"]
            | ["users", "@me", "channels"]
            | ["applications" | "channels" | "guilds", _]
            | ["channels", _, "messages" | "threads" | "typing"]
            | ["channels", _, "messages", _]
            | ["applications", _, "commands"]
            | ["interactions", _, _, "callback"]
            | ["webhooks", _, _]
    )
}

fn id(part: &str) -> Result<u64, Refusal> {
    let refusal = || FieldErrors::one("id", "NUMBER_TYPE_COERCE", format!("Value \"{part}\" is not snowflake."));
    part.parse().map_err(|_| refusal())
}

fn who(part: &str) -> Result<Who, Refusal> {
    if part == "@me" { Ok(Who::Me) } else { id(part).map(Who::Id) }
}

fn which(part: &str) -> Result<Which, Refusal> {
    if part == "@original" { Ok(Which::Original) } else { id(part).map(Which::Id) }
}
