//! A store that is not fit: a clear sentence at the start, and patience while running.

use std::io::{Seek, SeekFrom, Write};
use std::time::Duration;

use sqlx::{Connection, Executor, SqliteConnection};

use crate::process::{Running, refusal};
use crate::support::harness::Harness;
use crate::support::stage::{AUDIENCE, Stage};

/// A store as a short run leaves it, with its backup of today.
async fn used(story: &mut Harness) {
    story.start().await.unwrap();
    let folder = story.folder().to_owned();
    story.until("the store is backed up", async || backups(&folder).len() == 1).await;
    story.stop().await;
}

pub fn backups(folder: &std::path::Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.contains(".backup-2")).collect();
    names.sort_unstable();
    names
}

/// Another program, such as a database browser.
pub async fn another_program(story: &Harness) -> SqliteConnection {
    let address = format!("sqlite:{}", story.folder().join("talkbell.db").display());
    SqliteConnection::connect(&address).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_database_stops_the_start_and_the_backup_is_named() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:40").await;
    used(&mut story).await;
    let newest = backups(story.folder()).remove(0);
    std::fs::write(story.folder().join("talkbell.db"), "a letter to my aunt, which somebody saved here").unwrap();
    let (status, said) = refusal(&mut story, &["run"]);
    assert_eq!(status, Some(1));
    assert_eq!(
        said,
        format!(
            "talkbell: the store talkbell.db is not a SQLite database; the newest backup is {newest}; \
             put it in place with: talkbell restore --config talkbell.toml"
        )
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_stops_the_start() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:40").await;
    used(&mut story).await;
    for name in backups(story.folder()) {
        std::fs::remove_file(story.folder().join(name)).unwrap();
    }
    let path = story.folder().join("talkbell.db");
    let pages = std::fs::metadata(&path).unwrap().len() / 4096;
    let mut file = std::fs::File::options().write(true).open(&path).unwrap();
    for page in 2..pages {
        file.seek(SeekFrom::Start(page * 4096)).unwrap();
        file.write_all(&[0xA5; 2048]).unwrap();
    }
    drop(file);
    let (status, said) = refusal(&mut story, &["run"]);
    assert_eq!(status, Some(1));
    assert!(said.starts_with("talkbell: the store talkbell.db is damaged ("), "{said}");
    assert!(said.contains("; there is no backup beside it; name one from elsewhere with: talkbell restore"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_of_a_newer_talkbell_is_left_alone() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:40").await;
    used(&mut story).await;
    let mut newer = another_program(&story).await;
    let step = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                VALUES (9999, 'from the future', TRUE, x'00', 0)";
    newer.execute(step).await.unwrap();
    newer.close().await.unwrap();
    for arguments in [&["run"][..], &["outbox"]] {
        let (status, said) = refusal(&mut story, arguments);
        insta::allow_duplicates! {
            insta::assert_snapshot!(said, @"talkbell: the store talkbell.db was written by a newer talkbell (its schema has step 9999); use that version, or give this one a store of its own");
        }
        assert_eq!(status, Some(1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_bars_the_way_to_the_store_is_said() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:40").await;
    used(&mut story).await;
    let usual = story.configuration().clone();

    let mut other = another_program(&story).await;
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    insta::assert_snapshot!(refusal(&mut story, &["run"]).1, @"talkbell: the store talkbell.db is locked by another program; close what has it open, such as a database browser");
    other.close().await.unwrap();

    *story.configuration() = usual.replace("talkbell.db", "talkbell.db?mode=ro");
    insta::assert_snapshot!(refusal(&mut story, &["run"]).1, @"talkbell: the store talkbell.db may only be read; give talkbell's user the right to write the file and its folder");

    *story.configuration() = usual.replace("talkbell.db", "no/such/folder/talkbell.db");
    insta::assert_snapshot!(refusal(&mut story, &["run"]).1, @"talkbell: no/such/folder/talkbell.db.lock cannot be made, which keeps a second talkbell from using the same store: No such file or directory (os error 2). Is its folder there, and may talkbell's user write into it?");

    std::fs::create_dir(story.folder().join("a-folder.db")).unwrap();
    *story.configuration() = usual.replace("talkbell.db", "a-folder.db");
    insta::assert_snapshot!(refusal(&mut story, &["run"]).1, @"talkbell: the store a-folder.db cannot be opened, because it is a folder; name a file under [store]");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_store_is_locked_nothing_is_posted_and_it_is_said_once() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:40").await;
    let mut bot = Running::begin(&mut story, "2021-07-22T00:54:50Z", &[]);
    bot.until("it runs", |log| log.contains("Registered the slash commands.")).await;
    story.until("the opening stands", async || !story.discord.messages(AUDIENCE).is_empty()).await;
    let stood = story.discord.messages(AUDIENCE).len();
    let mut other = another_program(&story).await;
    other.execute("BEGIN EXCLUSIVE").await.unwrap();
    bot.until("it notices", |log| log.contains("The outbox cannot be read")).await;
    // The bell of 17:55 is due by now, and one more attempt on the store has failed.
    tokio::time::sleep(Duration::from_secs(7)).await;
    assert_eq!(story.discord.messages(AUDIENCE).len(), stood);
    let log = bot.log();
    assert_eq!(log.matches("The outbox cannot be read").count(), 1, "{log}");
    assert!(log.contains("another program keeps the store locked; end it, or wait until it is done"), "{log}");

    other.execute("ROLLBACK").await.unwrap();
    bot.until("it goes on", |log| log.contains("The outbox can be read again.")).await;
    story.until("the bell rings", async || story.discord.messages(AUDIENCE).len() == stood + 1).await;
    assert_eq!(bot.terminate().await, Some(0));
}
