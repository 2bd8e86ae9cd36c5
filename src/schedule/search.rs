use std::collections::HashMap;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{Schedule, TalkRef};

/// The talks whose title or speakers match `query`, best first, at most `limit`; all in programme order when `query`
/// is blank.
#[must_use]
pub fn search<'a>(schedule: &'a Schedule, query: &str, limit: usize) -> Vec<TalkRef<'a>> {
    search_among(&schedule.talks().collect::<Vec<_>>(), query, limit)
}

/// As [`search`], of these talks alone.
#[must_use]
pub fn search_among<'a>(talks: &[TalkRef<'a>], query: &str, limit: usize) -> Vec<TalkRef<'a>> {
    if query.trim().is_empty() {
        return talks.iter().take(limit).copied().collect();
    }
    // Not parsed: to whoever types a title, `!` and `^` are letters and no operators.
    let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut characters = Vec::new();
    let mut found: Vec<(u32, TalkRef<'a>)> = talks
        .iter()
        .copied()
        .filter_map(|candidate| {
            let text = format!("{} {}", candidate.talk.title, candidate.talk.speakers.join(" "));
            let score = pattern.score(Utf32Str::new(&text, &mut characters), &mut matcher)?;
            Some((score, candidate))
        })
        .collect();
    if found.is_empty() {
        found = misspelt(talks, query);
    }
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().take(limit).map(|(_, candidate)| candidate).collect()
}

/// How alike two words must be, from 0 to 1, that one may be the other misspelt: one slip in four letters.
const ALIKE: f64 = 0.75;

/// The talks of which each word of the query is a word, but for slips; where nothing matches letter by letter.
fn misspelt<'a>(talks: &[TalkRef<'a>], query: &str) -> Vec<(u32, TalkRef<'a>)> {
    let wanted: Vec<String> = words(query).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    // A programme says the same words again and again: each is compared once.
    let mut known: HashMap<String, Vec<f64>> = HashMap::new();
    let mut found = Vec::new();
    for candidate in talks {
        let text = format!("{} {}", candidate.talk.title, candidate.talk.speakers.join(" "));
        let mut best = vec![0.0_f64; wanted.len()];
        for word in words(&text) {
            let alike =
                known.entry(word).or_insert_with_key(|word| wanted.iter().map(|it| likeness(it, word)).collect());
            best.iter_mut().zip(alike.iter()).for_each(|(best, alike)| *best = best.max(*alike));
        }
        let worst = best.into_iter().fold(1.0, f64::min);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1000")]
        found.extend((worst >= ALIKE).then_some(((worst * 1000.0) as u32, *candidate)));
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_lowercase)
}

/// A word that is still being typed is like the beginning of the other.
fn likeness(typed: &str, word: &str) -> f64 {
    // Narrow first: where too few letters are shared, no order of them makes the words alike.
    let shared = typed.chars().filter(|letter| word.contains(*letter)).count();
    #[expect(clippy::cast_precision_loss, reason = "letters of a word")]
    if (shared as f64) < ALIKE * typed.chars().count() as f64 {
        return 0.0;
    }
    let beginning: String = word.chars().take(typed.chars().count()).collect();
    let whole = strsim::normalized_damerau_levenshtein(typed, word);
    whole.max(strsim::normalized_damerau_levenshtein(typed, &beginning))
}

/// The talk that a person means by `text`: its id (what autocomplete sends), else its exact title, else the best match.
#[must_use]
pub fn talk_named<'a>(schedule: &'a Schedule, text: &str) -> Option<TalkRef<'a>> {
    let by_id = text.parse().ok().and_then(|id| schedule.talk(&id));
    let by_title = || schedule.talks().find(|t| t.talk.title.eq_ignore_ascii_case(text.trim()));
    by_id.or_else(by_title).or_else(|| search(schedule, text, 1).into_iter().next().filter(|_| !text.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};

    use super::super::{Session, Talk, TalkKind};
    use super::*;

    #[test]
    fn a_talk_is_found_by_what_is_typed_of_it_and_by_what_is_misspelt() {
        let schedule =
            programme(&[("Contrastive Learning Inverts", "Yash Sharma"), ("Residual Networks", "Rama Cont")]);
        let first = |query| search(&schedule, query, 5).first().map(|found| found.talk.title.as_str());
        assert_eq!(first("contrastive"), Some("Contrastive Learning Inverts"));
        assert_eq!(first("rama"), Some("Residual Networks"));
        assert_eq!(first("contrasitve lerning"), Some("Contrastive Learning Inverts"));
        assert_eq!(first("resdual"), Some("Residual Networks"));
        assert_eq!(first("quantum gravity"), None);
        assert_eq!(first("!?"), None);
    }

    fn programme(talks: &[(&str, &str)]) -> Schedule {
        let start = chrono::DateTime::<Utc>::UNIX_EPOCH;
        let talks = talks.iter().zip(super::super::unique_slugs(talks.iter().map(|(title, _)| *title)));
        let talk = |((title, speaker), id): (&(&str, &str), String)| Talk {
            id: id.parse().expect("a slug is an id"),
            kind: TalkKind::Oral,
            title: (*title).to_owned(),
            speakers: vec![(*speaker).to_owned()],
            summary: None,
            room: None,
            cancelled: false,
            start,
            end: start + TimeDelta::minutes(5),
        };
        let session = Session {
            id: "theory".parse().expect("an id"),
            title: "Theory".to_owned(),
            moderators: Vec::new(),
            summary: None,
            room: None,
            track: None,
            talks: talks.map(talk).collect(),
        };
        Schedule { title: "Theory".to_owned(), time_zone: chrono_tz::UTC, sessions: vec![session] }
    }
}
