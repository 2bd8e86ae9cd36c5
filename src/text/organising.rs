use std::fmt;

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
}

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
        }
    }

    pub(super) fn parse(verb: &str, subject: &str) -> Option<Self> {
        // Written as a number is, and in no other way.
        let number = || subject.parse::<u32>().ok().filter(|number| number.to_string() == subject);
        let step = SetupStep::ALL.into_iter().find(|step| step.verb() == verb);
        match (verb, subject, step) {
            ("oapply", "", _) => Some(Self::HeldApply),
            ("okeep", "", _) => Some(Self::HeldKeep),
            ("oyes", ..) => number().map(Self::Accept),
            ("ono", ..) => number().map(Self::Discard),
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
