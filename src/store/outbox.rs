use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::MigrateError;
use sqlx::{AnyPool, Executor, Row};

use super::channels::{refused, took};
use super::maintenance::{Unopenable, database_file, examine};
use super::row::{entry_columns, instant, notice_columns, optional_instant, parsed};
use super::trouble::said;
use super::{Bar, Claim, Entry, Finished, State};
use crate::announce::Told;
use crate::schedule::ConferenceId;

/// How long a statement waits for another that writes.
pub(super) const BUSY: &str = "PRAGMA busy_timeout = 5000";
/// A write-ahead log, and every commit on the disk before it counts: a notice that was recorded as delivered stays so.
const DURABLE: [&str; 2] = ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"];

/// The store; cloning shares its connections.
#[derive(Clone, Debug)]
pub struct Store {
    pub(super) pool: AnyPool,
    /// Where it is, if it is a SQLite file.
    pub(super) file: Option<PathBuf>,
}

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused, or is away. Trying again may help.
    #[error("{}", said(.0))]
    Database(#[from] sqlx::Error),
    /// It is not fit to be used.
    #[error(transparent)]
    Unopenable(#[from] Unopenable),
    /// The schema could not be brought up to date.
    #[error("the store's schema cannot be brought up to date: {0}")]
    Schema(#[from] sqlx::migrate::MigrateError),
    /// A row holds what this version cannot read.
    #[error("the store holds {0}, which this version of talkbell cannot read")]
    Unreadable(String),
}

/// How many notices of a conference are in each state.
pub type Counts = BTreeMap<State, u64>;

impl Store {
    /// Opens the store at `url` (`sqlite:FILE` or `postgres://…`), makes it if it is a SQLite file that is not there, and
    /// brings its schema up to date.
    ///
    /// # Errors
    /// When it is damaged, barred or away, or its schema is newer than this version.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        install_default_drivers();
        let sqlite = url.starts_with("sqlite:");
        let options = AnyPoolOptions::new()
            // SQLite writes one at a time; a second connection lets a reader pass a writer.
            .max_connections(if sqlite { 2 } else { 8 })
            .acquire_timeout(Duration::from_secs(10))
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if sqlite {
                        connection.execute(BUSY).await?;
                        for pragma in DURABLE {
                            connection.execute(pragma).await?;
                        }
                    }
                    Ok(())
                })
            });
        let address = match (sqlite, url.contains('?')) {
            (true, false) => format!("{url}?mode=rwc"),
            _ => url.to_owned(),
        };
        examine(&address).await?;
        let pool = options.connect(&address).await?;
        sqlx::migrate!("src/store/migrations").run(&pool).await.map_err(|error| match error {
            MigrateError::VersionMissing(step) => Unopenable::Newer { store: shown(url), step }.into(),
            error => StoreError::Schema(error),
        })?;
        Ok(Self { pool, file: database_file(url).map(Path::to_owned) })
    }

    /// When the next notice falls due after `now`, if any does.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn next_due(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
        let sql = "SELECT MIN(due_ms) AS due_ms FROM outbox \
                   WHERE state IN ('pending', 'claimed', 'uncertain') AND due_ms > $1";
        let row = sqlx::query(sql).bind(now.timestamp_millis()).fetch_one(&self.pool).await?;
        optional_instant(&row, "due_ms")
    }

    /// Records how a claimed notice ended, and what that says of its channel. A claim that is no longer ours changes nothing and gives `false`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn finish(
        &self,
        claim: &Claim,
        owner: &str,
        finished: &Finished,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE outbox SET state = $1, reason = $2, channel_id = $3, message_id = $4, finished_ms = $5, \
                   retry_wall_ms = $6, uncertain_wall_ms = $7, claimed_by = NULL, said = $8, said_title = $9, \
                   correct_title = COALESCE($10, correct_title) \
                   WHERE notice_key = $11 AND state = 'claimed' AND claimed_by = $12 AND attempts = $13";
        // Of this claim, not of its end: the chat may have taken it at once, and its nonce ages from then on.
        let uncertain_since = claim.uncertain_since.unwrap_or(claim.claimed);
        let (state, reason, place, retry, uncertain) = match finished {
            Finished::Delivered { channel, message, .. } => {
                (State::Delivered, claim.reason.as_ref(), Some((*channel, *message)), None, None)
            }
            Finished::Missed(reason) => (State::Missed, Some(reason), None, None, None),
            // What may stand all the same is known as such: another channel must not say it again.
            Finished::Failed(reason) | Finished::Barred(Bar { reason, .. }) => {
                (State::Failed, Some(reason), None, None, claim.uncertain_since)
            }
            Finished::Cancelled(reason) => (State::Cancelled, Some(reason), None, None, None),
            Finished::Again(retry, reason) => (State::Pending, Some(reason), None, Some(*retry), None),
            Finished::Uncertain(retry, reason) => {
                (State::Uncertain, Some(reason), None, Some(*retry), Some(uncertain_since))
            }
        };
        let ends = retry.is_none();
        let said = match finished {
            Finished::Delivered { said, .. } => said.as_ref(),
            _ => None,
        };
        let told = said.and_then(|said| said.told.as_ref());
        let title = said.map(|said| said.title.as_str());
        let (channel, message) = place.unzip();
        let mut transaction = self.pool.begin().await?;
        let result = sqlx::query(sql)
            .bind(state.as_str())
            .bind(reason.cloned())
            .bind(channel.map(u64::cast_signed))
            .bind(message.map(u64::cast_signed))
            .bind(ends.then(|| said.and_then(|said| said.at).unwrap_or(now).timestamp_millis()))
            .bind(retry.map_or(0, |retry| retry.timestamp_millis()))
            .bind(uncertain.map(|since| since.timestamp_millis()))
            .bind(told.map(Told::as_str))
            .bind(title)
            // What it tells is not known: it is made to tell what holds.
            .bind(title.filter(|_| told.is_none()))
            .bind(claim.key.as_str())
            .bind(owner)
            .bind(claim.attempts)
            .execute(&mut *transaction)
            .await?;
        if result.rows_affected() == 0 {
            return Ok(false);
        }
        match finished {
            Finished::Delivered { .. } => took(&mut transaction, claim.notice.destination).await?,
            Finished::Barred(bar) => refused(&mut transaction, claim.notice.destination, bar, now).await?,
            _ => {}
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// The notices of a conference, in the order in which they are due.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn entries(&self, conference: &ConferenceId) -> Result<Vec<Entry>, StoreError> {
        let sql = concat!(
            "SELECT ",
            entry_columns!(),
            " FROM outbox WHERE conference = $1 ",
            "ORDER BY due_ms, priority, place, notice_key"
        );
        let rows = sqlx::query(sql).bind(conference.as_str()).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok(Entry::of(row)?.1)).collect()
    }

    /// How many notices are in each state.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        let rows = sqlx::query("SELECT state, COUNT(*) AS many FROM outbox GROUP BY state").fetch_all(&self.pool);
        let counted = |row: &sqlx::any::AnyRow| {
            let many: i64 = row.try_get("many")?;
            Ok((parsed(row, "state")?, many.cast_unsigned()))
        };
        rows.await?.iter().map(counted).collect()
    }

    /// When the last open notice expires, if any is open.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_until(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let sql = "SELECT MAX(due_ms) AS due_ms FROM outbox WHERE state IN ('pending', 'claimed', 'uncertain')";
        let row = sqlx::query(sql).fetch_one(&self.pool).await?;
        row.try_get::<Option<i64>, _>("due_ms")?.map(instant).transpose()
    }

    /// Closes the connections; what was committed stays.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// The store as messages call it: a file, or an address without the password that one of PostgreSQL may hold.
pub(super) fn shown(url: &str) -> String {
    let address = || url.rsplit_once('@').map_or(url, |(_, place)| place).to_owned();
    database_file(url).map_or_else(address, |file| file.display().to_string())
}
