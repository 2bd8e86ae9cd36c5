use std::fmt;
use std::str::FromStr;

use crate::schedule::SessionId;

/// What an organiser's button or menu asks for, as the first part of a `custom_id`. All begin with `o`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Organising {
    /// Takes a held change in.
    HeldApply,
    /// Keeps the programme in force, and drops the held change.
    HeldKeep,
    /// Carries out what a message proposes; by its number in memory.
    Accept(u32),
    /// Forgets what a message proposes.
    Discard(u32),
    /// A choice of the wizard with which a conference is set up.
    Setup(SetupStep, u32),
    /// Shows a page, counted from 0, of which room goes to which channel.
    Routes(u8),
    /// A menu on such a page: shows the room that is chosen.
    PickRoom(u8),
    /// A menu on such a page: shows the session that is chosen.
    PickSession,
    /// A menu: gives a room or a session the channel that is chosen.
    ChooseChannel(Place),
    /// Takes the channel of a room or a session away.
    DropChannel(Place),
    /// Shows a page, counted from 0, of who somebody of the programme is.
    People(u8),
    /// A menu on such a page: shows the name that is chosen.
    PickPerson(u8),
    /// A menu: says that somebody is the member who is chosen.
    ChoosePerson(Mark),
    /// Forgets who somebody is.
    DropPerson(Mark),
}

/// What has a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A room.
    Room(Mark),
    /// A session.
    Session(SessionId),
}

/// Stands for a name of any length where there is little room: 64 bits of it (FNV-1a).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark(u64);

impl Mark {
    /// The mark of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self(name.bytes().fold(0xcbf2_9ce4_8422_2325, step))
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Mark {
    type Err = UnusableMark;

    fn from_str(text: &str) -> Result<Self, UnusableMark> {
        let mark = u64::from_str_radix(text, 16).ok().map(Self).filter(|mark| mark.to_string() == text);
        mark.ok_or(UnusableMark)
    }
}

/// A text that is no mark of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no mark of a name")]
pub struct UnusableMark;

/// A step of the wizard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupStep {
    /// Where the audience is.
    Channel,
    /// Where moderators and organisers are told.
    ModeratorChannel,
    /// Whom the bell mentions.
    PingRole,
    /// In which zone the programme is.
    TimeZone,
    /// Speaks the next language.
    Language,
    /// Opens the form for what is typed.
    Form,
    /// Reads the programme and shows what it is.
    Look,
}

impl Organising {
    pub(super) fn written(&self) -> (&'static str, String) {
        match self {
            Self::HeldApply => ("oapply", String::new()),
            Self::HeldKeep => ("okeep", String::new()),
            Self::Accept(number) => ("oyes", number.to_string()),
            Self::Discard(number) => ("ono", number.to_string()),
            Self::Setup(step, number) => (step.verb(), number.to_string()),
            Self::Routes(page) => ("orts", page.to_string()),
            Self::PickRoom(page) => ("orpk", page.to_string()),
            Self::PickSession => ("orps", String::new()),
            Self::ChooseChannel(Place::Room(mark)) => ("orrc", mark.to_string()),
            Self::ChooseChannel(Place::Session(session)) => ("orsc", session.to_string()),
            Self::DropChannel(Place::Room(mark)) => ("orrd", mark.to_string()),
            Self::DropChannel(Place::Session(session)) => ("orsd", session.to_string()),
            Self::People(page) => ("opl", page.to_string()),
            Self::PickPerson(page) => ("oppk", page.to_string()),
            Self::ChoosePerson(mark) => ("opto", mark.to_string()),
            Self::DropPerson(mark) => ("opdr", mark.to_string()),
        }
    }

    pub(super) fn parse(verb: &str, subject: &str) -> Option<Self> {
        // Written as a number is, and in no other way.
        let number = || subject.parse::<u32>().ok().filter(|number| number.to_string() == subject);
        let page = || subject.parse::<u8>().ok().filter(|page| page.to_string() == subject);
        let room = || subject.parse().ok().map(Place::Room);
        let session = || subject.parse().ok().map(Place::Session);
        let step = SetupStep::ALL.into_iter().find(|step| step.verb() == verb);
        match (verb, subject, step) {
            ("oapply", "", _) => Some(Self::HeldApply),
            ("okeep", "", _) => Some(Self::HeldKeep),
            ("oyes", ..) => number().map(Self::Accept),
            ("ono", ..) => number().map(Self::Discard),
            ("orts", ..) => page().map(Self::Routes),
            ("orpk", ..) => page().map(Self::PickRoom),
            ("orps", "", _) => Some(Self::PickSession),
            ("orrc", ..) => room().map(Self::ChooseChannel),
            ("orsc", ..) => session().map(Self::ChooseChannel),
            ("orrd", ..) => room().map(Self::DropChannel),
            ("orsd", ..) => session().map(Self::DropChannel),
            ("opl", ..) => page().map(Self::People),
            ("oppk", ..) => page().map(Self::PickPerson),
            ("opto", ..) => subject.parse().ok().map(Self::ChoosePerson),
            ("opdr", ..) => subject.parse().ok().map(Self::DropPerson),
            (_, _, Some(step)) => number().map(|number| Self::Setup(step, number)),
            _ => None,
        }
    }
}

impl SetupStep {
    const ALL: [Self; 7] =
        [Self::Channel, Self::ModeratorChannel, Self::PingRole, Self::TimeZone, Self::Language, Self::Form, Self::Look];

    const fn verb(self) -> &'static str {
        match self {
            Self::Channel => "ochan",
            Self::ModeratorChannel => "omod",
            Self::PingRole => "oping",
            Self::TimeZone => "ozone",
            Self::Language => "olang",
            Self::Form => "oform",
            Self::Look => "olook",
        }
    }
}

impl fmt::Display for SetupStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.verb())
    }
}
