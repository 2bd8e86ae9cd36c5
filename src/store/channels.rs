//! Channels that refuse for good: how often in a row, whether they are switched off, and what is untold of that.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::contention::despite_contention;
use super::filed::{insert_filed, unlike_any_before};
use super::row::{instant, parsed};
use super::{Store, StoreError};
use crate::announce::{Destination, Notice};
use crate::schedule::ConferenceId;

/// A refusal by the channel itself, which will refuse whatever is posted there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it answered, as a sentence.
    pub reason: String,
    /// After so many in a row the channel is switched off.
    pub limit: i64,
    /// Wall time from when on a channel that is switched off is tried again.
    pub probe: DateTime<Utc>,
}

/// A channel that was switched off or on, of which the organisers have not been told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switched {
    /// The channel.
    pub destination: Destination,
    /// Session time since when it is off; `None` when it is on again.
    pub off_since: Option<DateTime<Utc>>,
    /// What it answered last.
    pub reason: String,
}

impl Store {
    /// The channels of whose switching the organisers have not been told.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn switched(&self) -> Result<Vec<Switched>, StoreError> {
        let sql = "SELECT destination, off_ms, reason FROM channels WHERE untold IS NOT NULL ORDER BY destination";
        sqlx::query(sql).fetch_all(&self.pool).await?.iter().map(switched).collect()
    }

    /// The channels that are switched off.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn switched_off(&self) -> Result<Vec<Switched>, StoreError> {
        let sql = "SELECT destination, off_ms, reason FROM channels WHERE off_ms IS NOT NULL ORDER BY destination";
        sqlx::query(sql).fetch_all(&self.pool).await?.iter().map(switched).collect()
    }

    /// Where a conference's announcements were posted that were worth saying at `since` or later.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn posted_in(
        &self,
        conference: &ConferenceId,
        since: DateTime<Utc>,
    ) -> Result<BTreeSet<Destination>, StoreError> {
        let sql = "SELECT DISTINCT destination FROM outbox \
                   WHERE state = 'delivered' AND conference = $1 AND expires_ms >= $2";
        let rows = sqlx::query(sql).bind(conference.as_str()).bind(since.timestamp_millis());
        let rows = rows.fetch_all(&self.pool).await?;
        rows.iter().map(|row| parsed(row, "destination")).collect()
    }

    /// Puts what tells of a switching into the outbox, each with its lines, and counts it as told. Either both happen or
    /// neither does; `false` when it has been told of, or was undone, meanwhile.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn file_switching(
        &self,
        switched: &Switched,
        notices: &[(Notice, Vec<String>)],
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        despite_contention(|| self.file_switching_once(switched, notices, now)).await
    }

    async fn file_switching_once(
        &self,
        switched: &Switched,
        notices: &[(Notice, Vec<String>)],
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let tell = "UPDATE channels SET untold = NULL WHERE destination = $1 AND untold = $2";
        let which = if switched.off_since.is_some() { "off" } else { "on" };
        let told = sqlx::query(tell).bind(switched.destination.to_string()).bind(which);
        if told.execute(&mut *transaction).await?.rows_affected() == 0 {
            return Ok(false);
        }
        let forget = "DELETE FROM channels WHERE destination = $1 AND refusals = 0";
        sqlx::query(forget).bind(switched.destination.to_string()).execute(&mut *transaction).await?;
        for (notice, lines) in notices {
            let notice = unlike_any_before(&mut transaction, notice.clone()).await?;
            insert_filed(&mut transaction, &notice, lines, now).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Lets every channel that is switched off be tried again at once.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn probe_channels(&self) -> Result<(), StoreError> {
        let sql = "UPDATE channels SET probe_wall_ms = 0 WHERE off_ms IS NOT NULL";
        sqlx::query(sql).execute(&self.pool).await?;
        Ok(())
    }
}

/// The channel took a message.
pub(super) async fn took(connection: &mut AnyConnection, destination: Destination) -> Result<(), StoreError> {
    // What nobody was told of yet and is undone needs no telling.
    let sql = "UPDATE channels SET refusals = 0, off_ms = NULL, \
               untold = CASE WHEN off_ms IS NULL THEN untold WHEN untold = 'off' THEN NULL ELSE 'on' END \
               WHERE destination = $1 AND refusals > 0";
    sqlx::query(sql).bind(destination.to_string()).execute(connection).await?;
    Ok(())
}

/// The channel refused.
pub(super) async fn refused(
    connection: &mut AnyConnection,
    destination: Destination,
    bar: &Bar,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO channels (destination, refusals, off_ms, probe_wall_ms, reason, untold) \
               VALUES ($1, 0, NULL, $2, $3, NULL) ON CONFLICT (destination) DO NOTHING";
    let destination = destination.to_string();
    let probe = bar.probe.timestamp_millis();
    sqlx::query(sql).bind(&destination).bind(probe).bind(&bar.reason).execute(&mut *connection).await?;
    let sql = "UPDATE channels SET refusals = refusals + 1, probe_wall_ms = $1, reason = $2 WHERE destination = $3";
    sqlx::query(sql).bind(probe).bind(&bar.reason).bind(&destination).execute(&mut *connection).await?;
    let sql = "UPDATE channels SET off_ms = $1, untold = CASE WHEN untold = 'on' THEN NULL ELSE 'off' END \
               WHERE destination = $2 AND off_ms IS NULL AND refusals >= $3";
    let off = sqlx::query(sql).bind(now.timestamp_millis()).bind(&destination).bind(bar.limit);
    off.execute(connection).await?;
    Ok(())
}

fn switched(row: &AnyRow) -> Result<Switched, StoreError> {
    Ok(Switched {
        destination: parsed(row, "destination")?,
        off_since: row.try_get::<Option<i64>, _>("off_ms")?.map(instant).transpose()?,
        reason: row.try_get("reason")?,
    })
}
