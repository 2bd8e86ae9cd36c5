//! A channel that refuses for good is switched off, which is told once, and comes back.

use chrono::TimeDelta;
use insta::assert_snapshot;
use talkbell::rehearsal::{Fault, FaultKind};
use talkbell::store::State;

use crate::support::harness::Harness;
use crate::support::stage::{AUDIENCE, LOUNGE, MODERATORS, Stage};

/// Three announcements in a row are refused: the opening, a bell and a start.
async fn switched_off() -> Harness {
    let mut story = Harness::begin(Stage::sample().without_the_show(), "17:49").await;
    story.discord.inject(Fault::posting(AUDIENCE, 1000, FaultKind::Status(403)));
    story.at("18:00").await;
    assert_eq!(story.switched_off().await.len(), 1);
    story
}

fn knocks(story: &Harness) -> usize {
    let path = format!("/channels/{AUDIENCE}/messages");
    story.discord.requests().iter().filter(|request| request.method == "POST" && request.path == path).count()
}

#[tokio::test]
async fn a_channel_that_refuses_three_times_is_switched_off_and_the_organisers_are_told_once() {
    let mut story = switched_off().await;
    assert_eq!(knocks(&story), 3);
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 17:50:00 ──
    I missed one announcement of **Deep Learning Theory 5**:
    │ - opening of **Deep Learning Theory 5**, due 17:50 in <#2000>: Discord a… (175 characters)
    [What's on now?]

    ── 17:55:00 ──
    I missed one announcement of **Deep Learning Theory 5**:
    │ - bell before **Dissecting Supervised Constrastive Learning**, due 17:55… (197 characters)
    [What's on now?]

    ── 18:00:00 ──
    **I no longer post in <#2000>**: Discord refused three announcements there in a row. Discord answered 403 Forbidden: 403: Forbidden. Give talkbell View Channel, Send Messages and Embed Links there.
    I try one again every five minutes, and at once when I am restarted or told `talkbell outbox retry`. Until then nothing appears there; I list here what was missed, at most once an hour.
    [What's on now?]
    ");

    story.at("18:40").await;
    assert_eq!(knocks(&story), 3, "nobody knocks on");
    assert_eq!(story.channel(MODERATORS), "", "what is missed there is told of together");
    let missed: Vec<_> = story.outbox().await.into_iter().filter(|entry| entry.state == State::Missed).collect();
    assert!(missed.len() > 4, "{missed:#?}");
    let reason = "nothing is posted in this channel any more, since Discord refused it again and again.";
    assert!(missed.iter().all(|entry| entry.reason.as_ref().unwrap().starts_with(reason)), "{missed:#?}");

    story.at("19:20").await;
    story.until("the organisers are told", async || story.discord.messages(MODERATORS).len() == 4).await;
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 19:20:00 ──
    I missed 15 announcements of **Deep Learning Theory 5**:
    │ - start of **Dissecting Supervised Constrastive Learning**, due 18:00 in… (194 characters)
    │ **14 because** nothing is posted in this channel any more, since Discord… (213 characters)
    │ - bell before **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, due 18:19 in <#2000>
    │ - start of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, due 18:20 in <#2000>
    │ - bell before **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**, due 18:24 in <#2000>
    │ - start of **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**, due 18:25 in <#2000>
    │ - bell before **Scaling Properties of Deep Residual Networks**, due 18:29 in <#2000>
    │ - start of **Scaling Properties of Deep Residual Networks**, due 18:30 in <#2000>
    │ - bell before **Contrastive Learning Inverts the Data Generating Process**, due 18:34 in <#2000>
    │ - start of **Contrastive Learning Inverts the Data Generating Process**, due 18:35 in <#2000>
    │ - bell before **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**, due 18:39 in <#2000>
    │ - start of **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**, due 18:40 in <#2000>
    │ - bell before **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**, due 18:44 in <#2000>
    │ - start of **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**, due 18:45 in <#2000>
    │ - bell before **Q&A**, due 18:49 in <#2000>
    │ - opening of the Q&A **Q&A**, due 18:50 in <#2000>
    [What's on now?]
    ");
}

#[tokio::test]
async fn a_switched_off_channel_comes_back_with_a_restart_once_it_is_mended() {
    let mut story = switched_off().await;
    story.at("18:19").await;
    story.restart().await;
    story.until("it is tried once more", async || knocks(&story) == 4).await;
    story.landed().await;
    assert_eq!(story.channel(AUDIENCE), "");
    let told = story.channel(MODERATORS);
    assert_eq!(told.matches("I no longer post in <#2000>").count(), 1, "{told}");

    story.discord.heal();
    story.at("18:21").await;
    story.restart().await;
    story.until("it takes one", async || story.switched_off().await.is_empty()).await;
    story.landed().await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:21:00 ──
    Started a minute ago: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**
    │ Spotlight
    │ Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent
    │ **Kangqiao Liu · Liu Ziyin · Masahito Ueda**
    │ 18:20 – 18:25 · 5 min
    │ In the vanishing learning rate regime, stochastic gradient descent (SGD)… (1023 characters)
    │ Deep Learning Theory 5 · 2 of 7
    [Ask a question] [What's next?]
    ");
    // Either may be first: both are due at this instant.
    let told = story.channel(MODERATORS);
    let mut told: Vec<&str> = told.trim_end().split("\n\n").collect();
    told.sort_unstable();
    assert_snapshot!(told.join("\n\n"), @"
    ── 18:21:00 ──
    <#2000> takes my announcements again.
    [What's on now?]

    ── 18:21:00 ──
    I missed 2 announcements of **Deep Learning Theory 5**:
    │ **Why:** Discord answered 403 Forbidden: 403: Forbidden. Give talkbell View Channel, Send Messages and Embed Links there.
    │ - start of **Dissecting Supervised Constrastive Learning**, due 18:00 in <#2000>
    │ - bell before **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, due 18:19 in <#2000>
    [What's on now?]
    ");
    story.at("18:25").await;
    assert!(story.channel(AUDIENCE).contains("Now: **Tensor Programs IV"));
    assert_eq!(story.channel(MODERATORS), "", "its return is told once");
}

#[tokio::test]
async fn a_switched_off_channel_is_tried_again_after_five_minutes() {
    let mut story = switched_off().await;
    story.wall_steps(TimeDelta::minutes(4));
    story.at("18:19").await;
    assert_eq!(knocks(&story), 3);
    story.discord.heal();
    story.wall_steps(TimeDelta::minutes(1));
    story.until("it is tried once more", async || story.switched_off().await.is_empty()).await;
    story.landed().await;
    assert!(story.channel(AUDIENCE).contains("Now: **Noise and Fluctuation"));
    assert!(story.channel(MODERATORS).contains("<#2000> takes my announcements again."));
}

#[tokio::test]
async fn between_two_successes_nothing_is_switched_off() {
    let mut story = Harness::begin(Stage::sample(), "17:49").await;
    for (minute, refusals) in [("17:50", 1), ("17:55", 1), ("18:00", 0), ("18:19", 1), ("18:20", 1), ("18:24", 0)] {
        story.discord.inject(Fault::posting(AUDIENCE, refusals, FaultKind::Status(404)));
        story.at(minute).await;
    }
    assert_eq!(story.switched_off().await, []);
    assert!(!story.channel(MODERATORS).contains("I no longer post"));
}

#[tokio::test]
async fn what_is_wrong_with_a_message_says_nothing_of_its_channel() {
    let mut story = Harness::begin(Stage::sample(), "17:49").await;
    story.discord.inject(Fault::posting(AUDIENCE, 4, FaultKind::Status(400)));
    story.at("18:20").await;
    assert_eq!(story.switched_off().await, []);
    assert!(story.channel(AUDIENCE).contains("Noise and Fluctuation"));
}

#[tokio::test]
async fn direct_messages_that_fail_switch_no_channel_off() {
    let mut story = Harness::begin_without_bot(Stage::sample().without_the_show().with_closed_doors(), "17:40").await;
    let organisers = format!("moderator_channel = {MODERATORS}\norganiser_channel = {LOUNGE}");
    let configuration = story.configuration();
    *configuration = configuration.replace(&format!("moderator_channel = {MODERATORS}"), &organisers);
    story.discord.inject(Fault::posting(MODERATORS, 1000, FaultKind::Status(403)));
    story.start().await.unwrap();
    story.at("18:55").await;
    let failed = story.outbox().await.into_iter().filter(|entry| entry.state == State::Failed).count();
    assert_eq!(failed, 4, "the moderator could be reached in no way");
    assert_eq!(story.switched_off().await, []);
    assert!(!story.channel(LOUNGE).contains("I no longer post"));
}
