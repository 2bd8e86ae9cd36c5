use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language that talkbell speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
}

/// Not the code of a language that talkbell speaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no language that talkbell speaks; it speaks en (English) and de (Deutsch)")]
pub struct UnknownLanguage(String);

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its code after BCP 47, which is also Discord's name of the locale, but for English (Discord: `en-US` and `en-GB`).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What those who speak it call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The one after this; after the last, the first.
    #[must_use]
    pub fn next(self) -> Self {
        let place = Self::ALL.iter().position(|language| *language == self).unwrap_or_default();
        Self::ALL[(place + 1) % Self::ALL.len()]
    }

    /// Its place among [`Language::ALL`].
    pub(super) fn place(self) -> usize {
        self as usize
    }

    /// Its built-in catalogue.
    pub(super) fn catalogue(self) -> &'static str {
        match self {
            Self::English => include_str!("en.ftl"),
            Self::German => include_str!("de.ftl"),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(code: &str) -> Result<Self, UnknownLanguage> {
        let known = Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code.trim()));
        known.ok_or_else(|| UnknownLanguage(code.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_in_its_place_and_leads_to_the_next() {
        for (place, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language.place(), place);
            assert_eq!(language.code().parse(), Ok(language));
        }
        assert_eq!(Language::English.next().next(), Language::English);
        let unknown = "tlh".parse::<Language>().unwrap_err().to_string();
        insta::assert_snapshot!(unknown, @"`tlh` is no language that talkbell speaks; it speaks en (English) and de (Deutsch)");
    }
}
