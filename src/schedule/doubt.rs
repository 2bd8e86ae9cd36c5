use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Changed, Named, Schedule, Span, TalkId, changes};

/// A change that is hard to believe: more than a third of what is still to come would disappear or move. One talk alone,
/// as the last of a day, is never hard to believe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// How many talks are still to come by the programme as it was.
    pub ahead: usize,
    /// Those of them that would be gone or called off.
    pub gone: Vec<Named>,
    /// Those of them that would start at another time.
    pub moved: Vec<Changed<Span>>,
    /// How many talks would be new.
    pub added: usize,
}

/// What is hard to believe about `new`, which has the ids of `old`, if anything is.
#[must_use]
pub fn doubt(old: &Schedule, new: &Schedule, now: DateTime<Utc>) -> Option<Doubt> {
    let coming = old.talks().filter(|found| found.talk.start > now && !found.talk.cancelled);
    let coming: BTreeSet<&TalkId> = coming.map(|found| &found.talk.id).collect();
    let changes = changes(old, new);
    let gone = changes.removed.into_iter().chain(changes.cancelled);
    let gone: Vec<Named> = gone.filter(|talk| coming.contains(&talk.id)).collect();
    let moved = changes.moved.into_iter().filter(|moved| moved.from.start != moved.to.start && !moved.talk.cancelled);
    let moved: Vec<Changed<Span>> = moved.filter(|moved| coming.contains(&moved.talk.id)).collect();
    let (ahead, touched) = (coming.len(), gone.len() + moved.len());
    let doubt = Doubt { ahead, gone, moved, added: changes.added.len() };
    (touched > 1 && touched * 3 > ahead).then_some(doubt)
}

impl Doubt {
    /// What makes two changes the same: which talks would go, and which would move where to. A word that changes elsewhere
    /// makes no other change of it.
    #[must_use]
    pub fn mark(&self) -> String {
        let gone = self.gone.iter().map(|talk| format!("-{}", talk.id));
        let moved = self.moved.iter().map(|moved| format!("{}>{}", moved.talk.id, moved.to.start.timestamp()));
        let mut marks: Vec<String> = gone.chain(moved).collect();
        marks.sort_unstable();
        marks.join("\n")
    }
}
