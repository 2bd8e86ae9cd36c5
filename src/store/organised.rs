//! What organisers do by command: conferences that they set up, and pauses.

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::filed::{insert_filed, unlike_any_before};
use super::outbox::Counts;
use super::row::{instant, parsed};
use super::{Store, StoreError};
use crate::announce::Notice;
use crate::schedule::ConferenceId;

/// That a conference's announcements are held back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Session time since when.
    pub since: DateTime<Utc>,
    /// By whom, as the server showed them. Foreign text.
    pub by: String,
}

/// Whether a row of the outbox, by the name that it has in the statement, waits because its conference is paused. What
/// organisers are told is not held back, nor what they have ordered, nor what is under way.
macro_rules! paused {
    ($row:literal) => {
        concat!(
            $row,
            ".state = 'pending' AND ",
            $row,
            ".kind NOT IN ('report', 'held', 'channel-off', 'channel-on', 'test') AND EXISTS ",
            "(SELECT 1 FROM pauses WHERE pauses.conference = ",
            $row,
            ".conference)"
        )
    };
}
pub(super) use paused;

impl Store {
    /// Holds a conference's announcements back. One that is paused already stays as it is, and gives `false`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn pause(&self, conference: &ConferenceId, pause: &Pause) -> Result<bool, StoreError> {
        let sql = "INSERT INTO pauses (conference, since_ms, paused_by) VALUES ($1, $2, $3) \
                   ON CONFLICT (conference) DO NOTHING";
        let paused = sqlx::query(sql)
            .bind(conference.as_str())
            .bind(pause.since.timestamp_millis())
            .bind(&pause.by)
            .execute(&self.pool)
            .await?;
        Ok(paused.rows_affected() == 1)
    }

    /// Lets a conference's announcements go on; `false` if they were not held back.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn resume(&self, conference: &ConferenceId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM pauses WHERE conference = $1";
        let resumed = sqlx::query(sql).bind(conference.as_str()).execute(&self.pool).await?;
        Ok(resumed.rows_affected() == 1)
    }

    /// Whether a conference's announcements are held back.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn paused(&self, conference: &ConferenceId) -> Result<Option<Pause>, StoreError> {
        let sql = "SELECT since_ms, paused_by FROM pauses WHERE conference = $1";
        let row = sqlx::query(sql).bind(conference.as_str()).fetch_optional(&self.pool).await?;
        row.map(|row| Ok(Pause { since: instant(row.try_get("since_ms")?)?, by: row.try_get("paused_by")? }))
            .transpose()
    }

    /// Keeps what was set up of a conference, as text.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn keep_settings(
        &self,
        conference: &ConferenceId,
        guild: u64,
        settings: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO conferences (id, guild, settings, changed_ms) VALUES ($1, $2, $3, $4) ON CONFLICT (id) \
                   DO UPDATE SET guild = excluded.guild, settings = excluded.settings, changed_ms = excluded.changed_ms";
        sqlx::query(sql)
            .bind(conference.as_str())
            .bind(guild.cast_signed())
            .bind(settings)
            .bind(now.timestamp_millis())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// What was set up of each conference, with its id, as text.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn kept_settings(&self) -> Result<Vec<(ConferenceId, String)>, StoreError> {
        let rows = sqlx::query("SELECT id, settings FROM conferences ORDER BY id").fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((parsed(row, "id")?, row.try_get("settings")?))).collect()
    }

    /// Puts a notice that no plan calls for into the outbox, under a key of its own.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn file_alone(&self, notice: Notice, lines: &[String], now: DateTime<Utc>) -> Result<Notice, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let notice = unlike_any_before(&mut transaction, notice).await?;
        insert_filed(&mut transaction, &notice, lines, now).await?;
        transaction.commit().await?;
        Ok(notice)
    }

    /// How many notices of a conference are in each state.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counts_of(&self, conference: &ConferenceId) -> Result<Counts, StoreError> {
        let sql = "SELECT state, COUNT(*) AS many FROM outbox WHERE conference = $1 GROUP BY state";
        let rows = sqlx::query(sql).bind(conference.as_str()).fetch_all(&self.pool).await?;
        let counted = |row: &sqlx::any::AnyRow| {
            let many: i64 = row.try_get("many")?;
            Ok((parsed(row, "state")?, many.cast_unsigned()))
        };
        rows.iter().map(counted).collect()
    }
}
