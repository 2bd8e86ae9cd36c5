use std::fmt;
use std::str::FromStr;

/// A kind of source that talkbell reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The text of an ICML, NeurIPS or ICLR session page.
    VirtualPage,
}

/// No format has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no format `{0}`; talkbell reads: {names}", names = Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat(String);

impl Format {
    /// Every format.
    pub const ALL: [Self; 1] = [Self::VirtualPage];

    /// Its name on the command line and in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::VirtualPage => "virtual-page",
        }
    }

    /// The format that a text shows; a sentence for one that is known but not read.
    pub(super) fn of(text: &str) -> Result<Self, String> {
        let start = text.trim_start().get(..16).unwrap_or(text.trim_start()).to_ascii_lowercase();
        let foreign = [
            ("begin:vcalendar", "an iCalendar file"),
            ("<!doctype html", "a web page's HTML"),
            ("<html", "a web page's HTML"),
            ("<?xml", "XML"),
            ("<schedule", "XML"),
            ("{\"", "JSON"),
            ("{\n", "JSON"),
            ("[{", "JSON"),
        ];
        let known = foreign.iter().find(|(sign, _)| start.starts_with(sign));
        known.map_or(Ok(Self::VirtualPage), |(_, name)| {
            Err(format!("This is {name}, which talkbell does not read. Open the session's page, copy its text and paste that into a file."))
        })
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let known = Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name));
        known.ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
