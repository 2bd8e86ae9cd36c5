//! The look at a SQLite file before it is used, and what is said when it is not fit.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, Executor, Row};

use super::StoreError;
use super::backup::Backups;
use super::trouble::Trouble;

/// How long the look waits for another program that writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why a store cannot be used, as one sentence.
#[derive(Debug, thiserror::Error)]
pub enum Unopenable {
    /// The file's content is not sound.
    #[error("the store {} {what}{}", file.display(), backup.as_ref().map_or_else(
        || "; there is no backup beside it".to_owned(),
        |backup| format!("; the newest backup is {}", backup.display()),
    ))]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it, as the end of a sentence.
        what: String,
        /// What can be put in its place.
        backup: Option<PathBuf>,
    },
    /// The file, or what is around it, does not allow what is needed.
    #[error("the store {} {what}", file.display())]
    Barred {
        /// The file.
        file: PathBuf,
        /// What bars the way and what to do, as the end of a sentence.
        what: String,
    },
    /// Its schema has a step that this version does not know.
    #[error(
        "the store {store} was written by a newer talkbell (its schema has step {step}); use that version, \
         or give this one a store of its own"
    )]
    Newer {
        /// Its address.
        store: String,
        /// The number of the step.
        step: i64,
    },
}

/// The file of a SQLite store; `None` for PostgreSQL, and for memory.
pub(super) fn database_file(url: &str) -> Option<&Path> {
    let rest = url.strip_prefix("sqlite:")?;
    let path = rest.strip_prefix("//").unwrap_or(rest);
    let path = path.split('?').next().unwrap_or(path);
    (!path.is_empty() && !path.contains(":memory:")).then(|| Path::new(path))
}

/// Looks whether the SQLite file at `address` is a sound database that takes writes.
pub(super) async fn examine(address: &str) -> Result<(), StoreError> {
    let Some(file) = database_file(address) else { return Ok(()) };
    let looked = match look(address).await {
        Ok(problem) => problem,
        Err(error) => return Err(refusal(file, &error).map_or(StoreError::Database(error), StoreError::from)),
    };
    match looked {
        None => Ok(()),
        Some(problem) => Err(damaged(file, &format!("is damaged ({problem})")).into()),
    }
}

/// What SQLite finds wrong with a sound-looking file.
async fn look(address: &str) -> Result<Option<String>, sqlx::Error> {
    let options: SqliteConnectOptions = address.parse()?;
    let mut connection = options.busy_timeout(PATIENCE).connect().await?;
    let problem = quick_check(&mut connection).await?;
    if problem.is_none() {
        // Says whether it takes writes, and changes nothing: the number is the application's own.
        connection.execute("BEGIN IMMEDIATE").await?;
        let mark: i32 = connection.fetch_one("PRAGMA user_version").await?.try_get(0)?;
        connection.execute(sqlx::AssertSqlSafe(format!("PRAGMA user_version = {mark}"))).await?;
        connection.execute("COMMIT").await?;
    }
    connection.close().await?;
    Ok(problem)
}

/// What is wrong with a SQLite file, if anything is. Changes nothing.
pub(super) async fn problem(file: &Path) -> Result<Option<String>, StoreError> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = options.connect().await?;
    let problem = quick_check(&mut connection).await?;
    connection.close().await?;
    Ok(problem)
}

/// The first thing that SQLite finds wrong with the pages of a database.
async fn quick_check(connection: &mut SqliteConnection) -> Result<Option<String>, sqlx::Error> {
    let found: String = connection.fetch_one("PRAGMA quick_check(1)").await?.try_get(0)?;
    Ok((found != "ok").then(|| found.trim().replace('\n', "; ")))
}

fn refusal(file: &Path, error: &sqlx::Error) -> Option<Unopenable> {
    let barred = |what: &str| Some(Unopenable::Barred { file: file.to_owned(), what: what.to_owned() });
    match Trouble::of(error) {
        Trouble::Damaged => Some(damaged(file, &format!("is damaged ({error})"))),
        Trouble::NotADatabase => Some(damaged(file, "is not a SQLite database")),
        Trouble::Locked => barred("is locked by another program; close what has it open, such as a database browser"),
        Trouble::ReadOnly => {
            barred("may only be read; give talkbell's user the right to write the file and its folder")
        }
        Trouble::Full => barred("cannot be written, because the disk is full; free some space"),
        Trouble::Unopenable => barred(unopenable(file)),
        Trouble::Disk => barred(&format!("cannot be used, because the disk refuses: {error}")),
        Trouble::Other => None,
    }
}

fn damaged(file: &Path, what: &str) -> Unopenable {
    let backup = Backups::beside(file).newest().map(|backup| backup.path);
    Unopenable::Damaged { file: file.to_owned(), what: what.to_owned(), backup }
}

fn unopenable(file: &Path) -> &'static str {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.is_dir(), file.is_dir()) {
        (false, _) => {
            "cannot be opened, because its folder is not there; make the folder, or correct url under [store]"
        }
        (_, true) => "cannot be opened, because it is a folder; name a file under [store]",
        _ => "cannot be opened; give talkbell's user the right to read and write the file and its folder",
    }
}
