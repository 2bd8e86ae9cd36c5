//! Moderators and speakers who take no direct messages: what they need is said where it is seen, and does not ring on and on.

use insta::assert_snapshot;
use talkbell::announce::NoticeKind;
use talkbell::store::State;

use crate::support::harness::Harness;
use crate::support::moderator::panel_says;
use crate::support::stage::{ADA, MODERATORS, Stage, YI_MA};

#[tokio::test]
async fn whose_doors_are_closed_finds_the_time_on_the_panel() {
    let mut story = Harness::begin(Stage::sample().with_closed_doors(), "18:12").await;
    story.channel(MODERATORS);
    story.at("18:44").await;
    assert_eq!(story.channel(MODERATORS), "", "no card rings among the moderators");
    panel_says(&story, "▶ **Tensor Programs IIb").await;
    let outbox = story.outbox().await;
    let cards =
        outbox.iter().filter(|entry| entry.notice.kind == NoticeKind::TimeCard && entry.state == State::Cancelled);
    let reasons: Vec<String> = cards.filter_map(|entry| entry.reason.clone()).collect();
    assert!(
        reasons.len() > 5 && reasons.iter().all(|it| it.ends_with("The moderator's panel shows it.")),
        "{reasons:?}"
    );
}

#[tokio::test]
async fn without_a_panel_the_cards_stand_among_the_moderators_and_ring_for_nobody() {
    let stage = Stage::sample().with_closed_doors().announcing("panel = false");
    let mut story = Harness::begin(stage, "18:12").await;
    story.channel(MODERATORS);
    story.at("18:19").await;
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 18:15:00 ──
    <@4000> **5 minutes left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:18:00 ──
    <@4000> **2 minutes left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:19:00 ──
    <@4000> **1 minute left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]
    ");
}

#[tokio::test]
async fn a_speaker_with_closed_doors_is_called_once_among_the_moderators() {
    let mut stage = Stage::sample().with_speaker("Greg Yang", ADA);
    stage.world.members.iter_mut().filter(|it| it.id == ADA).for_each(|it| it.takes_direct_messages = false);
    let mut story = Harness::begin(stage, "17:40").await;
    story.at("18:29").await;
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 17:45:00 ──
    <@5000>: you speak in **Deep Learning Theory 5**, which starts at 18:00, in 15 min, in <#2000>. Please be there, check your microphone, and press **I'm here**.
    18:25 · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    18:40 · **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    Greg Yang takes no direct messages from me, so I say it here.
    (pings @Ada)
    [I'm here] [Schedule]

    ── 17:58:00 ──
    Nobody is there yet to moderate **Deep Learning Theory 5**, which starts in 2 min in <#2000>. Expected: Yi Ma. Whoever steps in, please press **I'm here**.
    [I'm here] [Schedule]
    ");
    panel_says(&story, "Not yet: Yi Ma · Greg Yang").await;
    assert!(story.direct(YI_MA).contains("**1 minute left**"), "whose doors are open is told directly");
}
