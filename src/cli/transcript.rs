//! Messages as a reader of the session's time zone would see them, in plain text.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde_json::Value;

use crate::rehearsal::{Seen, World};
use crate::schedule::Schedule;

/// Discord's documentation of component types: 3 is a select menu of strings; 5 to 8 are those of users, roles, both, and
/// channels; 4 is a text field, which stands in forms alone.
const MENUS_FROM: u64 = 3;
const MENUS_TO: u64 = 8;

/// Turns messages into text.
pub(super) struct Transcript {
    time_zone: Tz,
    /// What `<@…>`, `<@&…>` and `<#…>` show.
    names: HashMap<String, String>,
}

impl Transcript {
    pub(super) fn new(schedule: &Schedule, world: &World) -> Self {
        let channels = world.channels.iter().map(|c| (format!("#{}", c.id), format!("#{}", c.name)));
        let roles = world.roles.iter().map(|r| (format!("@&{}", r.id), format!("@{}", r.name)));
        let members = world.members.iter().map(|m| (format!("@{}", m.id), format!("@{}", m.name)));
        Self { time_zone: schedule.time_zone, names: channels.chain(roles).chain(members).collect() }
    }

    /// A message that was posted.
    pub(super) fn entry(&self, seen: &Seen) -> String {
        self.shown(seen, "")
    }

    /// A message that was edited.
    pub(super) fn edit(&self, seen: &Seen) -> String {
        self.shown(seen, " (edited)")
    }

    fn shown(&self, seen: &Seen, mark: &str) -> String {
        let time = seen.session_time.with_timezone(&self.time_zone).format("%a %d %b %H:%M:%S %Z");
        let place = if seen.direct { '@' } else { '#' };
        let mut lines = vec![format!("── {time} ── {place}{}{mark}", seen.channel_name)];
        let message = &seen.message;
        lines.extend(self.text(&message["content"], seen.session_time));
        for embed in message["embeds"].as_array().into_iter().flatten() {
            let parts = [&embed["author"]["name"], &embed["title"], &embed["description"], &embed["footer"]["text"]];
            let framed = parts.into_iter().flat_map(|part| self.text(part, seen.session_time));
            lines.extend(framed.map(|line| format!("│ {line}").trim_end().to_owned()));
        }
        let pressed: Vec<String> = components(&message["components"]).collect();
        lines.extend((!pressed.is_empty()).then(|| pressed.join(" ")));
        lines.join("\n") + "\n"
    }

    fn text(&self, text: &Value, now: DateTime<Utc>) -> Vec<String> {
        let text = text.as_str().unwrap_or_default();
        if text.is_empty() {
            return Vec::new();
        }
        self.resolved(text, now).lines().map(str::to_owned).collect()
    }

    /// Without escapes and emphasis, and with names and times in the place of their codes.
    fn resolved(&self, text: &str, now: DateTime<Utc>) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let code = || rest.strip_prefix('<')?.split_once('>');
            if let Some(after) = rest.strip_prefix("**") {
                rest = after;
                continue;
            }
            let named = code().and_then(|(code, after)| Some((self.name(code, now)?, after)));
            match (c, named) {
                (_, Some((name, after))) => {
                    shown.push_str(&name);
                    rest = after;
                }
                ('\\', None) => {
                    let escaped = rest[1..].chars().next();
                    shown.extend(escaped);
                    rest = &rest[1 + escaped.map_or(0, char::len_utf8)..];
                }
                (c, None) => {
                    shown.push(c);
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        shown
    }

    fn name(&self, code: &str, now: DateTime<Utc>) -> Option<String> {
        let Some(time) = code.strip_prefix("t:") else { return self.names.get(code).cloned() };
        let (unix, style) = time.split_once(':').unwrap_or((time, "f"));
        let instant = DateTime::from_timestamp(unix.parse().ok()?, 0)?;
        let local = instant.with_timezone(&self.time_zone);
        Some(match style {
            "R" => relative(instant - now),
            "t" => local.format("%H:%M").to_string(),
            _ => local.format("%d %B %Y %H:%M").to_string(),
        })
    }
}

/// As Discord says it: "in 5 minutes", "2 hours ago".
fn relative(ahead: TimeDelta) -> String {
    let seconds = ahead.abs().num_seconds();
    let (count, unit) = match seconds {
        0..60 => (seconds, "second"),
        60..3570 => ((seconds + 30) / 60, "minute"),
        3570..86_400 => ((seconds + 1800) / 3600, "hour"),
        _ => ((seconds + 43_200) / 86_400, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    if ahead < TimeDelta::zero() { format!("{count} {unit}{plural} ago") } else { format!("in {count} {unit}{plural}") }
}

/// A button by its words, a menu by what it asks for.
fn components(rows: &Value) -> impl Iterator<Item = String> {
    let rows = rows.as_array().into_iter().flatten();
    let components = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    components.filter_map(|component| match component["type"].as_u64() {
        Some(MENUS_FROM..=MENUS_TO) => component["placeholder"].as_str().map(|asked| format!("[▾ {asked}]")),
        _ => component["label"].as_str().map(|label| format!("[{label}]")),
    })
}
