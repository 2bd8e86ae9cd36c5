use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::calendar;
use super::filed::insert_filed;
use super::row::{notice, notice_columns, optional_instant};
use super::{State, Store, StoreError};
use crate::announce::{Notice, NoticeKey};
use crate::schedule::{ConferenceId, Published};

/// A message that stands in a channel.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its notice's key.
    pub key: NoticeKey,
    /// What it says.
    pub notice: Notice,
    /// Where it stands.
    pub channel: u64,
    /// Which message it is.
    pub message: u64,
    /// Session time at which it was recorded as said.
    pub said: DateTime<Utc>,
}

/// What a change of a programme means for the outbox.
#[derive(Clone, Debug, Default)]
pub struct Adoption {
    /// The programme, as text.
    pub schedule: String,
    /// The messages that must be corrected, each with what its subject was called when it was said.
    pub corrections: Vec<(NoticeKey, String)>,
    /// What the audience is told, if anything.
    pub change: Option<(Notice, Vec<String>)>,
    /// What single persons are told who asked to be reminded.
    pub personal: Vec<(Notice, Vec<String>)>,
    /// What calendar programs are told anew.
    pub published: Vec<Published>,
}

impl Store {
    /// The programme of a conference as it was last taken in, as text.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn programme(&self, conference: &ConferenceId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT schedule FROM programmes WHERE conference = $1";
        let row = sqlx::query(sql).bind(conference.as_str()).fetch_optional(&self.pool).await?;
        Ok(row.map(|row| row.try_get("schedule")).transpose()?)
    }

    /// Takes a programme in: keeps it, marks what must be corrected, and puts the change notice into the outbox. All of it
    /// happens or none.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn adopt(
        &self,
        conference: &ConferenceId,
        adoption: &Adoption,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        let keep = "INSERT INTO programmes (conference, schedule, adopted_ms) VALUES ($1, $2, $3) \
                    ON CONFLICT (conference) DO UPDATE SET schedule = excluded.schedule, adopted_ms = excluded.adopted_ms";
        let (at, now) = (now, now.timestamp_millis());
        sqlx::query(keep)
            .bind(conference.as_str())
            .bind(&adoption.schedule)
            .bind(now)
            .execute(&mut *transaction)
            .await?;
        let mark = "UPDATE outbox SET correct_title = COALESCE(correct_title, $1) WHERE notice_key = $2";
        for (key, title) in &adoption.corrections {
            sqlx::query(mark).bind(title).bind(key.as_str()).execute(&mut *transaction).await?;
        }
        for (notice, lines) in adoption.change.iter().chain(&adoption.personal) {
            insert_filed(&mut transaction, notice, lines, at).await?;
        }
        calendar::keep(&mut transaction, conference, &adoption.published).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What a change notice tells, a line each.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn lines(&self, key: &NoticeKey) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT lines FROM outbox WHERE notice_key = $1";
        let row = sqlx::query(sql).bind(key.as_str()).fetch_optional(&self.pool).await?;
        let lines: Option<String> = row.map(|row| row.try_get("lines")).transpose()?.flatten();
        Ok(lines.unwrap_or_default().lines().map(str::to_owned).collect())
    }

    /// The messages that stand in the channels of a conference.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn standing(&self, conference: &ConferenceId) -> Result<Vec<Standing>, StoreError> {
        let sql = concat!(
            "SELECT ",
            notice_columns!(),
            ", channel_id, message_id, finished_ms FROM outbox WHERE conference = $1 AND state = 'delivered'"
        );
        let rows = sqlx::query(sql).bind(conference.as_str()).fetch_all(&self.pool).await?;
        rows.iter().map(standing).collect()
    }

    /// The messages that are to be corrected, each with what its subject was called when it was said.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn corrections(&self) -> Result<Vec<(Standing, String)>, StoreError> {
        let sql = concat!(
            "SELECT ",
            notice_columns!(),
            ", channel_id, message_id, finished_ms, correct_title, state FROM outbox ",
            // The state is asked of the rows: in SQL it would lead SQLite through all that was ever delivered.
            "WHERE correct_title IS NOT NULL ORDER BY due_ms"
        );
        let rows = sqlx::query(sql).fetch_all(&self.pool).await?;
        let stands =
            |row: &&AnyRow| row.try_get::<String, _>("state").is_ok_and(|state| state == State::Delivered.as_str());
        rows.iter().filter(stands).map(|row| Ok((standing(row)?, row.try_get("correct_title")?))).collect()
    }

    /// Records that a message was corrected, or cannot be.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn corrected(&self, key: &NoticeKey) -> Result<(), StoreError> {
        let sql = "UPDATE outbox SET correct_title = NULL WHERE notice_key = $1";
        sqlx::query(sql).bind(key.as_str()).execute(&self.pool).await?;
        Ok(())
    }
}

fn standing(row: &AnyRow) -> Result<Standing, StoreError> {
    let (key, notice) = notice(row)?;
    let id = |column| row.try_get::<Option<i64>, _>(column).map(|id| id.unwrap_or_default().cast_unsigned());
    let said = optional_instant(row, "finished_ms")?.unwrap_or(notice.due);
    Ok(Standing { key, notice, channel: id("channel_id")?, message: id("message_id")?, said })
}
