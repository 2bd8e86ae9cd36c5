//! A programme that stands in the file as a whole.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use toml::Spanned;

use super::raw::{RawProgramme, RawSession, RawTalk};
use super::times::Times;
use crate::import::assemble::{self, DraftSession, DraftTalk};
use crate::import::kinds::of_title;
use crate::import::report::Report;
use crate::import::source_text::clean;
use crate::schedule::{Schedule, SessionId, TalkId, unique_slugs};

pub(super) fn schedule(raw: &RawProgramme, times: &Times<'_>, report: &mut Report) -> Option<Schedule> {
    for talk in &raw.talks {
        let message = "A talk of a programme that stands alone belongs below a session: write [[session.talk]].";
        report.error(times.file.at(talk, "talk"), message);
    }
    let mut ids = Ids::default();
    let mut drafts = Vec::new();
    for (index, session) in raw.sessions.iter().enumerate() {
        drafts.extend(draft(session, index, times, &mut ids, report));
    }
    if report.has_errors() {
        return None;
    }
    for (draft, _) in &mut drafts {
        draft.talks.sort_by_key(|talk| (talk.start, talk.end));
    }
    // As the last step sorts them, so that each keeps its id.
    drafts.sort_by_key(|(draft, _)| draft.talks.first().map(|talk| talk.start));
    let (sessions, own): (Vec<DraftSession>, Vec<Option<SessionId>>) = drafts.into_iter().unzip();
    let title = raw.title.as_deref().map(clean).filter(|title| !title.is_empty());
    let zone = times.zone.unwrap_or(chrono_tz::UTC);
    let mut schedule = assemble::schedule(title, zone, sessions, report)?;
    give_ids(&mut schedule, own);
    Some(schedule)
}

/// What the file calls its sessions; the others take what is left.
fn give_ids(schedule: &mut Schedule, own: Vec<Option<SessionId>>) {
    let taken: Vec<String> = own.iter().flatten().map(ToString::to_string).collect();
    let untitled = schedule.sessions.iter().zip(&own).filter(|(_, own)| own.is_none());
    let titles: Vec<String> = untitled.map(|(session, _)| session.title.clone()).collect();
    let slugs = unique_slugs(taken.iter().chain(&titles).map(String::as_str));
    let mut others = slugs.into_iter().skip(taken.len());
    for (session, own) in schedule.sessions.iter_mut().zip(own) {
        let id = own.or_else(|| others.next()?.parse().ok());
        session.id = id.unwrap_or_else(|| session.id.clone());
    }
}

fn draft(
    raw: &Spanned<RawSession>,
    index: usize,
    times: &Times<'_>,
    ids: &mut Ids,
    report: &mut Report,
) -> Option<(DraftSession, Option<SessionId>)> {
    let path = format!("session[{index}]");
    let place = times.file.at(raw, &path);
    let session = raw.get_ref();
    if session.matched.is_some() {
        report.error(&place, "`match` is for a file that names a source to lay it over: source = \"…\".");
        return None;
    }
    let Some(title) = session.title.as_ref().map(|title| clean(title.get_ref())).filter(|title| !title.is_empty())
    else {
        report.error(&place, "This session has no title. Add title = \"…\".");
        return None;
    };
    if session.talks.is_empty() {
        report.error(&place, format!("The session “{title}” has no talk. Add one with [[session.talk]]."));
        return None;
    }
    let own = session.id.as_ref().and_then(|id| ids.session(id, &format!("{path}.id"), times, report));
    let day = times.day(session.date.as_ref(), &format!("{path}.date"), report);
    let mut talks = Vec::new();
    for (index, talk) in session.talks.iter().enumerate() {
        let next = session.talks.get(index + 1).map(Spanned::get_ref);
        let path = format!("{path}.talk[{index}]");
        let Some(draft) = slot(talk, next, day, &path, times, report) else { continue };
        let id = talk.get_ref().id.as_ref().and_then(|id| ids.talk(id, &format!("{path}.id"), times, report));
        let cancelled = draft.cancelled || session.cancelled.unwrap_or_default();
        talks.push(DraftTalk { id: id.map(String::from), cancelled, ..draft });
    }
    let draft = DraftSession {
        place,
        title,
        moderators: session.moderators.as_ref().map(super::raw::Names::list).unwrap_or_default(),
        summary: text(session.summary.as_deref()),
        room: text(session.room.as_deref()),
        track: text(session.track.as_deref()),
        talks,
    };
    Some((draft, own))
}

/// A talk with its title and times, without an id. `next` is the one that stands below it.
pub(super) fn slot(
    raw: &Spanned<RawTalk>,
    next: Option<&RawTalk>,
    day: Option<NaiveDate>,
    path: &str,
    times: &Times<'_>,
    report: &mut Report,
) -> Option<DraftTalk> {
    let place = times.file.at(raw, path);
    let talk = raw.get_ref();
    if talk.matched.is_some() {
        report.error(&place, "`match` finds a talk of the source that a file is laid over, and there is none like it.");
        return None;
    }
    let title = talk.title.as_ref().map(|title| clean(title.get_ref())).filter(|title| !title.is_empty());
    if title.is_none() {
        report.error(&place, "This talk has no title. Add title = \"…\".");
    }
    if talk.start.is_none() {
        report.error(&place, "This talk has no start. Add start = 2025-07-18T09:00:00.");
    }
    let kind = talk.kind.as_ref().map(|kind| times.file.kind(kind, &format!("{path}.kind"), report));
    let start = talk.start.as_ref().and_then(|start| times.instant(start, day, &format!("{path}.start"), report))?;
    let end = end(talk, next, start, day, path, times, report)?;
    let (title, kind) = (title?, kind.unwrap_or_else(|| Some(of_title(talk.title.as_ref()?.get_ref())))?);
    if end <= start {
        report.error(&place, format!("“{title}” ends before it starts. Mend one of the two times."));
        return None;
    }
    Some(DraftTalk {
        place,
        id: None,
        kind,
        title,
        speakers: talk.speakers.as_ref().map(super::raw::Names::list).unwrap_or_default(),
        summary: text(talk.summary.as_deref()),
        room: text(talk.room.as_deref()),
        cancelled: talk.cancelled.unwrap_or_default(),
        start,
        end,
    })
}

fn end(
    talk: &RawTalk,
    next: Option<&RawTalk>,
    start: DateTime<Utc>,
    day: Option<NaiveDate>,
    path: &str,
    times: &Times<'_>,
    report: &mut Report,
) -> Option<DateTime<Utc>> {
    if let Some(end) = &talk.end {
        return times.instant(end, day, &format!("{path}.end"), report);
    }
    if let Some(minutes) = &talk.minutes {
        return times.after(start, minutes, &format!("{path}.minutes"), report);
    }
    if let Some(next) = next.and_then(|next| next.start.as_ref()) {
        return times.instant(next, day, &format!("{path}.end"), report);
    }
    let place = talk.start.as_ref().map(|start| times.file.at(start, path)).unwrap_or_default();
    report.error(place, "This talk has no end, and no talk follows it. Add end = … or minutes = ….");
    None
}

pub(super) fn text(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The ids that the file gives, each once.
#[derive(Default)]
struct Ids {
    sessions: HashMap<SessionId, usize>,
    talks: HashMap<TalkId, usize>,
}

impl Ids {
    fn session(
        &mut self,
        id: &Spanned<String>,
        path: &str,
        times: &Times<'_>,
        report: &mut Report,
    ) -> Option<SessionId> {
        once(&mut self.sessions, id, path, times, report)
    }

    fn talk(&mut self, id: &Spanned<String>, path: &str, times: &Times<'_>, report: &mut Report) -> Option<TalkId> {
        once(&mut self.talks, id, path, times, report)
    }
}

fn once<I>(
    known: &mut HashMap<I, usize>,
    id: &Spanned<String>,
    path: &str,
    times: &Times<'_>,
    report: &mut Report,
) -> Option<I>
where
    I: std::str::FromStr<Err = crate::schedule::UnusableId> + Clone + Eq + std::hash::Hash,
{
    let place = times.file.at(id, path);
    let parsed: I = id.get_ref().parse().map_err(|error| report.error(&place, format!("{error}."))).ok()?;
    let line = place.line.unwrap_or_default();
    if let Some(first) = known.insert(parsed.clone(), line) {
        report.error(
            &place,
            format!("The id `{}` is here twice (first in line {first}). Give each its own.", id.get_ref()),
        );
        return None;
    }
    Some(parsed)
}
