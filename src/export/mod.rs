//! A [`Schedule`](crate::schedule::Schedule), written for other programs and for people.
//!
//! Pure: the caller says when it is written and puts the text where it belongs.

mod calendar;
mod document;
mod markdown;
mod programme;
mod vtimezone;

pub use calendar::{Gone, IcsOptions, ics};
pub use markdown::markdown;
pub use programme::{json, toml};

use std::fmt;
use std::str::FromStr;

/// What a programme can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An iCalendar file, for calendar programs.
    Ics,
    /// The fields that `check --json` promises, for programs.
    Json,
    /// talkbell's own format, to be edited and read again.
    Toml,
    /// A page, for people.
    Markdown,
}

/// There is no such target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("talkbell does not write `{0}`; it writes: {names}", names = Target::ALL.map(Target::name).join(", "))]
pub struct UnknownTarget(String);

impl Target {
    /// Every target.
    pub const ALL: [Self; 4] = [Self::Ics, Self::Json, Self::Toml, Self::Markdown];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ics => "ics",
            Self::Json => "json",
            Self::Toml => "toml",
            Self::Markdown => "markdown",
        }
    }
}

impl FromStr for Target {
    type Err = UnknownTarget;

    fn from_str(name: &str) -> Result<Self, UnknownTarget> {
        let known = Self::ALL.into_iter().find(|target| target.name().eq_ignore_ascii_case(name));
        known.ok_or_else(|| UnknownTarget(name.to_owned()))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
