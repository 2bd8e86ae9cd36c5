use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::contention::despite_contention;
use super::plan::{NO_LONGER_CALLED_FOR, Replanned, write};
use super::row::parsed;
use super::{Store, StoreError};
use crate::announce::{Destination, Notice, Reminder, Subject, UserId};
use crate::schedule::{ConferenceId, TalkId};

/// The reason of a reminder that its own person dropped.
const NOT_WANTED: &str = "nobody asks for it any more";
/// Who was interested in what is nobody's business for longer.
const KEPT: TimeDelta = TimeDelta::days(7);
/// What else is due in the same direct messages at the same instant comes first.
const PLACE: usize = 1_000_000;

/// What became of somebody's wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted {
    /// It is kept.
    Noted,
    /// This person asks for as many as anybody may; nothing has changed.
    Full,
}

impl Store {
    /// Keeps somebody's wishes, each with what is said for it; one for the same talk is replaced. Together with those for
    /// other talks to come they may be at most `most`.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn remind(
        &self,
        conference: &ConferenceId,
        wishes: &[(Reminder, Notice)],
        most: usize,
        now: DateTime<Utc>,
    ) -> Result<Noted, StoreError> {
        despite_contention(|| self.remind_once(conference, wishes, most, now)).await
    }

    async fn remind_once(
        &self,
        conference: &ConferenceId,
        wishes: &[(Reminder, Notice)],
        most: usize,
        now: DateTime<Utc>,
    ) -> Result<Noted, StoreError> {
        let mut transaction = self.pool.begin().await?;
        hold(&mut transaction, conference).await?;
        let keep = "INSERT INTO reminders (conference, talk, user_id, lead_ms, starts_ms, created_ms) \
                    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (conference, talk, user_id) \
                    DO UPDATE SET lead_ms = excluded.lead_ms, starts_ms = excluded.starts_ms";
        let replaced = "UPDATE outbox SET state = 'cancelled', reason = $1, finished_ms = $2 \
                        WHERE destination = $3 AND state IN ('pending', 'claimed', 'uncertain') AND state = 'pending' \
                        AND kind = 'reminder' AND conference = $4 AND subject = $5 AND notice_key <> $6";
        let wake = "UPDATE outbox SET state = 'pending', reason = NULL, finished_ms = NULL, retry_wall_ms = 0 \
                    WHERE notice_key = $1 AND state IN ('cancelled', 'failed')";
        for (reminder, notice) in wishes {
            sqlx::query(keep)
                .bind(conference.as_str())
                .bind(reminder.talk.as_str())
                .bind(reminder.user.get().cast_signed())
                .bind(reminder.lead.num_milliseconds())
                .bind(notice.starts.timestamp_millis())
                .bind(now.timestamp_millis())
                .execute(&mut *transaction)
                .await?;
            sqlx::query(replaced)
                .bind(NOT_WANTED)
                .bind(now.timestamp_millis())
                .bind(notice.destination.to_string())
                .bind(conference.as_str())
                .bind(notice.subject.to_string())
                .bind(notice.key().as_str())
                .execute(&mut *transaction)
                .await?;
            sqlx::query(wake).bind(notice.key().as_str()).execute(&mut *transaction).await?;
            write(&mut transaction, notice, PLACE, now).await?;
        }
        let users: BTreeSet<UserId> = wishes.iter().map(|(reminder, _)| reminder.user).collect();
        for user in users {
            let count = "SELECT COUNT(*) AS many FROM reminders WHERE user_id = $1 AND starts_ms > $2";
            let counted = sqlx::query(count).bind(user.get().cast_signed()).bind(now.timestamp_millis());
            let many: i64 = counted.fetch_one(&mut *transaction).await?.try_get("many")?;
            if usize::try_from(many).unwrap_or_default() > most {
                transaction.rollback().await?;
                return Ok(Noted::Full);
            }
        }
        transaction.commit().await?;
        Ok(Noted::Noted)
    }

    /// Drops somebody's reminders: of these talks, or all of them. Gives how many there were.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn forget(
        &self,
        conference: &ConferenceId,
        user: UserId,
        talks: Option<&[TalkId]>,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        despite_contention(|| self.forget_once(conference, user, talks, now)).await
    }

    async fn forget_once(
        &self,
        conference: &ConferenceId,
        user: UserId,
        talks: Option<&[TalkId]>,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let mut transaction = self.pool.begin().await?;
        hold(&mut transaction, conference).await?;
        let theirs = "SELECT talk FROM reminders WHERE user_id = $1 AND conference = $2";
        let rows = sqlx::query(theirs).bind(user.get().cast_signed()).bind(conference.as_str());
        let rows = rows.fetch_all(&mut *transaction).await?;
        let kept = rows.iter().map(|row| parsed::<TalkId>(row, "talk")).collect::<Result<Vec<_>, _>>()?;
        let dropped = kept.into_iter().filter(|talk| talks.is_none_or(|talks| talks.contains(talk)));
        let drop = "DELETE FROM reminders WHERE conference = $1 AND talk = $2 AND user_id = $3";
        let cancel = "UPDATE outbox SET state = 'cancelled', reason = $1, finished_ms = $2 \
                      WHERE destination = $3 AND state IN ('pending', 'claimed', 'uncertain') AND state = 'pending' \
                      AND kind = 'reminder' AND conference = $4 AND subject = $5";
        let mut many = 0;
        for talk in dropped {
            let gone = sqlx::query(drop).bind(conference.as_str()).bind(talk.as_str()).bind(user.get().cast_signed());
            many += gone.execute(&mut *transaction).await?.rows_affected();
            sqlx::query(cancel)
                .bind(NOT_WANTED)
                .bind(now.timestamp_millis())
                .bind(Destination::Direct(user).to_string())
                .bind(conference.as_str())
                .bind(Subject::Talk(talk).to_string())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(many)
    }

    /// Everything that people asked to be reminded of at a conference.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reminders(&self, conference: &ConferenceId) -> Result<Vec<Reminder>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        wanted(&mut connection, conference).await
    }

    /// What this person asked to be reminded of, at every conference.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reminders_of(&self, user: UserId) -> Result<Vec<(ConferenceId, Reminder)>, StoreError> {
        let sql = "SELECT conference, talk, user_id, lead_ms FROM reminders WHERE user_id = $1 ORDER BY starts_ms";
        let rows = sqlx::query(sql).bind(user.get().cast_signed()).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((parsed(row, "conference")?, reminder(row)?))).collect()
    }

    /// Whether the last reminder of this person was refused, and none has reached them since.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_unreached(&self, user: UserId) -> Result<bool, StoreError> {
        let sql = "SELECT MAX(finished_ms) AS refused, (SELECT MAX(finished_ms) FROM outbox WHERE destination = $1 \
                   AND kind IN ('reminder', 'reminder-change') AND state = 'delivered') AS reached \
                   FROM outbox WHERE destination = $1 AND kind = 'reminder' AND state = 'failed'";
        let row = sqlx::query(sql).bind(Destination::Direct(user).to_string()).fetch_one(&self.pool).await?;
        let (refused, reached): (Option<i64>, Option<i64>) = (row.try_get("refused")?, row.try_get("reached")?);
        Ok(refused > reached)
    }

    /// Makes what `plan` says of the wishes what the outbox waits for, as [`Store::replan`] does for all else.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn replan_reminders(
        &self,
        conference: &ConferenceId,
        plan: impl Fn(&[Reminder]) -> Vec<Notice>,
        now: DateTime<Utc>,
    ) -> Result<Replanned, StoreError> {
        despite_contention(|| self.replan_reminders_once(conference, &plan, now)).await
    }

    async fn replan_reminders_once(
        &self,
        conference: &ConferenceId,
        plan: impl Fn(&[Reminder]) -> Vec<Notice>,
        now: DateTime<Utc>,
    ) -> Result<Replanned, StoreError> {
        let mut transaction = self.pool.begin().await?;
        hold(&mut transaction, conference).await?;
        let forget = "DELETE FROM reminders WHERE conference = $1 AND starts_ms < $2";
        let long_ago = (now - KEPT).timestamp_millis();
        sqlx::query(forget).bind(conference.as_str()).bind(long_ago).execute(&mut *transaction).await?;

        let notices = plan(&wanted(&mut transaction, conference).await?);
        let mut replanned = Replanned::default();
        let mut called_for = HashSet::new();
        for notice in &notices {
            replanned.written += write(&mut transaction, notice, PLACE, now).await?;
            called_for.insert(notice.key());
        }
        let starts = "UPDATE reminders SET starts_ms = $1 WHERE conference = $2 AND talk = $3 AND starts_ms <> $1";
        let talks: BTreeSet<_> = notices.iter().map(|notice| (&notice.subject, notice.starts)).collect();
        for (subject, start) in talks {
            let Subject::Talk(talk) = subject else { continue };
            let moved =
                sqlx::query(starts).bind(start.timestamp_millis()).bind(conference.as_str()).bind(talk.as_str());
            moved.execute(&mut *transaction).await?;
        }
        let waiting = "SELECT notice_key FROM outbox WHERE state IN ('pending', 'claimed', 'uncertain') \
                       AND state = 'pending' AND conference = $1 AND kind = 'reminder'";
        let cancel = "UPDATE outbox SET state = 'cancelled', reason = $1, finished_ms = $2 \
                      WHERE notice_key = $3 AND state = 'pending'";
        for row in sqlx::query(waiting).bind(conference.as_str()).fetch_all(&mut *transaction).await? {
            let key: String = row.try_get("notice_key")?;
            if called_for.contains(&key.clone().into()) {
                continue;
            }
            let cancelled = sqlx::query(cancel).bind(NO_LONGER_CALLED_FOR).bind(now.timestamp_millis()).bind(key);
            replanned.cancelled += cancelled.execute(&mut *transaction).await?.rows_affected();
        }
        transaction.commit().await?;
        Ok(replanned)
    }
}

/// Lets one replica at a time change a conference's reminders: what one has read stays so until it has written. As the
/// transaction's first statement it also spares SQLite from refusing a read that became a write.
async fn hold(connection: &mut AnyConnection, conference: &ConferenceId) -> Result<(), StoreError> {
    let sql = "UPDATE programmes SET adopted_ms = adopted_ms WHERE conference = $1";
    sqlx::query(sql).bind(conference.as_str()).execute(connection).await?;
    Ok(())
}

async fn wanted(connection: &mut AnyConnection, conference: &ConferenceId) -> Result<Vec<Reminder>, StoreError> {
    let sql = "SELECT talk, user_id, lead_ms FROM reminders WHERE conference = $1";
    let rows = sqlx::query(sql).bind(conference.as_str()).fetch_all(connection).await?;
    rows.iter().map(reminder).collect()
}

fn reminder(row: &AnyRow) -> Result<Reminder, StoreError> {
    let user: i64 = row.try_get("user_id")?;
    let known = UserId::new(user.cast_unsigned());
    Ok(Reminder {
        talk: parsed(row, "talk")?,
        user: known.ok_or_else(|| StoreError::Unreadable(format!("the user {user}")))?,
        lead: TimeDelta::milliseconds(row.try_get("lead_ms")?),
    })
}
