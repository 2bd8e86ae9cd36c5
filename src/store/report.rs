use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::contention::despite_contention;
use super::filed::{insert_filed, unlike_any_before};
use super::row::{notice, notice_columns};
use super::{Store, StoreError};
use crate::announce::{Notice, NoticeKey};
use crate::schedule::ConferenceId;

impl Store {
    /// The conferences of which something was missed or failed that the organisers have not been told. What was to stand in
    /// a channel that is switched off counts only if it came to its end by `held`: of the switching itself they know.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn unreported(&self, held: DateTime<Utc>) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT conference FROM outbox \
                   WHERE state IN ('missed', 'failed') AND reported_in IS NULL AND kind <> 'report' \
                   AND (finished_ms <= $1 OR (priority < 2 AND NOT EXISTS (SELECT 1 FROM channels \
                   WHERE channels.destination = outbox.destination AND channels.off_ms IS NOT NULL)))";
        let rows = sqlx::query(sql).bind(held.timestamp_millis()).fetch_all(&self.pool).await?;
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
            insert_filed(&mut transaction, &report, &[], now).await?;
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

fn unposted(rows: &[AnyRow]) -> Result<Vec<(Notice, String)>, StoreError> {
    let entry = |row: &AnyRow| {
        let reason: Option<String> = row.try_get("reason")?;
        Ok((notice(row)?.1, reason.unwrap_or_default()))
    };
    let mut entries = rows.iter().map(entry).collect::<Result<Vec<_>, StoreError>>()?;
    entries.sort_by_key(|(notice, _)| (notice.due, notice.kind));
    Ok(entries)
}
