use std::fmt;
use std::str::FromStr;

/// A kind of source that talkbell reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// The text of an ICML, NeurIPS or ICLR session page.
    VirtualPage,
    /// Such a page as a browser saves it.
    VirtualHtml,
    /// The JSON feed of such a site.
    VirtualJson,
    /// `schedule.xml` as frab, pentabarf and pretalx write it.
    FrabXml,
    /// `schedule.json` as pretalx and frab write it, or an answer of pretalx's API.
    PretalxJson,
    /// iCalendar.
    Ics,
    /// A folder of a Mini-Conf site's data.
    MiniConf,
    /// Sessionize's `view/All`.
    Sessionize,
    /// A table: CSV or TSV, from Whova or of any columns.
    Csv,
    /// talkbell's own.
    Toml,
}

/// No format has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no format `{0}`; talkbell reads: {names}", names = Format::names())]
pub struct UnknownFormat(String);

impl Format {
    /// Every format.
    pub const ALL: [Self; 10] = [
        Self::VirtualPage,
        Self::VirtualHtml,
        Self::VirtualJson,
        Self::FrabXml,
        Self::PretalxJson,
        Self::Ics,
        Self::MiniConf,
        Self::Sessionize,
        Self::Csv,
        Self::Toml,
    ];

    /// Its name on the command line and in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::VirtualPage => "virtual-page",
            Self::VirtualHtml => "virtual-html",
            Self::VirtualJson => "virtual-json",
            Self::FrabXml => "frab-xml",
            Self::PretalxJson => "pretalx-json",
            Self::Ics => "ics",
            Self::MiniConf => "miniconf",
            Self::Sessionize => "sessionize",
            Self::Csv => "csv",
            Self::Toml => "toml",
        }
    }

    /// What a source of this format is, for a sentence.
    pub(super) const fn is(self) -> &'static str {
        match self {
            Self::VirtualPage => "the text of a session page",
            Self::VirtualHtml => "a web page's HTML",
            Self::VirtualJson => "the JSON feed of a conference site",
            Self::FrabXml => "a schedule.xml",
            Self::PretalxJson => "a schedule.json",
            Self::Ics => "an iCalendar file",
            Self::MiniConf => "a Mini-Conf folder",
            Self::Sessionize => "Sessionize's JSON",
            Self::Csv => "a table",
            Self::Toml => "TOML",
        }
    }

    /// The names of all formats, for people.
    #[must_use]
    pub fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
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
