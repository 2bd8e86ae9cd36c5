//! What takes place when, by the calendar and by the files of sessions.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::at;
use super::data::{Data, normalised};
use crate::import::fields::{first_text, line, list, plain, text};
use crate::import::instants::Instants;
use crate::import::names;
use crate::import::report::{Place, Report};
use crate::import::source_text::clean;

/// How long a session is that only says when it starts: the sites give its length in their code, an hour.
const USUAL: TimeDelta = TimeDelta::hours(1);

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
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
}

/// All of them; a session that the calendar has too is there once.
pub(super) fn entries(data: &Data, instants: &mut Instants, report: &mut Report) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (name, value) in &data.values {
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
            entries.extend(entry(place, key, value, instants, report));
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

fn entry(
    place: Place,
    key: Option<&str>,
    value: &Value,
    instants: &mut Instants,
    report: &mut Report,
) -> Option<Entry> {
    let start = first_text(value, &["start", "start_time", "date"])?;
    let path = place.path.clone().unwrap_or_default();
    let title = first_text(value, &["title", "long_name", "name"]).or_else(|| key.map(|key| format!("Session {key}")));
    let Some(title) = title.and_then(|title| line(&title)) else {
        report.error(format!("{path}.title"), "This entry of the calendar has no title.");
        return None;
    };
    let begins = instants.read(&start, format!("{path}.start"), report)?;
    let ends = if let Some(end) = first_text(value, &["end", "end_time"]) {
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
        place,
        title,
        page,
        start: begins,
        end: ends,
    })
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
