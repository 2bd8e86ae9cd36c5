//! What an operator asks of the outbox and does to it, while the bot runs or not.

use chrono::{DateTime, Utc};
use sqlx::any::{AnyPoolOptions, AnyRow, install_default_drivers};
use sqlx::{AnyPool, Executor, Row};

use super::maintenance::{Unopenable, database_file, examine};
use super::outbox::{BUSY, shown};
use super::row::{entry_columns, notice_columns, optional_instant};
use super::{Entry, State, Store, StoreError};
use crate::announce::{NoticeDigest, NoticeKey};
use crate::schedule::ConferenceId;

/// Why a notice does not wait that an operator has cancelled. No plan wakes such a row.
const BY_THE_OPERATOR: &str = "cancelled by the operator";
/// Digits of a digest that can stand for the whole.
const SHORTEST: usize = 4;
/// How many notices are offered in the place of one that is not there.
const SUGGESTIONS: i64 = 3;

/// A row of the outbox with its name.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its key.
    pub key: NoticeKey,
    /// The row.
    pub entry: Entry,
}

/// Which rows are wanted; `None` is all of them.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those of this conference.
    pub conference: Option<ConferenceId>,
    /// Those in this state.
    pub state: Option<State>,
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub enum Named {
    /// This notice.
    One(Box<Listed>),
    /// Several: the beginning of a digest that is too short.
    Several(Vec<Listed>),
    /// None; these are like it.
    Unknown(Vec<Listed>),
}

macro_rules! listed {
    ($rest:literal) => {
        concat!("SELECT ", entry_columns!(), " FROM outbox ", $rest)
    };
}

impl Store {
    /// Opens a store that is there already, beside a bot that may be using it: nothing is made or brought up to date.
    ///
    /// # Errors
    /// When there is none, it is not fit, or another version of talkbell made it.
    pub async fn visit(url: &str) -> Result<Self, StoreError> {
        install_default_drivers();
        let file = database_file(url).map(std::path::Path::to_owned);
        let absent = file.as_ref().filter(|file| !file.exists());
        if let Some(file) = absent.cloned() {
            let what = "is not there; the first `talkbell run` makes it".to_owned();
            return Err(Unopenable::Barred { file, what }.into());
        }
        examine(url).await?;
        let sqlite = url.starts_with("sqlite:");
        let options = AnyPoolOptions::new().max_connections(1).after_connect(move |connection, _| {
            Box::pin(async move {
                if sqlite {
                    connection.execute(BUSY).await?;
                }
                Ok(())
            })
        });
        let pool = options.connect(url).await?;
        check_schema(&pool, url).await?;
        Ok(Self { pool, file })
    }

    /// The wanted rows, in the order in which they are due.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list(&self, filter: &Filter) -> Result<Vec<Listed>, StoreError> {
        let sql = listed!(
            "WHERE ($1 = '' OR conference = $1) AND ($2 = '' OR state = $2) ORDER BY due_ms, priority, place, notice_key"
        );
        let conference = filter.conference.as_ref().map_or("", ConferenceId::as_str);
        let state = filter.state.map_or("", State::as_str);
        rows(&sqlx::query(sql).bind(conference).bind(state).fetch_all(&self.pool).await?)
    }

    /// The notice that a message carries.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn by_digest(&self, digest: &NoticeDigest) -> Result<Option<Listed>, StoreError> {
        let found = sqlx::query(listed!("WHERE digest = $1")).bind(digest.as_str()).fetch_optional(&self.pool).await?;
        found.as_ref().map(listed).transpose()
    }

    /// The notice that is called so: by its key, its digest, or the beginning of its digest.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn named(&self, name: &str) -> Result<Named, StoreError> {
        let exactly = sqlx::query(listed!("WHERE notice_key = $1 OR digest = $1")).bind(name);
        if let Some(row) = exactly.fetch_optional(&self.pool).await? {
            return Ok(Named::One(Box::new(listed(&row)?)));
        }
        let digits = name.len() >= SHORTEST && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let beginning = sqlx::query(listed!("WHERE $1 = 1 AND digest LIKE $2 ORDER BY due_ms LIMIT $3"))
            .bind(i64::from(digits))
            .bind(format!("{}%", name.to_lowercase()))
            .bind(SUGGESTIONS);
        let mut found = rows(&beginning.fetch_all(&self.pool).await?)?;
        match found.len() {
            0 => Ok(Named::Unknown(self.like(name).await?)),
            1 => Ok(Named::One(Box::new(found.remove(0)))),
            _ => Ok(Named::Several(found)),
        }
    }

    /// Lets a notice wait again that did not stand in its channel. One that was tried before may have reached it, so it is
    /// looked for first. If its channel is switched off, it is tried again at once. `false` when it has expired at `now`, or its state allows no retry.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn retry(&self, key: &NoticeKey, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let sql = "UPDATE outbox SET state = CASE WHEN attempts = 0 THEN 'pending' ELSE 'uncertain' END, \
                   uncertain_wall_ms = CASE WHEN attempts = 0 THEN NULL ELSE claimed_wall_ms END, \
                   retry_wall_ms = 0, reason = NULL, finished_ms = NULL, reported_in = NULL \
                   WHERE notice_key = $1 AND state IN ('failed', 'missed', 'cancelled') AND expires_ms > $2";
        let mut transaction = self.pool.begin().await?;
        let retry = sqlx::query(sql).bind(key.as_str()).bind(now.timestamp_millis());
        let retried = retry.execute(&mut *transaction).await?.rows_affected() == 1;
        let probe = "UPDATE channels SET probe_wall_ms = 0 WHERE off_ms IS NOT NULL \
                     AND destination IN (SELECT destination FROM outbox WHERE notice_key = $1)";
        sqlx::query(probe).bind(key.as_str()).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(retried)
    }

    /// Takes a waiting notice back for good: no later plan wakes it. `false` when it does not wait.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn cancel(&self, key: &NoticeKey, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let sql = "UPDATE outbox SET state = 'cancelled', reason = $1, finished_ms = $2 \
                   WHERE notice_key = $3 AND state = 'pending'";
        let cancel = sqlx::query(sql).bind(BY_THE_OPERATOR).bind(now.timestamp_millis()).bind(key.as_str());
        Ok(cancel.execute(&self.pool).await?.rows_affected() == 1)
    }

    /// How many notices wait although they were due before `due` and are still worth saying at `now`, and the longest
    /// due of them. Those whose channel is switched off wait for that, and the organisers know.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn overdue(&self, due: DateTime<Utc>, now: DateTime<Utc>) -> Result<Option<Overdue>, StoreError> {
        let sql = "SELECT COUNT(*) AS many, MIN(due_ms) AS due_ms FROM outbox \
                   WHERE state IN ('pending', 'claimed', 'uncertain') AND state <> 'claimed' \
                   AND due_ms < $1 AND expires_ms > $2 AND priority < 2 AND NOT EXISTS (SELECT 1 FROM channels \
                   WHERE channels.destination = outbox.destination AND channels.off_ms IS NOT NULL) AND NOT EXISTS \
                   (SELECT 1 FROM pauses WHERE pauses.conference = outbox.conference)";
        let query = sqlx::query(sql).bind(due.timestamp_millis()).bind(now.timestamp_millis());
        let row = query.fetch_one(&self.pool).await?;
        let many: i64 = row.try_get("many")?;
        Ok(optional_instant(&row, "due_ms")?.map(|since| Overdue { many: many.cast_unsigned(), since }))
    }

    async fn like(&self, name: &str) -> Result<Vec<Listed>, StoreError> {
        // A slip at the end of a digest, or a part of a key.
        let start: String = name.to_lowercase().chars().take(SHORTEST).collect();
        let part = name.rsplit('/').find(|part| part.len() >= SHORTEST).unwrap_or(name);
        let sql = listed!("WHERE digest LIKE $1 OR notice_key LIKE $2 ORDER BY due_ms LIMIT $3");
        let literal = |text: &str| text.replace(['%', '_'], "");
        let query = sqlx::query(sql)
            .bind(format!("{}%", literal(&start)))
            .bind(format!("%{}%", literal(part)))
            .bind(SUGGESTIONS);
        rows(&query.fetch_all(&self.pool).await?)
    }
}

/// Notices that should have been posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// How many.
    pub many: u64,
    /// When the first of them was due.
    pub since: DateTime<Utc>,
}

async fn check_schema(pool: &AnyPool, url: &str) -> Result<(), StoreError> {
    let ours = sqlx::migrate!("src/store/migrations").iter().map(|step| step.version).max().unwrap_or_default();
    let row = pool.fetch_one("SELECT MAX(version) AS step FROM _sqlx_migrations").await?;
    let theirs = row.try_get::<Option<i64>, _>("step")?.unwrap_or_default();
    if theirs > ours {
        return Err(Unopenable::Newer { store: shown(url), step: theirs }.into());
    }
    if theirs < ours {
        let older = "rows of an older talkbell; start this version's `talkbell run` once, which brings them up to date";
        return Err(StoreError::Unreadable(older.to_owned()));
    }
    Ok(())
}

fn rows(rows: &[AnyRow]) -> Result<Vec<Listed>, StoreError> {
    rows.iter().map(listed).collect()
}

fn listed(row: &AnyRow) -> Result<Listed, StoreError> {
    let (key, entry) = Entry::of(row)?;
    Ok(Listed { key, entry })
}
