use std::time::{Duration, Instant};

use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serenity::http::{LightMethod, Request, Route};

use super::limits::{Limits, bucket};

/// Discord answers in well under a second; what takes ten will not come.
const TIMEOUT: Duration = Duration::from_secs(10);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// An answer larger than this is not Discord's. 100 messages of the greatest length are below it.
const LARGEST_ANSWER: usize = 8 * 1024 * 1024;

/// Discord's REST API, with our own limits, timeouts and errors around serenity's routes.
pub struct Rest {
    client: Client,
    token: SecretString,
    api_url: String,
    limits: Limits,
}

/// The HTTP client cannot be built: a broken TLS installation, most likely.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be built: {0}")]
pub struct UnusableClient(#[from] reqwest::Error);

/// Why a request has no good answer.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// No connection came about, so Discord never saw the request.
    #[error("{api_url} cannot be reached: {why}")]
    Unreachable {
        /// Where Discord should be.
        api_url: String,
        /// What the network says.
        why: String,
    },
    /// The request was sent, and no (whole) answer came.
    #[error("the connection broke before Discord's answer was there: {0}")]
    Broken(String),
    /// Discord wants to be left alone for a while.
    #[error("Discord's rate limit was met; it may be tried again in {:.1} s", retry_after.as_secs_f64())]
    Limited {
        /// For how long.
        retry_after: Duration,
    },
    /// Discord refused.
    #[error("Discord answered {status}{}", detail(*code, message))]
    Refused {
        /// The HTTP status.
        status: StatusCode,
        /// Discord's own code, 0 where it gives none.
        code: u32,
        /// Discord's own words.
        message: String,
    },
    /// The answer is none that talkbell understands.
    #[error("Discord's answer is not understood: {0}")]
    Unreadable(String),
    /// The request could not be made, which is a mistake of ours.
    #[error("a request could not be made: {0}")]
    Unmade(String),
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
    errors: Option<serde_json::Value>,
}

impl Rest {
    /// Makes a client for `api_url`. Nothing is sent yet. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(api_url: &str, token: SecretString) -> Result<Self, UnusableClient> {
        let builder = Client::builder().timeout(TIMEOUT).connect_timeout(CONNECT_TIMEOUT);
        // Small requests that matter at an instant: none waits to be joined with the next.
        let client = builder.tcp_nodelay(true).build()?;
        let api_url = api_url.trim_end_matches('/').to_owned();
        Ok(Self { client, token, api_url, limits: Limits::new() })
    }

    /// Sends a request within the limits and reads its answer.
    ///
    /// # Errors
    /// As [`RestError`] says.
    pub async fn call<T: DeserializeOwned>(&self, request: Request<'_>) -> Result<T, RestError> {
        let answer = self.send(request).await?;
        serde_json::from_slice(&answer).map_err(|error| RestError::Unreadable(error.to_string()))
    }

    /// Sends a request within the limits and gives its raw answer.
    ///
    /// # Errors
    /// As [`RestError`] says.
    pub async fn send(&self, request: Request<'_>) -> Result<Vec<u8>, RestError> {
        let method = request.method_ref().reqwest_method();
        let path = api_path(request.route_ref());
        let permit = self.limits.admit(&method, &path).await;
        let response = self.dispatch(request).await?;
        permit.complete(bucket(response.headers(), Instant::now()));
        read(response).await
    }

    /// Sends a request at once. For the answer to an interaction, which is outside Discord's limits and in a hurry.
    ///
    /// # Errors
    /// As [`RestError`] says.
    pub async fn send_at_once(&self, request: Request<'_>) -> Result<(), RestError> {
        read(self.dispatch(request).await?).await.map(|_| ())
    }

    /// The client, for serenity's own few calls.
    pub(super) fn client(&self) -> Client {
        self.client.clone()
    }

    pub(super) fn token(&self) -> &SecretString {
        &self.token
    }

    /// Where Discord is.
    #[must_use]
    pub fn api_url(&self) -> &str {
        &self.api_url
    }

    async fn dispatch(&self, request: Request<'_>) -> Result<Response, RestError> {
        let authorization = format!("Bot {}", self.token.expose_secret());
        let built = request.build(&self.client, &authorization, Some(&self.api_url));
        let request = built.map_err(|error| RestError::Unmade(error.to_string()))?;
        request.send().await.map_err(|error| match error.is_connect() {
            true => RestError::Unreachable { api_url: self.api_url.clone(), why: root_cause(&error) },
            false if error.is_builder() => RestError::Unmade(root_cause(&error)),
            false => RestError::Broken(broken(&error)),
        })
    }
}

impl RestError {
    /// Discord's own error code, where it gave one.
    #[must_use]
    pub fn code(&self) -> Option<u32> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// The HTTP status, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            Self::Limited { .. } => Some(StatusCode::TOO_MANY_REQUESTS),
            _ => None,
        }
    }
}

/// A request that carries `body` as JSON.
///
/// # Errors
/// When the body cannot be written as JSON, which is a mistake of ours.
pub(super) fn with_json<'a>(
    method: LightMethod,
    route: Route<'a>,
    body: &impl serde::Serialize,
) -> Result<Request<'a>, RestError> {
    let body = serde_json::to_vec(body).map_err(|error| RestError::Unmade(error.to_string()))?;
    Ok(Request::new(route, method).body(Some(body)))
}

async fn read(mut response: Response) -> Result<Vec<u8>, RestError> {
    let status = response.status();
    let header = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse::<f64>().ok());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| RestError::Broken(broken(&error)))? {
        if body.len() + chunk.len() > LARGEST_ANSWER {
            return Err(RestError::Unreadable(format!("it is longer than {LARGEST_ANSWER} bytes")));
        }
        body.extend_from_slice(&chunk);
    }
    if status.is_success() {
        return Ok(body);
    }
    // Cloudflare answers with a page instead of JSON.
    let error: ErrorBody = serde_json::from_slice(&body).unwrap_or_default();
    if status == StatusCode::TOO_MANY_REQUESTS {
        let seconds = error.retry_after.or(header).unwrap_or(1.0);
        let retry_after = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::from_secs(1));
        return Err(RestError::Limited { retry_after });
    }
    let fields = error.errors.map(|errors| format!(" {errors}")).unwrap_or_default();
    Err(RestError::Refused { status, code: error.code, message: error.message + &fields })
}

fn api_path(route: &Route<'_>) -> String {
    let url = route.path();
    let path = url.split_once("/api/v").map_or(&*url, |(_, path)| path);
    path.split_once('/').map_or(path, |(_, path)| path).to_owned()
}

fn broken(error: &reqwest::Error) -> String {
    if error.is_timeout() { "it took too long".to_owned() } else { root_cause(error) }
}

/// The innermost cause, which names what went wrong; the outer ones name our own request.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

fn detail(code: u32, message: &str) -> String {
    match (code, message) {
        (0, "") => String::new(),
        (0, message) => format!(": {message}"),
        (code, message) => format!(": {message} (code {code})"),
    }
}
