//! A programme that changes while it is carried: what is said about it, and what is put right.

use crate::support::harness::Harness;
use crate::support::page::SAMPLE;
use crate::support::stage::{AUDIENCE, Stage};

const NOISE: &str = "Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent";
const QA: &str = "Wed 21 July 18:50 - 18:55 PDT\n\nQ&A\nQ&A";

#[tokio::test]
async fn a_talk_that_moves_before_its_bell_rings_at_its_new_time_alone() {
    let mut story = Harness::begin(Stage::sample(), "18:10").await;
    story.channel(AUDIENCE);
    story.rewrites_programme(&SAMPLE.replace("18:50 - 18:55 PDT", "19:00 - 19:10 PDT"));
    story.rereads_programme().await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 18:10:00 ──
    The programme has changed:
    │ - **Q&A** is now at 19:00. It was at 18:50.
    [What's on now?]
    ");
    story.at("18:56").await;
    assert!(!story.channel(AUDIENCE).contains("Q&A at 18:50"));
    story.at("19:00").await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 19:00:00 ──
    **Q&A** in **Deep Learning Theory 5**, until 19:10. Ask the speakers with the button or /ask.
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
}

#[tokio::test]
async fn a_talk_that_moves_after_its_bell_is_corrected_and_rings_again() {
    let mut story = Harness::begin(Stage::sample(), "18:19").await;
    assert!(story.channel(AUDIENCE).contains(NOISE));
    story.rewrites_programme(&SAMPLE.replace("18:20 - 18:25 PDT", "18:56 - 19:01 PDT"));
    story.rereads_programme().await;
    story.at("18:21").await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 18:19:00 ──
    The programme has changed:
    │ - **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** is now at 18:56. It was at 18:20.
    [What's on now?]
    ");
    let bell = story.discord.messages(AUDIENCE).into_iter().find(|it| it["content"].to_string().contains("Moved"));
    insta::assert_snapshot!(bell.expect("the bell was corrected")["content"], @r#""Moved: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** is now at <t:1626918960:t>, <t:1626918960:R>.""#);
    story.at("18:56").await;
    let told = story.channel(AUDIENCE);
    assert_eq!(told.matches(&format!("Now: **{NOISE}**")).count(), 1, "{told}");
}

#[tokio::test]
async fn two_talks_that_swap_after_the_bell_are_put_right_and_told_in_one_message() {
    let mut story = Harness::begin(Stage::sample(), "18:19").await;
    assert!(story.channel(AUDIENCE).contains(NOISE));
    let swapped = SAMPLE.replace("18:20 - 18:25 PDT", "first").replace("18:25 - 18:30 PDT", "18:20 - 18:25 PDT");
    story.rewrites_programme(&swapped.replace("first", "18:25 - 18:30 PDT"));
    story.rereads_programme().await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 18:19:00 ──
    The programme has changed, in 2 places:
    │ - **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** is now at 18:25. It was at 18:20.
    │ - **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** is now at 18:20. It was at 18:25.
    [What's on now?]

    ── 18:19:00 ──
    <@&3000> Spotlight at 18:20, in 1 min: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** by Greg Yang · Edward Hu
    (pings @&3000)
    [Abstract]
    ");
    story.at("18:21").await;
    let told = story.channel(AUDIENCE);
    assert!(told.contains("Now: **Tensor Programs IV") && !told.contains(&format!("Now: **{NOISE}")), "{told}");
    story.at("18:26").await;
    let told = story.channel(AUDIENCE);
    assert!(told.contains(&format!("Now: **{NOISE}")) && !told.contains("Now: **Tensor Programs IV"), "{told}");
}

#[tokio::test]
async fn a_talk_that_is_added_at_short_notice_is_told_and_starts_on_time() {
    let mut story = Harness::begin(Stage::sample(), "18:54").await;
    story.channel(AUDIENCE);
    let added = "Wed 21 July 18:55 - 19:00 PDT\n\nSpotlight\nA late breaking result\n\nAda Lovelace";
    story.rewrites_programme(&SAMPLE.replace(QA, &format!("{QA}\n\n{added}")));
    story.rereads_programme().await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 18:54:00 ──
    The programme has changed:
    │ - New: **A late breaking result** at 18:55.
    [What's on now?]

    ── 18:54:00 ──
    <@&3000> Spotlight at 18:55, in 1 min: **A late breaking result** by Ada Lovelace
    (pings @&3000)
    [What's on now?]
    ");
    story.at("18:55").await;
    assert!(story.channel(AUDIENCE).contains("Now: **A late breaking result**"));
    story.at("19:00").await;
    // The session ends with what was added.
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 19:00:00 ──
    **Deep Learning Theory 5** has ended. Thank you to Yi Ma and to everyone who spoke, asked and listened.
    [Schedule]
    ");
}

#[tokio::test]
async fn a_cancelled_talk_is_told_and_never_rings() {
    let mut story = Harness::begin(Stage::sample(), "18:10").await;
    story.channel(AUDIENCE);
    story.rewrites_programme(&SAMPLE.replace(QA, ""));
    story.rereads_programme().await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 18:10:00 ──
    The programme has changed:
    │ - **Q&A** at 18:50 is cancelled.
    [What's on now?]
    ");
    let opening = story.discord.messages(AUDIENCE).into_iter().next().expect("the opening");
    assert!(!opening["embeds"].to_string().contains("Q&A"), "the opening's list was corrected: {opening}");
    story.at("19:00").await;
    assert!(!story.channel(AUDIENCE).contains("**Q&A** in"));
}

#[tokio::test]
async fn a_corrected_title_is_corrected_where_it_stands_and_rings_no_second_time() {
    let story = Harness::begin(Stage::sample(), "18:00").await;
    let before = story.discord.messages(AUDIENCE).len();
    story.rewrites_programme(&SAMPLE.replace("Supervised Constrastive", "Supervised Contrastive"));
    story.rereads_programme().await;
    let messages = story.discord.messages(AUDIENCE);
    assert_eq!(messages.len(), before, "what has begun is no news");
    let start = messages.iter().find(|it| it["content"].to_string().contains("Now:")).expect("the start");
    assert_eq!(start["content"], "Now: **Dissecting Supervised Contrastive Learning**");
    assert_eq!(start["embeds"][0]["title"], "Dissecting Supervised Contrastive Learning");
}

#[tokio::test]
async fn what_changed_while_talkbell_was_away_is_told_when_it_is_back() {
    let mut story = Harness::begin(Stage::sample(), "17:51").await;
    story.channel(AUDIENCE);
    story.stop().await;
    story.rewrites_programme(&SAMPLE.replace("18:50 - 18:55 PDT", "18:52 - 18:58 PDT"));
    story.start().await.expect("a sound programme");
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 17:51:00 ──
    The programme has changed:
    │ - **Q&A** is now at 18:52. It was at 18:50.
    [What's on now?]
    ");
    story.restart().await;
    assert_eq!(story.channel(AUDIENCE), "", "told once");
}

#[tokio::test]
async fn a_programme_that_has_become_unusable_changes_nothing() {
    let mut story = Harness::begin(Stage::sample(), "17:51").await;
    story.channel(AUDIENCE);
    story.rewrites_programme("this is no programme");
    story.rereads_programme().await;
    assert_eq!(story.channel(AUDIENCE), "");
    story.at("18:00").await;
    assert!(story.channel(AUDIENCE).contains("Now: **Dissecting"));
}

#[tokio::test]
async fn a_talk_that_is_marked_as_cancelled_stays_in_sight_and_never_rings() {
    let mut story = Harness::begin(Stage::sample(), "18:10").await;
    story.channel(AUDIENCE);
    story.rewrites_programme(&SAMPLE.replace(NOISE, &format!("[CANCELED] {NOISE}")));
    story.rereads_programme().await;
    insta::assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 18:10:00 ──
    The programme has changed:
    │ - **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** at 18:20 is cancelled.
    [What's on now?]
    ");
    story.at("18:21").await;
    let said = story.channel(AUDIENCE);
    assert!(!said.contains(NOISE), "{said}");
    story.rewrites_programme(SAMPLE);
    story.rereads_programme().await;
    assert!(!story.channel(AUDIENCE).contains("takes place after all"), "its time is over");
}
