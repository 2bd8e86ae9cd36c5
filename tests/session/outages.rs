//! Away for a minute, an hour, a day: each channel hears one message of what it missed, if that still matters.

use std::time::Duration;

use chrono::TimeDelta;
use insta::assert_snapshot;
use talkbell::rehearsal::{Fault, FaultKind};
use talkbell::store::State;

use crate::support::harness::Harness;
use crate::support::page::{session, talk};
use crate::support::stage::{AUDIENCE, MODERATORS, Stage};

const AWAY: &str = "While I was away";

#[tokio::test]
async fn away_for_a_minute_only_says_late_what_is_late() {
    let mut story = Harness::begin(Stage::sample(), "17:54:30").await;
    story.stop().await;
    story.channel(AUDIENCE);
    story.at("17:55:30").await;
    story.start().await.unwrap();
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 17:55:30 ──
    <@&3000> Oral at 18:00, in 4 min 30 s: **Dissecting Supervised Constrastive Learning** by Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    (pings @&3000)
    [Abstract]
    ");
    story.at("17:59:30").await;
    story.stop().await;
    story.at("18:01:30").await;
    story.start().await.unwrap();
    assert!(story.channel(AUDIENCE).starts_with("── 18:01:30 ──\nStarted 2 minutes ago"));
}

#[tokio::test]
async fn away_for_an_hour_names_what_took_place_and_goes_on() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("17:52").await;
    story.stop().await;
    story.channel(AUDIENCE);
    story.at("18:52").await;
    story.start().await.unwrap();
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:52:00 ──
    While I was away, I could not announce these 7:
    │ 18:00 · Oral · **Dissecting Supervised Constrastive Learning**
    │ Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    │ 18:20 · Spotlight · **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**
    │ Kangqiao Liu · Liu Ziyin · Masahito Ueda
    │ 18:25 · Spotlight · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ Greg Yang · Edward Hu
    │ 18:30 · Spotlight · **Scaling Properties of Deep Residual Networks**
    │ Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu
    │ 18:35 · Spotlight · **Contrastive Learning Inverts the Data Generating Process**
    │ Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel
    │ 18:40 · Spotlight · **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    │ Greg Yang · Etai Littwin
    │ 18:45 · Spotlight · **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**
    │ Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy
    [Schedule]

    ── 18:52:00 ──
    The **Q&A** in **Deep Learning Theory 5** started 2 minutes ago and goes on until 18:55. Ask the speakers with the button or /ask.
    │ The talks of this session
    │ 18:00 · Oral · **Dissecting Supervised Constrastive Learning**
    │ Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    │ 18:20 · Spotlight · **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**
    │ Kangqiao Liu · Liu Ziyin · Masahito Ueda
    │ 18:25 · Spotlight · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ Greg Yang · Edward Hu
    │ 18:30 · Spotlight · **Scaling Properties of Deep Residual Networks**
    │ Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu
    │ 18:35 · Spotlight · **Contrastive Learning Inverts the Data Generating Process**
    │ Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel
    │ 18:40 · Spotlight · **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    │ Greg Yang · Etai Littwin
    │ 18:45 · Spotlight · **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**
    │ Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy
    [Ask a question] [All questions] [Schedule]
    ");
    story.restart().await;
    story.at("18:53").await;
    story.restart().await;
    assert_eq!(story.channel(AUDIENCE), "", "it is said once");
}

#[tokio::test]
async fn what_is_over_is_not_named() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("18:01").await;
    story.stop().await;
    story.channel(AUDIENCE);
    story.at("19:05").await;
    story.start().await.unwrap();
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 19:05:00 ──
    **Deep Learning Theory 5** ended 10 min ago. Thank you to Yi Ma and to everyone who spoke, asked and listened.
    [Schedule]
    ");
    assert!(story.channel(MODERATORS).contains("I missed"), "the organisers hear of all");
}

#[tokio::test]
async fn away_for_a_day_names_nothing_of_yesterday() {
    let today = session(
        "Yesterday's theory",
        "",
        &[
            talk("18:00 - 18:20", "Oral", "Perceptrons", "Ada Lovelace", ""),
            talk("18:20 - 18:40", "Oral", "Engines", "Charles Babbage", ""),
        ],
    );
    let tomorrow = session(
        "Today's practice",
        "",
        &[
            talk("18:00 - 18:10", "Oral", "Looms", "Joseph Jacquard", ""),
            talk("18:10 - 18:40", "Oral", "Compilers", "Grace Hopper", ""),
        ],
    );
    let page = format!("{today}\n{}", tomorrow.replace("Wed 21 July", "Thu 22 July"));
    let mut story = Harness::begin(Stage::with_programme(&page), "17:40").await;
    story.at("18:01").await;
    story.stop().await;
    story.channel(AUDIENCE);
    story.clock.step(TimeDelta::hours(24) + TimeDelta::minutes(11));
    story.start().await.unwrap();
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:12:00 ──
    While I was away, I could not announce this one:
    │ 18:00 · Oral · **Looms**
    │ Joseph Jacquard
    [Schedule]

    ── 18:12:00 ──
    Started 2 minutes ago: **Compilers**
    │ Oral
    │ Compilers
    │ **Grace Hopper**
    │ 18:10 – 18:40 · 30 min
    │ Today's practice · 2 of 2
    [Ask a question] [What's next?]
    ");
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 17:45:00 ──
    To the moderator: **Yesterday's theory** starts at 18:00, in 15 min, in <#2000>. Please be there and check your microphone.
    2 talks, 18:00 – 18:40.
    [I'm here] [Schedule]

    ── 17:50:00 ──
    To the moderator: **Yesterday's theory** starts in 10 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    [I'm here] [Schedule]

    ── 17:55:00 ──
    To the moderator: **Yesterday's theory** starts in 5 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    [I'm here] [Schedule]

    ── 17:58:00 ──
    Nobody is there yet to moderate **Yesterday's theory**, which starts in 2 min in <#2000>. Expected: nobody by name. Whoever steps in, please press **I'm here**.
    [I'm here] [Schedule]

    ── 18:12:00 ──
    To the moderator: **Today's practice** started 12 min ago, in <#2000>, and needs you there.
    2 talks, 18:00 – 18:40.
    [I'm here] [Schedule]

    ── 18:12:00 ──
    I missed 10 announcements of **Yesterday's theory and 1 more session**:
    │ **Why:** talkbell was not running then, and it was too late when it came back.
    │ - bell before **Engines**, due 18:15 in <#2000>
    │ - start of **Engines**, due 18:20 in <#2000>
    │ - closing of **Yesterday's theory**, due 18:40 in <#2000>
    │ - second call to the moderator of **Today's practice**, due 17:50 in <#2001>
    │ - opening of **Today's practice**, due 17:50 in <#2000>
    │ - second call to the moderator of **Today's practice**, due 17:55 in <#2001>
    │ - bell before **Looms**, due 17:55 in <#2000>
    │ - word that nobody moderates **Today's practice**, due 17:58 in <#2001>
    │ - start of **Looms**, due 18:00 in <#2000>
    │ - bell before **Compilers**, due 18:05 in <#2000>
    [What's on now?]
    ");
}

#[tokio::test]
async fn a_first_start_in_the_middle_was_not_away() {
    let mut story = Harness::begin(Stage::sample(), "18:26:30").await;
    let said = story.channel(AUDIENCE);
    assert!(!said.contains(AWAY) && said.contains("Started 2 minutes ago"), "{said}");
}

#[tokio::test]
async fn killed_while_it_catches_up_it_says_so_once() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("17:52").await;
    story.stop().await;
    story.passes_to("18:26");
    // Taken at once, answered too late for the one that asked.
    story.discord.inject(Fault::posting(AUDIENCE, 1, FaultKind::Drip(Duration::from_secs(1))));
    let before = story.discord.messages(AUDIENCE).len();
    story.start_in_vain().await.unwrap();
    story.until_posted(AUDIENCE, before + 1).await;
    story.crash().await;
    story.discord.heal();
    story.start().await.unwrap();
    let told = story.channel(AUDIENCE);
    assert_eq!(told.matches(AWAY).count(), 1, "{told}");
    assert!(told.contains("Started a minute ago: **Tensor Programs IV"), "{told}");
    story.at("19:00").await;
    assert!(story.outbox().await.iter().all(|entry| matches!(entry.state, State::Delivered | State::Missed)));
    assert!(!story.channel(AUDIENCE).contains(AWAY));
}
