use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use reqwest::header::{CONTENT_LENGTH, DATE};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serenity::http::{LightMethod, Request, Route};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use super::answer::Head;
use super::invalid::{Brake, InvalidRequests};
use super::limits::Limits;
use super::rest_error::{RestError, Scope, unsent};
use crate::text::File;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// A token that was good a moment ago need not be asked about again.
const TOKEN_STAYS_GOOD: Duration = Duration::from_secs(30);

/// Discord's REST API, with our own limits, timeouts and errors around serenity's routes.
pub struct Rest {
    client: Client,
    token: SecretString,
    api_url: String,
    limits: Limits,
    invalid: InvalidRequests,
    /// When the token was last found good after a 401.
    token_good: Mutex<Option<Instant>>,
    token_refused: CancellationToken,
}

/// The HTTP client cannot be built: a broken TLS installation, most likely.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be built: {0}")]
pub struct UnusableClient(#[from] reqwest::Error);

impl Rest {
    /// Makes a client for `api_url` that gives each request `timeout` from its sending to the end of its answer; waiting
    /// for a rate limit does not count. Nothing is sent yet. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(api_url: &str, token: SecretString, timeout: Duration) -> Result<Self, UnusableClient> {
        let builder = Client::builder().timeout(timeout).connect_timeout(CONNECT_TIMEOUT.min(timeout));
        // Small requests that matter at an instant: none waits to be joined with the next.
        let client = builder.tcp_nodelay(true).build()?;
        Ok(Self {
            client,
            token,
            api_url: api_url.trim_end_matches('/').to_owned(),
            limits: Limits::new(),
            invalid: InvalidRequests::default(),
            token_good: Mutex::new(None),
            token_refused: CancellationToken::new(),
        })
    }

    /// Sends a request within the limits and reads its answer.
    ///
    /// # Errors
    /// As [`RestError`] says.
    pub async fn call<T: DeserializeOwned>(&self, request: Request<'_>) -> Result<T, RestError> {
        parse(&self.send(request).await?)
    }

    /// As [`Rest::call`], with the answer's date: by Discord's clock, in whole seconds.
    pub(super) async fn call_dated<T: DeserializeOwned>(
        &self,
        request: Request<'_>,
    ) -> Result<(T, Option<DateTime<Utc>>), RestError> {
        let (answer, date) = self.send_dated(request).await?;
        Ok((parse(&answer)?, date))
    }

    /// Sends a request within the limits and gives its raw answer.
    ///
    /// # Errors
    /// As [`RestError`] says.
    pub async fn send(&self, request: Request<'_>) -> Result<Vec<u8>, RestError> {
        self.send_dated(request).await.map(|(answer, _)| answer)
    }

    /// Sends a request at once. For the answer to an interaction, which is outside Discord's limits and in a hurry.
    ///
    /// # Errors
    /// As [`RestError`] says.
    pub async fn send_at_once(&self, request: Request<'_>) -> Result<(), RestError> {
        let path = api_path(request.route_ref());
        let response = self.dispatch(request).await?;
        self.head(&path, &response).read(response).await.map(|_| ())
    }

    /// As [`Rest::send_at_once`], with `body` as JSON and files beside it.
    ///
    /// # Errors
    /// As [`RestError`] says.
    pub(super) async fn send_files_at_once(
        &self,
        request: Request<'_>,
        body: &impl serde::Serialize,
        files: &[File],
    ) -> Result<(), RestError> {
        let path = api_path(request.route_ref());
        let unmade = |error: &dyn std::error::Error| RestError::Unmade(error.to_string());
        let payload = serde_json::to_string(body).map_err(|error| unmade(&error))?;
        let form = files.iter().enumerate().fold(Form::new().text("payload_json", payload), |form, (place, file)| {
            form.part(format!("files[{place}]"), Part::text(file.text.clone()).file_name(file.name.clone()))
        });
        let mut built = self.built(request)?.multipart(form).build().map_err(|error| unmade(&error))?;
        // serenity wrote one for a body of its own, which is empty; the form has the other.
        if let Some(length) = built.headers().get_all(CONTENT_LENGTH).iter().next_back().cloned() {
            built.headers_mut().insert(CONTENT_LENGTH, length);
        }
        let response = self.client.execute(built).await.map_err(|error| unsent(&error, &self.api_url))?;
        self.head(&path, &response).read(response).await.map(|_| ())
    }

    /// Completes when Discord has refused the token itself: nothing can be sent any more.
    pub async fn token_refused(&self) {
        self.token_refused.cancelled().await;
    }

    /// Where Discord is.
    #[must_use]
    pub fn api_url(&self) -> &str {
        &self.api_url
    }

    /// The client, for serenity's own few calls.
    pub(super) fn client(&self) -> Client {
        self.client.clone()
    }

    pub(super) fn token(&self) -> &SecretString {
        &self.token
    }

    async fn send_dated(&self, request: Request<'_>) -> Result<(Vec<u8>, Option<DateTime<Utc>>), RestError> {
        if self.token_refused.is_cancelled() {
            return Err(RestError::TokenRefused);
        }
        let method = request.method_ref().reqwest_method();
        let path = api_path(request.route_ref());
        self.invalid.admit(&path, Instant::now()).map_err(|brake| match brake {
            Brake::Place => RestError::HeldBack,
            Brake::All(retry_after) => RestError::Limited { retry_after, scope: Scope::Global },
        })?;
        let permit = self.limits.admit(&method, &path).await;
        let permit = permit.map_err(|retry_after| RestError::Limited { retry_after, scope: Scope::Route })?;
        let response = self.dispatch(request).await?;
        let head = self.head(&path, &response);
        permit.complete(head.bucket.clone());

        let date = date(&response);
        match head.read(response).await {
            Ok(answer) => Ok((answer, date)),
            Err(error) => Err(self.judged(error).await),
        }
    }

    fn head(&self, path: &str, response: &Response) -> Head {
        let now = Instant::now();
        let head = Head::of(response, now);
        self.invalid.note(path, head.status, head.is_shared(), now);
        head
    }

    /// Draws the consequences that go beyond the request itself.
    async fn judged(&self, error: RestError) -> RestError {
        match error {
            RestError::Limited { retry_after, scope: Scope::Global } => self.limits.hold(retry_after),
            RestError::Refused { status: StatusCode::UNAUTHORIZED, .. } if self.refuses_token().await => {
                return RestError::TokenRefused;
            }
            _ => {}
        }
        error
    }

    /// Whether Discord refuses the token itself: a 401 may also come from something in between. Asked once, however many
    /// requests were refused meanwhile.
    async fn refuses_token(&self) -> bool {
        let mut good = self.token_good.lock().await;
        if self.token_refused.is_cancelled() {
            return true;
        }
        if good.is_some_and(|good| good.elapsed() < TOKEN_STAYS_GOOD) {
            return false;
        }
        let asked = self.dispatch(Request::new(Route::UserMe, LightMethod::Get)).await;
        match asked.map(|response| response.status()) {
            Ok(StatusCode::UNAUTHORIZED) => {
                self.token_refused.cancel();
                true
            }
            Ok(_) => {
                *good = Some(Instant::now());
                false
            }
            // Nobody knows; the next 401 asks again.
            Err(_) => false,
        }
    }

    async fn dispatch(&self, request: Request<'_>) -> Result<Response, RestError> {
        self.built(request)?.send().await.map_err(|error| unsent(&error, &self.api_url))
    }

    fn built(&self, request: Request<'_>) -> Result<RequestBuilder, RestError> {
        let authorization = format!("Bot {}", self.token.expose_secret());
        let built = request.build(&self.client, &authorization, Some(&self.api_url));
        built.map_err(|error| RestError::Unmade(error.to_string()))
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

fn parse<T: DeserializeOwned>(answer: &[u8]) -> Result<T, RestError> {
    serde_json::from_slice(answer).map_err(|error| RestError::Unreadable(error.to_string()))
}

fn date(response: &Response) -> Option<DateTime<Utc>> {
    let date = response.headers().get(DATE)?.to_str().ok()?;
    DateTime::parse_from_rfc2822(date).ok().map(|date| date.to_utc())
}

fn api_path(route: &Route<'_>) -> String {
    let url = route.path();
    let path = url.split_once("/api/v").map_or(&*url, |(_, path)| path);
    path.split_once('/').map_or(path, |(_, path)| path).to_owned()
}
