//! Foreign bytes in, a [`Schedule`] or diagnostics out.
//!
//! Pure: the caller reads the file and says what day it is.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use crate::schedule::Schedule;

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
