//! The one clock: the system's, one that is shifted, sped up or paused, or one that a simulation moves by hand.
//!
//! Everything that asks for the time takes a [`Clock`]; nothing else calls `Utc::now` (held by `clippy.toml`).

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use arc_swap::ArcSwap;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Notify;
use tokio::time::Instant;

/// A clock that many tasks share; cloning shares it.
#[derive(Clone, Debug)]
pub struct Clock {
    pace: Arc<ArcSwap<Pace>>,
    changed: Arc<Notify>,
    /// By how much the wall time was stepped, in milliseconds.
    wall_step: Arc<AtomicI64>,
    hand: Option<Arc<Hand>>,
}

/// Moves a clock that stands still otherwise. Nothing wakes by itself: who moves the hand polls the sleepers.
#[derive(Debug)]
pub struct Hand {
    wall_ms: AtomicI64,
    passed_ms: AtomicI64,
    sleepers: Mutex<BTreeSet<i64>>,
}

/// How session time follows the system's time since the clock was last set.
#[derive(Clone, Copy, Debug)]
struct Pace {
    real: Origin,
    session: DateTime<Utc>,
    speed: f64,
    paused: bool,
}

#[derive(Clone, Copy, Debug)]
enum Origin {
    /// Follows the system's wall clock, with its steps.
    Wall(DateTime<Utc>),
    /// Follows the monotonic clock: a pretended time has no business with the wall's steps.
    Monotonic(Instant),
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub fn system() -> Self {
        let now = wall_now();
        Self::with(Pace { real: Origin::Wall(now), session: now, speed: 1.0, paused: false })
    }

    /// A clock that reads `start` now and runs `speed` times as fast as the system's.
    #[must_use]
    pub fn pretending(start: DateTime<Utc>, speed: f64) -> Self {
        Self::with(Pace { real: Origin::Monotonic(Instant::now()), session: start, speed, paused: false })
    }

    /// A clock that reads `start`, and its hand: for simulations.
    #[must_use]
    pub fn by_hand(start: DateTime<Utc>) -> (Self, Arc<Hand>) {
        let wall_ms = AtomicI64::new(start.timestamp_millis());
        let hand = Arc::new(Hand { wall_ms, passed_ms: AtomicI64::new(0), sleepers: Mutex::default() });
        let pace = Pace { real: Origin::Wall(start), session: start, speed: 1.0, paused: false };
        (Self { hand: Some(Arc::clone(&hand)), ..Self::with(pace) }, hand)
    }

    /// Session time: what talks, notices and people's words are measured in.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.pace.load().now(self.wall())
    }

    /// The system's wall time, whatever this clock pretends: for what the outside world measures (Discord's nonce
    /// window, leases).
    #[must_use]
    pub fn wall(&self) -> DateTime<Utc> {
        let wall = self.hand.as_ref().map_or_else(wall_now, |hand| hand.wall());
        wall + TimeDelta::milliseconds(self.wall_step.load(Ordering::Relaxed))
    }

    /// Sleeps for so long in real time, whatever is done to this clock or to the wall's.
    pub async fn sleep(&self, duration: Duration) {
        match &self.hand {
            Some(hand) => hand.sleep(duration).await,
            None => tokio::time::sleep(duration).await,
        }
    }

    /// How many seconds of session time pass in one real second; 0 while paused.
    #[must_use]
    pub fn speed(&self) -> f64 {
        let pace = self.pace.load();
        if pace.paused { 0.0 } else { pace.speed }
    }

    /// The speed that [`Clock::play`] goes on with.
    #[must_use]
    pub fn set_speed(&self) -> f64 {
        self.pace.load().speed
    }

    /// How long to sleep, in real time, until session time reads `instant`; `None` while paused.
    #[must_use]
    pub fn real_until(&self, instant: DateTime<Utc>) -> Option<Duration> {
        let pace = self.pace.load();
        let ahead = (instant - pace.now(self.wall())).to_std().unwrap_or_default();
        (!pace.paused).then(|| ahead.div_f64(pace.speed))
    }

    /// Sleeps until session time reads `instant`, whatever is done to the clock meanwhile.
    pub async fn sleep_until(&self, instant: DateTime<Utc>) {
        loop {
            let changed = self.changed.notified();
            // A clock that stands still may stand beyond the instant.
            if self.now() >= instant {
                return;
            }
            match self.real_until(instant) {
                Some(Duration::ZERO) => return,
                Some(wait) => {
                    tokio::select! { () = self.sleep(wait) => {}, () = changed => {} }
                }
                None => changed.await,
            }
        }
    }

    /// Completes when the clock's speed is changed, or it is paused, resumed or stepped. A change between this call and
    /// the first poll of what it gives counts too, so a caller may take it first and read the clock after.
    pub fn changed(&self) -> impl Future<Output = ()> + Send + '_ {
        self.changed.notified()
    }

    /// Runs `speed` times as fast from now on. A paused clock stays paused.
    pub fn run_at(&self, speed: f64) {
        self.repace(|pace| Pace { speed, ..pace });
    }

    /// Stops session time.
    pub fn pause(&self) {
        self.repace(|pace| Pace { paused: true, ..pace });
    }

    /// Lets session time go on.
    pub fn play(&self) {
        self.repace(|pace| Pace { paused: false, ..pace });
    }

    /// Steps session time by `step`, as a wall clock does that is set anew.
    pub fn step(&self, step: TimeDelta) {
        self.repace(|pace| Pace { session: pace.session + step, ..pace });
    }

    /// Steps the wall time, as the system's does that is set anew. Session time that follows it steps along.
    pub fn step_wall(&self, step: TimeDelta) {
        self.wall_step.fetch_add(step.num_milliseconds(), Ordering::Relaxed);
        self.changed.notify_waiters();
    }

    fn with(pace: Pace) -> Self {
        Self {
            pace: Arc::new(ArcSwap::from_pointee(pace)),
            changed: Arc::new(Notify::new()),
            wall_step: Arc::default(),
            hand: None,
        }
    }

    fn repace(&self, change: impl Fn(Pace) -> Pace) {
        let wall = self.wall();
        self.pace.rcu(|pace| change(pace.restarted(wall)));
        self.changed.notify_waiters();
    }
}

impl Hand {
    /// Lets time pass.
    pub fn pass(&self, by: TimeDelta) {
        self.passed_ms.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
        self.step(by);
    }

    /// Steps the wall clock without any time passing, as one does that is set anew.
    pub fn step(&self, by: TimeDelta) {
        self.wall_ms.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }

    /// How long it is until the next sleeper wakes, if anyone sleeps.
    #[must_use]
    pub fn until_next_wake(&self) -> Option<TimeDelta> {
        let passed = self.passed_ms.load(Ordering::Relaxed);
        let mut sleepers = self.sleepers.lock().ok()?;
        *sleepers = sleepers.split_off(&(passed + 1));
        sleepers.first().map(|wake| TimeDelta::milliseconds(wake - passed))
    }

    fn wall(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.wall_ms.load(Ordering::Relaxed)).unwrap_or_default()
    }

    async fn sleep(&self, duration: Duration) {
        let milliseconds = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        let wake = self.passed_ms.load(Ordering::Relaxed).saturating_add(milliseconds);
        if let Ok(mut sleepers) = self.sleepers.lock() {
            sleepers.insert(wake);
        }
        poll_fn(|_| if self.passed_ms.load(Ordering::Relaxed) >= wake { Poll::Ready(()) } else { Poll::Pending }).await;
    }
}

impl Pace {
    fn now(&self, wall: DateTime<Utc>) -> DateTime<Utc> {
        let passed = match self.real {
            Origin::Wall(since) => wall - since,
            Origin::Monotonic(since) => TimeDelta::from_std(since.elapsed()).unwrap_or(TimeDelta::MAX),
        };
        self.session + scaled(passed, if self.paused { 0.0 } else { self.speed })
    }

    fn restarted(self, wall: DateTime<Utc>) -> Self {
        let real = match self.real {
            Origin::Wall(_) => Origin::Wall(wall),
            Origin::Monotonic(_) => Origin::Monotonic(Instant::now()),
        };
        Self { real, session: self.now(wall), ..self }
    }
}

fn scaled(passed: TimeDelta, speed: f64) -> TimeDelta {
    if (speed - 1.0).abs() < f64::EPSILON {
        return passed;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "microseconds of days fit")]
    let microseconds = (passed.num_microseconds().unwrap_or(i64::MAX) as f64 * speed) as i64;
    TimeDelta::microseconds(microseconds)
}

#[expect(clippy::disallowed_methods, reason = "the only caller")]
fn wall_now() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_clock_that_stands_still_beyond_an_instant_is_not_waited_for() {
        let start = DateTime::<Utc>::UNIX_EPOCH;
        let clock = Clock::pretending(start, 60.0);
        clock.pause();
        let waited = tokio::time::timeout(Duration::from_secs(5), clock.sleep_until(start)).await;
        assert!(waited.is_ok(), "the instant had passed");
    }
}
