use crate::announce::{RoleId, UserId};

use super::ComponentId;

/// What is said: plain data that `discord` renders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// At most 2,000 characters.
    pub content: String,
    /// At most one: talkbell never needs more, and 6,000 characters are the limit over all of them.
    pub embed: Option<Embed>,
    /// At most five.
    pub buttons: Vec<Button>,
    /// Who may be notified. Whatever else the texts say, nobody else is.
    pub pings: Pings,
}

/// Who is notified by a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pings {
    /// Roles, mentioned in the content.
    pub roles: Vec<RoleId>,
    /// Users, mentioned in the content.
    pub users: Vec<UserId>,
}

/// A framed part of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embed {
    /// The line above the title, at most 256 characters.
    pub author: Option<String>,
    /// At most 256 characters.
    pub title: Option<String>,
    /// At most 4,096 characters.
    pub description: String,
    /// The small line below, at most 2,048 characters.
    pub footer: Option<String>,
    /// What it is about, shown as the colour of its edge.
    pub tone: Tone,
}

/// The colour of an embed's edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A talk or a session.
    #[default]
    Programme,
    /// A Q&A.
    Questions,
    /// A pause or an end.
    Quiet,
    /// Something that needs an organiser.
    Alert,
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// At most 80 characters.
    pub label: String,
    /// What pressing it asks for.
    pub id: ComponentId,
}

/// One offer of an autocompletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the asker sees: 1 to 100 characters.
    pub name: String,
    /// What is sent when it is taken: 1 to 100 characters.
    pub value: String,
}
