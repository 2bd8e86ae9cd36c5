use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use governor::clock::DefaultClock;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use reqwest::header::HeaderMap;
use twilight_http_ratelimiting::{Endpoint, Method, Permit, RateLimitHeaders, RateLimiter as Buckets};

/// Discord allows a bot 50 requests a second; the rest is for what others do with the same token.
const REQUESTS_A_SECOND: NonZeroU32 = NonZeroU32::new(45).expect("not zero");
const BURST: NonZeroU32 = NonZeroU32::new(5).expect("not zero");

/// Keeps requests within Discord's limits before they are sent: one bucket for all, and one a route as the response
/// headers teach.
pub(super) struct Limits {
    all: RateLimiter<NotKeyed, InMemoryState, DefaultClock>,
    routes: Buckets,
}

impl Limits {
    /// Must be called within a tokio runtime: the route buckets keep a task.
    pub(super) fn new() -> Self {
        let quota = Quota::per_second(REQUESTS_A_SECOND).allow_burst(BURST);
        // Its own global limit is off: ours stands before it.
        Self { all: RateLimiter::direct(quota), routes: Buckets::new(u16::MAX) }
    }

    /// Waits until a request to `path` (without a leading slash) may be sent. The permit takes the answer's headers.
    pub(super) async fn admit(&self, method: &reqwest::Method, path: &str) -> Permit {
        let permit = self.routes.acquire(Endpoint { method: method_of(method), path: path.to_owned() }).await;
        self.all.until_ready().await;
        permit
    }
}

/// What Discord says about the bucket in an answer; `None` where it says nothing.
pub(super) fn bucket(headers: &HeaderMap, received: Instant) -> Option<RateLimitHeaders> {
    let text = |name| headers.get(name)?.to_str().ok();
    let reset_after: f64 = text(RateLimitHeaders::RESET_AFTER)?.parse().ok()?;
    let reset_after = Duration::try_from_secs_f64(reset_after).ok()?;
    Some(RateLimitHeaders {
        bucket: text(RateLimitHeaders::BUCKET)?.as_bytes().to_vec(),
        limit: text(RateLimitHeaders::LIMIT)?.parse().ok()?,
        remaining: text(RateLimitHeaders::REMAINING)?.parse().ok()?,
        reset_at: received + reset_after,
    })
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
