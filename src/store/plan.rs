use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, Row};

use super::contention::despite_contention;
use super::row::{instant, notice, notice_columns};
use super::{Store, StoreError};
use crate::announce::{Notice, NoticeKey, NoticeKind, Subject};
use crate::schedule::ConferenceId;

/// The reason of what is cancelled because the programme changed. Such a row wakes again when a later plan wants it.
pub const NO_LONGER_CALLED_FOR: &str = "the programme no longer calls for it";

/// What a plan changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replanned {
    /// Notices that are new, or wait again.
    pub written: u64,
    /// Notices that no longer wait.
    pub cancelled: u64,
}

impl Store {
    /// Makes `notices` what a conference's outbox waits for: new ones are added, open ones take their new times, and
    /// waiting ones that are not among them are cancelled. (What is being posted is left to its delivery, which asks the
    /// programme once more.) What has been said or missed stays as it is; what was to be said to an audience in another channel
    /// is said in this one, unless it was said there, or is on its way.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn replan(
        &self,
        conference: &ConferenceId,
        notices: &[Notice],
        now: DateTime<Utc>,
    ) -> Result<Replanned, StoreError> {
        despite_contention(|| self.replan_once(conference, notices, now)).await
    }

    async fn replan_once(
        &self,
        conference: &ConferenceId,
        notices: &[Notice],
        now: DateTime<Utc>,
    ) -> Result<Replanned, StoreError> {
        let mut transaction = self.pool.begin().await?;
        // The first statement writes: SQLite refuses a transaction that reads before, when another connection writes between.
        sqlx::query("UPDATE outbox SET place = place WHERE notice_key = ''").execute(&mut *transaction).await?;
        let mut replanned = Replanned::default();
        let wanted: HashSet<_> = notices.iter().map(Notice::key).collect();
        // Before anything is added: a row that is claimed meanwhile is not cancelled here, and then speaks for its notice.
        let dropped = drop_unwanted(&mut transaction, conference, &wanted, now, &mut replanned).await?;
        let elsewhere = said_elsewhere(&mut transaction, conference, now).await?;
        let mut places: HashMap<_, usize> = HashMap::new();
        for notice in notices {
            // Counted at each instant anew, so that of two channels neither is behind because much was planned there before.
            let next = places.entry((notice.destination, notice.due)).or_default();
            let place = std::mem::replace(next, *next + 1);
            let said = elsewhere.get(&notice.subject).into_iter().flatten();
            let in_another = |said: &Notice| said.destination != notice.destination && notice.is_same_elsewhere(said);
            if said.into_iter().any(in_another) {
                continue;
            }
            // What waited for another channel was planned when it was planned there.
            let waited = dropped.get(&notice.subject).into_iter().flatten();
            let waited = waited.filter(|(waited, _)| notice.is_same_elsewhere(waited)).map(|(_, planned)| *planned);
            let planned = waited.min().unwrap_or(now);
            replanned.written += write(&mut transaction, notice, place, planned).await?;
        }
        transaction.commit().await?;
        Ok(replanned)
    }
}

/// Cancels what waits and is not wanted any more. Gives what was to be said to an audience, and when it was planned.
async fn drop_unwanted(
    connection: &mut AnyConnection,
    conference: &ConferenceId,
    wanted: &HashSet<NoticeKey>,
    now: DateTime<Utc>,
    replanned: &mut Replanned,
) -> Result<HashMap<Subject, Vec<(Notice, DateTime<Utc>)>>, StoreError> {
    // The list of open states is the index's own, word for word: only then does SQLite use it.
    let waiting = concat!(
        "SELECT ",
        notice_columns!(),
        ", planned_ms FROM outbox WHERE state IN ('pending', 'claimed', 'uncertain') ",
        "AND state = 'pending' AND conference = $1"
    );
    let cancel = "UPDATE outbox SET state = 'cancelled', reason = $1, finished_ms = $2 \
                  WHERE notice_key = $3 AND state = 'pending'";
    let mut dropped: HashMap<Subject, Vec<(Notice, DateTime<Utc>)>> = HashMap::new();
    for row in sqlx::query(waiting).bind(conference.as_str()).fetch_all(&mut *connection).await? {
        let (key, notice) = notice(&row)?;
        if wanted.contains(&key) || is_apart(notice.kind) {
            continue;
        }
        let cancelled = sqlx::query(cancel).bind(NO_LONGER_CALLED_FOR).bind(now.timestamp_millis()).bind(key.as_str());
        let cancelled = cancelled.execute(&mut *connection).await?.rows_affected();
        replanned.cancelled += cancelled;
        if cancelled > 0 && notice.kind.is_to_audience() {
            let planned = instant(row.try_get("planned_ms")?)?;
            dropped.entry(notice.subject.clone()).or_default().push((notice, planned));
        }
    }
    Ok(dropped)
}

/// What is said to an audience, on its way, or at its end: whatever channel that was, it is not said in another. What the
/// channel surely refused is said in another as long as it is worth saying.
async fn said_elsewhere(
    connection: &mut AnyConnection,
    conference: &ConferenceId,
    now: DateTime<Utc>,
) -> Result<HashMap<Subject, Vec<Notice>>, StoreError> {
    let sql = concat!(
        "SELECT ",
        notice_columns!(),
        " FROM outbox WHERE conference = $1 AND kind IN ('session-opening', 'talk-ping', 'talk-start', 'qa-opening', ",
        "'session-closing') AND (state IN ('claimed', 'uncertain', 'delivered', 'missed') ",
        "OR (state = 'failed' AND (expires_ms <= $2 OR uncertain_wall_ms IS NOT NULL)) ",
        "OR (state = 'cancelled' AND reason <> $3))"
    );
    let query = sqlx::query(sql).bind(conference.as_str()).bind(now.timestamp_millis()).bind(NO_LONGER_CALLED_FOR);
    let mut said: HashMap<Subject, Vec<Notice>> = HashMap::new();
    for row in query.fetch_all(&mut *connection).await? {
        let (_, notice) = notice(&row)?;
        said.entry(notice.subject.clone()).or_default().push(notice);
    }
    Ok(said)
}

/// What no such plan calls for: it comes and goes by itself.
fn is_apart(kind: NoticeKind) -> bool {
    kind.is_filed() || kind == NoticeKind::Reminder
}

/// Writes a notice that a plan calls for; gives how many rows that changed.
pub(super) async fn write(
    connection: &mut AnyConnection,
    notice: &Notice,
    place: usize,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let upsert = "INSERT INTO outbox (notice_key, digest, conference, kind, destination, subject, lead_ms, starts_ms, \
                  due_ms, expires_ms, priority, place, planned_ms, state) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'pending') \
                  ON CONFLICT (notice_key) DO UPDATE SET due_ms = excluded.due_ms, \
                  expires_ms = excluded.expires_ms, place = excluded.place, finished_ms = NULL, \
                  reason = CASE outbox.state WHEN 'cancelled' THEN NULL ELSE outbox.reason END, \
                  state = CASE outbox.state WHEN 'cancelled' THEN 'pending' ELSE outbox.state END \
                  WHERE (outbox.state IN ('pending', 'claimed', 'uncertain') AND (outbox.due_ms <> excluded.due_ms \
                  OR outbox.expires_ms <> excluded.expires_ms OR outbox.place <> excluded.place)) \
                  OR (outbox.state = 'cancelled' AND outbox.reason = $14)";
    let key = notice.key();
    let result = sqlx::query(upsert)
        .bind(key.as_str())
        .bind(key.digest().as_str())
        .bind(notice.conference.as_str())
        .bind(notice.kind.as_str())
        .bind(notice.destination.to_string())
        .bind(notice.subject.to_string())
        .bind(notice.lead.num_milliseconds())
        .bind(notice.starts.timestamp_millis())
        .bind(notice.due.timestamp_millis())
        .bind(notice.expires.timestamp_millis())
        .bind(i64::from(notice.rank()))
        .bind(i64::try_from(place).unwrap_or(i64::MAX))
        .bind(now.timestamp_millis())
        .bind(NO_LONGER_CALLED_FOR)
        .execute(connection)
        .await?;
    Ok(result.rows_affected())
}
