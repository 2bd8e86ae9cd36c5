//! Rows that head the rows below them: a session's title, and who leads it.

use crate::import::names::labelled;
use crate::import::prose;
use crate::import::zones;

use super::spelling::is_zone;

/// What a row says of the rows below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) title: String,
    pub(super) moderators: Vec<String>,
}

/// How a row says who leads the session, the longest first.
const LED_BY: [&str; 12] = [
    "session chairs:",
    "session chair:",
    "chaired by:",
    "chaired by",
    "chairs:",
    "chair:",
    "moderators:",
    "moderator:",
    "moderated by",
    "sitzungsleitung:",
    "moderation:",
    "leitung:",
];

impl Heading {
    /// `above` is the heading in the row above, which this one may only say more of.
    pub(super) fn of(text: &str, above: Option<Self>) -> Self {
        let text = prose::line(text);
        let lower = text.to_lowercase();
        let starts = |at: &usize| !lower[..*at].ends_with(char::is_alphanumeric);
        let found = LED_BY.iter().find_map(|label| Some((lower.find(label).filter(starts)?, label.len())));
        // Lower case may be of another length in a few scripts.
        let Some((at, length)) = found.filter(|_| lower.len() == text.len()) else {
            return Self { title: text, moderators: Vec::new() };
        };
        let edges =
            |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | '|' | '-' | '–' | '—');
        let title = text[..at].trim_end_matches(edges).to_owned();
        let people = text[at + length..].trim();
        let people = if text[..at].trim_end().ends_with('(') { people.trim_end_matches(')') } else { people };
        let moderators = labelled(people);
        match above {
            Some(above) if title.is_empty() => Self { moderators, ..above },
            _ if title.is_empty() => Self { title: text, moderators },
            _ => Self { title, moderators },
        }
    }
}

/// The zone in a row that says nothing else: `(GMT Time)`, `Times in CEST`.
pub(super) fn zone_alone(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '_' | '+' | '-'));
    let told = |word: &&str| !["", "time", "times", "all", "in", "zone", "are"].contains(&word.to_lowercase().as_str());
    let mut words = words.filter(told);
    let only = words.next().filter(|_| words.next().is_none())?;
    let is_one = is_zone(only) || only.contains('/') && zones::zone(only).is_ok();
    is_one.then(|| only.to_owned())
}
