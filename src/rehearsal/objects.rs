//! The world as Discord's JSON objects.

use serde_json::{Value, json};

use super::world::{Access, Channel, Member, Overwrite, Role, Whom, World};

/// Discord's epoch, for the dates that nobody looks at.
const LONG_AGO: &str = "2015-01-01T00:00:00+00:00";

pub(super) const GUILD_TEXT: u8 = 0;
pub(super) const DIRECT: u8 = 1;
pub(super) const PUBLIC_THREAD: u8 = 11;

impl World {
    pub(super) fn bot_user(&self) -> Value {
        let mut user = user(self.bot.id, &self.bot.username);
        user["bot"] = true.into();
        user
    }

    /// The user object of a member or of the bot.
    pub(super) fn user(&self, id: u64) -> Option<Value> {
        if id == self.bot.id {
            return Some(self.bot_user());
        }
        self.member(id).map(|member| user(member.id, &member.name))
    }

    pub(super) fn member_object(&self, id: u64) -> Option<Value> {
        if id == self.bot.id {
            return Some(member(&self.bot_user(), None, &self.bot_roles()));
        }
        self.member(id).map(Member::object)
    }

    pub(super) fn role_objects(&self) -> Vec<Value> {
        let everyone = Role { permissions: self.everyone(), ..Role::open(self.guild.id, "@everyone") };
        let others = self.roles.iter().filter(|role| role.id != self.guild.id);
        (0..).zip(std::iter::once(&everyone).chain(others)).map(|(position, held)| role(held, position)).collect()
    }

    pub(super) fn channel_object(&self, channel: &Channel) -> Value {
        let overwrites: Vec<Value> = self.overwrites(channel).iter().map(overwrite).collect();
        json!({
            "id": channel.id.to_string(), "type": GUILD_TEXT, "guild_id": self.guild.id.to_string(),
            "name": channel.name, "topic": channel.topic, "position": self.position(channel.id),
            "permission_overwrites": overwrites, "nsfw": false, "rate_limit_per_user": 0,
            "parent_id": null, "last_message_id": null, "flags": 0,
        })
    }

    /// The guild as `GET /guilds/{id}` answers it.
    pub(super) fn guild_object(&self) -> Value {
        json!({
            "id": self.guild.id.to_string(), "name": self.guild.name, "owner_id": self.me.to_string(),
            "roles": self.role_objects(), "emojis": [], "stickers": [], "features": [],
            "icon": null, "splash": null, "discovery_splash": null, "banner": null, "description": null,
            "afk_channel_id": null, "afk_timeout": 300, "application_id": null, "system_channel_id": null,
            "system_channel_flags": 0, "rules_channel_id": null, "public_updates_channel_id": null,
            "safety_alerts_channel_id": null, "vanity_url_code": null, "verification_level": 0,
            "default_message_notifications": 1, "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0,
            "premium_tier": 0, "premium_subscription_count": 0, "premium_progress_bar_enabled": false,
            "preferred_locale": "en-US", "max_members": 500_000,
        })
    }

    /// The guild as the event `GUILD_CREATE` carries it. Without the members intent only the bot is listed.
    pub(super) fn guild_event(&self, threads: &[Value]) -> Value {
        let mut guild = self.guild_object();
        let seen = self.channels.iter().filter(|channel| self.bot_access(channel) != Access::Hidden);
        guild["channels"] = seen.map(|channel| self.channel_object(channel)).collect();
        guild["threads"] = threads.into();
        guild["members"] = json!([member(&self.bot_user(), None, &self.bot_roles())]);
        guild["member_count"] = (self.members.len() + 1).into();
        guild["joined_at"] = LONG_AGO.into();
        guild["large"] = false.into();
        guild["unavailable"] = false.into();
        for empty in ["voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds"] {
            guild[empty] = json!([]);
        }
        guild
    }

    pub(super) fn application_object(&self) -> Value {
        json!({
            "id": self.bot.application_id.to_string(), "name": self.bot.username, "icon": null, "description": "",
            "summary": "", "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64),
            "flags": 0, "bot": self.bot_user(), "owner": self.user(self.me), "team": null,
            "approximate_guild_count": 1, "integration_types_config": {},
        })
    }

    fn position(&self, channel: u64) -> usize {
        self.channels.iter().position(|other| other.id == channel).unwrap_or_default()
    }
}

impl Member {
    pub(super) fn object(&self) -> Value {
        member(&user(self.id, &self.name), self.nick.as_deref(), &self.roles)
    }

    /// The member as an interaction carries them.
    pub(super) fn asking(&self) -> Value {
        let mut member = self.object();
        member["permissions"] = self.permissions.to_string().into();
        member
    }
}

fn user(id: u64, name: &str) -> Value {
    json!({
        "id": id.to_string(), "username": name, "global_name": null, "discriminator": "0", "avatar": null,
        "bot": false, "public_flags": 0,
    })
}

fn member(user: &Value, nick: Option<&str>, roles: &[u64]) -> Value {
    let roles: Vec<String> = roles.iter().map(u64::to_string).collect();
    json!({
        "user": user, "nick": nick, "avatar": null, "banner": null, "roles": roles, "joined_at": LONG_AGO,
        "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
        "communication_disabled_until": null,
    })
}

fn role(role: &Role, position: u16) -> Value {
    json!({
        "id": role.id.to_string(), "name": role.name, "color": 0,
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
        "hoist": false, "icon": null, "unicode_emoji": null, "position": position,
        "permissions": role.permissions.to_string(), "managed": false, "mentionable": role.mentionable, "flags": 0,
    })
}

fn overwrite(overwrite: &Overwrite) -> Value {
    let (id, kind) = match overwrite.of {
        Whom::Role(id) => (id, 0),
        Whom::Member(id) => (id, 1),
    };
    json!({
        "id": id.to_string(), "type": kind,
        "allow": overwrite.allow.to_string(), "deny": overwrite.deny.to_string(),
    })
}
