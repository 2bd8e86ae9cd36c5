use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, Row};

use super::super::contention::despite_contention;
use super::super::row::instant;
use super::super::{Store, StoreError};
use super::person;
use crate::questions::Person;
use crate::schedule::ConferenceId;

/// Someone who may not ask or vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// Who.
    pub person: Person,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Who blocked them.
    pub by: Person,
    /// Why, where it was said.
    pub why: Option<String>,
}

impl Store {
    /// Blocks someone. `false` when they are blocked already.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn block(
        &self,
        conference: &ConferenceId,
        person: Person,
        by: Person,
        why: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let sql = "INSERT INTO question_blocks (conference, person, blocked_ms, blocked_by, why) \
                   VALUES ($1, $2, $3, $4, $5) ON CONFLICT (conference, person) WHERE lifted_ms IS NULL DO NOTHING";
        let blocking = || async {
            let query = sqlx::query(sql)
                .bind(conference.as_str())
                .bind(person.get().cast_signed())
                .bind(now.timestamp_millis())
                .bind(by.get().cast_signed())
                .bind(why);
            Ok(query.execute(&self.pool).await?.rows_affected() == 1)
        };
        despite_contention(blocking).await
    }

    /// Lifts a block, which stays on record. `false` when there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn unblock(
        &self,
        conference: &ConferenceId,
        person: Person,
        by: Person,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE question_blocks SET lifted_ms = $1, lifted_by = $2 \
                   WHERE conference = $3 AND person = $4 AND lifted_ms IS NULL";
        let query = sqlx::query(sql)
            .bind(now.timestamp_millis())
            .bind(by.get().cast_signed())
            .bind(conference.as_str())
            .bind(person.get().cast_signed());
        Ok(query.execute(&self.pool).await?.rows_affected() > 0)
    }

    /// Who is blocked, longest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn blocked(&self, conference: &ConferenceId) -> Result<Vec<Blocked>, StoreError> {
        let sql = "SELECT person, blocked_ms, blocked_by, why FROM question_blocks \
                   WHERE conference = $1 AND lifted_ms IS NULL ORDER BY blocked_ms, person";
        let rows = sqlx::query(sql).bind(conference.as_str()).fetch_all(&self.pool).await?;
        let blocked = |row: &sqlx::any::AnyRow| {
            Ok(Blocked {
                person: person(row, "person")?,
                since: instant(row.try_get("blocked_ms")?)?,
                by: person(row, "blocked_by")?,
                why: row.try_get("why")?,
            })
        };
        rows.iter().map(blocked).collect()
    }
}

pub(super) async fn is_blocked(
    connection: &mut AnyConnection,
    conference: &ConferenceId,
    person: Person,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS blocked FROM question_blocks WHERE conference = $1 AND person = $2 AND lifted_ms IS NULL";
    let query = sqlx::query(sql).bind(conference.as_str()).bind(person.get().cast_signed());
    Ok(query.fetch_optional(connection).await?.is_some())
}
