//! Foreign bytes in, a [`Schedule`] or diagnostics out.
//!
//! Pure: the caller reads the file and says what day it is. A format is a file or folder here and a line in [`Format`];
//! all share the clean lines, the time lines, the zones, the years and the last step, `assemble`.

mod assemble;
mod format;
mod names;
mod report;
mod source_text;
mod time_line;
mod timing;
mod virtual_page;
mod years;
mod zones;

pub use format::Format;
pub use zones::{UnknownTimeZone, time_zone_named};

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use crate::schedule::Schedule;
use report::Report;

/// What the organiser says about a source beside its bytes.
#[derive(Clone, Debug)]
pub struct Hints {
    /// `--time-zone`: wins over what the source says.
    pub time_zone: Option<Tz>,
    /// `--year`: for sources that print none.
    pub year: Option<i32>,
    /// The current day, from which a missing year is inferred.
    pub today: NaiveDate,
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
    /// What is wrong and what to do about it, as one or two plain sentences.
    pub message: String,
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
pub fn import(source: &[u8], hints: &Hints) -> Imported {
    read(source, None, hints)
}

/// Reads a programme of a given format.
#[must_use]
pub fn import_as(format: Format, source: &[u8], hints: &Hints) -> Imported {
    read(source, Some(format), hints)
}

fn read(source: &[u8], format: Option<Format>, hints: &Hints) -> Imported {
    let mut report = Report::default();
    let schedule = schedule(source, format, hints, &mut report);
    let usable = !report.has_errors();
    Imported { schedule: schedule.filter(|_| usable), diagnostics: report.into_diagnostics() }
}

fn schedule(source: &[u8], format: Option<Format>, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let text = source_text::decode(source).map_err(|(line, problem)| report.error(line, problem)).ok()?;
    match format.map_or_else(|| Format::of(text), Ok) {
        Ok(Format::VirtualPage) => virtual_page::import(text, hints, report),
        Err(problem) => {
            report.error(1, problem);
            None
        }
    }
}
