//! What was missed while talkbell was away, and the message that tells the audience of it.

use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, Row};

use super::contention::despite_contention;
use super::filed::{insert_filed, unlike_any_before};
use super::row::{notice, notice_columns};
use super::{Store, StoreError};
use crate::announce::{Notice, NoticeKey};

/// So many are recorded together: each transaction waits for the disk, and nobody else writes meanwhile.
const TOGETHER: usize = 250;

impl Store {
    /// Records as missed, each with its reason, what nobody has claimed, some hundred together. Gives those that were.
    ///
    /// # Errors
    /// When the database does not answer. What was recorded before that stays.
    pub async fn miss_all(
        &self,
        late: &[(NoticeKey, String)],
        now: DateTime<Utc>,
    ) -> Result<Vec<NoticeKey>, StoreError> {
        let mut missed = Vec::new();
        for some in late.chunks(TOGETHER) {
            missed.extend(despite_contention(|| self.miss_some(some, now)).await?);
        }
        Ok(missed)
    }

    async fn miss_some(&self, late: &[(NoticeKey, String)], now: DateTime<Utc>) -> Result<Vec<NoticeKey>, StoreError> {
        let sql = "UPDATE outbox SET state = 'missed', reason = $1, finished_ms = $2 \
                   WHERE notice_key = $3 AND state = 'pending'";
        let mut transaction = self.pool.begin().await?;
        let mut missed = Vec::new();
        for (key, reason) in late {
            let miss = sqlx::query(sql).bind(reason).bind(now.timestamp_millis()).bind(key.as_str());
            if miss.execute(&mut *transaction).await?.rows_affected() == 1 {
                missed.push(key.clone());
            }
        }
        transaction.commit().await?;
        Ok(missed)
    }

    /// Records as missed, each with its reason, what nobody has claimed, and puts the message into the outbox that tells
    /// the audience of it. All of it happens or none, so each is told of once. Where an earlier such message still waits in
    /// the channel, it tells of these too. Gives how many were missed.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn miss_in_absence(
        &self,
        missed: &[(NoticeKey, String)],
        catch_up: &Notice,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        despite_contention(|| self.miss_in_absence_once(missed, catch_up, now)).await
    }

    async fn miss_in_absence_once(
        &self,
        missed: &[(NoticeKey, String)],
        catch_up: &Notice,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let catch_up = unlike_any_before(&mut transaction, catch_up.clone()).await?;
        let waiting = waiting(&mut transaction, &catch_up).await?;
        let told_in = waiting.clone().unwrap_or_else(|| catch_up.key().as_str().to_owned());
        let sql = "UPDATE outbox SET state = 'missed', reason = $1, finished_ms = $2, caught_up_in = $3 \
                   WHERE notice_key = $4 AND state = 'pending'";
        let mut many = 0;
        for (key, reason) in missed {
            let miss = sqlx::query(sql).bind(reason).bind(now.timestamp_millis()).bind(&told_in).bind(key.as_str());
            many += miss.execute(&mut *transaction).await?.rows_affected();
        }
        if many > 0 && waiting.is_none() {
            insert_filed(&mut transaction, &catch_up, &[], now).await?;
        }
        transaction.commit().await?;
        Ok(many)
    }

    /// What a message tells of that catches up on an absence, in the order in which it was due.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn caught_up_in(&self, catch_up: &NoticeKey) -> Result<Vec<Notice>, StoreError> {
        let sql = concat!("SELECT ", notice_columns!(), " FROM outbox WHERE caught_up_in = $1 ORDER BY due_ms, place");
        let rows = sqlx::query(sql).bind(catch_up.as_str()).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok(notice(row)?.1)).collect()
    }
}

/// The earlier message of that kind that has not been claimed yet. It lives as long as what it now tells of calls for.
async fn waiting(connection: &mut AnyConnection, catch_up: &Notice) -> Result<Option<String>, StoreError> {
    let sql = "UPDATE outbox SET expires_ms = CASE WHEN expires_ms < $1 THEN $1 ELSE expires_ms END \
               WHERE state IN ('pending', 'claimed', 'uncertain') AND state = 'pending' AND kind = $2 \
               AND destination = $3 AND conference = $4 RETURNING notice_key";
    let row = sqlx::query(sql)
        .bind(catch_up.expires.timestamp_millis())
        .bind(catch_up.kind.as_str())
        .bind(catch_up.destination.to_string())
        .bind(catch_up.conference.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| row.try_get("notice_key")).transpose()?)
}
