use chrono::{DateTime, TimeDelta, Utc};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::contention::despite_contention;
use super::row::{notice, notice_columns};
use super::{Store, StoreError};
use crate::announce::{Notice, NoticeKey};
use crate::schedule::ConferenceId;

impl Store {
    /// The conferences of which something was missed or failed that the organisers have not been told.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn unreported(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT conference FROM outbox \
                   WHERE state IN ('missed', 'failed') AND reported_in IS NULL AND kind <> 'report' AND priority < 2";
        let rows = sqlx::query(sql).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok(row.try_get("conference")?)).collect()
    }

    /// Puts everything that was not posted and not told of under `report`, and the report itself, if there is somewhere
    /// to send it, into the outbox. Either both happen or neither does, so each missed notice is told of once.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn file_report(
        &self,
        conference: &ConferenceId,
        report: Option<&Notice>,
        now: DateTime<Utc>,
    ) -> Result<Vec<(Notice, String)>, StoreError> {
        despite_contention(|| self.file_report_once(conference, report, now)).await
    }

    async fn file_report_once(
        &self,
        conference: &ConferenceId,
        report: Option<&Notice>,
        now: DateTime<Utc>,
    ) -> Result<Vec<(Notice, String)>, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let report = match report {
            Some(report) => Some(unlike_any_before(&mut transaction, report.clone()).await?),
            None => None,
        };
        let key = report.as_ref().map_or_else(|| "log".to_owned(), |report| report.key().as_str().to_owned());
        let sql = concat!(
            "UPDATE outbox SET reported_in = $1 WHERE conference = $2 AND state IN ('missed', 'failed') ",
            "AND reported_in IS NULL AND kind <> 'report' RETURNING ",
            notice_columns!(),
            ", reason"
        );
        let rows = sqlx::query(sql).bind(&key).bind(conference.as_str()).fetch_all(&mut *transaction).await?;
        if let Some(report) = report.filter(|_| !rows.is_empty()) {
            let insert = "INSERT INTO outbox (notice_key, digest, conference, kind, destination, subject, lead_ms, \
                          starts_ms, due_ms, expires_ms, priority, place, planned_ms, state) \
                          VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, 1, 0, $10, 'pending')";
            sqlx::query(insert)
                .bind(&key)
                .bind(report.key().digest().as_str())
                .bind(conference.as_str())
                .bind(report.kind.as_str())
                .bind(report.destination.to_string())
                .bind(report.subject.to_string())
                .bind(report.starts.timestamp_millis())
                .bind(report.due.timestamp_millis())
                .bind(report.expires.timestamp_millis())
                .bind(now.timestamp_millis())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        unposted(&rows)
    }

    /// What a report tells of, in the order in which it was due.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reported_in(&self, report: &NoticeKey) -> Result<Vec<(Notice, String)>, StoreError> {
        let sql = concat!("SELECT ", notice_columns!(), ", reason FROM outbox WHERE reported_in = $1");
        unposted(&sqlx::query(sql).bind(report.as_str()).fetch_all(&self.pool).await?)
    }
}

/// Two reports may fall on one instant, as they do while the clock is paused; each needs a key of its own. Asked by an
/// update that changes nothing: it is the transaction's first statement, and SQLite refuses one that reads before it writes
/// when another connection writes in between.
async fn unlike_any_before(connection: &mut AnyConnection, mut report: Notice) -> Result<Notice, StoreError> {
    let sql = "UPDATE outbox SET reported_in = reported_in WHERE notice_key = $1";
    while sqlx::query(sql).bind(report.key().as_str()).execute(&mut *connection).await?.rows_affected() > 0 {
        report.starts += TimeDelta::milliseconds(1);
    }
    Ok(report)
}

fn unposted(rows: &[AnyRow]) -> Result<Vec<(Notice, String)>, StoreError> {
    let entry = |row: &AnyRow| {
        let reason: Option<String> = row.try_get("reason")?;
        Ok((notice(row)?.1, reason.unwrap_or_default()))
    };
    let mut entries = rows.iter().map(entry).collect::<Result<Vec<_>, StoreError>>()?;
    entries.sort_by_key(|(notice, _)| (notice.due, notice.kind));
    Ok(entries)
}
