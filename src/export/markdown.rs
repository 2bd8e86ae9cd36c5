use std::fmt::Write;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::schedule::{Schedule, Session, Talk, TalkKind};

/// The programme as a page: a heading a day and a session, an item a talk, abstracts below their talk.
#[must_use]
pub fn markdown(schedule: &Schedule) -> String {
    let mut page = format!("# {}\n\nTimes are local in {}.\n", escaped(&schedule.title), schedule.time_zone);
    let mut day = None;
    for session in &schedule.sessions {
        let starts_on = date(session.start(), schedule.time_zone);
        if day.replace(starts_on) != Some(starts_on) {
            let _ = write!(page, "\n## {}\n", starts_on.format("%A, %-d %B %Y"));
        }
        write_session(&mut page, session, schedule.time_zone);
    }
    page
}

fn write_session(page: &mut String, session: &Session, tz: Tz) {
    let (start, end) = (session.start(), session.end());
    let times = times(start, end, date(start, tz), tz);
    let mut facts = vec![times];
    facts.extend(session.room.as_deref().map(escaped));
    facts.extend(session.track.as_deref().map(escaped));
    if !session.moderators.is_empty() {
        let label = if session.moderators.len() == 1 { "moderator" } else { "moderators" };
        facts.push(format!("{label}: {}", escaped(&session.moderators.join(", "))));
    }
    let _ = write!(page, "\n### {}\n\n{}\n", escaped(&session.title), facts.join(" · "));
    if let Some(summary) = &session.summary {
        let lines: Vec<String> = summary.lines().map(escaped).collect();
        let _ = write!(page, "\n{}\n", lines.join("\n"));
    }
    page.push('\n');
    for talk in &session.talks {
        write_talk(page, talk, session, tz);
    }
}

fn write_talk(page: &mut String, talk: &Talk, session: &Session, tz: Tz) {
    let when = times(talk.start, talk.end, date(session.start(), tz), tz);
    let title = if talk.cancelled {
        format!("~~{}~~ (cancelled)", escaped(&talk.title))
    } else {
        format!("**{}**", escaped(&talk.title))
    };
    let kind = kind(talk.kind).map(|kind| format!(" ({kind})")).unwrap_or_default();
    let _ = write!(page, "- {when} {title}{kind}");
    if !talk.speakers.is_empty() {
        let _ = write!(page, ": {}", escaped(&talk.speakers.join(", ")));
    }
    if let Some(room) = &talk.room {
        let _ = write!(page, " · {}", escaped(room));
    }
    page.push('\n');
    if let Some(summary) = &talk.summary {
        page.push('\n');
        for line in summary.lines() {
            let line = format!("  {}", escaped(line));
            page.push_str(line.trim_end());
            page.push('\n');
        }
        page.push('\n');
    }
}

/// The day is said where it is not the one that the reader expects.
fn times(start: DateTime<Utc>, end: DateTime<Utc>, expected: NaiveDate, tz: Tz) -> String {
    let (from, to) = (start.with_timezone(&tz), end.with_timezone(&tz));
    let first = if from.date_naive() == expected { from.format("%H:%M") } else { from.format("%a %-d %b %H:%M") };
    let last = if to.date_naive() == from.date_naive() { to.format("%H:%M") } else { to.format("%a %-d %b %H:%M") };
    format!("{first}–{last}")
}

fn date(instant: DateTime<Utc>, tz: Tz) -> NaiveDate {
    instant.with_timezone(&tz).date_naive()
}

const fn kind(kind: TalkKind) -> Option<&'static str> {
    match kind {
        TalkKind::Oral => Some("oral"),
        TalkKind::Spotlight => Some("spotlight"),
        TalkKind::Poster => Some("poster"),
        TalkKind::Keynote => Some("keynote"),
        TalkKind::Tutorial => Some("tutorial"),
        TalkKind::Panel => Some("panel"),
        // Their titles say it.
        TalkKind::QuestionsAndAnswers | TalkKind::Break | TalkKind::Other => None,
    }
}

/// Text that Markdown takes to the letter.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        let begins = text[..index].trim().is_empty();
        let active = match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '~' => true,
            '#' | '+' | '-' | '>' | '=' => begins,
            '\n' | '\r' => {
                escaped.push(' ');
                continue;
            }
            _ => false,
        };
        if active {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
