use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter, clock};

use crate::clock::Clock;
use crate::questions::Person;
use crate::schedule::ConferenceId;

/// So many people are remembered before those are forgotten who have been quiet.
const REMEMBERED: usize = 1000;

/// How fast each person asks, in session time.
#[derive(Default)]
pub(super) struct Pace {
    limiters: Mutex<HashMap<ConferenceId, Arc<Limiter>>>,
}

type Limiter = RateLimiter<Person, HashMapStateStore<Person>, SessionTime, NoOpMiddleware<Duration>>;

#[derive(Clone)]
struct SessionTime(Clock);

impl clock::Clock for SessionTime {
    type Instant = Duration;

    fn now(&self) -> Duration {
        (self.0.now() - DateTime::<Utc>::UNIX_EPOCH).to_std().unwrap_or_default()
    }
}

impl Pace {
    /// Counts a question.
    ///
    /// # Errors
    /// The instant from which on the person may ask again, when there were too many within a minute.
    pub(super) fn count(
        &self,
        clock: &Clock,
        conference: &ConferenceId,
        per_minute: u32,
        person: Person,
    ) -> Result<(), DateTime<Utc>> {
        let limiter = self.limiter(clock, conference, per_minute);
        if limiter.len() > REMEMBERED {
            limiter.retain_recent();
        }
        limiter.check_key(&person).map_err(|not_until| {
            let wait = not_until.wait_time_from(clock::Clock::now(&SessionTime(clock.clone())));
            // Whole seconds are shown, and none of them may be too early.
            clock.now() + TimeDelta::from_std(wait).unwrap_or_default() + TimeDelta::seconds(1)
        })
    }

    fn limiter(&self, clock: &Clock, conference: &ConferenceId, per_minute: u32) -> Arc<Limiter> {
        let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
        let limiter = limiters.entry(conference.clone()).or_insert_with(|| {
            let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
            Arc::new(RateLimiter::hashmap_with_clock(quota, SessionTime(clock.clone())))
        });
        Arc::clone(limiter)
    }
}
