use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Longest id, so that an id fits into a Discord `custom_id` (100 characters) beside its conference and a notice digest.
const MAX_LENGTH: usize = 32;

/// A text that is no id: empty, too long, or with other characters than `a-z`, `0-9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no id: 1 to 32 characters of a-z, 0-9 and -")]
pub struct UnusableId(String);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as text: 1 to 32 characters of `a-z`, `0-9` and `-`.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnusableId;

            fn from_str(text: &str) -> Result<Self, UnusableId> {
                text.to_owned().try_into()
            }
        }

        impl TryFrom<String> for $name {
            type Error = UnusableId;

            fn try_from(text: String) -> Result<Self, UnusableId> {
                if is_id(&text) { Ok(Self(text)) } else { Err(UnusableId(text)) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// Names a session within its schedule.
    SessionId
}
id! {
    /// Names a talk within its schedule, whatever its session: a talk may change session and stay the same talk.
    TalkId
}

id! {
    /// Names a conference in the configuration, the outbox and the ids of buttons.
    ConferenceId
}

fn is_id(text: &str) -> bool {
    (1..=MAX_LENGTH).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// One slug a title, each at most 32 characters and each different.
///
/// A slug depends on its own title alone, so an edit elsewhere in the programme never renames a talk; equal titles are
/// numbered in the order given.
pub fn unique_slugs<'a>(titles: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    // Counting on from the last number keeps thousands of equal titles linear.
    let mut last_numbers: HashMap<&str, u64> = HashMap::new();
    titles
        .into_iter()
        .map(|title| {
            let plain = slug(title, "");
            if taken.insert(plain.clone()) {
                return plain;
            }
            let last = last_numbers.entry(title).or_insert(1);
            let mut numbers = (*last + 1)..;
            let free = numbers.find_map(|number| {
                *last = number;
                let slug = slug(title, &format!("-{number}"));
                taken.insert(slug.clone()).then_some(slug)
            });
            free.expect("the numbers never run out")
        })
        .collect()
}

fn slug(title: &str, number: &str) -> String {
    let words = ascii_words(title);
    let lossless = title.is_ascii() || title.chars().filter(|c| c.is_alphanumeric()).all(|c| c.is_ascii());
    if lossless && !words.is_empty() && words.len() + number.len() <= MAX_LENGTH {
        return words + number;
    }
    let ending = format!("{}{number}", hash(title));
    let room = MAX_LENGTH - ending.len() - 1;
    match words.get(..room).unwrap_or(&words).trim_end_matches('-') {
        "" => ending,
        start => format!("{start}-{ending}"),
    }
}

/// Not much more of them than an id holds.
fn ascii_words(title: &str) -> String {
    let mut words = String::with_capacity(MAX_LENGTH + 4);
    let mut push = |c: char| {
        if c.is_ascii_alphanumeric() {
            words.push(c);
        } else if !words.is_empty() && !words.ends_with('-') {
            words.push('-');
        }
        words.len() > MAX_LENGTH + 1
    };
    for c in title.chars().filter(|c| *c != '\'') {
        let enough = if c.is_ascii() { push(c.to_ascii_lowercase()) } else { c.to_lowercase().any(&mut push) };
        if enough {
            break;
        }
    }
    words.truncate(words.trim_end_matches('-').len());
    words
}

fn hash(title: &str) -> String {
    let digest = Sha256::digest(title.as_bytes());
    let first = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    format!("{first:08x}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_short_title_is_its_own_slug() {
        assert_eq!(unique_slugs(["Q&A", "Q&A", "It's on!"]), ["q-a", "q-a-2", "its-on"]);
    }

    #[test]
    fn a_long_title_is_cut_and_hashed() {
        let slugs = unique_slugs(["Dissecting Supervised Constrastive Learning"]);
        assert!(slugs[0].starts_with("dissecting-supervised"), "{slugs:?}");
    }

    proptest! {
        #[test]
        fn slugs_are_ids_and_differ(titles in prop::collection::vec("\\PC{0,60}", 0..12)) {
            let slugs = unique_slugs(titles.iter().map(String::as_str));
            for slug in &slugs {
                prop_assert!(slug.parse::<TalkId>().is_ok(), "{slug}");
            }
            let different: HashSet<_> = slugs.iter().collect();
            prop_assert_eq!(different.len(), slugs.len());
        }

        #[test]
        fn another_title_changes_nothing(titles in prop::collection::hash_set("[a-z ]{1,50}", 2..8), typo in "[A-Z]{5}") {
            let titles: Vec<String> = titles.into_iter().collect();
            let before = unique_slugs(titles.iter().map(String::as_str));
            let mut edited = titles.clone();
            edited[0] = format!("{typo} {typo} unlike any other");
            let after = unique_slugs(edited.iter().map(String::as_str));
            let distinct: HashSet<_> = titles.iter().map(|t| slug(t, "")).collect();
            prop_assume!(distinct.len() == titles.len());
            prop_assert_eq!(&before[1..], &after[1..]);
        }
    }
}
