use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::warn;

use super::revisions::Revisions;
use crate::schedule::SessionId;
use crate::store::{CastVote, Store, Voted};

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
    session: SessionId,
    counted: oneshot::Sender<Voted>,
}

/// Nobody says that a vote was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Uncounted {
    /// It was not: its turn did not come in time.
    Surely,
    /// The store was asked to, and did not answer, or not in time.
    Perhaps,
}

impl Ballots {
    /// Counts a vote for a question of this session, with those that come at the same time. Who is told that it was not
    /// counted has nothing counted later behind their back.
    pub(super) async fn cast(
        &self,
        store: &Store,
        revisions: &Revisions,
        session: &SessionId,
        vote: CastVote,
        patience: Duration,
    ) -> Result<Voted, Uncounted> {
        let deadline = Instant::now() + patience;
        let (counted, mut outcome) = oneshot::channel();
        self.waiting().push(Waiting { vote, session: session.clone(), counted });
        loop {
            // Whose vote others have counted goes at once, past those who wait for their turn.
            let turn = tokio::select! {
                biased;
                outcome = &mut outcome => return outcome.map_err(|_| Uncounted::Perhaps),
                turn = timeout_at(deadline, self.counting.lock()) => turn.map_err(|_| Uncounted::Surely)?,
            };
            // Whoever has the turn counts what waits, their own among it unless too many came before.
            count(store, revisions, self.next(), patience).await;
            drop(turn);
        }
    }

    /// The votes that are counted next.
    fn next(&self) -> Vec<Waiting> {
        let mut waiting = self.waiting();
        // Those have been told that it did not work.
        waiting.retain(|vote| !vote.counted.is_closed());
        let many = waiting.len().min(AT_ONCE);
        waiting.drain(..many).collect()
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts in one transaction. Where that fails, each voter hears of it, as their end of the channel closes.
async fn count(store: &Store, revisions: &Revisions, batch: Vec<Waiting>, patience: Duration) {
    if batch.is_empty() {
        return;
    }
    let votes: Vec<CastVote> = batch.iter().map(|waiting| waiting.vote.clone()).collect();
    let voted = match timeout(patience, store.vote(&votes)).await {
        Ok(Ok(voted)) => voted,
        Ok(Err(error)) => {
            return warn!(%error, votes = votes.len(), "It is unknown whether votes were counted; their voters are told.");
        }
        Err(_) => {
            return warn!(
                votes = votes.len(),
                "The store did not say in time whether it counted votes; their voters are told."
            );
        }
    };
    // Once for all of them, and before they look: the board is read anew once, not for each of them.
    let sessions: HashSet<_> = batch.iter().map(|waiting| (&waiting.vote.conference, &waiting.session)).collect();
    for (conference, session) in sessions {
        revisions.raise(conference, session);
    }
    for (waiting, voted) in batch.into_iter().zip(voted) {
        // Nobody waits any more for a vote whose interaction was given up while it was counted.
        let _ = waiting.counted.send(voted);
    }
}

#[cfg(test)]
mod tests;
