use std::ops::RangeInclusive;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::contention::despite_contention;
use super::organised::paused;
use super::row::{instant, notice, notice_columns, optional_instant};
use super::{Claim, Store, StoreError};
use crate::announce::{Notice, NoticeKey};

/// No notice is put off longer than this before it is tried again. A retry that lies further ahead was written before the
/// wall clock was set back, and does not count.
pub const LONGEST_RETRY: TimeDelta = TimeDelta::minutes(5);

/// What is claimed together.
#[derive(Clone, Copy)]
enum Whose {
    /// For moderators and for the audience.
    Audience,
    /// For single persons who asked for it.
    Persons,
}

impl Store {
    /// Claims, for `owner`, at most `limit` notices that are due at `now`: of each destination the first that is open, so
    /// that a destination hears everything in order; moderators first. Of a channel that is switched off nothing, until it is
    /// tried again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn claim(
        &self,
        owner: &str,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        self.claim_early(owner, now, now, wall, limit).await
    }

    /// As [`Store::claim`], but what falls due by `until` is claimed too, to be posted when it is due.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn claim_early(
        &self,
        owner: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        self.claim_of(owner, now, until, wall, limit, Whose::Audience).await
    }

    /// As [`Store::claim`], of what single persons asked for: it is claimed apart, so that no channel waits behind many of
    /// them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn claim_personal(
        &self,
        owner: &str,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        self.claim_of(owner, now, now, wall, limit, Whose::Persons).await
    }

    async fn claim_of(
        &self,
        owner: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        wall: DateTime<Utc>,
        limit: usize,
        whose: Whose,
    ) -> Result<Vec<Claim>, StoreError> {
        // The list of open states is the index's own, word for word: only then does SQLite use it.
        // The state is asked again outside the subquery: of two replicas that saw the same row, PostgreSQL lets the second
        // re-check it after the first has committed.
        let sql = concat!(
            "UPDATE outbox SET state = 'claimed', attempts = attempts + 1, claimed_by = $1, claimed_wall_ms = $2 ",
            "WHERE state IN ('pending', 'uncertain') AND notice_key IN (",
            "SELECT notice_key FROM outbox AS head WHERE state IN ('pending', 'claimed', 'uncertain') ",
            "AND state <> 'claimed' AND due_ms <= $3 AND (retry_wall_ms <= $4 OR retry_wall_ms > $5) ",
            "AND (expires_ms > $6 OR state = 'uncertain') AND priority BETWEEN $8 AND $9 AND NOT EXISTS (",
            "SELECT 1 FROM channels WHERE channels.destination = head.destination AND channels.off_ms IS NOT NULL ",
            "AND channels.probe_wall_ms > $4 AND channels.probe_wall_ms <= $5) AND NOT (",
            paused!("head"),
            ") AND NOT EXISTS (",
            "SELECT 1 FROM outbox AS earlier WHERE earlier.destination = head.destination ",
            "AND earlier.state IN ('pending', 'claimed', 'uncertain') AND NOT (",
            paused!("earlier"),
            ") ",
            "AND (earlier.due_ms < head.due_ms OR (earlier.due_ms = head.due_ms AND (earlier.place < head.place ",
            "OR (earlier.place = head.place AND earlier.notice_key < head.notice_key))))) ",
            "ORDER BY priority, due_ms, place, notice_key LIMIT $7) RETURNING ",
            notice_columns!(),
            ", attempts, claimed_wall_ms, uncertain_wall_ms, reason, priority, place"
        );
        let (now, until, wall) = (now.timestamp_millis(), until.timestamp_millis(), wall.timestamp_millis());
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        // As `Notice::rank` says.
        let ranks: RangeInclusive<i64> = match whose {
            Whose::Audience => 0..=1,
            Whose::Persons => 2..=2,
        };
        let farthest = wall + LONGEST_RETRY.num_milliseconds();
        let rows = despite_contention(|| async {
            let claimed =
                sqlx::query(sql).bind(owner).bind(wall).bind(until).bind(wall).bind(farthest).bind(now).bind(limit);
            let claimed = claimed.bind(*ranks.start()).bind(*ranks.end());
            Ok(claimed.fetch_all(&self.pool).await?)
        })
        .await?;
        let mut claims = rows.iter().map(claim).collect::<Result<Vec<_>, _>>()?;
        claims.sort_by_key(|claim| (claim.notice.rank(), claim.notice.due, claim.notice.kind));
        Ok(claims)
    }

    /// The notices that are pending although it is too late for them, with how often each was tried, what the last try
    /// met, and when it was planned.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn expired(&self, now: DateTime<Utc>) -> Result<Vec<Expired>, StoreError> {
        let sql = concat!(
            "SELECT ",
            notice_columns!(),
            ", attempts, reason, planned_ms, (SELECT channels.reason FROM channels ",
            "WHERE channels.destination = outbox.destination AND channels.off_ms IS NOT NULL) AS off_reason, ",
            "(SELECT pauses.paused_by FROM pauses WHERE pauses.conference = outbox.conference) AS paused_by FROM outbox WHERE state IN ('pending', 'claimed', 'uncertain') ",
            "AND state = 'pending' AND due_ms <= $1 AND expires_ms <= $2 ",
            "ORDER BY due_ms, place"
        );
        let now = now.timestamp_millis();
        let rows = sqlx::query(sql).bind(now).bind(now).fetch_all(&self.pool).await?;
        rows.iter()
            .map(|row| {
                let (key, notice) = notice(row)?;
                let planned = optional_instant(row, "planned_ms")?.unwrap_or_default();
                let off = row.try_get("off_reason")?;
                Ok(Expired {
                    key,
                    notice,
                    attempts: row.try_get("attempts")?,
                    reason: row.try_get("reason")?,
                    planned,
                    off,
                    paused: row.try_get("paused_by")?,
                })
            })
            .collect()
    }

    /// Makes uncertain what other owners claimed: they are known to be gone, and may have posted it or not. Gives how many.
    /// What they were correcting is corrected again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn recover(&self, owner: &str) -> Result<u64, StoreError> {
        let sql = "UPDATE outbox SET state = 'uncertain', claimed_by = NULL, \
                   uncertain_wall_ms = COALESCE(uncertain_wall_ms, claimed_wall_ms) \
                   WHERE state IN ('pending', 'claimed', 'uncertain') AND state = 'claimed' AND claimed_by <> $1";
        let freed = "UPDATE outbox SET correct_by = NULL WHERE correct_title IS NOT NULL AND correct_by IS NOT NULL";
        despite_contention(|| async {
            sqlx::query(freed).execute(&self.pool).await?;
            Ok(sqlx::query(sql).bind(owner).execute(&self.pool).await?.rows_affected())
        })
        .await
    }

    /// Every claim that has not ended, whoever made it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_claims(&self) -> Result<Vec<OpenClaim>, StoreError> {
        let sql = "SELECT notice_key, claimed_by, attempts FROM outbox \
                   WHERE state IN ('pending', 'claimed', 'uncertain') AND state = 'claimed'";
        let rows = sqlx::query(sql).fetch_all(&self.pool).await?;
        let claim = |row: &AnyRow| {
            let key: String = row.try_get("notice_key")?;
            let owner: Option<String> = row.try_get("claimed_by")?;
            Ok(OpenClaim { key: key.into(), owner: owner.unwrap_or_default(), attempts: row.try_get("attempts")? })
        };
        rows.iter().map(claim).collect()
    }

    /// Makes a claim uncertain whose owner has not been heard of for too long. `false` when it has ended meanwhile.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn give_up(&self, claim: &OpenClaim) -> Result<bool, StoreError> {
        let sql = "UPDATE outbox SET state = 'uncertain', claimed_by = NULL, \
                   uncertain_wall_ms = COALESCE(uncertain_wall_ms, claimed_wall_ms) \
                   WHERE notice_key = $1 AND state = 'claimed' AND claimed_by = $2 AND attempts = $3";
        let update = sqlx::query(sql).bind(claim.key.as_str()).bind(&claim.owner).bind(claim.attempts);
        Ok(update.execute(&self.pool).await?.rows_affected() == 1)
    }
}

/// A claim that has not ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenClaim {
    /// What is claimed.
    pub key: NoticeKey,
    /// Who claimed it.
    pub owner: String,
    /// How often it has been claimed, this time included.
    pub attempts: i64,
}

/// A notice that nobody posted in time.
#[derive(Clone, Debug)]
pub struct Expired {
    /// Its key.
    pub key: NoticeKey,
    /// What should have been said.
    pub notice: Notice,
    /// How often it was tried.
    pub attempts: i64,
    /// What the last try met.
    pub reason: Option<String>,
    /// Session time at which it was first planned.
    pub planned: DateTime<Utc>,
    /// What its channel answered last, if that is switched off.
    pub off: Option<String>,
    /// Who paused its conference, if it is paused. Foreign text.
    pub paused: Option<String>,
}

fn claim(row: &AnyRow) -> Result<Claim, StoreError> {
    let (key, notice) = notice(row)?;
    Ok(Claim {
        notice,
        key,
        attempts: row.try_get("attempts")?,
        claimed: instant(row.try_get("claimed_wall_ms")?)?,
        uncertain_since: optional_instant(row, "uncertain_wall_ms")?,
        reason: row.try_get("reason")?,
    })
}
