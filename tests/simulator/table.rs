//! The outbox's table in memory: the same conditional updates as the store's SQL, without any await.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use talkbell::announce::{Notice, NoticeKey, NoticeKind, Reminder};
use talkbell::schedule::ConferenceId;
use talkbell::store::{
    Bar, Claim, Expired, Finished, LONGEST_RETRY, NO_LONGER_CALLED_FOR, OpenClaim, Replanned, State,
};

use crate::bars::Bars;
use crate::mutant::Mutant;
use crate::row::Row;
use crate::takings::Taken;

#[derive(Default)]
pub struct Table {
    pub rows: Vec<Row>,
    pub by_key: BTreeMap<NoticeKey, usize>,
    /// The programmes as they were taken in.
    pub taken: BTreeMap<ConferenceId, Taken>,
    /// Who asked to be reminded of what.
    pub wishes: BTreeSet<(ConferenceId, Reminder)>,
    pub bars: Bars,
    pub mutant: Mutant,
    /// Which replica asks.
    pub asker: usize,
    pub operations: u64,
}

impl Table {
    pub fn with(mutant: Mutant) -> Self {
        Self { mutant, ..Self::default() }
    }

    pub fn replan(&mut self, conference: &ConferenceId, notices: &[Notice], now: DateTime<Utc>) -> Replanned {
        self.operations += 1;
        let mut replanned = Replanned::default();
        let wanted: BTreeSet<NoticeKey> = notices.iter().map(Notice::key).collect();
        let mut dropped: Vec<(Notice, DateTime<Utc>)> = Vec::new();
        for row in &mut self.rows {
            let apart = row.notice.is_filed() || row.notice.kind == NoticeKind::Reminder;
            let ours = row.notice.conference == *conference && !apart;
            if ours && row.state == State::Pending && !wanted.contains(&row.key) {
                (row.state, row.finished) = (State::Cancelled, Some(now));
                row.reason = Some(NO_LONGER_CALLED_FOR.to_owned());
                replanned.cancelled += 1;
                dropped.push((row.notice.clone(), row.planned));
            }
        }
        let ours = self.rows.iter().filter(|row| row.notice.conference == *conference);
        let said: Vec<Notice> = ours.filter(|row| speaks_for_all(row, now)).map(|row| row.notice.clone()).collect();
        for (place, notice) in notices.iter().enumerate() {
            let in_another = |said: &Notice| said.destination != notice.destination && notice.is_same_elsewhere(said);
            if said.iter().any(in_another) {
                continue;
            }
            let waited = dropped.iter().filter(|(waited, _)| notice.is_same_elsewhere(waited));
            let planned = waited.map(|(_, planned)| *planned).min().unwrap_or(now);
            replanned.written += self.write(notice, place, planned);
        }
        replanned
    }

    /// Writes what a plan calls for; gives how many rows that changed.
    pub fn write(&mut self, notice: &Notice, place: usize, now: DateTime<Utc>) -> u64 {
        let Some(known) = self.by_key.get(&notice.key()).copied() else {
            self.insert(Row::new(notice, place, now, self.operations));
            return 1;
        };
        let row = &mut self.rows[known];
        let asleep = row.state == State::Cancelled && row.reason.as_deref() == Some(NO_LONGER_CALLED_FOR);
        let differs = (row.notice.due, row.notice.expires, row.place) != (notice.due, notice.expires, place);
        let wakes = asleep || (row.is_open() && differs);
        if !wakes {
            return 0;
        }
        if asleep {
            (row.state, row.reason) = (State::Pending, None);
        }
        (row.notice.due, row.notice.expires, row.place) = (notice.due, notice.expires, place);
        (row.finished, row.written_at) = (None, self.operations);
        1
    }

    pub fn recover(&mut self, owner: &str) -> u64 {
        for row in self.rows.iter_mut().filter(|row| row.correct_title.is_some()) {
            row.correct_by = None;
        }
        let others: Vec<OpenClaim> = self.open_claims().into_iter().filter(|claim| claim.owner != owner).collect();
        others.iter().map(|claim| u64::from(self.give_up(claim))).sum()
    }

    pub fn open_claims(&self) -> Vec<OpenClaim> {
        let claimed = self.rows.iter().filter(|row| row.state == State::Claimed);
        claimed
            .map(|row| OpenClaim {
                key: row.key.clone(),
                owner: row.owner.clone().unwrap_or_default(),
                attempts: row.attempts,
            })
            .collect()
    }

    pub fn give_up(&mut self, claim: &OpenClaim) -> bool {
        let to_pending = self.mutant == Mutant::RecoversToPending;
        let Some(row) = self.row_mut(&claim.key) else { return false };
        let theirs = row.owner.as_ref() == Some(&claim.owner) && row.attempts == claim.attempts;
        if row.state != State::Claimed || !theirs {
            return false;
        }
        row.state = State::Uncertain;
        row.owner = None;
        row.uncertain = row.uncertain.or(row.claimed);
        if to_pending {
            (row.state, row.uncertain) = (State::Pending, None);
        }
        true
    }

    pub fn expired(&self, now: DateTime<Utc>) -> Vec<Expired> {
        let late = |row: &&Row| row.state == State::Pending && row.notice.due <= now && row.notice.expires <= now;
        let mut expired: Vec<&Row> = self.rows.iter().filter(late).collect();
        expired.sort_by_key(|row| (row.notice.due, row.place));
        let told = |row: &Row| Expired {
            key: row.key.clone(),
            notice: row.notice.clone(),
            attempts: row.attempts,
            reason: row.reason.clone(),
            planned: row.planned,
            paused: None,
            off: self.bars.off_reason(row.notice.destination),
        };
        expired.into_iter().map(told).collect()
    }

    pub fn miss(&mut self, key: &NoticeKey, reason: &str, now: DateTime<Utc>) -> bool {
        let asker = self.asker;
        let pending = self.row_mut(key).filter(|row| row.state == State::Pending);
        let Some(row) = pending else { return false };
        (row.state, row.reason, row.finished) = (State::Missed, Some(reason.to_owned()), Some(now));
        row.missed_by = Some(asker);
        true
    }

    pub fn claim(&mut self, owner: &str, now: DateTime<Utc>, wall: DateTime<Utc>, limit: usize) -> Vec<Claim> {
        self.claim_of(owner, now, wall, limit, false)
    }

    pub fn claim_personal(&mut self, owner: &str, now: DateTime<Utc>, wall: DateTime<Utc>, limit: usize) -> Vec<Claim> {
        self.claim_of(owner, now, wall, limit, true)
    }

    fn claim_of(
        &mut self,
        owner: &str,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
        personal: bool,
    ) -> Vec<Claim> {
        self.operations += 1;
        let mut heads: Vec<&Row> = self.heads();
        heads.retain(|row| {
            let tried = row.retry.is_none_or(|retry| retry <= wall || retry > wall + LONGEST_RETRY);
            let in_time = row.notice.expires > now || row.state == State::Uncertain;
            let held = self.mutant != Mutant::KnocksOn && self.bars.holds(row.notice.destination, wall);
            let ours = row.notice.is_personal() == personal;
            ours && row.state != State::Claimed && row.notice.due <= now && tried && in_time && !held
        });
        heads.sort_by(|a, b| a.notice.rank().cmp(&b.notice.rank()).then(a.turn().cmp(&b.turn())));
        let keys: Vec<NoticeKey> = heads.iter().take(limit).map(|row| row.key.clone()).collect();
        keys.iter().map(|key| self.take(key, owner, wall)).collect()
    }

    pub fn finish(&mut self, claim: &Claim, owner: &str, finished: &Finished, now: DateTime<Utc>) -> bool {
        let mutant = self.mutant;
        self.operations += 1;
        let operation = self.operations;
        let Some(row) = self.row_mut(&claim.key) else { return false };
        if row.state != State::Claimed || row.owner.as_deref() != Some(owner) || row.attempts != claim.attempts {
            return false;
        }
        (row.owner, row.uncertain, row.retry, row.finished) = (None, None, None, Some(now));
        match finished {
            Finished::Delivered { channel, message, said } => {
                (row.state, row.message, row.reason) =
                    (State::Delivered, Some((*channel, *message)), claim.reason.clone());
                row.says(said.as_ref(), now);
            }
            Finished::Missed(reason) => (row.state, row.reason) = (State::Missed, Some(reason.clone())),
            Finished::Failed(reason) | Finished::Barred(Bar { reason, .. }) => {
                (row.state, row.reason) = (State::Failed, Some(reason.clone()));
            }
            Finished::Cancelled(reason) => (row.state, row.reason) = (State::Cancelled, Some(reason.clone())),
            Finished::Again(retry, reason) => {
                (row.state, row.reason, row.retry, row.finished) =
                    (State::Pending, Some(reason.clone()), Some(*retry), None);
            }
            Finished::Uncertain(retry, reason) => {
                (row.state, row.reason, row.retry, row.finished) =
                    (State::Uncertain, Some(reason.clone()), Some(*retry), None);
                row.uncertain = Some(claim.uncertain_since.unwrap_or(claim.claimed));
                if mutant == Mutant::ForgetsUncertainty {
                    (row.state, row.uncertain) = (State::Pending, None);
                }
            }
        }
        match finished {
            Finished::Delivered { .. } => self.bars.took(claim.notice.destination),
            Finished::Barred(bar) => self.bars.refused(claim.notice.destination, bar, now, operation),
            _ => {}
        }
        true
    }

    pub fn next_due(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.open().map(|row| row.notice.due).filter(|due| *due > now).min()
    }

    pub fn open_until(&self) -> Option<DateTime<Utc>> {
        self.open().map(|row| row.notice.due).max()
    }

    pub fn probe_channels(&mut self) {
        self.operations += 1;
        self.bars.probe(None, self.operations);
    }

    pub fn open(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.is_open())
    }

    pub fn row(&self, key: &NoticeKey) -> Option<&Row> {
        self.by_key.get(key).map(|place| &self.rows[*place])
    }

    pub fn row_mut(&mut self, key: &NoticeKey) -> Option<&mut Row> {
        self.by_key.get(key).map(|place| &mut self.rows[*place])
    }

    pub fn insert(&mut self, row: Row) {
        self.by_key.insert(row.key.clone(), self.rows.len());
        self.rows.push(row);
    }

    fn heads(&self) -> Vec<&Row> {
        if self.mutant == Mutant::IgnoresLanes {
            return self.open().collect();
        }
        let mut heads = BTreeMap::new();
        for row in self.open() {
            let head = heads.entry(row.notice.destination).or_insert(row);
            if row.turn() < head.turn() {
                *head = row;
            }
        }
        heads.into_values().collect()
    }

    fn take(&mut self, key: &NoticeKey, owner: &str, wall: DateTime<Utc>) -> Claim {
        let operations = self.operations;
        let mutant = self.mutant;
        let row = self.row_mut(key).expect("it was just seen");
        row.attempts += 1;
        (row.state, row.owner, row.claimed) = (State::Claimed, Some(owner.to_owned()), Some(wall));
        row.claimed_at = operations;
        if mutant == Mutant::DeliveredBeforeSending {
            row.state = State::Delivered;
        }
        Claim {
            notice: row.notice.clone(),
            key: row.key.clone(),
            attempts: row.attempts,
            claimed: wall,
            uncertain_since: row.uncertain,
            reason: row.reason.clone(),
        }
    }
}

/// Whether what it says to an audience is not said in another channel.
fn speaks_for_all(row: &Row, now: DateTime<Utc>) -> bool {
    row.notice.kind.is_to_audience()
        && match row.state {
            State::Claimed | State::Uncertain | State::Delivered | State::Missed => true,
            State::Failed => row.notice.expires <= now || row.uncertain.is_some(),
            State::Cancelled => row.reason.as_deref().is_some_and(|reason| reason != NO_LONGER_CALLED_FOR),
            State::Pending => false,
        }
}
