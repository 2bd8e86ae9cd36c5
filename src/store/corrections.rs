//! The posted messages that no longer say what the programme says, and who makes them say it.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::programme::standing;
use super::row::{notice, notice_columns};
use super::{Standing, State, Store, StoreError};
use crate::announce::{Notice, NoticeKey, Told};
use crate::schedule::ConferenceId;

/// A posted message that is to be corrected.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The message.
    pub standing: Standing,
    /// What its subject was called when it was said.
    pub title: String,
    /// Who is at it, if somebody is.
    pub by: Option<String>,
    /// How often somebody began with it, or it was marked anew.
    pub round: i64,
    /// The number of the programme that is in force.
    pub revision: i64,
}

/// How an attempt to correct a message ended.
#[derive(Clone, Debug)]
pub enum Corrected {
    /// It tells this now.
    Done(Told),
    /// It cannot be corrected, for this reason.
    Refused(String),
    /// It was surely not corrected, and is to be tried again.
    Again,
}

impl Store {
    /// The messages that are to be corrected.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn corrections(&self) -> Result<Vec<Correction>, StoreError> {
        let sql = concat!(
            "SELECT ",
            notice_columns!(),
            ", channel_id, message_id, finished_ms, correct_title, correct_by, correct_round, state, ",
            "(SELECT revision FROM programmes WHERE programmes.conference = outbox.conference) AS revision FROM outbox ",
            // The state is asked of the rows: in SQL it would lead SQLite through all that was ever delivered.
            "WHERE correct_title IS NOT NULL ORDER BY due_ms"
        );
        let rows = sqlx::query(sql).fetch_all(&self.pool).await?;
        let stands =
            |row: &&AnyRow| row.try_get::<String, _>("state").is_ok_and(|state| state == State::Delivered.as_str());
        let correction = |row: &AnyRow| {
            Ok(Correction {
                standing: standing(row)?,
                title: row.try_get("correct_title")?,
                by: row.try_get("correct_by")?,
                round: row.try_get("correct_round")?,
                revision: row.try_get::<Option<i64>, _>("revision")?.unwrap_or_default(),
            })
        };
        rows.iter().filter(stands).map(correction).collect()
    }

    /// Begins to correct a message, for `owner`. `false` when somebody else began, or it was marked anew.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin_correction(&self, correction: &Correction, owner: &str) -> Result<bool, StoreError> {
        let sql = "UPDATE outbox SET correct_by = $1, correct_round = correct_round + 1 \
                   WHERE notice_key = $2 AND correct_round = $3 AND correct_title IS NOT NULL";
        let begun = sqlx::query(sql).bind(owner).bind(correction.standing.key.as_str()).bind(correction.round);
        Ok(begun.execute(&self.pool).await?.rows_affected() == 1)
    }

    /// Records how it ended, unless somebody else began meanwhile. What was marked anew meanwhile is corrected again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_correction(
        &self,
        correction: &Correction,
        owner: &str,
        end: &Corrected,
    ) -> Result<(), StoreError> {
        let (told, uncorrected) = match end {
            Corrected::Done(told) => (Some(told.as_str()), None),
            Corrected::Refused(reason) => (None, Some(reason.as_str())),
            Corrected::Again => (None, None),
        };
        let key = correction.standing.key.as_str();
        if !matches!(end, Corrected::Again) {
            let sql = "UPDATE outbox SET correct_by = NULL, correct_title = NULL, said = $1, uncorrected = $2 \
                       WHERE notice_key = $3 AND correct_by = $4 AND correct_round = $5";
            let ended = sqlx::query(sql).bind(told).bind(uncorrected).bind(key).bind(owner).bind(correction.round + 1);
            if ended.execute(&self.pool).await?.rows_affected() == 1 {
                return Ok(());
            }
        }
        let leave = "UPDATE outbox SET correct_by = NULL WHERE notice_key = $1 AND correct_by = $2";
        sqlx::query(leave).bind(key).bind(owner).execute(&self.pool).await?;
        Ok(())
    }

    /// The messages of a conference that are kept true and are not marked, of what expires after `since`: each with what it
    /// tells, and what its subject was called.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn told(
        &self,
        conference: &ConferenceId,
        since: DateTime<Utc>,
    ) -> Result<Vec<(Notice, Told, String)>, StoreError> {
        let sql = concat!(
            "SELECT ",
            notice_columns!(),
            ", said, said_title FROM outbox WHERE conference = $1 AND expires_ms > $2 AND said_title IS NOT NULL ",
            "AND said IS NOT NULL AND correct_title IS NULL"
        );
        let rows = sqlx::query(sql).bind(conference.as_str()).bind(since.timestamp_millis());
        let rows = rows.fetch_all(&self.pool).await?;
        let told = |row: &AnyRow| {
            let said: String = row.try_get("said")?;
            Ok((notice(row)?.1, Told::from(said), row.try_get("said_title")?))
        };
        rows.iter().map(told).collect()
    }

    /// Marks messages to be corrected, each with what its subject was called when it was said.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn mark_untrue(&self, untrue: &[(NoticeKey, String)]) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        mark(&mut transaction, untrue).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Whoever is correcting one of them with an older text has to do it again.
pub(super) async fn mark(connection: &mut AnyConnection, untrue: &[(NoticeKey, String)]) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET correct_title = COALESCE(correct_title, $1), correct_round = correct_round + 1, \
               uncorrected = NULL WHERE notice_key = $2";
    for (key, title) in untrue {
        sqlx::query(sql).bind(title).bind(key.as_str()).execute(&mut *connection).await?;
    }
    Ok(())
}
