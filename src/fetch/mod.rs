//! Fetches what stands at an address of the web: within limits of size, time and redirects, only when it changed, and never
//! from inside a private network unless the configuration allows that host.
//!
//! Knows nothing of programmes: bytes come out.

mod guard;
mod networks;

use std::time::Duration;

use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use tokio::sync::OnceCell;
use url::Url;

use crate::config::{Address, FetchSettings};
use guard::{Barred, Guard};

/// Largest source, in bytes, as for a file: a programme of 10,000 talks has under 30 MB.
pub const LARGEST: usize = 32 * 1024 * 1024;
/// More redirects than this lead nowhere.
const MOST_REDIRECTS: usize = 5;
/// A host that does not answer by then is away.
const CONNECT: Duration = Duration::from_secs(10);

/// Fetches addresses.
#[derive(Debug)]
pub struct Fetcher {
    guard: Guard,
    timeout: Duration,
    /// Made when it is first needed.
    client: OnceCell<Client>,
}

/// What came of a fetch.
#[derive(Clone, Debug)]
pub enum Fetched {
    /// What stands there now, and by what to ask next time whether it still does.
    New(Vec<u8>, Validators),
    /// What stood there when these validators were given.
    Unchanged,
}

/// By what a server knows whether something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validators {
    /// Where they were given, which redirects may have made another place.
    url: Url,
    etag: Option<HeaderValue>,
    modified: Option<HeaderValue>,
}

/// Why there is nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// It is inside a private network, or a redirect leads there.
    #[error("{0}")]
    Barred(String),
    /// A redirect leads nowhere that is fetched.
    #[error("it redirects to where talkbell does not go: {0}")]
    Astray(String),
    /// It redirects again and again.
    #[error("it redirects more than {MOST_REDIRECTS} times")]
    Circles,
    /// It is no programme.
    #[error("it is larger than {} MiB, which no programme is", LARGEST / 1024 / 1024)]
    TooLarge,
    /// It takes too long.
    #[error("it did not come within {} s", .0.as_secs_f32())]
    TooSlow(Duration),
    /// The server refuses.
    #[error("the server answers {status}{}", advice(*status))]
    Refused {
        /// What it answers.
        status: StatusCode,
    },
    /// The connection fails.
    #[error("{0}")]
    Unreachable(String),
}

impl Fetcher {
    /// A fetcher that keeps to these rules.
    #[must_use]
    pub fn new(settings: &FetchSettings) -> Self {
        Self { guard: Guard::new(&settings.allow_hosts), timeout: settings.timeout, client: OnceCell::new() }
    }

    /// What stands at an address, or that it is what it was when `known` was given.
    ///
    /// # Errors
    /// When it may not be fetched or cannot be.
    pub async fn fetch(&self, address: &Address, known: Option<&Validators>) -> Result<Fetched, FetchError> {
        let client = self.client().await?;
        let fetched = tokio::time::timeout(self.timeout, self.follow(client, address, known)).await;
        fetched.unwrap_or(Err(FetchError::TooSlow(self.timeout)))
    }

    async fn follow(
        &self,
        client: &Client,
        address: &Address,
        known: Option<&Validators>,
    ) -> Result<Fetched, FetchError> {
        let mut url = address.url().clone();
        for _ in 0..=MOST_REDIRECTS {
            self.guard.admit(&url).map_err(|barred| FetchError::Barred(barred.to_string()))?;
            let known = known.filter(|known| known.url == url);
            let response = ask(client, &url, known).await?;
            match response.status() {
                StatusCode::NOT_MODIFIED if known.is_some() => return Ok(Fetched::Unchanged),
                status if status.is_success() => return taken(response, url).await,
                status if status.is_redirection() => url = redirected(&url, response.headers(), status)?,
                status => return Err(FetchError::Refused { status }),
            }
        }
        Err(FetchError::Circles)
    }

    async fn client(&self) -> Result<&Client, FetchError> {
        let made = self.client.get_or_try_init(|| async {
            let guard = self.guard.clone();
            // Reads the system's certificates, which takes tens of milliseconds: other work goes on meanwhile.
            tokio::task::spawn_blocking(move || client(guard)).await.map_err(|error| error.to_string())?
        });
        made.await.map_err(|error| FetchError::Unreachable(format!("no HTTP client can be made: {error}")))
    }
}

fn client(guard: Guard) -> Result<Client, String> {
    let made = Client::builder()
        .user_agent(concat!("talkbell/", env!("CARGO_PKG_VERSION")))
        .dns_resolver(guard)
        // A proxy would ask the resolver in our stead, and connect wherever that leads.
        .no_proxy()
        // Each step of a redirect is judged like the first.
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(CONNECT)
        .build();
    made.map_err(|error| error.to_string())
}

impl Default for Fetcher {
    fn default() -> Self {
        Self::new(&FetchSettings::default())
    }
}

async fn ask(client: &Client, url: &Url, known: Option<&Validators>) -> Result<Response, FetchError> {
    let mut headers = HeaderMap::new();
    if let Some(known) = known {
        let etag = known.etag.clone().map(|etag| (header::IF_NONE_MATCH, etag));
        let modified = known.modified.clone().map(|modified| (header::IF_MODIFIED_SINCE, modified));
        headers.extend(etag.into_iter().chain(modified));
    }
    let request = client.get(url.clone()).headers(headers);
    request.send().await.map_err(|error| unreachable(error, url))
}

async fn taken(mut response: Response, url: Url) -> Result<Fetched, FetchError> {
    if response.content_length().is_some_and(|length| length > LARGEST as u64) {
        return Err(FetchError::TooLarge);
    }
    let header = |name| response.headers().get(name).cloned();
    let validators = Validators { etag: header(header::ETAG), modified: header(header::LAST_MODIFIED), url };
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(error, &validators.url))? {
        if bytes.len() + chunk.len() > LARGEST {
            return Err(FetchError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Fetched::New(bytes, validators))
}

/// Where a redirect leads. What the address holds of credentials stays with the server that it was given for.
fn redirected(from: &Url, headers: &HeaderMap, status: StatusCode) -> Result<Url, FetchError> {
    let location = headers.get(header::LOCATION).and_then(|location| location.to_str().ok());
    let location = location.ok_or(FetchError::Refused { status })?;
    let astray = |what: &str| FetchError::Astray(what.to_owned());
    let mut to = from.join(location).map_err(|error| astray(&error.to_string()))?;
    if !matches!(to.scheme(), "http" | "https") {
        return Err(astray("only http:// and https:// are fetched"));
    }
    let (user, password) = if from.origin() == to.origin() {
        (from.username().to_owned(), from.password().map(str::to_owned))
    } else {
        (String::new(), None)
    };
    // Both have a host, so both take a user.
    let kept = to.set_username(&user).and_then(|()| to.set_password(password.as_deref()));
    kept.map_err(|()| astray("it names no host"))?;
    Ok(to)
}

/// Without the address itself, which may hold a secret.
fn unreachable(error: reqwest::Error, url: &Url) -> FetchError {
    let error = error.without_url();
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    let mut last = String::new();
    while let Some(inner) = cause {
        if let Some(barred) = inner.downcast_ref::<Barred>() {
            return FetchError::Barred(barred.to_string());
        }
        last = inner.to_string();
        cause = inner.source();
    }
    let host = url.host_str().unwrap_or_default();
    let what = if error.is_connect() { "cannot be reached" } else { "broke the connection off" };
    FetchError::Unreachable(format!("{host} {what}: {last}"))
}

fn advice(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => ": nothing stands at this address; correct it",
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => ": it does not let talkbell in",
        _ => "",
    }
}
