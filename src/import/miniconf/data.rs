//! The files of the folder, whichever of CSV, JSON and YAML they are.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::at;
use super::calendar::Entry;
use crate::import::fields::{first_text, line, list, plain, summary, text};
use crate::import::report::{Place, Report};
use crate::import::source_text::{self, clean};
use crate::import::{json, names, table, yaml};

/// Most rows of one file.
const MOST_ROWS: usize = 50_000;

/// What the folder says.
pub(super) struct Data {
    /// The conference's.
    pub(super) title: Option<String>,
    /// Calendars and files of sessions, by their names.
    pub(super) values: Vec<(String, Value)>,
    pub(super) papers: Vec<Paper>,
    pub(super) speakers: HashMap<String, Value>,
    pub(super) workshops: HashMap<String, Value>,
    /// The names of tracks.
    tracks: HashMap<String, String>,
    /// The papers of each session by a file of sessions.
    listed: HashMap<String, Vec<String>>,
}

/// A paper.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub(super) place: Place,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) authors: Vec<String>,
    pub(super) summary: Option<String>,
    /// As the papers' file names them.
    sessions: Vec<String>,
}

impl Data {
    pub(super) fn read(files: &BTreeMap<String, Vec<u8>>, report: &mut Report) -> Self {
        let mut data = Self {
            title: None,
            values: Vec::new(),
            papers: Vec::new(),
            speakers: HashMap::new(),
            workshops: HashMap::new(),
            tracks: HashMap::new(),
            listed: HashMap::new(),
        };
        for (name, bytes) in files {
            let own = name.rsplit('/').next().unwrap_or(name).to_lowercase();
            let (stem, ending) = own.rsplit_once('.').unwrap_or((&own, ""));
            let is = |word: &str| stem.contains(word);
            let wanted = [
                "calendar", "session", "schedule", "paper", "speaker", "workshop", "config", "track", "tutorial",
                "keynote",
            ];
            // What a site is drawn with is no programme.
            if !wanted.iter().any(|word| is(word)) || is("projection") || is("preview") || is("zoom") {
                continue;
            }
            let text = match source_text::decode(bytes) {
                Ok(text) => text,
                Err((_, problem)) => {
                    report.error(name.clone(), problem);
                    continue;
                }
            };
            let value = match ending {
                "csv" => Some(rows(name, text, report)),
                "json" => parsed(name, text, report),
                _ => yaml::parse(name, text, report),
            };
            let Some(value) = value else { continue };
            data.take(name, stem, value, report);
        }
        data
    }

    fn take(&mut self, name: &str, stem: &str, value: Value, report: &mut Report) {
        let is = |word: &str| stem.contains(word);
        if is("config") {
            self.title = title(&value).or_else(|| self.title.take());
        } else if is("calendar") || is("session") || is("schedule") {
            self.note_papers(&value);
            self.values.push((name.to_owned(), value));
        } else if stem == "tracks" {
            let named = value.as_array().into_iter().flatten();
            self.tracks
                .extend(named.filter_map(|track| Some((first_text(track, &["UID", "uid"])?, text(track, "name")?))));
        } else if is("track") || is("tutorial") || is("keynote") {
            self.values.push((name.to_owned(), value));
        } else if is("paper") {
            let papers = value.as_array().into_iter().flatten().enumerate();
            self.papers
                .extend(papers.filter_map(|(index, entry)| paper(at(name, format_args!("[{index}]")), entry, report)));
        } else {
            let known = if is("speaker") { &mut self.speakers } else { &mut self.workshops };
            let entries = value.as_array().cloned().unwrap_or_default();
            self.values.push((name.to_owned(), value));
            known.extend(entries.into_iter().filter_map(|entry| Some((text(&entry, "UID")?, entry))));
        }
    }

    /// The track whose talks a file such as `track_hopl.csv` holds.
    pub(super) fn track_of(&self, file: &str) -> Option<String> {
        let stem = file.rsplit('/').next()?.split('.').next()?;
        let id = stem.strip_prefix("track_")?;
        Some(self.tracks.get(id).cloned().unwrap_or_else(|| id.replace('_', " ")))
    }

    /// `- name: Mon Session 1`, `posters: [...]`, or `1A: {papers: [...]}`.
    fn note_papers(&mut self, value: &Value) {
        let named: Vec<(String, &Value)> = match value {
            Value::Array(list) => list.iter().filter_map(|entry| Some((text(entry, "name")?, entry))).collect(),
            Value::Object(map) => map.iter().map(|(key, entry)| (key.clone(), entry)).collect(),
            _ => return,
        };
        for (session, entry) in named {
            let papers = list(entry, "papers").iter().chain(list(entry, "posters"));
            let ids = papers.filter_map(|paper| plain(paper).or_else(|| text(paper, "UID")));
            let ids: Vec<String> = ids.collect();
            if !ids.is_empty() {
                self.listed.entry(normalised(&session)).or_default().extend(ids);
            }
        }
    }

    /// The papers that are presented in an entry of the calendar.
    pub(super) fn papers_of(&self, entry: &Entry) -> Vec<&Paper> {
        let listed: Vec<&String> = entry.names.iter().filter_map(|name| self.listed.get(name)).flatten().collect();
        let is_here = |paper: &&Paper| {
            let page = entry
                .page
                .as_ref()
                .is_some_and(|(kind, id)| matches!(kind.as_str(), "paper" | "poster") && *id == paper.id);
            page || listed.iter().any(|id| **id == paper.id)
                || paper.sessions.iter().any(|session| entry.names.contains(session))
        };
        self.papers.iter().filter(is_here).collect()
    }
}

/// By one name a session is `Mon Session 1` in one file and `mon-session-1` in another.
pub(super) fn normalised(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn paper(place: Place, entry: &Value, report: &mut Report) -> Option<Paper> {
    let title = text(entry, "title").and_then(|title| line(&title))?;
    let split = |key: &str| -> Vec<String> {
        let listed = list(entry, key).iter().filter_map(plain);
        let text = text(entry, key).unwrap_or_default();
        let parts: Vec<String> = match key {
            "authors" if !text.contains('|') => names::people(&clean(&text)),
            _ => text.split('|').map(str::to_owned).collect(),
        };
        listed.chain(parts).map(|part| clean(&part)).filter(|part| !part.is_empty()).collect()
    };
    let sessions = split("sessions").into_iter().chain(text(entry, "session"));
    Some(Paper {
        id: first_text(entry, &["UID", "uid", "id"]).unwrap_or_else(|| title.clone()),
        authors: split("authors"),
        summary: text(entry, "abstract").and_then(|text| summary(&text, &place, report)),
        sessions: sessions.map(|session| normalised(&session)).collect(),
        title,
        place,
    })
}

/// A site's own name, with its year where it has one.
fn title(config: &Value) -> Option<String> {
    let prefix = config.get("page_title").and_then(|title| text(title, "prefix"));
    prefix.or_else(|| text(config, "name")).and_then(|title| line(&title))
}

fn parsed(name: &str, text: &str, report: &mut Report) -> Option<Value> {
    let mut said = Report::default();
    let value = json::parse(text, &mut said);
    for diagnostic in said.into_diagnostics() {
        let place = diagnostic.line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"));
        report.error(place, diagnostic.message);
    }
    value
}

/// A table as a list of objects, as the JSON of these sites has it.
fn rows(name: &str, text: &str, report: &mut Report) -> Value {
    if table::is_too_large(text, b',') {
        report.error(name.to_owned(), table::TOO_LARGE);
        return Value::Null;
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let Ok(header) = reader.headers().cloned() else { return Value::Null };
    let header: Vec<String> = header.iter().map(|cell| cell.trim().to_owned()).collect();
    let mut rows = Vec::new();
    for record in reader.into_records().filter_map(Result::ok) {
        if rows.len() == MOST_ROWS || header.len() > 200 {
            report.error(name.to_owned(), table::TOO_LARGE);
            break;
        }
        let cells = header.iter().zip(record.iter()).map(|(key, cell)| (key.clone(), Value::String(cell.to_owned())));
        rows.push(Value::Object(cells.collect::<Map<_, _>>()));
    }
    Value::Array(rows)
}
