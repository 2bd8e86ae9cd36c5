use serde::{Deserialize, Serialize};

/// What sort of slot a talk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TalkKind {
    /// A full talk of a paper.
    Oral,
    /// A short talk of a paper.
    Spotlight,
    /// A poster, shown rather than told.
    Poster,
    /// A keynote or invited talk.
    Keynote,
    /// A tutorial or workshop part.
    Tutorial,
    /// A panel or discussion.
    Panel,
    /// Questions and answers.
    #[serde(rename = "q&a")]
    QuestionsAndAnswers,
    /// A pause: coffee, lunch.
    Break,
    /// Anything else.
    Other,
}

/// Bytes of the longest label below, and some to spare for spaces.
const LONGEST_LABEL: usize = 32;
/// Words of a label with a place before it.
const MOST_WORDS: usize = 4;

impl TalkKind {
    /// Every kind, in the order of the design's table of words.
    pub const ALL: [Self; 9] = [
        Self::Oral,
        Self::Spotlight,
        Self::Poster,
        Self::Keynote,
        Self::Tutorial,
        Self::Panel,
        Self::QuestionsAndAnswers,
        Self::Break,
        Self::Other,
    ];

    /// Reads the word a programme prints above a slot; `None` for a word that names no kind.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        let trimmed = label.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ':'));
        if trimmed.len() > LONGEST_LABEL {
            return None;
        }
        let words = trimmed.to_lowercase().replace(['-', '_'], " ");
        Some(match words.trim() {
            "oral" | "oral presentation" | "contributed talk" | "long talk" | "long oral" => Self::Oral,
            "spotlight"
            | "spotlight poster"
            | "spotlight presentation"
            | "short talk"
            | "lightning talk"
            | "short oral" => Self::Spotlight,
            "poster" | "poster session" | "posters" => Self::Poster,
            "keynote" | "keynote talk" | "invited talk" | "plenary" | "invited" => Self::Keynote,
            "tutorial" | "workshop" | "course" => Self::Tutorial,
            "panel" | "panel discussion" | "discussion" | "discussion panel" => Self::Panel,
            "q&a" | "q & a" | "qa" | "q and a" | "q/a" | "live q&a" | "questions and answers" | "questions" => {
                Self::QuestionsAndAnswers
            }
            "break" | "coffee break" | "coffee" | "lunch" | "lunch break" | "pause" | "social" => Self::Break,
            "other" | "talk" | "opening" | "closing" | "opening remarks" | "closing remarks" | "remarks"
            | "welcome" | "affinity workshop" | "demonstration" | "demo" => Self::Other,
            _ => return None,
        })
    }

    /// Reads a label whose last word is a kind, with a place or the like before it: `San Diego Oral`, `{city} Poster`. A
    /// title may end so too: only for a text that stands where a kind does.
    #[must_use]
    pub fn from_qualified_label(label: &str) -> Option<Self> {
        let bare = label.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ':'));
        let words: Vec<&str> = bare.split_whitespace().take(MOST_WORDS + 1).collect();
        if bare.len() > 2 * LONGEST_LABEL || words.len() > MOST_WORDS {
            return None;
        }
        let last = words.last()?.trim_end_matches('s');
        let two = words.len().checked_sub(2).and_then(|at| Self::from_label(&words[at..].join(" ")));
        let named = two.filter(|kind| *kind == Self::Spotlight).or_else(|| Self::from_label(last))?;
        let tells =
            matches!(named, Self::Oral | Self::Spotlight | Self::Poster | Self::Keynote | Self::Tutorial | Self::Panel);
        tells.then_some(named)
    }

    /// The key under which configuration and word catalogues know this kind.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Oral => "oral",
            Self::Spotlight => "spotlight",
            Self::Poster => "poster",
            Self::Keynote => "keynote",
            Self::Tutorial => "tutorial",
            Self::Panel => "panel",
            Self::QuestionsAndAnswers => "qa",
            Self::Break => "break",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_may_say_where_before_it_says_what() {
        for (label, expected) in [
            ("San Diego Oral", Some(TalkKind::Oral)),
            ("{city} Poster", Some(TalkKind::Poster)),
            ("San Diego Spotlight Poster", Some(TalkKind::Spotlight)),
            ("(Mexico City Posters)", Some(TalkKind::Poster)),
            ("A title of more than four words that ends in poster", None),
            ("Learning to Break", None),
            ("Journal Track", None),
            ("", None),
        ] {
            assert_eq!(TalkKind::from_qualified_label(label), expected, "{label}");
        }
        assert_eq!(TalkKind::from_label("Spotlight Poster"), Some(TalkKind::Spotlight));
    }
}
