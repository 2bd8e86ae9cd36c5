//! The world that a local Discord pretends: one guild, its channels, roles and members, and one bot.

/// `VIEW_CHANNEL`, `SEND_MESSAGES`, `MANAGE_MESSAGES`, `EMBED_LINKS`, `ATTACH_FILES`, `READ_MESSAGE_HISTORY`,
/// `MENTION_EVERYONE`, `USE_APPLICATION_COMMANDS`, `CREATE_PUBLIC_THREADS`, `SEND_MESSAGES_IN_THREADS`.
pub const CHAT_PERMISSIONS: u64 = (1 << 10)
    | (1 << 11)
    | (1 << 13)
    | (1 << 14)
    | (1 << 15)
    | (1 << 16)
    | (1 << 17)
    | (1 << 31)
    | (1 << 35)
    | (1 << 38);

/// `MANAGE_GUILD`: what an organiser has and an attendee has not.
pub const ORGANISER_PERMISSIONS: u64 = CHAT_PERMISSIONS | (1 << 5);

/// Everything a local Discord knows at its start.
#[derive(Clone)]
pub struct World {
    /// The one guild.
    pub guild: Guild,
    /// Its text channels.
    pub channels: Vec<Channel>,
    /// Its roles; `@everyone` need not be among them.
    pub roles: Vec<Role>,
    /// Its people, without the bot.
    pub members: Vec<Member>,
    /// The member who types commands on the page.
    pub me: u64,
    /// The bot that connects.
    pub bot: Bot,
}

/// A guild: what people call a server.
#[derive(Clone, Debug)]
pub struct Guild {
    /// Its snowflake.
    pub id: u64,
    /// Its name.
    pub name: String,
}

/// A text channel.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Its snowflake.
    pub id: u64,
    /// Its name, without `#`.
    pub name: String,
    /// What is said at its top.
    pub topic: Option<String>,
    /// What the bot may do in it: a shortcut for a denial to `@everyone`.
    pub access: Access,
    /// What Discord calls permission overwrites, beside that.
    pub overwrites: Vec<Overwrite>,
}

/// What a channel allows or denies to a role or a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overwrite {
    /// To whom.
    pub of: Whom,
    /// Permission bits.
    pub allow: u64,
    /// Permission bits.
    pub deny: u64,
}

/// Whom an overwrite concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A role; the guild's own snowflake is `@everyone`.
    Role(u64),
    /// A member, or the bot.
    Member(u64),
}

/// What the bot may do in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read and write.
    Full,
    /// Read only: writing is refused with 50013.
    ReadOnly,
    /// Nothing: everything is refused with 50001.
    Hidden,
}

/// A role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its snowflake; the guild's own is `@everyone`, which else has [`CHAT_PERMISSIONS`].
    pub id: u64,
    /// Its name, without `@`.
    pub name: String,
    /// Discord's permission bits.
    pub permissions: u64,
    /// Whether everyone may mention it.
    pub mentionable: bool,
    /// Whether the bot holds it.
    pub of_bot: bool,
}

impl Role {
    /// A role that can be mentioned and allows nothing.
    #[must_use]
    pub fn open(id: u64, name: &str) -> Self {
        Self { id, name: name.to_owned(), permissions: 0, mentionable: true, of_bot: false }
    }
}

/// A person in the guild.
#[derive(Clone, Debug)]
pub struct Member {
    /// Their user's snowflake.
    pub id: u64,
    /// Their name.
    pub name: String,
    /// What this server calls them, if anything else.
    pub nick: Option<String>,
    /// The roles they hold.
    pub roles: Vec<u64>,
    /// Discord's permission bits.
    pub permissions: u64,
    /// Whether they take direct messages; else the bot's are refused with 50007.
    pub takes_direct_messages: bool,
}

/// The bot, as Discord knows it.
#[derive(Clone)]
pub struct Bot {
    /// Its user's snowflake.
    pub id: u64,
    /// Its application's snowflake.
    pub application_id: u64,
    /// Its name.
    pub username: String,
    /// The token it must come with.
    pub token: String,
    /// Whether it may ask for the members, presences and message content intents.
    pub privileged_intents: bool,
}

impl Channel {
    /// A channel that the bot may read and write.
    #[must_use]
    pub fn open(id: u64, name: &str) -> Self {
        Self { id, name: name.to_owned(), topic: None, access: Access::Full, overwrites: Vec::new() }
    }
}

impl Member {
    /// A member who may chat, takes direct messages and holds no role.
    #[must_use]
    pub fn attendee(id: u64, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            nick: None,
            roles: Vec::new(),
            permissions: CHAT_PERMISSIONS,
            takes_direct_messages: true,
        }
    }

    /// A member who may also manage the guild.
    #[must_use]
    pub fn organiser(id: u64, name: &str) -> Self {
        Self { permissions: ORGANISER_PERMISSIONS, ..Self::attendee(id, name) }
    }
}

impl World {
    pub(super) fn channel(&self, id: u64) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.id == id)
    }

    pub(super) fn member(&self, id: u64) -> Option<&Member> {
        self.members.iter().find(|member| member.id == id)
    }

    pub(super) fn role(&self, id: u64) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }
}
