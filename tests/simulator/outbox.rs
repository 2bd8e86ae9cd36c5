use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use talkbell::announce::{Notice, NoticeKey, Reminder, UserId};
use talkbell::app::Outbox;
use talkbell::clock::Clock;
use talkbell::schedule::ConferenceId;
use talkbell::store::{Claim, Expired, Finished, OpenClaim, Replanned, StoreError, Switched};

use crate::court::Court;
use crate::executor::breathe;
use crate::table::Table;
use crate::weather::{StoreTrouble, Weather};

/// The table as a replica reaches it: late, and sometimes not at all.
pub struct SimOutbox {
    pub replica: usize,
    pub table: Arc<Mutex<Table>>,
    pub court: Arc<Mutex<Court>>,
    pub weather: Arc<Weather>,
    pub clock: Clock,
}

impl SimOutbox {
    pub async fn ask<T>(&self, operation: impl FnOnce(&mut Table) -> T) -> Result<T, StoreError> {
        let trouble = self.weather.store_trouble();
        breathe().await;
        if let StoreTrouble::Slow(delay) = trouble {
            self.clock.sleep(Duration::from_millis(delay)).await;
        }
        if trouble == StoreTrouble::Refused {
            return Err(StoreError::Unreadable("a locked file".to_owned()));
        }
        let answer = {
            let mut table = self.table.lock().expect("one thread");
            table.asker = self.replica;
            operation(&mut table)
        };
        breathe().await;
        match trouble {
            StoreTrouble::AnswerLost => Err(StoreError::Unreadable("half an answer".to_owned())),
            _ => Ok(answer),
        }
    }
}

impl Outbox for SimOutbox {
    async fn replan(
        &self,
        conference: &ConferenceId,
        notices: &[Notice],
        now: DateTime<Utc>,
    ) -> Result<Replanned, StoreError> {
        self.ask(|table| table.replan(conference, notices, now)).await
    }

    async fn recover(&self, owner: &str) -> Result<u64, StoreError> {
        self.ask(|table| table.recover(owner)).await
    }

    async fn open_claims(&self) -> Result<Vec<OpenClaim>, StoreError> {
        self.ask(|table| table.open_claims()).await
    }

    async fn give_up(&self, claim: &OpenClaim) -> Result<bool, StoreError> {
        self.ask(|table| table.give_up(claim)).await
    }

    async fn expired(&self, now: DateTime<Utc>) -> Result<Vec<Expired>, StoreError> {
        self.ask(|table| table.expired(now)).await
    }

    async fn miss_all(&self, late: &[(NoticeKey, String)], now: DateTime<Utc>) -> Result<Vec<NoticeKey>, StoreError> {
        let late = late.to_vec();
        self.ask(|table| late.into_iter().filter(|(key, why)| table.miss(key, why, now)).map(|(key, _)| key).collect())
            .await
    }

    async fn claim(
        &self,
        owner: &str,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        self.ask(|table| table.claim(owner, now, wall, limit)).await
    }

    async fn claim_personal(
        &self,
        owner: &str,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        self.ask(|table| table.claim_personal(owner, now, wall, limit)).await
    }

    async fn replan_reminders(
        &self,
        conference: &ConferenceId,
        plan: impl Fn(&[Reminder]) -> Vec<Notice> + Send + Sync,
        now: DateTime<Utc>,
    ) -> Result<Replanned, StoreError> {
        self.ask(|table| table.replan_reminders(conference, plan, now)).await
    }

    async fn reminders_of(&self, user: UserId) -> Result<Vec<(ConferenceId, Reminder)>, StoreError> {
        self.ask(|table| table.reminders_of(user)).await
    }

    async fn finish(
        &self,
        claim: &Claim,
        owner: &str,
        finished: &Finished,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.ask(|table| table.finish(claim, owner, finished, now)).await
    }

    async fn next_due(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.ask(|table| table.next_due(now)).await
    }

    async fn open_until(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.ask(|table| table.open_until()).await
    }

    async fn unreported(&self, held: DateTime<Utc>) -> Result<Vec<String>, StoreError> {
        self.ask(|table| table.unreported(held)).await
    }

    async fn file_report(
        &self,
        conference: &ConferenceId,
        report: Option<&Notice>,
        now: DateTime<Utc>,
    ) -> Result<Vec<(Notice, String)>, StoreError> {
        let told = self.ask(|table| table.file_report(conference, report, now)).await?;
        told.ok_or_else(|| StoreError::Unreadable("two reports of one instant".to_owned()))
    }

    async fn lines(&self, key: &NoticeKey) -> Result<Vec<String>, StoreError> {
        self.ask(|table| table.lines(key)).await
    }

    async fn miss_in_absence(
        &self,
        missed: &[(NoticeKey, String)],
        catch_up: &Notice,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        self.ask(|table| table.miss_in_absence(missed, catch_up, now)).await
    }

    async fn caught_up_in(&self, catch_up: &NoticeKey) -> Result<Vec<Notice>, StoreError> {
        self.ask(|table| table.caught_up_in(catch_up)).await
    }

    async fn switched(&self) -> Result<Vec<Switched>, StoreError> {
        self.ask(|table| table.bars.switched()).await
    }

    async fn file_switching(
        &self,
        switched: &Switched,
        notices: &[(Notice, Vec<String>)],
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.ask(|table| table.file_switching(switched, notices, now)).await
    }

    async fn probe_channels(&self) -> Result<(), StoreError> {
        self.ask(Table::probe_channels).await
    }

    async fn reported_in(&self, report: &NoticeKey) -> Result<Vec<(Notice, String)>, StoreError> {
        self.ask(|table| table.reported_in(report)).await
    }
}
