//! One event of a JSON programme, under whichever names it is written.

use serde_json::Value;

use super::names::{Names, Of, raw_text, text};
use super::walk::Found;
use crate::import::fields::is_true;
use crate::import::names::labelled;
use crate::import::prose::{Prose, markdown};

/// What is read of an event. Texts are clean; times are as written.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) id: Option<String>,
    pub(super) title: String,
    /// Whether nothing but its code is known.
    pub(super) only_code: bool,
    pub(super) kind: Option<String>,
    pub(super) track: Option<String>,
    pub(super) summary: Option<String>,
    /// Whether the way into a meeting was left out of its abstract.
    pub(super) secret: bool,
    pub(super) speakers: Vec<String>,
    /// Whether speakers are named by codes that nothing explains.
    pub(super) coded: bool,
    pub(super) moderators: Vec<String>,
    pub(super) state: State,
    /// One talk can have several slots.
    pub(super) times: Vec<Times>,
}

/// When and where, as written.
#[derive(Debug, Default)]
pub(super) struct Times {
    pub(super) path: String,
    pub(super) date: Option<String>,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    pub(super) duration: Option<String>,
    pub(super) room: Option<String>,
    pub(super) day: Option<String>,
}

/// Whether it takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Confirmed,
    Cancelled,
    /// Taken, and its speakers have not said yet that they come.
    Accepted,
    Unconfirmed,
    /// None of the public's business.
    Hidden,
}

impl Event {
    pub(super) fn of(found: &Found<'_>, names: &Names) -> Self {
        let outer = found.value;
        let inner = outer.get("submission").filter(|inner| inner.is_object()).unwrap_or(outer);
        let get = |keys: &[&str]| keys.iter().find_map(|key| inner.get(key).filter(|value| !value.is_null()));
        let title = get(&["title", "name"]).and_then(text);
        // A break is a slot whose description is its title.
        let described = || outer.get("description").filter(|_| std::ptr::eq(inner, outer)).and_then(text);
        let code = outer.get("submission").is_some_and(Value::is_string);
        let title =
            title.or_else(|| described().filter(|text| !code && text.chars().count() <= 120)).unwrap_or_default();
        let (summary, secret) = summary(inner);
        let kind =
            get(&["type", "submission_type", "session_type", "kind"]).and_then(|kind| names.name(Of::Types, kind));
        let says = |key: &str, word: &str| outer.get(key).and_then(Value::as_str).is_some_and(|said| said == word);
        let pause = says("slot_type", "break") || says("event_type", "break");
        let called_off = ["cancelled", "canceled"].iter().any(|key| is_true(inner, key));
        let public = outer.get("is_visible") != Some(&Value::Bool(false)) && !says("slot_type", "blocker");
        let state = match get(&["state", "status"]).and_then(text).map_or(State::Confirmed, |state| State::of(&state)) {
            _ if called_off => State::Cancelled,
            _ if !public => State::Hidden,
            state => state,
        };
        let people = get(&["persons", "speakers", "participants", "authors"]).and_then(Value::as_array);
        let alone = get(&["speaker"]).and_then(Value::as_str).map(labelled).unwrap_or_default();
        let (mut speakers, mut moderators) = (Vec::new(), Vec::new());
        let mut coded = false;
        for person in people.into_iter().flatten() {
            if names.is_unknown_code(person) {
                coded = true;
                continue;
            }
            let role = person.get("role").and_then(text).unwrap_or_default().to_lowercase();
            let leads = ["moderator", "chair", "coordinator", "host", "herald"].iter().any(|word| role.contains(word));
            let list = if leads { &mut moderators } else { &mut speakers };
            list.extend(names.name(Of::Speakers, person));
        }
        if speakers.is_empty() {
            speakers = alone;
        }
        Self {
            id: get(&["guid", "code", "id"]).and_then(id),
            only_code: title.is_empty() && code,
            title,
            kind: kind.or_else(|| pause.then(|| "break".to_owned())),
            track: get(&["track"]).and_then(|value| names.name(Of::Tracks, value)),
            summary,
            secret,
            speakers,
            coded,
            moderators,
            state,
            times: times(found, inner, names),
        }
    }
}

/// Whether a source says of an event that its speakers come.
pub(super) fn is_confirmed(outer: &Value) -> bool {
    let inner = outer.get("submission").filter(|inner| inner.is_object()).unwrap_or(outer);
    inner.get("state").and_then(Value::as_str) == Some("confirmed")
}

impl State {
    fn of(state: &str) -> Self {
        match state.to_lowercase().as_str() {
            "canceled" | "cancelled" => Self::Cancelled,
            "accepted" => Self::Accepted,
            "submitted" | "rejected" | "withdrawn" | "deleted" | "draft" => Self::Unconfirmed,
            _ => Self::Confirmed,
        }
    }
}

fn times(found: &Found<'_>, inner: &Value, names: &Names) -> Vec<Times> {
    let one = |slot: &Value, path: String| {
        let get = |keys: &[&str]| {
            let of = |value: &Value| keys.iter().find_map(|key| written(value.get(key)?));
            of(slot).or_else(|| of(inner))
        };
        let rooms = [slot, inner].into_iter().find_map(|place| {
            let several = || place.get("rooms").and_then(Value::as_array);
            place
                .get("room")
                .or_else(|| place.get("venue"))
                .map(std::slice::from_ref)
                .or_else(|| several().map(Vec::as_slice))
        });
        // What is in several rooms at once, such as a break, is in none of them alone.
        let room = match rooms {
            Some([room]) => names.name(Of::Rooms, room),
            _ => None,
        };
        Times {
            path,
            date: get(&["date", "start_date"]),
            start: get(&["start", "start_time", "starts_at", "start_date"]),
            end: get(&["end", "end_time", "ends_at", "end_date"]),
            duration: get(&["duration"]),
            room: room.or_else(|| found.room.map(str::to_owned)),
            day: found.day.map(str::to_owned),
        }
    };
    let path = &found.path;
    if let Some(slots) = inner.get("slots").and_then(Value::as_array).filter(|_| std::ptr::eq(inner, found.value)) {
        let objects = slots.iter().enumerate().filter(|(_, slot)| slot.is_object());
        let mut times: Vec<Times> = objects.map(|(at, slot)| one(slot, format!("{path}.slots[{at}]"))).collect();
        if times.is_empty() {
            times.push(Times { path: format!("{path}.slots"), ..Times::default() });
        }
        return times;
    }
    match found.value.get("slot") {
        Some(slot) if slot.is_object() => vec![one(slot, format!("{path}.slot"))],
        _ => vec![one(found.value, path.clone())],
    }
}

/// Subtitle, abstract, description and address, each a paragraph at least.
fn summary(event: &Value) -> (Option<String>, bool) {
    let mut summary = String::new();
    let mut secret = false;
    let mut said: Vec<&str> = Vec::new();
    for key in ["subtitle", "abstract", "description", "url"] {
        let Some(raw) = event.get(key).and_then(raw_text).map(str::trim).filter(|text| !text.is_empty()) else {
            continue;
        };
        if said.contains(&raw) || key == "url" && !raw.starts_with("http") {
            continue;
        }
        said.push(raw);
        let Prose { text, secret: told } = markdown(raw);
        secret |= told;
        if !summary.is_empty() && !text.is_empty() {
            summary.push_str("\n\n");
        }
        summary.push_str(&text);
    }
    (Some(summary).filter(|text| !text.is_empty()), secret)
}

fn id(value: &Value) -> Option<String> {
    written(value).filter(|id| !id.is_empty())
}

/// A text or a number, as text.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
