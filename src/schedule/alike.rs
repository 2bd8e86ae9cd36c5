//! Names that may mean the same: a room and a channel, a person as the programme prints them and as Discord shows them.

use std::collections::BTreeSet;

/// How alike two names must be, from 0 to 1, that one is offered for the other.
const OFFERED: f64 = 0.8;
/// The same for a name that somebody may have misspelt.
const MISSPELT: f64 = 0.6;
/// Where every word of one name is among those of the other, and that has more.
const WITHIN: f64 = 0.9;

/// How alike two names are, from 0 to 1: 1 if they differ by the case of letters, by spaces and by signs at most. Numbers and
/// single letters are what tells rooms apart, so they must agree.
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    let (of_a, of_b) = (words(a), words(b));
    if of_a.is_empty() || of_b.is_empty() {
        return 0.0;
    }
    let (whole_a, whole_b) = (of_a.concat(), of_b.concat());
    if whole_a == whole_b {
        return 1.0;
    }
    let (set_a, set_b): (BTreeSet<&String>, BTreeSet<&String>) = (of_a.iter().collect(), of_b.iter().collect());
    if set_a == set_b {
        return 1.0;
    }
    if set_a.is_subset(&set_b) || set_b.is_subset(&set_a) {
        return WITHIN;
    }
    let telling = |words: &[String]| -> Vec<String> {
        let mut telling: Vec<String> = words.iter().filter(|word| tells_apart(word)).cloned().collect();
        telling.sort_unstable();
        telling
    };
    if telling(&of_a) != telling(&of_b) {
        return 0.0;
    }
    // Below what is offered for sure: it is a guess at slips.
    strsim::normalized_damerau_levenshtein(&whole_a, &whole_b) * WITHIN
}

/// Of these, the one that somebody most likely meant who wrote `name`.
#[must_use]
pub fn closest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let spelt = name.to_lowercase();
    let likely = known.map(|known| {
        let letters = strsim::normalized_damerau_levenshtein(&spelt, &known.to_lowercase());
        (letters.max(likeness(name, known)), known)
    });
    let best = likely.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= MISSPELT).then_some(best.1)
}

/// Pairs a name each with what it is most like, where that is clear: neither of the two is as much like another. Gives places
/// in the two lists.
#[must_use]
pub fn pairs<A, B>(names: &[A], others: &[B], alike: impl Fn(&A, &B) -> f64) -> Vec<(usize, usize)> {
    let score: Vec<Vec<f64>> =
        names.iter().map(|name| others.iter().map(|other| alike(name, other)).collect()).collect();
    let is_clear = |name: usize, other: usize| {
        let own = score[name][other];
        let beside = (0..others.len()).filter(|it| *it != other).any(|it| score[name][it] >= own);
        let above = (0..names.len()).filter(|it| *it != name).any(|it| score[it][other] >= own);
        own >= OFFERED && !beside && !above
    };
    let all = (0..names.len()).flat_map(|name| (0..others.len()).map(move |other| (name, other)));
    all.filter(|(name, other)| is_clear(*name, *other)).collect()
}

/// In lower case; a number is a word of its own.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for letter in name.chars().flat_map(char::to_lowercase) {
        let kind = if letter.is_numeric() {
            1
        } else if letter.is_alphanumeric() {
            2
        } else {
            0
        };
        match (kind, words.last_mut()) {
            (0, _) => {}
            (_, Some(word)) if last == Some(kind) => word.push(letter),
            _ => words.push(letter.to_string()),
        }
        last = Some(kind);
    }
    words
}

fn tells_apart(word: &str) -> bool {
    word.chars().count() == 1 || word.chars().all(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_room_is_like_its_channel_and_not_like_the_one_next_door() {
        assert!((likeness("Hall A", "hall-a") - 1.0).abs() < f64::EPSILON);
        assert!((likeness("K.4.201", "k4201") - 1.0).abs() < f64::EPSILON);
        assert!((likeness("Yi Ma", "ma_yi") - 1.0).abs() < f64::EPSILON);
        assert!(likeness("Hall A", "icml-hall-a") > OFFERED);
        assert!(likeness("Auditorium", "auditroium") > OFFERED);
        assert!(likeness("Hall A", "hall-b") < MISSPELT);
        assert!(likeness("Room 12", "room-21") < MISSPELT);
        assert!(likeness("Hall A", "") < MISSPELT);
    }

    #[test]
    fn only_what_is_clear_is_paired() {
        let alike = |a: &&str, b: &&str| likeness(a, b);
        let rooms = ["Hall A", "Hall B", "Foyer"];
        assert_eq!(pairs(&rooms, &["hall-b", "general", "hall-a"], alike), [(0, 2), (1, 0)]);
        assert_eq!(pairs(&["Hall"], &["hall-a", "hall-b"], alike), []);
        assert_eq!(pairs(&["Hall A", "hall a"], &["hall-a"], alike), []);
    }

    #[test]
    fn a_misspelt_name_finds_what_was_meant() {
        assert_eq!(closest("Hal A", ["Hall A", "Foyer"].into_iter()), Some("Hall A"));
        assert_eq!(closest("Kitchen", ["Hall A", "Foyer"].into_iter()), None);
    }

    proptest! {
        #[test]
        fn likeness_knows_no_order(a in "\\PC{0,12}", b in "\\PC{0,12}") {
            prop_assert!((likeness(&a, &b) - likeness(&b, &a)).abs() < 1e-9);
            prop_assert!((0.0..=1.0).contains(&likeness(&a, &b)));
        }
    }
}
