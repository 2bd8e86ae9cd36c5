//! Foreign bytes in, a [`Schedule`] or diagnostics out.
//!
//! Pure: the caller reads the file and says what day it is. A format is a file or folder here and a line in [`Format`];
//! all share the clean lines, the time lines, the zones, the years and the last step, `assemble`.

mod assemble;
mod detect;
mod fields;
mod format;
mod frab_xml;
mod grouping;
mod ics;
mod instants;
mod json;
mod kinds;
mod limits;
mod miniconf;
mod moments;
mod names;
mod own;
mod pretalx;
mod prose;
mod report;
mod sessionize;
mod source;
mod source_text;
mod table;
mod time_line;
mod timing;
mod titles;
mod virtual_html;
mod virtual_json;
mod virtual_page;
mod yaml;
mod years;
mod zones;

pub use format::{Format, UnknownFormat};
pub use own::Referral;
pub use source::{LARGEST_SOURCE, Source};
pub use zones::{UnknownTimeZone, time_zone_named};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use crate::schedule::Schedule;
use detect::Looks;
use report::Report;

/// What the organiser says about a source beside its bytes.
#[derive(Clone, Debug)]
pub struct Hints {
    /// `--time-zone`: wins over what the source says.
    pub time_zone: Option<Tz>,
    /// `--year`: for sources that print none.
    pub year: Option<i32>,
    /// `--date`: for sources that print times of day alone.
    pub date: Option<NaiveDate>,
    /// `--map`: what we call a column (`title`, `start`, …) to what the table calls it.
    pub columns: BTreeMap<String, String>,
    /// The current day, from which a missing year is inferred.
    pub today: NaiveDate,
}

impl Hints {
    /// No hint but what day it is.
    #[must_use]
    pub fn on(today: NaiveDate) -> Self {
        Self { time_zone: None, year: None, date: None, columns: BTreeMap::new(), today }
    }
}

/// What came of an import. Nothing is dropped silently: what is not in the schedule is in the diagnostics.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Present unless a diagnostic of [`Level::Error`] says why not.
    pub schedule: Option<Schedule>,
    /// In order of their line.
    pub diagnostics: Vec<Diagnostic>,
}

/// One thing the organiser should know about a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub level: Level,
    /// 1-based; `None` where the source as a whole is meant.
    pub line: Option<usize>,
    /// Such as `talks[17].start`; `None` where the source has no structure to point into.
    pub path: Option<String>,
    /// What is wrong and what to do about it, as one or two plain sentences.
    pub message: String,
}

impl Diagnostic {
    /// Where it is, in short: its line, else its path.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        self.line.map(|line| line.to_string()).or_else(|| self.path.clone())
    }
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Said for information: an inference that was made.
    Note,
    /// The programme is usable, but look here.
    Warning,
    /// The programme is unusable until this is mended.
    Error,
}

/// Reads a programme of whatever format its content shows.
#[must_use]
pub fn import<'a>(source: impl Into<Source<'a>>, hints: &Hints) -> Imported {
    read(source.into(), None, hints)
}

/// Reads a programme of a given format.
#[must_use]
pub fn import_as<'a>(format: Format, source: impl Into<Source<'a>>, hints: &Hints) -> Imported {
    read(source.into(), Some(format), hints)
}

/// The other source that a file of talkbell's own format is laid over, if it is: read that, then call [`import_over`].
#[must_use]
pub fn referral(source: &[u8], hints: &Hints) -> Option<Referral> {
    let text = source_text::decode(source).ok()?;
    // Whatever else it may be, a file without this word refers to nothing.
    if !text.contains("source") || detect::looks(text, hints) != Looks::Like(Format::Toml) {
        return None;
    }
    own::referral(text, hints)
}

/// Lays a file of talkbell's own format over the source that its [`Referral`] names.
#[must_use]
pub fn import_over(source: &[u8], base: Imported, hints: &Hints) -> Imported {
    let mut report = Report::default();
    let text = source_text::decode(source).map_err(|(line, problem)| report.error(line, problem));
    let schedule = text.ok().and_then(|text| own::import_over(text, base, hints, &mut report));
    let usable = !report.has_errors();
    Imported { schedule: schedule.filter(|_| usable), diagnostics: report.into_diagnostics() }
}

fn read(source: Source<'_>, format: Option<Format>, hints: &Hints) -> Imported {
    let mut report = Report::default();
    let schedule = schedule(source, format, hints, &mut report);
    let usable = !report.has_errors();
    Imported { schedule: schedule.filter(|_| usable), diagnostics: report.into_diagnostics() }
}

fn schedule(source: Source<'_>, format: Option<Format>, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    if source.size() > LARGEST_SOURCE {
        let limit = LARGEST_SOURCE / 1024 / 1024;
        report.error(None, format!("This is larger than {limit} MiB, which no programme is. Is it the right file?"));
        return None;
    }
    match source {
        Source::File(bytes) => file(bytes, format, hints, report),
        Source::Folder(files) if files.keys().any(|name| virtual_json::is_feed(name)) => {
            virtual_json::import_folder(files, hints, report)
        }
        Source::Folder(files) => miniconf::import(files, hints, report),
    }
}

fn file(bytes: &[u8], format: Option<Format>, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    if let Some(is) = detect::no_text(bytes) {
        report.error(None, format!("This is {is}."));
        return None;
    }
    let mended = source_text::without_stray_nuls(bytes);
    if let Some((_, line)) = &mended {
        report.warn(*line, "A calendar holds no NUL bytes. Those here are left out.");
    }
    let bytes = mended.as_ref().map_or(bytes, |(text, _)| text);
    let text = source_text::decode(bytes).map_err(|(line, problem)| report.error(line, problem)).ok()?;
    match format.map_or_else(|| detect::looks(text, hints), Looks::Like) {
        Looks::Like(format @ (Format::VirtualJson | Format::PretalxJson | Format::Sessionize)) => {
            let value = json::parse(text, report)?;
            structure(format, &value, hints, report)
        }
        Looks::Json => {
            let value = json::parse(text, report)?;
            if value.as_array().is_some_and(Vec::is_empty) {
                report.error(None, "This JSON is an empty list. Has the programme been published where it comes from?");
                return None;
            }
            let Some(format) = detect::json(&value) else {
                let message = "This JSON has the structure of no programme that talkbell reads. If you know its format, \
                               say so with --format.";
                report.error(None, message);
                return None;
            };
            match format {
                Format::MiniConf => one_file_of_a_folder("calendar.json", bytes, hints, report),
                format => structure(format, &value, hints, report),
            }
        }
        Looks::Like(Format::MiniConf) => {
            let name = if text.trim_start().starts_with(['[', '{']) { "calendar.json" } else { "calendar.yml" };
            one_file_of_a_folder(name, bytes, hints, report)
        }
        Looks::ForeignXml => {
            let message = "This is XML, but no schedule.xml: it has no element `schedule` around all else. Look for \
                           “schedule.xml”, JSON or iCalendar among your site's exports.";
            report.error(1, message);
            None
        }
        Looks::Like(format) => written(format, text, hints, report),
    }
}

/// A calendar that was given without the folder that it stands in.
fn one_file_of_a_folder(name: &str, bytes: &[u8], hints: &Hints, report: &mut Report) -> Option<Schedule> {
    miniconf::import(&BTreeMap::from([(name.to_owned(), bytes.to_vec())]), hints, report)
}

/// The formats of text.
fn written(format: Format, text: &str, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let lines_are_short = matches!(format, Format::VirtualPage | Format::Csv | Format::Toml | Format::Ics);
    if let Some(line) = lines_are_short.then(|| limits::too_long_line(text)).flatten() {
        report.error(line, limits::TOO_LONG);
        return None;
    }
    match format {
        Format::VirtualPage => virtual_page::import(text, hints, report),
        Format::Csv => table::import(text, hints, report),
        Format::Toml => own::import(text, hints, report),
        Format::VirtualHtml => virtual_html::import(text, hints, report),
        Format::Ics => ics::import(text, hints, report),
        Format::FrabXml => frab_xml::import(text, hints, report),
        other => not_yet(other, report),
    }
}

/// The formats that are JSON.
fn structure(format: Format, value: &serde_json::Value, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    match format {
        Format::Sessionize => sessionize::import(value, hints, report),
        Format::VirtualJson => virtual_json::import(value, hints, report),
        Format::PretalxJson => pretalx::import(value, hints, report),
        other => not_yet(other, report),
    }
}

fn not_yet(format: Format, report: &mut Report) -> Option<Schedule> {
    let message = format!(
        "This is {}, which talkbell does not read yet. Open the session's page, copy its text and paste that into a file.",
        format.is()
    );
    report.error(1, message);
    None
}
