//! The JSON feed of the ICML, NeurIPS and ICLR sites: `…-orals-posters.json`, with its abstracts or beside them.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::assemble::{DraftSession, DraftTalk, schedule};
use super::fields::{first_text, line, list, plain, summary, text};
use super::grouping::{by_day_and_room, day_of, with_one_room};
use super::instants::Instants;
use super::kinds::kind;
use super::report::{Place, Report};
use super::source_text::clean;
use super::{Hints, json};
use crate::schedule::Schedule;

/// Abstracts by the id of their entry.
type Abstracts = HashMap<String, String>;

/// Reads a feed that stands alone.
pub(super) fn import(value: &Value, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    read(value, &Abstracts::new(), hints, report)
}

/// Reads the feed in a folder, with the abstracts that stand in a file of their own.
pub(super) fn import_folder(files: &BTreeMap<String, Vec<u8>>, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let (name, bytes) = files.iter().find(|(name, _)| is_feed(name))?;
    let value = parsed(name, bytes, report)?;
    let mut abstracts = Abstracts::new();
    for (name, bytes) in files.iter().filter(|(name, _)| is_abstracts(name)) {
        let Some(Value::Object(map)) = parsed(name, bytes, report) else { continue };
        let known = map.iter().filter_map(|(id, value)| {
            let summary = plain(value).or_else(|| first_text(value, &["abstract"]))?;
            Some((id.clone(), summary))
        });
        abstracts.extend(known);
    }
    read(&value, &abstracts, hints, report)
}

/// Whether a file is called like a feed.
pub(super) fn is_feed(name: &str) -> bool {
    name.ends_with("orals-posters.json")
}

fn is_abstracts(name: &str) -> bool {
    name.ends_with("abstracts.json")
}

fn parsed(name: &str, bytes: &[u8], report: &mut Report) -> Option<Value> {
    match super::source_text::decode(bytes) {
        Ok(text) => json::parse(text, report),
        Err((_, problem)) => {
            report.error(name.to_owned(), problem);
            None
        }
    }
}

fn read(value: &Value, abstracts: &Abstracts, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let (prefix, entries) = match value.as_array() {
        Some(entries) => ("", entries.as_slice()),
        None => ("results", list(value, "results")),
    };
    warn_of_a_part(value, entries.len(), report);
    let mut instants = Instants::of(None, hints, report);
    let mut grouped: Vec<(Option<String>, DraftTalk)> = Vec::new();
    let mut timeless = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let path = format!("{prefix}[{index}]");
        match text(entry, "starttime") {
            Some(start) => {
                let session = text(entry, "session").map(|title| clean(&title)).filter(|title| !title.is_empty());
                let talk = talk(&path, entry, &start, abstracts, &mut instants, report);
                grouped.extend(talk.map(|talk| (session, talk)));
            }
            None => timeless.push(clean(&first_text(entry, &["name", "title"]).unwrap_or_default())),
        }
    }
    if let Some(first) = timeless.first() {
        let count = timeless.len();
        let them = if count == 1 { "1 entry has no time and is" } else { "entries have no time and are" };
        let number = if count == 1 { String::new() } else { format!("{count} ") };
        report.warn(None, format!("{number}{them} left out, such as “{first}”."));
    }
    let tz = instants.time_zone(report);
    let mut sessions: BTreeMap<(chrono::NaiveDate, String), Vec<DraftTalk>> = BTreeMap::new();
    let mut loose = Vec::new();
    for (session, talk) in grouped {
        match session {
            Some(title) => sessions.entry((day_of(talk.start, tz), title)).or_default().push(talk),
            None => loose.push(talk),
        }
    }
    let titled = sessions.into_iter().filter_map(|((_, title), talks)| session(title, talks));
    let drafts: Vec<DraftSession> = titled.chain(by_day_and_room(loose, tz)).collect();
    schedule(None, tz, drafts, report)
}

fn session(title: String, talks: Vec<DraftTalk>) -> Option<DraftSession> {
    let place = talks.first()?.place.clone();
    let draft = DraftSession { place, title, moderators: Vec::new(), summary: None, room: None, track: None, talks };
    Some(with_one_room(draft))
}

fn talk(
    path: &str,
    entry: &Value,
    start: &str,
    abstracts: &Abstracts,
    instants: &mut Instants,
    report: &mut Report,
) -> Option<DraftTalk> {
    let at = |field: &str| Place::from(format!("{path}.{field}"));
    let title = first_text(entry, &["name", "title"]).and_then(|title| line(&title));
    let Some(title) = title else {
        report.error(at("name"), "This entry has no name.");
        return None;
    };
    let start = instants.read(start, at("starttime"), report)?;
    let Some(end) = text(entry, "endtime") else {
        report.error(at("endtime"), format!("“{title}” has a start but no end."));
        return None;
    };
    let end = instants.read(&end, at("endtime"), report)?;
    if end <= start {
        report.error(at("endtime"), format!("“{title}” ends before it starts. Mend one of the two times."));
        return None;
    }
    let id = text(entry, "id");
    let beside = id.as_ref().and_then(|id| abstracts.get(id)).cloned();
    let summary = text(entry, "abstract").or(beside).and_then(|text| summary(&text, at("abstract"), report));
    let label = first_text(entry, &["eventtype", "event_type"]).map(|label| label.replace("{location}", ""));
    Some(DraftTalk {
        place: Place::from(path.to_owned()),
        id,
        kind: kind(label.as_deref(), &title),
        speakers: authors(entry),
        summary,
        room: first_text(entry, &["room_name", "room"]).map(|room| clean(&room)),
        cancelled: is_withdrawn(entry),
        title,
        start,
        end,
    })
}

fn authors(entry: &Value) -> Vec<String> {
    let name = |author: &Value| {
        let name = plain(author).or_else(|| first_text(author, &["fullname", "name"]))?;
        line(&name)
    };
    match entry.get("authors") {
        Some(Value::String(names)) => super::names::people(&clean(names)),
        _ => list(entry, "authors").iter().filter_map(name).collect(),
    }
}

fn is_withdrawn(entry: &Value) -> bool {
    let decision = text(entry, "decision").unwrap_or_default().to_lowercase();
    decision.contains("withdraw")
}

/// A feed may hold only its first page.
fn warn_of_a_part(value: &Value, held: usize, report: &mut Report) {
    let count = value.get("count").and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
    if let Some(count) = count.filter(|count| *count > held) {
        let message = format!(
            "The feed says that it has {count} entries, and holds {held}: it is only a part. Fetch the whole of it, or the rest \
             is missing."
        );
        report.warn("count".to_owned(), message);
    }
}
