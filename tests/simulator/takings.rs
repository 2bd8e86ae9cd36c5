//! The programmes as they were taken in, and the posted messages that do not say what they say: as the store keeps them.

use chrono::{DateTime, TimeDelta, Utc};
use talkbell::announce::{Notice, NoticeKey, Told};
use talkbell::schedule::{ConferenceId, Schedule};
use talkbell::store::{Adoption, Corrected, Correction, Held, Renewal, Standing, State, TakenIn};

use crate::mutant::Mutant;
use crate::row::Row;
use crate::table::Table;

/// A programme as it was taken in.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub revision: i64,
    pub programme: Option<TakenIn>,
    pub held: Option<Held>,
}

impl Taken {
    pub fn schedule(&self) -> Option<Schedule> {
        serde_json::from_str(&self.programme.as_ref()?.schedule).ok()
    }
}

impl Table {
    pub fn numbered_programme(&self, conference: &ConferenceId) -> Option<(i64, TakenIn)> {
        let taken = self.taken.get(conference)?;
        Some((taken.revision, taken.programme.clone()?))
    }

    pub fn adopt(&mut self, conference: &ConferenceId, adoption: &Adoption, now: DateTime<Utc>) -> bool {
        self.operations += 1;
        let taken = self.taken.entry(conference.clone()).or_default();
        let is_first = taken.programme.is_none();
        let follows = adoption.follows.is_none_or(|follows| follows == taken.revision);
        if !is_first && !follows && self.mutant != Mutant::TellsEachReplicasChange {
            return false;
        }
        taken.revision = if is_first { 1 } else { taken.revision + 1 };
        taken.programme = Some(adoption.programme.clone());
        for renewal in &adoption.renewals {
            self.renew(renewal);
        }
        self.mark_untrue(&adoption.corrections);
        for (notice, lines) in adoption.changes.iter().chain(&adoption.personal) {
            if !self.by_key.contains_key(&notice.key()) {
                self.insert(Row { lines: lines.clone(), ..Row::new(notice, 0, now, self.operations) });
            }
        }
        true
    }

    fn renew(&mut self, Renewal { was, notice }: &Renewal) {
        let key = notice.key();
        if let Some(planned) = self.row(&key).cloned() {
            if !matches!(planned.state, State::Pending | State::Cancelled) {
                return;
            }
            self.rows.retain(|row| row.key != key);
            self.by_key = self.rows.iter().enumerate().map(|(place, row)| (row.key.clone(), place)).collect();
        }
        let Some(place) = self.by_key.remove(was) else { return };
        let row = &mut self.rows[place];
        row.former.push(row.digest.clone());
        (row.key, row.digest) = (key.clone(), key.digest());
        (row.notice.starts, row.notice.expires) = (notice.starts, notice.expires);
        self.by_key.insert(key, place);
    }

    pub fn standing(&self, conference: &ConferenceId) -> Vec<Standing> {
        let rows = self.rows.iter().filter(|row| row.state == State::Delivered && row.notice.conference == *conference);
        rows.map(standing).collect()
    }

    pub fn told(&self, conference: &ConferenceId, since: DateTime<Utc>) -> Vec<(Notice, Told, String)> {
        if self.mutant == Mutant::ForgetsWhatWasOnItsWay {
            return Vec::new();
        }
        let rows = self.rows.iter().filter(|row| {
            row.notice.conference == *conference && row.notice.expires > since && row.correct_title.is_none()
        });
        let told = |row: &Row| Some((row.notice.clone(), row.said.clone()?, row.said_title.clone()?));
        rows.filter_map(told).collect()
    }

    pub fn mark_untrue(&mut self, untrue: &[(NoticeKey, String)]) {
        for (key, title) in untrue {
            let Some(row) = self.row_mut(key) else { continue };
            row.correct_title.get_or_insert_with(|| title.clone());
            row.correct_round += 1;
            row.uncorrected = None;
        }
    }

    pub fn corrections(&self) -> Vec<Correction> {
        let marked = self.rows.iter().filter(|row| row.state == State::Delivered);
        let correction = |row: &Row| {
            Some(Correction {
                standing: standing(row),
                title: row.correct_title.clone()?,
                by: row.correct_by.clone(),
                round: row.correct_round,
                revision: self.taken.get(&row.notice.conference).map_or(0, |taken| taken.revision),
            })
        };
        let mut corrections: Vec<Correction> = marked.filter_map(correction).collect();
        corrections.sort_by_key(|correction| correction.standing.notice.due);
        corrections
    }

    pub fn begin_correction(&mut self, correction: &Correction, owner: &str) -> bool {
        let row = self.row_mut(&correction.standing.key);
        let marked = row.filter(|row| row.correct_title.is_some() && row.correct_round == correction.round);
        let Some(row) = marked else { return false };
        row.correct_by = Some(owner.to_owned());
        row.correct_round += 1;
        true
    }

    pub fn end_correction(&mut self, correction: &Correction, owner: &str, end: &Corrected) {
        let mutant = self.mutant;
        let row = self.row_mut(&correction.standing.key).filter(|row| row.correct_by.as_deref() == Some(owner));
        let Some(row) = row else { return };
        row.correct_by = None;
        if row.correct_round != correction.round + 1 {
            return;
        }
        match end {
            Corrected::Done(told) => {
                (row.said, row.uncorrected, row.correct_title) = (Some(told.clone()), None, None);
            }
            Corrected::Refused(reason) => {
                (row.said, row.uncorrected, row.correct_title) = (None, Some(reason.clone()), None);
            }
            Corrected::Again if mutant == Mutant::CorrectsOnce => row.correct_title = None,
            Corrected::Again => {}
        }
    }

    pub fn held(&self, conference: &ConferenceId) -> Option<Held> {
        self.taken.get(conference)?.held.clone()
    }

    pub fn hold(&mut self, conference: &ConferenceId, held: Option<Held>) {
        self.taken.entry(conference.clone()).or_default().held = held;
    }
}

fn standing(row: &Row) -> Standing {
    let (channel, message) = row.message.unwrap_or_default();
    Standing {
        key: row.key.clone(),
        notice: row.notice.clone(),
        channel,
        message,
        said: row.finished.unwrap_or(row.notice.due),
    }
}

/// Late enough that nothing is corrected any more, whichever way the clocks were stepped meanwhile.
pub const SURELY_CORRECTED: TimeDelta = TimeDelta::hours(9);
