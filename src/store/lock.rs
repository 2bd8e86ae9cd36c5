use std::fs::{File, TryLockError};
use std::path::PathBuf;

use super::backup::beside;
use super::maintenance::database_file;

/// Held while a process uses a SQLite store: two processes on one file would each believe that the other is gone. The
/// system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct StoreLock {
    _file: File,
}

/// Why a store is not ours to use.
#[derive(Debug, thiserror::Error)]
pub enum Unlockable {
    /// Another process uses it.
    #[error("another talkbell uses {}; stop it first, or give this one a store of its own", .0.display())]
    InUse(PathBuf),
    /// The file beside the store cannot be made.
    #[error("{} cannot be made, which keeps a second talkbell from using the same store: {error}. \
            Is its folder there, and may talkbell's user write into it?", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
}

impl StoreLock {
    /// Takes the lock of the store at `url`. `None` for PostgreSQL, which replicas share, and for memory.
    ///
    /// # Errors
    /// When another process holds it, or its file cannot be made.
    pub fn take(url: &str) -> Result<Option<Self>, Unlockable> {
        let Some(database) = database_file(url) else { return Ok(None) };
        let path = beside(database, ".lock");
        let unwritable = |error| Unlockable::Unwritable { path: path.clone(), error };
        let file = File::options().create(true).append(true).open(&path).map_err(unwritable)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Err(Unlockable::InUse(database.to_owned())),
            Err(TryLockError::Error(error)) => Err(Unlockable::Unwritable { path, error }),
        }
    }
}
