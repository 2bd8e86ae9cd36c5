//! What Discord refuses: lengths, missing fields, component rules.

mod commands;
mod components;
mod embeds;
mod message;
mod modal;

use serde_json::Value;

use super::refusal::FieldErrors;

pub(super) use commands::{choices, commands};
pub(super) use message::{Form, message};
pub(super) use modal::modal;

/// How long a text may be, in Unicode code points, as Discord counts.
#[derive(Clone, Copy)]
struct Length {
    least: usize,
    most: usize,
}

const fn up_to(most: usize) -> Length {
    Length { least: 0, most }
}

const fn between(least: usize, most: usize) -> Length {
    Length { least, most }
}

/// Checks a text that may be missing.
fn text(errors: &mut FieldErrors, path: &str, value: Option<&Value>, length: Length) {
    match value {
        None | Some(Value::Null) => {}
        Some(Value::String(text)) => check_length(errors, path, text.chars().count(), length),
        Some(other) => errors.add(path, "STRING_TYPE_CONVERT", format!("Could not interpret \"{other}\" as string.")),
    }
}

/// Checks a text that must be there.
fn required_text(errors: &mut FieldErrors, path: &str, value: Option<&Value>, length: Length) {
    match value {
        None | Some(Value::Null) => errors.required(path),
        Some(Value::String(empty)) if empty.is_empty() => errors.required(path),
        value => text(errors, path, value, length),
    }
}

/// The elements of a list that may be missing; notes what is no list or too long.
fn list<'a>(errors: &mut FieldErrors, path: &str, value: Option<&'a Value>, length: Length) -> &'a [Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(elements)) => {
            check_length(errors, path, elements.len(), length);
            elements
        }
        Some(_) => {
            errors.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            &[]
        }
    }
}

fn check_length(errors: &mut FieldErrors, path: &str, length: usize, Length { least, most }: Length) {
    if (least..=most).contains(&length) {
        return;
    }
    let (code, message) = match least {
        0 => ("BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length.")),
        least => ("BASE_TYPE_BAD_LENGTH", format!("Must be between {least} and {most} in length.")),
    };
    errors.add(path, code, message);
}

fn not_among(errors: &mut FieldErrors, path: &str, choices: &str) {
    errors.add(path, "BASE_TYPE_CHOICES", format!("Value must be one of {{{choices}}}."));
}
