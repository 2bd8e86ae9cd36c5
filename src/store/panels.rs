use chrono::{DateTime, TimeDelta, Utc};
use sqlx::Row;

use super::programme::standing;
use super::row::notice_columns;
use super::{Standing, Store, StoreError};
use crate::announce::NoticeKey;
use crate::schedule::ConferenceId;

impl Store {
    /// The panels that stand in the moderator channels of a conference and have not expired before `since`, the oldest
    /// first, each with what it is known to show.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn panels(
        &self,
        conference: &ConferenceId,
        since: DateTime<Utc>,
    ) -> Result<Vec<(Standing, Option<String>)>, StoreError> {
        let sql = concat!(
            "SELECT outbox.",
            notice_columns!(),
            ", channel_id, message_id, finished_ms, shown FROM outbox \
             LEFT JOIN panels ON panels.notice_key = outbox.notice_key \
             WHERE conference = $1 AND state = 'delivered' AND kind = 'panel' AND expires_ms >= $2 ORDER BY due_ms"
        );
        let rows =
            sqlx::query(sql).bind(conference.as_str()).bind(since.timestamp_millis()).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((standing(row)?, row.try_get("shown")?))).collect()
    }

    /// Takes the right to edit a panel: at most once in `pause` of wall time, whoever edits.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn claim_panel(
        &self,
        panel: &NoticeKey,
        wall: DateTime<Utc>,
        pause: TimeDelta,
    ) -> Result<bool, StoreError> {
        // A time ahead was written before the clock was set back, and does not count.
        let sql = "INSERT INTO panels (notice_key, shown, edited_wall_ms) VALUES ($1, '', $2) \
                   ON CONFLICT (notice_key) DO UPDATE SET edited_wall_ms = excluded.edited_wall_ms \
                   WHERE panels.edited_wall_ms <= $3 OR panels.edited_wall_ms > $4";
        let result = sqlx::query(sql)
            .bind(panel.as_str())
            .bind(wall.timestamp_millis())
            .bind((wall - pause).timestamp_millis())
            .bind(wall.timestamp_millis())
            .execute(&self.pool)
            .await?;
        Ok(result.rows_affected() == 1)
    }

    /// Records what a panel shows now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn panel_shows(&self, panel: &NoticeKey, shown: &str) -> Result<(), StoreError> {
        let sql = "UPDATE panels SET shown = $1 WHERE notice_key = $2";
        sqlx::query(sql).bind(shown).bind(panel.as_str()).execute(&self.pool).await?;
        Ok(())
    }
}
