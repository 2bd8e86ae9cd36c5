//! The gateway: HELLO, IDENTIFY, RESUME, heartbeats and events over a websocket.

pub(super) mod session;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State as Extract;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::Instant;

use self::session::{Frame, NotResumed};
use super::faults::GatewayFault;
use super::happening::Happening;
use super::state::{RoomKind, Shared};

/// The intents that events here depend on.
pub(super) mod intents {
    pub const GUILDS: u64 = 1 << 0;
    pub const GUILD_MESSAGES: u64 = 1 << 9;
    pub const DIRECT_MESSAGES: u64 = 1 << 12;
    pub const MESSAGE_CONTENT: u64 = 1 << 15;
    /// Members, presences, message content.
    pub const PRIVILEGED: u64 = (1 << 1) | (1 << 8) | MESSAGE_CONTENT;
}

/// What Discord asks for.
const HEARTBEAT: Duration = Duration::from_millis(41_250);
/// A client may be late by half an interval before its session times out.
const HEARTBEAT_PATIENCE: Duration = Duration::from_millis(41_250 * 3 / 2);

/// Answers `GET /gateway` with a websocket.
pub(super) async fn connect(Extract(shared): Extract<Arc<Shared>>, upgrade: WebSocketUpgrade) -> Response {
    if shared.state().sessions.away {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    upgrade.on_upgrade(move |socket| converse(shared, socket))
}

/// Lets a fault befall the gateway.
pub(super) fn disturb(shared: &Shared, fault: GatewayFault) {
    let mut state = shared.state();
    let everyone = |frame: Frame| {
        for line in state.sessions.lines() {
            // A line that is already broken needs no further disturbance.
            let _ = line.send(frame.clone());
        }
    };
    match fault {
        GatewayFault::Close(code) => everyone(Frame::Close(code, "as ordered")),
        GatewayFault::Cut => everyone(Frame::Cut),
        GatewayFault::Reconnect => everyone(plain(7, &Value::Null)),
        GatewayFault::InvalidSession { resumable } => {
            everyone(plain(9, &resumable.into()));
            if resumable {
                state.sessions.unplug_all();
            } else {
                state.sessions.forget_all();
            }
        }
        GatewayFault::IgnoreHeartbeats => state.sessions.deaf_to_heartbeats = true,
        GatewayFault::BeatEvery(beat) => state.sessions.beat = Some(beat),
        GatewayFault::Leave => {
            everyone(Frame::Cut);
            state.sessions.away = true;
        }
        GatewayFault::Return => state.sessions.away = false,
        GatewayFault::HearHeartbeats => state.sessions.deaf_to_heartbeats = false,
    }
}

/// One connection, from HELLO to its end.
async fn converse(shared: Arc<Shared>, mut socket: WebSocket) {
    let (line, mut frames) = unbounded_channel();
    let mut connection = Connection { shared: Arc::clone(&shared), line, session: None, heard: Instant::now() };
    let beat = shared.state().sessions.beat.unwrap_or(HEARTBEAT);
    connection.say(10, &json!({"heartbeat_interval": beat.as_millis(), "_trace": ["local"]}));
    let stop = shared.stop.clone();
    tokio::select! {
        () = connection.run(&mut socket, &mut frames) => {}
        () = stop.cancelled() => close(&mut socket, 1001, "the local Discord stops").await,
    }
    connection.hang_up();
}

struct Connection {
    shared: Arc<Shared>,
    line: UnboundedSender<Frame>,
    session: Option<String>,
    heard: Instant,
}

/// A code to close with, and why.
type Ending = (u16, &'static str);

impl Connection {
    async fn run(&mut self, socket: &mut WebSocket, frames: &mut UnboundedReceiver<Frame>) {
        loop {
            tokio::select! {
                frame = frames.recv() => {
                    // This connection holds a sender, so the channel never ends.
                    let Some(frame) = frame else { return };
                    match frame {
                        Frame::Text(text) => {
                            if socket.send(Message::Text(text)).await.is_err() {
                                return;
                            }
                        }
                        Frame::Cut => return,
                        Frame::Close(code, reason) => return close(socket, code, reason).await,
                    }
                }
                message = socket.recv() => match message {
                    Some(Ok(Message::Text(text))) => {
                        if let Err((code, reason)) = self.hear(&text) {
                            return close(socket, code, reason).await;
                        }
                    }
                    Some(Ok(Message::Binary(_))) => return close(socket, 4002, "Error while decoding payload.").await,
                    Some(Ok(Message::Close(frame))) => return self.said_goodbye(frame),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return,
                },
                () = tokio::time::sleep_until(self.heard + HEARTBEAT_PATIENCE) => {
                    self.forget_session();
                    return close(socket, 4009, "Session timed out.").await;
                }
            }
        }
    }

    fn hear(&mut self, text: &str) -> Result<(), Ending> {
        let payload: Value = serde_json::from_str(text).map_err(|_| (4002, "Error while decoding payload."))?;
        match payload["op"].as_u64() {
            Some(1) => self.heartbeat(),
            Some(2 | 6) if self.is_authenticated() => return Err((4005, "Already authenticated.")),
            Some(2) => return self.identify(&payload["d"]),
            Some(6) => return self.resume(&payload["d"]),
            Some(3 | 4 | 8 | 31) if !self.is_authenticated() => return Err((4003, "Not authenticated.")),
            Some(3 | 4 | 8 | 31) => {}
            _ => return Err((4001, "Unknown opcode.")),
        }
        Ok(())
    }

    fn heartbeat(&mut self) {
        self.heard = Instant::now();
        if !self.shared.state().sessions.deaf_to_heartbeats {
            self.say(11, &Value::Null);
        }
    }

    fn identify(&mut self, data: &Value) -> Result<(), Ending> {
        let shared = Arc::clone(&self.shared);
        self.check_token(data)?;
        let intents = data["intents"].as_u64().ok_or((4013, "Invalid intent(s)."))?;
        if intents & intents::PRIVILEGED != 0 && !shared.world.bot.privileged_intents {
            return Err((4014, "Disallowed intent(s)."));
        }
        let mut state = shared.state();
        let id = format!("{:032x}", shared.new_id(&mut state));
        state.sessions.begin(id.clone(), intents, self.line.clone());
        state.sessions.tell(&id, "READY", &self.ready(&id, &data["shard"]));
        if intents & intents::GUILDS != 0 {
            let threads = state.rooms.values().filter(|room| matches!(room.kind, RoomKind::Thread(_)));
            let threads: Vec<Value> = threads.map(|room| shared.channel_object(room)).collect();
            state.sessions.tell(&id, "GUILD_CREATE", &shared.world.guild_event(&threads));
        }
        self.session = Some(id);
        shared.tell(Happening::Connected { resumed: false });
        Ok(())
    }

    fn resume(&mut self, data: &Value) -> Result<(), Ending> {
        self.check_token(data)?;
        let shared = Arc::clone(&self.shared);
        let mut state = shared.state();
        let id = data["session_id"].as_str().unwrap_or_default();
        let sequence = data["seq"].as_u64().ok_or((4002, "Error while decoding payload."))?;
        match state.sessions.resume(id, sequence, self.line.clone()) {
            Ok(()) => {
                self.session = Some(id.to_owned());
                shared.tell(Happening::Connected { resumed: true });
                Ok(())
            }
            Err(NotResumed::InvalidSequence) => Err((4007, "Invalid seq.")),
            Err(NotResumed::Unknown) => {
                self.say(9, &false.into());
                Ok(())
            }
        }
    }

    /// A session that was declared invalid no longer counts.
    fn is_authenticated(&self) -> bool {
        self.session.as_ref().is_some_and(|id| self.shared.state().sessions.is_on(id, &self.line))
    }

    fn check_token(&self, data: &Value) -> Result<(), Ending> {
        let token = data["token"].as_str().unwrap_or_default();
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        if token == self.shared.world.bot.token { Ok(()) } else { Err((4004, "Authentication failed.")) }
    }

    fn ready(&self, session: &str, shard: &Value) -> Value {
        let world = &self.shared.world;
        json!({
            "v": 10, "user": world.bot_user(), "session_id": session, "session_type": "normal",
            "guilds": [{"id": world.guild.id.to_string(), "unavailable": true}],
            "resume_gateway_url": self.shared.gateway_url(),
            "shard": if shard.is_array() { shard.clone() } else { json!([0, 1]) },
            "application": {"id": world.bot.application_id.to_string(), "flags": 0},
            "private_channels": [], "relationships": [], "presences": [], "user_settings": {}, "_trace": ["local"],
        })
    }

    fn said_goodbye(&mut self, frame: Option<CloseFrame>) {
        // Discord ends a session whose client closes with 1000 or 1001; any other code keeps it for a resume.
        if frame.is_some_and(|frame| matches!(frame.code, 1000 | 1001)) {
            self.forget_session();
        }
    }

    fn forget_session(&mut self) {
        if let Some(id) = self.session.take() {
            self.shared.state().sessions.forget(&id);
        }
    }

    fn hang_up(&self) {
        if let Some(id) = &self.session {
            self.shared.state().sessions.hang_up(id, &self.line);
        }
    }

    fn say(&self, op: u8, data: &Value) {
        // The receiver lives as long as this connection.
        let _ = self.line.send(plain(op, data));
    }
}

fn plain(op: u8, data: &Value) -> Frame {
    Frame::Text(json!({"op": op, "d": data, "s": null, "t": null}).to_string().into())
}

async fn close(socket: &mut WebSocket, code: u16, reason: &'static str) {
    let frame = CloseFrame { code, reason: reason.into() };
    if socket.send(Message::Close(Some(frame))).await.is_err() {
        tracing::debug!(code, "the bot was gone before it could be told why");
    }
}

impl Shared {
    /// Where a bot finds the gateway. serenity appends `?v=10`.
    pub fn gateway_url(&self) -> String {
        format!("ws://{}/gateway", self.address)
    }

    /// What `GET /gateway/bot` answers.
    pub fn gateway_bot(&self) -> Value {
        let starts = json!({"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1});
        json!({"url": self.gateway_url(), "shards": 1, "session_start_limit": starts})
    }
}
