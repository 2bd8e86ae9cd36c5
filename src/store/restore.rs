use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use sqlx::{Executor, Row};

use super::backup::{Backups, beside, forget, put};
use super::maintenance::database_file;
use super::{Store, StoreError, StoreLock, Unlockable, Unopenable};

/// What lies beside a SQLite database and belongs to it.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];
/// Taken off the instant of a backup, in case the clock that named it was wrong.
const MARGIN: TimeDelta = TimeDelta::hours(1);

/// What a restore did.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The store.
    pub file: PathBuf,
    /// What was put in place.
    pub backup: PathBuf,
    /// Where the old file is now, if there was one.
    pub aside: Option<PathBuf>,
    /// Notices that were due and open in the backup, and are looked for before they are posted.
    pub doubtful: u64,
}

/// Why a store was not restored; then it is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Unrestorable {
    /// Only SQLite files are restored.
    #[error("{0} is not a SQLite file; restore it with the tools of its database")]
    NotAFile(String),
    /// talkbell runs, or the folder takes no files.
    #[error(transparent)]
    Lock(#[from] Unlockable),
    /// There is nothing to put in place.
    #[error("there is no backup of {} beside it; name one with --from", .0.display())]
    NoBackup(PathBuf),
    /// The backup is not fit.
    #[error("the backup {} {}", backup.display(), unusable(error))]
    UnusableBackup {
        /// The backup.
        backup: PathBuf,
        /// What is wrong with it.
        error: StoreError,
    },
    /// The disk refuses.
    #[error("{} is refused by the disk: {error}; the backups are untouched", file.display())]
    Disk {
        /// The file.
        file: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// Puts a backup (the newest, unless `from` names one) in the place of the SQLite store at `url`. The old file is moved
/// aside. Whatever the backup holds as open although it was due by `now` may have been posted since: it is looked for first.
///
/// # Errors
/// When the store is in use, there is no sound backup, or the disk refuses.
pub async fn restore(url: &str, from: Option<&Path>, now: DateTime<Utc>) -> Result<Restored, Unrestorable> {
    let file = database_file(url).ok_or_else(|| Unrestorable::NotAFile(url.to_owned()))?;
    let _lock = StoreLock::take(url)?;
    let backups = Backups::beside(file);
    let newest = || backups.newest().map(|backup| backup.path);
    let backup = from.map(Path::to_owned).or_else(newest).ok_or_else(|| Unrestorable::NoBackup(file.to_owned()))?;

    let disk = |path: &Path| {
        let file = path.to_owned();
        move |error| Unrestorable::Disk { file, error }
    };
    let prepared = beside(file, ".restoring");
    forget_all(&prepared).map_err(disk(&prepared))?;
    fs::copy(&backup, &prepared).map_err(disk(&backup))?;
    let since = made(&backups, &backup, now) - MARGIN;
    let doubtful = match prepare(&prepared, since, now).await {
        Ok(doubtful) => doubtful,
        Err(error) => {
            forget_all(&prepared).map_err(disk(&prepared))?;
            return Err(Unrestorable::UnusableBackup { backup, error });
        }
    };
    let aside = set_aside(file, now).map_err(disk(file))?;
    put(&prepared, file).map_err(disk(file))?;
    Ok(Restored { file: file.to_owned(), backup, aside, doubtful })
}

impl Store {
    /// After a restore: whatever was due by `now` and is open may stand in its channel, so it becomes uncertain; gives how
    /// many. To be called once the programme is planned, before anything is posted: a plan may have added what the
    /// backup did not know.
    ///
    /// # Errors
    /// When the database does not answer; then it can be called again.
    pub async fn doubt_restored(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let Some(since) = self.restored().await? else { return Ok(0) };
        let doubtful = self.doubt(since, now).await?;
        self.pool.execute("PRAGMA user_version = 0").await?;
        Ok(doubtful)
    }

    /// Whether the store is a backup that was put in place and not yet taken up: since when, at the earliest, it does not
    /// know what was posted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn restored(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        if self.file.is_none() {
            return Ok(None);
        }
        let hours: i64 = self.pool.fetch_one("PRAGMA user_version").await?.try_get(0)?;
        Ok(DateTime::from_timestamp(hours * 3600, 0).filter(|_| hours > 0))
    }

    async fn doubt(&self, since: DateTime<Utc>, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let sql = "UPDATE outbox SET state = 'uncertain', claimed_by = NULL, retry_wall_ms = 0, uncertain_wall_ms = $1 \
                   WHERE state IN ('pending', 'claimed', 'uncertain') AND due_ms <= $2";
        let result =
            sqlx::query(sql).bind(since.timestamp_millis()).bind(now.timestamp_millis()).execute(&self.pool).await?;
        Ok(result.rows_affected())
    }
}

/// Makes a copy of a backup fit to be the store.
async fn prepare(copy: &Path, since: DateTime<Utc>, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let store = Store::open(&format!("sqlite:{}?mode=rw", copy.display())).await?;
    let doubtful = store.doubt(since, now).await?;
    // Read by `restored`: since when, in hours since 1970, the store may not know what was posted.
    let mark = format!("PRAGMA user_version = {}", since.timestamp() / 3600);
    store.pool.execute(sqlx::AssertSqlSafe(mark)).await?;
    // Everything into the one file that is put in place.
    store.pool.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    store.close().await;
    for companion in COMPANIONS {
        forget(&beside(copy, companion)).map_err(sqlx::Error::Io)?;
    }
    Ok(doubtful)
}

/// What is wrong with a backup, as the end of a sentence.
fn unusable(error: &StoreError) -> String {
    match error {
        StoreError::Unopenable(Unopenable::Damaged { what, .. }) => format!("{what}; name another with --from"),
        StoreError::Unopenable(Unopenable::Newer { step, .. }) => {
            format!("was written by a newer talkbell (its schema has step {step}); restore it with that version")
        }
        error => format!("cannot be used: {error}"),
    }
}

/// When a backup was made, at the earliest.
fn made(backups: &Backups, backup: &Path, now: DateTime<Utc>) -> DateTime<Utc> {
    match backups.day(backup) {
        Some(day) => day.and_time(NaiveTime::MIN).and_utc(),
        // A copy of a copy says nothing of its age.
        None => now - TimeDelta::days(7),
    }
}

/// Moves the store aside. What belongs to it goes first: a write-ahead log must never meet another database.
fn set_aside(file: &Path, now: DateTime<Utc>) -> io::Result<Option<PathBuf>> {
    let aside = beside(file, &format!(".broken-{}", now.format("%Y%m%dT%H%M%SZ")));
    for companion in COMPANIONS {
        move_if_there(&beside(file, companion), &beside(&aside, companion))?;
    }
    Ok(move_if_there(file, &aside)?.then_some(aside))
}

fn move_if_there(from: &Path, to: &Path) -> io::Result<bool> {
    match fs::rename(from, to) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn forget_all(file: &Path) -> io::Result<()> {
    forget(file)?;
    COMPANIONS.iter().try_for_each(|companion| forget(&beside(file, companion)))
}
