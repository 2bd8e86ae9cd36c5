//! Where the events stand in a JSON programme.

use serde_json::Value;

/// An event, where it stands, and what stands around it.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub(super) value: &'a Value,
    pub(super) path: String,
    /// Of the room that it stands under.
    pub(super) room: Option<&'a str>,
    /// Of the day that it stands under.
    pub(super) day: Option<&'a str>,
}

/// Lists that hold events, by the names that they have.
const LISTS: [&str; 6] = ["talks", "events", "slots", "submissions", "results", "breaks"];

/// Every event, in the order of the source.
pub(super) fn events(value: &Value) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    if let Some(list) = value.as_array() {
        take(list, "", None, None, &mut found);
        return found;
    }
    if let Some(talks) = by_code(value) {
        found.extend(talks.into_iter().map(|(step, _, value)| Found { value, path: step, room: None, day: None }));
        return found;
    }
    if let Some(list) = value.get("schedule").and_then(Value::as_array) {
        take(list, "schedule", None, None, &mut found);
        return found;
    }
    let schedule = value.get("schedule").filter(|inner| inner.is_object());
    let conference = schedule.unwrap_or(value).get("conference").filter(|inner| inner.is_object());
    let places = [
        (Some(value), ""),
        (schedule, "schedule."),
        (conference, if schedule.is_some() { "schedule.conference." } else { "conference." }),
    ];
    for (place, path) in places.into_iter().filter_map(|(place, path)| Some((place?, path))) {
        if let Some(days) = place.get("days") {
            take_days(days, path, &mut found);
        }
        for name in LISTS {
            if let Some(list) = place.get(name).and_then(Value::as_array) {
                take(list, &format!("{path}{name}"), None, None, &mut found);
            }
        }
    }
    if found.is_empty() && value.get("title").is_some() {
        found.push(Found { value, path: "title".to_owned(), room: None, day: None });
    }
    found
}

/// Talks that stand by their codes, with nothing around them.
pub(in crate::import) fn by_code(value: &Value) -> Option<Vec<(String, Option<&str>, &Value)>> {
    let talks = named(value.as_object().map(|_| value)?);
    let is_talk = |value: &Value| value.get("title").is_some() && value.get("start").is_some();
    (!talks.is_empty() && talks.iter().all(|(.., value)| is_talk(value))).then_some(talks)
}

/// Days are a list, or stand under their names; so do the rooms of a day.
fn take_days<'a>(days: &'a Value, path: &str, found: &mut Vec<Found<'a>>) {
    for (step, key, day) in named(days) {
        let path = format!("{path}days{step}");
        let date = day.get("date").or_else(|| day.get("start")).and_then(Value::as_str).or(key);
        let date = date.and_then(|date| date.get(..10));
        if let Some(rooms) = day.get("rooms") {
            for (step, key, room) in named(rooms) {
                let path = format!("{path}.rooms{step}");
                let called = room.get("name").and_then(Value::as_str).or(key);
                let list = room.as_array().or_else(|| LISTS.iter().find_map(|name| room.get(name)?.as_array()));
                take(list.map_or(&[], Vec::as_slice), &path, called, date, found);
            }
        }
        for name in LISTS {
            if let Some(list) = day.get(name).and_then(Value::as_array) {
                take(list, &format!("{path}.{name}"), None, date, found);
            }
        }
    }
}

/// The elements of a list or an object, each with the step that leads to it and its name in the object.
fn named(value: &Value) -> Vec<(String, Option<&str>, &Value)> {
    match value {
        Value::Array(list) => list.iter().enumerate().map(|(at, inner)| (format!("[{at}]"), None, inner)).collect(),
        Value::Object(map) => {
            map.iter().map(|(name, inner)| (format!("[\"{name}\"]"), Some(name.as_str()), inner)).collect()
        }
        _ => Vec::new(),
    }
}

fn take<'a>(list: &'a [Value], path: &str, room: Option<&'a str>, day: Option<&'a str>, found: &mut Vec<Found<'a>>) {
    let objects = list.iter().enumerate().filter(|(_, value)| value.is_object());
    found.extend(objects.map(|(at, value)| Found { value, path: format!("{path}[{at}]"), room, day }));
}
