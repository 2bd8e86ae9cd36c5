//! What sort of slot a programme means, by its words for types and by titles.

use crate::schedule::TalkKind;

/// Longest title that may name a pause, in words: “Coffee break in the foyer”, and no more of a sentence.
const SHORT: usize = 6;
/// A title that is no more than the name of a kind, with a number and a length, has at most so many bytes.
const LONGEST_NAME: usize = 48;
/// Words of the longest name of a kind.
const MOST_WORDS: usize = 4;
/// In a title as short as this a pause may be named anywhere.
const SHORTEST: usize = 4;

/// The kind of a talk by the type that its source gives it and by its title.
pub(super) fn kind(label: Option<&str>, title: &str) -> TalkKind {
    told(label.and_then(of_label), title)
}

/// As [`kind`], where the type was read before.
pub(super) fn told(by_label: Option<TalkKind>, title: &str) -> TalkKind {
    let by_title = by_title(title);
    match (by_label, by_title) {
        // A paper may be called “Break the symmetry”.
        (Some(TalkKind::Oral | TalkKind::Spotlight | TalkKind::Poster), _) => by_label,
        (_, Some(TalkKind::Break | TalkKind::QuestionsAndAnswers)) => by_title,
        _ => by_label.or(by_title),
    }
    .unwrap_or(TalkKind::Other)
}

/// The kind that a title shows where nothing else says it: `🎤 Invited Talk 1`, `Coffee break`.
pub(super) fn of_title(title: &str) -> TalkKind {
    by_title(title).unwrap_or(TalkKind::Other)
}

/// The kind that a label names, however much it says beside: `Talk 30 min + 10min Q&A` is what it begins with. `None` for
/// one that says no more than that it is a talk.
pub(super) fn of_label(label: &str) -> Option<TalkKind> {
    let lower = label.to_lowercase();
    let first = lower.split(['+', ',', '/', '(', '|', '–', ';']).next().unwrap_or_default();
    let named = TalkKind::from_label(label).or_else(|| TalkKind::from_label(&words(first)?));
    let named = named.filter(|kind| *kind != TalkKind::Other);
    named.or_else(|| by_words(first, &TYPES)).or_else(|| by_words(first, &PAUSES))
}

fn by_title(title: &str) -> Option<TalkKind> {
    let title = title.trim();
    let head = &title[..head(title)];
    let short = |text: &str| text.len() <= LONGEST_NAME;
    let named = |text: &str| if short(text) { TalkKind::from_label(&words(text)?) } else { None };
    let whole = || if head.len() < title.len() { named(title) } else { None };
    // `How to end a day [Keynote]`, `Teaching - Panel`.
    let tail = || {
        let tagged = title.strip_suffix(']').and_then(|title| title.rsplit_once('['));
        let (_, tail) = tagged.or_else(|| title.rsplit_once(" - "))?;
        named(tail).filter(|kind| !matches!(kind, TalkKind::Other | TalkKind::Break))
    };
    if let Some(kind) = TalkKind::from_label(title).or_else(|| named(head)).or_else(whole).or_else(tail) {
        return Some(kind);
    }
    let lower = title.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let mut all_words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = all_words.by_ref().take(SHORT).collect();
    let short = all_words.next().is_none();
    let questions = || {
        let begins = ["q&a", "live q&a", "q & a", "questions and answers"].iter().any(|label| bare.starts_with(label));
        (begins || short && bare.ends_with(" q&a")).then_some(TalkKind::QuestionsAndAnswers)
    };
    // `Poster Day 1 Session 3` is one of posters.
    let poster = || {
        let first = words.first().filter(|word| word.starts_with("poster"))?;
        let session = bare[first.len()..].split(|c: char| !c.is_alphanumeric()).any(|word| word == "session");
        session.then_some(TalkKind::Poster)
    };
    let headed = || {
        let (head, _) = bare.split_once(':')?;
        if head.split(' ').count() <= 3 { by_words(head, &TYPES) } else { None }
    };
    // `Opening Keynote`, `Day 1 Keynote`, `Keynote by Ada Lovelace`, `Plenary Lecture 1`.
    let keynote = || {
        let is_one = |word: &&str| matches!(*word, "keynote" | "plenary");
        let last = words.iter().rev().find(|word| !is_a_number(&word.to_uppercase()));
        let then = words.get(1).is_some_and(|word| BEHIND_KEYNOTE.contains(word));
        let ends = short && last.is_some_and(is_one);
        let begins = words.first().is_some_and(is_one) && (then || words.len() <= SHORTEST);
        (ends || begins).then_some(TalkKind::Keynote)
    };
    let pause = (short && is_pause(&words)).then_some(TalkKind::Break);
    pause.or_else(questions).or_else(keynote).or_else(poster).or_else(headed)
}

/// How far a title goes before a colon, a parenthesis or a dash.
fn head(title: &str) -> usize {
    let bytes = title.as_bytes();
    let ends = |at: usize| match bytes[at] {
        b':' | b'(' => true,
        b' ' => title[at..].starts_with(" - "),
        0xE2 => title[at..].starts_with(['–', '—']),
        _ => false,
    };
    (0..bytes.len()).find(|at| ends(*at)).unwrap_or(bytes.len())
}

/// A pause is one whatever else a short title says of it, whose words these are. “How to break a cipher” is none, nor is
/// “No free lunch”.
fn is_pause(words: &[&str]) -> bool {
    let named = |at: usize| {
        let before = at.checked_sub(1).map(|at| words[at]);
        let after = words.get(at + 1).copied();
        let meant = match words[at] {
            "break" | "pause" => {
                let done = before.is_some_and(|word| ["to", "can", "you", "we", "don", "t", "not"].contains(&word));
                let with_object = after.is_some_and(|word| OBJECTS.contains(&word));
                !done && !with_object
            }
            "lunch" => before != Some("free"),
            word => MEALS.contains(&word),
        };
        meant && (words.len() <= SHORTEST || at == 0 || at + 1 == words.len() || words[at] == "break")
    };
    (0..words.len()).any(named)
}

/// What follows “break” where it is a verb.
const OBJECTS: [&str; 16] = [
    "a", "an", "the", "this", "that", "these", "your", "my", "our", "their", "it", "into", "out", "down", "free",
    "things",
];
/// What follows “keynote” where it says what sort of talk this is.
const BEHIND_KEYNOTE: [&str; 10] =
    ["by", "with", "address", "lecture", "session", "speech", "speaker", "talk", "presentation", "von"];
const MEALS: [&str; 18] = [
    "tea",
    "changeover",
    "déjeuner",
    "pranzo",
    "almuerzo",
    "休憩",
    "昼食",
    "coffee",
    "breakfast",
    "dinner",
    "mittagspause",
    "mittagessen",
    "kaffeepause",
    "kaffee",
    "refreshments",
    "brunch",
    "siesta",
    "intermission",
];

/// The words alone: no emoji before them, no number and no length after them.
/// `None` where they are more than the name of a kind has.
fn words(text: &str) -> Option<String> {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let all = bare.split(|c: char| c.is_whitespace() || c == '-' || c == '_').filter(|word| !word.is_empty());
    let mut words: Vec<&str> = Vec::with_capacity(MOST_WORDS);
    for word in all.filter(|word| !is_a_length(word)) {
        if words.len() >= MOST_WORDS && !is_a_number(word) {
            return None;
        }
        words.push(word);
    }
    while words.last().is_some_and(|word| is_a_number(word)) {
        words.pop();
    }
    if words.len() > MOST_WORDS {
        return None;
    }
    let words = words.join(" ").to_lowercase();
    Some(match words.as_str() {
        "lightning talks" | "lightning talks session" => "lightning talk".to_owned(),
        "plenary session" => "plenary".to_owned(),
        "oral talk" => "oral".to_owned(),
        // Nobody would name a paper so, and nothing is told.
        "registration" | "registration opens" | "registration desk" | "check in" | "arrival" | "doors open" => {
            "break".to_owned()
        }
        _ => words,
    })
}

fn is_a_number(word: &str) -> bool {
    let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    roman || word.chars().all(|c| c.is_ascii_digit()) || word.len() == 1 && word.chars().all(char::is_alphabetic)
}

/// `30`, `30min`, `min`, `1h`.
fn is_a_length(word: &str) -> bool {
    if !word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'h' | 'H' | 'm' | 'M')) {
        return false;
    }
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit()).trim_end_matches('.').to_lowercase();
    let has_digits = unit.len() < word.trim_end_matches('.').len();
    matches!(unit.as_str(), "min" | "mins" | "minutes" | "minute" | "hours" | "hour")
        || has_digits && matches!(unit.as_str(), "h" | "m" | "'" | "′")
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
    let starts = text.char_indices().filter(|(at, _)| !text[..*at].ends_with(char::is_alphanumeric));
    let rests: Vec<&str> = starts.map(|(at, _)| &text[at..]).collect();
    let is_word = |beyond: &str, word: &str| {
        let ends = beyond.chars().next().is_none_or(|c| !c.is_alphabetic() || c == 's');
        ends || word.len() > 6
    };
    let holds =
        |word: &str| rests.iter().any(|rest| rest.strip_prefix(word).is_some_and(|beyond| is_word(beyond, word)));
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
            (Some("Poster"), "Lunch break scheduling", TalkKind::Poster),
            (None, "Keynote: Van Lindberg, PSF Chair", TalkKind::Keynote),
            (None, "Registration / Breakfast", TalkKind::Break),
            (None, "Coffee Break", TalkKind::Break),
            (None, "Coffee break in the foyer", TalkKind::Break),
            (None, "How to break a cipher in seven easy steps", TalkKind::Other),
            (None, "Breakthroughs in optics", TalkKind::Other),
            (None, "How to break AI", TalkKind::Other),
            (None, "Break the build", TalkKind::Other),
            (None, "No Free Lunch in Active Learning", TalkKind::Other),
            (None, "Opening Keynote", TalkKind::Keynote),
            (None, "Day 1 Keynote", TalkKind::Keynote),
            (None, "Keynote 2", TalkKind::Keynote),
            (None, "Keynote - Luciano Ramalho", TalkKind::Keynote),
            (None, "Keynote by Ada Lovelace, who wrote the first program of all", TalkKind::Keynote),
            (None, "End of the day keynote [Keynote]", TalkKind::Keynote),
            (None, "What we built and what we learnt [Keynote]", TalkKind::Keynote),
            (None, "CLIR Forum Opening Plenary", TalkKind::Keynote),
            (None, "Plenary Lecture 1", TalkKind::Keynote),
            (None, "How to give a keynote nobody forgets", TalkKind::Other),
            (None, "CS Education - Panel", TalkKind::Panel),
            (None, "Workshop - Intro", TalkKind::Tutorial),
            (None, "Morning Tea", TalkKind::Break),
            (None, "Registration", TalkKind::Break),
            (None, "Check-in", TalkKind::Break),
            (None, "Image registration", TalkKind::Other),
            (None, "Rest - an architecture", TalkKind::Other),
        ] {
            assert_eq!(kind(label, title), expected, "{title}");
        }
    }

    #[test]
    fn a_label_may_say_more_than_its_kind() {
        for (label, expected) in [
            ("Talk 30 min + 10min Q&A", None),
            ("Lightning Talk (5 min)", Some(TalkKind::Spotlight)),
            ("Keynote 45 min", Some(TalkKind::Keynote)),
            ("Workshop, 2 h", Some(TalkKind::Tutorial)),
            ("Q&A", Some(TalkKind::QuestionsAndAnswers)),
            ("Poster", Some(TalkKind::Poster)),
            ("Fireside", None),
        ] {
            assert_eq!(of_label(label), expected, "{label}");
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
            assert_eq!(of_title(title), expected, "{title}");
        }
    }
}
