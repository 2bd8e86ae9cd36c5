//! The clock is set, stands still, or belongs to a zone that changes: nothing rings early, nothing twice.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use insta::assert_snapshot;

use crate::support::harness::Harness;
use crate::support::page::{session, talk};
use crate::support::stage::{AUDIENCE, MODERATORS, Stage, YI_MA};

/// Every message of the audience's channel and of the moderator is one of its own.
fn nothing_stands_twice(story: &Harness) {
    for channel in [AUDIENCE, story.discord.direct_channel(YI_MA)] {
        let messages = story.discord.messages(channel);
        let nonces: HashSet<String> = messages.iter().map(|message| message["nonce"].to_string()).collect();
        assert_eq!(nonces.len(), messages.len());
    }
}

#[tokio::test]
async fn suspended_for_forty_minutes_it_catches_up_when_it_wakes() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("17:52").await;
    story.channel(AUDIENCE);
    story.wall_steps(TimeDelta::minutes(40));
    story.at("18:32").await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:32:00 ──
    While I was away, I could not announce these 3:
    │ 18:00 · Oral · **Dissecting Supervised Constrastive Learning**
    │ Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    │ 18:20 · Spotlight · **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**
    │ Kangqiao Liu · Liu Ziyin · Masahito Ueda
    │ 18:25 · Spotlight · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ Greg Yang · Edward Hu
    [Schedule]

    ── 18:32:00 ──
    Started 2 minutes ago: **Scaling Properties of Deep Residual Networks**
    │ Spotlight
    │ Scaling Properties of Deep Residual Networks
    │ **Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu**
    │ 18:30 – 18:35 · 5 min
    │ Residual networks (ResNets) have displayed impressive results in pattern… (1045 characters)
    │ Deep Learning Theory 5 · 4 of 7
    [Ask a question] [What's next?]
    ");
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 18:32:00 ──
    I missed 19 announcements of **Deep Learning Theory 5**:
    │ **Why:** talkbell's machine stood still then, or its clock was set, and it was too late when it went on.
    │ - second call to the moderator of **Deep Learning Theory 5**, due 17:55 in a direct message
    │ - bell before **Dissecting Supervised Constrastive Learning**, due 17:55 in <#2000>
    │ - word that nobody moderates **Deep Learning Theory 5**, due 17:58 in <#2001>
    │ - start of **Dissecting Supervised Constrastive Learning**, due 18:00 in <#2000>
    │ - 10 time cards, the first of them due 18:15
    │ - bell before **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, due 18:19 in <#2000>
    │ - start of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, due 18:20 in <#2000>
    │ - bell before **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**, due 18:24 in <#2000>
    │ - start of **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**, due 18:25 in <#2000>
    │ - bell before **Scaling Properties of Deep Residual Networks**, due 18:29 in <#2000>
    [What's on now?]
    ");
    story.at("19:00").await;
    nothing_stands_twice(&story);
}

#[tokio::test]
async fn set_back_by_an_hour_it_says_nothing_again_and_nothing_early() {
    let mut undisturbed = Harness::begin(Stage::sample(), "17:40").await;
    undisturbed.at("19:00").await;

    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("18:10").await;
    let before = story.discord.messages(AUDIENCE).len();
    story.wall_steps(TimeDelta::hours(-1));
    story.at("18:18:59").await;
    assert_eq!(story.discord.messages(AUDIENCE).len(), before);
    story.at("19:00").await;
    assert_eq!(story.channel(AUDIENCE), undisturbed.channel(AUDIENCE));
    assert_eq!(story.direct(YI_MA), undisturbed.direct(YI_MA));
    assert_eq!(story.channel(MODERATORS), undisturbed.channel(MODERATORS));
}

#[tokio::test]
async fn set_forward_by_an_hour_and_back_it_says_nothing_twice() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("17:52").await;
    story.channel(AUDIENCE);
    story.wall_steps(TimeDelta::hours(1));
    story.landed().await;
    let late = story.channel(AUDIENCE);
    assert!(late.contains("While I was away") && late.contains("The **Q&A**"), "{late}");
    story.wall_steps(TimeDelta::hours(-1));
    story.at("18:54:59").await;
    assert_eq!(story.channel(AUDIENCE), "", "what was missed is reported, and does not come back");
    story.at("19:00").await;
    assert!(story.channel(AUDIENCE).contains("has ended"));
    nothing_stands_twice(&story);
}

fn at(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}

/// What stands in the audience's channel, by local time: a line a message.
fn said(story: &Harness) -> String {
    let told = story.channel_without_answers(AUDIENCE);
    let heads = told.split("── ").skip(1).filter_map(|message| message.split_once(" ──\n"));
    heads.map(|(time, rest)| format!("{time} {}\n", rest.lines().next().unwrap_or_default())).collect()
}

#[tokio::test]
async fn a_session_in_which_clocks_go_back_is_carried_in_real_order() {
    let talks = [
        talk("00:30 - 01:30", "Oral", "Before", "Ada Lovelace", ""),
        talk("01:30 - 01:50", "Oral", "Still summer", "Grace Hopper", ""),
        talk("01:10 - 01:40", "Oral", "Already winter", "Alan Turing", "").replace("PDT", "PST"),
        talk("01:40 - 02:00", "Q&A", "Q&A", "", "").replace("PDT", "PST"),
    ];
    let page = session("The long night", "Yi Ma", &talks).replace("Wed 21 July", "Sun 7 November");
    let mut story =
        Harness::begin_at(Stage::with_programme(&page).without_the_show(), at("2021-11-07T07:00:00Z")).await;
    story.at_instant(at("2021-11-07T08:45:00Z")).await;
    story.restart().await;
    story.at_instant(at("2021-11-07T11:00:00Z")).await;
    assert_snapshot!(said(&story), @"
    00:20:00 **The long night** starts at 00:30, in 10 min.
    00:25:00 <@&3000> Oral at 00:30, in 5 min: **Before** by Ada Lovelace
    00:30:00 Now: **Before**
    01:25:00 <@&3000> Oral at 01:30, in 5 min: **Still summer** by Grace Hopper
    01:30:00 Now: **Still summer**
    01:05:00 <@&3000> Oral at 01:10, in 5 min: **Already winter** by Alan Turing
    01:10:00 Now: **Already winter**
    01:35:00 <@&3000> Q&A at 01:40, in 5 min: get your questions ready.
    01:40:00 **Q&A** in **The long night**, until 02:00. Ask the speakers with the button or /ask.
    02:00:00 **The long night** has ended. Thank you to Yi Ma and to everyone who spoke, asked and listened.
    ");
    assert_eq!(story.channel(MODERATORS), "");
}

#[tokio::test]
async fn a_session_in_which_clocks_go_forward_is_carried_in_real_order() {
    let talks = [
        talk("01:30 - 01:50", "Oral", "Still winter", "Ada Lovelace", "").replace("PDT", "PST"),
        talk("03:00 - 03:20", "Oral", "Already summer", "Grace Hopper", ""),
        talk("03:20 - 03:40", "Q&A", "Q&A", "", ""),
    ];
    let page = session("The short night", "Yi Ma", &talks).replace("Wed 21 July", "Sun 14 March");
    let mut story =
        Harness::begin_at(Stage::with_programme(&page).without_the_show(), at("2021-03-14T09:00:00Z")).await;
    story.at_instant(at("2021-03-14T09:52:00Z")).await;
    story.restart().await;
    story.at_instant(at("2021-03-14T11:00:00Z")).await;
    assert_snapshot!(said(&story), @"
    01:20:00 **The short night** starts at 01:30, in 10 min.
    01:25:00 <@&3000> Oral at 01:30, in 5 min: **Still winter** by Ada Lovelace
    01:30:00 Now: **Still winter**
    01:55:00 <@&3000> Oral at 03:00, in 5 min: **Already summer** by Grace Hopper
    03:00:00 Now: **Already summer**
    03:15:00 <@&3000> Q&A at 03:20, in 5 min: get your questions ready.
    03:20:00 **Q&A** in **The short night**, until 03:40. Ask the speakers with the button or /ask.
    03:40:00 **The short night** has ended. Thank you to Yi Ma and to everyone who spoke, asked and listened.
    ");
    assert_eq!(story.channel(MODERATORS), "");
}
