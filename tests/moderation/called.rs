//! Who is called to a session, until somebody says that they are there.

use insta::assert_snapshot;

use crate::moderator::{panel_says, presses, presses_directly};
use crate::support::harness::Harness;
use crate::support::stage::{ADA, AUDIENCE, GRACE, MODERATORS, Stage, YI_MA};

#[tokio::test]
async fn a_tap_ends_the_calls_and_the_panel_knows() {
    let mut story = Harness::begin(Stage::sample().with_backup(), "17:40").await;
    story.at("17:52").await;
    assert_snapshot!(presses_directly(&story, YI_MA, "I'm here").await, @"");
    assert_snapshot!(presses_directly(&story, YI_MA, "I'm here").await, @"");
    panel_says(&story, "Here: Yi Ma").await;
    story.at("18:05").await;
    assert_snapshot!(story.direct(YI_MA), @"");
    assert_eq!((story.direct(GRACE), story.channel(MODERATORS)), (String::new(), String::new()));
}

#[tokio::test]
async fn without_a_tap_the_backup_is_called_and_then_the_organisers() {
    let mut story = Harness::begin(Stage::sample().with_backup(), "17:40").await;
    story.at("17:57").await;
    assert_snapshot!(story.direct(GRACE), @"");
    story.at("17:59").await;
    assert_snapshot!(story.channel(MODERATORS), @"");
    assert_snapshot!(presses_directly(&story, GRACE, "I'm here").await, @"");
    story.at("18:16").await;
    assert_snapshot!(story.direct(GRACE), @"");
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
    assert_snapshot!(story.direct(ADA), @"");
    panel_says(&story, "Not yet: Yi Ma · Greg Yang").await;
    presses_directly(&story, ADA, "I'm here").await;
    panel_says(&story, "Not yet: Yi Ma\n").await;
    story.at("18:26").await;
    assert_snapshot!(story.direct(ADA), @"");
}

#[tokio::test]
async fn whoever_is_not_expected_is_refused_kindly_and_calls_go_on() {
    let mut story = Harness::begin(Stage::sample().without_moderator_ids(), "17:46").await;
    assert_snapshot!(presses(&story, ADA, MODERATORS, "I'm here").await, @"");
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
    assert!(story.panel(MODERATORS).contains("Here: Yi Ma"));
}
