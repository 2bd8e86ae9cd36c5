//! Lists of people as programmes print them.

use super::source_text::clean;

/// Separators that no name holds.
const MIDDLE_DOTS: [char; 4] = ['·', '⋅', '•', '‧'];
/// Separators that prose may hold too: a list they part is believed only when each part reads like a name.
const WEAK: [char; 3] = ['|', ';', ','];
const PARTICLES: [&str; 26] = [
    "al", "and", "bin", "ben", "da", "dal", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "et",
    "ibn", "la", "le", "ten", "ter", "van", "von", "y", "zu",
];

/// Nobody joins more people by “and” alone, and each is looked for in all that follows.
const MOST_CONJOINED: usize = 20;
/// What stands behind a name after a comma, without its dots.
const BEHIND_NAMES: [&str; 20] = [
    "phd", "dphil", "md", "msc", "bsc", "ma", "ba", "mph", "mba", "esq", "jr", "sr", "ii", "iii", "iv", "rn", "prof",
    "dr", "inc", "ltd",
];
/// How words begin that only the names of places of work have.
const AT_WORK: [&str; 36] = [
    "univ",
    "institut",
    "gmbh",
    "college",
    "corp",
    "foundation",
    "cent",
    "department",
    "dept",
    "school",
    "laborator",
    "labs",
    "google",
    "microsoft",
    "intel",
    "ibm",
    "amazon",
    "meta",
    "apple",
    "nvidia",
    "deepmind",
    "openai",
    "research",
    "academy",
    "hochschule",
    "akademie",
    "zentrum",
    "fakultät",
    "facult",
    "museum",
    "bibliothek",
    "librar",
    "hospital",
    "inria",
    "cnrs",
    "epfl",
];

/// Whether `text` is a list of people that no title and no sentence could be.
pub(super) fn is_clearly_a_list(text: &str) -> bool {
    let parts = parts(text);
    parts.len() > 1 && parts.iter().all(|part| is_short(part)) || text.ends_with(MIDDLE_DOTS) && is_short(text)
}

/// Whether `text` reads like one name.
pub(super) fn is_name(text: &str) -> bool {
    let bare = without_affiliation(text);
    let words: Vec<&str> = bare.split_whitespace().collect();
    (2..=6).contains(&words.len())
        && words.iter().all(|word| is_name_word(word))
        && words.iter().filter(|word| !is_particle(word)).count() >= 2
}

/// Whether `text` could be a name at all: short, and no sentence.
pub(super) fn could_be_a_name(text: &str) -> bool {
    is_short(text) && !text.ends_with(['.', '?', '!', ':']) && text.split_whitespace().count() <= 6
}

/// The people in `text`, in order, each as printed.
pub(super) fn people(text: &str) -> Vec<String> {
    // Marks of footnotes, such as who presents, say nothing here.
    let bare = |part: &str| part.trim_end_matches(['*', '†', '‡']).trim_end().to_owned();
    parts(text).into_iter().map(bare).filter(|part| !part.is_empty()).collect()
}

/// The people in a text that a label says to be people, in order: they are called whatever they are called, in whatever
/// script, and parted by whatever parts people.
pub(super) fn labelled(text: &str) -> Vec<String> {
    let text = clean(text);
    let separators: &[char] = match () {
        () if text.contains(MIDDLE_DOTS) => &MIDDLE_DOTS,
        () if text.contains([';', '；']) => &[';', '；'],
        () if text.contains('|') => &['|'],
        () => &[',', '，', '、', '＆'],
    };
    let conjoined = split(&text, separators).into_iter().flat_map(conjoined);
    let ideographs = |c: char| ('\u{2E80}'..='\u{FAFF}').contains(&c);
    let pieces =
        conjoined.flat_map(|part| if part.contains(ideographs) { split(part, &['&', '/']) } else { vec![part] });
    let mut people: Vec<String> = Vec::new();
    for person in without_and(pieces.collect()) {
        match people.last_mut() {
            Some(before) if separators.contains(&',') && belongs_to_the_name_before(person) => {
                before.push_str(&format!(", {person}"));
            }
            _ if person.is_empty() => {}
            _ => people.push(person.trim_end_matches(['*', '†', '‡']).trim_end().to_owned()),
        }
    }
    people
}

/// `A & B`, `A / B`, `A und B` are two people; a place of work may be called so, too.
fn conjoined(part: &str) -> Vec<&str> {
    let joins = [" & ", " / ", " und "];
    let (mut people, mut rest) = (Vec::new(), part);
    while people.len() < MOST_CONJOINED
        && let Some((before, after)) = joins.iter().find_map(|join| rest.split_once(join))
        && (is_name(after) || !belongs_to_the_name_before(rest))
    {
        people.push(before.trim());
        rest = after.trim();
    }
    people.push(rest);
    people
}

/// A degree, a generation, or where somebody works.
fn belongs_to_the_name_before(part: &str) -> bool {
    // `John Roe, Intel` begins with a name.
    let part = without_affiliation(part).split(',').next().unwrap_or_default();
    let bare = part.replace('.', "").to_lowercase();
    BEHIND_NAMES.contains(&bare.as_str())
        || bare.split([' ', '-']).any(|word| AT_WORK.iter().any(|place| word.starts_with(place)))
        || part.contains(|c: char| c.is_ascii_digit())
        // `MIT`
        || part.len() > 1 && part.chars().all(|c| c.is_ascii_uppercase())
}

fn parts(text: &str) -> Vec<&str> {
    let dotted = split(text, &MIDDLE_DOTS);
    if dotted.len() > 1 || text.contains(MIDDLE_DOTS) {
        return dotted;
    }
    let weak = WEAK.iter().map(|separator| split(text, &[*separator]));
    let named = weak.map(without_and).find(|parts| parts.len() > 1 && parts.iter().all(|part| is_name(part)));
    named.unwrap_or_else(|| if text.trim().is_empty() { Vec::new() } else { vec![text.trim()] })
}

/// Splits outside parentheses: `Yi Ma (Berkeley, USA), Jian Sun` are two people.
pub(super) fn split<'a>(text: &'a str, separators: &[char]) -> Vec<&'a str> {
    let mut depth = 0_usize;
    let outside = |c: char| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && separators.contains(&c)
    };
    text.split(outside).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// `A, B and C` and `A, B, and C` are three people.
fn without_and(parts: Vec<&str>) -> Vec<&str> {
    let pieces = parts.into_iter().flat_map(|part| part.split(" and "));
    pieces.map(|part| part.strip_prefix("and ").unwrap_or(part).trim()).collect()
}

fn without_affiliation(text: &str) -> &str {
    text.split_once(" (").map_or(text, |(name, _)| name)
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= 90
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

fn is_name_word(word: &str) -> bool {
    let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '‐'));
    letters && (is_particle(word) || word.chars().next().is_some_and(|c| !c.is_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middle_dots_bars_and_semicolons_part_people() {
        for line in ["Greg Yang · Edward Hu", "Greg Yang ⋅ Edward Hu", "Greg Yang | Edward Hu", "Greg Yang; Edward Hu"]
        {
            assert_eq!(people(line), ["Greg Yang", "Edward Hu"], "{line}");
        }
    }

    #[test]
    fn commas_part_people_only_where_each_part_is_a_name() {
        assert_eq!(people("Greg Yang, Edward Hu, and Roland S. Zimmermann").len(), 3);
        assert_eq!(people("Yi Ma (Berkeley, USA), Jian Sun"), ["Yi Ma (Berkeley, USA)", "Jian Sun"]);
        assert_eq!(people("Deep, wide and fast").len(), 1);
        assert_eq!(people("Martin Luther King, Jr."), ["Martin Luther King, Jr."]);
    }

    #[test]
    fn behind_a_label_people_are_called_whatever_they_are_called() {
        for (text, expected) in [
            ("李明, 王伟 (IHEP)", &["李明", "王伟 (IHEP)"][..]),
            ("青云 / Mavin / 许智翔", &["青云", "Mavin", "许智翔"]),
            ("胡渊鸣&张爱玲", &["胡渊鸣", "张爱玲"]),
            ("李明、王伟", &["李明", "王伟"]),
            ("Sebastian, Anna Schmidt", &["Sebastian", "Anna Schmidt"]),
            ("danah boyd, Jane Doe", &["danah boyd", "Jane Doe"]),
            ("Jane Doe, PhD, John Roe, M.D.", &["Jane Doe, PhD", "John Roe, M.D."]),
            ("Jane Doe, Google; John Roe, Intel", &["Jane Doe, Google", "John Roe, Intel"]),
            ("Ada Lovelace & Alan Turing", &["Ada Lovelace", "Alan Turing"]),
            ("Ada (CERN, Geneva), Bob and Eve", &["Ada (CERN, Geneva)", "Bob", "Eve"]),
            ("Doe, Jane; Roe, John", &["Doe, Jane", "Roe, John"]),
            ("Jane Doe, Stanford University", &["Jane Doe, Stanford University"]),
            ("Jane Doe, MIT", &["Jane Doe, MIT"]),
            ("Hanna Roe, Goethe-Universität", &["Hanna Roe, Goethe-Universität"]),
            ("Anna Groß und Ute Öhler", &["Anna Groß", "Ute Öhler"]),
            ("Anna Groß, Universität für Kunst und Musik", &["Anna Groß, Universität für Kunst und Musik"]),
            ("", &[]),
        ] {
            assert_eq!(labelled(text), expected, "{text}");
        }
    }

    #[test]
    fn particles_belong_to_names_and_prose_does_not() {
        assert!(is_name("Laurens van der Maaten"));
        assert!(!is_name("We study the problem"));
        assert!(!is_name("Break"));
    }
}
