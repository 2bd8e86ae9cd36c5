use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::clock::DefaultClock;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use tokio::time::{Instant, sleep_until, timeout_at};
use twilight_http_ratelimiting::{Endpoint, Method, Permit, RateLimiter as Buckets};

/// Discord allows a bot 50 requests a second; the rest is for what others do with the same token.
const REQUESTS_A_SECOND: NonZeroU32 = NonZeroU32::new(45).expect("not zero");
const BURST: NonZeroU32 = NonZeroU32::new(5).expect("not zero");
/// What must wait longer goes back to where it came from: it may be decided anew there, and no claim grows old meanwhile.
/// A channel's own limit is over after five seconds.
const LONGEST_WAIT: Duration = Duration::from_secs(6);
/// When to come again if nobody says.
const COME_AGAIN: Duration = Duration::from_secs(1);

/// Keeps requests within Discord's limits before they are sent: one bucket for all, and one a route as the response
/// headers teach.
pub(super) struct Limits {
    all: RateLimiter<NotKeyed, InMemoryState, DefaultClock>,
    /// Whoever waits for `all`, in the order in which they came: governor lets those who wait try again at random, and one of
    /// them may wait for seconds while others pass.
    queue: tokio::sync::Mutex<()>,
    routes: Buckets,
    /// Until then Discord wants to hear nothing at all.
    held: Mutex<Instant>,
}

impl Limits {
    /// Must be called within a tokio runtime: the route buckets keep a task.
    pub(super) fn new() -> Self {
        let quota = Quota::per_second(REQUESTS_A_SECOND).allow_burst(BURST);
        // Its own global limit is off: ours stands before it.
        Self {
            all: RateLimiter::direct(quota),
            queue: tokio::sync::Mutex::default(),
            routes: Buckets::new(u16::MAX),
            held: Mutex::new(Instant::now()),
        }
    }

    /// Waits until a request to `path` (without a leading slash) may be sent. The permit takes the answer's headers; one
    /// that is dropped counts as never used.
    ///
    /// # Errors
    /// When that would take too long: after how long to come again.
    pub(super) async fn admit(&self, method: &reqwest::Method, path: &str) -> Result<Permit, Duration> {
        let patience = Instant::now() + LONGEST_WAIT;
        let endpoint = Endpoint { method: method_of(method), path: path.to_owned() };
        let permit = timeout_at(patience, self.routes.acquire(endpoint)).await.map_err(|_| COME_AGAIN)?;
        let _first = timeout_at(patience, self.queue.lock()).await.map_err(|_| COME_AGAIN)?;
        loop {
            let held = self.held_until();
            if held > patience {
                return Err(held - Instant::now());
            }
            sleep_until(held).await;
            timeout_at(patience, self.all.until_ready()).await.map_err(|_| COME_AGAIN)?;
            // While this one waited, another may have been told that all must wait.
            if self.held_until() <= Instant::now() {
                return Ok(permit);
            }
        }
    }

    /// Sends nothing for so long, whatever it is.
    pub(super) fn hold(&self, pause: Duration) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        *held = (*held).max(Instant::now() + pause);
    }

    fn held_until(&self) -> Instant {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn method_of(method: &reqwest::Method) -> Method {
    match *method {
        reqwest::Method::POST => Method::Post,
        reqwest::Method::PATCH => Method::Patch,
        reqwest::Method::PUT => Method::Put,
        reqwest::Method::DELETE => Method::Delete,
        _ => Method::Get,
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;

    use super::*;

    async fn waited(limits: &Limits, path: &str) -> Option<Duration> {
        let began = Instant::now();
        let permit = limits.admit(&reqwest::Method::POST, path).await.ok()?;
        permit.complete(None);
        Some(began.elapsed())
    }

    #[tokio::test]
    async fn a_global_limit_holds_every_lane() {
        let limits = Limits::new();
        assert!(waited(&limits, "channels/1/messages").await.unwrap() < Duration::from_millis(100));
        limits.hold(Duration::from_millis(300));
        let (one, other) = tokio::join!(waited(&limits, "channels/1/messages"), waited(&limits, "users/@me/channels"));
        assert!(one.unwrap() >= Duration::from_millis(290) && other.unwrap() >= Duration::from_millis(290));
    }

    #[tokio::test]
    async fn what_would_wait_too_long_is_given_back_at_once() {
        let limits = Limits::new();
        limits.hold(Duration::from_mins(1));
        limits.hold(Duration::from_secs(1));
        let again = limits.admit(&reqwest::Method::POST, "channels/1/messages").await.unwrap_err();
        assert!(again > Duration::from_secs(59) && again <= Duration::from_mins(1));
    }

    #[tokio::test]
    async fn who_comes_first_is_served_first() {
        let (limits, served) = (Limits::new(), Mutex::new(Vec::new()));
        join_all((0..40).map(|number| {
            let (limits, served) = (&limits, &served);
            async move {
                waited(limits, &format!("channels/{number}/messages")).await.unwrap();
                served.lock().unwrap().push(number);
            }
        }))
        .await;
        assert_eq!(served.into_inner().unwrap(), (0..40).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_permit_that_is_dropped_blocks_nobody() {
        let limits = Limits::new();
        drop(limits.admit(&reqwest::Method::POST, "channels/1/messages").await.unwrap());
        assert!(waited(&limits, "channels/1/messages").await.is_some());
    }
}
