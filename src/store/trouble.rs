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

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};
    use sqlx::{Executor, Row};

    use crate::announce::{ChannelId, Destination, Notice, NoticeKind, Subject};
    use crate::store::{Store, StoreError};

    fn notices(many: i64) -> Vec<Notice> {
        let notice = |minute| Notice {
            conference: "full".parse().expect("an id"),
            kind: NoticeKind::Report,
            destination: Destination::Channel(ChannelId::new(1).expect("not 0")),
            subject: Subject::Conference,
            lead: TimeDelta::zero(),
            starts: DateTime::UNIX_EPOCH + TimeDelta::minutes(minute),
            due: DateTime::UNIX_EPOCH + TimeDelta::minutes(minute),
            expires: DateTime::UNIX_EPOCH + TimeDelta::days(1),
        };
        (0..many).map(notice).collect()
    }

    /// The limit belongs to a connection: sets it for all of them.
    async fn limit_pages(store: &Store, pages: i64) {
        let mut connections = vec![store.pool.acquire().await.unwrap(), store.pool.acquire().await.unwrap()];
        for connection in &mut connections {
            let limit = format!("PRAGMA max_page_count = {pages}");
            connection.execute(sqlx::AssertSqlSafe(limit)).await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_full_store_refuses_as_a_whole_says_so_and_goes_on_when_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("talkbell.db").display())).await.unwrap();
        let conference = "full".parse().unwrap();
        let row = store.pool.fetch_one("PRAGMA page_count").await.unwrap();
        limit_pages(&store, row.get::<i64, _>(0) + 1).await;
        let refused = store.replan(&conference, &notices(500), DateTime::UNIX_EPOCH).await;
        let said = refused.as_ref().err().map(ToString::to_string).unwrap_or_default();
        insta::assert_snapshot!(said, @"there is no room left for the store; free some space on its disk");
        assert!(matches!(refused, Err(StoreError::Database(_))));
        assert!(store.entries(&conference).await.unwrap().is_empty(), "all or nothing");

        limit_pages(&store, 1_000_000).await;
        store.replan(&conference, &notices(500), DateTime::UNIX_EPOCH).await.unwrap();
        assert_eq!(store.entries(&conference).await.unwrap().len(), 500);
    }
}
