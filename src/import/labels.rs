//! What sort of slot a label or a title means.

use crate::schedule::TalkKind;

/// The kind that a label names, however much it says beside: `Talk 30 min + 10min Q&A` is a talk.
pub(super) fn kind(label: &str) -> Option<TalkKind> {
    let exact = TalkKind::from_label(label);
    let first = || {
        let part = label.split(['+', ',', '/', '(', '|', '–', ';']).next().unwrap_or_default();
        TalkKind::from_label(&words(part))
    };
    exact.or_else(first)
}

/// The kind that a title shows where nothing else says it: `🎤 Invited Talk 1`, `Coffee break`.
pub(super) fn kind_of_title(title: &str) -> TalkKind {
    let start = title.split([':', '(', '–', '—']).next().unwrap_or_default();
    let found = TalkKind::from_label(&words(start)).or_else(|| TalkKind::from_label(&words(title)));
    found.or_else(|| by_word(title)).unwrap_or(TalkKind::Other)
}

/// The words alone: no emoji before them, no number and no length after them.
fn words(text: &str) -> String {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let words = bare.split(|c: char| c.is_whitespace() || c == '-' || c == '_').filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.filter(|word| !is_a_length(word)).collect();
    while words.last().is_some_and(|word| is_a_number(word)) {
        words.pop();
    }
    words.join(" ").to_lowercase().replace("lightning talks", "lightning talk").replace("oral talk", "oral")
}

/// A pause is a pause whatever else the title says of it; `Poster Day 1 Session 3` is one of posters.
fn by_word(title: &str) -> Option<TalkKind> {
    const PAUSES: [&str; 12] = [
        "break",
        "lunch",
        "coffee",
        "breakfast",
        "dinner",
        "mittagspause",
        "kaffeepause",
        "pause",
        "refreshments",
        "brunch",
        "siesta",
        "intermission",
    ];
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.first().is_some_and(|word| word.starts_with("poster")) && words.contains(&"session") {
        return Some(TalkKind::Poster);
    }
    let short = words.len() <= 4;
    (short && words.iter().any(|word| PAUSES.contains(word))).then_some(TalkKind::Break)
}

fn is_a_number(word: &str) -> bool {
    let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    roman || word.chars().all(|c| c.is_ascii_digit()) || word.len() == 1 && word.chars().all(char::is_alphabetic)
}

/// `30`, `30min`, `min`, `1h`.
fn is_a_length(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit()).trim_end_matches('.').to_lowercase();
    let has_digits = unit.len() < word.trim_end_matches('.').len();
    matches!(unit.as_str(), "min" | "mins" | "minutes" | "minute" | "hours" | "hour")
        || has_digits && matches!(unit.as_str(), "h" | "m" | "'" | "′")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lesson 14: Q&A hides in the type; the slot is the talk all the same.
    #[test]
    fn a_label_may_say_more_than_its_kind() {
        for (label, expected) in [
            ("Talk 30 min + 10min Q&A", Some(TalkKind::Other)),
            ("Lightning Talk (5 min)", Some(TalkKind::Spotlight)),
            ("Keynote 45 min", Some(TalkKind::Keynote)),
            ("Workshop, 2 h", Some(TalkKind::Tutorial)),
            ("Q&A", Some(TalkKind::QuestionsAndAnswers)),
            ("Poster", Some(TalkKind::Poster)),
            ("Fireside", None),
        ] {
            assert_eq!(kind(label), expected, "{label}");
        }
    }

    #[test]
    fn a_title_may_show_its_kind() {
        for (title, expected) in [
            ("📢 Opening Remarks", TalkKind::Other),
            ("🎤 Invited Talk 1", TalkKind::Keynote),
            ("⚡ Lightning Talk 1", TalkKind::Spotlight),
            ("🎙️ Oral Talk 2", TalkKind::Oral),
            ("🖼️ Poster Session 1", TalkKind::Poster),
            ("🍽️ Lunch", TalkKind::Break),
            ("☕️ Break", TalkKind::Break),
            ("💬 Panel Discussion", TalkKind::Panel),
            ("Poster Day 1 Session 3 (P1S3)", TalkKind::Poster),
            ("Keynote: Ada Lovelace", TalkKind::Keynote),
            ("Coffee break and posters", TalkKind::Break),
            ("Live Q&A: Devi Parikh", TalkKind::QuestionsAndAnswers),
            ("Breaking the lunch barrier in distributed systems", TalkKind::Other),
            ("The Bitter Lesson for AI", TalkKind::Other),
        ] {
            assert_eq!(kind_of_title(title), expected, "{title}");
        }
    }
}
