use std::collections::HashMap;
use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use reqwest::StatusCode;
use serde::Deserialize;
use serenity::all::{ChannelId as DiscordChannel, MessageId, PrivateChannel};
use serenity::http::{LightMethod, Request, Route};

use super::render;
use super::rest::{Rest, with_json};
use super::rest_error::RestError;
use crate::announce::{Destination, NoticeDigest, UserId};
use crate::app::{Chat, ChatError, Door, Edit, Posted};
use crate::text::{ComponentId, Message};

/// "Cannot send messages to this user": Discord's documentation of JSON error codes.
const DIRECT_MESSAGES_CLOSED: u32 = 50007;
/// Discord gives at most as many messages at once.
const HISTORY: usize = 100;
/// How far the system's clock may have been from Discord's when it said since when to look: an hour's step, and then some.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(90);

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
    timestamp: Option<DateTime<Utc>>,
    #[serde(default)]
    components: serde_json::Value,
}

impl DiscordChat {
    /// Posts through this client.
    #[must_use]
    pub fn new(rest: std::sync::Arc<Rest>) -> Self {
        Self { rest, direct: Mutex::default() }
    }

    pub(super) fn rest(&self) -> &Rest {
        &self.rest
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
        let channel = opened.map_err(|error| match error {
            // To open the channel once more changes nothing, so what is in doubt may simply be tried again.
            error if error.leaves_doubt() => not_taken(&error),
            // Whatever it does not like about this user: there is another way to reach them.
            RestError::Refused { status, .. } if status.is_client_error() && status != StatusCode::UNAUTHORIZED => {
                ChatError::DirectClosed { reason: format!("{error}.") }
            }
            error => chat_error(&error, true),
        })?;
        if let Ok(mut direct) = self.direct.lock() {
            direct.insert(user, channel.id);
        }
        Ok(channel.id)
    }

    /// The newest messages before `before`.
    async fn page(&self, channel_id: DiscordChannel, before: Option<MessageId>) -> Result<Vec<PastMessage>, ChatError> {
        let limit = ("limit", HISTORY.to_string());
        let before = before.map(|before| ("before", before.to_string()));
        let parameters = [Some(limit), before].into_iter().flatten().collect();
        let request = Request::new(Route::ChannelMessages { channel_id }, LightMethod::Get).params(Some(parameters));
        let page: Result<_, RestError> = self.rest.call(request).await;
        page.map_err(|error| if error.leaves_doubt() { not_taken(&error) } else { chat_error(&error, false) })
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

    async fn find(
        &self,
        destination: Destination,
        notice: &NoticeDigest,
        since: DateTime<Utc>,
    ) -> Result<Option<Posted>, ChatError> {
        let channel_id = self.channel(destination).await?;
        let mut before = None;
        loop {
            let page = self.page(channel_id, before).await?;
            if let Some(ours) = page.iter().find(|message| carries(&message.components, notice)) {
                return Ok(Some(Posted { channel: channel_id.get(), message: ours.id.get() }));
            }
            let oldest = page.iter().min_by_key(|message| message.id);
            let young = |message: &&PastMessage| message.timestamp.is_none_or(|posted| posted > since - CLOCKS_APART);
            let goes_on = oldest.filter(young).filter(|_| page.len() >= HISTORY);
            match goes_on {
                // A server that knows no `before` gives the same page again.
                Some(oldest) if before.is_none_or(|before| oldest.id < before) => before = Some(oldest.id),
                _ => return Ok(None),
            }
        }
    }
}

impl Edit for DiscordChat {
    async fn edit(&self, channel: u64, message: u64, says: &Message) -> Result<(), ChatError> {
        let route =
            Route::ChannelMessage { channel_id: DiscordChannel::new(channel), message_id: MessageId::new(message) };
        let request = with_json(LightMethod::Patch, route, &render::edit(says)).map_err(|error| unmade(&error))?;
        self.rest.send(request).await.map(|_| ()).map_err(|error| chat_error(&error, false))
    }
}

impl Door for DiscordChat {
    fn is_open(&self, user: UserId) -> BoxFuture<'_, bool> {
        let opening = self.direct_channel(user);
        Box::pin(async move { !matches!(opening.await, Err(ChatError::DirectClosed { .. })) })
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
pub(super) fn chat_error(error: &RestError, direct: bool) -> ChatError {
    let reason = format!("{error}.");
    match error {
        error if error.leaves_doubt() => ChatError::Unknown { reason },
        // The process ends for this; the notice waits for the next one.
        RestError::Unreachable { .. } | RestError::TokenRefused => ChatError::NotTaken { reason, retry_after: None },
        RestError::Limited { retry_after, .. } => ChatError::NotTaken { reason, retry_after: Some(*retry_after) },
        RestError::Refused { code: DIRECT_MESSAGES_CLOSED, .. } if direct => ChatError::DirectClosed { reason },
        RestError::Refused { status, .. } => {
            let reason = format!("{reason}{}", advice(*status));
            if direct || !bars(*status) { ChatError::Refused { reason } } else { ChatError::Barred { reason } }
        }
        RestError::HeldBack if !direct => ChatError::Barred { reason },
        _ => ChatError::Refused { reason },
    }
}

fn not_taken(error: &RestError) -> ChatError {
    ChatError::NotTaken { reason: format!("{error}."), retry_after: None }
}

pub(super) fn unmade(error: &RestError) -> ChatError {
    ChatError::Refused { reason: error.to_string() }
}

/// Whether it is the channel that refuses, and not this message.
fn bars(status: StatusCode) -> bool {
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
}

fn advice(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => " The token itself is good: something between talkbell and Discord refuses.",
        StatusCode::FORBIDDEN => " Give talkbell View Channel, Send Messages and Embed Links there.",
        StatusCode::NOT_FOUND => " The channel is gone: put another into the configuration.",
        _ => "",
    }
}
