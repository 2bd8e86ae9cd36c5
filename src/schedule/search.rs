use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{Schedule, TalkRef};

/// The talks whose title or speakers match `query`, best first, at most `limit`; all in programme order when `query`
/// is blank.
#[must_use]
pub fn search<'a>(schedule: &'a Schedule, query: &str, limit: usize) -> Vec<TalkRef<'a>> {
    if query.trim().is_empty() {
        return schedule.talks().take(limit).collect();
    }
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut characters = Vec::new();
    let mut found: Vec<(u32, TalkRef<'a>)> = schedule
        .talks()
        .filter_map(|candidate| {
            let text = format!("{} {}", candidate.talk.title, candidate.talk.speakers.join(" "));
            let score = pattern.score(Utf32Str::new(&text, &mut characters), &mut matcher)?;
            Some((score, candidate))
        })
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().take(limit).map(|(_, candidate)| candidate).collect()
}

/// The talk that a person means by `text`: its id (what autocomplete sends), else its exact title, else the best match.
#[must_use]
pub fn talk_named<'a>(schedule: &'a Schedule, text: &str) -> Option<TalkRef<'a>> {
    let by_id = text.parse().ok().and_then(|id| schedule.talk(&id));
    let by_title = || schedule.talks().find(|t| t.talk.title.eq_ignore_ascii_case(text.trim()));
    by_id.or_else(by_title).or_else(|| search(schedule, text, 1).into_iter().next().filter(|_| !text.trim().is_empty()))
}
