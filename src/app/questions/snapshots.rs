use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::SessionQuestions;
use crate::schedule::{ConferenceId, SessionId};
use crate::store::StoreError;

/// So long what was read is shown although another replica may have changed it.
const FRESH: Duration = Duration::from_millis(500);

/// What was read last of each session, so that many who look at once read once.
#[derive(Default)]
pub(super) struct Snapshots {
    all: Mutex<HashMap<(ConferenceId, SessionId), Arc<Slot>>>,
}

#[derive(Default)]
struct Slot {
    read: tokio::sync::Mutex<Option<Read>>,
}

struct Read {
    revision: u64,
    at: Instant,
    questions: Arc<SessionQuestions>,
}

impl Snapshots {
    /// What is at least as new as `revision`; `read` reads it, where what is there is older.
    pub(super) async fn seen<R>(
        &self,
        conference: &ConferenceId,
        session: &SessionId,
        revision: impl Fn() -> u64,
        read: impl Fn() -> R,
    ) -> Result<Arc<SessionQuestions>, StoreError>
    where
        R: Future<Output = Result<SessionQuestions, StoreError>>,
    {
        let wanted = revision();
        let slot = {
            let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry((conference.clone(), session.clone())).or_default())
        };
        let mut last = slot.read.lock().await;
        let good = last.as_ref().filter(|last| last.revision >= wanted && last.at.elapsed() < FRESH);
        if let Some(good) = good {
            return Ok(Arc::clone(&good.questions));
        }
        // Before the reading: what changes meanwhile may be missing from it.
        let (revision, at) = (revision(), Instant::now());
        let questions = Arc::new(read().await?);
        *last = Some(Read { revision, at, questions: Arc::clone(&questions) });
        Ok(questions)
    }
}
