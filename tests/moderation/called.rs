//! Who is called to a session, until somebody says that they are there.

use insta::assert_snapshot;

use crate::support::harness::Harness;
use crate::support::moderator::{panel_says, presses, presses_directly};
use crate::support::stage::{ADA, AUDIENCE, GRACE, MODERATORS, Stage, YI_MA};

#[tokio::test]
async fn a_tap_ends_the_calls_and_the_panel_knows() {
    let mut story = Harness::begin(Stage::sample().with_backup(), "17:40").await;
    story.at("17:52").await;
    assert_snapshot!(presses_directly(&story, YI_MA, "I'm here").await, @"Thank you, I have noted that you are there. **Deep Learning Theory 5** starts in 8 min. Your panel is in <#2001>.");
    assert_snapshot!(presses_directly(&story, YI_MA, "I'm here").await, @"Thank you, I know: you told me at 17:52. Your panel is in <#2001>.");
    panel_says(&story, "Here: Yi Ma").await;
    story.at("18:05").await;
    assert_snapshot!(story.direct(YI_MA), @"
    ── 17:45:00 ──
    **Yi Ma**: **Deep Learning Theory 5** starts at 18:00, in 15 min, in <#2000>. Please be there and check your microphone.
    7 talks, 18:00 – 18:55. The Q&A is at 18:50.
    [I'm here] [Schedule]

    ── 17:50:00 ──
    **Yi Ma**: **Deep Learning Theory 5** starts in 10 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    [I'm here] [Schedule]

    ── 17:52:00 ──
    Thank you, I have noted that you are there. **Deep Learning Theory 5** starts in 8 min. Your panel is in <#2001>.

    ── 17:52:00 ──
    Thank you, I know: you told me at 17:52. Your panel is in <#2001>.
    ");
    assert_eq!((story.direct(GRACE), story.channel(MODERATORS)), (String::new(), String::new()));
}

#[tokio::test]
async fn without_a_tap_the_backup_is_called_and_then_the_organisers() {
    let mut story = Harness::begin(Stage::sample().with_backup(), "17:40").await;
    story.at("17:57").await;
    assert_snapshot!(story.direct(GRACE), @"
    ── 17:56:00 ──
    **Grace Hopper**: nobody is there yet to moderate **Deep Learning Theory 5**, which starts in 4 min in <#2000>. Expected: Yi Ma. If you can step in, please press **I'm here**.
    [I'm here] [Schedule]
    ");
    story.at("17:59").await;
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 17:58:00 ──
    Nobody is there yet to moderate **Deep Learning Theory 5**, which starts in 2 min in <#2000>. Expected: Yi Ma. Whoever steps in, please press **I'm here**.
    [I'm here] [Schedule]
    ");
    assert_snapshot!(presses_directly(&story, GRACE, "I'm here").await, @"Thank you, I have noted that you are there. **Deep Learning Theory 5** starts in 1 min. Your panel is in <#2001>.");
    story.at("18:16").await;
    assert_snapshot!(story.direct(GRACE), @"
    ── 17:59:00 ──
    Thank you, I have noted that you are there. **Deep Learning Theory 5** starts in 1 min. Your panel is in <#2001>.

    ── 18:15:00 ──
    **5 minutes left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]
    ");
}

#[tokio::test]
async fn a_backup_who_steps_in_in_time_spares_the_organisers() {
    let mut story = Harness::begin(Stage::sample().with_backup(), "17:40").await;
    story.at("17:57").await;
    presses_directly(&story, GRACE, "I'm here").await;
    story.at("18:05").await;
    assert_eq!(story.channel(MODERATORS), "");
}

#[tokio::test]
async fn speakers_are_called_and_taken_off_the_list_as_moderators_are() {
    let stage = Stage::sample().with_speaker("Greg Yang", ADA);
    let mut story = Harness::begin(stage, "17:40").await;
    story.at("17:51").await;
    assert_snapshot!(story.direct(ADA), @"
    ── 17:45:00 ──
    **Greg Yang**: you speak in **Deep Learning Theory 5**, which starts at 18:00, in 15 min, in <#2000>. Please be there, check your microphone, and press **I'm here**.
    18:25 · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    18:40 · **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    [I'm here] [Schedule]

    ── 17:50:00 ──
    **Greg Yang**: you speak in **Deep Learning Theory 5**, which starts at 18:00, in 10 min, in <#2000>. Please be there, check your microphone, and press **I'm here**.
    18:25 · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    18:40 · **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    [I'm here] [Schedule]
    ");
    panel_says(&story, "Not yet: Yi Ma · Greg Yang").await;
    presses_directly(&story, ADA, "I'm here").await;
    panel_says(&story, "Not yet: Yi Ma\n").await;
    story.at("18:26").await;
    assert_snapshot!(story.direct(ADA), @"
    ── 17:51:00 ──
    Thank you, I have noted that you are there. **Deep Learning Theory 5** starts in 9 min.
    ");
}

#[tokio::test]
async fn whoever_is_not_expected_is_refused_kindly_and_calls_go_on() {
    let mut story = Harness::begin(Stage::sample().without_moderator_ids(), "17:46").await;
    assert_snapshot!(presses(&story, ADA, MODERATORS, "I'm here").await, @"That button is for the moderators and speakers of **Deep Learning Theory 5**. If you are one of them, please ask an organiser to tell me who you are.");
    story.at("17:51").await;
    assert!(story.channel(MODERATORS).contains("I do not know yet"));
    assert!(!story.channel_without_answers(AUDIENCE).contains("here"));
}

#[tokio::test]
async fn a_check_in_survives_a_restart() {
    let mut story = Harness::begin(Stage::sample(), "17:46").await;
    presses_directly(&story, YI_MA, "I'm here").await;
    story.restart().await;
    story.direct(YI_MA);
    story.at("17:59").await;
    assert_eq!((story.direct(YI_MA), story.channel(MODERATORS)), (String::new(), String::new()));
    panel_says(&story, "Here: Yi Ma").await;
}
