//! Modals.

use serde_json::Value;

use super::{between, components, list, not_among, required_text, text, up_to};
use crate::rehearsal::refusal::{FieldErrors, Refusal};

/// Refuses a modal that Discord refuses. Paths begin with `data`, as in the callback that carries it.
pub(in crate::rehearsal) fn modal(modal: &Value) -> Result<(), Refusal> {
    let mut errors = FieldErrors::default();
    let mut seen = Vec::new();
    required_text(&mut errors, "data.title", modal.get("title"), between(1, 45));
    required_text(&mut errors, "data.custom_id", modal.get("custom_id"), between(1, 100));
    if modal.get("components").is_none_or(Value::is_null) {
        errors.required("data.components");
    }
    let rows = list(&mut errors, "data.components", modal.get("components"), between(1, 5));
    for (index, row) in rows.iter().enumerate() {
        let path = format!("data.components.{index}.components");
        let inputs = list(&mut errors, &path, row.get("components"), between(1, 1));
        for input in inputs {
            text_input(&mut errors, &format!("{path}.0"), input, &mut seen);
        }
    }
    errors.verdict()
}

fn text_input<'a>(errors: &mut FieldErrors, path: &str, input: &'a Value, seen: &mut Vec<&'a str>) {
    if input["type"] != 4 {
        return not_among(errors, &format!("{path}.type"), "4");
    }
    components::custom_id(errors, &format!("{path}.custom_id"), input, seen);
    required_text(errors, &format!("{path}.label"), input.get("label"), between(1, 45));
    text(errors, &format!("{path}.placeholder"), input.get("placeholder"), up_to(100));
    text(errors, &format!("{path}.value"), input.get("value"), up_to(4000));
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        not_among(errors, &format!("{path}.style"), "1, 2");
    }
    for (name, least) in [("min_length", 0), ("max_length", 1)] {
        let Some(length) = input[name].as_u64() else { continue };
        if !(least..=4000).contains(&length) {
            let message = format!("int value should be between {least} and 4000, not {length}.");
            errors.add(&format!("{path}.{name}"), "NUMBER_TYPE_RANGE", message);
        }
    }
}
