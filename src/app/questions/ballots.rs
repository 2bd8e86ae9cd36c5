use std::sync::{Mutex, PoisonError};

use tokio::sync::oneshot;

use crate::store::{CastVote, Store, StoreError, Voted};

/// Votes of one transaction, so that none waits long for the others.
const AT_ONCE: usize = 256;

/// Votes on their way into the store. What comes while others are being counted is counted together, next: a thousand
/// votes wait for the disk a few times, not a thousand times.
#[derive(Default)]
pub(super) struct Ballots {
    waiting: Mutex<Vec<Waiting>>,
    counting: tokio::sync::Mutex<()>,
}

struct Waiting {
    vote: CastVote,
    counted: oneshot::Sender<Result<Voted, String>>,
}

/// Why a vote was not counted.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Uncounted(String);

impl Ballots {
    pub(super) async fn cast(&self, store: &Store, vote: CastVote) -> Result<Voted, Uncounted> {
        let (counted, outcome) = oneshot::channel();
        self.waiting().push(Waiting { vote, counted });
        {
            let _turn = self.counting.lock().await;
            // Whoever has the turn counts what waits, their own among it unless it was counted already.
            let batch: Vec<Waiting> = {
                let mut waiting = self.waiting();
                let many = waiting.len().min(AT_ONCE);
                waiting.drain(..many).collect()
            };
            count(store, batch).await;
        }
        match outcome.await {
            Ok(outcome) => outcome.map_err(Uncounted),
            Err(_) => Err(Uncounted("the vote was not counted".to_owned())),
        }
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn count(store: &Store, batch: Vec<Waiting>) {
    if batch.is_empty() {
        return;
    }
    let votes: Vec<CastVote> = batch.iter().map(|waiting| waiting.vote.clone()).collect();
    let counted: Result<Vec<Voted>, StoreError> = store.vote(&votes).await;
    let outcomes: Vec<Result<Voted, String>> = match counted {
        Ok(voted) => voted.into_iter().map(Ok).collect(),
        Err(error) => votes.iter().map(|_| Err(error.to_string())).collect(),
    };
    for (waiting, outcome) in batch.into_iter().zip(outcomes) {
        // Nobody waits any more for a vote whose interaction was given up; it is counted all the same.
        let _ = waiting.counted.send(outcome);
    }
}
