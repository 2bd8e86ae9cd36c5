use std::io::{self, BufWriter, Write};

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Programmes, table};
use crate::announce::{NoticeDigest, NoticeKey};
use crate::store::Listed;

/// What programs read; its field names are a promise.
#[derive(Serialize)]
struct Row<'a> {
    key: &'a NoticeKey,
    digest: NoticeDigest,
    conference: &'a str,
    kind: &'static str,
    subject: String,
    title: String,
    destination: String,
    due: DateTime<Utc>,
    expires: DateTime<Utc>,
    state: &'static str,
    attempts: i64,
    finished: Option<DateTime<Utc>>,
    reason: Option<&'a str>,
    message: Option<String>,
    uncorrected: Option<&'a str>,
}

pub(super) fn print(listed: &[Listed], programmes: &Programmes) -> io::Result<()> {
    let rows: Vec<Row<'_>> = listed.iter().map(|listed| row(listed, programmes)).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &rows)?;
    writeln!(out)?;
    out.flush()
}

fn row<'a>(Listed { key, entry }: &'a Listed, programmes: &Programmes) -> Row<'a> {
    let notice = &entry.notice;
    Row {
        key,
        digest: key.digest(),
        conference: notice.conference.as_str(),
        kind: notice.kind.as_str(),
        subject: notice.subject.to_string(),
        title: table::subject(notice, programmes),
        destination: notice.destination.to_string(),
        due: notice.due,
        expires: notice.expires,
        state: entry.state.as_str(),
        attempts: entry.attempts,
        finished: entry.finished,
        reason: entry.reason.as_deref(),
        // As text, as Discord writes it: it is more than a JSON number surely holds.
        message: entry.message.map(|message| message.to_string()),
        uncorrected: entry.uncorrected.as_deref(),
    }
}
