//! The local Discord: one server on loopback that speaks the part of Discord's API that a bot uses, enforces Discord's
//! limits, fails on demand, and shows itself on a page.
//!
//! It knows nothing of the bot but the [`Clock`] that both live by.

mod asked;
mod deeds;
mod faults;
mod files;
mod gateway;
mod happening;
mod interactions;
mod mentions;
mod messages;
mod nonces;
mod objects;
mod page_api;
mod page_files;
mod powers;
mod rates;
mod recorder;
mod refusal;
mod rest;
mod state;
mod validate;
mod wire;
mod world;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::{any, get};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::sync::broadcast;
use tokio::task::JoinHandle;

pub use self::faults::{Fault, FaultKind, GatewayFault, Target};
pub use self::happening::{Fate, Happening, Seen};
pub use self::interactions::{Answer, AnswerKind, Unanswered};
pub use self::rates::Windows;
pub use self::recorder::RecordedRequest;
pub use self::world::{
    Access, Bot, CHAT_PERMISSIONS, Channel, Guild, Member, ORGANISER_PERMISSIONS, Overwrite, Role, Whom, World,
};

use self::recorder::Recorder;
use self::state::Shared;
use self::wire::{Scissors, Wires};
use crate::clock::Clock;

/// How many happenings a slow watcher may be behind before it loses the oldest.
const HAPPENINGS: usize = 4096;
/// A window of five seconds lasts five microseconds.
const FLEETING: f64 = 1_000_000.0;
/// Connections get this long to end by themselves.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// How a local Discord behaves.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// In what time rate limits are measured.
    pub windows: Windows,
    /// Whether every request is kept for [`LocalDiscord::requests`].
    pub record_requests: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self { windows: Windows::Session, record_requests: false }
    }
}

/// A running local Discord.
pub struct LocalDiscord {
    shared: Arc<Shared>,
    server: JoinHandle<io::Result<()>>,
}

impl LocalDiscord {
    /// Starts to listen on `address`; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn start(clock: Clock, world: World, manner: Manner, address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let recorder = if manner.record_requests { Recorder::On(Vec::new()) } else { Recorder::Off };
        let (happenings, _) = broadcast::channel(HAPPENINGS);
        let shared = Arc::new(Shared::new(clock, world, manner.windows, recorder, happenings, address));
        let stopped = shared.stop.clone().cancelled_owned();
        let service = routes(Arc::clone(&shared)).into_make_service_with_connect_info::<Scissors>();
        let serve = axum::serve(Wires(listener), service).with_graceful_shutdown(stopped);
        Ok(Self { shared, server: tokio::spawn(serve.into_future()) })
    }

    /// What `discord.api_url` takes: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn api_url(&self) -> String {
        format!("http://{}", self.shared.address)
    }

    /// Where the page is.
    #[must_use]
    pub fn page_url(&self) -> String {
        format!("http://{}/", self.shared.address)
    }

    /// The token that the bot must come with.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.shared.world.bot.token
    }

    /// Everything that happens from now on.
    #[must_use]
    pub fn watch(&self) -> broadcast::Receiver<Happening> {
        self.shared.happenings.subscribe()
    }

    /// The messages of a channel, ephemeral ones included, oldest first. Empty if there is no such channel.
    #[must_use]
    pub fn messages(&self, channel: u64) -> Vec<Value> {
        let state = self.shared.state();
        let room = state.rooms.get(&channel);
        room.into_iter().flat_map(|room| room.messages.values().map(|message| Value::clone(message))).collect()
    }

    /// The bot's direct channel with a member, opened if there is none yet.
    #[must_use]
    pub fn direct_channel(&self, member: u64) -> u64 {
        self.shared.open_direct(&mut self.shared.state(), member)
    }

    /// The commands that the bot registered, as Discord's command objects.
    #[must_use]
    pub fn commands(&self) -> Vec<Value> {
        self.shared.state().commands().cloned().collect()
    }

    /// The requests so far, in the order in which they were answered; empty unless [`Manner::record_requests`].
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.state().recorder.kept()
    }

    /// A member says something in a channel; returns the message, or `None` if there is no such channel or member.
    #[must_use]
    pub fn say(&self, user: u64, channel: u64, content: &str) -> Option<Value> {
        self.shared.world.member(user)?;
        let mut state = self.shared.state();
        state.rooms.get(&channel)?;
        let body = json!({"content": content});
        let draft = messages::Draft { room: channel, author: user, body: &body, asked: None, arrived: Instant::now() };
        Some(Value::clone(&*self.shared.post(&mut state, &draft)))
    }

    /// A member types a slash command. `name` may hold a subcommand after a space; `options` is an object of values
    /// by name, or a list of `{name, value}`, or null.
    ///
    /// # Errors
    /// The bot does not answer in time or is not connected, or Discord's client would not offer this.
    pub async fn command(&self, user: u64, channel: u64, name: &str, options: Value) -> Result<Answer, Unanswered> {
        let deed = self.shared.command_deed(user, channel, name, &options, false)?;
        self.shared.ask(deed).await
    }

    /// A member chooses a command from a message's menu: a right click, Apps.
    ///
    /// # Errors
    /// As for [`LocalDiscord::command`].
    pub async fn message_command(
        &self,
        user: u64,
        channel: u64,
        message: u64,
        name: &str,
    ) -> Result<Answer, Unanswered> {
        let deed = self.shared.message_deed(user, channel, message, name)?;
        self.shared.ask(deed).await
    }

    /// A member types into the option marked `"focused": true` of a slash command.
    ///
    /// # Errors
    /// As for [`LocalDiscord::command`].
    pub async fn autocomplete(
        &self,
        user: u64,
        channel: u64,
        name: &str,
        options: Value,
    ) -> Result<Answer, Unanswered> {
        let deed = self.shared.command_deed(user, channel, name, &options, true)?;
        self.shared.ask(deed).await
    }

    /// A member presses a button.
    ///
    /// # Errors
    /// As for [`LocalDiscord::command`].
    pub async fn press(&self, user: u64, channel: u64, message: u64, custom_id: &str) -> Result<Answer, Unanswered> {
        self.choose(user, channel, message, custom_id, &[]).await
    }

    /// A member chooses values in a select menu.
    ///
    /// # Errors
    /// As for [`LocalDiscord::command`].
    pub async fn choose(
        &self,
        user: u64,
        channel: u64,
        message: u64,
        custom_id: &str,
        values: &[String],
    ) -> Result<Answer, Unanswered> {
        let deed = self.shared.component_deed(user, channel, message, custom_id, values)?;
        self.shared.ask(deed).await
    }

    /// A member sends off the modal that the bot showed them; `fields` are values by custom id.
    ///
    /// # Errors
    /// As for [`LocalDiscord::command`].
    pub async fn submit_modal(
        &self,
        user: u64,
        channel: u64,
        custom_id: &str,
        fields: &Map<String, Value>,
    ) -> Result<Answer, Unanswered> {
        let deed = self.shared.modal_deed(user, channel, custom_id, fields)?;
        self.shared.ask(deed).await
    }

    /// From now on the first answer to an interaction may take so long. Discord waits 3 s of real time, and so does this
    /// unless it is told otherwise: a story that counts no seconds must not fail because its machine is busy.
    pub fn wait_for_answers(&self, patience: Duration) {
        self.shared.state().exchange.patience = patience;
    }

    /// Orders a fault for requests to come.
    pub fn inject(&self, fault: Fault) {
        self.shared.state().faults.order(fault);
    }

    /// Takes back all faults that were ordered and did not happen yet.
    pub fn heal(&self) {
        self.shared.state().faults.clear();
    }

    /// Lets a fault befall the gateway now.
    pub fn disturb_gateway(&self, fault: GatewayFault) {
        gateway::disturb(&self.shared, fault);
    }

    /// Sends an event of any kind and content to every session, such as one of a Discord to come.
    pub fn send_event(&self, name: &str, data: &Value) {
        self.shared.state().sessions.dispatch(name, 0, data);
    }

    /// Closes every connection and stops listening.
    pub async fn stop(mut self) {
        self.shared.stop.cancel();
        if tokio::time::timeout(LAST_WORDS, &mut self.server).await.is_err() {
            self.server.abort();
        }
    }
}

impl Drop for LocalDiscord {
    fn drop(&mut self) {
        self.shared.stop.cancel();
    }
}

impl Shared {
    /// How many times as fast as real time the windows of the rate limits pass.
    fn pace(&self) -> f64 {
        match self.windows {
            Windows::Real => 1.0,
            Windows::Fleeting => FLEETING,
            // A paused clock would never open a window again.
            Windows::Session if self.clock.speed() <= 0.0 => 1.0,
            Windows::Session => self.clock.speed(),
        }
    }
}

fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/gateway", get(gateway::connect))
        .route("/gateway/", get(gateway::connect))
        .route("/api/{*path}", any(rest::answer))
        .merge(page_api::routes())
        .merge(page_files::routes())
        .merge(files::routes())
        .with_state(shared)
}

/// A snowflake, written as text as Discord does or as a number as some clients do.
fn snowflake(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn rfc3339(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, false)
}
