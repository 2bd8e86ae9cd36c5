//! Backups, and the way back from one.

use std::collections::HashSet;

use crate::process::{refusal, talkbell, text};
use crate::store::backups;
use crate::support::harness::Harness;
use crate::support::page::SAMPLE;
use crate::support::stage::{AUDIENCE, Stage, YI_MA};

fn nonces(story: &Harness, channel: u64) -> Vec<String> {
    story.discord.messages(channel).iter().map(|message| message["nonce"].to_string()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_nothing_rings_twice_and_nothing_is_lost() {
    let mut undisturbed = Harness::begin(Stage::sample(), "17:40").await;
    undisturbed.at("19:00").await;

    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    let folder = story.folder().to_owned();
    story.until("the store is backed up", async || backups(&folder).len() == 1).await;
    story.at("18:21").await;
    let posted = nonces(&story, AUDIENCE).len();
    assert!(posted > 4, "the backup knows of none of the {posted} messages");
    story.stop().await;
    std::fs::write(folder.join("talkbell.db"), "no database any more").unwrap();

    let restored = talkbell(&mut story, &["restore"]);
    let said = text(&restored.stdout);
    assert_eq!(restored.status.code(), Some(0), "{}", text(&restored.stderr));
    assert!(said.contains("nothing rings twice"), "{said}");
    let kept =
        std::fs::read_dir(&folder).unwrap().flatten().find(|it| it.path().display().to_string().contains(".broken-"));
    assert_eq!(std::fs::read(kept.unwrap().path()).unwrap(), b"no database any more");

    story.start().await.unwrap();
    assert_eq!(nonces(&story, AUDIENCE).len(), posted, "what stood was found");
    story.at("19:00").await;
    for channel in [AUDIENCE, story.discord.direct_channel(YI_MA)] {
        let nonces = nonces(&story, channel);
        assert_eq!(nonces.len(), nonces.iter().collect::<HashSet<_>>().len(), "nothing twice");
    }
    assert_eq!(story.channel(AUDIENCE), undisturbed.channel(AUDIENCE));
    assert_eq!(story.direct(YI_MA), undisturbed.direct(YI_MA));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_planned_after_the_backup_does_not_ring_twice_either() {
    let mut story = Harness::begin_without_bot(Stage::sample().announcing("session_opening = \"off\""), "17:48").await;
    story.start().await.unwrap();
    let folder = story.folder().to_owned();
    story.until("the store is backed up", async || backups(&folder).len() == 1).await;
    story.stop().await;
    // The organiser wants the opening after all; the backup does not know it.
    *story.configuration() = story.configuration().replace("session_opening = \"off\"", "session_opening = \"10min\"");
    story.start().await.unwrap();
    story.at("17:51").await;
    let posted = nonces(&story, AUDIENCE);
    assert_eq!(posted.len(), 1);
    story.stop().await;
    assert_eq!(talkbell(&mut story, &["restore"]).status.code(), Some(0));
    story.start().await.unwrap();
    assert_eq!(nonces(&story, AUDIENCE), posted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_keeps_its_hands_off_where_it_could_do_harm() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:40").await;
    let nothing = refusal(&mut story, &["restore"]);
    insta::assert_snapshot!(nothing.1, @"talkbell: there is no backup of talkbell.db beside it; name one with --from");
    assert_eq!(nothing.0, Some(1));

    story.start().await.unwrap();
    let folder = story.folder().to_owned();
    story.until("the store is backed up", async || backups(&folder).len() == 1).await;
    insta::assert_snapshot!(refusal(&mut story, &["restore"]).1, @"talkbell: another talkbell uses talkbell.db; stop it first, or give this one a store of its own");
    story.stop().await;

    let before = std::fs::read(folder.join("talkbell.db")).unwrap();
    std::fs::write(folder.join("a-letter"), "dear aunt, this is no backup").unwrap();
    let letter = folder.join("a-letter").display().to_string();
    insta::assert_snapshot!(refusal(&mut story, &["restore", "--from", &letter]).1, @"talkbell: the backup a-letter is not a SQLite database; name another with --from");
    insta::assert_snapshot!(refusal(&mut story, &["restore", "--from", "/no/such/backup"]).1, @"talkbell: /no/such/backup is refused by the disk: No such file or directory (os error 2); the backups are untouched");
    assert_eq!(std::fs::read(folder.join("talkbell.db")).unwrap(), before, "the store is as it was");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_was_told_after_the_backup_is_not_told_again() {
    let mut story = Harness::begin(Stage::sample(), "18:10").await;
    let folder = story.folder().to_owned();
    story.until("the store is backed up", async || backups(&folder).len() == 1).await;
    story.stop().await;
    story.rewrites_programme(&SAMPLE.replace("18:50 - 18:55 PDT", "19:00 - 19:10 PDT"));
    story.start().await.unwrap();
    assert!(story.channel(AUDIENCE).contains("The programme has changed:"));
    story.stop().await;
    assert_eq!(talkbell(&mut story, &["restore"]).status.code(), Some(0));
    story.start().await.unwrap();
    assert_eq!(story.channel(AUDIENCE), "");
    story.at("19:00").await;
    assert!(story.channel(AUDIENCE).contains("**Q&A** in **Deep Learning Theory 5**, until 19:10."));
}
