use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The built-in catalogue.
const ENGLISH: &str = include_str!("en.ftl");

/// The catalogue of everything that talkbell says.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

/// Why an organiser's catalogue cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnusableWords {
    /// Not a Fluent catalogue.
    #[error("line {line}: {what}")]
    Syntax {
        /// 1-based.
        line: usize,
        /// What the Fluent parser says.
        what: String,
    },
    /// It overrides words that talkbell does not have, most likely misspelt.
    #[error("`{0}` is none of talkbell's words; the built-in catalogue names them all")]
    Unknown(String),
}

impl Words {
    /// The built-in English.
    #[must_use]
    pub fn english() -> Self {
        let resource = FluentResource::try_new(ENGLISH.to_owned()).expect("the built-in catalogue is sound");
        let english: LanguageIdentifier = "en".parse().expect("a language");
        let mut bundle = FluentBundle::new_concurrent(vec![english]);
        // Marks around each argument would stand inside Discord's `<t:…>` and `<@…>`.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("the built-in catalogue has each word once");
        Self { bundle }
    }

    /// English, with the words that an organiser's catalogue says differently.
    ///
    /// # Errors
    /// When the catalogue is not Fluent, or names a word that talkbell does not have.
    pub fn overridden(catalogue: &str) -> Result<Self, UnusableWords> {
        let resource = FluentResource::try_new(catalogue.to_owned()).map_err(|(_, errors)| {
            let (start, what) = errors.first().map_or((0, String::new()), |e| (e.pos.start, e.to_string()));
            let line = 1 + catalogue.bytes().take(start).filter(|byte| *byte == b'\n').count();
            UnusableWords::Syntax { line, what }
        })?;
        let mut words = Self::english();
        if let Some(unknown) = message_ids(catalogue).find(|id| !words.bundle.has_message(id)) {
            return Err(UnusableWords::Unknown(unknown.to_owned()));
        }
        words.bundle.add_resource_overriding(resource);
        Ok(words)
    }

    /// The words under `id`, with its arguments filled in.
    ///
    /// A word that is not in the catalogue is a mistake of ours; its id is said rather than nothing.
    #[must_use]
    pub fn say(&self, id: &str, arguments: &[(&str, Word<'_>)]) -> String {
        let arguments: FluentArgs = arguments
            .iter()
            .map(|(name, word)| match word {
                Word::Text(text) => (*name, FluentValue::from(text.as_ref())),
                Word::Count(count) => (*name, FluentValue::from(*count)),
            })
            .collect();
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        pattern.map_or_else(
            || id.to_owned(),
            |pattern| self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned(),
        )
    }
}

/// What is filled into a place of a sentence.
#[derive(Clone, Debug)]
pub enum Word<'a> {
    /// A text, already safe to show.
    Text(Cow<'a, str>),
    /// A number, which also chooses the plural.
    Count(i64),
}

impl<'a> From<&'a str> for Word<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Word<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<&'a String> for Word<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text.into())
    }
}

impl From<i64> for Word<'_> {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Word<'_> {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

fn message_ids(catalogue: &str) -> impl Iterator<Item = &str> {
    let lines = catalogue.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
    lines.filter_map(|line| line.split_once('=').map(|(id, _)| id.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_follow_the_count() {
        let words = Words::english();
        let say = |minutes: i64| words.say("talk-start-late", &[("minutes", minutes.into()), ("title", "T".into())]);
        assert_eq!(say(1), "Started a minute ago: **T**");
        assert_eq!(say(3), "Started 3 minutes ago: **T**");
    }

    #[test]
    fn an_organiser_overrides_a_word_and_keeps_the_others() {
        let words = Words::overridden("button-now = Was läuft?\n").expect("a sound catalogue");
        assert_eq!(words.say("button-now", &[]), "Was läuft?");
        assert_eq!(words.say("button-abstract", &[]), "Abstract");
    }

    #[test]
    fn a_misspelt_word_is_named() {
        let error = Words::overridden("buton-now = Was läuft?\n").err().map(|e| e.to_string());
        insta::assert_snapshot!(error.unwrap_or_default(), @"`buton-now` is none of talkbell's words; the built-in catalogue names them all");
    }

    #[test]
    fn every_word_that_the_sources_say_is_in_the_catalogue() {
        let words = Words::english();
        let sources = [
            include_str!("notices.rs"),
            include_str!("answers.rs"),
            include_str!("parts.rs"),
            include_str!("changes.rs"),
            include_str!("held.rs"),
            include_str!("organise.rs"),
            include_str!("setup.rs"),
            include_str!("why.rs"),
            include_str!("questions/asking.rs"),
            include_str!("questions/board.rs"),
            include_str!("questions/filed.rs"),
            include_str!("questions/moderating.rs"),
            include_str!("questions/parts.rs"),
            include_str!("questions/record.rs"),
            include_str!("report.rs"),
            include_str!("absence.rs"),
        ];
        let said = sources.iter().flat_map(|source| source.split("say(\"").skip(1));
        let ids: Vec<&str> = said.filter_map(|rest| rest.split('"').next()).collect();
        assert!(ids.len() > 20, "the search found the calls: {ids:?}");
        for id in ids {
            assert!(words.bundle.has_message(id), "`{id}` is not in en.ftl");
        }
    }
}
