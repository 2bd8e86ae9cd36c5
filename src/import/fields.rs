//! Fields of JSON that other people wrote: a number where a text should be is a text, null is nothing.

use serde_json::Value;

use super::report::{Place, Report};
use super::{Level, prose};

/// The text in a field, trimmed; `None` where it is missing, null, blank or no text.
pub(super) fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(plain)
}

/// The first of several fields that holds a text.
pub(super) fn first_text(value: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text(value, key))
}

/// The list in a field; empty where there is none.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Whether a field says yes.
pub(super) fn is_true(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or_default()
}

/// A value as text, as far as it is one.
pub(super) fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// An abstract as it may be posted. What was left out of it is said.
pub(super) fn summary(text: &str, place: impl Into<Place>, report: &mut Report) -> Option<String> {
    let prose = prose::paragraphs(text);
    if prose.secret {
        report.once(Level::Note, place, prose::MEETING_LEFT_OUT.to_owned());
    }
    Some(prose.text).filter(|text| !text.is_empty())
}

/// A title, a name or a room on one line; `None` where nothing is left of it.
pub(super) fn line(text: &str) -> Option<String> {
    Some(prose::line(text)).filter(|line| !line.is_empty())
}
