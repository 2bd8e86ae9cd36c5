//! What a moderator's buttons do, one at a time.

use insta::assert_snapshot;
use talkbell::announce::NoticeKind;
use talkbell::store::State;

use crate::support::harness::Harness;
use crate::support::moderator::{does, panel_button, panel_says, presses, presses_directly, presses_panel, told};
use crate::support::page::{session, talk};
use crate::support::stage::{ADA, AUDIENCE, MODERATORS, Stage, YI_MA};

#[tokio::test]
async fn every_act_first_says_what_it_does_and_then_does_it_once() {
    let mut story = Harness::begin(Stage::sample().with_speaker("Greg Yang", ADA), "17:40").await;
    story.at("18:12").await;
    story.channel(AUDIENCE);
    assert_snapshot!(presses_panel(&story, YI_MA, "+5 min").await, @"
    Give **Dissecting Supervised Constrastive Learning** 5 more minutes, until 18:25?
    7 other talks move back by 5 min; the session ends at 19:00; 2 messages are edited; 1 person is told.
    [Confirm]
    ");
    assert_eq!(story.channel(AUDIENCE), "", "nothing is done before it is confirmed");
    assert_snapshot!(presses(&story, YI_MA, MODERATORS, "Confirm").await, @"Done: +5 min for **Dissecting Supervised Constrastive Learning**. **Undo** on the panel takes it back.");
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:12:00 ──
    The programme has changed:
    │ - From **Noise and Fluctuation of Finite Learning Rate Stochastic Gradie… (175 characters)
    [What's on now?]
    ");
    panel_says(&story, "5 min behind").await;
    assert_snapshot!(story.panel(MODERATORS), @"
    │ Moderator's panel
    │ Deep Learning Theory 5
    │ ▶ **Dissecting Supervised Constrastive Learning** until 18:25, in 40 min
    │ Next at 18:25: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** by Kangqiao Liu · Liu Ziyin · Masahito Ueda
    │ **5 min behind** the printed programme; the session ends at 19:00.
    │ Not yet: Yi Ma · Greg Yang
    │ Last: +5 min for **Dissecting Supervised Constrastive Learning**, by <@4000> at 18:12
    [Start] [End] [+1 min] [+5 min] [Skip] [Swap next] [Undo] [Open Q&A] [Next question] [Answered] [Dismiss] [End Q&A]
    ");
    story.at("18:24:30").await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:24:00 ──
    <@&3000> Spotlight at 18:25, in 1 min: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** by Kangqiao Liu · Liu Ziyin · Masahito Ueda
    (pings @&3000)
    [Abstract]
    ");
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

    ── 17:55:00 ──
    **Greg Yang**: you speak in **Deep Learning Theory 5**, which starts at 18:00, in 5 min, in <#2000>. Please be there, check your microphone, and press **I'm here**.
    18:25 · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    18:40 · **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    [I'm here] [Schedule]

    ── 18:12:00 ──
    The programme has changed, in 2 places:
    │ - **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** is now at 18:30. It was at 18:25.
    │ - **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics** is now at 18:45. It was at 18:40.
    [What's on now?]
    ");
}

#[tokio::test]
async fn of_two_who_confirm_the_same_one_is_told_that_the_other_was_faster() {
    let mut story = Harness::begin(Stage::sample().with_backup(), "17:40").await;
    story.at("18:12").await;
    let shown = async |user| {
        let (message, custom_id) = panel_button(&story, "+5 min").unwrap();
        let answer = story.discord.press(user, MODERATORS, message, &custom_id).await.unwrap().message.unwrap();
        let confirm = answer["components"][1]["components"][0]["custom_id"].as_str();
        let confirm = confirm.or(answer["components"][0]["components"][0]["custom_id"].as_str()).unwrap().to_owned();
        (user, answer["id"].as_str().unwrap().parse::<u64>().unwrap(), confirm)
    };
    let both = [shown(YI_MA).await, shown(crate::support::stage::GRACE).await];
    let pressing = both.iter().map(|(user, message, id)| story.discord.press(*user, MODERATORS, *message, id));
    let mut answers: Vec<String> = Vec::new();
    for answer in futures_util::future::join_all(pressing).await {
        answers.push(told(&story, answer.unwrap()).await);
    }
    answers.sort();
    assert!(answers[0].starts_with("Done: +5 min"), "{answers:?}");
    assert!(answers[1].contains("was a moment faster"), "{answers:?}");
    panel_says(&story, "**5 min behind**").await;
}

#[tokio::test]
async fn a_late_start_corrects_the_announcement_that_stands_and_posts_no_other() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("18:03:20").await;
    story.channel(AUDIENCE);
    assert_snapshot!(does(&story, YI_MA, "Start").await, @"
    Start **Dissecting Supervised Constrastive Learning** now? It was planned for 18:00, 3 min ago.
    7 other talks move back by 3 min; the session ends at 18:58; 3 messages are edited.
    [▾ Another talk … (1)]
    [Confirm]

    Done: the start of **Dissecting Supervised Constrastive Learning**. **Undo** on the panel takes it back.
    ");
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:03:20 ──
    The programme has changed:
    │ - From **Noise and Fluctuation of Finite Learning Rate Stochastic Gradie… (175 characters)
    [What's on now?]
    ");
    let starts = story
        .discord
        .messages(AUDIENCE)
        .iter()
        .filter(|it| it["content"].as_str().unwrap().starts_with("Now:"))
        .count();
    assert_eq!(starts, 1);
    assert!(story.channel_without_answers(AUDIENCE).contains("18:03 – 18:23"), "the announcement has the new times");
    story.at("18:30").await;
    let outbox = story.outbox().await;
    let of_first =
        |kind| outbox.iter().filter(|entry| entry.notice.kind == kind && entry.state == State::Delivered).count();
    assert_eq!(
        (of_first(NoticeKind::SessionOpening), of_first(NoticeKind::ModeratorCall)),
        (1, 1),
        "nobody is called twice"
    );
    assert!(outbox.iter().all(|entry| entry.state != State::Missed), "{outbox:#?}");
}

#[tokio::test]
async fn an_early_start_is_announced_at_once_and_rings_no_bell() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("18:16").await;
    story.channel(AUDIENCE);
    assert_snapshot!(does(&story, YI_MA, "Start").await, @"
    Start **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** now? It was planned for 18:20, 4 min from now. What runs ends.
    No other talk moves; 2 messages are edited.
    [▾ Another talk … (1)]
    [Confirm]

    Done: the start of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**. **Undo** on the panel takes it back.
    ");
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:16:00 ──
    The programme has changed:
    │ - **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** is now at 18:16. It was at 18:20.
    [What's on now?]

    ── 18:16:00 ──
    Now: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**
    │ Spotlight
    │ Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent
    │ **Kangqiao Liu · Liu Ziyin · Masahito Ueda**
    │ 18:16 – 18:21 · 5 min
    │ In the vanishing learning rate regime, stochastic gradient descent (SGD)… (1023 characters)
    │ Deep Learning Theory 5 · 2 of 7
    [Ask a question] [What's next?]
    ");
    story.at("18:24").await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:24:00 ──
    <@&3000> Spotlight at 18:25, in 1 min: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** by Greg Yang · Edward Hu
    (pings @&3000)
    [Abstract]
    ");
    assert!(story.outbox().await.iter().all(|entry| entry.state != State::Missed));
}

#[tokio::test]
async fn a_skip_and_its_undo_leave_no_trace_but_on_record() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("18:20:30").await;
    story.channel(AUDIENCE);
    assert_snapshot!(does(&story, YI_MA, "Skip").await, @"
    Skip **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** at 18:20?
    No other talk moves; 4 messages are edited.
    [▾ Another talk … (6)]
    [Confirm]

    Done: the skip of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**. **Undo** on the panel takes it back.
    ");
    assert_snapshot!(does(&story, YI_MA, "Undo").await, @"
    Undo the skip of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, by Yi Ma?
    No other talk moves; 4 messages are edited.
    [Confirm]

    Undone: the skip of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**.
    ");
    story.at("18:22").await;
    assert_snapshot!(story.channel(AUDIENCE), @"");
    let standing = story.channel_without_answers(AUDIENCE);
    assert!(!standing.contains("Cancelled: "), "{standing}");
}

#[tokio::test]
async fn a_swap_lets_the_next_but_one_come_first() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("18:10").await;
    story.channel(AUDIENCE);
    assert_snapshot!(does(&story, YI_MA, "Swap next").await, @"
    Let **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** come before **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**?
    1 other talk comes forward by 5 min; 1 message is edited.
    [▾ Another talk … (6)]
    [Confirm]

    Done: the swap of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** and **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**. **Undo** on the panel takes it back.
    ");
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:10:00 ──
    The programme has changed, in 2 places:
    │ - **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** is now at 18:25. It was at 18:20.
    │ - **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** is now at 18:20. It was at 18:25.
    [What's on now?]
    ");
}

#[tokio::test]
async fn time_cards_count_from_the_actual_end_and_come_again_with_more_time() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("18:18:30").await;
    story.direct(YI_MA);
    does(&story, YI_MA, "+5 min").await;
    story.at("18:25").await;
    assert_snapshot!(story.direct(YI_MA), @"
    ── 18:20:00 ──
    **5 minutes left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:23:00 ──
    **2 minutes left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:24:00 ──
    **1 minute left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:25:00 ──
    **Time is up** for **Dissecting Supervised Constrastive Learning**. Next: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, at 18:25.
    [Schedule]
    ");
}

#[tokio::test]
async fn others_are_refused_and_old_buttons_answer() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("18:12").await;
    assert_snapshot!(presses_panel(&story, ADA, "+5 min").await, @"That is for the moderators of **Deep Learning Theory 5** and for the organisers. If you are one of them, please ask an organiser to tell me who you are.");
    let shown = presses_panel(&story, YI_MA, "+5 min").await;
    assert!(shown.contains("[Confirm]"));
    story.at("18:40").await;
    assert_snapshot!(presses(&story, YI_MA, MODERATORS, "Confirm").await, @"That talk is over, so there is nothing to change about it.");
    story.at("20:00").await;
    assert_snapshot!(presses_panel(&story, YI_MA, "Start").await, @"No talk is left to start.");
    assert_snapshot!(presses_directly(&story, YI_MA, "I'm here").await, @"**Deep Learning Theory 5** is over since 18:55. Thank you all the same.");
}

#[tokio::test]
async fn acts_survive_a_restart_and_a_programme_that_is_read_again() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("18:12").await;
    does(&story, YI_MA, "+5 min").await;
    panel_says(&story, "5 min behind").await;
    story.restart().await;
    let edited = crate::support::page::SAMPLE.replace("Deep Residual Networks", "Very Deep Residual Networks");
    story.rewrites_programme(&edited);
    story.rereads_programme().await;
    story.channel(AUDIENCE);
    assert!(story.asks("/schedule").await.contains("18:35 · Spotlight · **Scaling Properties of Very Deep"));
    panel_says(&story, "5 min behind").await;
    does(&story, YI_MA, "Undo").await;
    panel_says(&story, "On time").await;
    assert!(story.asks("/schedule").await.contains("18:30 · Spotlight · **Scaling Properties of Very Deep"));
}

#[tokio::test]
async fn more_time_than_the_room_has_is_warned_of() {
    let first = session("Theory", "Yi Ma", &[talk("18:00 - 18:30", "Oral", "First", "Ada Lovelace", "")]);
    let second = session("Practice", "Yi Ma", &[talk("18:32 - 18:50", "Oral", "Second", "Emmy Noether", "")]);
    let mut story = Harness::begin(Stage::with_programme(&(first + "\n" + &second)), "17:40").await;
    story.at("18:20").await;
    let (message, custom_id) = story
        .discord
        .messages(MODERATORS)
        .iter()
        .find(|message| message["embeds"][0]["title"] == "Theory")
        .map(|panel| {
            let five = crate::support::transcript::buttons(panel).find(|button| button["label"] == "+5 min").unwrap();
            (panel["id"].as_str().unwrap().parse().unwrap(), five["custom_id"].as_str().unwrap().to_owned())
        })
        .unwrap();
    let answer = story.discord.press(YI_MA, MODERATORS, message, &custom_id).await.unwrap();
    assert_snapshot!(told(&story, answer).await, @"
    Give **First** 5 more minutes, until 18:35?
    No other talk moves; the session ends at 18:35; 1 message is edited.
    ⚠ It then runs into **Practice**, which starts at 18:32.
    [Confirm]
    ");
}
