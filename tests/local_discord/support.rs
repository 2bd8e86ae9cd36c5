//! A small conference on a local Discord, and a client that speaks to it as a bot does.

use std::net::SocketAddr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde_json::Value;
use talkbell::clock::Clock;
use talkbell::rehearsal::{Access, Bot, Channel, Guild, LocalDiscord, Manner, Member, Role, Windows, World};

pub const GUILD: u64 = 1000;
pub const STAGE: u64 = 2000;
pub const READ_ONLY: u64 = 2001;
pub const HIDDEN: u64 = 2002;
pub const PING_ROLE: u64 = 3000;
pub const ADA: u64 = 4000;
pub const EMMY: u64 = 4001;
pub const HERMIT: u64 = 4002;
pub const BOT: u64 = 5000;
pub const TOKEN: &str = "NTAwMA.local.secret";

pub fn world() -> World {
    let channel = |id, name, access| Channel { access, ..Channel::open(id, name) };
    World {
        guild: Guild { id: GUILD, name: String::from("ICML") },
        channels: vec![
            channel(STAGE, "deep-learning-theory-5", Access::Full),
            channel(READ_ONLY, "announcements", Access::ReadOnly),
            channel(HIDDEN, "organisers", Access::Hidden),
        ],
        roles: vec![Role::open(PING_ROLE, "Ping me")],
        members: vec![
            Member::organiser(ADA, "Ada"),
            Member::attendee(EMMY, "Emmy"),
            Member { takes_direct_messages: false, ..Member::attendee(HERMIT, "Hermit") },
        ],
        me: ADA,
        bot: Bot {
            id: BOT,
            application_id: BOT,
            username: String::from("talkbell"),
            token: String::from(TOKEN),
            privileged_intents: false,
        },
    }
}

pub fn session_start() -> DateTime<Utc> {
    "2021-07-22T01:00:00Z".parse().unwrap()
}

/// A local Discord whose clock runs at `speed`.
pub async fn discord_at(speed: f64, windows: Windows) -> LocalDiscord {
    let clock = Clock::pretending(session_start(), speed);
    let manner = Manner { windows, record_requests: true };
    LocalDiscord::start(clock, world(), manner, SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap()
}

/// A local Discord so fast that no rate limit is in the way.
pub async fn discord() -> LocalDiscord {
    discord_at(10_000.0, Windows::Session).await
}

pub struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

pub struct Answered {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Client {
    pub fn of(discord: &LocalDiscord) -> Self {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(5)).build().unwrap();
        Self { http, base: format!("{}/api/v10", discord.api_url()), token: discord.token().to_owned() }
    }

    pub fn with_token(self, token: &str) -> Self {
        Self { token: token.to_owned(), ..self }
    }

    pub fn unversioned(self) -> Self {
        let base = self.base.replace("/v10", "");
        Self { base, ..self }
    }

    pub async fn get(&self, path: &str) -> Answered {
        self.send(Method::GET, path, None).await.unwrap()
    }

    pub async fn post(&self, path: &str, body: Value) -> Answered {
        self.send(Method::POST, path, Some(body)).await.unwrap()
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answered {
        self.send(Method::PATCH, path, Some(body)).await.unwrap()
    }

    pub async fn put(&self, path: &str, body: Value) -> Answered {
        self.send(Method::PUT, path, Some(body)).await.unwrap()
    }

    pub async fn delete(&self, path: &str) -> Answered {
        self.send(Method::DELETE, path, None).await.unwrap()
    }

    /// Posts bytes that are called JSON.
    pub async fn post_bytes(&self, path: &str, bytes: &'static str) -> Answered {
        let request = self.http.post(format!("{}{path}", self.base)).header("content-type", "application/json");
        let request = request.header("authorization", format!("Bot {}", self.token)).body(bytes);
        Answered::read(request.send().await.unwrap()).await.unwrap()
    }

    /// Posts into the stage channel.
    pub async fn say(&self, body: Value) -> Answered {
        self.post(&format!("/channels/{STAGE}/messages"), body).await
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> reqwest::Result<Answered> {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        request = request.header("authorization", format!("Bot {}", self.token));
        if let Some(body) = body {
            request = request.json(&body);
        }
        Answered::read(request.send().await?).await
    }
}

impl Answered {
    async fn read(response: reqwest::Response) -> reqwest::Result<Self> {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await?;
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Ok(Self { status, headers, body })
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The snowflake of what was made.
    pub fn id(&self) -> u64 {
        self.body["id"].as_str().unwrap().parse().unwrap()
    }

    pub fn refusal(&self) -> (u16, u64) {
        (self.status, self.body["code"].as_u64().unwrap())
    }
}
