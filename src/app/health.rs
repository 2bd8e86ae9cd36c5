use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use crate::schedule::ConferenceId;

/// Upper bounds of the classes of lateness, in seconds.
pub const LATENESS_CLASSES: [f64; 8] = [0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0];

/// What the parts of talkbell tell about themselves while they run. In memory: it begins anew with each start.
#[derive(Debug)]
pub struct Health {
    started: Instant,
    vitals: Mutex<Vitals>,
}

#[derive(Debug, Default)]
struct Vitals {
    beat: Option<Instant>,
    looked: Option<DateTime<Utc>>,
    outbox: Option<String>,
    gateway: Link,
    programmes: BTreeMap<ConferenceId, Programme>,
    deliveries: Deliveries,
}

#[derive(Debug, Default)]
struct Link {
    connected: bool,
    /// Since when it is away; `None` from the start.
    lost: Option<Instant>,
}

/// How the reading of a programme went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programme {
    /// Wall time at which it was last read and usable.
    pub read: Option<DateTime<Utc>>,
    /// Why the last attempt failed, if it did.
    pub trouble: Option<String>,
}

/// How deliveries went since the start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deliveries {
    /// Attempts that came to an end of whatever kind.
    pub attempts: u64,
    /// Those that ended delivered.
    pub delivered: u64,
    /// Delivered ones by lateness: not cumulative, one count a class of [`LATENESS_CLASSES`], and one above all.
    pub by_lateness: [u64; LATENESS_CLASSES.len() + 1],
    /// All lateness together, in seconds of session time.
    pub lateness_seconds: f64,
}

impl Default for Health {
    fn default() -> Self {
        Self { started: Instant::now(), vitals: Mutex::default() }
    }
}

impl Health {
    /// The dispatcher has gone round once more.
    pub fn beat(&self) {
        self.vitals().beat = Some(Instant::now());
    }

    /// How long ago the dispatcher went round last; since the start if it never did.
    #[must_use]
    pub fn since_beat(&self) -> Duration {
        self.vitals().beat.unwrap_or(self.started).elapsed()
    }

    /// Whether the dispatcher has gone round at all.
    #[must_use]
    pub fn has_beaten(&self) -> bool {
        self.vitals().beat.is_some()
    }

    /// The dispatcher looks at what is due at `now`, in session time.
    pub fn looks(&self, now: DateTime<Utc>) {
        self.vitals().looked = Some(now);
    }

    /// Session time of the dispatcher's last look.
    #[must_use]
    pub fn last_look(&self) -> Option<DateTime<Utc>> {
        self.vitals().looked
    }

    /// What kept the dispatcher from its outbox this time, if anything did.
    pub fn outbox(&self, trouble: Option<String>) {
        self.vitals().outbox = trouble;
    }

    /// What keeps the dispatcher from its outbox, if anything does.
    #[must_use]
    pub fn outbox_trouble(&self) -> Option<String> {
        self.vitals().outbox.clone()
    }

    /// The gateway's connection came or went.
    pub fn gateway(&self, connected: bool) {
        let link = &mut self.vitals().gateway;
        let was_lost = link.lost.filter(|_| !link.connected);
        let lost = (!connected).then(|| was_lost.unwrap_or_else(Instant::now));
        *link = Link { connected, lost };
    }

    /// How long the gateway has been away; `None` while it is there.
    #[must_use]
    pub fn gateway_away(&self) -> Option<Duration> {
        let vitals = self.vitals();
        (!vitals.gateway.connected).then(|| vitals.gateway.lost.unwrap_or(self.started).elapsed())
    }

    /// A programme was read and is usable.
    pub fn programme_read(&self, conference: &ConferenceId, wall: DateTime<Utc>) {
        self.vitals().programmes.insert(conference.clone(), Programme { read: Some(wall), trouble: None });
    }

    /// A programme could not be read or used.
    pub fn programme_failed(&self, conference: &ConferenceId, why: String) {
        self.vitals().programmes.entry(conference.clone()).or_default().trouble = Some(why);
    }

    /// Whether the last attempt to read a programme failed.
    #[must_use]
    pub fn is_unread(&self, conference: &ConferenceId) -> bool {
        self.vitals().programmes.get(conference).is_some_and(|programme| programme.trouble.is_some())
    }

    /// How the reading of each programme went last.
    #[must_use]
    pub fn programmes(&self) -> BTreeMap<ConferenceId, Programme> {
        self.vitals().programmes.clone()
    }

    /// An attempt ended; `late` is how late it was, if it was delivered.
    pub fn attempted(&self, late: Option<TimeDelta>) {
        let deliveries = &mut self.vitals().deliveries;
        deliveries.attempts += 1;
        let Some(late) = late else { return };
        let seconds = late.as_seconds_f64().max(0.0);
        let class = LATENESS_CLASSES.iter().take_while(|bound| seconds > **bound).count();
        deliveries.delivered += 1;
        deliveries.by_lateness[class] += 1;
        deliveries.lateness_seconds += seconds;
    }

    /// How deliveries went since the start.
    #[must_use]
    pub fn deliveries(&self) -> Deliveries {
        self.vitals().deliveries.clone()
    }

    fn vitals(&self) -> MutexGuard<'_, Vitals> {
        self.vitals.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lateness_falls_into_its_class() {
        let health = Health::default();
        for milliseconds in [-300, 0, 500, 501, 59_999, 60_000, 60_001, 900_000] {
            health.attempted(Some(TimeDelta::milliseconds(milliseconds)));
        }
        health.attempted(None);
        let deliveries = health.deliveries();
        assert_eq!(deliveries.by_lateness, [3, 1, 0, 0, 0, 0, 2, 1, 1]);
        assert_eq!((deliveries.attempts, deliveries.delivered), (9, 8));
        assert!((deliveries.lateness_seconds - 1081.001).abs() < 1e-6);
    }

    #[test]
    fn a_gateway_that_is_lost_again_and_again_is_away_since_the_first_time() {
        let health = Health::default();
        health.gateway(true);
        assert_eq!(health.gateway_away(), None);
        health.gateway(false);
        let real_time_passes = Duration::from_millis(2);
        std::thread::sleep(real_time_passes);
        health.gateway(false);
        assert!(health.gateway_away() >= Some(real_time_passes), "the second loss does not begin anew");
    }
}
