//! Stories of personal reminders: asked for by a press, a menu or a command, and kept through whatever happens.

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use insta::assert_snapshot;
use support::harness::Harness as Story;
use support::page::{SAMPLE, session, talk};
use support::stage::{ADA, AUDIENCE, MODERATORS, Stage, YI_MA};
use talkbell::announce::NoticeKind;
use talkbell::store::{Entry, State};

#[tokio::test]
async fn one_press_reminds_and_one_press_takes_it_back() {
    let mut story = Story::begin(Stage::sample(), "17:40").await;
    story.asks("/abstract tensor programs").await;
    assert_snapshot!(story.presses("Remind me").await, @"
    (only Ada sees this)
    I will remind you of **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** at 18:15, 10 minutes before it starts, in a direct message.
    [Undo] [My reminders]
    ");
    assert_snapshot!(story.presses("Undo").await, @"
    (only Ada sees this)
    I will not remind you of **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    [Remind me again]
    ");
    story.at("18:10").await;
    assert_eq!(story.direct(ADA), "");
}

#[tokio::test]
async fn a_second_press_of_the_same_button_takes_it_back() {
    let mut story = Story::begin(Stage::sample(), "17:40").await;
    story.asks("/abstract tensor programs").await;
    story.presses("Remind me").await;
    story.asks("/abstract tensor programs").await;
    assert_snapshot!(story.presses("Remind me").await, @"
    (only Ada sees this)
    I will not remind you of **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    [Remind me again]
    ");
    assert_snapshot!(story.presses("Remind me again").await, @"
    (only Ada sees this)
    I will remind you of **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** at 18:15, 10 minutes before it starts, in a direct message.
    [Undo] [My reminders]
    ");
}

#[tokio::test]
async fn the_reminder_comes_before_the_talk_with_where_and_what() {
    let mut story = Story::begin(Stage::sample(), "17:40").await;
    story.asks("/remind tensor programs").await;
    story.restart().await;
    story.at("18:14").await;
    assert_eq!(story.direct(ADA), "");
    story.at("18:25").await;
    assert_snapshot!(story.direct(ADA), @"
    ── 18:15:00 ──
    **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** starts in 10 minutes, at 18:25, in <#2000>.
    [Abstract] [My reminders]
    ");
    story.at("19:10").await;
    assert_eq!(story.direct(ADA), "", "once");
}

#[tokio::test]
async fn a_menu_under_the_opening_reminds_of_several_talks() {
    let mut story = Story::begin(Stage::sample(), "17:51").await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 17:51:00 ──
    **Deep Learning Theory 5** starts at 18:00, in 9 min.
    │ Deep Learning Theory 5
    │ Moderator: Yi Ma
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
    │ 18:50 · **Q&A**
    [▾ Remind me of … (7)]
    [Schedule]
    ");
    assert_snapshot!(story.chooses("Remind me of …", &["Tensor Programs IV", "Scaling"]).await, @"
    (only Ada sees this)
    I will remind you of **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** at 18:15, 10 minutes before it starts, in a direct message.
    I will remind you of **Scaling Properties of Deep Residual Networks** at 18:20, 10 minutes before it starts, in a direct message.
    [My reminders]
    ");
    assert_snapshot!(story.presses("My reminders").await, @"
    (only Ada sees this)
    I will remind you of 2 talks:
    │ - Wed 21 Jul 18:25 · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** · <#2000> · 10 minutes before
    │ - Wed 21 Jul 18:30 · **Scaling Properties of Deep Residual Networks** · <#2000> · 10 minutes before
    [▾ Drop one … (2)]
    [Drop all]
    ");
    assert_snapshot!(story.chooses("Drop one …", &["Tensor Programs IV"]).await, @"
    (only Ada sees this)
    I will remind you of one talk:
    │ - Wed 21 Jul 18:30 · **Scaling Properties of Deep Residual Networks** · <#2000> · 10 minutes before
    [▾ Drop one … (1)]
    [Drop all]
    ");
    assert_snapshot!(story.presses("Drop all").await, @"
    (only Ada sees this)
    Drop your only reminder?
    [Yes, drop] [Keep them]
    ");
    assert_snapshot!(story.presses("Keep them").await, @"
    (only Ada sees this)
    I will remind you of one talk:
    │ - Wed 21 Jul 18:30 · **Scaling Properties of Deep Residual Networks** · <#2000> · 10 minutes before
    [▾ Drop one … (1)]
    [Drop all]
    ");
    story.presses("Drop all").await;
    assert_snapshot!(story.presses("Yes, drop").await, @"
    (only Ada sees this)
    I dropped your only reminder.
    ");
    assert_snapshot!(story.asks("/reminders").await, @"
    (only Ada sees this)
    You have no reminders. Press **Remind me** under a talk, or use /remind.
    ");
    story.at("18:50").await;
    assert_eq!(story.direct(ADA), "");
}

#[tokio::test]
async fn one_says_how_long_before_and_talkbell_says_what_it_can_do() {
    let mut story = Story::begin(Stage::sample(), "18:20").await;
    assert_snapshot!(story.asks("/remind dissecting").await, @"
    (only Ada sees this)
    **Dissecting Supervised Constrastive Learning** is over.
    ");
    assert_snapshot!(story.asks("/remind tensor programs").await, @"
    (only Ada sees this)
    **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** starts soon, so I will remind you at 18:23, 2 minutes before it, in a direct message.
    [Undo] [My reminders]
    ");
    assert_snapshot!(story.asks("/remind tensor programs before:3").await, @"
    (only Ada sees this)
    I will remind you of **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** at 18:22, 3 minutes before it starts, in a direct message.
    [Undo] [My reminders]
    ");
    assert_snapshot!(story.asks("/remind quantum gravity").await, @"
    (only Ada sees this)
    No talk matches “quantum gravity”. Pick one from the list as you type, or look at /schedule.
    ");
    story.at("18:23").await;
    assert_snapshot!(story.direct(ADA), @"
    ── 18:22:00 ──
    **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** starts in 3 minutes, at 18:25, in <#2000>.
    [Abstract] [My reminders]
    ");
    story.at("18:24:40").await;
    assert_snapshot!(story.asks("/remind tensor programs").await, @"
    (only Ada sees this)
    **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** is about to start, in 0 min 20 s, in <#2000>. Stay here, and you will not miss it.
    ");
    story.at("18:26").await;
    assert_snapshot!(story.asks("/remind tensor programs").await, @"
    (only Ada sees this)
    **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** runs already, in <#2000>.
    ");
}

#[tokio::test]
async fn while_one_types_only_talks_to_come_are_offered() {
    let mut story = Story::begin(Stage::sample(), "18:20").await;
    assert_snapshot!(story.types("/remind ").await, @"
    Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks (Greg Yang, Edward Hu)
    Scaling Properties of Deep Residual Networks (Alain-Sam Cohen, Rama Cont, Alain Rossier, Renyuan Xu)
    Contrastive Learning Inverts the Data Generating Process (Roland S. Zimmermann, Yash Sharma,…
    Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics (Greg…
    Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training…
    Q&A
    ");
}

/// The sample, in which two talks change places with the Q&A, so that two of them are ten minutes later.
fn later() -> String {
    SAMPLE.replace("18:25 - 18:30 PDT", "18:55 - 19:00 PDT").replace("18:30 - 18:35 PDT", "18:31 - 18:35 PDT")
}

#[tokio::test]
async fn who_asked_is_told_personally_what_moves_and_reminded_by_the_new_time() {
    let mut story = Story::begin(Stage::sample(), "17:40").await;
    story.asks("/remind tensor programs iv").await;
    story.asks("/remind scaling").await;
    story.rewrites_programme(&later());
    story.rereads_programme().await;
    assert_snapshot!(story.direct(ADA), @"
    ── 17:40:00 ──
    Of what you asked to be reminded of, this has changed:
    │ - **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** is now at 18:55. It was at 18:25.
    [What's on now?] [My reminders]
    ");
    story.rereads_programme().await;
    story.restart().await;
    assert_eq!(story.direct(ADA), "", "told once");
    story.at("18:50").await;
    assert_snapshot!(story.direct(ADA), @"
    ── 18:21:00 ──
    **Scaling Properties of Deep Residual Networks** starts in 10 minutes, at 18:31, in <#2000>.
    [Abstract] [My reminders]

    ── 18:45:00 ──
    **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** starts in 10 minutes, at 18:55, in <#2000>.
    [Abstract] [My reminders]
    ");
}

#[tokio::test]
async fn who_asked_is_told_personally_what_is_cancelled_and_what_comes_back() {
    let mut story = Story::begin(Stage::sample(), "17:40").await;
    story.asks("/remind tensor programs iv").await;
    let (start, end) = (SAMPLE.find("Wed 21 July 18:25").unwrap(), SAMPLE.find("Wed 21 July 18:30").unwrap());
    story.rewrites_programme(&[&SAMPLE[..start], &SAMPLE[end..]].concat());
    story.rereads_programme().await;
    assert_snapshot!(story.direct(ADA), @"
    ── 17:40:00 ──
    Of what you asked to be reminded of, this has changed:
    │ - **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** at 18:25 is cancelled.
    [What's on now?] [My reminders]
    ");
    assert_snapshot!(story.asks("/reminders").await, @"
    (only Ada sees this)
    You have no reminders. Press **Remind me** under a talk, or use /remind.
    ");
    story.at("18:14").await;
    story.rewrites_programme(SAMPLE);
    story.rereads_programme().await;
    story.at("18:16").await;
    assert_snapshot!(story.direct(ADA), @"
    ── 18:14:00 ──
    Of what you asked to be reminded of, this has changed:
    │ - **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** at 18:25 takes place after all.
    [What's on now?] [My reminders]

    ── 18:15:00 ──
    **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** starts in 10 minutes, at 18:25, in <#2000>.
    [Abstract] [My reminders]
    ");
}

#[tokio::test]
async fn a_corrected_title_is_no_news_and_another_title_is() {
    let mut story = Story::begin(Stage::sample(), "17:40").await;
    story.asks("/remind scaling").await;
    let corrected = SAMPLE.replace("Scaling Properties of Deep", "Scaling Properties of Very Deep");
    story.rewrites_programme(&corrected);
    story.rereads_programme().await;
    assert_eq!(story.direct(ADA), "");
    story.rewrites_programme(
        &corrected.replace("Scaling Properties of Very Deep Residual Networks", "A Panel on Funding"),
    );
    story.rereads_programme().await;
    assert_snapshot!(story.direct(ADA), @"
    ── 17:40:00 ──
    Of what you asked to be reminded of, this has changed:
    │ - **Scaling Properties of Very Deep Residual Networks** is now called **A Panel on Funding**.
    [What's on now?] [My reminders]
    ");
}

#[tokio::test]
async fn closed_direct_messages_are_said_to_their_owner_and_counted_for_the_organisers() {
    let mut stage = Stage::sample();
    stage.world.members.iter_mut().filter(|it| it.id == ADA).for_each(|it| it.takes_direct_messages = false);
    let mut story = Story::begin(stage, "17:40").await;
    story.asks("/remind tensor programs iv").await;
    story.channel(AUDIENCE);
    story.at("18:16").await;
    story.channel(MODERATORS);
    assert_eq!(story.direct(ADA), "");
    let reminders = |entry: &Entry| entry.notice.kind == NoticeKind::Reminder;
    let entry = story.outbox().await.into_iter().find(reminders).unwrap();
    assert_eq!(entry.state, State::Failed);
    assert!(!story.channel(AUDIENCE).contains("5000"), "nobody else hears of it");
    assert_snapshot!(story.asks("/remind scaling").await, @"
    (only Ada sees this)
    I will remind you of **Scaling Properties of Deep Residual Networks** at 18:20, 10 minutes before it starts, in a direct message.
    But my last message did not reach you. Please allow direct messages from members of this server: its name, Privacy Settings, Direct Messages.
    [Undo] [My reminders]
    ");
    assert_snapshot!(story.asks("/reminders").await, @"
    (only Ada sees this)
    I will remind you of 2 talks:
    But my last message did not reach you. Please allow direct messages from members of this server: its name, Privacy Settings, Direct Messages.
    │ - Wed 21 Jul 18:25 · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** · <#2000> · 10 minutes before
    │ - Wed 21 Jul 18:30 · **Scaling Properties of Deep Residual Networks** · <#2000> · 10 minutes before
    [▾ Drop one … (2)]
    [Drop all]
    ");
}

#[tokio::test]
async fn fifty_reminders_are_enough_for_anybody() {
    let talks: Vec<String> = (0..51)
        .map(|n| {
            let (hour, minute) = (18 + n / 12, n % 12 * 5);
            let (end_hour, end) = (18 + (n + 1) / 12, (n + 1) % 12 * 5);
            let times = format!("{hour:02}:{minute:02} - {end_hour:02}:{end:02}");
            talk(&times, "Oral", &format!("Number {n:03}"), &format!("Speaker {n:03}"), "")
        })
        .collect();
    let mut story = Story::begin(Stage::with_programme(&session("Long", "Yi Ma", &talks)), "17:00").await;
    for n in 0..50 {
        assert!(story.asks(&format!("/remind Number {n:03}")).await.contains("I will remind you"), "{n}");
    }
    assert_snapshot!(story.asks("/remind Number 050").await, @"
    (only Ada sees this)
    You have 50 reminders, and that is as many as I can keep for one person. Drop one to make room.
    [My reminders]
    ");
    assert!(story.asks("/remind Number 049").await.contains("I will remind you"), "again changes nothing");
    let dropped = story.presses("My reminders").await;
    assert!(dropped.contains("50 talks"), "{dropped}");
}

#[tokio::test]
async fn where_reminders_are_off_nothing_offers_them() {
    let mut story = Story::begin(Stage::sample().announcing("reminder = \"off\""), "17:51").await;
    assert!(!story.channel(AUDIENCE).contains("Remind"));
    assert!(!story.asks("/abstract tensor").await.contains("Remind"));
    assert_snapshot!(story.asks("/remind tensor").await, @"
    (only Ada sees this)
    This conference sends no reminders. The bell in the channel rings before each talk.
    ");
}

#[tokio::test]
async fn a_person_reminds_themselves_alone() {
    let mut story = Story::begin(Stage::sample(), "17:40").await;
    story.asks("/remind tensor programs iv").await;
    let (message, custom_id) = {
        story.asks("/abstract tensor programs iv").await;
        story.button(AUDIENCE, "Remind me")
    };
    story.discord.press(YI_MA, AUDIENCE, message, &custom_id).await.unwrap();
    story.at("18:16").await;
    assert!(story.direct(ADA).contains("starts in 10 minutes"));
    assert!(story.direct(YI_MA).contains("starts in 10 minutes"));
}

#[tokio::test]
async fn the_organisers_are_told_how_many_reminders_did_not_arrive() {
    let mut stage = Stage::sample();
    stage.world.members.iter_mut().filter(|it| it.id == ADA).for_each(|it| it.takes_direct_messages = false);
    let mut story = Story::begin(stage, "17:40").await;
    story.asks("/remind tensor programs iv").await;
    story.asks("/remind scaling").await;
    story.at("19:14").await;
    let told = story.discord.messages(MODERATORS).len();
    story.channel(MODERATORS);
    story.at("19:16").await;
    story.until("a report is filed", async || story.discord.messages(MODERATORS).len() > told).await;
    assert!(story.channel(MODERATORS).contains("2 personal reminders of **Deep Learning Theory 5** did not reach"));
}
