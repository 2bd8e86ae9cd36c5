use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::calendar;
use super::contention::despite_contention;
use super::corrections::mark;
use super::filed::insert_filed;
use super::row::{notice, notice_columns, optional_instant};
use super::{Store, StoreError};
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
    /// The programme that it changes, by its number; `None` changes whichever is there.
    pub follows: Option<i64>,
    /// The programme, as text.
    pub programme: TakenIn,
    /// The starts that were announced already, and stand for the new start as well.
    pub renewals: Vec<Renewal>,
    /// The messages that must be corrected, each with what its subject was called when it was said.
    pub corrections: Vec<(NoticeKey, String)>,
    /// Who is told what, a line each.
    pub changes: Vec<(Notice, Vec<String>)>,
    /// What single persons are told who asked to be reminded.
    pub personal: Vec<(Notice, Vec<String>)>,
    /// What calendar programs are told anew.
    pub published: Vec<Published>,
}

/// A programme as it was taken in, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// As it was imported; `None` from before anything could be done to it.
    pub printed: Option<String>,
    /// As it takes place.
    pub schedule: String,
}

impl TakenIn {
    /// The programme before anything was done to it.
    #[must_use]
    pub fn as_printed(&self) -> &str {
        self.printed.as_deref().unwrap_or(&self.schedule)
    }
}

/// A message that stands, and the notice that it counts as from now on.
#[derive(Clone, Debug)]
pub struct Renewal {
    /// What it was posted as.
    pub was: NoticeKey,
    /// What it counts as.
    pub notice: Notice,
}

impl Store {
    /// The programme of a conference as it was last taken in, as text.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn programme(&self, conference: &ConferenceId) -> Result<Option<TakenIn>, StoreError> {
        Ok(self.numbered_programme(conference).await?.map(|(_, programme)| programme))
    }

    /// As [`Store::programme`], with its number: how many were taken in so far.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn numbered_programme(&self, conference: &ConferenceId) -> Result<Option<(i64, TakenIn)>, StoreError> {
        let sql = "SELECT printed, schedule, revision FROM programmes WHERE conference = $1";
        let row = sqlx::query(sql).bind(conference.as_str()).fetch_optional(&self.pool).await?;
        let numbered = |row: AnyRow| {
            let programme = TakenIn { printed: row.try_get("printed")?, schedule: row.try_get("schedule")? };
            Ok((row.try_get("revision")?, programme))
        };
        row.map(numbered).transpose()
    }

    /// Takes a programme in: keeps it, marks what must be corrected, and puts the change notice into the outbox. All of it
    /// happens or none. `false`, and none of it, when another replica has taken one in meanwhile.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn adopt(
        &self,
        conference: &ConferenceId,
        adoption: &Adoption,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        despite_contention(|| self.adopt_once(conference, adoption, now)).await
    }

    async fn adopt_once(
        &self,
        conference: &ConferenceId,
        adoption: &Adoption,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let keep = "INSERT INTO programmes (conference, schedule, adopted_ms, printed, revision) \
                    VALUES ($1, $2, $3, $4, 1) ON CONFLICT (conference) DO UPDATE SET schedule = excluded.schedule, \
                    adopted_ms = excluded.adopted_ms, printed = excluded.printed, revision = programmes.revision + 1 \
                    WHERE programmes.revision = COALESCE($5, programmes.revision)";
        let (at, now) = (now, now.timestamp_millis());
        let kept = sqlx::query(keep)
            .bind(conference.as_str())
            .bind(&adoption.programme.schedule)
            .bind(now)
            .bind(adoption.programme.printed.as_deref())
            .bind(adoption.follows)
            .execute(&mut *transaction)
            .await?;
        if kept.rows_affected() == 0 {
            return Ok(false);
        }
        for Renewal { was, notice } in &adoption.renewals {
            // What was only planned under the new key is not said any more.
            let clear = "DELETE FROM outbox WHERE notice_key = $1 AND state IN ('pending', 'cancelled')";
            sqlx::query(clear).bind(notice.key().as_str()).execute(&mut *transaction).await?;
            let renew = "UPDATE outbox SET notice_key = $1, digest = $2, starts_ms = $3, expires_ms = $4 \
                         WHERE notice_key = $5 AND NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.notice_key = $6)";
            sqlx::query(renew)
                .bind(notice.key().as_str())
                .bind(notice.key().digest().as_str())
                .bind(notice.starts.timestamp_millis())
                .bind(notice.expires.timestamp_millis())
                .bind(was.as_str())
                .bind(notice.key().as_str())
                .execute(&mut *transaction)
                .await?;
        }
        mark(&mut transaction, &adoption.corrections).await?;
        for (notice, lines) in adoption.changes.iter().chain(&adoption.personal) {
            insert_filed(&mut transaction, notice, lines, at).await?;
        }
        calendar::keep(&mut transaction, conference, &adoption.published).await?;
        transaction.commit().await?;
        Ok(true)
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
}

pub(super) fn standing(row: &AnyRow) -> Result<Standing, StoreError> {
    let (key, notice) = notice(row)?;
    let id = |column| row.try_get::<Option<i64>, _>(column).map(|id| id.unwrap_or_default().cast_unsigned());
    let said = optional_instant(row, "finished_ms")?.unwrap_or(notice.due);
    Ok(Standing { key, notice, channel: id("channel_id")?, message: id("message_id")?, said })
}
