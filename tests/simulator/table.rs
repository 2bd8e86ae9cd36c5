//! The outbox's table in memory: the same conditional updates as the store's SQL, without any await.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use talkbell::announce::{Notice, NoticeDigest, NoticeKey};
use talkbell::schedule::ConferenceId;
use talkbell::store::{
    Bar, Claim, Expired, Finished, LONGEST_RETRY, NO_LONGER_CALLED_FOR, OpenClaim, Replanned, State, Switched,
};

use crate::bars::Bars;
use crate::mutant::Mutant;

#[derive(Clone, Debug)]
pub struct Row {
    pub key: NoticeKey,
    pub digest: NoticeDigest,
    pub notice: Notice,
    pub place: usize,
    pub planned: DateTime<Utc>,
    pub state: State,
    pub attempts: i64,
    pub retry: Option<DateTime<Utc>>,
    pub claimed: Option<DateTime<Utc>>,
    pub owner: Option<String>,
    pub uncertain: Option<DateTime<Utc>>,
    pub message: Option<(u64, u64)>,
    pub finished: Option<DateTime<Utc>>,
    pub reason: Option<String>,
    pub reported_in: Option<String>,
    pub caught_up_in: Option<NoticeKey>,
    pub lines: Vec<String>,
    /// Which replica recorded it as missed.
    pub missed_by: Option<usize>,
    /// When, in the table's own count of operations, the row got its times, and was last claimed.
    pub written_at: u64,
    pub claimed_at: u64,
    /// How often the organisers were told of it.
    pub told: u32,
}

#[derive(Default)]
pub struct Table {
    pub rows: Vec<Row>,
    by_key: BTreeMap<NoticeKey, usize>,
    pub bars: Bars,
    pub mutant: Mutant,
    /// Which replica asks.
    pub asker: usize,
    operations: u64,
}

impl Row {
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Pending | State::Claimed | State::Uncertain)
    }

    /// Its place in its destination's order.
    pub fn turn(&self) -> (DateTime<Utc>, usize, &str) {
        (self.notice.due, self.place, self.key.as_str())
    }

    fn new(notice: &Notice, place: usize, now: DateTime<Utc>, written_at: u64) -> Self {
        let key = notice.key();
        Self {
            digest: key.digest(),
            key,
            notice: notice.clone(),
            place,
            planned: now,
            state: State::Pending,
            attempts: 0,
            retry: None,
            claimed: None,
            owner: None,
            uncertain: None,
            message: None,
            finished: None,
            reason: None,
            reported_in: None,
            caught_up_in: None,
            lines: Vec::new(),
            missed_by: None,
            written_at,
            claimed_at: 0,
            told: 0,
        }
    }
}

impl Table {
    pub fn with(mutant: Mutant) -> Self {
        Self { mutant, ..Self::default() }
    }

    pub fn replan(&mut self, conference: &ConferenceId, notices: &[Notice], now: DateTime<Utc>) -> Replanned {
        self.operations += 1;
        let mut replanned = Replanned::default();
        let mut wanted = BTreeSet::new();
        for (place, notice) in notices.iter().enumerate() {
            let key = notice.key();
            let known = self.by_key.get(&key).copied();
            wanted.insert(key);
            let Some(known) = known else {
                self.insert(Row::new(notice, place, now, self.operations));
                replanned.written += 1;
                continue;
            };
            let row = &mut self.rows[known];
            let asleep = row.state == State::Cancelled && row.reason.as_deref() == Some(NO_LONGER_CALLED_FOR);
            let differs = (row.notice.due, row.notice.expires, row.place) != (notice.due, notice.expires, place);
            let wakes = asleep || (row.is_open() && differs);
            if !wakes {
                continue;
            }
            if asleep {
                (row.state, row.reason) = (State::Pending, None);
            }
            (row.notice.due, row.notice.expires, row.place) = (notice.due, notice.expires, place);
            (row.finished, row.written_at) = (None, self.operations);
            replanned.written += 1;
        }
        for row in &mut self.rows {
            let ours = row.notice.conference == *conference && !row.notice.is_filed();
            if ours && row.state == State::Pending && !wanted.contains(&row.key) {
                (row.state, row.finished) = (State::Cancelled, Some(now));
                row.reason = Some(NO_LONGER_CALLED_FOR.to_owned());
                replanned.cancelled += 1;
            }
        }
        replanned
    }

    pub fn recover(&mut self, owner: &str) -> u64 {
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
        self.operations += 1;
        let mut heads: Vec<&Row> = self.heads();
        heads.retain(|row| {
            let tried = row.retry.is_none_or(|retry| retry <= wall || retry > wall + LONGEST_RETRY);
            let in_time = row.notice.expires > now || row.state == State::Uncertain;
            let held = self.mutant != Mutant::KnocksOn && self.bars.holds(row.notice.destination, wall);
            row.state != State::Claimed && row.notice.due <= now && tried && in_time && !held
        });
        heads.sort_by(|a, b| {
            let rank = |row: &Row| !row.notice.is_for_moderators();
            rank(a).cmp(&rank(b)).then(a.turn().cmp(&b.turn()))
        });
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
            Finished::Delivered { channel, message } => {
                (row.state, row.message, row.reason) =
                    (State::Delivered, Some((*channel, *message)), claim.reason.clone());
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

    pub fn unreported(&self, held: DateTime<Utc>) -> Vec<String> {
        let counts = |row: &&Row| {
            let told_later = self.bars.is_off(row.notice.destination) && row.finished.is_none_or(|at| at > held);
            is_unreported(row) && !told_later
        };
        let conferences: BTreeSet<String> =
            self.rows.iter().filter(counts).map(|row| row.notice.conference.to_string()).collect();
        conferences.into_iter().collect()
    }

    /// `None` when the report's key is taken, which the database refuses.
    pub fn file_report(
        &mut self,
        conference: &ConferenceId,
        report: Option<&Notice>,
        now: DateTime<Utc>,
    ) -> Option<Vec<(Notice, String)>> {
        self.operations += 1;
        let key = report.map_or_else(|| "log".to_owned(), |report| report.key().as_str().to_owned());
        let ours = |row: &Row| is_unreported(row) && row.notice.conference == *conference;
        if report.is_some() && self.by_key.contains_key(&NoticeKey::from(key.clone())) && self.rows.iter().any(ours) {
            return None;
        }
        let mut told = Vec::new();
        for row in self.rows.iter_mut().filter(|row| ours(row)) {
            row.told += 1;
            // Once too often, not forever: the dispatcher asks at every step.
            if self.mutant != Mutant::ReportsAgain || row.told > 1 {
                row.reported_in = Some(key.clone());
            }
            told.push((row.notice.clone(), row.reason.clone().unwrap_or_default()));
        }
        if let Some(report) = report.filter(|_| !told.is_empty()) {
            self.insert(Row::new(report, 0, now, self.operations));
        }
        told.sort_by_key(|(notice, _)| (notice.due, notice.kind));
        Some(told)
    }

    pub fn reported_in(&self, report: &NoticeKey) -> Vec<(Notice, String)> {
        let rows = self.rows.iter().filter(|row| row.reported_in.as_deref() == Some(report.as_str()));
        let mut told: Vec<_> = rows.map(|row| (row.notice.clone(), row.reason.clone().unwrap_or_default())).collect();
        told.sort_by_key(|(notice, _)| (notice.due, notice.kind));
        told
    }

    pub fn miss_in_absence(&mut self, missed: &[(NoticeKey, String)], catch_up: &Notice, now: DateTime<Utc>) -> u64 {
        self.operations += 1;
        let mut catch_up = self.unlike_any_before(catch_up.clone());
        let same = |row: &&mut Row| {
            let it = (row.notice.kind, row.notice.destination, &row.notice.conference);
            row.state == State::Pending && it == (catch_up.kind, catch_up.destination, &catch_up.conference)
        };
        let waiting = self.rows.iter_mut().find(same).map(|row| {
            row.notice.expires = row.notice.expires.max(catch_up.expires);
            row.key.clone()
        });
        let silent = self.mutant == Mutant::MissesInSilence;
        let told_in = waiting.clone().unwrap_or_else(|| catch_up.key());
        let mut many = 0;
        for (key, reason) in missed {
            if self.miss(key, reason, now) {
                many += 1;
                self.row_mut(key).expect("it was just missed").caught_up_in = (!silent).then(|| told_in.clone());
            }
        }
        if self.mutant == Mutant::CatchesUpAgain && many == 0 {
            catch_up.starts += TimeDelta::milliseconds(500);
            self.insert(Row::new(&catch_up, 0, now, self.operations));
        }
        if many > 0 && waiting.is_none() && !silent {
            self.insert(Row::new(&catch_up, 0, now, self.operations));
        }
        many
    }

    pub fn caught_up_in(&self, catch_up: &NoticeKey) -> Vec<Notice> {
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| row.caught_up_in.as_ref() == Some(catch_up)).collect();
        rows.sort_by_key(|row| (row.notice.due, row.place));
        rows.into_iter().map(|row| row.notice.clone()).collect()
    }

    pub fn file_switching(
        &mut self,
        switched: &Switched,
        notices: &[(Notice, Vec<String>)],
        now: DateTime<Utc>,
    ) -> bool {
        self.operations += 1;
        if !self.bars.tell(switched) {
            return false;
        }
        let silent = self.mutant == Mutant::SwitchesInSilence;
        for (notice, lines) in notices.iter().filter(|_| !silent) {
            let notice = self.unlike_any_before(notice.clone());
            self.insert(Row { lines: lines.clone(), ..Row::new(&notice, 0, now, self.operations) });
        }
        true
    }

    pub fn probe_channels(&mut self) {
        self.operations += 1;
        self.bars.probe(None, self.operations);
    }

    pub fn lines(&self, key: &NoticeKey) -> Vec<String> {
        self.row(key).map(|row| row.lines.clone()).unwrap_or_default()
    }

    fn unlike_any_before(&self, mut notice: Notice) -> Notice {
        while self.by_key.contains_key(&notice.key()) {
            notice.starts += TimeDelta::milliseconds(1);
        }
        notice
    }

    pub fn open(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.is_open())
    }

    pub fn row(&self, key: &NoticeKey) -> Option<&Row> {
        self.by_key.get(key).map(|place| &self.rows[*place])
    }

    fn row_mut(&mut self, key: &NoticeKey) -> Option<&mut Row> {
        self.by_key.get(key).map(|place| &mut self.rows[*place])
    }

    fn insert(&mut self, row: Row) {
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

fn is_unreported(row: &Row) -> bool {
    let ended = matches!(row.state, State::Missed | State::Failed);
    ended && row.reported_in.is_none() && row.notice.kind.as_str() != "report"
}
