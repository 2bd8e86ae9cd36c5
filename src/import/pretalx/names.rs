//! What rooms, tracks, speakers and types are called that events refer to.

use std::collections::HashMap;

use serde_json::Value;

use crate::import::prose::line;

/// The lists of names beside the events, by what refers to them: a number or a code.
#[derive(Debug, Default)]
pub(super) struct Names {
    rooms: HashMap<String, String>,
    tracks: HashMap<String, String>,
    speakers: HashMap<String, String>,
    types: HashMap<String, String>,
}

/// Which list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    Rooms,
    Tracks,
    Speakers,
    Types,
}

impl Names {
    pub(super) fn of(places: &[&Value]) -> Self {
        let list = |names: &[&str]| {
            let mut known = HashMap::new();
            for list in places.iter().flat_map(|place| names.iter().filter_map(|name| place.get(name)?.as_array())) {
                for entry in list {
                    let Some(called) = person(entry).or_else(|| text(entry)) else { continue };
                    for key in
                        ["id", "code", "guid", "slug"].iter().filter_map(|key| entry.get(key).and_then(reference))
                    {
                        known.insert(key, called.clone());
                    }
                }
            }
            known
        };
        Self {
            rooms: list(&["rooms"]),
            tracks: list(&["tracks"]),
            speakers: list(&["speakers", "persons", "people"]),
            types: list(&["submission_types", "session_types", "types"]),
        }
    }

    /// Whether a speaker is a code, and no list says whose.
    pub(super) fn is_unknown_code(&self, speaker: &Value) -> bool {
        speaker.as_str().is_some_and(|text| is_code(text) && !self.speakers.contains_key(text))
    }

    /// What a value names: by itself, or by the list that it refers to.
    pub(super) fn name(&self, of: Of, value: &Value) -> Option<String> {
        let list = match of {
            Of::Rooms => &self.rooms,
            Of::Tracks => &self.tracks,
            Of::Speakers => &self.speakers,
            Of::Types => &self.types,
        };
        let known = reference(value).and_then(|key| list.get(&key).cloned());
        let spelt = || if value.is_number() { None } else { person(value).or_else(|| text(value)) };
        known.or_else(spelt).filter(|name| !name.is_empty())
    }
}

/// pretalx's codes: six capitals and digits.
fn is_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// A number or a short text by which something is referred to.
fn reference(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        // What has a name of its own needs no list.
        Value::Object(map) if !map.contains_key("name") => ["guid", "slug", "code", "id"]
            .iter()
            .find_map(|key| map.get(*key))
            .filter(|key| !key.is_object())
            .and_then(reference),
        _ => None,
    }
}

fn person(value: &Value) -> Option<String> {
    let name = ["public_name", "full_public_name", "full_name", "fullname"];
    name.iter().find_map(|key| value.get(key)?.as_str()).map(line).filter(|name| !name.is_empty())
}

/// A text, on one line; of one in several languages the English, else the first.
pub(super) fn text(value: &Value) -> Option<String> {
    raw_text(value).map(line).filter(|text| !text.is_empty())
}

/// As [`text`], as it is written.
pub(super) fn raw_text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Object(map) => {
            let inner = map.get("name").or_else(|| map.get("title")).or_else(|| map.get("en"));
            match inner {
                Some(Value::String(text)) => Some(text),
                Some(Value::Object(languages)) => {
                    let first = || languages.values().find_map(Value::as_str);
                    languages.get("en").and_then(Value::as_str).or_else(first)
                }
                _ => {
                    // Only languages have names this short.
                    let language = |key: &str| key.len() == 2 || key.get(2..3) == Some("-");
                    map.iter().filter(|(key, _)| language(key)).find_map(|(_, value)| value.as_str())
                }
            }
        }
        _ => None,
    }
}
