//! Sessionize: the JSON of its views `All`, `Sessions` and `GridSmart`.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Hints;
use super::assemble::{DraftTalk, schedule};
use super::fields::{first_text, is_true, line, list, plain, summary, text};
use super::grouping::by_day_and_room;
use super::instants::Instants;
use super::kinds::{kind, of_label, of_title};
use super::report::{Place, Report};
use super::source_text::clean;
use crate::schedule::{Schedule, TalkKind};

/// Deepest list of sessions: days hold rooms, rooms hold sessions.
const DEEPEST: usize = 6;

/// Reads one of the views.
pub(super) fn import(value: &Value, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let names = Names::of(value);
    let mut instants = Instants::of(None, hints, report);
    let mut entries = Vec::new();
    collect(value, String::new(), 0, &mut entries);
    let mut talks = Vec::new();
    let mut unscheduled = Vec::new();
    let mut seen = HashSet::new();
    for (path, entry) in &entries {
        // A grid shows a session once by room and once by time.
        if text(entry, "id").is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        match (text(entry, "startsAt"), text(entry, "endsAt")) {
            (Some(start), Some(end)) => talks.extend(talk(path, entry, (&start, &end), &names, &mut instants, report)),
            _ => unscheduled.push(clean(&text(entry, "title").unwrap_or_default())),
        }
    }
    if let Some(first) = unscheduled.first() {
        let count = unscheduled.len();
        let them = if count == 1 { "1 session has no time yet and is" } else { "sessions have no time yet and are" };
        let number = if count == 1 { String::new() } else { format!("{count} ") };
        report.warn(None, format!("{number}{them} left out, such as “{first}”."));
    }
    let tz = instants.time_zone(report);
    schedule(None, tz, by_day_and_room(talks, tz), report)
}

/// What ids stand for.
struct Names {
    speakers: HashMap<String, String>,
    rooms: HashMap<String, String>,
    /// The items of categories, and whether their category says what sort of session it is.
    kinds: HashMap<String, String>,
}

impl Names {
    fn of(value: &Value) -> Self {
        let named = |key: &str, names: &[&str]| {
            let pair = |entry: &Value| Some((text(entry, "id")?, clean(&first_text(entry, names)?)));
            list(value, key).iter().filter_map(pair).collect()
        };
        let items = list(value, "categories").iter().flat_map(|category| list(category, "items"));
        let kinds = items.filter_map(|item| Some((text(item, "id")?, clean(&text(item, "name")?)))).collect();
        Self { speakers: named("speakers", &["fullName", "name"]), rooms: named("rooms", &["name"]), kinds }
    }
}

fn talk(
    path: &str,
    entry: &Value,
    (start, end): (&str, &str),
    names: &Names,
    instants: &mut Instants,
    report: &mut Report,
) -> Option<DraftTalk> {
    let at = |field: &str| Place::from(format!("{path}.{field}"));
    let Some(title) = text(entry, "title").and_then(|title| line(&title)) else {
        report.error(at("title"), "This session has no title.");
        return None;
    };
    let start = instants.read(start, at("startsAt"), report);
    let end = instants.read(end, at("endsAt"), report);
    let (start, end) = (start?, end?);
    if end <= start {
        report.error(at("endsAt"), format!("“{title}” ends before it starts. Mend one of the two times."));
        return None;
    }
    let room = text(entry, "roomId").and_then(|id| names.rooms.get(&id).cloned()).or_else(|| text(entry, "room"));
    Some(DraftTalk {
        place: Place::from(path.to_owned()),
        id: text(entry, "id"),
        kind: kind_of(entry, &title, names),
        title,
        speakers: speakers(entry, names),
        summary: text(entry, "description").and_then(|text| summary(&text, at("description"), report)),
        room: room.map(|room| clean(&room)),
        cancelled: text(entry, "status").is_some_and(|status| status.to_lowercase().starts_with("cancel")),
        start,
        end,
    })
}

fn kind_of(entry: &Value, title: &str, names: &Names) -> TalkKind {
    if is_true(entry, "isServiceSession") {
        let by_title = of_title(title);
        return if by_title == TalkKind::Other { TalkKind::Break } else { by_title };
    }
    let labels = list(entry, "categoryItems").iter().filter_map(plain).filter_map(|id| names.kinds.get(&id).cloned());
    let views = list(entry, "categories").iter().flat_map(|category| list(category, "categoryItems"));
    let told = labels.chain(views.filter_map(|item| text(item, "name"))).find(|label| of_label(label).is_some());
    kind(told.as_deref(), title)
}

fn speakers(entry: &Value, names: &Names) -> Vec<String> {
    let name = |speaker: &Value| {
        let by_id = plain(speaker).and_then(|id| names.speakers.get(&id).cloned());
        by_id.or_else(|| first_text(speaker, &["name", "fullName"]).map(|name| clean(&name)))
    };
    list(entry, "speakers").iter().filter_map(name).collect()
}

/// Everything that is a session, wherever a view has it.
fn collect<'a>(value: &'a Value, path: String, depth: usize, found: &mut Vec<(String, &'a Value)>) {
    if depth > DEEPEST {
        return;
    }
    if value.get("startsAt").is_some() {
        return found.push((path, value));
    }
    if let Some(list) = value.as_array() {
        for (index, entry) in list.iter().enumerate() {
            collect(entry, format!("{path}[{index}]"), depth + 1, found);
        }
    }
    for key in ["sessions", "rooms", "groups"] {
        if let Some(inner) = value.get(key).filter(|inner| inner.is_array()) {
            let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            collect(inner, path, depth + 1, found);
        }
    }
}
