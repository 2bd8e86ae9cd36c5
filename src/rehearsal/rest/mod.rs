//! The REST API: one entrance through which every request passes faults, token, rate limits and recording.

mod callbacks;
mod channels;
mod commands;
mod guild;
mod reply;
mod route;
mod webhooks;

use std::sync::Arc;
use std::time::Instant;

use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State as Extract};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use chrono::TimeDelta;
use serde_json::Value;

use self::reply::{Reply, Verdict};
use self::route::Route;
use super::faults::FaultKind;
use super::files;
use super::recorder::RecordedRequest;
use super::refusal::Refusal;
use super::state::Shared;
use super::wire::Scissors;

/// Discord takes at most 25 MB a request from a bot.
const BODY_LIMIT: usize = 25 << 20;

/// A request that has arrived whole.
struct Call {
    method: String,
    /// Without `/api/v10`.
    path: String,
    query: Option<String>,
    headers: HeaderMap,
    body: Result<Value, Refusal>,
    arrived: Instant,
}

/// Answers everything under `/api`.
pub(super) async fn answer(
    Extract(shared): Extract<Arc<Shared>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, BODY_LIMIT).await else {
        return Reply::refused(&Refusal::new(413, 40005, "Request entity too large")).into_response();
    };
    let call = Call {
        method: head.method.as_str().to_owned(),
        path: unversioned(head.uri.path()).to_owned(),
        query: head.uri.query().map(str::to_owned),
        body: shared.parsed(&head.headers, &bytes),
        headers: head.headers,
        arrived: Instant::now(),
    };
    let fault = shared.state().faults.take(&call.method, &call.path);
    let reply = suffer(&shared, &call, fault.as_ref(), &scissors).await;
    shared.record(&call, reply.as_ref().map(|reply| reply.status));
    match (reply, fault) {
        (Some(reply), Some(FaultKind::Drip(pause))) => reply.drip(pause),
        (Some(reply), Some(FaultKind::Dated(ahead))) => {
            reply.dated(shared.clock.wall() + TimeDelta::seconds(ahead)).into_response()
        }
        (Some(reply), _) => reply.into_response(),
        // Nothing of this is written: the wire is cut.
        (None, _) => Response::default(),
    }
}

/// Carries the call out under a fault, if there is one. `None` means that the connection is cut.
async fn suffer(shared: &Shared, call: &Call, fault: Option<&FaultKind>, scissors: &Scissors) -> Option<Reply> {
    match fault {
        None | Some(FaultKind::Drip(_) | FaultKind::Dated(_)) => Some(shared.carry_out(call)),
        Some(FaultKind::Delay(delay)) => {
            tokio::time::sleep(*delay).await;
            Some(shared.carry_out(call))
        }
        Some(FaultKind::DropBefore) => {
            scissors.cut();
            None
        }
        Some(FaultKind::DropAfter) => {
            shared.carry_out(call);
            scissors.cut();
            None
        }
        Some(FaultKind::Hang) => {
            shared.stop.cancelled().await;
            scissors.cut();
            None
        }
        Some(kind) => Some(Reply::faulty(kind)),
    }
}

impl Shared {
    fn carry_out(&self, call: &Call) -> Reply {
        let route = match Route::parse(&call.method, &call.path) {
            Ok(route) => route,
            Err(refusal) => return Reply::refused(&refusal),
        };
        if route.needs_token() && !self.is_authorised(&call.headers) {
            return Reply::refused(&Refusal::unauthorized());
        }
        let pace = self.pace();
        let standing = {
            let mut state = self.state();
            let token = route.interaction_token();
            let webhook = token.and_then(|token| state.exchange.by_token(token, call.arrived)).map_or(0, |it| it.id);
            state.rates.take(route.bucket(webhook), call.arrived, pace)
        };
        match standing {
            Ok(standing) => {
                Reply::from_verdict(self.dispatch(&route, call)).with_standing(&standing, self.clock.wall())
            }
            Err(too_many) => Reply::too_many(&too_many, self.clock.wall()),
        }
    }

    fn dispatch(&self, route: &Route, call: &Call) -> Verdict {
        match *route {
            Route::Gateway => Reply::json(200, &serde_json::json!({"url": self.gateway_url()})),
            Route::GatewayBot => Reply::json(200, &self.gateway_bot()),
            Route::CurrentUser => Reply::json(200, &self.world.bot_user()),
            Route::User(user) => self.get_user(user),
            Route::CurrentApplication => Reply::json(200, &self.world.application_object()),
            Route::OpenDirect => self.post_direct(call),
            Route::Guild(guild) => self.get_guild(guild),
            Route::GuildChannels(guild) => self.get_guild_channels(guild),
            Route::GuildRoles(guild) => self.get_guild_roles(guild),
            Route::GuildMember(guild, who) => self.get_guild_member(guild, who),
            Route::SearchMembers(guild) => self.search_members(guild, call),
            Route::Channel(channel) => self.get_channel(channel),
            Route::Typing(channel) => self.post_typing(channel),
            Route::ListMessages(channel) => self.list_messages(channel, call),
            Route::PostMessage(channel) => self.post_message(channel, call),
            Route::GetMessage(channel, message) => self.get_message(channel, message),
            Route::EditMessage(channel, message) => self.patch_message(channel, message, call),
            Route::DeleteMessage(channel, message) => self.delete_message(channel, message),
            Route::StartThread(channel) => self.post_thread(channel, None, call),
            Route::StartThreadFrom(channel, message) => self.post_thread(channel, Some(message), call),
            Route::ListCommands(application, guild) => self.list_commands(application, guild),
            Route::PutCommands(application, guild) => self.put_commands(application, guild, call),
            Route::Callback(interaction, token) => self.post_callback(interaction, token, call),
            Route::FollowUp(application, token) => self.post_follow_up(application, token, call),
            Route::GetAnswer(application, token, which) => self.get_answer(application, token, which, call),
            Route::EditAnswer(application, token, which) => self.patch_answer(application, token, which, call),
            Route::DeleteAnswer(application, token, which) => self.delete_answer(application, token, which, call),
        }
    }

    fn is_authorised(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        given.strip_prefix("Bot ").is_some_and(|token| token.trim() == self.world.bot.token)
    }

    fn record(&self, call: &Call, status: Option<u16>) {
        let mut state = self.state();
        if !state.recorder.is_on() {
            return;
        }
        let token = Route::parse(&call.method, &call.path).ok().and_then(|route| route.interaction_token());
        let path = token.map_or_else(|| call.path.clone(), |token| call.path.replacen(token, "{token}", 1));
        state.recorder.keep(RecordedRequest {
            method: call.method.clone(),
            path,
            query: call.query.clone(),
            body: call.body.clone().unwrap_or_default(),
            status,
            at: call.arrived,
        });
    }
}

impl Call {
    /// The body, if it was JSON.
    fn json(&self) -> Result<&Value, Refusal> {
        self.body.as_ref().map_err(Clone::clone)
    }

    /// A query parameter as it was meant, its signs decoded.
    fn decoded(&self, name: &str) -> Option<String> {
        let mut pairs = url::form_urlencoded::parse(self.query.as_deref()?.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// A query parameter.
    fn parameter(&self, name: &str) -> Option<&str> {
        let pairs = self.query.as_deref()?.split('&').filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

/// `/api/v10/gateway` and `/api/gateway` are both `/gateway`.
fn unversioned(path: &str) -> &str {
    let path = path.strip_prefix("/api").unwrap_or(path);
    let rest = path.strip_prefix("/v").unwrap_or_default();
    match rest.find('/') {
        Some(end) if end > 0 && rest[..end].bytes().all(|byte| byte.is_ascii_digit()) => &rest[end..],
        _ => path,
    }
}

impl Shared {
    /// The body as JSON; the files of a multipart one wait to be attached.
    fn parsed(&self, headers: &HeaderMap, bytes: &[u8]) -> Result<Value, Refusal> {
        if bytes.is_empty() {
            return Ok(Value::Null);
        }
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            let (mut payload, uploads) = files::parsed(kind, bytes)?;
            self.expect_files(&mut payload, uploads);
            return Ok(payload);
        }
        if !kind.starts_with("application/json") {
            let message = "Expected \"Content-Type\" header to be one of {'application/json'}.";
            return Err(crate::rehearsal::refusal::FieldErrors::one("", "CONTENT_TYPE_INVALID", message));
        }
        serde_json::from_slice(bytes).map_err(|_| Refusal::invalid_json())
    }
}
