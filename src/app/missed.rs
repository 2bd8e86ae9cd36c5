//! What became too late: why, and who is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{info, warn};

use super::{Chat, Dispatcher, Outbox};
use crate::announce::{Destination, Notice, NoticeKey, NoticeKind, Subject, catch_up, missed_talks};
use crate::schedule::ConferenceId;
use crate::store::{Expired, StoreError};
use crate::text::{Cause, cause};

/// How long a report of what was missed is worth posting.
const REPORT_LIFE: TimeDelta = TimeDelta::days(1);
/// What is missed in a channel that is switched off is told of together, this often.
const HELD: TimeDelta = TimeDelta::hours(1);
/// The dispatcher looks at least every second. When so much time lies between two looks, the machine was suspended, or its
/// clock was set: for the audience talkbell was away.
const GAP: TimeDelta = TimeDelta::minutes(3);

impl<C: Chat, O: Outbox> Dispatcher<C, O> {
    /// Notes that it looks, and whether it was away before.
    pub(super) async fn wake(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let instant = now.timestamp_millis();
        let passed = instant - self.looked.swap(instant, Ordering::Relaxed);
        self.app.health.looks(now);
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "minutes in milliseconds")]
        let gap = (GAP.num_milliseconds() as f64 * self.app.clock.speed().max(1.0)) as i64;
        if passed >= gap {
            self.awake_since.store(instant, Ordering::Relaxed);
            info!(minutes = passed / 60_000, "Time has passed in which nothing was looked after.");
        }
        if !self.probed.load(Ordering::Relaxed) {
            self.app.store.probe_channels().await?;
            self.probed.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Records what is too late as missed. Of what was missed while talkbell was away, each channel is told in one message.
    pub(super) async fn miss_expired(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut absences: BTreeMap<(ConferenceId, Destination), Vec<Expired>> = BTreeMap::new();
        let mut late: Vec<Expired> = Vec::new();
        for expired in self.app.store.expired(now).await? {
            if self.matters(&expired, now) {
                let channel = (expired.notice.conference.clone(), expired.notice.destination);
                absences.entry(channel).or_default().push(expired);
            } else {
                late.push(expired);
            }
        }
        let reasons: Vec<(NoticeKey, String)> =
            late.iter().map(|expired| (expired.key.clone(), self.why(expired))).collect();
        if !reasons.is_empty() {
            let missed: BTreeSet<NoticeKey> = self.app.store.miss_all(&reasons, now).await?.into_iter().collect();
            for (expired, (key, why)) in late.iter().zip(&reasons) {
                say(expired, why, missed.contains(key));
            }
        }
        for ((conference, _), missed) in absences {
            self.miss_in_absence(&conference, &missed, now).await?;
        }
        Ok(())
    }

    /// Files all that is untold under one report a conference. Asks the store at each step: a memory of what is untold would
    /// die with its process, and with a lost answer.
    pub(super) async fn report(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        for id in self.app.store.unreported(now - HELD).await? {
            let Ok(id) = id.parse::<ConferenceId>() else { continue };
            let report = self.report_notice(&id, now);
            let told = self.app.store.file_report(&id, report.as_ref(), now).await?;
            info!(conference = %id, notices = told.len(), "Some announcements were not posted; the organisers are told.");
        }
        Ok(())
    }

    /// Whether nobody looked after it while it could be said, and the audience still wants to hear of it.
    fn matters(&self, expired: &Expired, now: DateTime<Utc>) -> bool {
        let away = expired.planned < expired.notice.expires && expired.notice.expires <= self.awake_since();
        let conference = self.app.conferences.get(&expired.notice.conference);
        let schedule = conference.map(|conference| conference.schedule());
        away && schedule.is_some_and(|schedule| !missed_talks(&expired.notice, &schedule, now).is_empty())
    }

    async fn miss_in_absence(
        &self,
        conference: &ConferenceId,
        missed: &[Expired],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let Some(conference) = self.app.conferences.get(conference) else { return Ok(()) };
        let schedule = conference.schedule();
        let notices = missed.iter().map(|expired| &expired.notice);
        let Some(catch_up) = catch_up(notices, &schedule, now) else { return Ok(()) };
        let reasons: Vec<(NoticeKey, String)> =
            missed.iter().map(|expired| (expired.key.clone(), self.why(expired))).collect();
        let many = self.app.store.miss_in_absence(&reasons, &catch_up, now).await?;
        for (expired, (_, why)) in missed.iter().zip(&reasons) {
            say(expired, why, many > 0);
        }
        Ok(())
    }

    fn why(&self, expired: &Expired) -> String {
        let awake = self.awake_since();
        let why = match (&expired.off, &expired.reason, expired.notice.due) {
            _ if expired.planned >= expired.notice.expires => Cause::PastWhenPlanned,
            _ if expired.paused.is_some() => Cause::Paused { who: expired.paused.clone().unwrap_or_default() },
            (Some(last), ..) => Cause::Off { last: last.clone() },
            (_, Some(last), _) if expired.attempts > 0 => {
                Cause::Tried { attempts: expired.attempts, last: last.clone() }
            }
            (.., due) if due < self.started => Cause::Away,
            (.., due) if due < awake => Cause::Asleep,
            _ => Cause::Behind,
        };
        cause(self.app.words_about(Some(&expired.notice.conference)), &why)
    }

    fn awake_since(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.awake_since.load(Ordering::Relaxed)).unwrap_or(self.started)
    }

    fn report_notice(&self, id: &ConferenceId, now: DateTime<Utc>) -> Option<Notice> {
        let channel = self.app.conferences.get(id)?.settings.report_channel()?;
        Some(Notice {
            conference: id.clone(),
            kind: NoticeKind::Report,
            destination: Destination::Channel(channel),
            subject: Subject::Conference,
            lead: TimeDelta::zero(),
            starts: now,
            due: now,
            expires: now + REPORT_LIFE,
        })
    }
}

fn say(expired: &Expired, why: &str, missed: bool) {
    if missed {
        warn!(key = %expired.key, due = %expired.notice.due, "Missed an announcement: {why}");
    }
}
