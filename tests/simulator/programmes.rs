use chrono::{DateTime, Utc};
use talkbell::announce::{Notice, NoticeDigest, NoticeKey, Reminder, Told};
use talkbell::app::Programmes;
use talkbell::schedule::ConferenceId;
use talkbell::store::{Adoption, Corrected, Correction, Held, HeldState, Standing, StoreError, TakenIn};

use crate::outbox::SimOutbox;
use crate::takings::Taken;

impl Programmes for SimOutbox {
    async fn numbered_programme(&self, conference: &ConferenceId) -> Result<Option<(i64, TakenIn)>, StoreError> {
        self.ask(|table| table.numbered_programme(conference)).await
    }

    async fn adopt(
        &self,
        conference: &ConferenceId,
        adoption: &Adoption,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.ask(|table| {
            let before = table.taken.get(conference).and_then(Taken::schedule);
            let adopted = table.adopt(conference, adoption, now);
            if adopted {
                self.court.lock().expect("one thread").adopted(table, conference, before.as_ref(), adoption, now);
            }
            adopted
        })
        .await
    }

    async fn standing(&self, conference: &ConferenceId) -> Result<Vec<Standing>, StoreError> {
        self.ask(|table| table.standing(conference)).await
    }

    async fn told(
        &self,
        conference: &ConferenceId,
        since: DateTime<Utc>,
    ) -> Result<Vec<(Notice, Told, String)>, StoreError> {
        self.ask(|table| table.told(conference, since)).await
    }

    async fn mark_untrue(&self, untrue: &[(NoticeKey, String)]) -> Result<(), StoreError> {
        self.ask(|table| table.mark_untrue(untrue)).await
    }

    async fn corrections(&self) -> Result<Vec<Correction>, StoreError> {
        self.ask(|table| table.corrections()).await
    }

    async fn begin_correction(&self, correction: &Correction, owner: &str) -> Result<bool, StoreError> {
        self.ask(|table| table.begin_correction(correction, owner)).await
    }

    async fn end_correction(&self, correction: &Correction, owner: &str, end: &Corrected) -> Result<(), StoreError> {
        self.ask(|table| table.end_correction(correction, owner, end)).await
    }

    async fn reminders(&self, conference: &ConferenceId) -> Result<Vec<Reminder>, StoreError> {
        self.ask(|table| table.wishes(conference)).await
    }

    async fn held(&self, conference: &ConferenceId) -> Result<Option<Held>, StoreError> {
        self.ask(|table| table.held(conference)).await
    }

    /// Its organisers say at once that it is meant.
    async fn hold(
        &self,
        conference: &ConferenceId,
        held: &Held,
        _notice: Option<&Notice>,
        _now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let held = Held { state: HeldState::Applied, ..held.clone() };
        self.ask(|table| table.hold(conference, Some(held))).await
    }

    async fn release_held(&self, conference: &ConferenceId) -> Result<(), StoreError> {
        self.ask(|table| table.hold(conference, None)).await
    }

    async fn supersede(&self, _digest: &str, _says: &str) -> Result<(), StoreError> {
        Ok(())
    }

    async fn knows(&self, digest: &NoticeDigest) -> Result<bool, StoreError> {
        self.ask(|table| table.rows.iter().any(|row| row.digest == *digest)).await
    }
}
