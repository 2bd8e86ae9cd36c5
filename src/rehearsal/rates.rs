//! Discord's rate limits: fixed windows a bucket, and one for all requests.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// In what time the windows of the rate limits are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Windows {
    /// Session time: a rehearsal at 60× may send 60 times as fast. A paused clock counts as real time.
    Session,
    /// Real time, as Discord does: for tests of the bot's own limiter.
    Real,
    /// Hardly at all: for stories told with a clock that stands still and is stepped.
    Fleeting,
}

/// A route's limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bucket {
    /// Discord's bucket hash, here a readable word.
    pub name: &'static str,
    /// The channel, guild, webhook that has a window of its own; 0 for none.
    pub major: u64,
    pub limit: u32,
    pub per: Duration,
    /// Whether a request counts towards the bot's 50 a second.
    pub counts_globally: bool,
}

/// How a request stands with its bucket. Times are real.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub limit: u32,
    pub remaining: u32,
    pub reset_after: Duration,
    pub bucket: &'static str,
}

/// A request that came too soon.
#[derive(Clone, Copy, Debug)]
pub(super) struct TooMany {
    pub standing: Standing,
    pub global: bool,
}

/// Discord documents 50 requests a second a bot.
const GLOBAL_LIMIT: u32 = 50;
const GLOBAL_WINDOW: Duration = Duration::from_secs(1);
const MANY_WINDOWS: usize = 4096;

/// The windows that are open.
#[derive(Debug, Default)]
pub(super) struct Rates {
    windows: HashMap<(&'static str, u64), Window>,
    global: Option<Window>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    ends: Instant,
    used: u32,
}

impl Rates {
    /// Counts one request at `now`; time runs `pace` times as fast as real time.
    pub fn take(&mut self, bucket: Bucket, now: Instant, pace: f64) -> Result<Standing, TooMany> {
        if self.windows.len() > MANY_WINDOWS {
            self.windows.retain(|_, window| window.ends > now);
        }
        let window = self.windows.entry((bucket.name, bucket.major)).or_insert(Window { ends: now, used: 0 });
        window.renew(now, bucket.per.div_f64(pace));
        if window.used >= bucket.limit {
            return Err(TooMany { standing: window.standing(&bucket, now), global: false });
        }
        let global = self.global.get_or_insert(Window { ends: now, used: 0 });
        global.renew(now, GLOBAL_WINDOW.div_f64(pace));
        if bucket.counts_globally && global.used >= GLOBAL_LIMIT {
            let reset_after = global.ends - now;
            return Err(TooMany { standing: Standing { reset_after, ..window.standing(&bucket, now) }, global: true });
        }
        window.used += 1;
        global.used += u32::from(bucket.counts_globally);
        Ok(window.standing(&bucket, now))
    }
}

impl Window {
    fn renew(&mut self, now: Instant, length: Duration) {
        if self.ends <= now {
            *self = Self { ends: now + length, used: 0 };
        }
    }

    fn standing(&self, bucket: &Bucket, now: Instant) -> Standing {
        Standing {
            limit: bucket.limit,
            remaining: bucket.limit - self.used,
            reset_after: self.ends.saturating_duration_since(now),
            bucket: bucket.name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGES: Bucket =
        Bucket { name: "post-message", major: 7, limit: 5, per: Duration::from_secs(5), counts_globally: true };

    #[test]
    fn the_sixth_message_in_five_seconds_waits_for_the_window_to_end() {
        let mut rates = Rates::default();
        let start = Instant::now();
        for sent in 1..=5 {
            assert_eq!(rates.take(MESSAGES, start, 1.0).unwrap().remaining, 5 - sent);
        }
        let refused = rates.take(MESSAGES, start + Duration::from_secs(2), 1.0).unwrap_err();
        assert!(!refused.global);
        assert_eq!(refused.standing.reset_after, Duration::from_secs(3));
        assert!(rates.take(Bucket { major: 8, ..MESSAGES }, start, 1.0).is_ok());
        assert!(rates.take(MESSAGES, start + Duration::from_secs(5), 1.0).is_ok());
    }

    #[test]
    fn at_sixty_times_the_speed_a_window_lasts_a_sixtieth() {
        let mut rates = Rates::default();
        let start = Instant::now();
        let standing = rates.take(MESSAGES, start, 60.0).unwrap();
        assert_eq!(standing.reset_after, Duration::from_secs(5) / 60);
    }

    #[test]
    fn the_fifty_first_request_in_a_second_is_refused_globally_unless_exempt() {
        let mut rates = Rates::default();
        let start = Instant::now();
        for channel in 0..50 {
            assert!(rates.take(Bucket { major: channel, ..MESSAGES }, start, 1.0).is_ok());
        }
        assert!(rates.take(Bucket { major: 50, ..MESSAGES }, start, 1.0).unwrap_err().global);
        assert!(rates.take(Bucket { major: 50, counts_globally: false, ..MESSAGES }, start, 1.0).is_ok());
    }
}
