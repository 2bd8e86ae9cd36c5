//! Stopped and killed in the middle: nothing twice, nothing lost.

use std::collections::HashSet;
use std::time::Duration;

use talkbell::rehearsal::{Fault, FaultKind};
use talkbell::store::State;

use crate::support::harness::Harness;
use crate::support::stage::{AUDIENCE, MODERATORS, Stage, YI_MA};

#[tokio::test]
async fn restarts_at_the_very_instants_change_nothing() {
    let mut undisturbed = Harness::begin(Stage::sample(), "17:40").await;
    undisturbed.at("19:00").await;

    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    for minute in ["17:45", "17:50", "17:55", "18:00", "18:20", "18:50", "18:53", "18:55"] {
        story.at(minute).await;
        assert!(story.stop().await < Duration::from_secs(2));
        story.start().await.unwrap();
    }
    story.at("19:00").await;
    assert_eq!(story.channel(AUDIENCE), undisturbed.channel(AUDIENCE));
    assert_eq!(story.direct(YI_MA), undisturbed.direct(YI_MA));
    assert_eq!(story.channel(MODERATORS), undisturbed.channel(MODERATORS));
}

#[tokio::test]
async fn killed_between_discords_taking_and_its_answer_nothing_stands_twice() {
    let mut story = Harness::begin(Stage::sample(), "17:54").await;
    for (minute, hangs) in [("17:55", 2), ("18:00", 3), ("18:19", 4)] {
        // Taken at once, answered too late for the one that asked.
        story.discord.inject(Fault::posting(AUDIENCE, 1, FaultKind::Drip(Duration::from_secs(1))));
        let before = story.discord.messages(AUDIENCE).len();
        story.passes_to(minute);
        story.until("Discord has taken it", async || story.discord.messages(AUDIENCE).len() > before).await;
        story.crash().await;
        story.discord.heal();
        story.start().await.unwrap();
        assert_eq!(story.discord.messages(AUDIENCE).len(), hangs);
    }
    story.at("19:00").await;
    let nonces: Vec<String> = story.discord.messages(AUDIENCE).iter().map(|it| it["nonce"].to_string()).collect();
    assert_eq!((nonces.len(), nonces.iter().collect::<HashSet<_>>().len()), (18, 18));
    assert!(story.outbox().await.iter().all(|entry| matches!(entry.state, State::Delivered | State::Missed)));
}

#[tokio::test]
async fn killed_before_discord_took_it_it_is_posted_by_the_next() {
    let mut story = Harness::begin(Stage::sample(), "17:54").await;
    story.discord.inject(Fault::posting(AUDIENCE, 1, FaultKind::Hang));
    story.passes_to("17:55");
    story.until("it is claimed", async || story.outbox().await.iter().any(|entry| entry.state == State::Claimed)).await;
    story.crash().await;
    story.discord.heal();
    story.start().await.unwrap();
    assert!(story.channel(AUDIENCE).contains("in 5 min"));
}

#[tokio::test]
async fn a_restart_in_the_middle_asks_only_for_channels_that_have_taken_nothing_yet() {
    let mut story = Harness::begin(Stage::sample(), "17:30").await;
    let asked_for = |story: &Harness, from: usize| {
        let requests = story.discord.requests();
        let looks = requests[from..].iter().filter(|request| request.method == "GET");
        let mut paths: Vec<String> = looks.map(|request| request.path.clone()).collect();
        paths.retain(|path| {
            [AUDIENCE, MODERATORS].iter().any(|channel| path.ends_with(&format!("/channels/{channel}")))
        });
        paths.sort();
        paths
    };
    let both = ["/channels/2000", "/channels/2001"];
    assert_eq!(asked_for(&story, 0), both);
    let before = story.discord.requests().len();
    story.restart().await;
    assert_eq!(asked_for(&story, before), both, "nothing was posted yet");
    story.at("17:55").await;
    let before = story.discord.requests().len();
    story.restart().await;
    assert!(asked_for(&story, before).is_empty());
}
