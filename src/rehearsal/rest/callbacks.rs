//! The first answer to an interaction.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Call;
use super::reply::{Reply, Verdict};
use crate::rehearsal::asked::Asked;
use crate::rehearsal::happening::{Fate, Happening};
use crate::rehearsal::interactions::{Answer, AnswerKind, OpenModal, Stage};
use crate::rehearsal::messages::{Draft, EPHEMERAL, is_ephemeral};
use crate::rehearsal::refusal::{FieldErrors, Refusal};
use crate::rehearsal::snowflake;
use crate::rehearsal::state::{Shared, State};
use crate::rehearsal::validate::{self, Form};

/// Discord's interaction types.
const COMPONENT: u8 = 3;
const AUTOCOMPLETE: u8 = 4;
const MODAL_SUBMIT: u8 = 5;

impl Shared {
    pub(super) fn post_callback(&self, id: u64, token: &str, call: &Call) -> Verdict {
        let mut state = self.state();
        let patience = state.exchange.patience;
        let interaction = state.exchange.by_token(token, call.arrived).filter(|interaction| interaction.id == id);
        let interaction = interaction.ok_or_else(Refusal::unknown_interaction)?;
        interaction.may_be_answered(call.arrived, patience)?;
        let (kind, source) = (interaction.kind, interaction.source);
        let body = call.json()?;
        let data = body.get("data").unwrap_or(&Value::Null);
        let answer_kind = answer_kind(&body["type"], kind, source)?;
        check(answer_kind, data)?;

        let ephemeral = data["flags"].as_u64().is_some_and(|flags| flags & EPHEMERAL != 0);
        let mut answer =
            Answer { interaction: id, kind: answer_kind, message: None, ephemeral, choices: Vec::new(), modal: None };
        let (reached, fate) = match answer_kind {
            AnswerKind::Deferred => (Stage::Deferred { ephemeral }, Fate::Deferred),
            _ => (Stage::Answered, Fate::Answered),
        };
        match answer_kind {
            AnswerKind::Message => answer.message = Some(self.first_message(&mut state, id, data, call)?),
            AnswerKind::Update => answer.message = Some(self.update_source(&mut state, id, data, call)?),
            AnswerKind::Choices => answer.choices = data["choices"].as_array().cloned().unwrap_or_default(),
            AnswerKind::Modal => answer.modal = self.show_modal(&mut state, id, data),
            AnswerKind::DeferredUpdate => set_original(&mut state, id, source),
            AnswerKind::Deferred => {}
        }
        answer.ephemeral |= answer.message.as_ref().is_some_and(|message| is_ephemeral(message));
        let message = answer.message.clone();
        if let Some(interaction) = state.exchange.get_mut(id) {
            interaction.settle(reached, answer);
        }
        self.tell(Happening::Interaction { id, fate });
        drop(state);
        if call.parameter("with_response") != Some("true") {
            return Reply::nothing();
        }
        Reply::json(200, &with_response(id, kind, &body["type"], message.as_deref()))
    }

    fn first_message(&self, state: &mut State, id: u64, data: &Value, call: &Call) -> Result<Arc<Value>, Refusal> {
        let message = self.answer_with_message(state, id, data, call)?;
        let posted = snowflake(&message["id"]);
        set_original(state, id, posted);
        Ok(message)
    }

    /// Posts a message that names the interaction it answers.
    pub(super) fn answer_with_message(
        &self,
        state: &mut State,
        id: u64,
        data: &Value,
        call: &Call,
    ) -> Result<Arc<Value>, Refusal> {
        let interaction = state.exchange.get_mut(id).ok_or_else(Refusal::unknown_interaction)?;
        let (kind, name, user) = (interaction.kind, interaction.name.clone(), interaction.user);
        let (room, source) = (interaction.room, interaction.source);
        let asked = Some(Asked { id, kind, name: &name, user, source });
        let draft = Draft { room, author: self.world.bot.id, body: data, asked, arrived: call.arrived };
        Ok(self.post(state, &draft))
    }

    fn update_source(&self, state: &mut State, id: u64, data: &Value, call: &Call) -> Result<Arc<Value>, Refusal> {
        let interaction = state.exchange.get_mut(id).ok_or_else(Refusal::unknown_interaction)?;
        let source = interaction.source.ok_or_else(Refusal::unknown_message)?;
        let room = interaction.room;
        interaction.original = Some(source);
        self.edit(state, room, source, data, call.arrived)
    }

    fn show_modal(&self, state: &mut State, id: u64, data: &Value) -> Option<Value> {
        let modal = json!({
            "custom_id": data["custom_id"], "title": data["title"], "components": data["components"],
        });
        let interaction = state.exchange.get_mut(id)?;
        let key = (interaction.user, data["custom_id"].as_str()?.to_owned());
        let open = OpenModal { modal: modal.clone(), source: interaction.source };
        state.exchange.modals.insert(key, open);
        self.tell(Happening::ModalOpened { interaction: id, modal: modal.clone() });
        Some(modal)
    }
}

/// The answer's kind, if this interaction may be answered so.
fn answer_kind(kind: &Value, asked: u8, source: Option<u64>) -> Result<AnswerKind, Refusal> {
    let pressed = asked == COMPONENT || (asked == MODAL_SUBMIT && source.is_some());
    match kind.as_u64() {
        Some(4) if asked != AUTOCOMPLETE => Ok(AnswerKind::Message),
        Some(5) if asked != AUTOCOMPLETE => Ok(AnswerKind::Deferred),
        Some(6) if pressed => Ok(AnswerKind::DeferredUpdate),
        Some(7) if pressed => Ok(AnswerKind::Update),
        Some(8) if asked == AUTOCOMPLETE => Ok(AnswerKind::Choices),
        Some(9) if asked != AUTOCOMPLETE && asked != MODAL_SUBMIT => Ok(AnswerKind::Modal),
        None if kind.is_null() => Err(FieldErrors::one("type", "BASE_TYPE_REQUIRED", "This field is required")),
        _ => {
            let message = "This interaction cannot be answered with that type";
            Err(FieldErrors::one("type", "INTERACTION_APPLICATION_COMMAND_INVALID_CALLBACK_TYPE", message))
        }
    }
}

fn check(kind: AnswerKind, data: &Value) -> Result<(), Refusal> {
    match kind {
        AnswerKind::Message => validate::message(data, Form::Create).map_err(under_data),
        AnswerKind::Update => validate::message(data, Form::Edit).map_err(under_data),
        AnswerKind::Choices => validate::choices(data),
        AnswerKind::Modal => validate::modal(data),
        AnswerKind::Deferred | AnswerKind::DeferredUpdate => Ok(()),
    }
}

/// In a callback the message's fields stand in `data`.
fn under_data(refusal: Refusal) -> Refusal {
    let errors = refusal.errors.map(|errors| json!({"data": errors}));
    Refusal { errors, ..refusal }
}

fn set_original(state: &mut State, id: u64, message: Option<u64>) {
    if let Some(interaction) = state.exchange.get_mut(id) {
        interaction.original = message;
    }
}

fn with_response(id: u64, kind: u8, answer: &Value, message: Option<&Value>) -> Value {
    let mut response = json!({
        "interaction": {"id": id.to_string(), "type": kind, "response_message_loading": answer == 5},
        "resource": {"type": answer},
    });
    if let Some(message) = message {
        response["interaction"]["response_message_id"] = message["id"].clone();
        response["interaction"]["response_message_ephemeral"] = is_ephemeral(message).into();
        response["resource"]["message"] = message.clone();
    }
    response
}
