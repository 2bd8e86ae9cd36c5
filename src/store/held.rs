use chrono::{DateTime, Utc};
use sqlx::Row;

use super::filed::insert_filed;
use super::row::instant;
use super::{Store, StoreError};
use crate::announce::{Notice, NoticeDigest};
use crate::schedule::ConferenceId;

/// A programme that waits for the organisers' word, or that they have given their word on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What makes it the same change.
    pub mark: String,
    /// The programme, as text.
    pub schedule: String,
    /// Of the notice that asks.
    pub digest: String,
    /// What the organisers are told, a line each.
    pub lines: Vec<String>,
    /// What became of it.
    pub state: HeldState,
    /// Session time since when it is held.
    pub since: DateTime<Utc>,
}

/// What became of a held programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldState {
    /// The organisers are asked.
    Waiting,
    /// They want it.
    Applied,
    /// They keep the old one, and are not asked about this one again.
    Kept,
}

impl HeldState {
    const ALL: [Self; 3] = [Self::Waiting, Self::Applied, Self::Kept];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Applied => "applied",
            Self::Kept => "kept",
        }
    }
}

impl Store {
    /// The programme that is held of a conference, if one is.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn held(&self, conference: &ConferenceId) -> Result<Option<Held>, StoreError> {
        let sql = "SELECT mark, schedule, digest, lines, state, held_ms FROM held_programmes WHERE conference = $1";
        let row = sqlx::query(sql).bind(conference.as_str()).fetch_optional(&self.pool).await?;
        let Some(row) = row else { return Ok(None) };
        let state: String = row.try_get("state")?;
        let known = HeldState::ALL.into_iter().find(|known| known.as_str() == state);
        let lines: String = row.try_get("lines")?;
        Ok(Some(Held {
            mark: row.try_get("mark")?,
            schedule: row.try_get("schedule")?,
            digest: row.try_get("digest")?,
            lines: lines.lines().map(str::to_owned).collect(),
            state: known.ok_or(StoreError::Unreadable(state))?,
            since: instant(row.try_get("held_ms")?)?,
        }))
    }

    /// Holds a programme in place of any other that was held, and asks the organisers by `notice` if there is somewhere to
    /// ask them. Either all of it happens or nothing.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn hold(
        &self,
        conference: &ConferenceId,
        held: &Held,
        notice: Option<&Notice>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        let hold = "INSERT INTO held_programmes (conference, mark, schedule, digest, lines, state, held_ms) \
                    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (conference) DO UPDATE SET mark = excluded.mark, \
                    schedule = excluded.schedule, digest = excluded.digest, lines = excluded.lines, \
                    state = excluded.state, held_ms = excluded.held_ms";
        sqlx::query(hold)
            .bind(conference.as_str())
            .bind(&held.mark)
            .bind(&held.schedule)
            .bind(&held.digest)
            .bind(held.lines.join("\n"))
            .bind(held.state.as_str())
            .bind(held.since.timestamp_millis())
            .execute(&mut *transaction)
            .await?;
        if let Some(notice) = notice {
            insert_filed(&mut transaction, notice, &held.lines, now).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Records the organisers' word on a held programme, if it still waits for it: of two who decide at once, one does.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn decide_held(
        &self,
        conference: &ConferenceId,
        digest: &NoticeDigest,
        from: HeldState,
        to: HeldState,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE held_programmes SET state = $1 WHERE conference = $2 AND digest = $3 AND state = $4";
        let decided = sqlx::query(sql)
            .bind(to.as_str())
            .bind(conference.as_str())
            .bind(digest.as_str())
            .bind(from.as_str())
            .execute(&self.pool)
            .await?;
        Ok(decided.rows_affected() == 1)
    }

    /// Holds nothing of a conference any more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn release_held(&self, conference: &ConferenceId) -> Result<(), StoreError> {
        let sql = "DELETE FROM held_programmes WHERE conference = $1";
        sqlx::query(sql).bind(conference.as_str()).execute(&self.pool).await?;
        Ok(())
    }

    /// What the posted message of a notice says from now on, by a correction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn supersede(&self, digest: &str, says: &str) -> Result<(), StoreError> {
        let sql = "UPDATE outbox SET correct_title = $1, correct_round = correct_round + 1 WHERE digest = $2";
        sqlx::query(sql).bind(says).bind(digest).execute(&self.pool).await?;
        // What was not said yet need not be.
        let sql = "UPDATE outbox SET state = 'cancelled', reason = $1 WHERE digest = $2 AND state = 'pending'";
        sqlx::query(sql).bind("it was decided before").bind(digest).execute(&self.pool).await?;
        Ok(())
    }

    /// From which source a conference's programme was taken in, if that is known.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn origin(&self, conference: &ConferenceId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT origin FROM programmes WHERE conference = $1";
        let row = sqlx::query(sql).bind(conference.as_str()).fetch_optional(&self.pool).await?;
        Ok(row.map(|row| row.try_get("origin")).transpose()?.flatten())
    }

    /// Records from which source a conference's programme was taken in.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn stem_from(&self, conference: &ConferenceId, origin: &str) -> Result<(), StoreError> {
        let sql = "UPDATE programmes SET origin = $1 WHERE conference = $2";
        sqlx::query(sql).bind(origin).bind(conference.as_str()).execute(&self.pool).await?;
        Ok(())
    }
}
