use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::Language;

/// The catalogue of everything that talkbell says.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    language: Language,
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
    /// The built-in words of a language.
    #[must_use]
    pub fn built_in(language: Language) -> Self {
        let resource = FluentResource::try_new(language.catalogue().to_owned());
        let resource = resource.expect("the built-in catalogue is sound");
        let locale: LanguageIdentifier = language.code().parse().expect("a language");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Marks around each argument would stand inside Discord's `<t:…>` and `<@…>`.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("the built-in catalogue has each word once");
        Self { bundle, language }
    }

    /// The built-in words of a language, made when they are first needed and then kept.
    pub fn of(language: Language) -> &'static Self {
        static ALL: [OnceLock<Words>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
        ALL[language.place()].get_or_init(|| Self::built_in(language))
    }

    /// The built-in English.
    #[must_use]
    pub fn english() -> Self {
        Self::built_in(Language::English)
    }

    /// The words of a language, with those that an organiser's catalogue says differently.
    ///
    /// # Errors
    /// When the catalogue is not Fluent, or names a word that talkbell does not have.
    pub fn overridden(language: Language, catalogue: &str) -> Result<Self, UnusableWords> {
        let resource = FluentResource::try_new(catalogue.to_owned()).map_err(|(_, errors)| {
            let (start, what) = errors.first().map_or((0, String::new()), |e| (e.pos.start, e.to_string()));
            let line = 1 + catalogue.bytes().take(start).filter(|byte| *byte == b'\n').count();
            UnusableWords::Syntax { line, what }
        })?;
        let mut words = Self::built_in(language);
        if let Some(unknown) = message_ids(catalogue).find(|id| !words.bundle.has_message(id)) {
            return Err(UnusableWords::Unknown(unknown.to_owned()));
        }
        words.bundle.add_resource_overriding(resource);
        Ok(words)
    }

    /// These, or the built-in ones of another language.
    #[must_use]
    pub fn or_in(&self, language: Option<Language>) -> &Self {
        match language {
            Some(language) if language != self.language => Self::of(language),
            _ => self,
        }
    }

    /// What it is in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
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
    use std::collections::{BTreeMap, BTreeSet};

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
        let words = Words::overridden(Language::English, "button-now = Was läuft?\n").expect("a sound catalogue");
        assert_eq!(words.say("button-now", &[]), "Was läuft?");
        assert_eq!(words.say("button-abstract", &[]), "Abstract");
    }

    #[test]
    fn a_misspelt_word_is_named() {
        let error = Words::overridden(Language::English, "buton-now = Was läuft?\n").err().map(|e| e.to_string());
        insta::assert_snapshot!(error.unwrap_or_default(), @"`buton-now` is none of talkbell's words; the built-in catalogue names them all");
    }

    /// A word's arguments and the words that it refers to, of each form alike.
    fn filled_in(text: &str) -> BTreeSet<&str> {
        let places = text.split('{').skip(1).filter_map(|rest| rest.split(['}', '-']).next());
        let mut filled: BTreeSet<&str> = places.map(str::trim).filter(|place| place.starts_with('$')).collect();
        let whole = text.split('{').skip(1).filter_map(|rest| rest.split('}').next());
        filled.extend(whole.map(str::trim).filter(|place| place.starts_with(|c: char| c.is_ascii_lowercase())));
        filled
    }

    fn entries(catalogue: &str) -> Vec<(String, String)> {
        let mut entries: Vec<(String, String)> = Vec::new();
        for line in catalogue.lines().filter(|line| !line.starts_with('#')) {
            match (line.split_once(" ="), entries.last_mut()) {
                (Some((id, text)), _) if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                    entries.push((id.to_owned(), text.to_owned()));
                }
                (_, Some((_, text))) => *text += line,
                _ => {}
            }
        }
        entries
    }

    #[test]
    fn every_language_says_everything_with_the_same_places_to_fill_in() {
        let english = entries(Language::English.catalogue());
        for language in Language::ALL {
            let said: BTreeMap<String, String> = entries(language.catalogue()).into_iter().collect();
            for (id, text) in &english {
                let Some(translated) = said.get(id) else { panic!("`{id}` is not in {language}.ftl") };
                assert_eq!(filled_in(translated), filled_in(text), "`{id}` in {language}.ftl");
            }
            assert_eq!(said.len(), english.len(), "{language}.ftl says what English does not");
            assert_eq!(Words::of(language).say("board-language", &[]), language.code());
        }
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
            include_str!("calls.rs"),
            include_str!("panel.rs"),
            include_str!("panel_questions.rs"),
            include_str!("proposal.rs"),
            include_str!("moderating.rs"),
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
