//! A channel's messages.

use std::sync::Arc;

use serde_json::Value;

use super::Call;
use super::reply::{Reply, Verdict};
use crate::rehearsal::messages::{Draft, is_ephemeral};
use crate::rehearsal::refusal::{FieldErrors, Refusal};
use crate::rehearsal::snowflake;
use crate::rehearsal::state::{Room, Shared};
use crate::rehearsal::validate::{self, Form};

impl Shared {
    pub(super) fn post_message(&self, channel: u64, call: &Call) -> Verdict {
        let body = call.json()?;
        let mut state = self.state();
        let room = self.writable(&state, channel)?;
        validate::message(body, Form::Create)?;
        check_reference(room, body)?;
        if let Some(known) = state.known_by_nonce(channel, body, call.arrived) {
            return Reply::json(200, &*known);
        }
        let draft = Draft { room: channel, author: self.world.bot.id, body, asked: None, arrived: call.arrived };
        let message = self.post(&mut state, &draft);
        drop(state);
        Reply::json(200, &*message)
    }

    pub(super) fn get_message(&self, channel: u64, message: u64) -> Verdict {
        let state = self.state();
        let held = state.readable(channel)?.messages.get(&message);
        let held = held.filter(|message| !is_ephemeral(message)).ok_or_else(Refusal::unknown_message)?;
        Reply::json(200, &**held)
    }

    pub(super) fn list_messages(&self, channel: u64, call: &Call) -> Verdict {
        let number = |name: &str| call.parameter(name).map(str::parse::<u64>).transpose();
        let limit = number("limit").ok().map(|limit| limit.unwrap_or(50)).filter(|limit| (1..=100).contains(limit));
        let limit = limit.and_then(|limit| usize::try_from(limit).ok()).ok_or_else(|| {
            let message = "int value should be between 1 and 100.";
            FieldErrors::one("limit", "NUMBER_TYPE_MAX", message)
        })?;
        let mark = |name: &str| {
            let refusal = |_| FieldErrors::one(name, "NUMBER_TYPE_COERCE", "Value is not snowflake.");
            number(name).map_err(refusal)
        };
        let (before, after, around) = (mark("before")?, mark("after")?, mark("around")?);
        let state = self.state();
        let room = state.readable(channel)?;
        let listed: Vec<&Arc<Value>> = match (before, after, around) {
            (Some(before), ..) => newest(room, 0, before, limit),
            (_, Some(after), _) => {
                let mut next = oldest(room, after.saturating_add(1), limit);
                next.reverse();
                next
            }
            (_, _, Some(around)) => {
                let mut later = oldest(room, around, limit.div_ceil(2));
                later.reverse();
                later.extend(newest(room, 0, around, limit / 2));
                later
            }
            _ => newest(room, 0, u64::MAX, limit),
        };
        let listed: Vec<&Value> = listed.into_iter().map(Arc::as_ref).collect();
        Reply::json(200, &listed)
    }

    pub(super) fn patch_message(&self, channel: u64, message: u64, call: &Call) -> Verdict {
        let body = call.json()?;
        let mut state = self.state();
        state.readable(channel)?;
        validate::message(body, Form::Edit)?;
        let edited = self.edit(&mut state, channel, message, body, call.arrived)?;
        Reply::json(200, &*edited)
    }

    pub(super) fn delete_message(&self, channel: u64, message: u64) -> Verdict {
        let mut state = self.state();
        state.readable(channel)?;
        self.delete(&mut state, channel, message)?;
        Reply::nothing()
    }
}

fn check_reference(room: &Room, body: &Value) -> Result<(), Refusal> {
    let reference = &body["message_reference"];
    let named = snowflake(&reference["message_id"]);
    let found = named.is_none_or(|message| room.messages.contains_key(&message));
    if found || reference["fail_if_not_exists"] == false {
        return Ok(());
    }
    Err(FieldErrors::one("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message"))
}

/// The newest messages from `from` up to but not including `before`, newest first.
fn newest(room: &Room, from: u64, before: u64, limit: usize) -> Vec<&Arc<Value>> {
    visible(room.messages.range(from..before).rev().map(|(_, message)| message)).take(limit).collect()
}

/// The oldest messages from `from` on, oldest first.
fn oldest(room: &Room, from: u64, limit: usize) -> Vec<&Arc<Value>> {
    visible(room.messages.range(from..).map(|(_, message)| message)).take(limit).collect()
}

/// A bot does not see ephemeral messages in a channel, not even its own.
fn visible<'a>(messages: impl Iterator<Item = &'a Arc<Value>>) -> impl Iterator<Item = &'a Arc<Value>> {
    messages.filter(|message| !is_ephemeral(message))
}
