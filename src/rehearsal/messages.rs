//! Messages: posted, edited, deleted, and told to the gateway and the watchers.

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use super::asked::Asked;
use super::gateway::intents;
use super::happening::{Happening, Seen};
use super::mentions;
use super::refusal::Refusal;
use super::state::{Room, RoomKind, Shared, State};
use super::world::Access;
use super::{rfc3339, snowflake};

/// `EPHEMERAL`: only the asker sees the message.
pub(super) const EPHEMERAL: u64 = 1 << 6;
/// `SUPPRESS_EMBEDS`, `EPHEMERAL`, `SUPPRESS_NOTIFICATIONS`: the flags that a bot may set here.
const SETTABLE_FLAGS: u64 = (1 << 2) | EPHEMERAL | (1 << 12);

/// A message to post.
pub(super) struct Draft<'a> {
    pub room: u64,
    pub author: u64,
    /// The request's message fields, already validated.
    pub body: &'a Value,
    /// The interaction that it answers.
    pub asked: Option<Asked<'a>>,
    pub arrived: Instant,
}

impl Shared {
    /// The room, if the bot may write into it.
    pub fn writable<'a>(&self, state: &'a State, room: u64) -> Result<&'a Room, Refusal> {
        let room = state.readable(room)?;
        if room.access == Access::ReadOnly {
            return Err(Refusal::missing_permissions());
        }
        match room.kind {
            RoomKind::Direct(member) if !self.world.member(member).is_some_and(|it| it.takes_direct_messages) => {
                Err(Refusal::closed_to_direct_messages())
            }
            _ => Ok(room),
        }
    }

    /// Posts the message.
    pub fn post(&self, state: &mut State, draft: &Draft) -> Arc<Value> {
        let id = self.new_id(state);
        if let Some(nonce) = nonce(draft.body) {
            state.nonces.remember(draft.room, nonce, id, draft.arrived);
        }
        let mut message = self.message_object(id, draft);
        self.attach(state, &mut message, draft.body);
        let message = Arc::new(message);
        if let Some(room) = state.rooms.get_mut(&draft.room) {
            room.messages.insert(id, Arc::clone(&message));
        }
        self.announce(state, "MESSAGE_CREATE", draft.room, &message);
        self.seen(state, draft.room, &message, draft.arrived)
            .map(Happening::Posted)
            .into_iter()
            .for_each(|it| self.tell(it));
        message
    }

    /// Edits the bot's own message: the fields that are there, and no other.
    pub fn edit(
        &self,
        state: &mut State,
        room: u64,
        id: u64,
        body: &Value,
        arrived: Instant,
    ) -> Result<Arc<Value>, Refusal> {
        let held =
            state.rooms.get(&room).and_then(|room| room.messages.get(&id)).ok_or_else(Refusal::unknown_message)?;
        if snowflake(&held["author"]["id"]) != Some(self.world.bot.id) {
            return Err(Refusal::not_the_author());
        }
        let mut edited = Value::clone(held);
        self.apply(&mut edited, body);
        self.attach(state, &mut edited, body);
        if says_nothing(&edited) {
            return Err(Refusal::empty_message());
        }
        edited["edited_timestamp"] = rfc3339(self.clock.now()).into();
        let edited = Arc::new(edited);
        if let Some(room) = state.rooms.get_mut(&room) {
            room.messages.insert(id, Arc::clone(&edited));
        }
        self.announce(state, "MESSAGE_UPDATE", room, &edited);
        self.seen(state, room, &edited, arrived).map(Happening::Edited).into_iter().for_each(|it| self.tell(it));
        Ok(edited)
    }

    /// Deletes a message.
    pub fn delete(&self, state: &mut State, room: u64, id: u64) -> Result<(), Refusal> {
        let held = state.rooms.get_mut(&room).and_then(|room| room.messages.remove(&id));
        let held = held.ok_or_else(Refusal::unknown_message)?;
        if !is_ephemeral(&held) {
            let mut event = json!({"id": id.to_string(), "channel_id": room.to_string()});
            self.name_guild(state, room, &mut event);
            state.sessions.dispatch("MESSAGE_DELETE", state.message_intent(room), &event);
        }
        self.tell(Happening::Deleted { channel: room, message: id });
        Ok(())
    }

    fn message_object(&self, id: u64, draft: &Draft) -> Value {
        let body = draft.body;
        let mut message = json!({
            "id": id.to_string(), "channel_id": draft.room.to_string(), "type": 0,
            "author": self.world.user(draft.author), "content": "", "embeds": [], "components": [],
            "timestamp": rfc3339(self.clock.now()), "edited_timestamp": null,
            "tts": body["tts"] == true, "mention_everyone": false, "mentions": [], "mention_roles": [],
            "attachments": [], "pinned": false, "flags": 0,
        });
        self.apply(&mut message, body);
        if let Some(nonce) = body.get("nonce").filter(|nonce| !nonce.is_null()) {
            message["nonce"] = nonce.clone();
        }
        if let Some(reference) = body.get("message_reference").filter(|reference| reference.is_object()) {
            message["type"] = 19.into();
            message["message_reference"] = reference.clone();
        }
        if let Some(asked) = &draft.asked {
            asked.name_in(&self.world, &mut message);
        }
        message
    }

    fn apply(&self, message: &mut Value, body: &Value) {
        if let Some(content) = body.get("content") {
            message["content"] = content.as_str().unwrap_or_default().trim().into();
        }
        if let Some(embeds) = body.get("embeds") {
            message["embeds"] = embeds.as_array().into_iter().flatten().map(rich).collect();
        }
        if let Some(components) = body.get("components") {
            message["components"] = if components.is_array() { components.clone() } else { json!([]) };
        }
        if let Some(flags) = body["flags"].as_u64() {
            message["flags"] = (flags & SETTABLE_FLAGS).into();
        }
        if body.get("content").is_some() || body.get("allowed_mentions").is_some() {
            mentions::compute(&self.world, message, &body["allowed_mentions"]);
        }
    }

    fn announce(&self, state: &mut State, event: &str, room: u64, message: &Arc<Value>) {
        if is_ephemeral(message) {
            return;
        }
        let intent = state.message_intent(room);
        let mut told = Value::clone(message);
        self.name_guild(state, room, &mut told);
        if intent == intents::GUILD_MESSAGES && !self.may_read(message) {
            let mut withheld = told.clone();
            for (field, nothing) in [("content", json!("")), ("embeds", json!([])), ("components", json!([]))] {
                withheld[field] = nothing;
            }
            state.sessions.dispatch_unless(event, intent, intents::MESSAGE_CONTENT, &withheld);
            state.sessions.dispatch(event, intent | intents::MESSAGE_CONTENT, &told);
            return;
        }
        state.sessions.dispatch(event, intent, &told);
    }

    /// Whether the bot may read a guild message without the message content intent.
    fn may_read(&self, message: &Value) -> bool {
        let mut named = message["mentions"].as_array().into_iter().flatten().chain([&message["author"]]);
        named.any(|user| snowflake(&user["id"]) == Some(self.world.bot.id))
    }

    fn name_guild(&self, state: &State, room: u64, event: &mut Value) {
        if state.rooms.get(&room).is_some_and(|room| !room.is_direct()) {
            event["guild_id"] = self.world.guild.id.to_string().into();
        }
    }

    fn seen(&self, state: &State, room: u64, message: &Arc<Value>, arrived: Instant) -> Option<Seen> {
        let room = state.rooms.get(&room)?;
        Some(Seen {
            channel: room.id,
            channel_name: room.name.clone(),
            direct: room.is_direct(),
            message: Arc::clone(message),
            session_time: self.clock.now(),
            arrived,
        })
    }
}

impl State {
    /// The room, if the bot may see it.
    pub fn readable(&self, room: u64) -> Result<&Room, Refusal> {
        let room = self.rooms.get(&room).ok_or_else(Refusal::unknown_channel)?;
        if room.access == Access::Hidden { Err(Refusal::missing_access()) } else { Ok(room) }
    }

    /// The message that a nonce already stands for, if its sender wants that enforced.
    pub fn known_by_nonce(&self, room: u64, body: &Value, now: Instant) -> Option<Arc<Value>> {
        if body["enforce_nonce"] != true {
            return None;
        }
        let message = self.nonces.message(room, nonce(body)?, now)?;
        self.rooms.get(&room)?.messages.get(&message).cloned()
    }

    fn message_intent(&self, room: u64) -> u64 {
        let direct = self.rooms.get(&room).is_some_and(Room::is_direct);
        if direct { intents::DIRECT_MESSAGES } else { intents::GUILD_MESSAGES }
    }
}

/// Whether only the asker sees the message.
pub(super) fn is_ephemeral(message: &Value) -> bool {
    message["flags"].as_u64().is_some_and(|flags| flags & EPHEMERAL != 0)
}

/// Whether a message has neither words nor embeds nor components.
pub(super) fn says_nothing(message: &Value) -> bool {
    let empty = |field: &str| message[field].as_array().is_none_or(Vec::is_empty);
    message["content"].as_str().is_none_or(|content| content.trim().is_empty())
        && empty("embeds")
        && empty("attachments")
        && empty("components")
}

fn nonce(body: &Value) -> Option<String> {
    match &body["nonce"] {
        Value::String(nonce) => Some(nonce.clone()),
        Value::Number(nonce) => Some(nonce.to_string()),
        _ => None,
    }
}

fn rich(embed: &Value) -> Value {
    let mut embed = embed.clone();
    embed["type"] = "rich".into();
    embed
}
