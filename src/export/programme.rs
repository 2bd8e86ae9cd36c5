//! The programme for programs, and in talkbell's own format.

use chrono::{DateTime, Offset, SecondsFormat, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use toml::value::Datetime;

use crate::schedule::{Schedule, Session, Talk};

/// The fields that `check --json` promises.
///
/// # Panics
/// Never: a schedule is plain data.
#[must_use]
pub fn json(schedule: &Schedule) -> String {
    let mut text = serde_json::to_string_pretty(schedule).expect("a schedule is plain data");
    text.push('\n');
    text
}

/// talkbell's own format, which reads back to the same schedule (docs/programme-format.md).
///
/// # Panics
/// Never: a schedule is plain data.
#[must_use]
pub fn toml(schedule: &Schedule) -> String {
    let sessions = schedule.sessions.iter().map(|session| OwnSession::of(session, schedule.time_zone));
    let own = Own { title: &schedule.title, time_zone: schedule.time_zone.name(), session: sessions.collect() };
    toml::to_string_pretty(&own).expect("a schedule is plain data")
}

#[derive(Serialize)]
struct Own<'a> {
    title: &'a str,
    time_zone: &'a str,
    session: Vec<OwnSession<'a>>,
}

#[derive(Serialize)]
struct OwnSession<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    moderators: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    track: Option<&'a str>,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    talk: Vec<OwnTalk<'a>>,
}

#[derive(Serialize)]
struct OwnTalk<'a> {
    id: &'a str,
    title: &'a str,
    kind: &'static str,
    start: Datetime,
    end: Datetime,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    speakers: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cancelled: bool,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
}

impl<'a> OwnSession<'a> {
    fn of(session: &'a Session, tz: Tz) -> Self {
        Self {
            id: session.id.as_str(),
            title: &session.title,
            moderators: &session.moderators,
            room: session.room.as_deref(),
            track: session.track.as_deref(),
            summary: session.summary.as_deref(),
            talk: session.talks.iter().map(|talk| OwnTalk::of(talk, tz)).collect(),
        }
    }
}

impl<'a> OwnTalk<'a> {
    fn of(talk: &'a Talk, tz: Tz) -> Self {
        Self {
            id: talk.id.as_str(),
            title: &talk.title,
            kind: talk.kind.key(),
            start: datetime(talk.start, tz),
            end: datetime(talk.end, tz),
            speakers: &talk.speakers,
            room: talk.room.as_deref(),
            cancelled: talk.cancelled,
            summary: talk.summary.as_deref(),
        }
    }
}

/// Local time, which is what people edit; with its offset in the hour that comes twice.
fn datetime(instant: DateTime<Utc>, tz: Tz) -> Datetime {
    let local = instant.with_timezone(&tz);
    let clear = tz.from_local_datetime(&local.naive_local()).single().is_some();
    let whole_minutes = local.offset().fix().local_minus_utc() % 60 == 0;
    let precision = if local.nanosecond() == 0 { SecondsFormat::Secs } else { SecondsFormat::Nanos };
    let text = match (clear, whole_minutes) {
        (true, _) => local.naive_local().and_utc().to_rfc3339_opts(precision, true).trim_end_matches('Z').to_owned(),
        (false, true) => local.to_rfc3339_opts(precision, true),
        (false, false) => instant.to_rfc3339_opts(precision, true),
    };
    text.parse().expect("an instant of RFC 3339 is one of TOML")
}
