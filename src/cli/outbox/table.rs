//! The outbox as a person reads it, in the programme's own time.

use std::io::{self, BufWriter, Write};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::Programmes;
use crate::announce::{Destination, Notice, Subject};
use crate::cli::tables;
use crate::config::Config;
use crate::store::{Entry, Listed};

/// Digits of a digest that are shown: enough to tell a conference's notices apart.
const DIGITS: usize = 8;

pub(super) fn print(listed: &[Listed], config: &Config, programmes: &Programmes) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    if listed.is_empty() {
        writeln!(out, "Nothing of that kind is in the outbox.")?;
        return out.flush();
    }
    let mut table = tables::table();
    table.set_header(["Id", "Due", "State", "Kind", "Subject", "Where", "Attempts", "Reason", "Message"]);
    for Listed { key, entry } in listed {
        table.add_row([
            short(key.digest().as_str()).to_owned(),
            when(&entry.notice, entry.notice.due, programmes),
            entry.state.to_string(),
            entry.notice.kind.to_string(),
            subject(&entry.notice, programmes),
            place(&entry.notice, config),
            entry.attempts.to_string(),
            reason(entry),
            entry.message.map(|message| message.to_string()).unwrap_or_default(),
        ]);
    }
    writeln!(out, "{}", table.trim_fmt())?;
    out.flush()
}

/// Why it came to its state; of what stands, why it does not say what the programme says now.
fn reason(entry: &Entry) -> String {
    match &entry.uncorrected {
        Some(uncorrected) => format!("outdated, and could not be corrected: {uncorrected}"),
        None => entry.reason.clone().unwrap_or_default(),
    }
}

/// The digits by which the table calls a notice.
pub(super) fn short(digest: &str) -> &str {
    digest.get(..DIGITS).unwrap_or(digest)
}

/// An instant in the programme's zone, or in UTC where the programme cannot be read.
pub(super) fn when(notice: &Notice, instant: DateTime<Utc>, programmes: &Programmes) -> String {
    let zone = programmes.get(&notice.conference).map_or(Tz::UTC, |schedule| schedule.time_zone);
    instant.with_timezone(&zone).format("%a %-d %b %Y %H:%M:%S %Z").to_string()
}

/// The title of what a notice speaks of.
pub(super) fn subject(notice: &Notice, programmes: &Programmes) -> String {
    let schedule = programmes.get(&notice.conference);
    let title = schedule.and_then(|schedule| match &notice.subject {
        Subject::Session(id) => schedule.session(id).map(|session| session.title.clone()),
        Subject::Talk(id) => schedule.talk(id).map(|found| found.talk.title.clone()),
        Subject::Question(number) => Some(format!("question #{number}")),
        Subject::Conference => Some(schedule.title.clone()),
    });
    title.unwrap_or_else(|| notice.subject.to_string())
}

fn place(notice: &Notice, config: &Config) -> String {
    let settings = config.conferences.iter().find(|settings| settings.id == notice.conference);
    match notice.destination {
        Destination::Channel(id) => {
            let key =
                settings.and_then(|it| it.channels().find(|(_, channel)| channel.value == id).map(|(key, _)| key));
            format!("{} {id}", key.as_deref().unwrap_or("channel"))
        }
        Destination::Direct(id) => {
            let name =
                settings.and_then(|it| it.moderators.iter().find(|(_, user)| user.value == id).map(|(name, _)| name));
            format!("direct to {}", name.cloned().unwrap_or_else(|| id.to_string()))
        }
    }
}
