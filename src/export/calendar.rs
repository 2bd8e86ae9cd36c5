use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::document::Document;
use super::vtimezone;
use crate::schedule::{Schedule, Session, SessionId, Talk, TalkId, TalkKind, TalkRef};

/// How a calendar is written.
#[derive(Clone, Debug)]
pub struct IcsOptions<'a> {
    /// The right side of each UID: a name that is yours, and stays. A UID that changes is a second event in the
    /// calendars of all who subscribed.
    pub uid_domain: &'a str,
    /// The conference's id, part of each UID too: two conferences may have a talk of one name.
    pub conference: &'a str,
    /// When this state of the programme was made. Calendar programs take the later of two.
    pub stamped: DateTime<Utc>,
    /// How often a talk was changed since it was first published; 0 for those that are not here.
    pub sequences: BTreeMap<TalkId, u32>,
    /// Talks that are no longer in the programme: a subscriber whose calendar merely lost them would not know why.
    pub gone: Vec<Gone>,
    /// Only this session.
    pub session: Option<SessionId>,
}

/// A talk that was in the programme, and the session it was in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The session's title.
    pub session: String,
    /// Where it would have been.
    pub room: Option<String>,
    /// As it was last published.
    pub talk: Talk,
}

/// The programme as an iCalendar file (RFC 5545), an event a talk.
#[must_use]
pub fn ics(schedule: &Schedule, options: &IcsOptions<'_>) -> String {
    let wanted = |session: &&Session| options.session.as_ref().is_none_or(|id| session.id == *id);
    let sessions: Vec<&Session> = schedule.sessions.iter().filter(wanted).collect();
    let title = match (&options.session, sessions.as_slice()) {
        (Some(_), [session]) => &session.title,
        _ => &schedule.title,
    };
    let mut document = Document::default();
    document.property("BEGIN", "VCALENDAR");
    document.property("VERSION", "2.0");
    document.property("PRODID", "-//talkbell//talkbell//EN");
    document.property("CALSCALE", "GREGORIAN");
    document.property("METHOD", "PUBLISH");
    document.text("NAME", title);
    document.text("X-WR-CALNAME", title);
    document.property("X-WR-TIMEZONE", schedule.time_zone.name());
    // How often to ask again: as often as talkbell itself reads a programme.
    document.property("REFRESH-INTERVAL;VALUE=DURATION", "PT10M");
    document.property("X-PUBLISHED-TTL", "PT10M");
    let talks: Vec<TalkRef<'_>> =
        sessions.iter().flat_map(|session| session.talks.iter().map(move |talk| TalkRef { session, talk })).collect();
    let instants = talks.iter().map(|t| t.talk).chain(options.gone.iter().map(|gone| &gone.talk));
    let instants: Vec<DateTime<Utc>> = instants.flat_map(|talk| [talk.start, talk.end]).collect();
    if let (Some(first), Some(last)) = (instants.iter().min(), instants.iter().max())
        && !is_utc(schedule.time_zone)
    {
        vtimezone::write(&mut document, schedule.time_zone, *first, *last);
    }
    for TalkRef { session, talk } in talks {
        let room = TalkRef { session, talk }.room();
        let event = Event { session: &session.title, room, talk, cancelled: talk.cancelled };
        event.write(&mut document, schedule.time_zone, options);
    }
    for gone in &options.gone {
        let event = Event { session: &gone.session, room: gone.room.as_deref(), talk: &gone.talk, cancelled: true };
        event.write(&mut document, schedule.time_zone, options);
    }
    document.property("END", "VCALENDAR");
    document.finish()
}

struct Event<'a> {
    session: &'a str,
    room: Option<&'a str>,
    talk: &'a Talk,
    cancelled: bool,
}

impl Event<'_> {
    fn write(&self, document: &mut Document, tz: Tz, options: &IcsOptions<'_>) {
        let talk = self.talk;
        let sequence = options.sequences.get(&talk.id).copied().unwrap_or_default();
        document.property("BEGIN", "VEVENT");
        document.property("UID", format!("{}.{}@{}", talk.id, options.conference, options.uid_domain));
        document.property("DTSTAMP", utc(options.stamped));
        document.property("SEQUENCE", sequence);
        document.property("STATUS", if self.cancelled { "CANCELLED" } else { "CONFIRMED" });
        time(document, "DTSTART", tz, talk.start);
        time(document, "DTEND", tz, talk.end);
        document.text("SUMMARY", &talk.title);
        if let Some(room) = self.room {
            document.text("LOCATION", room);
        }
        document.text("DESCRIPTION", &self.description());
        document.text("CATEGORIES", category(talk.kind));
        if talk.kind == TalkKind::Break {
            document.property("TRANSP", "TRANSPARENT");
        }
        document.property("END", "VEVENT");
    }

    fn description(&self) -> String {
        let speakers = Some(self.talk.speakers.join(", ")).filter(|speakers| !speakers.is_empty());
        let session = Some(self.session.to_owned()).filter(|title| *title != self.talk.title);
        let parts = [speakers, session, self.talk.summary.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    }
}

fn time(document: &mut Document, name: &str, tz: Tz, instant: DateTime<Utc>) {
    if is_utc(tz) {
        return document.property(name, utc(instant));
    }
    let local = instant.with_timezone(&tz).format("%Y%m%dT%H%M%S");
    document.property(&format!("{name};TZID={}", tz.name()), local);
}

fn utc(instant: DateTime<Utc>) -> String {
    instant.format("%Y%m%dT%H%M%SZ").to_string()
}

fn is_utc(tz: Tz) -> bool {
    matches!(tz, Tz::UTC | Tz::Etc__UTC | Tz::Zulu | Tz::Etc__Zulu | Tz::Universal | Tz::GMT | Tz::Etc__GMT)
}

const fn category(kind: TalkKind) -> &'static str {
    match kind {
        TalkKind::Oral => "Oral",
        TalkKind::Spotlight => "Spotlight",
        TalkKind::Poster => "Poster",
        TalkKind::Keynote => "Keynote",
        TalkKind::Tutorial => "Tutorial",
        TalkKind::Panel => "Panel",
        TalkKind::QuestionsAndAnswers => "Q&A",
        TalkKind::Break => "Break",
        TalkKind::Other => "Talk",
    }
}
