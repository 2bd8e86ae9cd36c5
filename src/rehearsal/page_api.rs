//! What the rehearsal page asks for and is told. It stands beside Discord's own API, for the browser alone.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Json, State as Extract};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::{FutureExt, Stream, stream};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;

use super::asked::asker;
use super::happening::{Fate, Happening};
use super::interactions::{Deed, Unanswered};
use super::messages::is_ephemeral;
use super::state::Shared;

/// A page that lost touch with the clock finds it again this often.
const CLOCK_EVERY: Duration = Duration::from_secs(5);

/// The calls that the page makes.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/page/state", get(state))
        .route("/page/events", get(events))
        .route("/page/command", post(command))
        .route("/page/autocomplete", post(autocomplete))
        .route("/page/component", post(component))
        .route("/page/message-command", post(message_command))
        .route("/page/modal", post(modal))
        .route("/page/clock", post(clock))
}

#[derive(Deserialize)]
struct CommandCall {
    channel_id: String,
    name: String,
    #[serde(default)]
    options: Value,
}

#[derive(Deserialize)]
struct ComponentCall {
    channel_id: String,
    message_id: String,
    custom_id: String,
    #[serde(default)]
    values: Vec<String>,
}

#[derive(Deserialize)]
struct MessageCommandCall {
    channel_id: String,
    message_id: String,
    name: String,
}

#[derive(Deserialize)]
struct ModalCall {
    channel_id: String,
    custom_id: String,
    #[serde(default)]
    fields: Map<String, Value>,
}

#[derive(Deserialize)]
struct ClockCall {
    paused: Option<bool>,
    speed: Option<f64>,
}

/// A call that cannot be carried out, in words for the page.
struct Wrong(StatusCode, String);

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"message": self.1}))).into_response()
    }
}

impl From<Unanswered> for Wrong {
    fn from(unanswered: Unanswered) -> Self {
        let status = match unanswered {
            Unanswered::NotOffered(_) => StatusCode::BAD_REQUEST,
            Unanswered::TooLate | Unanswered::NotConnected => StatusCode::CONFLICT,
        };
        Self(status, unanswered.to_string())
    }
}

type Told = Result<Json<Value>, Wrong>;

async fn state(Extract(shared): Extract<Arc<Shared>>) -> Json<Value> {
    let world = &shared.world;
    let state = shared.state();
    let mut rooms: Vec<_> = state.rooms.values().collect();
    let place = |id: u64| world.channels.iter().position(|channel| channel.id == id).unwrap_or(usize::MAX);
    rooms.sort_by_key(|room| (place(room.id), room.id));
    let messages: Map<String, Value> = rooms
        .iter()
        .map(|room| {
            let seen = room.messages.values().filter(|message| shared.i_see(message));
            (room.id.to_string(), seen.map(|message| page_message(message)).collect())
        })
        .collect();
    Json(json!({
        "guild": {"id": world.guild.id.to_string(), "name": world.guild.name},
        "bot": {"id": world.bot.id.to_string(), "username": world.bot.username},
        "channels": rooms.iter().map(|room| room.page_object()).collect::<Vec<_>>(),
        "roles": world.roles.iter().map(|role| named(role.id, &role.name)).collect::<Vec<_>>(),
        "members": world.members.iter().map(|member| named(member.id, &member.name)).collect::<Vec<_>>(),
        "me": world.member(world.me).map(|me| named(me.id, &me.name)),
        "messages": messages,
        "commands": state.commands().collect::<Vec<_>>(),
        "clock": shared.page_clock(),
    }))
}

async fn events(Extract(shared): Extract<Arc<Shared>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let clock_changed = heeded(&shared);
    let watch = Watch { happenings: shared.happenings.subscribe(), clock_due: Instant::now(), clock_changed, shared };
    Sse::new(stream::unfold(watch, |mut watch| async move {
        let event = watch.next().await?;
        Some((Ok(event), watch))
    }))
}

async fn command(Extract(shared): Extract<Arc<Shared>>, Json(call): Json<CommandCall>) -> Told {
    let room = id(&call.channel_id)?;
    let deed = shared.command_deed(shared.world.me, room, &call.name, &call.options, false)?;
    begin(&shared, deed)
}

async fn autocomplete(Extract(shared): Extract<Arc<Shared>>, Json(call): Json<CommandCall>) -> Told {
    let room = id(&call.channel_id)?;
    let deed = shared.command_deed(shared.world.me, room, &call.name, &call.options, true)?;
    let answer = shared.ask(deed).await?;
    Ok(Json(json!({"choices": answer.choices})))
}

async fn component(Extract(shared): Extract<Arc<Shared>>, Json(call): Json<ComponentCall>) -> Told {
    let (room, message) = (id(&call.channel_id)?, id(&call.message_id)?);
    let deed = shared.component_deed(shared.world.me, room, message, &call.custom_id, &call.values)?;
    begin(&shared, deed)
}

async fn message_command(Extract(shared): Extract<Arc<Shared>>, Json(call): Json<MessageCommandCall>) -> Told {
    let (room, message) = (id(&call.channel_id)?, id(&call.message_id)?);
    let deed = shared.message_deed(shared.world.me, room, message, &call.name)?;
    begin(&shared, deed)
}

async fn modal(Extract(shared): Extract<Arc<Shared>>, Json(call): Json<ModalCall>) -> Told {
    let room = id(&call.channel_id)?;
    let deed = shared.modal_deed(shared.world.me, room, &call.custom_id, &call.fields)?;
    begin(&shared, deed)
}

async fn clock(Extract(shared): Extract<Arc<Shared>>, Json(call): Json<ClockCall>) -> Told {
    if let Some(speed) = call.speed {
        if !(speed.is_finite() && (0.01..=100_000.0).contains(&speed)) {
            return Err(Wrong(StatusCode::BAD_REQUEST, "speed is a number from 0.01 to 100000".to_owned()));
        }
        shared.clock.run_at(speed);
    }
    match call.paused {
        Some(true) => shared.clock.pause(),
        Some(false) => shared.clock.play(),
        None => {}
    }
    Ok(Json(shared.page_clock()))
}

/// Sends the deed off; what becomes of it arrives as events.
fn begin(shared: &Arc<Shared>, deed: Deed) -> Told {
    let (id, answer) = shared.begin(deed)?;
    let waiting = Arc::clone(shared);
    tokio::spawn(async move {
        if let Err(unanswered) = waiting.wait_for(id, answer).await {
            tracing::debug!(%unanswered, "an interaction from the page failed");
        }
    });
    Ok(Json(json!({"interaction_id": id.to_string()})))
}

/// One page's ear.
struct Watch {
    shared: Arc<Shared>,
    happenings: broadcast::Receiver<Happening>,
    clock_due: Instant,
    clock_changed: Pin<Box<dyn Future<Output = ()> + Send>>,
}

impl Watch {
    async fn next(&mut self) -> Option<Event> {
        loop {
            tokio::select! {
                biased;
                () = self.shared.stop.cancelled() => return None,
                happening = self.happenings.recv() => match happening {
                    Ok(happening) => {
                        if let Some(event) = self.shared.page_event(&happening) {
                            return Some(event);
                        }
                    }
                    // The browser connects again and reads the whole state.
                    Err(RecvError::Lagged(_) | RecvError::Closed) => return None,
                },
                () = &mut self.clock_changed => return Some(self.clock_event()),
                () = tokio::time::sleep_until(self.clock_due) => return Some(self.clock_event()),
            }
        }
    }

    fn clock_event(&mut self) -> Event {
        self.clock_due = Instant::now() + CLOCK_EVERY;
        // Before the clock is read, so that no change falls between the two.
        self.clock_changed = heeded(&self.shared);
        event("clock", &self.shared.page_clock())
    }
}

/// The clock's next change, listened for from now on rather than from the first poll.
fn heeded(shared: &Arc<Shared>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    let clock = shared.clock.clone();
    let mut changed: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(async move { clock.changed().await });
    if changed.as_mut().now_or_never().is_some() {
        // A future that has ended must not be polled again.
        return Box::pin(std::future::ready(()));
    }
    changed
}

impl Shared {
    fn page_event(&self, happening: &Happening) -> Option<Event> {
        let told = match happening {
            Happening::Posted(seen) | Happening::Edited(seen) => {
                if !self.i_see(&seen.message) {
                    return None;
                }
                let message = page_message(&seen.message);
                event("message", &json!({"channel_id": seen.channel.to_string(), "message": message}))
            }
            Happening::Deleted { channel, message } => {
                event("delete", &json!({"channel_id": channel.to_string(), "id": message.to_string()}))
            }
            Happening::ChannelOpened(channel) => event("channel", channel),
            Happening::CommandsRegistered(commands) => event("commands", &json!(commands)),
            Happening::Interaction { id, fate } => event("interaction", &page_fate(*id, fate)),
            Happening::ModalOpened { interaction, modal } => {
                let mut modal = modal.clone();
                modal["interaction_id"] = interaction.to_string().into();
                event("modal", &modal)
            }
            Happening::Connected { .. } => return None,
        };
        Some(told)
    }

    /// An ephemeral message is seen by its asker alone.
    fn i_see(&self, message: &Value) -> bool {
        !is_ephemeral(message) || asker(message) == Some(self.world.me)
    }

    fn page_clock(&self) -> Value {
        json!({
            "now_ms": self.clock.now().timestamp_millis(), "speed": self.clock.set_speed(),
            "paused": self.clock.speed() <= 0.0, "real_ms": self.clock.wall().timestamp_millis(),
        })
    }
}

fn page_message(message: &Value) -> Value {
    let mut shown = message.clone();
    shown["ephemeral"] = is_ephemeral(message).into();
    shown
}

fn page_fate(id: u64, fate: &Fate) -> Value {
    let id = id.to_string();
    match fate {
        Fate::Answered => json!({"interaction_id": id, "state": "answered"}),
        Fate::Deferred => json!({"interaction_id": id, "state": "deferred"}),
        Fate::Failed => {
            json!({"interaction_id": id, "state": "failed", "error": "The application did not respond"})
        }
    }
}

fn event(name: &str, data: &Value) -> Event {
    Event::default().event(name).data(data.to_string())
}

fn named(id: u64, name: &str) -> Value {
    json!({"id": id.to_string(), "name": name})
}

fn id(text: &str) -> Result<u64, Wrong> {
    text.parse().map_err(|_| Wrong(StatusCode::BAD_REQUEST, format!("{text:?} is not an id")))
}
