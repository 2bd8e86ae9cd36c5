use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::{Either, select};
use tokio::sync::Semaphore;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;
use tracing::{debug, error, info, warn};

use super::delivery::{deliver, put_off, uncertain};
use super::leases::Leases;
use super::{App, Chat, Outbox};
use crate::announce::NoticeKind;
use crate::store::{Bar, Claim, Finished, Store, StoreError};

/// The clock is read again at least this often, so that a step of it or a suspended machine corrects itself.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);
/// Notices that are being posted at once: enough to use Discord's 50 requests a second at answers of half a second, few
/// enough that a moderator's reminder never waits behind many others.
const AT_ONCE: usize = 32;
/// Of these, at most so many are for single persons: hundreds may want to be reminded of one talk, and neither a channel
/// nor a moderator waits for that. Together with the requests that open direct messages it is about 10 a second.
const PERSONAL_AT_ONCE: usize = 4;
/// How long a stop waits for what is being posted. What is not answered by then is found out at the next start.
const LAST_WAIT: Duration = Duration::from_millis(1200);
/// So long before it is due a notice is claimed, in real time: a claim waits for the disk, which may take its time, and
/// the audience should not.
const HEAD_START: Duration = Duration::from_millis(250);
/// How long one attempt may take, with all its requests. Well below [`super::leases::LEASE`], so that nothing of it is still
/// on its way when another process takes the notice over.
const PATIENCE: Duration = Duration::from_secs(20);

/// The one loop that delivers the outbox.
///
/// [`Dispatcher::run`] is its shell: it sleeps, spawns and wakes. What it decides is in [`Dispatcher::step`] and
/// [`Dispatcher::post`], which a simulation drives by hand.
pub struct Dispatcher<C, O = Store> {
    pub(super) app: Arc<App<O>>,
    chat: Arc<C>,
    owner: String,
    pub(super) started: DateTime<Utc>,
    /// Session time of the last look, and since when there was no gap between looks, in milliseconds.
    pub(super) looked: AtomicI64,
    pub(super) awake_since: AtomicI64,
    /// Whether the channels that are switched off were given another chance at this start.
    pub(super) probed: AtomicBool,
    leases: Leases,
}

/// How many notices can be taken up.
#[derive(Clone, Copy, Debug)]
struct Room {
    all: usize,
    personal: usize,
}

/// What one step found.
#[derive(Debug)]
pub struct Stepped {
    /// What is to be posted now, each by a [`Dispatcher::post`] of its own.
    pub claims: Vec<Claim>,
    /// Session time at which the next notice falls due.
    pub next: Option<DateTime<Utc>>,
    /// Every notice in the outbox has come to its end.
    pub settled: bool,
}

impl<C: Chat, O: Outbox> Dispatcher<C, O> {
    /// A dispatcher that claims in the name of `owner`, which no other process uses.
    #[must_use]
    pub fn new(app: Arc<App<O>>, chat: Arc<C>, owner: String) -> Self {
        let started = app.clock.now();
        let awake = started.timestamp_millis();
        let (looked, awake_since) = (AtomicI64::new(awake), AtomicI64::new(awake));
        Self {
            app,
            chat,
            owner,
            started,
            looked,
            awake_since,
            probed: AtomicBool::new(false),
            leases: Leases::default(),
        }
    }

    /// In whose name it claims.
    #[must_use]
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// Takes over what an earlier process of ours left: it is known to be gone, so its claims count as abandoned at once.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn take_over(&self) -> Result<(), StoreError> {
        let abandoned = self.app.store.recover(&self.owner).await?;
        if abandoned > 0 {
            info!(abandoned, "An earlier run ended while posting; finding out what arrived.");
        }
        Ok(())
    }

    /// Delivers until `stop`, then waits briefly for what is under way.
    pub async fn run(&self, stop: CancellationToken) {
        let mut posting = JoinSet::new();
        let persons = Arc::new(Semaphore::new(PERSONAL_AT_ONCE));
        let mut store_answers = true;
        while !stop.is_cancelled() {
            self.app.health.beat();
            let paced = self.app.clock.changed();
            let early = self.head_start();
            let room = Room { all: AT_ONCE.saturating_sub(posting.len()), personal: persons.available_permits() };
            let stepped = self.step_early(room, early).await;
            self.app.health.outbox(stepped.as_ref().err().map(ToString::to_string));
            if let Err(error) = &stepped
                && store_answers
            {
                error!(%error, "The outbox cannot be read; trying again every second. Nothing is posted meanwhile.");
            }
            if stepped.is_ok() && !store_answers {
                info!("The outbox can be read again.");
            }
            store_answers = stepped.is_ok();
            let wait = stepped.map_or(LONGEST_SLEEP, |stepped| self.spawn(stepped, early, &persons, &mut posting));
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.app.outbox_changed.notified() => {}
                () = paced => {}
                () = self.app.clock.sleep(wait) => {}
                Some(ended) = posting.join_next() => self.wake_later(ended),
            }
        }
        let rest = async { while posting.join_next().await.is_some() {} };
        if tokio::time::timeout(LAST_WAIT, rest).await.is_err() {
            warn!("Stopped while Discord had not answered; the next start finds out what arrived.");
        }
    }

    /// Takes up what is due now, at most `room` notices.
    ///
    /// # Errors
    /// When the store does not answer. What was claimed in vain is given up when its lease is over.
    pub async fn step(&self, room: usize) -> Result<Stepped, StoreError> {
        self.step_early(Room { all: room, personal: room }, TimeDelta::zero()).await
    }

    /// As [`Dispatcher::step`], with what falls due within `early` of session time.
    async fn step_early(&self, room: Room, early: TimeDelta) -> Result<Stepped, StoreError> {
        let (now, wall) = (self.app.clock.now(), self.app.clock.wall());
        let until = now + early;
        self.wake(now).await?;
        self.app.plan_overdue().await?;
        let open = self.app.store.open_claims().await?;
        for abandoned in self.leases.run_out(&open, &self.owner, wall) {
            self.app.store.give_up(&abandoned).await?;
        }
        self.miss_expired(now).await?;
        self.tell_of_channels(now).await?;
        self.report(now).await?;
        let next = self.app.store.next_due(until).await?;
        let settled = next.is_none() && self.app.store.open_until().await?.is_none();
        // Last: what is claimed must not be dropped because another question failed.
        let mut claims = match room.all {
            0 => Vec::new(),
            all => self.app.store.claim_early(&self.owner, now, until, wall, all).await?,
        };
        let personal = room.personal.min(room.all - claims.len());
        if personal > 0 {
            match self.app.store.claim_personal(&self.owner, now, wall, personal).await {
                Ok(more) => claims.extend(more),
                Err(error) => warn!(%error, "Personal reminders cannot be taken up now."),
            }
        }
        Ok(Stepped { claims, next, settled })
    }

    /// Posts a claimed notice and records how that ended. Gives the wall time at which it is to be tried again, if it is.
    pub fn post(&self, claim: Claim) -> impl Future<Output = Option<DateTime<Utc>>> + Send + use<C, O> {
        let (app, chat) = (Arc::clone(&self.app), Arc::clone(&self.chat));
        let owner = self.owner.clone();
        async move {
            let finished = attempt(&app, &*chat, &claim).await;
            let delivered = matches!(finished, Finished::Delivered { .. });
            app.health.attempted(delivered.then(|| app.clock.now() - claim.notice.due));
            tell(&claim, &finished, app.clock.now());
            record(&app, &claim, &owner, &finished).await;
            if delivered && claim.notice.kind == NoticeKind::Panel {
                app.panels_due.notify_one();
            }
            app.look_at(&claim.notice, &finished);
            match finished {
                Finished::Again(retry, _) | Finished::Uncertain(retry, _) => Some(retry),
                _ => None,
            }
        }
    }

    /// Spawns what was claimed, and says how long to sleep.
    fn spawn(
        &self,
        stepped: Stepped,
        early: TimeDelta,
        persons: &Arc<Semaphore>,
        posting: &mut JoinSet<Option<DateTime<Utc>>>,
    ) -> Duration {
        for claim in stepped.claims {
            let (clock, due) = (self.app.clock.clone(), claim.notice.due);
            let place = if claim.notice.is_personal() { Arc::clone(persons).try_acquire_owned().ok() } else { None };
            let post = self.post(claim);
            posting.spawn(async move {
                let _place = place;
                // A clock that is paused or set back meanwhile is not waited for: then the notice is put off.
                let _ = tokio::time::timeout(LONGEST_SLEEP, clock.sleep_until(due)).await;
                post.await
            });
        }
        let settled = stepped.settled && posting.is_empty();
        self.app.settled.send_if_modified(|known| std::mem::replace(known, settled) != settled);
        let until_next = stepped.next.and_then(|due| self.app.clock.real_until(due - early));
        until_next.map_or(LONGEST_SLEEP, |wait| wait.min(LONGEST_SLEEP))
    }

    /// In session time. None while the clock is paused, or driven by hand.
    fn head_start(&self) -> TimeDelta {
        let passes = HEAD_START.mul_f64(self.app.clock.speed());
        TimeDelta::from_std(passes).unwrap_or_default()
    }

    fn wake_later(&self, ended: Result<Option<DateTime<Utc>>, JoinError>) {
        let retry = ended.unwrap_or_else(|error| {
            error!(%error, "Posting a notice broke off; it is found out later whether it arrived.");
            None
        });
        let Some(retry) = retry else { return };
        let app = Arc::clone(&self.app);
        let pause = (retry - app.clock.wall()).to_std().unwrap_or_default();
        tokio::spawn(async move {
            app.clock.sleep(pause).await;
            app.announce_change();
        });
    }
}

async fn attempt<C: Chat, O: Outbox>(app: &App<O>, chat: &C, claim: &Claim) -> Finished {
    let delivered = pin!(deliver(app, chat, claim));
    let impatient = pin!(app.clock.sleep(PATIENCE));
    match select(delivered, impatient).await {
        Either::Left((finished, _)) => finished.unwrap_or_else(|error| put_off(app, claim, None, error.to_string())),
        Either::Right(_) => {
            let reason = format!("No end within {} s.", PATIENCE.as_secs());
            uncertain(app, claim, None, reason)
        }
    }
}

/// Until it is recorded, the notice counts as claimed and its channel waits: so this goes on until the store answers.
async fn record<O: Outbox>(app: &App<O>, claim: &Claim, owner: &str, finished: &Finished) {
    let mut refused = false;
    loop {
        match app.store.finish(claim, owner, finished, app.clock.now()).await {
            Ok(true) => return,
            Ok(false) => return warn!(key = %claim.key, "Another process has taken this notice over."),
            Err(error) if !refused => {
                refused = true;
                error!(key = %claim.key, %error, "What became of a notice cannot be recorded; trying every second.");
            }
            Err(_) => {}
        }
        app.clock.sleep(LONGEST_SLEEP).await;
    }
}

fn tell(claim: &Claim, finished: &Finished, now: DateTime<Utc>) {
    let key = &claim.key;
    match finished {
        Finished::Delivered { channel, message, .. } => {
            let late_ms = (now - claim.notice.due).num_milliseconds();
            info!(%key, channel, message, late_ms, "Posted.");
        }
        Finished::Missed(reason) => warn!(%key, "Missed an announcement: {reason}"),
        Finished::Failed(reason) | Finished::Barred(Bar { reason, .. }) => {
            error!(%key, "An announcement was refused: {reason}");
        }
        Finished::Cancelled(reason) => info!(%key, "Not posted: {reason}."),
        Finished::Again(_, reason) => warn!(%key, attempts = claim.attempts, "Not posted yet: {reason}"),
        Finished::Uncertain(_, reason) => {
            debug!(%key, attempts = claim.attempts, "It is unknown whether this arrived: {reason}");
        }
    }
}
