use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, Row};

use super::contention::despite_contention;
use super::row::parsed;
use super::{Store, StoreError};
use crate::announce::{Notice, NoticeKind};
use crate::schedule::ConferenceId;

/// The reason of what is cancelled because the programme changed. Such a row wakes again when a later plan wants it.
pub const NO_LONGER_CALLED_FOR: &str = "the programme no longer calls for it";

/// What a plan changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replanned {
    /// Notices that are new, or wait again.
    pub written: u64,
    /// Notices that no longer wait.
    pub cancelled: u64,
}

impl Store {
    /// Makes `notices` what a conference's outbox waits for: new ones are added, open ones take their new times, and
    /// waiting ones that are not among them are cancelled. (What is being posted is left to its delivery, which asks the
    /// programme once more.) What has been said or missed stays as it is.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn replan(
        &self,
        conference: &ConferenceId,
        notices: &[Notice],
        now: DateTime<Utc>,
    ) -> Result<Replanned, StoreError> {
        despite_contention(|| self.replan_once(conference, notices, now)).await
    }

    async fn replan_once(
        &self,
        conference: &ConferenceId,
        notices: &[Notice],
        now: DateTime<Utc>,
    ) -> Result<Replanned, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let mut replanned = Replanned::default();
        let mut wanted = HashSet::new();
        for (place, notice) in notices.iter().enumerate() {
            replanned.written += write(&mut transaction, notice, place, now).await?;
            wanted.insert(notice.key());
        }
        // The list of open states is the index's own, word for word: only then does SQLite use it.
        let waiting = "SELECT notice_key, kind FROM outbox WHERE state IN ('pending', 'claimed', 'uncertain') \
                       AND state = 'pending' AND conference = $1";
        let cancel = "UPDATE outbox SET state = 'cancelled', reason = $1, finished_ms = $2 \
                      WHERE notice_key = $3 AND state = 'pending'";
        for row in sqlx::query(waiting).bind(conference.as_str()).fetch_all(&mut *transaction).await? {
            let key: String = row.try_get("notice_key")?;
            if wanted.contains(&key.clone().into()) || is_apart(parsed(&row, "kind")?) {
                continue;
            }
            let cancelled = sqlx::query(cancel).bind(NO_LONGER_CALLED_FOR).bind(now.timestamp_millis()).bind(key);
            replanned.cancelled += cancelled.execute(&mut *transaction).await?.rows_affected();
        }
        transaction.commit().await?;
        Ok(replanned)
    }
}

/// What no such plan calls for: it comes and goes by itself.
fn is_apart(kind: NoticeKind) -> bool {
    kind.is_filed() || kind == NoticeKind::Reminder
}

/// Writes a notice that a plan calls for; gives how many rows that changed.
pub(super) async fn write(
    connection: &mut AnyConnection,
    notice: &Notice,
    place: usize,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let upsert = "INSERT INTO outbox (notice_key, digest, conference, kind, destination, subject, lead_ms, starts_ms, \
                  due_ms, expires_ms, priority, place, planned_ms, state) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'pending') \
                  ON CONFLICT (notice_key) DO UPDATE SET due_ms = excluded.due_ms, \
                  expires_ms = excluded.expires_ms, place = excluded.place, finished_ms = NULL, \
                  reason = CASE outbox.state WHEN 'cancelled' THEN NULL ELSE outbox.reason END, \
                  state = CASE outbox.state WHEN 'cancelled' THEN 'pending' ELSE outbox.state END \
                  WHERE (outbox.state IN ('pending', 'claimed', 'uncertain') AND (outbox.due_ms <> excluded.due_ms \
                  OR outbox.expires_ms <> excluded.expires_ms OR outbox.place <> excluded.place)) \
                  OR (outbox.state = 'cancelled' AND outbox.reason = $14)";
    let key = notice.key();
    let result = sqlx::query(upsert)
        .bind(key.as_str())
        .bind(key.digest().as_str())
        .bind(notice.conference.as_str())
        .bind(notice.kind.as_str())
        .bind(notice.destination.to_string())
        .bind(notice.subject.to_string())
        .bind(notice.lead.num_milliseconds())
        .bind(notice.starts.timestamp_millis())
        .bind(notice.due.timestamp_millis())
        .bind(notice.expires.timestamp_millis())
        .bind(i64::from(notice.rank()))
        .bind(i64::try_from(place).unwrap_or(i64::MAX))
        .bind(now.timestamp_millis())
        .bind(NO_LONGER_CALLED_FOR)
        .execute(connection)
        .await?;
    Ok(result.rows_affected())
}
