//! The parts that run side by side: when one ends that must not, all end, with a sentence that names it.

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::failure::Failure;

/// Parts that live and end together.
pub(super) struct Parts {
    stop: CancellationToken,
    tasks: JoinSet<Result<(), Failure>>,
}

impl Parts {
    pub(super) fn until(stop: CancellationToken) -> Self {
        Self { stop, tasks: JoinSet::new() }
    }

    /// Adds a part that runs until it is told to stop.
    pub(super) fn add(&mut self, name: &'static str, part: impl Future<Output = Result<(), Failure>> + Send + 'static) {
        let stop = self.stop.clone();
        self.tasks.spawn(async move {
            match tokio::spawn(part).await {
                Ok(Ok(())) if stop.is_cancelled() => Ok(()),
                Ok(Ok(())) => Err(Failure::of(format!(
                    "{name} ended, though nothing asked it to. Start talkbell again; what is due is caught up on"
                ))),
                Ok(Err(failure)) => Err(failure),
                Err(error) => Err(Failure::of(format!(
                    "{name} broke off ({error}). Start talkbell again; what is due is caught up on"
                ))),
            }
        });
    }

    /// Waits until all have ended, and stops the others when one does. The first failure counts.
    pub(super) async fn end(mut self) -> Result<(), Failure> {
        let mut outcome = Ok(());
        while let Some(ended) = self.tasks.join_next().await {
            let ended =
                ended.unwrap_or_else(|error| Err(Failure::of(format!("a part of talkbell broke off: {error}"))));
            outcome = outcome.and(ended);
            self.stop.cancel();
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn waiting(stop: CancellationToken) -> Result<(), Failure> {
        stop.cancelled().await;
        Ok(())
    }

    async fn outcome_with(part: impl Future<Output = Result<(), Failure>> + Send + 'static) -> String {
        let stop = CancellationToken::new();
        let mut parts = Parts::until(stop.clone());
        parts.add("the gateway", waiting(stop));
        parts.add("the dispatcher", part);
        parts.end().await.err().map(|failure| failure.to_string()).unwrap_or_default()
    }

    #[tokio::test]
    async fn a_part_that_ends_takes_the_others_along_and_is_named() {
        let ended = outcome_with(async { Ok(()) }).await;
        assert!(ended.starts_with("the dispatcher ended, though nothing asked it to."), "{ended}");
    }

    #[tokio::test]
    async fn a_part_that_panics_is_named() {
        let broken = outcome_with(async { panic!("a row that nobody thought of") }).await;
        assert!(broken.starts_with("the dispatcher broke off ("), "{broken}");
        assert!(broken.contains("a row that nobody thought of"), "{broken}");
    }

    #[tokio::test]
    async fn a_stop_is_no_failure() {
        let stop = CancellationToken::new();
        let mut parts = Parts::until(stop.clone());
        parts.add("the gateway", waiting(stop.clone()));
        stop.cancel();
        assert!(parts.end().await.is_ok());
    }
}
