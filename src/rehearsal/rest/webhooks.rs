//! What comes after the first answer: `@original` and follow-ups, through the interaction's token.

use std::sync::Arc;

use serde_json::Value;

use super::Call;
use super::reply::{Reply, Verdict};
use super::route::Which;
use crate::rehearsal::happening::{Fate, Happening};
use crate::rehearsal::interactions::Stage;
use crate::rehearsal::messages::EPHEMERAL;
use crate::rehearsal::refusal::Refusal;
use crate::rehearsal::snowflake;
use crate::rehearsal::state::{Shared, State};
use crate::rehearsal::validate::{self, Form};

/// An interaction whose token was shown.
struct Ticket {
    interaction: u64,
    room: u64,
    stage: Stage,
    original: Option<u64>,
}

impl Shared {
    pub(super) fn post_follow_up(&self, application: u64, token: &str, call: &Call) -> Verdict {
        let mut state = self.state();
        let ticket = self.ticket(&mut state, application, token, call)?;
        let body = call.json()?;
        validate::message(body, Form::Create)?;
        // The first follow-up of a deferred answer is that answer.
        let message = match (ticket.stage, ticket.original) {
            (Stage::Deferred { ephemeral }, None) => self.deliver(&mut state, &ticket, ephemeral, body, call)?,
            _ => self.answer_with_message(&mut state, ticket.interaction, body, call)?,
        };
        Reply::json(200, &*message)
    }

    pub(super) fn get_answer(&self, application: u64, token: &str, which: Which, call: &Call) -> Verdict {
        let mut state = self.state();
        let ticket = self.ticket(&mut state, application, token, call)?;
        let message = ticket.message(which)?;
        let held = state.rooms.get(&ticket.room).and_then(|room| room.messages.get(&message));
        Reply::json(200, &**held.ok_or_else(Refusal::unknown_message)?)
    }

    pub(super) fn patch_answer(&self, application: u64, token: &str, which: Which, call: &Call) -> Verdict {
        let mut state = self.state();
        let ticket = self.ticket(&mut state, application, token, call)?;
        let body = call.json()?;
        if let (Which::Original, None, Stage::Deferred { ephemeral }) = (which, ticket.original, ticket.stage) {
            validate::message(body, Form::Create)?;
            let message = self.deliver(&mut state, &ticket, ephemeral, body, call)?;
            return Reply::json(200, &*message);
        }
        validate::message(body, Form::Edit)?;
        let message = ticket.message(which)?;
        let edited = self.edit(&mut state, ticket.room, message, body, call.arrived)?;
        Reply::json(200, &*edited)
    }

    pub(super) fn delete_answer(&self, application: u64, token: &str, which: Which, call: &Call) -> Verdict {
        let mut state = self.state();
        let ticket = self.ticket(&mut state, application, token, call)?;
        let message = ticket.message(which)?;
        self.delete(&mut state, ticket.room, message)?;
        Reply::nothing()
    }

    /// Posts what a deferred answer promised; it is as ephemeral as the promise was.
    fn deliver(
        &self,
        state: &mut State,
        ticket: &Ticket,
        ephemeral: bool,
        body: &Value,
        call: &Call,
    ) -> Result<Arc<Value>, Refusal> {
        let mut body = body.clone();
        let others = body["flags"].as_u64().unwrap_or_default() & !EPHEMERAL;
        body["flags"] = (others | if ephemeral { EPHEMERAL } else { 0 }).into();
        let message = self.answer_with_message(state, ticket.interaction, &body, call)?;
        if let Some(interaction) = state.exchange.get_mut(ticket.interaction) {
            interaction.original = snowflake(&message["id"]);
        }
        self.tell(Happening::Interaction { id: ticket.interaction, fate: Fate::Answered });
        Ok(message)
    }

    fn ticket(&self, state: &mut State, application: u64, token: &str, call: &Call) -> Result<Ticket, Refusal> {
        if application != self.world.bot.application_id {
            return Err(Refusal::unknown_webhook());
        }
        let interaction = state.exchange.by_token(token, call.arrived).ok_or_else(Refusal::invalid_webhook_token)?;
        if matches!(interaction.stage, Stage::Waiting | Stage::Failed) {
            return Err(Refusal::unknown_webhook());
        }
        Ok(Ticket {
            interaction: interaction.id,
            room: interaction.room,
            stage: interaction.stage,
            original: interaction.original,
        })
    }
}

impl Ticket {
    fn message(&self, which: Which) -> Result<u64, Refusal> {
        match which {
            Which::Original => self.original.ok_or_else(Refusal::unknown_message),
            Which::Id(id) => Ok(id),
        }
    }
}
