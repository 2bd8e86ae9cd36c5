//! Keeps posted messages true.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::change::CORRECTED_UNTIL;
use super::leases::Leases;
use super::{App, ChatError, Conference, Programmes};
use crate::announce::Told;
use crate::store::{Corrected, Correction, OpenClaim, StoreError};
use crate::text::Message;

/// What could not be corrected is tried again this often.
const PAUSE: Duration = Duration::from_secs(15);
/// Where nothing is to be corrected, another replica may mark something: it is looked for this often.
const IDLE: Duration = Duration::from_secs(60);

/// Where posted messages can be changed.
pub trait Edit: Send + Sync + 'static {
    /// Makes a message that stands say something else. Doing it twice changes nothing.
    fn edit(&self, channel: u64, message: u64, says: &Message) -> impl Future<Output = Result<(), ChatError>> + Send;
}

impl<O: Programmes> App<O> {
    /// Corrects posted messages until `stop`, in the name of `owner`, which no other process uses.
    pub async fn correct<E: Edit>(self: Arc<Self>, chat: Arc<E>, owner: String, stop: CancellationToken) {
        let leases = Leases::default();
        while !stop.is_cancelled() {
            let open = self.correct_all(&*chat, &owner, &leases).await.unwrap_or_else(|error| {
                error!(%error, "Posted messages cannot be corrected now; trying again.");
                true
            });
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.corrections_due.notified() => {}
                () = self.clock.sleep(if open { PAUSE } else { IDLE }) => {}
            }
        }
    }

    /// Gives whether there was anything to do.
    async fn correct_all<E: Edit>(&self, chat: &E, owner: &str, leases: &Leases) -> Result<bool, StoreError> {
        for conference in self.conferences.iter().filter(|conference| conference.is_unchecked()) {
            conference.checking();
            self.check(&conference).await.inspect_err(|_| conference.uncheck())?;
        }
        let corrections = self.store.corrections().await?;
        let open = !corrections.is_empty();
        let begun: Vec<OpenClaim> = corrections.iter().filter_map(held).collect();
        // Nobody in particular: an edit of our own that has no answer yet may still be on its way as well.
        let abandoned = leases.run_out(&begun, "", self.clock.wall());
        for correction in corrections {
            if held(&correction).is_none_or(|held| abandoned.contains(&held)) {
                self.correct_one(chat, owner, &correction).await?;
            }
        }
        Ok(open)
    }

    /// Marks what was said by another programme than the one in force: it may have been on its way when that changed.
    async fn check(&self, conference: &Conference) -> Result<(), StoreError> {
        let schedule = conference.schedule();
        let told = self.store.told(conference.id(), self.clock.now() - CORRECTED_UNTIL).await?;
        let untrue = told.into_iter().filter(|(said, told, _)| *told != Told::of(said, &schedule));
        let untrue: Vec<_> = untrue.map(|(said, _, title)| (said.key(), title)).collect();
        if !untrue.is_empty() {
            info!(conference = %conference.id(), untrue = untrue.len(), "Messages that were posted meanwhile are corrected too.");
            self.store.mark_untrue(&untrue).await?;
        }
        Ok(())
    }

    /// One at a time, across all replicas: an older text must not arrive after a newer one.
    async fn correct_one<E: Edit>(&self, chat: &E, owner: &str, correction: &Correction) -> Result<(), StoreError> {
        let standing = &correction.standing;
        let key = &standing.key;
        let Some(conference) = self.conferences.get(&standing.notice.conference) else { return Ok(()) };
        // Asked before the programme is read: what is read is at least as new.
        if conference.revision() != correction.revision {
            return Ok(());
        }
        let schedule = conference.schedule();
        let told = Told::of(&standing.notice, &schedule);
        let says = if standing.notice.kind.is_of_questions() {
            self.says_of_questions(&conference, standing).await?
        } else {
            self.says(&conference, &schedule, standing, &correction.title)
        };
        if !self.store.begin_correction(correction, owner).await? {
            return Ok(());
        }
        let end = match chat.edit(standing.channel, standing.message, &says).await {
            Ok(()) => {
                info!(%key, "Corrected a posted message.");
                Corrected::Done(told)
            }
            Err(ChatError::Barred { reason } | ChatError::Refused { reason } | ChatError::DirectClosed { reason }) => {
                warn!(%key, "A posted message cannot be corrected: {reason}");
                Corrected::Refused(reason)
            }
            Err(ChatError::NotTaken { reason, .. }) => {
                warn!(%key, "A posted message is not corrected yet: {reason}");
                Corrected::Again
            }
            Err(ChatError::Unknown { reason }) => {
                warn!(%key, "It is unknown whether a posted message was corrected; trying again in half a minute: {reason}");
                return Ok(());
            }
        };
        self.store.end_correction(correction, owner, &end).await
    }
}

fn held(correction: &Correction) -> Option<OpenClaim> {
    let owner = correction.by.clone()?;
    Some(OpenClaim { key: correction.standing.key.clone(), owner, attempts: correction.round })
}
