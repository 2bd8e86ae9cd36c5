//! Sessionize: the JSON of its views `All`, `Sessions` and `GridSmart`.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::assemble::{DraftTalk, USUAL_LENGTH, schedule};
use super::fields::{first_text, is_true, line, list, plain, summary, text};
use super::grouping::by_day_and_room;
use super::instants::Instants;
use super::kinds::{kind, of_label, of_title};
use super::report::{Place, Report};
use super::source_text::clean;
use super::{Hints, Level};
use crate::schedule::{Schedule, TalkKind};

/// What is no pause although nobody submitted it.
const SPOKEN: [&str; 10] =
    ["welcome", "opening", "closing", "remarks", "housekeeping", "prize", "award", "wrap", "raffle", "thank"];
/// Deepest list of sessions: days hold rooms, rooms hold sessions.
const DEEPEST: usize = 6;

/// Reads one of the views.
pub(super) fn import(value: &Value, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let names = Names::of(value);
    let mut instants = Instants::of(None, hints, report);
    let mut entries = Vec::new();
    collect(value, String::new(), None, 0, &mut entries);
    let mut talks = Vec::new();
    let mut unscheduled = Vec::new();
    let mut tracks = HashMap::new();
    let mut seen = HashSet::new();
    for Found { path, group, entry } in &entries {
        // A grid shows a session once by room and once by time.
        let start = text(entry, "startsAt");
        if text(entry, "id").is_some_and(|id| !seen.insert((id, start.clone()))) {
            continue;
        }
        let Some(start) = start else {
            unscheduled.push(clean(&text(entry, "title").unwrap_or_default()));
            continue;
        };
        let Some(talk) = talk(path, entry, &start, &names, &mut instants, report) else { continue };
        let track = names.track(entry).or_else(|| group.map(str::to_owned));
        tracks.insert(path.as_str(), track);
        talks.push(talk);
    }
    if entries.is_empty() && value.is_array() {
        let message = "No session is in this list: it is empty, or one of speakers. Has the programme been published in \
                       Sessionize? Its views `All` and `GridSmart` hold the sessions with their times.";
        report.error(None, message);
        return None;
    }
    if let Some(first) = unscheduled.first() {
        let count = unscheduled.len();
        let them = if count == 1 { "1 session has no time yet and is" } else { "sessions have no time yet and are" };
        let number = if count == 1 { String::new() } else { format!("{count} ") };
        report.warn(None, format!("{number}{them} left out, such as “{first}”."));
    }
    let tz = instants.time_zone(report);
    let mut sessions = by_day_and_room(talks, tz);
    for session in &mut sessions {
        let mut of_talks = session.talks.iter().map(|talk| tracks.get(talk.place.path.as_deref()?)?.as_ref());
        let first = of_talks.next().flatten();
        session.track = first.filter(|first| of_talks.all(|track| track == Some(*first))).cloned();
    }
    schedule(None, tz, sessions, report)
}

/// What ids stand for.
struct Names {
    speakers: HashMap<String, String>,
    rooms: HashMap<String, String>,
    /// The items of categories.
    kinds: HashMap<String, String>,
    /// The items of the category of tracks.
    tracks: HashMap<String, String>,
}

/// A session, where it stands, and the group of a view that it is in.
struct Found<'a> {
    path: String,
    group: Option<&'a str>,
    entry: &'a Value,
}

impl Names {
    fn of(value: &Value) -> Self {
        let named = |key: &str, names: &[&str]| {
            let pair = |entry: &Value| Some((text(entry, "id")?, clean(&first_text(entry, names)?)));
            list(value, key).iter().filter_map(pair).collect()
        };
        let item = |item: &Value| Some((text(item, "id")?, clean(&text(item, "name")?)));
        let (tracks, kinds): (Vec<&Value>, Vec<&Value>) = list(value, "categories").iter().partition(|it| is_track(it));
        let items = |categories: Vec<&Value>| {
            categories.into_iter().flat_map(|category| list(category, "items")).filter_map(item).collect()
        };
        Self {
            speakers: named("speakers", &["fullName", "name"]),
            rooms: named("rooms", &["name"]),
            kinds: items(kinds),
            tracks: items(tracks),
        }
    }

    /// The first track of a session, where its event has tracks.
    fn track(&self, entry: &Value) -> Option<String> {
        let by_id = list(entry, "categoryItems").iter().filter_map(plain).find_map(|id| self.tracks.get(&id).cloned());
        let views = || list(entry, "categories").iter().filter(|category| is_track(category));
        by_id.or_else(|| views().flat_map(|it| list(it, "categoryItems")).find_map(|item| text(item, "name")))
    }
}

fn is_track(category: &Value) -> bool {
    first_text(category, &["title", "name"]).is_some_and(|title| title.to_lowercase().contains("track"))
}

fn talk(
    path: &str,
    entry: &Value,
    start: &str,
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
    let end = match text(entry, "endsAt") {
        Some(end) => instants.read(&end, at("endsAt"), report),
        None => start.map(|start| {
            let message = "A session does not say when it ends; 30 minutes are taken.".to_owned();
            report.once(Level::Warning, at("endsAt"), message);
            start + USUAL_LENGTH
        }),
    };
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
        let lower = title.to_lowercase();
        let is_told = SPOKEN.iter().any(|word| lower.contains(word));
        return if by_title == TalkKind::Other && !is_told { TalkKind::Break } else { by_title };
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
fn collect<'a>(value: &'a Value, path: String, group: Option<&'a str>, depth: usize, found: &mut Vec<Found<'a>>) {
    if depth > DEEPEST {
        return;
    }
    if value.get("startsAt").is_some() {
        return found.push(Found { path, group, entry: value });
    }
    // One view groups sessions by a category, another by their room and day.
    let named = value.get("groupName").and_then(Value::as_str).filter(|name| !name.is_empty() && *name != "All");
    let group = named.or(group);
    if let Some(list) = value.as_array() {
        for (index, entry) in list.iter().enumerate() {
            collect(entry, format!("{path}[{index}]"), group, depth + 1, found);
        }
    }
    for key in ["sessions", "rooms", "groups"] {
        if let Some(inner) = value.get(key).filter(|inner| inner.is_array()) {
            let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            collect(inner, path, group, depth + 1, found);
        }
    }
}
