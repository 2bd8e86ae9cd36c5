use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::maintenance::problem;
use super::{Store, StoreError};

/// Backups that are kept; older ones are deleted.
const KEPT: usize = 7;

/// The backups of a SQLite file, which lie beside it as `<file>.backup-YYYY-MM-DD`.
#[derive(Clone, Debug)]
pub struct Backups {
    file: PathBuf,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backup {
    /// The UTC day on which it was made.
    pub day: NaiveDate,
    /// Where it is.
    pub path: PathBuf,
}

impl Backups {
    pub(super) fn beside(file: &Path) -> Self {
        Self { file: file.to_owned() }
    }

    /// All there are, oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<Backup> {
        let entries = fs::read_dir(folder(&self.file)).into_iter().flatten().flatten();
        let mut all: Vec<Backup> = entries.filter_map(|entry| self.backup(&entry.path())).collect();
        all.sort_unstable();
        all
    }

    /// The newest, if there is any.
    #[must_use]
    pub fn newest(&self) -> Option<Backup> {
        self.all().pop()
    }

    /// The day in the name of a backup of this file.
    pub(super) fn day(&self, path: &Path) -> Option<NaiveDate> {
        let name = path.file_name()?.to_str()?;
        let day = name.strip_prefix(self.file.file_name()?.to_str()?)?.strip_prefix(".backup-")?;
        day.parse().ok()
    }

    fn backup(&self, path: &Path) -> Option<Backup> {
        Some(Backup { day: self.day(path)?, path: path.to_owned() })
    }

    fn of_day(&self, day: NaiveDate) -> PathBuf {
        beside(&self.file, &format!(".backup-{day}"))
    }
}

impl Store {
    /// The backups of this store; `None` unless it is a SQLite file.
    #[must_use]
    pub fn backups(&self) -> Option<Backups> {
        self.file.as_deref().map(Backups::beside)
    }

    /// Copies the store, while it is used, to the backup of `day`, and deletes all but the newest seven. `None` unless
    /// the store is a SQLite file.
    ///
    /// # Errors
    /// When the database or the disk refuses; then the older backups stand.
    pub async fn back_up(&self, day: NaiveDate) -> Result<Option<PathBuf>, StoreError> {
        let Some(backups) = self.backups() else { return Ok(None) };
        let (unfinished, path) = (beside(&backups.file, ".backup-unfinished"), backups.of_day(day));
        forget(&unfinished).map_err(sqlx::Error::Io)?;
        sqlx::query("VACUUM INTO $1").bind(unfinished.display().to_string()).execute(&self.pool).await?;
        if let Some(problem) = problem(&unfinished).await? {
            return Err(StoreError::Unreadable(format!("what makes a damaged backup ({problem})")));
        }
        let placed = path.clone();
        let finished = tokio::task::spawn_blocking(move || {
            put(&unfinished, &placed)?;
            let all = backups.all();
            all.iter().rev().skip(KEPT).try_for_each(|old| fs::remove_file(&old.path))
        });
        finished.await.map_err(io::Error::other).and_then(|finished| finished).map_err(sqlx::Error::Io)?;
        Ok(Some(path))
    }
}

/// Gives a file its place, so that after a power cut there stands the old one or the whole new one.
pub(super) fn put(file: &Path, place: &Path) -> io::Result<()> {
    File::open(file)?.sync_all()?;
    fs::rename(file, place)?;
    File::open(folder(place))?.sync_all()
}

/// The file whose name is that of `file` with something behind it.
pub(super) fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(suffix);
    PathBuf::from(path)
}

/// Deletes a file that may not be there.
pub(super) fn forget(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    #[tokio::test]
    async fn seven_backups_are_kept_and_what_is_none_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let stranger = folder.path().join("talkbell.db.backup-of-mine");
        fs::write(&stranger, "mine").unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("talkbell.db").display())).await.unwrap();
        let first: NaiveDate = "2021-07-20".parse().unwrap();
        for day in (0..9).map(|days| first + Days::new(days)) {
            let made = store.back_up(day).await.unwrap().unwrap();
            assert_eq!(problem(&made).await.unwrap(), None);
        }
        let again = store.back_up("2021-07-28".parse().unwrap()).await.unwrap();
        let all = store.backups().unwrap().all();
        let days: Vec<String> = all.iter().map(|backup| backup.day.to_string()).collect();
        assert_eq!(days.len(), KEPT);
        assert_eq!((days[0].as_str(), days[6].as_str()), ("2021-07-22", "2021-07-28"));
        assert_eq!(store.backups().unwrap().newest().map(|backup| backup.path), again);
        assert!(stranger.exists());
    }
}
