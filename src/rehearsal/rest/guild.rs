//! The guild, its channels, roles and members; users and their direct channels.

use serde_json::Value;

use super::Call;
use super::reply::{Reply, Verdict};
use super::route::Who;
use crate::rehearsal::refusal::{FieldErrors, Refusal};
use crate::rehearsal::snowflake;
use crate::rehearsal::state::{RoomKind, Shared};
use crate::rehearsal::world::{Access, Member};

impl Shared {
    pub(super) fn get_guild(&self, guild: u64) -> Verdict {
        self.check_guild(guild)?;
        Reply::json(200, &self.world.guild_object())
    }

    pub(super) fn get_guild_channels(&self, guild: u64) -> Verdict {
        self.check_guild(guild)?;
        // Discord lists channels that the bot may not enter, too.
        let channels: Vec<Value> = self.world.channels.iter().map(|it| self.world.channel_object(it)).collect();
        Reply::json(200, &channels)
    }

    pub(super) fn get_guild_roles(&self, guild: u64) -> Verdict {
        self.check_guild(guild)?;
        Reply::json(200, &self.world.role_objects())
    }

    pub(super) fn get_guild_member(&self, guild: u64, who: Who) -> Verdict {
        self.check_guild(guild)?;
        let id = match who {
            Who::Me => self.world.bot.id,
            Who::Id(id) => id,
        };
        let member = self.world.member_object(id).ok_or_else(Refusal::unknown_member)?;
        Reply::json(200, &member)
    }

    /// Needs no intent, unlike a list of all members: Discord's documentation of guilds.
    pub(super) fn search_members(&self, guild: u64, call: &Call) -> Verdict {
        self.check_guild(guild)?;
        let Some(query) = call.decoded("query") else {
            return Err(FieldErrors::one("query", "BASE_TYPE_REQUIRED", "This field is required"));
        };
        if !(1..=100).contains(&query.chars().count()) {
            return Err(FieldErrors::one("query", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."));
        }
        let limit = call.decoded("limit").map_or(Ok(1), |limit| limit.parse::<usize>());
        let limit = limit
            .ok()
            .filter(|limit| (1..=1000).contains(limit))
            .ok_or_else(|| FieldErrors::one("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 1000."))?;
        let query = query.to_lowercase();
        let begins = |name: &str| name.to_lowercase().starts_with(&query);
        let fits = |member: &&Member| begins(&member.name) || member.nick.as_deref().is_some_and(begins);
        let found: Vec<Value> = self.world.members.iter().filter(fits).take(limit).map(Member::object).collect();
        Reply::json(200, &found)
    }

    pub(super) fn get_user(&self, user: u64) -> Verdict {
        let user = self.world.user(user).ok_or_else(Refusal::unknown_user)?;
        Reply::json(200, &user)
    }

    pub(super) fn get_channel(&self, channel: u64) -> Verdict {
        let state = self.state();
        let room = state.readable(channel)?;
        Reply::json(200, &self.channel_object(room))
    }

    pub(super) fn post_typing(&self, channel: u64) -> Verdict {
        self.writable(&self.state(), channel)?;
        Reply::nothing()
    }

    pub(super) fn post_direct(&self, call: &Call) -> Verdict {
        let body = call.json()?;
        let recipient = match &body["recipient_id"] {
            Value::Null => {
                return Err(FieldErrors::one("recipient_id", "BASE_TYPE_REQUIRED", "This field is required"));
            }
            value => snowflake(value).ok_or_else(|| {
                FieldErrors::one("recipient_id", "NUMBER_TYPE_COERCE", format!("Value {value} is not snowflake."))
            })?,
        };
        self.world.member(recipient).ok_or_else(Refusal::unknown_user)?;
        let mut state = self.state();
        let id = self.open_direct(&mut state, recipient);
        let room = state.rooms.get(&id).ok_or_else(Refusal::unknown_channel)?;
        Reply::json(200, &self.channel_object(room))
    }

    /// A thread, standing alone or hanging on a message, whose snowflake it then bears.
    pub(super) fn post_thread(&self, channel: u64, message: Option<u64>, call: &Call) -> Verdict {
        let body = call.json()?;
        let name = body["name"].as_str().unwrap_or_default().trim();
        match name.chars().count() {
            0 => return Err(FieldErrors::one("name", "BASE_TYPE_REQUIRED", "This field is required")),
            1..=100 => {}
            _ => {
                let message = "Must be between 1 and 100 in length.";
                return Err(FieldErrors::one("name", "BASE_TYPE_BAD_LENGTH", message));
            }
        }
        let mut state = self.state();
        let room = self.writable(&state, channel)?;
        if room.kind != RoomKind::Text || room.access != Access::Full {
            return Err(Refusal::new(400, 50024, "Cannot execute action on this channel type"));
        }
        if let Some(message) = message {
            room.messages.get(&message).ok_or_else(Refusal::unknown_message)?;
            if state.rooms.contains_key(&message) {
                return Err(Refusal::new(400, 160_004, "A thread has already been created for this message"));
            }
        }
        let id = self.open_room(&mut state, message, name.to_owned(), RoomKind::Thread(channel));
        let room = state.rooms.get(&id).ok_or_else(Refusal::unknown_channel)?;
        let thread = self.channel_object(room);
        state.sessions.dispatch("THREAD_CREATE", crate::rehearsal::gateway::intents::GUILDS, &thread);
        Reply::json(201, &thread)
    }

    fn check_guild(&self, guild: u64) -> Result<(), Refusal> {
        if guild == self.world.guild.id { Ok(()) } else { Err(Refusal::unknown_guild()) }
    }
}
