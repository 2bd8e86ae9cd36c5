//! Notices that no plan calls for: each is put into the outbox by itself, together with what calls for it.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::AnyConnection;

use super::StoreError;
use crate::announce::Notice;

/// Puts a notice into the outbox, with what it tells, a line each. One that is there already stays as it is.
pub(super) async fn insert_filed(
    connection: &mut AnyConnection,
    notice: &Notice,
    lines: &[String],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO outbox (notice_key, digest, conference, kind, destination, subject, lead_ms, starts_ms, \
               due_ms, expires_ms, priority, place, planned_ms, state, lines) \
               VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $12, 0, $10, 'pending', $11) \
               ON CONFLICT (notice_key) DO NOTHING";
    let key = notice.key();
    sqlx::query(sql)
        .bind(key.as_str())
        .bind(key.digest().as_str())
        .bind(notice.conference.as_str())
        .bind(notice.kind.as_str())
        .bind(notice.destination.to_string())
        .bind(notice.subject.to_string())
        .bind(notice.starts.timestamp_millis())
        .bind(notice.due.timestamp_millis())
        .bind(notice.expires.timestamp_millis())
        .bind(now.timestamp_millis())
        .bind((!lines.is_empty()).then(|| lines.join("\n")))
        .bind(i64::from(notice.rank()))
        .execute(connection)
        .await?;
    Ok(())
}

/// Two notices of a kind may fall on one instant, as they do while the clock is paused; each needs a key of its own. Asked
/// by an update that changes nothing: it may be the transaction's first statement, and SQLite refuses one that reads
/// before it writes when another connection writes in between.
pub(super) async fn unlike_any_before(
    connection: &mut AnyConnection,
    mut notice: Notice,
) -> Result<Notice, StoreError> {
    let sql = "UPDATE outbox SET reported_in = reported_in WHERE notice_key = $1";
    while sqlx::query(sql).bind(notice.key().as_str()).execute(&mut *connection).await?.rows_affected() > 0 {
        notice.starts += TimeDelta::milliseconds(1);
    }
    Ok(notice)
}
