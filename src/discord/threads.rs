use serde::Deserialize;
use serde_json::json;
use serenity::all::{ChannelId, MessageId};
use serenity::http::{LightMethod, Route};

use super::chat::{DiscordChat, chat_error, unmade};
use super::rest::with_json;
use crate::app::{ChatError, Posted, Threads};

/// "A thread has already been created for this message": Discord's documentation of JSON error codes.
const THREAD_EXISTS: u32 = 160_004;

#[derive(Deserialize)]
struct Opened {
    id: ChannelId,
}

impl Threads for DiscordChat {
    async fn thread(&self, posted: Posted, name: &str) -> Result<u64, ChatError> {
        let (channel_id, message_id) = (ChannelId::new(posted.channel), MessageId::new(posted.message));
        let route = Route::ChannelMessageThreads { channel_id, message_id };
        let request = with_json(LightMethod::Post, route, &json!({ "name": name })).map_err(|error| unmade(&error))?;
        match self.rest().call::<Opened>(request).await {
            Ok(opened) => Ok(opened.id.get()),
            // A thread that was opened from a message has that message's id.
            Err(error) if error.code() == Some(THREAD_EXISTS) => Ok(posted.message),
            Err(error) => Err(chat_error(&error, false)),
        }
    }
}
