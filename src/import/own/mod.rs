//! talkbell's own format: a whole programme, or what is said over a programme from elsewhere (docs/programme-format.md).

mod over;
mod raw;
mod times;
mod whole;

use chrono_tz::Tz;
use toml::Spanned;

use super::report::{Place, Report};
use super::{Format, Hints, Imported, Level, time_zone_named};
use crate::schedule::{Schedule, TalkKind};
use raw::RawProgramme;
use times::Times;

/// Most values that are read: a programme of 10,000 talks has under half of these. The parser takes some 50 bytes for each,
/// nested or not: a file of 32 MiB of brackets took 1.6 GB.
const MOST_VALUES: usize = 1_000_000;

/// Another source that a file of our own is laid over.
#[derive(Clone, Debug)]
pub struct Referral {
    /// As the file names it: a path as seen from the file's folder, or an address.
    pub source: String,
    /// Its format, where the file says so.
    pub format: Option<Format>,
    /// How it is to be understood.
    pub hints: Hints,
}

/// The source that a file is laid over; `None` if it is laid over none, or is no file of our own that can be read.
pub(super) fn referral(text: &str, hints: &Hints) -> Option<Referral> {
    let raw: RawProgramme = if is_too_much(text) { None } else { toml::from_str(text).ok() }?;
    let time_zone = raw.time_zone.and_then(|zone| time_zone_named(zone.get_ref()).ok());
    let mut columns = raw.columns;
    columns.extend(hints.columns.clone());
    let date = raw.date.and_then(|date| times::date(date.get_ref()));
    let hints = Hints {
        time_zone: hints.time_zone.or(time_zone),
        year: hints.year.or(raw.year),
        date: hints.date.or(date),
        columns,
        today: hints.today,
    };
    let format = raw.format.and_then(|format| format.get_ref().parse().ok());
    Some(Referral { source: raw.source?.into_inner(), format, hints })
}

/// Reads a programme that stands alone.
pub(super) fn import(text: &str, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let file = File { text };
    let raw = file.parse(report)?;
    if let Some(source) = &raw.source {
        let message = format!(
            "This file is laid over “{}”, which cannot be reached from here. Give both as files in one folder, or put the \
             whole programme into this one: talkbell export SOURCE --to toml.",
            source.get_ref()
        );
        report.error(file.at(source, "source"), message);
        return None;
    }
    let zone = file.zone(&raw, report);
    file.check_date(&raw, report);
    if report.has_errors() {
        // Without the zone that is meant, every time below would be wrong too.
        return None;
    }
    let times = Times::new(file, zone, &raw, hints);
    whole::schedule(&raw, &times, report)
}

/// Lays a file over the programme that it names.
pub(super) fn import_over(text: &str, base: Imported, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let file = File { text };
    let raw = file.parse(report)?;
    let place = raw.source.as_ref().map_or_else(|| Place::from(None), |source| file.at(source, "source"));
    let name = raw.source.as_ref().map_or("the source", |source| source.get_ref()).to_owned();
    for diagnostic in base.diagnostics {
        let at = diagnostic.place().map_or_else(|| name.clone(), |place| format!("{name}:{place}"));
        match diagnostic.level {
            Level::Note => report.note(at, diagnostic.message),
            Level::Warning => report.warn(at, diagnostic.message),
            Level::Error => report.error(at, diagnostic.message),
        }
    }
    let Some(schedule) = base.schedule else {
        report.error(place, format!("“{name}”, over which this file is laid, cannot be used."));
        return None;
    };
    let zone = file.zone(&raw, report).or(Some(schedule.time_zone));
    file.check_date(&raw, report);
    let times = Times::new(file, zone, &raw, hints);
    over::laid(schedule, &raw, &times, report)
}

/// What the parser says in words of its own, said so that it can be mended.
fn advice(message: &str) -> Option<String> {
    if let Some(unknown) = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next()) {
        let lower = unknown.to_lowercase();
        let meant = MEANT.iter().find(|(written, _)| *written == lower)?.1;
        return Some(format!("Is `{meant}` meant?"));
    }
    let says = |words: &str| message.contains(words);
    let written = if says("invalid type: map, expected a sequence") {
        "Several of these may follow, so they stand in two brackets, as in [[session.talk]]."
    } else if says("expected i64") || says("expected i32") {
        "Write a number, without quotes and without a unit."
    } else if says("expected a boolean") {
        "Write true or false, without quotes."
    } else if says("hour") || says("minute") || says("invalid datetime") {
        "Write a time like 09:00:00, or in quotes like \"9:00\", and a day like 2025-07-18."
    } else if says("missing opening quote") || says("string values must be quoted") || says("invalid string") {
        "Texts stand in quotes."
    } else {
        return None;
    };
    Some(written.to_owned())
}

/// What is written for a field, and which is meant.
const MEANT: [(&str, &str); 16] = [
    ("chair", "moderators"),
    ("chairs", "moderators"),
    ("host", "moderators"),
    ("duration", "minutes"),
    ("length", "minutes"),
    ("author", "speakers"),
    ("authors", "speakers"),
    ("presenter", "speakers"),
    ("name", "title"),
    ("location", "room"),
    ("description", "abstract"),
    ("summary", "abstract"),
    ("begin", "start"),
    ("type", "kind"),
    ("timezone", "time_zone"),
    ("canceled", "cancelled"),
];

/// At most so many values stand in the text as there are these signs, in strings too.
fn is_too_much(text: &str) -> bool {
    text.bytes().filter(|byte| matches!(byte, b'{' | b'[' | b',' | b'=')).count() > MOST_VALUES
}

/// The text of a file, for the lines of what stands in it.
#[derive(Clone, Copy)]
struct File<'a> {
    text: &'a str,
}

impl<'a> File<'a> {
    fn parse(self, report: &mut Report) -> Option<RawProgramme> {
        if is_too_much(self.text) {
            report.error(None, "This TOML holds more values than any programme has. Is it the right file?");
            return None;
        }
        let parsed = toml::from_str(self.text);
        parsed
            .map_err(|error: toml::de::Error| {
                let line = error.span().map(|span| self.line(span.start));
                let message = error.message().replace('\n', "; ");
                let field =
                    line.and_then(|line| self.field(line)).filter(|field| !message.contains(&format!("`{field}`")));
                let field = field.map(|field| format!("`{field}`: ")).unwrap_or_default();
                let advice = advice(&message).map(|advice| format!(" {advice}")).unwrap_or_default();
                report.error(line, format!("This TOML cannot be read: {field}{message}.{advice}"));
            })
            .ok()
    }

    /// The field that a line sets.
    fn field(self, line: usize) -> Option<&'a str> {
        let (field, _) = self.text.lines().nth(line - 1)?.split_once('=')?;
        Some(field.trim()).filter(|field| !field.is_empty() && !field.contains(['[', '"', '#']))
    }

    /// The day at the top, which has to be one.
    fn check_date(self, raw: &RawProgramme, report: &mut Report) {
        let Some(date) = raw.date.as_ref().filter(|date| times::date(date.get_ref()).is_none()) else { return };
        let message = format!("{} is no day. Write it like 2025-07-18, without quotes.", date.get_ref());
        report.error(self.at(date, "date"), message);
    }

    fn at<T>(self, spanned: &Spanned<T>, path: &str) -> Place {
        Place::at(self.line(spanned.span().start), path)
    }

    fn line(self, at: usize) -> usize {
        1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count()
    }

    fn zone(self, raw: &RawProgramme, report: &mut Report) -> Option<Tz> {
        let zone = raw.time_zone.as_ref()?;
        let named = time_zone_named(zone.get_ref());
        named.map_err(|error| report.error(self.at(zone, "time_zone"), error.to_string())).ok()
    }

    fn kind(self, kind: &Spanned<String>, path: &str, report: &mut Report) -> Option<TalkKind> {
        let text = kind.get_ref().trim();
        let known = TalkKind::ALL.into_iter().find(|known| known.key().eq_ignore_ascii_case(text));
        let known = known.or_else(|| TalkKind::from_label(text));
        if known.is_none() {
            let kinds = TalkKind::ALL.map(TalkKind::key).join(", ");
            report.error(self.at(kind, path), format!("`{text}` is no kind of talk; the kinds are {kinds}."));
        }
        known
    }
}
