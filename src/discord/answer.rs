//! What an answer of Discord's says, in headers and body.

use std::time::{Duration, Instant};

use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::Deserialize;
use twilight_http_ratelimiting::RateLimitHeaders;

use super::rest_error::{RestError, Scope, broken};

/// An answer larger than this is not Discord's. 100 messages of the greatest length are below it.
const LARGEST_ANSWER: usize = 8 * 1024 * 1024;
/// When to come again if a 429 does not say.
const COME_AGAIN: Duration = Duration::from_secs(1);

/// What the headers say; the body may still be under way.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) status: StatusCode,
    pub(super) bucket: Option<RateLimitHeaders>,
    retry_after: Option<Duration>,
    /// Only a 429 has one.
    scope: Option<Scope>,
}

#[derive(Deserialize, Default)]
struct ErrorBody {
    #[serde(default)]
    code: u32,
    #[serde(default)]
    message: String,
    #[serde(default)]
    retry_after: Option<f64>,
    #[serde(default)]
    global: bool,
    #[serde(default)]
    errors: Option<serde_json::Value>,
}

impl Head {
    pub(super) fn of(response: &Response, received: Instant) -> Self {
        let headers = response.headers();
        let retry_after = text(headers, RETRY_AFTER.as_str()).and_then(seconds);
        let scope = match text(headers, RateLimitHeaders::SCOPE) {
            _ if text(headers, "x-ratelimit-global").is_some() => Some(Scope::Global),
            Some("global") => Some(Scope::Global),
            Some("shared") => Some(Scope::Shared),
            Some(_) => Some(Scope::Route),
            None => None,
        };
        let scope = scope.filter(|_| response.status() == StatusCode::TOO_MANY_REQUESTS);
        let bucket = match (scope, text(headers, RateLimitHeaders::BUCKET), retry_after) {
            // The route has its own requests left, and yet may not be used: no bucket of ours is to blame.
            (Some(Scope::Shared), Some(bucket), Some(pause)) => {
                let pause = u16::try_from(pause.as_secs() + 1).unwrap_or(u16::MAX);
                Some(RateLimitHeaders::shared(bucket.as_bytes().to_vec(), pause))
            }
            _ => bucket(headers, received),
        };
        Self { status: response.status(), bucket, retry_after, scope }
    }

    /// Whether a 429 came because others use the same thing.
    pub(super) fn is_shared(&self) -> bool {
        self.scope == Some(Scope::Shared)
    }

    /// The body of a good answer, or what a bad one means.
    pub(super) async fn read(self, mut response: Response) -> Result<Vec<u8>, RestError> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| RestError::Broken(broken(&error)))? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(RestError::Unreadable(format!("it is longer than {LARGEST_ANSWER} bytes")));
            }
            body.extend_from_slice(&chunk);
        }
        if self.status.is_success() {
            return Ok(body);
        }
        let error: Option<ErrorBody> = serde_json::from_slice(&body).ok();
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            return Err(self.limited(error));
        }
        let error = error.unwrap_or_default();
        let fields = error.errors.map(|errors| format!(" {errors}")).unwrap_or_default();
        Err(RestError::Refused { status: self.status, code: error.code, message: error.message + &fields })
    }

    fn limited(&self, error: Option<ErrorBody>) -> RestError {
        let said = error.as_ref().and_then(|error| Duration::try_from_secs_f64(error.retry_after?).ok());
        let scope = match (self.scope, error) {
            (Some(scope), _) => scope,
            // Cloudflare answers with a page instead of JSON, and shuts out the address, not the route.
            (None, None) => Scope::Global,
            (None, Some(error)) if error.global => Scope::Global,
            (None, Some(_)) => Scope::Route,
        };
        RestError::Limited { retry_after: said.or(self.retry_after).unwrap_or(COME_AGAIN), scope }
    }
}

/// What Discord says about the bucket; `None` where it says nothing.
fn bucket(headers: &HeaderMap, received: Instant) -> Option<RateLimitHeaders> {
    Some(RateLimitHeaders {
        bucket: text(headers, RateLimitHeaders::BUCKET)?.as_bytes().to_vec(),
        limit: text(headers, RateLimitHeaders::LIMIT)?.parse().ok()?,
        remaining: text(headers, RateLimitHeaders::REMAINING)?.parse().ok()?,
        reset_at: received + text(headers, RateLimitHeaders::RESET_AFTER).and_then(seconds)?,
    })
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn seconds(text: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(text.parse().ok()?).ok()
}
