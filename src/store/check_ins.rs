use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::row::{instant, parsed};
use super::{Store, StoreError};
use crate::announce::UserId;
use crate::schedule::{ConferenceId, SessionId};

/// Somebody who said that they are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckIn {
    /// For which session.
    pub session: SessionId,
    /// Who.
    pub user: UserId,
    /// What they are called. Foreign text.
    pub name: String,
    /// Session time at which they first said so.
    pub at: DateTime<Utc>,
}

impl Store {
    /// Records that somebody is there. Gives whether that is news.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn check_in(&self, conference: &ConferenceId, check_in: &CheckIn) -> Result<bool, StoreError> {
        let sql = "INSERT INTO check_ins (conference, session, user_id, name, at_ms) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (conference, session, user_id) DO NOTHING";
        let result = sqlx::query(sql)
            .bind(conference.as_str())
            .bind(check_in.session.as_str())
            .bind(check_in.user.get().cast_signed())
            .bind(&check_in.name)
            .bind(check_in.at.timestamp_millis())
            .execute(&self.pool)
            .await?;
        Ok(result.rows_affected() == 1)
    }

    /// Who said that they are there, in the order in which they did.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn check_ins(&self, conference: &ConferenceId) -> Result<Vec<CheckIn>, StoreError> {
        let sql = "SELECT session, user_id, name, at_ms FROM check_ins WHERE conference = $1 ORDER BY at_ms, user_id";
        let rows = sqlx::query(sql).bind(conference.as_str()).fetch_all(&self.pool).await?;
        rows.iter().map(check_in).collect()
    }

    /// Who is there in which session.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn present(&self, conference: &ConferenceId) -> Result<BTreeSet<(SessionId, UserId)>, StoreError> {
        let check_ins = self.check_ins(conference).await?;
        Ok(check_ins.into_iter().map(|check_in| (check_in.session, check_in.user)).collect())
    }
}

fn check_in(row: &AnyRow) -> Result<CheckIn, StoreError> {
    let user: i64 = row.try_get("user_id")?;
    let user = UserId::new(user.cast_unsigned()).ok_or_else(|| StoreError::Unreadable(format!("the user {user}")))?;
    Ok(CheckIn {
        session: parsed(row, "session")?,
        user,
        name: row.try_get("name")?,
        at: instant(row.try_get("at_ms")?)?,
    })
}
