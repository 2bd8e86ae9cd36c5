//! Answers: JSON with rate limit headers, and the faulty ones.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, Utc};
use futures_util::stream;
use serde::Serialize;
use serde_json::{Value, json};

use crate::rehearsal::faults::FaultKind;
use crate::rehearsal::rates::{Standing, TooMany};
use crate::rehearsal::refusal::Refusal;

/// What a handler comes to.
pub(super) type Verdict = Result<Reply, Refusal>;

/// An answer that is not yet on the wire.
pub(super) struct Reply {
    pub status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");

impl Reply {
    #[expect(clippy::unnecessary_wraps, reason = "handlers end with it")]
    pub fn json(status: u16, body: &impl Serialize) -> Verdict {
        Ok(Self::of(status, body))
    }

    #[expect(clippy::unnecessary_wraps, reason = "handlers end with it")]
    pub fn nothing() -> Verdict {
        Ok(Self { status: 204, headers: HeaderMap::new(), body: Vec::new() })
    }

    pub fn from_verdict(verdict: Verdict) -> Self {
        verdict.unwrap_or_else(|refusal| Self::refused(&refusal))
    }

    pub fn refused(refusal: &Refusal) -> Self {
        Self::of(refusal.status, &refusal.body())
    }

    /// Discord's 429 for a request that came too soon.
    pub fn too_many(too_many: &TooMany, now: DateTime<Utc>) -> Self {
        let scope = if too_many.global { "global" } else { "user" };
        let reply = Self::limited(too_many.standing.reset_after, too_many.global);
        let mut reply = reply.with("x-ratelimit-scope", scope.to_owned());
        if !too_many.global {
            reply = reply.with_standing(&Standing { remaining: 0, ..too_many.standing }, now);
        }
        reply
    }

    /// The answer that an ordered fault gives instead of ours.
    pub fn faulty(kind: &FaultKind) -> Self {
        match kind {
            FaultKind::TooMany { retry_after } => Self::limited(*retry_after, false),
            FaultKind::TooManyGlobal { retry_after } => Self::limited(*retry_after, true),
            FaultKind::TooManyShared { retry_after } => Self::limited(*retry_after, false)
                .with("x-ratelimit-scope", "shared".to_owned())
                .with("x-ratelimit-bucket", "post-message".to_owned()),
            FaultKind::TooManyBodyOnly { retry_after } => {
                let mut reply = Self::limited(*retry_after, false);
                reply.headers.remove(header::RETRY_AFTER);
                reply
            }
            FaultKind::Cloudflare { retry_after } => {
                let page = b"<!doctype html><title>Access denied | Error 1015</title><p>You are being rate limited";
                let reply = Self { status: 429, headers: HeaderMap::new(), body: page.to_vec() };
                reply.with("retry-after", whole_seconds(*retry_after)).with("content-type", "text/html".to_owned())
            }
            FaultKind::Status(status) => Self::refused(&Refusal::new(*status, 0, &status_words(*status))),
            FaultKind::DropBefore
            | FaultKind::DropAfter
            | FaultKind::Hang
            | FaultKind::Delay(_)
            | FaultKind::Drip(_)
            | FaultKind::Dated(_) => Self::refused(&Refusal::new(500, 0, "500: Internal Server Error")),
        }
    }

    pub fn with_standing(self, standing: &Standing, now: DateTime<Utc>) -> Self {
        let reset_after = standing.reset_after.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit")]
        let now = now.timestamp_millis() as f64 / 1000.0;
        self.with("x-ratelimit-limit", standing.limit.to_string())
            .with("x-ratelimit-remaining", standing.remaining.to_string())
            .with("x-ratelimit-reset", format!("{:.3}", now + reset_after))
            .with("x-ratelimit-reset-after", format!("{reset_after:.3}"))
            .with("x-ratelimit-bucket", standing.bucket.to_owned())
    }

    pub fn dated(self, at: DateTime<Utc>) -> Self {
        self.with("date", at.format("%a, %d %b %Y %H:%M:%S GMT").to_string())
    }

    pub fn into_response(self) -> Response {
        let body = Body::from(self.body);
        respond(self.status, self.headers, body)
    }

    /// The answer a byte at a time, with a pause after each.
    pub fn drip(self, pause: Duration) -> Response {
        let bytes = Bytes::from(self.body);
        let drops = stream::unfold(bytes, move |mut rest| async move {
            if rest.is_empty() {
                return None;
            }
            let drop = rest.split_to(1);
            tokio::time::sleep(pause).await;
            Some((Ok::<_, Infallible>(drop), rest))
        });
        respond(self.status, self.headers, Body::from_stream(drops))
    }

    fn of(status: u16, body: &impl Serialize) -> Self {
        // Values of serde_json always serialise.
        let body = serde_json::to_vec(body).unwrap_or_default();
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, JSON)]);
        Self { status, headers, body }
    }

    fn limited(retry_after: Duration, global: bool) -> Self {
        let message = if global {
            "You are being blocked from accessing our API temporarily due to exceeding our rate \
             limits frequently."
        } else {
            "You are being rate limited."
        };
        let body: Value = json!({"message": message, "retry_after": retry_after.as_secs_f64(), "global": global});
        let reply = Self::of(429, &body).with("retry-after", whole_seconds(retry_after));
        if global { reply.with("x-ratelimit-global", "true".to_owned()) } else { reply }
    }

    fn with(mut self, name: &'static str, value: String) -> Self {
        if let Ok(value) = HeaderValue::try_from(value) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }
}

fn respond(status: u16, headers: HeaderMap, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = headers;
    response
}

/// `Retry-After` in whole seconds, never too few.
fn whole_seconds(duration: Duration) -> String {
    (duration.as_secs() + u64::from(duration.subsec_nanos() > 0)).to_string()
}

fn status_words(status: u16) -> String {
    let words = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    format!("{status}: {}", words.unwrap_or("Error"))
}
