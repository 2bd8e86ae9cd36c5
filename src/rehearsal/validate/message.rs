//! A message's fields.

use serde_json::Value;

use super::{between, components, embeds, list, text, up_to};
use crate::rehearsal::messages::says_nothing;
use crate::rehearsal::refusal::{FieldErrors, Refusal};
use crate::rehearsal::snowflake;

/// What the message fields are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rehearsal) enum Form {
    /// A new message: it must say something.
    Create,
    /// An edit: what is missing stays.
    Edit,
}

/// Refuses what Discord refuses.
pub(in crate::rehearsal) fn message(body: &Value, form: Form) -> Result<(), Refusal> {
    if !body.is_object() {
        return Err(FieldErrors::one("", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType"));
    }
    let mut errors = FieldErrors::default();
    content(&mut errors, body.get("content"));
    embeds::check(&mut errors, body.get("embeds"));
    components::check(&mut errors, body.get("components"));
    nonce(&mut errors, body.get("nonce"));
    allowed_mentions(&mut errors, body.get("allowed_mentions"));
    if body.get("flags").is_some_and(|flags| !flags.is_null() && flags.as_u64().is_none()) {
        errors.add("flags", "NUMBER_TYPE_COERCE", format!("Value \"{}\" is not int.", body["flags"]));
    }
    errors.verdict()?;
    if form == Form::Create && says_nothing(body) {
        return Err(Refusal::empty_message());
    }
    Ok(())
}

fn content(errors: &mut FieldErrors, value: Option<&Value>) {
    match value {
        // Discord counts after it has trimmed.
        Some(Value::String(content)) if content.trim().chars().count() <= 2000 => {}
        value => text(errors, "content", value, up_to(2000)),
    }
}

fn nonce(errors: &mut FieldErrors, value: Option<&Value>) {
    match value {
        Some(Value::Number(number)) if number.is_i64() || number.is_u64() => {}
        value => text(errors, "nonce", value, up_to(25)),
    }
}

fn allowed_mentions(errors: &mut FieldErrors, value: Option<&Value>) {
    let Some(allowed) = value.filter(|value| !value.is_null()) else { return };
    if !allowed.is_object() {
        return errors.add("allowed_mentions", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
    }
    let parse = list(errors, "allowed_mentions.parse", allowed.get("parse"), up_to(3));
    for (index, parsed) in parse.iter().enumerate() {
        if !matches!(parsed.as_str(), Some("roles" | "users" | "everyone")) {
            super::not_among(errors, &format!("allowed_mentions.parse.{index}"), "'roles', 'users', 'everyone'");
        }
    }
    for kind in ["users", "roles"] {
        let path = format!("allowed_mentions.{kind}");
        let ids = list(errors, &path, allowed.get(kind), between(0, 100));
        for (index, id) in ids.iter().enumerate().filter(|(_, id)| snowflake(id).is_none()) {
            errors.add(&format!("{path}.{index}"), "NUMBER_TYPE_COERCE", format!("Value {id} is not snowflake."));
        }
        if !ids.is_empty() && parse.iter().any(|parsed| parsed == kind) {
            let message = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            errors.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
        }
    }
}
