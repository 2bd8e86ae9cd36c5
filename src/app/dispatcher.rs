use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{debug, error, info, warn};

use super::delivery::deliver;
use super::{App, Chat};
use crate::announce::{Destination, Notice, NoticeKind, Subject};
use crate::schedule::ConferenceId;
use crate::store::{Claim, Expired, Finished, StoreError};
use crate::text::{Cause, cause};

/// The clock is read again at least this often, so that a step of it or a suspended machine corrects itself.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);
/// Notices that are being posted at once: enough to use Discord's 50 requests a second at answers of half a second, few
/// enough that a moderator's reminder never waits behind many others.
const AT_ONCE: usize = 32;
/// How long a stop waits for what is being posted. What is not answered by then is found out at the next start.
const LAST_WAIT: Duration = Duration::from_millis(1200);
/// How long a report of what was missed is worth posting.
const REPORT_LIFE: TimeDelta = TimeDelta::days(1);
/// How old another process's claim must be before it counts as abandoned. Longer than any request may take.
const LEASE: TimeDelta = TimeDelta::seconds(30);

/// The one loop that delivers the outbox.
pub struct Dispatcher<C> {
    app: Arc<App>,
    chat: Arc<C>,
    owner: String,
    started: DateTime<Utc>,
    unreported: Arc<AtomicBool>,
}

impl<C: Chat> Dispatcher<C> {
    /// A dispatcher that claims in the name of `owner`, which no other process uses.
    #[must_use]
    pub fn new(app: Arc<App>, chat: Arc<C>, owner: String) -> Self {
        let started = app.clock.now();
        Self { app, chat, owner, started, unreported: Arc::new(AtomicBool::new(true)) }
    }

    /// Takes over what an earlier process of ours left: it is known to be gone, so its claims count as abandoned at once.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn take_over(&self) -> Result<(), StoreError> {
        let abandoned = self.app.store.recover(&self.owner, self.app.clock.wall(), TimeDelta::zero()).await?;
        if abandoned > 0 {
            info!(abandoned, "An earlier run ended while posting; finding out what arrived.");
        }
        Ok(())
    }

    /// Delivers until `stop`, then waits briefly for what is under way.
    pub async fn run(&self, stop: CancellationToken) {
        let mut posting = JoinSet::new();
        let mut store_answers = true;
        while !stop.is_cancelled() {
            self.app.health.beat();
            let paced = self.app.clock.changed();
            let stepped = self.step(&mut posting).await;
            self.app.health.outbox(stepped.as_ref().err().map(ToString::to_string));
            let wait = match &stepped {
                Ok(wait) => *wait,
                Err(_) => LONGEST_SLEEP,
            };
            if let Err(error) = &stepped
                && store_answers
            {
                error!(%error, "The outbox cannot be read; trying again every second. Nothing is posted meanwhile.");
            }
            if stepped.is_ok() && !store_answers {
                info!("The outbox can be read again.");
            }
            store_answers = stepped.is_ok();
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.app.outbox_changed.notified() => {}
                () = paced => {}
                () = tokio::time::sleep(wait) => {}
                Some(ended) = posting.join_next() => {
                    if let Err(error) = ended {
                        error!(%error, "Posting a notice broke off; it is found out later whether it arrived.");
                    }
                }
            }
        }
        let rest = async { while posting.join_next().await.is_some() {} };
        if tokio::time::timeout(LAST_WAIT, rest).await.is_err() {
            warn!("Stopped while Discord had not answered; the next start finds out what arrived.");
        }
    }

    /// Does what is due now, and says how long to sleep.
    async fn step(&self, posting: &mut JoinSet<()>) -> Result<Duration, StoreError> {
        let (now, wall) = (self.app.clock.now(), self.app.clock.wall());
        self.app.store.recover(&self.owner, wall, LEASE).await?;
        for expired in self.app.store.expired(now).await? {
            self.miss(&expired, now).await?;
        }
        if self.unreported.swap(false, Ordering::AcqRel) {
            self.report(now).await.inspect_err(|_| self.unreported.store(true, Ordering::Release))?;
        }
        let room = AT_ONCE.saturating_sub(posting.len());
        if room > 0 {
            for claim in self.app.store.claim(&self.owner, now, wall, room).await? {
                posting.spawn(self.post(claim));
            }
        }
        let next = self.app.store.next_due(now).await?;
        let settled = next.is_none() && posting.is_empty() && self.app.store.open_until().await?.is_none();
        self.app.settled.send_if_modified(|known| std::mem::replace(known, settled) != settled);
        let until_next = next.and_then(|due| self.app.clock.real_until(due));
        Ok(until_next.map_or(LONGEST_SLEEP, |wait| wait.min(LONGEST_SLEEP)))
    }

    fn post(&self, claim: Claim) -> impl Future<Output = ()> + Send + use<C> {
        let (app, chat) = (Arc::clone(&self.app), Arc::clone(&self.chat));
        let (owner, unreported) = (self.owner.clone(), Arc::clone(&self.unreported));
        async move {
            let finished = deliver(&app, &*chat, &claim).await;
            let finished = finished.unwrap_or_else(|error| Finished::Again(app.clock.wall(), error.to_string()));
            let delivered = matches!(finished, Finished::Delivered { .. });
            app.health.attempted(delivered.then(|| app.clock.now() - claim.notice.due));
            tell(&claim, &finished, app.clock.now());
            record(&app, &claim, &owner, &finished).await;
            match finished {
                Finished::Missed(_) | Finished::Failed(_) => unreported.store(true, Ordering::Release),
                Finished::Again(retry, _) | Finished::Uncertain(retry, _) => {
                    let pause = (retry - app.clock.wall()).to_std().unwrap_or_default();
                    tokio::spawn(async move {
                        tokio::time::sleep(pause).await;
                        app.announce_change();
                    });
                }
                Finished::Delivered { .. } | Finished::Cancelled(_) => {}
            }
        }
    }

    async fn miss(&self, expired: &Expired, now: DateTime<Utc>) -> Result<(), StoreError> {
        let why = self.why(expired);
        if self.app.store.miss(&expired.key, &why, now).await? {
            warn!(key = %expired.key, due = %expired.notice.due, "Missed an announcement: {why}");
            self.unreported.store(true, Ordering::Release);
        }
        Ok(())
    }

    fn why(&self, expired: &Expired) -> String {
        let why = match (&expired.reason, expired.notice.due) {
            (Some(last), _) if expired.attempts > 0 => Cause::Tried { attempts: expired.attempts, last: last.clone() },
            _ if expired.planned >= expired.notice.expires => Cause::PastWhenPlanned,
            (_, due) if due < self.started => Cause::Away,
            _ => Cause::Behind,
        };
        cause(&self.app.words, &why)
    }

    async fn report(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        for id in self.app.store.unreported().await? {
            let Ok(id) = id.parse::<ConferenceId>() else { continue };
            let report = self.report_notice(&id, now);
            let told = self.app.store.file_report(&id, report.as_ref(), now).await?;
            info!(conference = %id, notices = told.len(), "Some announcements were not posted; the organisers are told.");
        }
        Ok(())
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

/// Until it is recorded, the notice counts as claimed and its channel waits: so this goes on until the store answers.
async fn record(app: &App, claim: &Claim, owner: &str, finished: &Finished) {
    let mut refused = false;
    loop {
        match app.store.finish(claim, owner, finished, app.clock.now(), app.clock.wall()).await {
            Ok(true) => return,
            Ok(false) => return warn!(key = %claim.key, "Another process has taken this notice over."),
            Err(error) if !refused => {
                refused = true;
                error!(key = %claim.key, %error, "What became of a notice cannot be recorded; trying every second.");
            }
            Err(_) => {}
        }
        tokio::time::sleep(LONGEST_SLEEP).await;
    }
}

fn tell(claim: &Claim, finished: &Finished, now: DateTime<Utc>) {
    let key = &claim.key;
    match finished {
        Finished::Delivered { channel, message } => {
            let late_ms = (now - claim.notice.due).num_milliseconds();
            info!(%key, channel, message, late_ms, "Posted.");
        }
        Finished::Missed(reason) => warn!(%key, "Missed an announcement: {reason}"),
        Finished::Failed(reason) => error!(%key, "An announcement was refused: {reason}"),
        Finished::Cancelled(reason) => info!(%key, "Not posted: {reason}."),
        Finished::Again(_, reason) => warn!(%key, attempts = claim.attempts, "Not posted yet: {reason}"),
        Finished::Uncertain(_, reason) => {
            debug!(%key, attempts = claim.attempts, "It is unknown whether this arrived: {reason}");
        }
    }
}
