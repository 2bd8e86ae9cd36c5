//! What sort of slot a programme means by its words for types.

use crate::schedule::TalkKind;

/// Longest title that may name a kind, in words: “Coffee break in the foyer”, and no more of a sentence.
const SHORT: usize = 6;

/// The kind of a talk by the type that its source gives it and by its title.
pub(super) fn kind(label: Option<&str>, title: &str) -> TalkKind {
    let by_title = by_title(title);
    if let Some(TalkKind::Break | TalkKind::QuestionsAndAnswers) = by_title {
        return by_title.unwrap_or(TalkKind::Other);
    }
    label.and_then(by_label).or(by_title).unwrap_or(TalkKind::Other)
}

/// A type such as `Talk 30 min + 10min Q&A` is what it begins with.
fn by_label(label: &str) -> Option<TalkKind> {
    if let Some(kind) = TalkKind::from_label(label).filter(|kind| *kind != TalkKind::Other) {
        return Some(kind);
    }
    let lower = label.to_lowercase();
    let first = lower.split(['+', '(', ',', '/']).next().unwrap_or_default();
    by_words(first, &TYPES).or_else(|| by_words(first, &PAUSES))
}

fn by_title(title: &str) -> Option<TalkKind> {
    if let Some(kind) = TalkKind::from_label(title) {
        return Some(kind);
    }
    let words = title.split_whitespace().count();
    let lower = title.to_lowercase();
    let pause = by_words(&lower, &PAUSES).filter(|_| words <= SHORT);
    let questions = || {
        let begins = ["q&a", "live q&a", "q & a", "questions and answers"].iter().any(|label| lower.starts_with(label));
        let ends = lower.ends_with(" q&a") && words <= SHORT;
        (begins || ends).then_some(TalkKind::QuestionsAndAnswers)
    };
    let headed = || {
        let (head, _) = lower.split_once(':')?;
        TalkKind::from_label(head).or_else(|| by_words(head, &TYPES).filter(|_| head.split(' ').count() <= 3))
    };
    let poster = || (lower.starts_with("poster session") && words <= SHORT).then_some(TalkKind::Poster);
    pause.or_else(questions).or_else(poster).or_else(headed)
}

const TYPES: [(&str, TalkKind); 23] = [
    ("keynote", TalkKind::Keynote),
    ("plenary", TalkKind::Keynote),
    ("invited", TalkKind::Keynote),
    ("workshop", TalkKind::Tutorial),
    ("tutorial", TalkKind::Tutorial),
    ("hands-on", TalkKind::Tutorial),
    ("training", TalkKind::Tutorial),
    ("masterclass", TalkKind::Tutorial),
    ("panel", TalkKind::Panel),
    ("discussion", TalkKind::Panel),
    ("round table", TalkKind::Panel),
    ("roundtable", TalkKind::Panel),
    ("podium", TalkKind::Panel),
    ("diskussion", TalkKind::Panel),
    ("fishbowl", TalkKind::Panel),
    ("lightning", TalkKind::Spotlight),
    ("spotlight", TalkKind::Spotlight),
    ("short talk", TalkKind::Spotlight),
    ("flash talk", TalkKind::Spotlight),
    ("poster", TalkKind::Poster),
    ("oral", TalkKind::Oral),
    ("paper presentation", TalkKind::Oral),
    ("contributed talk", TalkKind::Oral),
];

const PAUSES: [(&str, TalkKind); 10] = [
    ("coffee break", TalkKind::Break),
    ("lunch", TalkKind::Break),
    ("tea break", TalkKind::Break),
    ("break", TalkKind::Break),
    ("coffee", TalkKind::Break),
    ("pause", TalkKind::Break),
    ("mittag", TalkKind::Break),
    ("breakfast", TalkKind::Break),
    ("intermission", TalkKind::Break),
    ("kaffee", TalkKind::Break),
];

/// By a word that `text` holds as a word of its own, or begins with.
fn by_words(text: &str, words: &[(&str, TalkKind)]) -> Option<TalkKind> {
    let is_word = |at: usize, word: &str| {
        let ends = text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphabetic() || c == 's');
        !text[..at].ends_with(char::is_alphanumeric) && (ends || word.len() > 6)
    };
    let holds = |word: &str| text.match_indices(word).any(|(at, _)| is_word(at, word));
    words.iter().find(|(word, _)| holds(word)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lesson 14: Q&A hides in the type, is an item of its own, or a whole session.
    #[test]
    fn a_talk_with_questions_is_a_talk_and_questions_alone_are_a_qa() {
        assert_eq!(kind(Some("Talk 30 min + 10min Q&A"), "Superfood = Super gut?"), TalkKind::Other);
        assert_eq!(kind(Some("LightningTalk 15min 10min Q&A"), "Tox"), TalkKind::Spotlight);
        for title in ["Q&A", "Live Q&A: Mihaela van der Schaar", "Oral Session Q&A"] {
            assert_eq!(kind(None, title), TalkKind::QuestionsAndAnswers, "{title}");
        }
    }

    #[test]
    fn types_and_titles_tell_the_kind() {
        for (label, title, expected) in [
            (Some("maintrack"), "Cockpit", TalkKind::Other),
            (Some("keynote"), "Welcome to FOSDEM 2016", TalkKind::Keynote),
            (Some("Workshop 60 Min"), "Dosentelefon", TalkKind::Tutorial),
            (Some("lightningtalk"), "gopy", TalkKind::Spotlight),
            (Some("Podiumsdiskussion"), "Rettet das Netz", TalkKind::Panel),
            (Some("talk"), "Lunch", TalkKind::Break),
            (None, "Keynote: Van Lindberg, PSF Chair", TalkKind::Keynote),
            (None, "Registration / Breakfast", TalkKind::Break),
            (None, "Coffee Break", TalkKind::Break),
            (None, "How to break a cipher in seven easy steps", TalkKind::Other),
            (None, "Breakthroughs in optics", TalkKind::Other),
        ] {
            assert_eq!(kind(label, title), expected, "{title}");
        }
    }
}
