//! Which format a content shows.

use serde_json::Value;

use super::{Format, Hints};

/// How far into a file its first element or calendar may stand, in bytes: comments and prologues come before it.
const HEAD: usize = 4096;

/// What a file is that is no text at all, by the bytes that it begins with.
pub(super) fn no_text(source: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 9] = [
        (b"PK\x03\x04", "a zip archive (perhaps a spreadsheet: save it as CSV). Unpack it and give the file inside"),
        (b"PK\x05\x06", "an empty zip archive"),
        (b"\x1f\x8b", "compressed (gzip). Unpack it and give the file inside"),
        (b"BZh", "compressed (bzip2). Unpack it and give the file inside"),
        (b"\xfd7zXZ", "compressed (xz). Unpack it and give the file inside"),
        (b"7z\xbc\xaf", "a 7z archive. Unpack it and give the file inside"),
        (b"%PDF", "a PDF, which holds no programme that a program can read. Give what it was made from"),
        (b"\xd0\xcf\x11\xe0", "an old Office file. Save it as CSV"),
        (b"\x89PNG", "a picture"),
    ];
    SIGNS.iter().find(|(sign, _)| source.starts_with(sign)).map(|(_, is)| *is)
}

/// What a text looks like before it is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// Only its structure tells which.
    Json,
    /// XML or HTML of no known kind.
    ForeignXml,
    Like(Format),
}

pub(super) fn looks(text: &str, hints: &Hints) -> Looks {
    let text = text.trim_start();
    let head = head(text);
    let lower = head.to_ascii_lowercase();
    if lower.lines().any(|line| line.trim_start().starts_with("begin:vcalendar")) {
        return Looks::Like(Format::Ics);
    }
    if lower.starts_with('<') {
        return xml(&lower).map_or(Looks::ForeignXml, Looks::Like);
    }
    if is_toml(head) {
        return Looks::Like(Format::Toml);
    }
    if lower.starts_with(['{', '[']) {
        return Looks::Json;
    }
    if !hints.columns.is_empty() || is_table(head) || super::table::is_table(text, hints) {
        return Looks::Like(Format::Csv);
    }
    Looks::Like(Format::VirtualPage)
}

/// The JSON format that a value has the structure of.
pub(super) fn json(value: &Value) -> Option<Format> {
    let has = |value: &Value, keys: &[&str]| keys.iter().any(|key| value.get(key).is_some());
    let first = |value: &Value| value.as_array().and_then(|list| list.first()).cloned().unwrap_or_default();
    if value.is_array() {
        return element(&first(value));
    }
    if has(value, &["schedule", "conference"]) {
        return Some(Format::PretalxJson);
    }
    let is_sessionize = |sessions: &Value| {
        sessions
            .as_array()
            .is_none_or(|list| list.is_empty() || list.iter().any(|session| session.get("startsAt").is_some()))
    };
    if has(value, &["speakers", "rooms", "categories", "questions"]) && value.get("sessions").is_some_and(is_sessionize)
    {
        return Some(Format::Sessionize);
    }
    if let Some(results) = value.get("results").filter(|results| results.is_array()) {
        return element(&first(results)).or(Some(Format::VirtualJson));
    }
    let known = ["talks", "slots", "submissions", "events", "code", "submission", "days"];
    (has(value, &known) || super::pretalx::by_code(value).is_some()).then_some(Format::PretalxJson)
}

/// The format of which a list has elements like this.
fn element(value: &Value) -> Option<Format> {
    let has = |keys: &[&str]| keys.iter().any(|key| value.get(key).is_some());
    if has(&["startsAt", "groupId", "groupName", "timeSlots", "isTopSpeaker"]) {
        return Some(Format::Sessionize);
    }
    if has(&["eventtype", "starttime", "virtualsite_url", "paper_url", "poster_position"]) {
        return Some(Format::VirtualJson);
    }
    if has(&["calendarId"]) {
        return Some(Format::MiniConf);
    }
    if has(&["start_date", "code", "submission", "slots", "slot", "guid", "duration", "persons"]) {
        return Some(Format::PretalxJson);
    }
    None
}

fn xml(lower: &str) -> Option<Format> {
    let root = root_element(lower)?;
    let root = root.rsplit(':').next().unwrap_or(root);
    match root {
        "schedule" => Some(Format::FrabXml),
        "html" | "head" | "body" | "div" | "main" | "!doctype html" => Some(Format::VirtualHtml),
        _ => None,
    }
}

/// The name of the first element, past comments, instructions and a document type.
fn root_element(mut text: &str) -> Option<&str> {
    loop {
        text = &text[text.find('<')?..];
        let end = |close: &str| text.find(close).map(|at| at + close.len());
        if text.starts_with("<!doctype html") {
            return Some("!doctype html");
        }
        let beyond = if text.starts_with("<!--") {
            end("-->")
        } else if text.starts_with("<?") || text.starts_with("<!") {
            end(">")
        } else {
            let name = &text[1..];
            return name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next();
        };
        text = &text[beyond?..];
    }
}

/// Whether the first line with content is a table's name or a key with a value.
fn is_toml(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let Some(first) = lines.next() else { return false };
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_.\"' ".contains(c));
    if let Some(table) = first.strip_prefix('[') {
        let name = table.strip_prefix('[').unwrap_or(table);
        return name.split_once(']').is_some_and(|(name, _)| {
            is_key(name) && name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(' ')
        });
    }
    let value =
        |value: &str| value.trim_start().starts_with(['"', '\'', '[', '{']) || value.trim().parse::<f64>().is_ok();
    first.split_once('=').is_some_and(|(key, rest)| is_key(key.trim()) && !key.trim().contains(' ') && value(rest))
}

/// Whether the first line names columns: something that is held, and when.
fn is_table(head: &str) -> bool {
    const HELD: [&str; 9] =
        ["title", "session", "program", "programme", "talk", "event", "name", "subject", "activity"];
    const WHEN: [&str; 6] = ["start", "time", "date", "begin", "day", "from"];
    let Some(first) = head.lines().find(|line| !line.trim().is_empty()) else { return false };
    let separator = ['\t', ',', ';'].into_iter().find(|separator| first.contains(*separator));
    let Some(separator) = separator else { return false };
    let named = |words: &[&str]| {
        first.to_lowercase().split(separator).any(|field| words.iter().any(|word| field.contains(word)))
    };
    let wordy = first.split(separator).all(|field| field.chars().count() <= 40);
    wordy && named(&HELD) && named(&WHEN)
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn what_a_text_begins_with_tells_its_format() {
        let like = |text| looks(text, &Hints::on(NaiveDate::default()));
        for (text, expected) in [
            ("<!-- made by hand -->\r\nBEGIN:VCALENDAR", Looks::Like(Format::Ics)),
            ("<?xml version=\"1.0\"?>\n<!-- a > b -->\n<schedule>", Looks::Like(Format::FrabXml)),
            ("<!DOCTYPE html><html>", Looks::Like(Format::VirtualHtml)),
            ("<?xml version=\"1.0\"?><rss>", Looks::ForeignXml),
            ("# mine\n[[sessions]]\n", Looks::Like(Format::Toml)),
            ("title = \"ICML\"\n", Looks::Like(Format::Toml)),
            ("[[1, 2]]", Looks::Json),
            ("{\"a\": 1}", Looks::Json),
            ("Start time,Program,Paper(s)\n9:00,Opening,", Looks::Like(Format::Csv)),
            ("Title\tStart\tEnd", Looks::Like(Format::Csv)),
            ("Session\n\nDeep Learning Theory 5\n", Looks::Like(Format::VirtualPage)),
            (
                "Dear all, see the session on Wednesday, at a time that suits the many who cannot come",
                Looks::Like(Format::VirtualPage),
            ),
        ] {
            assert_eq!(like(text), expected, "{text}");
        }
    }
}
