//! What takes place when, by the calendar and by the files of sessions.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::data::{Data, normalised};
use super::{at, days};
use crate::import::Hints;
use crate::import::fields::{first_text, line, list, plain, summary, text};
use crate::import::instants::Instants;
use crate::import::names;
use crate::import::report::{Place, Report};
use crate::import::source_text::clean;

/// How long a session is that only says when it starts: the sites give its length in their code, an hour.
const USUAL: TimeDelta = TimeDelta::hours(1);

/// What says when something starts and ends.
const STARTS: [&str; 3] = ["start", "start_time", "date"];
const ENDS: [&str; 2] = ["end", "end_time"];

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
    pub(super) speakers: Vec<String>,
    /// Its word for what it is.
    pub(super) label: Option<String>,
    pub(super) summary: Option<String>,
    /// What it is a talk of, where it is no session by itself; empty for a part of its day.
    pub(super) part_of: Option<String>,
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
            for (place, value) in occurrences(place, value) {
                let read = entry(place, key, &value, instants, report);
                entries.extend(read.map(|entry| Entry { part_of: track.clone(), ..entry }));
            }
        }
    }
    let named: Vec<Entry> = entries.clone();
    let again = |index: usize, entry: &Entry| {
        named[..index]
            .iter()
            .any(|other| other.start == entry.start && other.names.iter().any(|name| entry.names.contains(name)))
    };
    entries.into_iter().enumerate().filter(|(index, entry)| !again(*index, entry)).map(|(_, entry)| entry).collect()
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
    instants: &mut Instants,
    report: &mut Report,
) -> Option<Entry> {
    let start = first_text(value, &STARTS)?;
    let path = place.path.clone().unwrap_or_default();
    let title = first_text(value, &["title", "long_name", "name"]).or_else(|| key.map(|key| format!("Session {key}")));
    let Some(title) = title.and_then(|title| line(&title)) else {
        report.error(format!("{path}.title"), "This entry of the calendar has no title.");
        return None;
    };
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
    let link = text(value, "link");
    let location = text(value, "location");
    let page = link.as_deref().or(location.as_deref()).and_then(page);
    let by_link = link.as_deref().and_then(session_in);
    let code = title.rsplit_once('(').and_then(|(_, code)| code.strip_suffix(')'));
    let names = [Some(title.as_str()), key, by_link.as_deref(), code].into_iter().flatten().map(normalised);
    let moderators = first_text(value, &["moderator", "moderators", "chair", "chairs"]).unwrap_or_default();
    let listed = list(value, "chairs").iter().chain(list(value, "moderators")).filter_map(plain);
    Some(Entry {
        names: names.filter(|name| !name.is_empty()).collect(),
        moderators: names::people(&clean(&moderators)).into_iter().filter(|name| name != "--").chain(listed).collect(),
        room: location.filter(|location| !is_link(location)).map(|location| clean(&location)),
        speakers: speakers(value),
        label: first_text(value, &["type"]),
        summary: text(value, "abstract").and_then(|text| summary(&text, &place, report)),
        part_of: None,
        place,
        title,
        page,
        start: begins,
        end: ends,
    })
}

/// Whoever presents it, parted by bars, commas or semicolons.
pub(super) fn speakers(value: &Value) -> Vec<String> {
    let named = first_text(value, &["speaker", "speakers", "authors", "organizers"]).unwrap_or_default();
    let listed = ["speakers", "authors", "organizers"].into_iter().flat_map(|key| list(value, key)).filter_map(plain);
    let split: Vec<String> =
        if named.contains('|') { named.split('|').map(clean).collect() } else { names::people(&clean(&named)) };
    split.into_iter().chain(listed).filter(|name| !name.is_empty()).collect()
}

fn is_link(location: &str) -> bool {
    location.contains("://") || location.contains(".html") || location.starts_with('/')
}

/// `https://iclr.cc/virtual/speaker_5.html` leads to `speaker`, `5`.
fn page(link: &str) -> Option<(String, String)> {
    let file = link.split(['?', '#']).next()?.rsplit('/').next()?.strip_suffix(".html")?;
    let (kind, id) = file.split_once('_')?;
    Some((kind.to_owned(), id.to_owned()))
}

/// `papers.html?session=Mon+Session+3&filter=keywords` is about `Mon Session 3`.
fn session_in(link: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(key, _)| key == "session").map(|(_, session)| session.into_owned())
}
