//! What takes place when, by the calendar and by the files of sessions.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::data::{Data, normalised};
use super::parts::{self, Part};
use super::{about, at, days, links, people};
use crate::import::Hints;
use crate::import::fields::{first_text, line, list, text};
use crate::import::instants::Instants;
use crate::import::kinds::of_label;
use crate::import::report::{Place, Report};
use crate::import::source_text::clean;
use crate::schedule::TalkKind;

/// How long a session is that only says when it starts: the sites give its length in their code, an hour.
const USUAL: TimeDelta = TimeDelta::hours(1);

/// What says when something starts and ends.
pub(super) const STARTS: [&str; 3] = ["start", "start_time", "date"];
pub(super) const ENDS: [&str; 2] = ["end", "end_time"];

/// Something that takes place.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) title: String,
    pub(super) moderators: Vec<String>,
    pub(super) room: Option<String>,
    /// What papers may call it; normalised.
    pub(super) names: Vec<String>,
    /// The page that it leads to: `speaker_5.html` is a speaker's, number 5.
    pub(super) page: Option<(String, String)>,
    /// The list of papers that it leads to, and what the list calls it: `papers`, `Mon Session 3`.
    pub(super) list: Option<(String, String)>,
    pub(super) speakers: Vec<String>,
    /// Its word for what it is.
    pub(super) label: Option<String>,
    /// What it is where neither its word nor its title says so.
    pub(super) otherwise: Option<TalkKind>,
    pub(super) summary: Option<String>,
    /// What it is a talk of, where it is no session by itself; empty for a part of its day.
    pub(super) part_of: Option<String>,
    /// What it consists of, where that has names of its own.
    pub(super) parts: Vec<Part>,
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
}

/// All of them; a session that the calendar has too is there once.
pub(super) fn entries(data: &Data, hints: &Hints, instants: &mut Instants, report: &mut Report) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    // Some calendars have an entry once for the view of a day, and once more for that of a week.
    let of_the_day = |entry: &Value| text(entry, "view").is_some_and(|view| view == "day");
    let by_day = data.values.iter().any(|(_, value)| value.as_array().into_iter().flatten().any(of_the_day));
    for (name, value) in &data.values {
        if let Some(days) = days::of(value) {
            entries.extend(days::entries(name, &days, hints, instants, report));
            continue;
        }
        let track = data.track_of(name);
        let listed: Vec<(Place, Option<&str>, &Value)> = match value {
            Value::Array(list) => {
                let placed = list.iter().enumerate();
                placed.map(|(index, entry)| (at(name, format_args!("[{index}]")), None, entry)).collect()
            }
            Value::Object(map) => {
                map.iter().map(|(key, entry)| (at(name, format_args!(".{key}")), Some(key.as_str()), entry)).collect()
            }
            _ => Vec::new(),
        };
        for (place, key, value) in listed {
            if by_day && text(value, "view").is_some_and(|view| view == "week") {
                continue;
            }
            let stem = name.rsplit('/').next().unwrap_or(name).to_lowercase();
            let tutorial = stem.contains("tutorial").then_some(TalkKind::Tutorial);
            if let Some((whole, parts)) = parts::of(&place, value, instants, report) {
                let read = entry(place, key, &whole, data, instants, report);
                entries.extend(read.map(|entry| Entry { otherwise: tutorial.or(entry.otherwise), parts, ..entry }));
                continue;
            }
            for (place, value) in occurrences(place, value) {
                let read = entry(place, key, &value, data, instants, report);
                let otherwise = |entry: &Entry| tutorial.or(entry.otherwise);
                entries.extend(read.map(|entry| Entry {
                    part_of: track.clone(),
                    otherwise: otherwise(&entry),
                    ..entry
                }));
            }
        }
    }
    // Of two with one name and start, the one that knows its parts says more, else the first.
    let mut says_most: HashMap<(DateTime<Utc>, &str), (bool, usize)> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        for name in &entry.names {
            let rank = (entry.parts.is_empty(), index);
            let most = says_most.entry((entry.start, name)).or_insert(rank);
            *most = rank.min(*most);
        }
    }
    let is_said_by_another = |(index, entry): (usize, &Entry)| {
        entry.names.iter().any(|name| says_most[&(entry.start, name.as_str())].1 != index)
    };
    let again: Vec<bool> = entries.iter().enumerate().map(is_said_by_another).collect();
    entries.into_iter().zip(again).filter(|(_, again)| !again).map(|(entry, _)| entry).collect()
}

/// A workshop or a tutorial may be held in several sessions, under whose times it says nothing but when they are.
fn occurrences(place: Place, value: &Value) -> Vec<(Place, Cow<'_, Value>)> {
    let sessions = list(value, "sessions").iter().enumerate();
    let timed = sessions.filter(|(_, session)| first_text(session, &STARTS).is_some());
    let whole = |(index, session): (usize, &Value)| {
        let mut whole = value.clone();
        for key in STARTS.iter().chain(&ENDS) {
            if let (Some(time), Some(map)) = (session.get(key), whole.as_object_mut()) {
                map.insert((*key).to_owned(), time.clone());
            }
        }
        let path = format!("{}.sessions[{index}]", place.path.clone().unwrap_or_default());
        (Place::from(path), Cow::Owned(whole))
    };
    let own: Vec<_> = timed.map(whole).collect();
    if own.is_empty() { vec![(place, Cow::Borrowed(value))] } else { own }
}

fn entry(
    place: Place,
    key: Option<&str>,
    value: &Value,
    data: &Data,
    instants: &mut Instants,
    report: &mut Report,
) -> Option<Entry> {
    let start = first_text(value, &STARTS)?;
    let path = place.path.clone().unwrap_or_default();
    let id = first_text(value, &["sessionId", "UID", "uid"]);
    let by_id = id.as_deref().and_then(|id| data.speaker_in(id));
    let named = first_text(value, &["title", "long_name", "name", "cluster_name"]);
    let named = named.or_else(|| by_id.and_then(|speaker| text(speaker, "title")));
    let title = named.or_else(|| key.map(|key| format!("Session {key}"))).and_then(|title| line(&title));
    let title = title.or_else(|| untitled(id.as_deref(), &path, report))?;
    let begins = instants.read(&start, format!("{path}.start"), report)?;
    let ends = if let Some(end) = first_text(value, &ENDS) {
        instants.read(&end, format!("{path}.end"), report)?
    } else {
        let message = "This session has no end: it is taken for an hour.";
        report.once(crate::import::Level::Note, format!("{path}.end"), message.to_owned());
        begins + USUAL
    };
    if ends <= begins {
        report.error(format!("{path}.end"), format!("“{title}” ends before it starts. Mend one of the two times."));
        return None;
    }
    let link = first_text(value, &["link", "info_link"]);
    let location = text(value, "location");
    let page = link.as_deref().or(location.as_deref()).and_then(links::page);
    let list = link.as_deref().or(location.as_deref()).and_then(links::list);
    // Other lists have sessions of their own: those of music may be numbered as those of papers are.
    let by_link = list.as_ref().filter(|(page, _)| page == "papers").map(|(_, session)| session.as_str());
    let code = title.rsplit_once('(').and_then(|(_, code)| code.strip_suffix(')'));
    let names = [Some(title.as_str()), key, by_link, code, id.as_deref()].into_iter().flatten().map(normalised);
    let speakers = people::speakers(value);
    let otherwise = ["calendarId", "category"].iter().find_map(|key| telling(&text(value, key)?));
    Some(Entry {
        names: names.filter(|name| !name.is_empty()).collect(),
        moderators: people::moderators(value),
        room: location.filter(|location| !links::is_link(location)).map(|location| clean(&location)),
        speakers: if speakers.is_empty() { by_id.map(people::speakers).unwrap_or_default() } else { speakers },
        label: text(value, "type").filter(|label| !(is_plenary(label) && label.to_lowercase().contains("session"))),
        otherwise,
        summary: about(value, &place, report).or_else(|| by_id.and_then(|speaker| about(speaker, &place, report))),
        part_of: None,
        parts: Vec::new(),
        place,
        title,
        page,
        list,
        start: begins,
        end: ends,
    })
}

/// What an entry without a title is called.
fn untitled(id: Option<&str>, path: &str, report: &mut Report) -> Option<String> {
    let path = format!("{path}.title");
    let Some(id) = id.and_then(line) else {
        report.warn(path, "This entry of the calendar has no title and is left out.");
        return None;
    };
    let message = format!("This entry of the calendar has no title: it is called “{id}”, as its file calls it.");
    report.warn(path, message);
    Some(id)
}

/// The kind that a word tells by which a calendar colours its entries.
fn telling(word: &str) -> Option<TalkKind> {
    if is_plenary(word) { None } else { of_label(word) }
}

/// Whatever everybody comes to is a plenary: the opening, the business meeting, the keynotes.
fn is_plenary(label: &str) -> bool {
    label.to_lowercase().contains("plenary")
}
