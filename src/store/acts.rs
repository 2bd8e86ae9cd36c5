use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::contention::despite_contention;
use super::row::{instant, parsed};
use super::{Store, StoreError};
use crate::announce::UserId;
use crate::schedule::{ConferenceId, SessionId};

/// Something that a moderator did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// In which session.
    pub session: SessionId,
    /// Which it is of that session's, from 1.
    pub seq: i64,
    /// What was done, as text.
    pub deed: String,
    /// Session time at which it was done.
    pub done: DateTime<Utc>,
    /// Who did it.
    pub by: UserId,
    /// What they were called. Foreign text.
    pub by_name: String,
    /// Whether it was undone.
    pub undone: bool,
}

/// Something to be recorded.
#[derive(Clone, Debug)]
pub struct ShowDeed<'a> {
    /// In which session.
    pub session: &'a SessionId,
    /// The number of the last deed that its doer knew of; 0 for none.
    pub after: i64,
    /// What is done, as text.
    pub deed: &'a str,
    /// The deed that this one undoes.
    pub undoes: Option<i64>,
    /// Who does it.
    pub by: UserId,
    /// What they are called.
    pub by_name: &'a str,
}

impl Store {
    /// Records what a moderator does, if nobody did anything since `after`: of several who act upon the same state, exactly
    /// one gets `true`.
    ///
    /// # Errors
    /// When the database does not answer; then nothing was recorded.
    pub async fn record(
        &self,
        conference: &ConferenceId,
        deed: &ShowDeed<'_>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        despite_contention(|| self.record_once(conference, deed, now)).await
    }

    async fn record_once(
        &self,
        conference: &ConferenceId,
        deed: &ShowDeed<'_>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let insert = "INSERT INTO acts (conference, session, seq, deed, done_ms, by_user, by_name) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (conference, session, seq) DO NOTHING";
        let inserted = sqlx::query(insert)
            .bind(conference.as_str())
            .bind(deed.session.as_str())
            .bind(deed.after + 1)
            .bind(deed.deed)
            .bind(now.timestamp_millis())
            .bind(deed.by.get().cast_signed())
            .bind(deed.by_name)
            .execute(&mut *transaction)
            .await?;
        if inserted.rows_affected() != 1 {
            return Ok(false);
        }
        if let Some(undoes) = deed.undoes {
            let mark = "UPDATE acts SET undone_by = $1 \
                        WHERE conference = $2 AND session = $3 AND seq = $4 AND undone_by IS NULL";
            let marked = sqlx::query(mark)
                .bind(deed.after + 1)
                .bind(conference.as_str())
                .bind(deed.session.as_str())
                .bind(undoes)
                .execute(&mut *transaction)
                .await?;
            if marked.rows_affected() != 1 {
                return Ok(false);
            }
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Everything that moderators did in a conference, session by session in the order in which it was done.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn show_acts(&self, conference: &ConferenceId) -> Result<Vec<Recorded>, StoreError> {
        let sql = "SELECT session, seq, deed, done_ms, by_user, by_name, undone_by FROM acts \
                   WHERE conference = $1 ORDER BY session, seq";
        let rows = sqlx::query(sql).bind(conference.as_str()).fetch_all(&self.pool).await?;
        rows.iter().map(recorded).collect()
    }

    /// How many acts each conference has, and how many check-ins: another replica's show here.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn deeds(&self, conference: &ConferenceId) -> Result<(i64, i64), StoreError> {
        let sql = "SELECT (SELECT COUNT(*) FROM acts WHERE conference = $1) AS acts, \
                   (SELECT COUNT(*) FROM check_ins WHERE conference = $2) AS check_ins";
        let row = sqlx::query(sql).bind(conference.as_str()).bind(conference.as_str()).fetch_one(&self.pool).await?;
        Ok((row.try_get("acts")?, row.try_get("check_ins")?))
    }
}

fn recorded(row: &AnyRow) -> Result<Recorded, StoreError> {
    let by: i64 = row.try_get("by_user")?;
    let by = UserId::new(by.cast_unsigned()).ok_or_else(|| StoreError::Unreadable(format!("the user {by}")))?;
    Ok(Recorded {
        session: parsed(row, "session")?,
        seq: row.try_get("seq")?,
        deed: row.try_get("deed")?,
        done: instant(row.try_get("done_ms")?)?,
        by,
        by_name: row.try_get("by_name")?,
        undone: row.try_get::<Option<i64>, _>("undone_by")?.is_some(),
    })
}
