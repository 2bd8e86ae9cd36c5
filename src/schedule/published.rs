use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Schedule, SessionId, Talk, TalkId};

/// A talk as calendar programs know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// What they were told last.
    pub entry: Entry,
    /// How often that changed since it was first published.
    pub sequence: u32,
    /// Since when it is so.
    pub changed: DateTime<Utc>,
    /// Whether it is no longer in the programme.
    pub gone: bool,
}

/// What a calendar says of a talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The session it belongs to.
    pub session: SessionId,
    /// That session's title.
    pub session_title: String,
    /// Where it takes place.
    pub room: Option<String>,
    /// The talk itself.
    pub talk: Talk,
}

/// What has to be published anew after a programme changed: what is new, what is otherwise than it was, and what is gone.
/// A talk that comes back goes on counting: a program that knows it as gone must see a later number.
#[must_use]
pub fn publish(known: &[Published], schedule: &Schedule, now: DateTime<Utc>) -> Vec<Published> {
    let before: BTreeMap<&TalkId, &Published> = known.iter().map(|it| (&it.entry.talk.id, it)).collect();
    let there: BTreeSet<&TalkId> = schedule.talks().map(|found| &found.talk.id).collect();
    let current = schedule.talks().filter_map(|found| {
        let entry = Entry {
            session: found.session.id.clone(),
            session_title: found.session.title.clone(),
            room: found.room().map(str::to_owned),
            talk: found.talk.clone(),
        };
        let sequence = match before.get(&found.talk.id) {
            None => 0,
            Some(was) if was.entry == entry && !was.gone => return None,
            Some(was) => was.sequence + 1,
        };
        Some(Published { entry, sequence, changed: now, gone: false })
    });
    let vanished = known.iter().filter(|was| !was.gone && !there.contains(&was.entry.talk.id));
    let gone = vanished.map(|was| Published { sequence: was.sequence + 1, changed: now, gone: true, ..was.clone() });
    current.chain(gone).collect()
}
