use std::collections::{BTreeMap, BTreeSet};

use super::change::paired;
use super::{Schedule, SessionId, TalkId};

/// `new`, with the ids that its talks and sessions have in `old`: a corrected title makes no new talk, and what was said
/// of it stays said.
#[must_use]
pub fn with_ids_of(old: &Schedule, new: Schedule) -> Schedule {
    let talk_ids: BTreeMap<TalkId, TalkId> =
        paired(old, &new).into_iter().map(|(was, is)| (is.talk.id.clone(), was.talk.id.clone())).collect();
    let session_ids = session_ids(old, &new);
    let mut inherited = new;
    for session in &mut inherited.sessions {
        if let Some(id) = session_ids.get(&session.id) {
            session.id = id.clone();
        }
        for talk in &mut session.talks {
            if let Some(id) = talk_ids.get(&talk.id) {
                talk.id = id.clone();
            }
        }
    }
    inherited
}

/// A session whose id is gone is the new one that has most of its talks, if that one has no earlier life of its own.
fn session_ids(old: &Schedule, new: &Schedule) -> BTreeMap<SessionId, SessionId> {
    let before: BTreeSet<&SessionId> = old.sessions.iter().map(|session| &session.id).collect();
    let after: BTreeSet<&SessionId> = new.sessions.iter().map(|session| &session.id).collect();
    let mut shared: BTreeMap<(&SessionId, &SessionId), usize> = BTreeMap::new();
    for (was, is) in paired(old, new) {
        if !after.contains(&was.session.id) && !before.contains(&is.session.id) {
            *shared.entry((&was.session.id, &is.session.id)).or_default() += 1;
        }
    }
    let mut most: Vec<_> = shared.into_iter().collect();
    most.sort_by_key(|(_, talks)| std::cmp::Reverse(*talks));
    let mut ids: BTreeMap<SessionId, SessionId> = BTreeMap::new();
    let mut given: BTreeSet<&SessionId> = BTreeSet::new();
    for ((was, is), _) in most {
        if !ids.contains_key(is) && given.insert(was) {
            ids.insert(is.clone(), was.clone());
        }
    }
    ids
}
