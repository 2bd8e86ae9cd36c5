use crate::announce::{RoleId, UserId};

use super::ComponentId;

/// What is said: plain data that `discord` renders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// At most 2,000 characters.
    pub content: String,
    /// At most one: talkbell never needs more, and 6,000 characters are the limit over all of them.
    pub embed: Option<Embed>,
    /// Menus, a row each; they stand above the buttons.
    pub menus: Vec<Menu>,
    /// In rows of at most five. Menus and rows together are at most five.
    pub buttons: Vec<Button>,
    /// Addresses that can be opened, behind the buttons.
    pub links: Vec<Link>,
    /// Files that come with it. Only for an answer.
    pub files: Vec<File>,
    /// Who may be notified. Whatever else the texts say, nobody else is.
    pub pings: Pings,
}

/// A file of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, with its kind at the end. Plain characters.
    pub name: String,
    /// What stands in it.
    pub text: String,
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
    /// How much it stands out.
    pub style: Style,
    /// Shown, and cannot be pressed.
    pub disabled: bool,
    /// Whether it begins a row of its own. A row that is full begins the next by itself.
    pub begins_row: bool,
}

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// One of several.
    #[default]
    Quiet,
    /// What is most likely wanted.
    Main,
    /// It begins or confirms something.
    Good,
    /// It takes something away.
    Danger,
}

impl Button {
    /// A quiet button that can be pressed.
    #[must_use]
    pub fn new(label: impl Into<String>, id: ComponentId) -> Self {
        Self { label: label.into(), id, style: Style::Quiet, disabled: false, begins_row: false }
    }

    /// The same button, in another style.
    #[must_use]
    pub fn styled(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// The same button, which can be pressed only if `enabled`.
    #[must_use]
    pub fn enabled(self, enabled: bool) -> Self {
        Self { disabled: !enabled, ..self }
    }

    /// The same button, at the beginning of a row.
    #[must_use]
    pub fn in_new_row(self) -> Self {
        Self { begins_row: true, ..self }
    }
}

/// A menu from which something is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// What choosing asks for.
    pub id: ComponentId,
    /// Shown while nothing is chosen, at most 150 characters.
    pub placeholder: String,
    /// What can be chosen.
    pub offers: Offers,
    /// How many must be chosen, 0 to 25.
    pub least: u8,
    /// How many can be chosen, 1 to 25.
    pub most: u8,
}

/// What a menu offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offers {
    /// These, 1 to 25.
    Texts(Vec<Offer>),
    /// The text channels of the server.
    Channels,
    /// Its roles.
    Roles,
    /// Its people.
    Users,
}

/// One offer of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is seen: 1 to 100 characters.
    pub label: String,
    /// What is sent when it is chosen: 1 to 100 characters.
    pub value: String,
    /// A second line, at most 100 characters.
    pub description: Option<String>,
    /// Whether it is chosen already.
    pub chosen: bool,
}

/// An address that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// At most 80 characters.
    pub label: String,
    /// At most 512 characters.
    pub url: String,
}

/// A form that opens over the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modal {
    /// What sending it off asks for.
    pub id: ComponentId,
    /// At most 45 characters.
    pub title: String,
    /// One to five.
    pub fields: Vec<Field>,
}

/// A field of a modal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in what is sent off: 1 to 100 characters.
    pub name: String,
    /// At most 45 characters.
    pub label: String,
    /// Shown while it is empty, at most 100 characters.
    pub placeholder: Option<String>,
    /// What stands in it at first.
    pub value: Option<String>,
    /// Whether it has several lines.
    pub long: bool,
    /// Whether it may stay empty.
    pub optional: bool,
    /// The most characters that it takes, at most 4,000.
    pub most: u16,
}

/// One offer of an autocompletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the asker sees: 1 to 100 characters.
    pub name: String,
    /// What is sent when it is taken: 1 to 100 characters.
    pub value: String,
}
