//! Action rows, buttons and select menus.

use serde_json::Value;

use super::{Length, between, check_length, list, not_among, required_text, text, up_to};
use crate::rehearsal::refusal::FieldErrors;

const LINK: u64 = 5;
const PREMIUM: u64 = 6;
const STRING_SELECT: u64 = 3;

pub(super) fn check(errors: &mut FieldErrors, value: Option<&Value>) {
    let mut seen = Vec::new();
    let rows = list(errors, "components", value, up_to(5));
    for (index, row) in rows.iter().enumerate() {
        action_row(errors, &format!("components.{index}"), row, &mut seen);
    }
}

/// Notes a custom id that is missing, too long, or used twice.
pub(super) fn custom_id<'a>(errors: &mut FieldErrors, path: &str, component: &'a Value, seen: &mut Vec<&'a str>) {
    required_text(errors, path, component.get("custom_id"), between(1, 100));
    let Some(id) = component["custom_id"].as_str() else { return };
    if seen.contains(&id) {
        errors.add(path, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }
    seen.push(id);
}

fn action_row<'a>(errors: &mut FieldErrors, path: &str, row: &'a Value, seen: &mut Vec<&'a str>) {
    if row["type"] != 1 {
        return not_among(errors, &format!("{path}.type"), "1");
    }
    let inside = list(errors, &format!("{path}.components"), row.get("components"), between(1, 5));
    if row.get("components").is_none_or(Value::is_null) {
        errors.required(&format!("{path}.components"));
    }
    let selects = inside.iter().filter(|component| component["type"] != 2).count();
    if selects > 0 && inside.len() > 1 {
        let message = "The specified component exceeds the maximum width";
        errors.add(&format!("{path}.components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
    }
    for (index, component) in inside.iter().enumerate() {
        let path = format!("{path}.components.{index}");
        match component["type"].as_u64() {
            Some(2) => button(errors, &path, component, seen),
            Some(3 | 5..=8) => select(errors, &path, component, seen),
            _ => not_among(errors, &format!("{path}.type"), "2, 3, 5, 6, 7, 8"),
        }
    }
}

fn button<'a>(errors: &mut FieldErrors, path: &str, button: &'a Value, seen: &mut Vec<&'a str>) {
    text(errors, &format!("{path}.label"), button.get("label"), up_to(80));
    let has_label = button["label"].as_str().is_some_and(|label| !label.is_empty());
    match button["style"].as_u64() {
        Some(LINK) => {
            required_text(errors, &format!("{path}.url"), button.get("url"), between(1, 512));
            if button.get("custom_id").is_some_and(|id| !id.is_null()) {
                let message = "A custom id and url cannot both be specified";
                errors.add(path, "COMPONENT_BUTTON_CUSTOM_ID_URL_EXCLUSIVE", message);
            }
        }
        Some(PREMIUM) => return required_text(errors, &format!("{path}.sku_id"), button.get("sku_id"), up_to(20)),
        Some(1..=4) => custom_id(errors, &format!("{path}.custom_id"), button, seen),
        _ => not_among(errors, &format!("{path}.style"), "1, 2, 3, 4, 5, 6"),
    }
    if !has_label && !button["emoji"].is_object() {
        errors.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button must have a label or emoji");
    }
}

fn select<'a>(errors: &mut FieldErrors, path: &str, select: &'a Value, seen: &mut Vec<&'a str>) {
    custom_id(errors, &format!("{path}.custom_id"), select, seen);
    text(errors, &format!("{path}.placeholder"), select.get("placeholder"), up_to(150));
    number(errors, &format!("{path}.min_values"), &select["min_values"], up_to(25));
    number(errors, &format!("{path}.max_values"), &select["max_values"], between(1, 25));
    if select["type"].as_u64() != Some(STRING_SELECT) {
        return;
    }
    if select.get("options").is_none_or(Value::is_null) {
        return errors.required(&format!("{path}.options"));
    }
    let mut values: Vec<&str> = Vec::new();
    let options = list(errors, &format!("{path}.options"), select.get("options"), between(1, 25));
    for (index, option) in options.iter().enumerate() {
        let path = format!("{path}.options.{index}");
        required_text(errors, &format!("{path}.label"), option.get("label"), between(1, 100));
        required_text(errors, &format!("{path}.value"), option.get("value"), between(1, 100));
        text(errors, &format!("{path}.description"), option.get("description"), up_to(100));
        let Some(value) = option["value"].as_str() else { continue };
        if values.contains(&value) {
            let message = "The specified option value is already used";
            errors.add(&format!("{path}.value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
        }
        values.push(value);
    }
}

fn number(errors: &mut FieldErrors, path: &str, value: &Value, range: Length) {
    if let Some(number) = value.as_u64() {
        check_length(errors, path, usize::try_from(number).unwrap_or(usize::MAX), range);
    }
}
