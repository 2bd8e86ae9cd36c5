use std::io::{self, BufWriter, Write};

use chrono_tz::Tz;
use serde::Serialize;

use crate::import::{Diagnostic, Imported};
use crate::schedule::Session;

/// What programs read; its field names are a promise.
#[derive(Serialize)]
struct Answer<'a> {
    title: Option<&'a str>,
    time_zone: Option<Tz>,
    sessions: &'a [Session],
    diagnostics: &'a [Diagnostic],
}

pub(super) fn print(imported: &Imported) -> io::Result<()> {
    let schedule = imported.schedule.as_ref();
    let answer = Answer {
        title: schedule.map(|schedule| schedule.title.as_str()),
        time_zone: schedule.map(|schedule| schedule.time_zone),
        sessions: schedule.map_or(&[], |schedule| &schedule.sessions),
        diagnostics: &imported.diagnostics,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &answer)?;
    writeln!(out)?;
    out.flush()
}
