//! Messages in plain text, for snapshots. Markdown stays as it was sent, so that escapes can be judged.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde_json::Value;

/// Characters of an embed's paragraph that a snapshot needs to recognise it.
const RECOGNISABLE: usize = 72;

/// A message under the instant at which it was posted.
pub fn posted(message: &Value, zone: Tz) -> String {
    let at = instant(message);
    format!("── {} ──\n{}", at.with_timezone(&zone).format("%H:%M:%S"), said(message, zone))
}

/// What a message says, whom it pings and what can be pressed.
pub fn said(message: &Value, zone: Tz) -> String {
    let at = instant(message);
    let mut lines: Vec<String> = texts(&message["content"]).map(|line| with_times(line, at, zone)).collect();
    lines.extend(pings(message));
    for embed in list(&message["embeds"]) {
        let parts = [&embed["author"]["name"], &embed["title"], &embed["description"], &embed["footer"]["text"]];
        let framed = parts.into_iter().flat_map(texts).filter(|line| !line.is_empty());
        lines.extend(framed.map(|line| format!("│ {}", recognisable(&with_times(line, at, zone)))));
    }
    let labels: Vec<String> = buttons(message).map(|button| format!("[{}]", text(&button["label"]))).collect();
    lines.extend(menus(message).map(|menu| {
        let offered = list(&menu["options"]).count();
        format!("[▾ {} ({offered})]", text(&menu["placeholder"]))
    }));
    lines.extend((!labels.is_empty()).then(|| labels.join(" ")));
    lines.join("\n") + "\n"
}

/// Every button of a message.
pub fn buttons(message: &Value) -> impl Iterator<Item = &Value> {
    components(message).filter(|component| component["type"] == 2)
}

/// Every menu of a message.
pub fn menus(message: &Value) -> impl Iterator<Item = &Value> {
    components(message).filter(|component| component["type"] == 3)
}

fn components(message: &Value) -> impl Iterator<Item = &Value> {
    list(&message["components"]).flat_map(|row| list(&row["components"]))
}

/// Whom Discord would notify, as a line of its own.
fn pings(message: &Value) -> Option<String> {
    let users = list(&message["mentions"]).map(|user| format!("@{}", text(&user["username"])));
    let roles = list(&message["mention_roles"]).map(|role| format!("@&{}", text(role)));
    let everyone = (message["mention_everyone"] == true).then(|| "@everyone".to_owned());
    let all: Vec<String> = users.chain(roles).chain(everyone).collect();
    (!all.is_empty()).then(|| format!("(pings {})", all.join(", ")))
}

fn with_times(line: &str, at: DateTime<Utc>, zone: Tz) -> String {
    let mut parts = line.split("<t:");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('>').unwrap();
        let (seconds, style) = code.split_once(':').unwrap();
        let time = DateTime::from_timestamp(seconds.parse().unwrap(), 0).unwrap();
        match style {
            "R" => shown.push_str(&relative(time - at)),
            "t" => shown.push_str(&time.with_timezone(&zone).format("%H:%M").to_string()),
            _ => shown.push_str(&time.with_timezone(&zone).format("%a %d %b %H:%M").to_string()),
        }
        shown.push_str(rest);
    }
    // What breaks an `@everyone` is invisible on Discord, and is to be seen here.
    shown.replace('\u{200b}', "¦")
}

fn relative(ahead: TimeDelta) -> String {
    let seconds = ahead.num_seconds().abs();
    let length = match (seconds / 60, seconds % 60) {
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    };
    if ahead < TimeDelta::zero() { format!("{length} ago") } else { format!("in {length}") }
}

fn recognisable(line: &str) -> String {
    let length = line.chars().count();
    if length <= 2 * RECOGNISABLE {
        return line.to_owned();
    }
    let start: String = line.chars().take(RECOGNISABLE).collect();
    format!("{start}… ({length} characters)")
}

fn instant(message: &Value) -> DateTime<Utc> {
    text(&message["timestamp"]).parse().unwrap()
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    text(value).lines()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
