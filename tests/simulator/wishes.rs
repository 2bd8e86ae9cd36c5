//! Who asked to be reminded of what, as the store keeps it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use talkbell::announce::{Destination, Notice, NoticeKey, NoticeKind, Reminder, Subject, UserId};
use talkbell::schedule::{ConferenceId, TalkId};
use talkbell::store::{NO_LONGER_CALLED_FOR, Replanned, State};

use crate::mutant::Mutant;
use crate::row::Row;
use crate::table::Table;

const NOT_WANTED: &str = "nobody asks for it any more";
/// What else is due in the same direct messages at the same instant comes first.
const PLACE: usize = 1_000_000;

impl Table {
    pub fn wishes(&self, conference: &ConferenceId) -> Vec<Reminder> {
        let theirs = self.wishes.iter().filter(|(its, _)| its == conference);
        theirs.map(|(_, reminder)| reminder.clone()).collect()
    }

    /// As the store's, without its limit to how many one person may ask for.
    pub fn remind(&mut self, conference: &ConferenceId, reminder: &Reminder, notice: &Notice, now: DateTime<Utc>) {
        self.operations += 1;
        self.wishes
            .retain(|(its, kept)| its != conference || (&kept.talk, kept.user) != (&reminder.talk, reminder.user));
        self.wishes.insert((conference.clone(), reminder.clone()));
        let key = notice.key();
        self.drop_waiting(conference, reminder.user, &reminder.talk, Some(&key), now);
        if let Some(row) = self.row_mut(&key).filter(|row| matches!(row.state, State::Cancelled | State::Failed)) {
            (row.state, row.reason, row.finished, row.retry) = (State::Pending, None, None, None);
        }
        self.write(notice, PLACE, now);
    }

    pub fn forget(
        &mut self,
        conference: &ConferenceId,
        user: UserId,
        talks: Option<&[TalkId]>,
        now: DateTime<Utc>,
    ) -> u64 {
        self.operations += 1;
        let goes = |(its, kept): &(ConferenceId, Reminder)| {
            its == conference && kept.user == user && talks.is_none_or(|talks| talks.contains(&kept.talk))
        };
        let gone: Vec<TalkId> =
            self.wishes.iter().filter(|wish| goes(wish)).map(|(_, kept)| kept.talk.clone()).collect();
        self.wishes.retain(|wish| !goes(wish));
        if self.mutant != Mutant::RemindsOfWhatWasDropped {
            for talk in &gone {
                self.drop_waiting(conference, user, talk, None, now);
            }
        }
        u64::try_from(gone.len()).unwrap_or_default()
    }

    pub fn reminders_of(&self, user: UserId) -> Vec<(ConferenceId, Reminder)> {
        if self.mutant == Mutant::RemindsOfWhatWasDropped {
            let kept = |row: &Row| match (&row.notice.subject, row.notice.destination) {
                (Subject::Talk(talk), Destination::Direct(its)) if its == user => {
                    let reminder = Reminder { talk: talk.clone(), user, lead: row.notice.lead };
                    Some((row.notice.conference.clone(), reminder))
                }
                _ => None,
            };
            return self.rows.iter().filter(|row| row.notice.kind == NoticeKind::Reminder).filter_map(kept).collect();
        }
        self.wishes.iter().filter(|(_, wish)| wish.user == user).cloned().collect()
    }

    fn drop_waiting(
        &mut self,
        conference: &ConferenceId,
        user: UserId,
        talk: &TalkId,
        except: Option<&NoticeKey>,
        now: DateTime<Utc>,
    ) {
        let (destination, subject) = (Destination::Direct(user), Subject::Talk(talk.clone()));
        for row in &mut self.rows {
            let its = row.notice.kind == NoticeKind::Reminder && row.notice.conference == *conference;
            let its = its && row.notice.destination == destination && row.notice.subject == subject;
            if its && row.state == State::Pending && Some(&row.key) != except {
                (row.state, row.reason, row.finished) = (State::Cancelled, Some(NOT_WANTED.to_owned()), Some(now));
            }
        }
    }

    pub fn replan_reminders(
        &mut self,
        conference: &ConferenceId,
        plan: impl Fn(&[Reminder]) -> Vec<Notice>,
        now: DateTime<Utc>,
    ) -> Replanned {
        self.operations += 1;
        let mut notices = plan(&self.wishes(conference));
        if self.mutant == Mutant::RemindsNobodyTwice {
            notices.retain(|notice| self.row(&notice.key()).is_none());
        }
        let mut replanned = Replanned::default();
        let mut called_for = BTreeSet::new();
        for notice in &notices {
            replanned.written += self.write(notice, PLACE, now);
            called_for.insert(notice.key());
        }
        for row in &mut self.rows {
            let ours = row.notice.conference == *conference && row.notice.kind == NoticeKind::Reminder;
            if ours && row.state == State::Pending && !called_for.contains(&row.key) {
                (row.state, row.finished) = (State::Cancelled, Some(now));
                row.reason = Some(NO_LONGER_CALLED_FOR.to_owned());
                replanned.cancelled += 1;
            }
        }
        replanned
    }
}
