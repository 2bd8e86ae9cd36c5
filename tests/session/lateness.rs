//! What is too late is dropped with its reason; what is late says so.

use std::time::Duration;

use insta::assert_snapshot;
use talkbell::rehearsal::{Fault, FaultKind};
use talkbell::store::State;

use crate::support::harness::Harness;
use crate::support::stage::{AUDIENCE, MODERATORS, Stage, YI_MA};

#[tokio::test]
async fn a_bot_that_starts_late_says_so_and_tells_the_organisers_what_was_missed() {
    let mut story = Harness::begin(Stage::sample(), "18:03").await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:03:00 ──
    Started 3 minutes ago: **Dissecting Supervised Constrastive Learning**
    │ Oral
    │ Dissecting Supervised Constrastive Learning
    │ **Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt**
    │ 18:00 – 18:20 · 20 min
    │ Minimizing cross-entropy over the softmax scores of a linear map compose… (1287 characters)
    │ Deep Learning Theory 5 · 1 of 7
    [Ask a question] [What's next?]
    ");
    assert_snapshot!(story.direct(YI_MA), @"
    ── 18:03:00 ──
    **Yi Ma**: **Deep Learning Theory 5** started 3 min ago, in <#2000>, and needs you there.
    7 talks, 18:00 – 18:55. The Q&A is at 18:50.
    [I'm here] [Schedule]
    ");
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 18:03:00 ──
    I missed 5 announcements of **Deep Learning Theory 5**:
    │ **Why:** it was already over when talkbell first read this programme.
    │ - second call to the moderator of **Deep Learning Theory 5**, due 17:50 in a direct message
    │ - opening of **Deep Learning Theory 5**, due 17:50 in <#2000>
    │ - second call to the moderator of **Deep Learning Theory 5**, due 17:55 in a direct message
    │ - bell before **Dissecting Supervised Constrastive Learning**, due 17:55 in <#2000>
    │ - word that nobody moderates **Deep Learning Theory 5**, due 17:58 in <#2001>
    [What's on now?]
    ");
}

#[tokio::test]
async fn a_bot_that_was_away_tells_that_it_was() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("17:52").await;
    story.stop().await;
    story.channel(AUDIENCE);
    story.at("18:26:30").await;
    story.start().await.unwrap();
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:26:30 ──
    While I was away, I could not announce these 2:
    │ 18:00 · Oral · **Dissecting Supervised Constrastive Learning**
    │ Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    │ 18:20 · Spotlight · **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**
    │ Kangqiao Liu · Liu Ziyin · Masahito Ueda
    [Schedule]

    ── 18:26:30 ──
    Started 2 minutes ago: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ Spotlight
    │ Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks
    │ **Greg Yang · Edward Hu**
    │ 18:25 – 18:30 · 5 min
    │ As its width tends to infinity, a deep neural network's behavior under g… (967 characters)
    │ Deep Learning Theory 5 · 3 of 7
    [Ask a question] [What's next?]
    ");
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 18:26:30 ──
    I missed 13 announcements of **Deep Learning Theory 5**:
    │ **Why:** talkbell was not running then, and it was too late when it came back.
    │ - second call to the moderator of **Deep Learning Theory 5**, due 17:55 in a direct message
    │ - bell before **Dissecting Supervised Constrastive Learning**, due 17:55 in <#2000>
    │ - word that nobody moderates **Deep Learning Theory 5**, due 17:58 in <#2001>
    │ - start of **Dissecting Supervised Constrastive Learning**, due 18:00 in <#2000>
    │ - 6 time cards, the first of them due 18:15
    │ - bell before **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, due 18:19 in <#2000>
    │ - start of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, due 18:20 in <#2000>
    │ - bell before **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**, due 18:24 in <#2000>
    [What's on now?]
    ");
}

#[tokio::test]
async fn a_first_start_after_all_is_over_says_nothing_to_the_audience() {
    let mut story = Harness::begin(Stage::sample(), "23:00").await;
    assert_eq!((story.channel(AUDIENCE), story.direct(YI_MA)), (String::new(), String::new()));
    assert!(story.outbox().await.iter().all(|entry| entry.state != State::Pending));
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 23:00:00 ──
    I missed 50 announcements of **Deep Learning Theory 5**:
    │ **Why:** it was already over when talkbell first read this programme.
    │ - call to the moderator of **Deep Learning Theory 5**, due 17:45 in a direct message
    │ - panel of **Deep Learning Theory 5**, due 17:45 in <#2001>
    │ - second call to the moderator of **Deep Learning Theory 5**, due 17:50 in a direct message
    │ - opening of **Deep Learning Theory 5**, due 17:50 in <#2000>
    │ - second call to the moderator of **Deep Learning Theory 5**, due 17:55 in a direct message
    │ - bell before **Dissecting Supervised Constrastive Learning**, due 17:55 in <#2000>
    │ - word that nobody moderates **Deep Learning Theory 5**, due 17:58 in <#2001>
    │ - start of **Dissecting Supervised Constrastive Learning**, due 18:00 in <#2000>
    │ - 24 time cards, the first of them due 18:15
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
    │ - reminder of the coming Q&A **Q&A**, due 18:45 in a direct message
    │ - start of **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**, due 18:45 in <#2000>
    │ - bell before **Q&A**, due 18:49 in <#2000>
    │ - opening of the Q&A **Q&A**, due 18:50 in <#2000>
    │ - reminder that the Q&A **Q&A** begins, due 18:50 in a direct message
    │ - reminder that the Q&A **Q&A** ends, due 18:53 in a direct message
    │ - closing of **Deep Learning Theory 5**, due 18:55 in <#2000>
    [What's on now?]
    ");
    story.restart().await;
    assert_eq!(story.channel(MODERATORS), "", "it is said once");
}

#[tokio::test]
async fn a_closing_may_be_an_hour_late_and_no_more() {
    for (time, said) in [("19:54", true), ("19:55", false)] {
        let mut story = Harness::begin(Stage::sample(), time).await;
        assert_eq!(story.channel(AUDIENCE).contains("ended"), said, "{time}");
    }
}

#[tokio::test]
async fn a_channel_that_refuses_is_a_failure_that_the_organisers_hear_of() {
    let mut story = Harness::begin(Stage::sample(), "17:49").await;
    story.discord.inject(Fault::posting(AUDIENCE, 1, FaultKind::Status(403)));
    story.at("17:50").await;
    assert_eq!(story.channel(AUDIENCE), "");
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 17:50:00 ──
    I missed one announcement of **Deep Learning Theory 5**:
    │ - opening of **Deep Learning Theory 5**, due 17:50 in <#2000>: Discord a… (175 characters)
    [What's on now?]
    ");
    story.at("17:55").await;
    assert!(story.channel(AUDIENCE).contains("in 5 min"), "the next notice is tried all the same");
}

#[tokio::test]
async fn what_fails_for_a_moment_is_tried_again_and_lands_once() {
    let moment = Duration::from_millis(20);
    let faults = [
        FaultKind::Status(502),
        FaultKind::DropBefore,
        FaultKind::DropAfter,
        FaultKind::TooMany { retry_after: moment },
        FaultKind::TooManyBodyOnly { retry_after: moment },
        FaultKind::TooManyGlobal { retry_after: moment },
    ];
    futures_util::future::join_all(faults.map(async |fault| {
        let mut story = Harness::begin(Stage::sample(), "17:49").await;
        story.discord.inject(Fault::posting(AUDIENCE, 2, fault.clone()));
        story.at("17:55").await;
        let messages = story.discord.messages(AUDIENCE);
        assert_eq!(messages.len(), 2, "{fault:?}: {messages:#?}");
        assert!(story.channel(AUDIENCE).contains("in 10 min"));
    }))
    .await;
}
