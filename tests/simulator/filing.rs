//! What is put into the table by itself, and what it tells of: reports, absences, switchings.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use talkbell::announce::{Notice, NoticeKey};
use talkbell::schedule::ConferenceId;
use talkbell::store::{State, Switched};

use crate::mutant::Mutant;
use crate::row::Row;
use crate::table::Table;

impl Table {
    pub fn unreported(&self, held: DateTime<Utc>) -> Vec<String> {
        let counts = |row: &&Row| {
            let held_back = self.bars.is_off(row.notice.destination) || row.notice.is_personal();
            let told_later = held_back && row.finished.is_none_or(|at| at > held);
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

    pub fn lines(&self, key: &NoticeKey) -> Vec<String> {
        self.row(key).map(|row| row.lines.clone()).unwrap_or_default()
    }

    fn unlike_any_before(&self, mut notice: Notice) -> Notice {
        while self.by_key.contains_key(&notice.key()) {
            notice.starts += TimeDelta::milliseconds(1);
        }
        notice
    }
}

fn is_unreported(row: &Row) -> bool {
    let ended = matches!(row.state, State::Missed | State::Failed);
    ended && row.reported_in.is_none() && row.notice.kind.as_str() != "report"
}
