//! Changes that are hard to believe: they wait for the organisers' word.

use crate::following::story;
use crate::source::{Says, Web};
use crate::support::harness::Harness;
use crate::support::page::SAMPLE;
use crate::support::stage::{ADA, AUDIENCE, MODERATORS, YI_MA};

/// Half of the programme is gone.
fn halved() -> String {
    let at = SAMPLE.find("Wed 21 July 18:30").unwrap();
    SAMPLE[..at].to_owned()
}

/// A story at whose source half of the programme is gone. Ada manages the server.
async fn halved_story() -> (Harness, Web) {
    let (mut story, web) = story("17:45").await;
    story.channel(AUDIENCE);
    story.channel(MODERATORS);
    web.says(Says::Text(halved()));
    story.rereads_programme().await;
    (story, web)
}

fn question(story: &Harness) -> String {
    let messages = story.discord.messages(MODERATORS);
    messages.last().unwrap()["content"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_feed_that_comes_back_halved_is_held_and_asked_about_once() {
    let (mut story, web) = halved_story().await;
    assert_eq!(story.channel(AUDIENCE), "", "the audience hears nothing");
    insta::assert_snapshot!(story.channel(MODERATORS), @r"
    ── 17:45:00 ──
    The programme's source has changed so much that I ask first. Of 8 talks still to come, 5 would be cancelled and 0 would move. Until you decide, the programme stays as it was.
    │ - **Scaling Properties of Deep Residual Networks**, Wed 21 Jul 18:30: cancelled
    │ - **Contrastive Learning Inverts the Data Generating Process**, Wed 21 Jul 18:35: cancelled
    │ - **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**, Wed 21 Jul 18:40: cancelled
    │ - **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**, Wed 21 Jul 18:45: cancelled
    │ - **Q&A**, Wed 21 Jul 18:50: cancelled
    [Apply] [Keep the old one]
    ");
    story.rereads_programme().await;
    web.says(Says::Text(halved().replace("Supervised Constrastive", "Supervised Contrastive")));
    story.rereads_programme().await;
    story.restart().await;
    assert_eq!(story.channel(MODERATORS), "", "asked once, also over a restart and a word that changed");
    story.at("18:30").await;
    assert!(story.channel(AUDIENCE).contains("Now: **Scaling Properties"), "the programme in force goes on");
}

#[tokio::test]
async fn an_organiser_applies_a_held_change() {
    let (mut story, web) = halved_story().await;
    story.restart().await;
    story.goes_to(MODERATORS);
    insta::assert_snapshot!(story.presses("Apply").await, @r"
    (everyone sees this)
    Ada applied the change: the programme is now what its source says.
    ");
    story.landed().await;
    assert!(story.channel(AUDIENCE).contains("The programme has changed, in 5 places"));
    story.rereads_programme().await;
    story.at("18:45").await;
    assert!(!story.channel(AUDIENCE).contains("Now: **Scaling"), "what was cancelled does not ring");
    web.says(Says::Text(SAMPLE.to_owned()));
    story.rereads_programme().await;
    let told = story.channel(AUDIENCE);
    assert!(told.contains("**Q&A** at 18:50 takes place after all"), "{told}");
    assert!(told.contains("Now: **Do We Actually Need"), "what runs by now is announced late: {told}");
    assert!(!told.contains("Scaling Properties"), "what is over stays cancelled: {told}");
}

#[tokio::test]
async fn an_organiser_keeps_the_old_programme_for_good() {
    let (mut story, web) = halved_story().await;
    story.goes_to(MODERATORS);
    insta::assert_snapshot!(story.presses("Keep the old one").await, @r"
    (everyone sees this)
    Ada keeps the old programme. If the source comes to say something else again, I take it in or ask anew.
    ");
    story.channel(MODERATORS);
    story.rereads_programme().await;
    story.restart().await;
    assert_eq!(story.channel(MODERATORS), "", "not asked again, also over a restart");
    web.says(Says::Text(SAMPLE[..SAMPLE.find("Wed 21 July 18:35").unwrap()].to_owned()));
    story.rereads_programme().await;
    assert!(story.channel(MODERATORS).contains("changed so much"), "another change is another question");
}

#[tokio::test]
async fn a_plausible_programme_takes_the_place_of_a_held_one() {
    let (mut story, web) = halved_story().await;
    let asked = question(&story);
    web.says(Says::Text(SAMPLE.replace("18:50 - 18:55 PDT", "18:52 - 18:58 PDT")));
    story.rereads_programme().await;
    assert!(story.channel(AUDIENCE).contains("**Q&A** is now at 18:52"));
    assert!(asked.contains("changed so much"), "{asked}");
    insta::assert_snapshot!(question(&story), @"Never mind: the source says something else by now, so there is nothing to decide here any more.");
}

#[tokio::test]
async fn only_organisers_decide_and_one_of_two_does() {
    let (mut story, _web) = halved_story().await;
    story.goes_to(MODERATORS);
    let (message, custom_id) = story.button(MODERATORS, "Apply");
    let refused = story.discord.press(YI_MA, MODERATORS, message, &custom_id).await.unwrap().message.unwrap();
    assert_eq!(
        refused["content"],
        "Only the organisers can do that: those who manage this server, or who hold its organiser role."
    );
    let press = || story.discord.press(ADA, MODERATORS, message, &custom_id);
    let (one, other) = tokio::join!(press(), press());
    let said = [one, other].map(|answer| answer.unwrap().message.unwrap()["content"].to_string());
    let decided = |words: &str| said.iter().filter(|said| said.contains(words)).count();
    assert_eq!((decided("Ada applied the change"), decided("This was decided already")), (1, 1), "{said:?}");
}

#[tokio::test]
async fn a_talk_that_vanishes_stays_visible_and_comes_back_only_with_its_source() {
    let (mut story, web) = story("17:51").await;
    story.channel(AUDIENCE);
    web.says(Says::Text(SAMPLE[..SAMPLE.find("Wed 21 July 18:50").unwrap()].to_owned()));
    story.rereads_programme().await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 17:51:00 ──
    The programme has changed:
    │ - **Q&A** at 18:50 is cancelled.
    [What's on now?]
    ");
    let opening = story.discord.messages(AUDIENCE).into_iter().next().unwrap();
    assert!(opening["embeds"].to_string().contains("~~"), "it stays visible: {opening}");
    story.rereads_programme().await;
    story.restart().await;
    assert_eq!(story.channel(AUDIENCE), "");
    story.at("17:52").await;
    web.says(Says::Text(SAMPLE.to_owned()));
    story.rereads_programme().await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 17:52:00 ──
    The programme has changed:
    │ - **Q&A** at 18:50 takes place after all.
    [What's on now?]
    ");
    story.at("18:50").await;
    assert!(story.channel(AUDIENCE).contains("**Q&A** in"), "and rings again");
}
