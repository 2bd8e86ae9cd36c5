use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::questions::Person;
use crate::schedule::{SessionId, TalkId};

/// So many drafts are kept; the oldest go first. A process that ends forgets them: whoever wrote one is asked to write it
/// again.
const KEPT: usize = 2000;

/// Words that are written and not asked yet, because their author has still to choose.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) person: Person,
    pub(super) session: SessionId,
    pub(super) talk: Option<TalkId>,
    pub(super) text: String,
    /// Whether the author wants no name shown.
    pub(super) unnamed: bool,
}

/// All of them, by the interaction that brought them: its ids rise with time.
#[derive(Default)]
pub(super) struct Drafts {
    all: Mutex<BTreeMap<u64, Draft>>,
}

impl Drafts {
    pub(super) fn keep(&self, id: u64, draft: Draft) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(id, draft);
        while all.len() > KEPT {
            all.pop_first();
        }
    }

    /// The draft, if it is this person's.
    pub(super) fn of(&self, id: u64, person: Person) -> Option<Draft> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&id).filter(|draft| draft.person == person).cloned()
    }
}
