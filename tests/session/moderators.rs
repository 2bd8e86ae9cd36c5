//! How moderators are reached, whatever stands in the way.

use insta::assert_snapshot;
use talkbell::store::State;

use crate::support::harness::Harness;
use crate::support::page::{session, talk};
use crate::support::stage::{MODERATORS, Stage, YI_MA};

#[tokio::test]
async fn a_moderator_who_is_unknown_on_discord_is_named_in_the_moderator_channel() {
    let mut story = Harness::begin(Stage::sample().without_moderator_ids(), "17:40").await;
    story.at("20:00").await;
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 17:45:00 ──
    **Yi Ma**: **Deep Learning Theory 5** starts at 18:00, in 15 min, in <#2000>. Please be there and check your microphone.
    7 talks, 18:00 – 18:55. The Q&A is at 18:50.
    [I'm here] [Schedule]

    ── 17:50:00 ──
    **Yi Ma**: **Deep Learning Theory 5** starts in 10 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    [I'm here] [Schedule]

    ── 17:55:00 ──
    **Yi Ma**: **Deep Learning Theory 5** starts in 5 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    [I'm here] [Schedule]

    ── 17:58:00 ──
    Nobody is there yet to moderate **Deep Learning Theory 5**, which starts in 2 min in <#2000>. Expected: Yi Ma. Whoever steps in, please press **I'm here**.
    [I'm here] [Schedule]

    ── 18:45:00 ──
    **Yi Ma**: **Q&A in 5 minutes**, at 18:50, in **Deep Learning Theory 5**. It lasts until 18:55.
    [Schedule]

    ── 18:50:00 ──
    **Yi Ma**: **Q&A now** in <#2000>, until 18:55.
    [Schedule]

    ── 18:53:00 ──
    **Yi Ma**: **2 minutes left** in the Q&A of **Deep Learning Theory 5**. It ends at 18:55.
    [Schedule]
    ");
    assert_eq!(story.direct(YI_MA), "");
}

#[tokio::test]
async fn closed_direct_messages_become_a_mention_that_says_so() {
    let mut story = Harness::begin(
        Stage::sample().with_closed_doors().announcing("time_cards = [\"5min\"]\ntime_up = false"),
        "17:40",
    )
    .await;
    story.at("18:50").await;
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 17:45:00 ──
    <@4000>: **Deep Learning Theory 5** starts at 18:00, in 15 min, in <#2000>. Please be there and check your microphone.
    7 talks, 18:00 – 18:55. The Q&A is at 18:50.
    Yi Ma takes no direct messages from me, so I say it here.
    (pings @Yi Ma)
    [I'm here] [Schedule]

    ── 17:50:00 ──
    <@4000>: **Deep Learning Theory 5** starts in 10 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    Yi Ma takes no direct messages from me, so I say it here.
    (pings @Yi Ma)
    [I'm here] [Schedule]

    ── 17:55:00 ──
    <@4000>: **Deep Learning Theory 5** starts in 5 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    Yi Ma takes no direct messages from me, so I say it here.
    (pings @Yi Ma)
    [I'm here] [Schedule]

    ── 17:58:00 ──
    Nobody is there yet to moderate **Deep Learning Theory 5**, which starts in 2 min in <#2000>. Expected: Yi Ma. Whoever steps in, please press **I'm here**.
    [I'm here] [Schedule]

    ── 18:45:00 ──
    <@4000>: **Q&A in 5 minutes**, at 18:50, in **Deep Learning Theory 5**. It lasts until 18:55.
    Yi Ma takes no direct messages from me, so I say it here.
    (pings @Yi Ma)
    [Schedule]

    ── 18:50:00 ──
    <@4000>: **Q&A now** in <#2000>, until 18:55.
    Yi Ma takes no direct messages from me, so I say it here.
    (pings @Yi Ma)
    [Schedule]
    ");
    assert_eq!(story.direct(YI_MA), "");
}

#[tokio::test]
async fn of_two_moderators_each_is_reached_as_they_can_be() {
    let programme = session("Theory", "Yi Ma · Emmy Noether", &[talk("18:00 - 18:20", "Oral", "First", "Ada", "")]);
    let mut story = Harness::begin(Stage::with_programme(&programme), "17:40").await;
    story.at("17:45").await;
    assert_snapshot!(story.direct(YI_MA), @"
    ── 17:45:00 ──
    **Yi Ma**: **Theory** starts at 18:00, in 15 min, in <#2000>. Please be there and check your microphone.
    One talk, 18:00 – 18:20.
    [I'm here] [Schedule]
    ");
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 17:45:00 ──
    **Emmy Noether**: **Theory** starts at 18:00, in 15 min, in <#2000>. Please be there and check your microphone.
    One talk, 18:00 – 18:20.
    [I'm here] [Schedule]
    ");
}

#[tokio::test]
async fn closed_direct_messages_without_a_moderator_channel_are_a_failure_with_its_reason() {
    let stage = Stage::sample().with_closed_doors().without_moderator_channel();
    let mut story = Harness::begin(stage, "17:40").await;
    story.at("17:46").await;
    let failed = story.outbox().await.into_iter().find(|entry| entry.state == State::Failed).unwrap();
    assert_snapshot!(failed.reason.unwrap(), @"
    Discord answered 403 Forbidden: Cannot send messages to this user (code 50007). There is no moderator_channel in the configuration to say it in instead.
    ");
}

#[tokio::test]
async fn without_any_way_to_a_moderator_the_audience_is_served_all_the_same() {
    let stage = Stage::sample().without_moderator_ids().without_moderator_channel();
    let mut story = Harness::begin(stage, "17:40").await;
    story.at("20:00").await;
    assert!(story.outbox().await.iter().all(|entry| entry.state == State::Delivered));
    assert_eq!(story.outbox().await.len(), 18);
}
