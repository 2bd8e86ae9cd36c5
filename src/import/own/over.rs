//! What a file says over a programme from elsewhere.

use chrono::{DateTime, Utc};
use toml::Spanned;

use super::raw::{RawProgramme, RawSession, RawTalk};
use super::times::Times;
use super::whole::{slot, text};
use crate::import::report::Report;
use crate::import::source_text::clean;
use crate::schedule::{Schedule, Session, SessionId, Talk, TalkId, unique_slugs};

/// Days by which a talk may be moved without a word: conferences are postponed, and seldom so far.
const FARTHEST: i64 = 60;

/// Lays the file over `base`. `None` after an error.
pub(super) fn laid(base: Schedule, raw: &RawProgramme, times: &Times<'_>, report: &mut Report) -> Option<Schedule> {
    let mut layer = Layer { schedule: base, times, report };
    if let Some(title) = raw.title.as_deref().map(clean).filter(|title| !title.is_empty()) {
        layer.schedule.title = title;
    }
    for (index, session) in raw.sessions.iter().enumerate() {
        layer.session(session, &format!("session[{index}]"));
    }
    for (index, talk) in raw.talks.iter().enumerate() {
        let next = raw.talks.get(index + 1).map(Spanned::get_ref);
        layer.talk(talk, next, None, &format!("talk[{index}]"));
    }
    let mut schedule = layer.schedule;
    if let Some(zone) = times.zone {
        schedule.time_zone = zone;
    }
    schedule.sessions.retain(|session| !session.talks.is_empty());
    for session in &mut schedule.sessions {
        session.talks.sort_by_key(|talk| (talk.start, talk.end));
    }
    schedule.sessions.sort_by_key(|session| session.talks.first().map(|talk| talk.start));
    (!report.has_errors()).then_some(schedule)
}

struct Layer<'a, 'b> {
    schedule: Schedule,
    times: &'a Times<'b>,
    report: &'a mut Report,
}

impl Layer<'_, '_> {
    fn session(&mut self, raw: &Spanned<RawSession>, path: &str) {
        let session = raw.get_ref();
        let name = session.matched.as_ref().or(session.id.as_ref()).or(session.title.as_ref());
        let Some(name) = name else {
            let message = "This session names none of the source's: add match = \"…\", with its id or its title.";
            self.report.error(self.times.file.at(raw, path), message);
            return;
        };
        let found = self.find_session(name.get_ref());
        let index = match found {
            Some(index) => index,
            None if session.matched.is_none() && !session.talks.is_empty() && session.title.is_some() => {
                let title = session.title.as_ref().map(|title| clean(title.get_ref())).unwrap_or_default();
                self.new_session(title, session.id.as_ref())
            }
            None => {
                let titles: Vec<&str> = self.schedule.sessions.iter().map(|session| session.title.as_str()).collect();
                let message =
                    format!("The source has no session “{}”.{}", name.get_ref(), suggestion(name.get_ref(), &titles));
                self.report.error(self.times.file.at(name, path), message);
                return;
            }
        };
        self.amend_session(index, session);
        let day = self.times.day(session.date.as_ref(), &format!("{path}.date"), self.report);
        let id = self.schedule.sessions[index].id.clone();
        for (index, talk) in session.talks.iter().enumerate() {
            let next = session.talks.get(index + 1).map(Spanned::get_ref);
            self.talk(talk, next, Some((&id, day)), &format!("{path}.talk[{index}]"));
        }
    }

    fn amend_session(&mut self, index: usize, raw: &RawSession) {
        let session = &mut self.schedule.sessions[index];
        if let Some(title) = raw.title.as_ref().map(|title| clean(title.get_ref())).filter(|title| !title.is_empty()) {
            session.title = title;
        }
        if let Some(moderators) = &raw.moderators {
            session.moderators = moderators.list();
        }
        // An empty text takes away what the source says.
        if raw.room.is_some() {
            session.room = text(raw.room.as_deref());
        }
        if raw.track.is_some() {
            session.track = text(raw.track.as_deref());
        }
        if raw.summary.is_some() {
            session.summary = text(raw.summary.as_deref());
        }
        if let Some(cancelled) = raw.cancelled {
            session.talks.iter_mut().for_each(|talk| talk.cancelled = cancelled);
        }
    }

    fn talk(
        &mut self,
        raw: &Spanned<RawTalk>,
        next: Option<&RawTalk>,
        below: Option<(&SessionId, Option<chrono::NaiveDate>)>,
        path: &str,
    ) {
        let talk = raw.get_ref();
        let name = talk.matched.as_ref().or(talk.id.as_ref()).or(talk.title.as_ref());
        let Some(name) = name else {
            let message = "This talk names none of the source's: add match = \"…\", with its id or its title.";
            self.report.error(self.times.file.at(raw, path), message);
            return;
        };
        let day = below.and_then(|(_, day)| day).or_else(|| self.times.day(None, path, self.report));
        match self.find_talk(name, below.map(|(session, _)| session), path) {
            Ok(Some((session, index))) => self.amend_talk(session, index, talk, day, path),
            Ok(None) if talk.matched.is_none() && talk.start.is_some() => self.new_talk(raw, next, below, path),
            Ok(None) => {
                let titles: Vec<&str> = self.schedule.talks().map(|found| found.talk.title.as_str()).collect();
                let advice = suggestion(name.get_ref(), &titles);
                let message = format!("The source has no talk “{}”.{advice} A new one needs a start.", name.get_ref());
                self.report.error(self.times.file.at(name, path), message);
            }
            Err(()) => {}
        }
    }

    fn amend_talk(&mut self, session: usize, index: usize, raw: &RawTalk, day: Option<chrono::NaiveDate>, path: &str) {
        let was = self.schedule.sessions[session].talks[index].clone();
        let day = day.or_else(|| {
            // A time of day alone stays on the talk's own day.
            Some(was.start.with_timezone(&self.times.zone.unwrap_or(self.schedule.time_zone)).date_naive())
        });
        let mut is = was.clone();
        if let Some(title) = raw.title.as_ref().map(|title| clean(title.get_ref())).filter(|title| !title.is_empty()) {
            is.title = title;
        }
        if let Some(kind) = &raw.kind {
            is.kind = self.times.file.kind(kind, &format!("{path}.kind"), self.report).unwrap_or(is.kind);
        }
        if let Some(speakers) = &raw.speakers {
            is.speakers = speakers.list();
        }
        if raw.room.is_some() {
            is.room = text(raw.room.as_deref());
        }
        if raw.summary.is_some() {
            is.summary = text(raw.summary.as_deref());
        }
        is.cancelled = raw.cancelled.unwrap_or(is.cancelled);
        if let Some(start) = &raw.start {
            let Some(start) = self.times.instant(start, day, &format!("{path}.start"), self.report) else { return };
            self.warn_of_a_far_day(&was, start, raw.start.as_ref(), path);
            // A talk that is moved stays as long as it was.
            (is.start, is.end) = (start, start + was.duration());
        }
        let end = match (&raw.end, &raw.minutes) {
            (Some(end), _) => self.times.instant(end, day, &format!("{path}.end"), self.report),
            (None, Some(minutes)) => self.times.after(is.start, minutes, &format!("{path}.minutes"), self.report),
            (None, None) => Some(is.end),
        };
        is.end = end.unwrap_or(is.end);
        if is.end <= is.start {
            let at = raw.start.as_ref().or(raw.end.as_ref());
            let place = at.map(|time| self.times.file.at(time, path)).unwrap_or_default();
            self.report.error(place, format!("“{}” ends before it starts. Mend one of the two times.", is.title));
            return;
        }
        match &raw.session {
            None => self.schedule.sessions[session].talks[index] = is,
            Some(name) => match self.find_session(name.get_ref()) {
                Some(target) => {
                    self.schedule.sessions[session].talks.remove(index);
                    self.schedule.sessions[target].talks.push(is);
                }
                None => self.no_session(name, path),
            },
        }
    }

    /// A year that was copied from elsewhere is easily overlooked, and nothing would ring.
    fn warn_of_a_far_day(&mut self, was: &Talk, start: DateTime<Utc>, at: Option<&Spanned<toml::Value>>, path: &str) {
        let days = (start - was.start).num_days().abs();
        if days > FARTHEST {
            let place = at.map(|time| self.times.file.at(time, path)).unwrap_or_default();
            let message = format!("“{}” is moved by {days} days. Is the date right?", was.title);
            self.report.warn(place, message);
        }
    }

    fn new_talk(
        &mut self,
        raw: &Spanned<RawTalk>,
        next: Option<&RawTalk>,
        below: Option<(&SessionId, Option<chrono::NaiveDate>)>,
        path: &str,
    ) {
        let talk = raw.get_ref();
        let session = match (&talk.session, below) {
            (Some(name), _) => match self.find_session(name.get_ref()) {
                Some(index) => index,
                None => return self.no_session(name, path),
            },
            (None, Some((id, _))) => match self.schedule.sessions.iter().position(|session| session.id == *id) {
                Some(index) => index,
                None => return,
            },
            (None, None) => {
                let message =
                    "This is a new talk. Say which session it is in: session = \"…\", with its id or its title.";
                self.report.error(self.times.file.at(raw, path), message);
                return;
            }
        };
        let day = below.and_then(|(_, day)| day).or_else(|| self.times.day(None, path, self.report));
        let Some(draft) = slot(raw, next, day, path, self.times, self.report) else { return };
        let Some(id) = self.new_talk_id(talk.id.as_ref(), &draft.title, path) else { return };
        self.schedule.sessions[session].talks.push(Talk {
            id,
            kind: draft.kind,
            title: draft.title,
            speakers: draft.speakers,
            summary: draft.summary,
            room: draft.room,
            cancelled: draft.cancelled,
            start: draft.start,
            end: draft.end,
        });
    }

    fn new_talk_id(&mut self, id: Option<&Spanned<String>>, title: &str, path: &str) -> Option<TalkId> {
        if let Some(id) = id {
            let parsed = id.get_ref().parse();
            return parsed.map_err(|error| self.report.error(self.times.file.at(id, path), format!("{error}."))).ok();
        }
        let known: Vec<String> = self.schedule.talks().map(|found| found.talk.id.to_string()).collect();
        unique_slugs(known.iter().map(String::as_str).chain([title])).pop()?.parse().ok()
    }

    fn new_session(&mut self, title: String, id: Option<&Spanned<String>>) -> usize {
        let known: Vec<String> = self.schedule.sessions.iter().map(|session| session.id.to_string()).collect();
        let slug = unique_slugs(known.iter().map(String::as_str).chain([title.as_str()])).pop().unwrap_or_default();
        let id = id.and_then(|id| id.get_ref().parse().ok()).or_else(|| slug.parse().ok());
        let id = id.expect("a slug is an id");
        self.schedule.sessions.push(Session {
            id,
            title,
            moderators: Vec::new(),
            summary: None,
            room: None,
            track: None,
            talks: Vec::new(),
        });
        self.schedule.sessions.len() - 1
    }

    fn no_session(&mut self, name: &Spanned<String>, path: &str) {
        let titles: Vec<&str> = self.schedule.sessions.iter().map(|session| session.title.as_str()).collect();
        let message = format!("There is no session “{}”.{}", name.get_ref(), suggestion(name.get_ref(), &titles));
        self.report.error(self.times.file.at(name, path), message);
    }

    fn find_session(&self, name: &str) -> Option<usize> {
        let sessions = || self.schedule.sessions.iter();
        let by_id = sessions().position(|session| session.id.as_str() == name.trim());
        by_id.or_else(|| sessions().position(|session| same(&session.title, name)))
    }

    /// By id, else by title: in the session that it stands below, else the only one with that title.
    fn find_talk(
        &mut self,
        name: &Spanned<String>,
        below: Option<&SessionId>,
        path: &str,
    ) -> Result<Option<(usize, usize)>, ()> {
        let wanted = name.get_ref();
        let all = || {
            self.schedule.sessions.iter().enumerate().flat_map(|(at, session)| {
                session.talks.iter().enumerate().map(move |(index, talk)| (at, index, session, talk))
            })
        };
        if let Some((at, index, ..)) = all().find(|(.., talk)| talk.id.as_str() == wanted.trim()) {
            return Ok(Some((at, index)));
        }
        let titled: Vec<_> = all().filter(|(.., talk)| same(&talk.title, wanted)).collect();
        let here: Vec<_> = titled.iter().filter(|(_, _, session, _)| below == Some(&session.id)).collect();
        let found = if here.is_empty() { titled.iter().collect() } else { here };
        match found.as_slice() {
            [] => Ok(None),
            [(at, index, ..)] => Ok(Some((*at, *index))),
            several => {
                let ids: Vec<&str> = several.iter().map(|(.., talk)| talk.id.as_str()).collect();
                let message =
                    format!("{} talks are called “{wanted}”. Say which by its id: {}.", ids.len(), ids.join(", "));
                self.report.error(self.times.file.at(name, path), message);
                Err(())
            }
        }
    }
}

fn same(a: &str, b: &str) -> bool {
    clean(a).to_lowercase() == clean(b).to_lowercase()
}

/// The title that was most likely meant.
fn suggestion(name: &str, titles: &[&str]) -> String {
    let wanted = name.to_lowercase();
    let likeness = |title: &&&str| strsim::normalized_damerau_levenshtein(&title.to_lowercase(), &wanted);
    let scored = titles.iter().map(|title| (likeness(&title), *title));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score > 0.6);
    best.map(|(_, title)| format!(" Is “{title}” meant?")).unwrap_or_default()
}
