use std::io::{self, BufWriter, Write};

use chrono_tz::Tz;
use serde::Serialize;

use crate::import::Diagnostic;
use crate::schedule::{Changes, Schedule, Session};

/// What programs read; its field names are a promise.
#[derive(Serialize)]
struct Answer<'a> {
    title: Option<&'a str>,
    time_zone: Option<Tz>,
    sessions: &'a [Session],
    diagnostics: &'a [Diagnostic],
    /// Only where there is something to compare with.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'a Changes>,
}

pub(super) fn print(
    diagnostics: &[Diagnostic],
    schedule: Option<&Schedule>,
    changes: Option<&Changes>,
) -> io::Result<()> {
    let answer = Answer {
        title: schedule.map(|schedule| schedule.title.as_str()),
        time_zone: schedule.map(|schedule| schedule.time_zone),
        sessions: schedule.map_or(&[], |schedule| &schedule.sessions),
        diagnostics,
        changes,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &answer)?;
    writeln!(out)?;
    out.flush()
}
