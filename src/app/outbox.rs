use std::collections::BTreeSet;
use std::future::Future;

use chrono::{DateTime, Utc};

use crate::announce::{Notice, NoticeKey, Reminder, Routing, UserId};
use crate::schedule::{ConferenceId, SessionId};
use crate::store::{Claim, Expired, Finished, OpenClaim, Replanned, Store, StoreError, Switched};

/// The durable table of notices, as delivery needs it. [`Store`] is the real one; a simulation brings its own.
///
/// Every operation happens whole or not at all, and replicas may call any of them at any time. When one fails, its
/// effect may stand all the same: the answer of a commit can be lost.
pub trait Outbox: Send + Sync + 'static {
    /// As [`Store::replan`].
    fn replan(
        &self,
        conference: &ConferenceId,
        notices: &[Notice],
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<Replanned, StoreError>> + Send;

    /// As [`Store::recover`].
    fn recover(&self, owner: &str) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// As [`Store::open_claims`].
    fn open_claims(&self) -> impl Future<Output = Result<Vec<OpenClaim>, StoreError>> + Send;

    /// As [`Store::give_up`].
    fn give_up(&self, claim: &OpenClaim) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// As [`Store::expired`].
    fn expired(&self, now: DateTime<Utc>) -> impl Future<Output = Result<Vec<Expired>, StoreError>> + Send;

    /// As [`Store::miss_all`].
    fn miss_all(
        &self,
        late: &[(NoticeKey, String)],
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<Vec<NoticeKey>, StoreError>> + Send;

    /// As [`Store::miss_in_absence`].
    fn miss_in_absence(
        &self,
        missed: &[(NoticeKey, String)],
        catch_up: &Notice,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// As [`Store::caught_up_in`].
    fn caught_up_in(&self, catch_up: &NoticeKey) -> impl Future<Output = Result<Vec<Notice>, StoreError>> + Send;

    /// As [`Store::switched`].
    fn switched(&self) -> impl Future<Output = Result<Vec<Switched>, StoreError>> + Send;

    /// As [`Store::file_switching`].
    fn file_switching(
        &self,
        switched: &Switched,
        notices: &[(Notice, Vec<String>)],
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// As [`Store::probe_channels`].
    fn probe_channels(&self) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// As [`Store::claim`].
    fn claim(
        &self,
        owner: &str,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Claim>, StoreError>> + Send;

    /// As [`Store::claim_early`]. An outbox may take nothing up early.
    fn claim_early(
        &self,
        owner: &str,
        now: DateTime<Utc>,
        _until: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Claim>, StoreError>> + Send {
        self.claim(owner, now, wall, limit)
    }

    /// As [`Store::claim_personal`]. An outbox may hold nothing for single persons.
    fn claim_personal(
        &self,
        _owner: &str,
        _now: DateTime<Utc>,
        _wall: DateTime<Utc>,
        _limit: usize,
    ) -> impl Future<Output = Result<Vec<Claim>, StoreError>> + Send {
        async { Ok(Vec::new()) }
    }

    /// As [`Store::replan_reminders`]. An outbox may hold nothing for single persons.
    fn replan_reminders(
        &self,
        _conference: &ConferenceId,
        _plan: impl Fn(&[Reminder]) -> Vec<Notice> + Send + Sync,
        _now: DateTime<Utc>,
    ) -> impl Future<Output = Result<Replanned, StoreError>> + Send {
        async { Ok(Replanned::default()) }
    }

    /// As [`Store::reminders_of`].
    fn reminders_of(
        &self,
        _user: UserId,
    ) -> impl Future<Output = Result<Vec<(ConferenceId, Reminder)>, StoreError>> + Send {
        async { Ok(Vec::new()) }
    }

    /// As [`Store::finish`].
    fn finish(
        &self,
        claim: &Claim,
        owner: &str,
        finished: &Finished,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// As [`Store::next_due`].
    fn next_due(&self, now: DateTime<Utc>) -> impl Future<Output = Result<Option<DateTime<Utc>>, StoreError>> + Send;

    /// As [`Store::open_until`].
    fn open_until(&self) -> impl Future<Output = Result<Option<DateTime<Utc>>, StoreError>> + Send;

    /// As [`Store::unreported`].
    fn unreported(&self, held: DateTime<Utc>) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;

    /// As [`Store::file_report`].
    fn file_report(
        &self,
        conference: &ConferenceId,
        report: Option<&Notice>,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<Vec<(Notice, String)>, StoreError>> + Send;

    /// As [`Store::lines`].
    fn lines(&self, key: &NoticeKey) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;

    /// As [`Store::present`]. Where nobody can say that they are there, nobody is.
    fn present(
        &self,
        _conference: &ConferenceId,
    ) -> impl Future<Output = Result<BTreeSet<(SessionId, UserId)>, StoreError>> + Send {
        std::future::ready(Ok(BTreeSet::new()))
    }

    /// As [`Store::routings`]. Where nobody can decide by command, nothing was.
    fn routings(&self, _conference: &ConferenceId) -> impl Future<Output = Result<Vec<Routing>, StoreError>> + Send {
        std::future::ready(Ok(Vec::new()))
    }

    /// As [`Store::reported_in`].
    fn reported_in(&self, report: &NoticeKey)
    -> impl Future<Output = Result<Vec<(Notice, String)>, StoreError>> + Send;
}

impl Outbox for Store {
    async fn replan(
        &self,
        conference: &ConferenceId,
        notices: &[Notice],
        now: DateTime<Utc>,
    ) -> Result<Replanned, StoreError> {
        self.replan(conference, notices, now).await
    }

    async fn recover(&self, owner: &str) -> Result<u64, StoreError> {
        self.recover(owner).await
    }

    async fn open_claims(&self) -> Result<Vec<OpenClaim>, StoreError> {
        self.open_claims().await
    }

    async fn give_up(&self, claim: &OpenClaim) -> Result<bool, StoreError> {
        self.give_up(claim).await
    }

    async fn expired(&self, now: DateTime<Utc>) -> Result<Vec<Expired>, StoreError> {
        self.expired(now).await
    }

    async fn miss_all(&self, late: &[(NoticeKey, String)], now: DateTime<Utc>) -> Result<Vec<NoticeKey>, StoreError> {
        self.miss_all(late, now).await
    }

    async fn miss_in_absence(
        &self,
        missed: &[(NoticeKey, String)],
        catch_up: &Notice,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        self.miss_in_absence(missed, catch_up, now).await
    }

    async fn caught_up_in(&self, catch_up: &NoticeKey) -> Result<Vec<Notice>, StoreError> {
        self.caught_up_in(catch_up).await
    }

    async fn switched(&self) -> Result<Vec<Switched>, StoreError> {
        self.switched().await
    }

    async fn file_switching(
        &self,
        switched: &Switched,
        notices: &[(Notice, Vec<String>)],
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.file_switching(switched, notices, now).await
    }

    async fn probe_channels(&self) -> Result<(), StoreError> {
        self.probe_channels().await
    }

    async fn claim(
        &self,
        owner: &str,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        self.claim(owner, now, wall, limit).await
    }

    async fn claim_early(
        &self,
        owner: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        self.claim_early(owner, now, until, wall, limit).await
    }

    async fn claim_personal(
        &self,
        owner: &str,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        self.claim_personal(owner, now, wall, limit).await
    }

    async fn replan_reminders(
        &self,
        conference: &ConferenceId,
        plan: impl Fn(&[Reminder]) -> Vec<Notice> + Send + Sync,
        now: DateTime<Utc>,
    ) -> Result<Replanned, StoreError> {
        self.replan_reminders(conference, plan, now).await
    }

    async fn reminders_of(&self, user: UserId) -> Result<Vec<(ConferenceId, Reminder)>, StoreError> {
        self.reminders_of(user).await
    }

    async fn finish(
        &self,
        claim: &Claim,
        owner: &str,
        finished: &Finished,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.finish(claim, owner, finished, now).await
    }

    async fn next_due(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.next_due(now).await
    }

    async fn open_until(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.open_until().await
    }

    async fn unreported(&self, held: DateTime<Utc>) -> Result<Vec<String>, StoreError> {
        self.unreported(held).await
    }

    async fn file_report(
        &self,
        conference: &ConferenceId,
        report: Option<&Notice>,
        now: DateTime<Utc>,
    ) -> Result<Vec<(Notice, String)>, StoreError> {
        self.file_report(conference, report, now).await
    }

    async fn lines(&self, key: &NoticeKey) -> Result<Vec<String>, StoreError> {
        self.lines(key).await
    }

    async fn present(&self, conference: &ConferenceId) -> Result<BTreeSet<(SessionId, UserId)>, StoreError> {
        self.present(conference).await
    }

    async fn routings(&self, conference: &ConferenceId) -> Result<Vec<Routing>, StoreError> {
        self.routings(conference).await
    }

    async fn reported_in(&self, report: &NoticeKey) -> Result<Vec<(Notice, String)>, StoreError> {
        self.reported_in(report).await
    }
}
