use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, Row};

use super::super::row::{instant, parsed};
use super::super::{Store, StoreError};
use crate::announce::Notice;
use crate::schedule::{ConferenceId, SessionId};

/// A notice that comes of a question or an act, and what it says, a line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The notice.
    pub notice: Notice,
    /// What it says.
    pub lines: Vec<String>,
}

impl Store {
    /// Puts a notice into the outbox with what it says. One of the same key stands already: then nothing changes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn file(&self, filed: &Filed, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        file(&mut transaction, 0, filed, now).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Where the message of a notice stands, whatever channel that is: the channel and the message; `None` while it does not
    /// stand.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn stands(&self, notice: &Notice) -> Result<Option<(u64, u64)>, StoreError> {
        let sql = "SELECT channel_id, message_id FROM outbox WHERE conference = $1 AND state = 'delivered' \
                   AND expires_ms = $2 AND kind = $3 AND subject = $4 AND starts_ms = $5";
        let query = sqlx::query(sql)
            .bind(notice.conference.as_str())
            .bind(notice.expires.timestamp_millis())
            .bind(notice.kind.as_str())
            .bind(notice.subject.to_string())
            .bind(notice.starts.timestamp_millis());
        let Some(row) = query.fetch_optional(&self.pool).await? else { return Ok(None) };
        let id = |column| row.try_get::<Option<i64>, _>(column).map(|id| id.map(i64::cast_unsigned));
        Ok(id("channel_id")?.zip(id("message_id")?))
    }
}

impl Store {
    /// Whether a notice is on its way, to whatever channel.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn waits(&self, notice: &Notice) -> Result<bool, StoreError> {
        let sql = "SELECT 1 AS waits FROM outbox WHERE state IN ('pending', 'claimed', 'uncertain') \
                   AND conference = $1 AND kind = $2 AND subject = $3 AND starts_ms = $4";
        let query = sqlx::query(sql)
            .bind(notice.conference.as_str())
            .bind(notice.kind.as_str())
            .bind(notice.subject.to_string())
            .bind(notice.starts.timestamp_millis());
        Ok(query.fetch_optional(&self.pool).await?.is_some())
    }

    /// The sessions whose Q&A was ended since then, and when.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn ended_since(
        &self,
        conference: &ConferenceId,
        since: DateTime<Utc>,
    ) -> Result<Vec<(SessionId, DateTime<Utc>)>, StoreError> {
        let sql = "SELECT session, changed_ms FROM question_stages \
                   WHERE conference = $1 AND stage = 'closed' AND changed_ms >= $2";
        let query = sqlx::query(sql).bind(conference.as_str()).bind(since.timestamp_millis());
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((parsed(row, "session")?, instant(row.try_get("changed_ms")?)?))).collect()
    }
}

/// `place` orders what is said at one instant in one channel.
pub(super) async fn file(
    connection: &mut AnyConnection,
    place: usize,
    Filed { notice, lines }: &Filed,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO outbox (notice_key, digest, conference, kind, destination, subject, lead_ms, starts_ms, due_ms, \
               expires_ms, priority, place, planned_ms, state, lines) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'pending', $14) \
               ON CONFLICT (notice_key) DO NOTHING";
    let key = notice.key();
    sqlx::query(sql)
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
        .bind(i64::from(!notice.is_for_moderators()))
        .bind(i64::try_from(place).unwrap_or(i64::MAX))
        .bind(now.timestamp_millis())
        .bind(lines.join("\n"))
        .execute(connection)
        .await?;
    Ok(())
}
