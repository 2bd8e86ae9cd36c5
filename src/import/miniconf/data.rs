//! What the files of the folder say.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::calendar::Entry;
use super::files::{ending, parsed};
use super::{about, at, people};
use crate::import::fields::{first_text, line, list, plain, text};
use crate::import::report::{Place, Report};

/// So many files that are not read are named.
const NAMED: usize = 8;

/// What the folder says.
#[derive(Default)]
pub(super) struct Data {
    /// Files that nothing is known of.
    unread: Vec<String>,
    /// The conference's.
    pub(super) title: Option<String>,
    /// The conference's, as it calls it.
    pub(super) time_zone: Option<String>,
    /// Calendars and files of sessions, by their names.
    pub(super) values: Vec<(String, Value)>,
    pub(super) papers: Vec<Paper>,
    pub(super) speakers: HashMap<String, Value>,
    pub(super) workshops: HashMap<String, Value>,
    /// The names of tracks.
    tracks: HashMap<String, String>,
    /// The papers of each session by a file of sessions.
    pub(super) listed: HashMap<String, Vec<String>>,
    /// Who chairs each session, by a file of chairs.
    chairs: HashMap<String, Vec<String>>,
    /// When a paper is told in its session, as written: by the session's name and the paper's id.
    slots: HashMap<(String, String), (Place, String, String)>,
    /// Whose session each is, by the file of speakers.
    speaks_in: HashMap<String, String>,
}

/// A paper.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub(super) place: Place,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) authors: Vec<String>,
    pub(super) summary: Option<String>,
    /// The list that it stands in: `papers` of `papers.csv`.
    pub(super) list: String,
    /// As the papers' file names them.
    pub(super) sessions: Vec<String>,
}

/// Words in the names of files that are read.
const WANTED: [&str; 10] =
    ["calendar", "session", "schedule", "paper", "speaker", "workshop", "config", "track", "tutorial", "keynote"];
/// And of those that a site is drawn with.
const DRAWN_WITH: [&str; 3] = ["projection", "preview", "zoom"];
/// And of those that tell of everything but the programme.
const BESIDE: [&str; 8] =
    ["sponsor", "faq", "committee", "organizer", "recommend", "embedding", "exhibitor", "sitemap"];

impl Data {
    pub(super) fn read(files: &BTreeMap<String, Vec<u8>>, report: &mut Report) -> Self {
        let mut data = Self::default();
        let mut unread: Vec<&str> = Vec::new();
        for (name, bytes) in files {
            let stem = stem(name);
            let is = |words: &[&str]| words.iter().any(|word| stem.contains(word));
            let wanted = is(&WANTED) || stem == "chairs";
            if is(&DRAWN_WITH) || !wanted && is(&BESIDE) {
                continue;
            }
            if !wanted && ending(name) != "csv" {
                if matches!(ending(name).as_str(), "json" | "yml" | "yaml") {
                    unread.push(name);
                }
                continue;
            }
            let Some(value) = parsed(name, bytes, report) else { continue };
            if wanted {
                data.take(name, &stem, value, report);
            } else if is_of_papers(&value) {
                data.take_papers(name, &stem, &value, report);
            } else {
                unread.push(name);
            }
        }
        data.unread = unread.into_iter().map(str::to_owned).collect();
        data
    }

    /// Says which files were not read, of a folder that a programme was found in.
    pub(super) fn note_unread(&self, report: &mut Report) {
        if self.unread.is_empty() {
            return;
        }
        let more = self.unread.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let names = self.unread[..self.unread.len().min(NAMED)].join(", ");
        let message = format!(
            "Not read, as no such file of a Mini-Conf site is known: {names}{more}. If one is a table of sessions, import it \
             by itself."
        );
        report.note(None, message);
    }

    fn take(&mut self, name: &str, stem: &str, value: Value, report: &mut Report) {
        let is = |word: &str| stem.contains(word);
        if is("config") {
            self.title = title(&value).or_else(|| self.title.take());
            self.time_zone = first_text(&value, &["timezone", "time_zone"]).or_else(|| self.time_zone.take());
        } else if stem == "chairs" {
            let rows = value.as_array().into_iter().flatten();
            let chairs = rows.filter_map(|row| Some((first_text(row, &["UID", "uid", "session"])?, row)));
            self.chairs.extend(chairs.map(|(session, row)| (normalised(&session), people::moderators(row))));
        } else if first_row(&value).is_some_and(|row| row.get("paperUID").is_some()) {
            self.note_slots(name, &value);
        } else if is("calendar") || is("session") || is("schedule") {
            self.note_papers(&value);
            self.values.push((name.to_owned(), value));
        } else if stem == "tracks" {
            let named = value.as_array().into_iter().flatten();
            self.tracks
                .extend(named.filter_map(|track| Some((first_text(track, &["UID", "uid"])?, text(track, "name")?))));
        } else if is("paper") {
            self.take_papers(name, stem, &value, report);
        } else if is("track") || is("tutorial") || is("keynote") {
            self.values.push((name.to_owned(), value));
        } else {
            let entries = value.as_array().cloned().unwrap_or_default();
            for entry in &entries {
                if let Some((session, id)) = text(entry, "sessionId").zip(text(entry, "UID")) {
                    self.speaks_in.entry(session).or_insert(id);
                }
            }
            let known = if is("speaker") { &mut self.speakers } else { &mut self.workshops };
            self.values.push((name.to_owned(), value));
            known.extend(entries.into_iter().filter_map(|entry| Some((text(&entry, "UID")?, entry))));
        }
    }

    fn take_papers(&mut self, name: &str, stem: &str, value: &Value, report: &mut Report) {
        if let Value::Object(map) = value {
            self.papers.extend(map.iter().filter_map(|(key, entry)| {
                let place = at(name, format_args!(".{key}"));
                paper(place, stem, Some(key), entry, report)
            }));
        }
        self.papers.extend(value.as_array().into_iter().flatten().enumerate().filter_map(|(index, entry)| {
            let place = at(name, format_args!("[{index}]"));
            paper(place, stem, None, entry, report)
        }));
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

    /// A table of which paper is told when in which session.
    fn note_slots(&mut self, name: &str, value: &Value) {
        for (index, row) in value.as_array().into_iter().flatten().enumerate() {
            let (Some(session), Some(id)) = (text(row, "session"), text(row, "paperUID")) else { continue };
            let session = normalised(&session);
            if let (Some(start), Some(end)) = (text(row, "start"), text(row, "end")) {
                let place = at(name, format_args!("[{index}]"));
                self.slots.insert((session.clone(), id.clone()), (place, start, end));
            }
            self.listed.entry(session).or_default().push(id);
        }
    }

    /// The speaker of a session, by the session's id in the file of speakers.
    pub(super) fn speaker_in(&self, session: &str) -> Option<&Value> {
        self.speakers.get(self.speaks_in.get(session)?)
    }

    /// When a paper is told in a session, by a table of that: its start and its end.
    pub(super) fn slot(&self, entry: &Entry, paper: &Paper) -> Option<&(Place, String, String)> {
        entry.names.iter().find_map(|name| self.slots.get(&(name.clone(), paper.id.clone())))
    }

    /// Who chairs an entry of the calendar, by a file of that.
    pub(super) fn chairs_of(&self, entry: &Entry) -> Vec<String> {
        entry.names.iter().find_map(|name| self.chairs.get(name)).cloned().unwrap_or_default()
    }
}

/// By one name a session is `Mon Session 1` in one file and `mon-session-1` in another.
pub(super) fn normalised(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// A file's name in lower case, without its folder and its ending.
fn stem(name: &str) -> String {
    let own = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    own.rsplit_once('.').map_or_else(|| own.clone(), |(stem, _)| stem.to_owned())
}

fn first_row(value: &Value) -> Option<&Value> {
    value.as_array().and_then(|rows| rows.first())
}

/// A table of late-breaking demos or of music is one of papers, whatever it is called.
fn is_of_papers(value: &Value) -> bool {
    let has = |keys: &[&str]| first_row(value).is_some_and(|row| keys.iter().any(|key| row.get(key).is_some()));
    has(&["title"]) && has(&["authors", "author"]) && has(&["session", "sessions"])
}

fn paper(place: Place, list_name: &str, key: Option<&str>, entry: &Value, report: &mut Report) -> Option<Paper> {
    let title = text(entry, "title").and_then(|title| line(&title))?;
    let named = ["sessions", "session"].into_iter().filter_map(|key| text(entry, key));
    let parted: Vec<String> = named.flat_map(|named| named.split('|').map(normalised).collect::<Vec<_>>()).collect();
    let listed = list(entry, "sessions").iter().filter_map(plain).map(|session| normalised(&session));
    let id = first_text(entry, &["UID", "uid", "id"]).or_else(|| key.map(str::to_owned));
    Some(Paper {
        id: id.unwrap_or_else(|| title.clone()),
        authors: people::authors(entry),
        summary: about(entry, &place, report),
        list: list_name.to_owned(),
        sessions: parted.into_iter().chain(listed).filter(|session| !session.is_empty()).collect(),
        title,
        place,
    })
}

/// A site's own name, with its year where it has one.
fn title(config: &Value) -> Option<String> {
    let prefix = config.get("page_title").and_then(|title| text(title, "prefix"));
    prefix.or_else(|| text(config, "name")).and_then(|title| line(&title))
}
