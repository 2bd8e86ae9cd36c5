//! What SQLite's refusals mean to the one who runs talkbell.

use sqlx::sqlite::SqliteError;

/// SQLite's primary result codes: <https://www.sqlite.org/rescode.html>.
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const READ_ONLY: i32 = 8;
const INPUT_OUTPUT: i32 = 10;
const CORRUPT: i32 = 11;
const FULL: i32 = 13;
const CANNOT_OPEN: i32 = 14;
const NOT_A_DATABASE: i32 = 26;

/// What a database is troubled by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Another program holds it.
    Locked,
    /// It, or its folder, takes no writes.
    ReadOnly,
    /// There is no room for what is to be written.
    Full,
    /// Its pages contradict each other.
    Damaged,
    /// It is something else.
    NotADatabase,
    /// It, or a file beside it, cannot be opened.
    Unopenable,
    /// The disk refuses.
    Disk,
    /// Anything else.
    Other,
}

impl Trouble {
    pub(super) fn of(error: &sqlx::Error) -> Self {
        let sqlite = error.as_database_error().and_then(|error| error.try_downcast_ref::<SqliteError>());
        let code = sqlite.and_then(|error| sqlx::error::DatabaseError::code(error)?.parse::<i32>().ok());
        // The low byte of an extended code is the primary one.
        match code.map(|code| code & 0xff) {
            Some(BUSY | LOCKED) => Self::Locked,
            Some(READ_ONLY) => Self::ReadOnly,
            Some(FULL) => Self::Full,
            Some(CORRUPT) => Self::Damaged,
            Some(NOT_A_DATABASE) => Self::NotADatabase,
            Some(CANNOT_OPEN) => Self::Unopenable,
            Some(INPUT_OUTPUT) => Self::Disk,
            _ => Self::Other,
        }
    }
}

/// What a refusal of a running store means, as the end of a sentence.
pub(super) fn said(error: &sqlx::Error) -> String {
    match Trouble::of(error) {
        Trouble::Locked => "another program keeps the store locked; end it, or wait until it is done".to_owned(),
        Trouble::ReadOnly => "the store takes no writes; check the permissions of its file and folder".to_owned(),
        Trouble::Full => "there is no room left for the store; free some space on its disk".to_owned(),
        Trouble::Damaged | Trouble::NotADatabase => {
            format!("the store is damaged; stop talkbell and put a backup in place ({error})")
        }
        Trouble::Disk | Trouble::Unopenable => format!("the disk refuses the store: {error}"),
        Trouble::Other => format!("the store does not answer as it should: {error}"),
    }
}
