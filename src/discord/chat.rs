use std::collections::HashMap;
use std::sync::Mutex;

use reqwest::StatusCode;
use serde::Deserialize;
use serenity::all::{ChannelId as DiscordChannel, MessageId, PrivateChannel};
use serenity::http::{LightMethod, Request, Route};

use super::render;
use super::rest::{Rest, with_json};
use super::rest_error::RestError;
use crate::announce::{Destination, NoticeDigest, UserId};
use crate::app::{Chat, ChatError, Posted};
use crate::text::{ComponentId, Message};

/// "Cannot send messages to this user": Discord's documentation of JSON error codes.
const DIRECT_MESSAGES_CLOSED: u32 = 50007;
/// Discord gives at most as many messages at once.
const HISTORY: &str = "100";

/// Posting through Discord.
pub struct DiscordChat {
    rest: std::sync::Arc<Rest>,
    /// The direct-message channels that were opened; Discord limits how often one may ask.
    direct: Mutex<HashMap<UserId, DiscordChannel>>,
}

#[derive(Deserialize)]
struct SentMessage {
    id: MessageId,
}

/// What is needed of a message to recognise it as ours.
#[derive(Deserialize)]
struct PastMessage {
    id: MessageId,
    #[serde(default)]
    components: serde_json::Value,
}

impl DiscordChat {
    /// Posts through this client.
    #[must_use]
    pub fn new(rest: std::sync::Arc<Rest>) -> Self {
        Self { rest, direct: Mutex::default() }
    }

    async fn channel(&self, destination: Destination) -> Result<DiscordChannel, ChatError> {
        match destination {
            Destination::Channel(channel) => Ok(DiscordChannel::new(channel.get())),
            Destination::Direct(user) => self.direct_channel(user).await,
        }
    }

    async fn direct_channel(&self, user: UserId) -> Result<DiscordChannel, ChatError> {
        let known = self.direct.lock().ok().and_then(|direct| direct.get(&user).copied());
        if let Some(channel) = known {
            return Ok(channel);
        }
        let body = serde_json::json!({ "recipient_id": user.to_string() });
        let request = with_json(LightMethod::Post, Route::UserMeDmChannels, &body).map_err(|error| unmade(&error))?;
        let opened: Result<PrivateChannel, _> = self.rest.call(request).await;
        // To open the channel once more changes nothing, so what is in doubt may simply be tried again.
        let channel =
            opened.map_err(|error| if error.leaves_doubt() { not_taken(&error) } else { chat_error(&error, true) })?;
        if let Ok(mut direct) = self.direct.lock() {
            direct.insert(user, channel.id);
        }
        Ok(channel.id)
    }
}

impl Chat for DiscordChat {
    async fn post(
        &self,
        destination: Destination,
        message: &Message,
        nonce: &NoticeDigest,
    ) -> Result<Posted, ChatError> {
        let channel_id = self.channel(destination).await?;
        let body = render::message(message, nonce);
        let route = Route::ChannelMessages { channel_id };
        let request = with_json(LightMethod::Post, route, &body).map_err(|error| unmade(&error))?;
        let direct = matches!(destination, Destination::Direct(_));
        let sent: SentMessage = self.rest.call(request).await.map_err(|error| chat_error(&error, direct))?;
        Ok(Posted { channel: channel_id.get(), message: sent.id.get() })
    }

    async fn find(&self, destination: Destination, notice: &NoticeDigest) -> Result<Option<Posted>, ChatError> {
        let channel_id = self.channel(destination).await?;
        let route = Route::ChannelMessages { channel_id };
        let request = Request::new(route, LightMethod::Get).params(Some(vec![("limit", HISTORY.to_owned())]));
        let past: Result<Vec<PastMessage>, _> = self.rest.call(request).await;
        let past =
            past.map_err(|error| if error.leaves_doubt() { not_taken(&error) } else { chat_error(&error, false) })?;
        let ours = past.into_iter().find(|message| carries(&message.components, notice));
        Ok(ours.map(|message| Posted { channel: channel_id.get(), message: message.id.get() }))
    }
}

fn carries(components: &serde_json::Value, notice: &NoticeDigest) -> bool {
    match components {
        serde_json::Value::Array(parts) => parts.iter().any(|part| carries(part, notice)),
        serde_json::Value::Object(part) => {
            let id = part.get("custom_id").and_then(|id| id.as_str()?.parse::<ComponentId>().ok());
            let this = id.is_some_and(|id| id.notice.as_ref() == Some(notice));
            this || part.get("components").is_some_and(|inner| carries(inner, notice))
        }
        _ => false,
    }
}

/// What an error means for a message: whether it may stand, and whether trying again can help.
fn chat_error(error: &RestError, direct: bool) -> ChatError {
    let reason = format!("{error}.");
    match error {
        error if error.leaves_doubt() => ChatError::Unknown { reason },
        // The process ends for this; the notice waits for the next one.
        RestError::Unreachable { .. } | RestError::TokenRefused => ChatError::NotTaken { reason, retry_after: None },
        RestError::Limited { retry_after, .. } => ChatError::NotTaken { reason, retry_after: Some(*retry_after) },
        RestError::Refused { code: DIRECT_MESSAGES_CLOSED, .. } if direct => ChatError::DirectClosed { reason },
        RestError::Refused { status, .. } => ChatError::Refused { reason: format!("{reason}{}", advice(*status)) },
        _ => ChatError::Refused { reason },
    }
}

fn not_taken(error: &RestError) -> ChatError {
    ChatError::NotTaken { reason: format!("{error}."), retry_after: None }
}

fn unmade(error: &RestError) -> ChatError {
    ChatError::Refused { reason: error.to_string() }
}

fn advice(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => " The token itself is good: something between talkbell and Discord refuses.",
        StatusCode::FORBIDDEN => " Give talkbell View Channel, Send Messages and Embed Links there.",
        StatusCode::NOT_FOUND => " The channel is gone: put another into the configuration.",
        _ => "",
    }
}
