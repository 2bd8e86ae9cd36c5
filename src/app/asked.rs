use std::collections::BTreeMap;

use crate::announce::{ChannelId, GuildId, NoticeDigest, RoleId, UserId};
use crate::text::{Choice, Message, Modal};

/// Something that a person asked or ordered, in no chat's own terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What bears it: the same thing that comes twice bears the same.
    pub id: u64,
    /// The server; `None` in a direct message.
    pub guild: Option<GuildId>,
    /// Where it was asked.
    pub channel: ChannelId,
    /// Who asked.
    pub asker: Asker,
    /// Whether everyone may see the answer.
    pub public: bool,
    /// What was asked.
    pub question: Question,
}

/// Who asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// The user.
    pub user: UserId,
    /// As the server shows them. Foreign text.
    pub name: String,
    /// The roles that they hold in the server.
    pub roles: Vec<RoleId>,
    /// Whether Discord lets them manage the server.
    pub manages_server: bool,
    /// Their language, such as `en-US`.
    pub locale: Option<String>,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// What is on?
    Now,
    /// What comes next?
    Next,
    /// The abstract of the named talk, or of the current one.
    Abstract(Option<String>),
    /// The programme.
    Schedule,
    /// Another command.
    Ordered(Order),
    /// What can follow what has been typed so far?
    Complete {
        /// The command with what stands in its other options.
        order: Order,
        /// The option that is being typed.
        option: String,
        /// What stands in it so far.
        typed: String,
    },
    /// A button was pressed, with this `custom_id`.
    Pressed(String),
    /// Something was chosen from the menu with this `custom_id`.
    Chosen {
        /// The menu's `custom_id`.
        id: String,
        /// The values of what was chosen; ids of Discord as decimal numbers.
        values: Vec<String>,
    },
    /// A modal with this `custom_id` was sent off.
    Submitted {
        /// The modal's `custom_id`.
        id: String,
        /// What stands in its fields, by their names.
        fields: BTreeMap<String, String>,
    },
    /// Why does a message stand there? With the notice that it carries, if it carries one.
    Why(Option<NoticeDigest>),
}

/// A slash command and what was given with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The command's name, and those of its group and subcommand.
    pub path: Vec<String>,
    /// The options that were given, by name.
    pub options: BTreeMap<String, Given>,
}

/// What was given in an option of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A person.
    User(UserId),
    /// A channel.
    Channel(ChannelId),
    /// A role.
    Role(RoleId),
    /// A file, which lies at an address of Discord's.
    File {
        /// Its name. Foreign text.
        name: String,
        /// Where it can be fetched.
        url: String,
        /// Its size in bytes, as Discord says.
        bytes: u64,
    },
}

impl Order {
    /// The command's name and those of its group and subcommand, to be matched.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    /// The text given in an option.
    #[must_use]
    pub fn text(&self, option: &str) -> Option<&str> {
        match self.options.get(option)? {
            Given::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether an option says yes.
    #[must_use]
    pub fn says_yes(&self, option: &str) -> bool {
        matches!(self.options.get(option), Some(Given::Flag(true)))
    }
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A message.
    Message {
        /// What it says.
        message: Message,
        /// Whether everyone sees it.
        public: bool,
    },
    /// The message whose button, menu or modal was used says this from now on. Only for those.
    Update(Message),
    /// A form. Not for a modal that was sent off.
    Modal(Modal),
    /// Offers for an autocompletion.
    Choices(Vec<Choice>),
}

impl Answer {
    /// A message that the asker alone sees.
    #[must_use]
    pub fn private(message: Message) -> Self {
        Self::Message { message, public: false }
    }
}
