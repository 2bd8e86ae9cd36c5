use std::future::{Future, ready};

use chrono::{DateTime, Utc};

use super::Outbox;
use crate::announce::{Notice, NoticeDigest, NoticeKey, Reminder, Told};
use crate::questions::{Question, QuestionId, Stage};
use crate::schedule::{ConferenceId, Published, SessionId, TalkId};
use crate::store::{Adoption, Corrected, Correction, Held, Moved, Recorded, Standing, Store, StoreError, TakenIn};

/// What was taken in and what stands in the channels, as a change of a programme needs it beside the [`Outbox`]. [`Store`] is
/// the real one; a simulation brings its own, and may leave out what it does not simulate.
///
/// As there, every operation happens whole or not at all, and may stand although it failed.
pub trait Programmes: Outbox {
    /// As [`Store::numbered_programme`].
    fn numbered_programme(
        &self,
        conference: &ConferenceId,
    ) -> impl Future<Output = Result<Option<(i64, TakenIn)>, StoreError>> + Send;

    /// As [`Store::adopt`].
    fn adopt(
        &self,
        conference: &ConferenceId,
        adoption: &Adoption,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// As [`Store::standing`].
    fn standing(&self, conference: &ConferenceId) -> impl Future<Output = Result<Vec<Standing>, StoreError>> + Send;

    /// As [`Store::told`].
    fn told(
        &self,
        conference: &ConferenceId,
        since: DateTime<Utc>,
    ) -> impl Future<Output = Result<Vec<(Notice, Told, String)>, StoreError>> + Send;

    /// As [`Store::mark_untrue`].
    fn mark_untrue(&self, untrue: &[(NoticeKey, String)]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// As [`Store::corrections`].
    fn corrections(&self) -> impl Future<Output = Result<Vec<Correction>, StoreError>> + Send;

    /// As [`Store::begin_correction`].
    fn begin_correction(
        &self,
        correction: &Correction,
        owner: &str,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// As [`Store::end_correction`].
    fn end_correction(
        &self,
        correction: &Correction,
        owner: &str,
        end: &Corrected,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// As [`Store::reminders`].
    fn reminders(&self, conference: &ConferenceId) -> impl Future<Output = Result<Vec<Reminder>, StoreError>> + Send;

    /// As [`Store::held`].
    fn held(&self, conference: &ConferenceId) -> impl Future<Output = Result<Option<Held>, StoreError>> + Send;

    /// As [`Store::hold`].
    fn hold(
        &self,
        conference: &ConferenceId,
        held: &Held,
        notice: Option<&Notice>,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// As [`Store::release_held`].
    fn release_held(&self, conference: &ConferenceId) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// As [`Store::supersede`].
    fn supersede(&self, digest: &str, says: &str) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Whether there is a notice of this digest.
    fn knows(&self, digest: &NoticeDigest) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// As [`Store::restored`].
    fn restored(&self) -> impl Future<Output = Result<Option<DateTime<Utc>>, StoreError>> + Send {
        ready(Ok(None))
    }

    /// As [`Store::question`].
    fn question(
        &self,
        _conference: &ConferenceId,
        _id: QuestionId,
    ) -> impl Future<Output = Result<Option<Question>, StoreError>> + Send {
        ready(Ok(None))
    }

    /// As [`Store::stage`].
    fn stage(
        &self,
        _conference: &ConferenceId,
        _session: &SessionId,
    ) -> impl Future<Output = Result<Stage, StoreError>> + Send {
        ready(Ok(Stage::default()))
    }

    /// As [`Store::asked_about`].
    fn asked_about(
        &self,
        _conference: &ConferenceId,
    ) -> impl Future<Output = Result<Vec<(TalkId, SessionId)>, StoreError>> + Send {
        ready(Ok(Vec::new()))
    }

    /// As [`Store::questions`].
    fn questions(
        &self,
        _conference: &ConferenceId,
        _session: &SessionId,
    ) -> impl Future<Output = Result<Vec<Question>, StoreError>> + Send {
        ready(Ok(Vec::new()))
    }

    /// As [`Store::move_questions`].
    fn move_questions(
        &self,
        _conference: &ConferenceId,
        _moves: &[Moved],
    ) -> impl Future<Output = Result<u64, StoreError>> + Send {
        ready(Ok(0))
    }

    /// As [`Store::show_acts`].
    fn show_acts(&self, _conference: &ConferenceId) -> impl Future<Output = Result<Vec<Recorded>, StoreError>> + Send {
        ready(Ok(Vec::new()))
    }

    /// As [`Store::origin`].
    fn origin(&self, _conference: &ConferenceId) -> impl Future<Output = Result<Option<String>, StoreError>> + Send {
        ready(Ok(None))
    }

    /// As [`Store::stem_from`].
    fn stem_from(
        &self,
        _conference: &ConferenceId,
        _origin: &str,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        ready(Ok(()))
    }

    /// As [`Store::published`].
    fn published(&self, _conference: &ConferenceId) -> impl Future<Output = Result<Vec<Published>, StoreError>> + Send {
        ready(Ok(Vec::new()))
    }

    /// As [`Store::publish`].
    fn publish(
        &self,
        _conference: &ConferenceId,
        _anew: &[Published],
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        ready(Ok(()))
    }
}

impl Programmes for Store {
    async fn question(&self, conference: &ConferenceId, id: QuestionId) -> Result<Option<Question>, StoreError> {
        self.question(conference, id).await
    }

    async fn stage(&self, conference: &ConferenceId, session: &SessionId) -> Result<Stage, StoreError> {
        self.stage(conference, session).await
    }

    async fn asked_about(&self, conference: &ConferenceId) -> Result<Vec<(TalkId, SessionId)>, StoreError> {
        self.asked_about(conference).await
    }

    async fn questions(&self, conference: &ConferenceId, session: &SessionId) -> Result<Vec<Question>, StoreError> {
        self.questions(conference, session).await
    }

    async fn move_questions(&self, conference: &ConferenceId, moves: &[Moved]) -> Result<u64, StoreError> {
        self.move_questions(conference, moves).await
    }

    async fn numbered_programme(&self, conference: &ConferenceId) -> Result<Option<(i64, TakenIn)>, StoreError> {
        self.numbered_programme(conference).await
    }

    async fn adopt(
        &self,
        conference: &ConferenceId,
        adoption: &Adoption,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.adopt(conference, adoption, now).await
    }

    async fn standing(&self, conference: &ConferenceId) -> Result<Vec<Standing>, StoreError> {
        self.standing(conference).await
    }

    async fn told(
        &self,
        conference: &ConferenceId,
        since: DateTime<Utc>,
    ) -> Result<Vec<(Notice, Told, String)>, StoreError> {
        self.told(conference, since).await
    }

    async fn mark_untrue(&self, untrue: &[(NoticeKey, String)]) -> Result<(), StoreError> {
        self.mark_untrue(untrue).await
    }

    async fn corrections(&self) -> Result<Vec<Correction>, StoreError> {
        self.corrections().await
    }

    async fn begin_correction(&self, correction: &Correction, owner: &str) -> Result<bool, StoreError> {
        self.begin_correction(correction, owner).await
    }

    async fn end_correction(&self, correction: &Correction, owner: &str, end: &Corrected) -> Result<(), StoreError> {
        self.end_correction(correction, owner, end).await
    }

    async fn reminders(&self, conference: &ConferenceId) -> Result<Vec<Reminder>, StoreError> {
        self.reminders(conference).await
    }

    async fn held(&self, conference: &ConferenceId) -> Result<Option<Held>, StoreError> {
        self.held(conference).await
    }

    async fn hold(
        &self,
        conference: &ConferenceId,
        held: &Held,
        notice: Option<&Notice>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.hold(conference, held, notice, now).await
    }

    async fn release_held(&self, conference: &ConferenceId) -> Result<(), StoreError> {
        self.release_held(conference).await
    }

    async fn supersede(&self, digest: &str, says: &str) -> Result<(), StoreError> {
        self.supersede(digest, says).await
    }

    async fn knows(&self, digest: &NoticeDigest) -> Result<bool, StoreError> {
        Ok(self.by_digest(digest).await?.is_some())
    }

    async fn restored(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.restored().await
    }

    async fn show_acts(&self, conference: &ConferenceId) -> Result<Vec<Recorded>, StoreError> {
        self.show_acts(conference).await
    }

    async fn origin(&self, conference: &ConferenceId) -> Result<Option<String>, StoreError> {
        self.origin(conference).await
    }

    async fn stem_from(&self, conference: &ConferenceId, origin: &str) -> Result<(), StoreError> {
        self.stem_from(conference, origin).await
    }

    async fn published(&self, conference: &ConferenceId) -> Result<Vec<Published>, StoreError> {
        self.published(conference).await
    }

    async fn publish(&self, conference: &ConferenceId, anew: &[Published]) -> Result<(), StoreError> {
        self.publish(conference, anew).await
    }
}
