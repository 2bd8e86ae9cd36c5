//! The one clock: the system's, or one that is shifted, sped up or paused.
//!
//! Everything that asks for the time takes a [`Clock`]; nothing else calls `Utc::now` (held by `clippy.toml`).

use std::sync::Arc;
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

    /// Session time: what talks, notices and people's words are measured in.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.pace.load().now()
    }

    /// The system's wall time, whatever this clock pretends: for what the outside world measures (Discord's nonce
    /// window, leases).
    #[must_use]
    pub fn wall(&self) -> DateTime<Utc> {
        wall_now()
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
        let ahead = (instant - pace.now()).to_std().unwrap_or_default();
        (!pace.paused).then(|| ahead.div_f64(pace.speed))
    }

    /// Sleeps until session time reads `instant`, whatever is done to the clock meanwhile.
    pub async fn sleep_until(&self, instant: DateTime<Utc>) {
        loop {
            let changed = self.changed.notified();
            match self.real_until(instant) {
                Some(Duration::ZERO) => return,
                Some(wait) => {
                    tokio::select! { () = tokio::time::sleep(wait) => {}, () = changed => {} }
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

    fn with(pace: Pace) -> Self {
        Self { pace: Arc::new(ArcSwap::from_pointee(pace)), changed: Arc::new(Notify::new()) }
    }

    fn repace(&self, change: impl Fn(Pace) -> Pace) {
        self.pace.rcu(|pace| change(pace.restarted()));
        self.changed.notify_waiters();
    }
}

impl Pace {
    fn now(&self) -> DateTime<Utc> {
        let passed = match self.real {
            Origin::Wall(since) => wall_now() - since,
            Origin::Monotonic(since) => TimeDelta::from_std(since.elapsed()).unwrap_or(TimeDelta::MAX),
        };
        self.session + scaled(passed, if self.paused { 0.0 } else { self.speed })
    }

    fn restarted(self) -> Self {
        let real = match self.real {
            Origin::Wall(_) => Origin::Wall(wall_now()),
            Origin::Monotonic(_) => Origin::Monotonic(Instant::now()),
        };
        Self { real, session: self.now(), ..self }
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
