//! The panel's buttons of the Q&A: each with its undo, two moderators at once, and a panel that is behind.

use chrono::TimeDelta;
use futures_util::future::join_all;
use insta::assert_snapshot;
use serde_json::json;
use talkbell::rehearsal::{Fault, FaultKind, Target};

use crate::support::harness::Harness;
use crate::support::moderator::{does, panel_button, panel_says, presses, presses_panel, told};
use crate::support::people::{CROWD, file, someone};
use crate::support::stage::{AUDIENCE, GRACE, MODERATORS, Stage, YI_MA};

/// Three guests have asked one question each, of talks in this order, and it is time for the Q&A.
async fn with_three_questions() -> Harness {
    let mut story = Harness::begin(Stage::sample().with_guests(3).with_backup(), "17:55").await;
    story.at("18:46").await;
    for (guest, talk, question) in [
        (0, "tensor programs iv", "How wide is wide enough?"),
        (1, "contrastive learning inverts", "What about negative samples?"),
        (2, "dissecting supervised", "Is the loss convex?"),
    ] {
        someone(&story, CROWD + guest, AUDIENCE).orders("ask", json!({"question": question, "talk": talk})).await;
    }
    story.at("18:50").await;
    panel_says(&story, "3 questions are open").await;
    story.channel(AUDIENCE);
    story.channel(MODERATORS);
    story
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "every button of the Q&A, each with its undo")]
async fn each_button_of_the_qa_does_what_it_says_and_is_undone() {
    let mut story = with_three_questions().await;
    assert_snapshot!(story.panel(MODERATORS), @"
    │ Moderator's panel
    │ Deep Learning Theory 5
    │ ▶ **Q&A** until 18:55, in 60 min
    │ On time, until 18:55.
    │ Not yet: Yi Ma
    │ 3 questions are open:
    │ **Dissecting Supervised Constrastive Learning** (1) · **#3** “Is the loss convex?” · 0 votes
    │ **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** (1) · **#1** “How wide is wide enough?” · 0 votes
    │ **Contrastive Learning Inverts the Data Generating Process** (1) · **#2** “What about negative samples?” · 0 votes
    [Start] [End] [+1 min] [+5 min] [Skip] [Swap next] [Undo] [Open Q&A] [Next question] [Answered] [Dismiss] [End Q&A]
    ");
    let mut said = Vec::new();
    for (press, shows) in [
        ("Open Q&A", "the opening of the Q&A"),
        ("Next question", "Being asked: **#1**"),
        ("Dismiss", "the dismissal of **#1**"),
        ("Next question", "Being asked: **#2**"),
        ("Answered", "the mark that **#2** is answered"),
    ] {
        story.clock.step(TimeDelta::seconds(5));
        said.push(presses_panel(&story, YI_MA, press).await);
        panel_says(&story, shows).await;
        story.clock.step(TimeDelta::seconds(5));
        said.push(does(&story, YI_MA, "Undo").await);
        story.until("the panel says otherwise", async || !story.panel(MODERATORS).contains(shows)).await;
        story.clock.step(TimeDelta::seconds(5));
        said.push(presses_panel(&story, YI_MA, press).await);
        panel_says(&story, shows).await;
    }
    assert_snapshot!(said.join("\n"), @"
    The Q&A is open. **Next question** on the panel takes the first question.

    Undo the opening of the Q&A? No talk moves.
    [Confirm]

    Undone: the opening of the Q&A.

    The Q&A is open. **Next question** on the panel takes the first question.

    Please ask now **#1**: “How wide is wide enough?”

    Undo the step to question **#1**? No talk moves.
    [Confirm]

    Undone: the step to question **#1**.

    Please ask now **#1**: “How wide is wide enough?”

    Taken off the board. It stays on record, and **Undo** brings it back.

    Undo the dismissal of **#1**? No talk moves.
    [Confirm]

    Undone: the dismissal of **#1**.

    Taken off the board. It stays on record, and **Undo** brings it back.

    Please ask now **#2**: “What about negative samples?”

    Undo the step to question **#2**? No talk moves.
    [Confirm]

    Undone: the step to question **#2**.

    Please ask now **#2**: “What about negative samples?”

    Marked as answered. **Next question** takes the next one.

    Undo the mark that **#2** is answered? No talk moves.
    [Confirm]

    Undone: the mark that **#2** is answered.

    Marked as answered. **Next question** takes the next one.
    ");
    assert_snapshot!(story.panel(MODERATORS), @"
    │ Moderator's panel
    │ Deep Learning Theory 5
    │ ▶ **Q&A** until 18:55, in 60 min
    │ On time, until 18:55.
    │ Not yet: Yi Ma
    │ Last: the mark that **#2** is answered, by <@4000> at 18:51
    │ 1 question is open:
    │ **Dissecting Supervised Constrastive Learning** (1) · **#3** “Is the loss convex?” · 0 votes
    [Start] [End] [+1 min] [+5 min] [Skip] [Swap next] [Undo] [Open Q&A] [Next question] [Answered] [Dismiss] [End Q&A]
    ");
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:50:05 ──
    That was a slip: the **Q&A** has not begun yet. Questions are welcome all the same.
    │ **#1** · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ > How wide is wide enough?
    │ -# Guest 0 · no votes yet
    │ **#2** · **Contrastive Learning Inverts the Data Generating Process**
    │ > What about negative samples?
    │ -# Guest 1 · no votes yet
    │ **#3** · **Dissecting Supervised Constrastive Learning**
    │ > Is the loss convex?
    │ -# Guest 2 · no votes yet
    [Ask a question] [All questions]

    ── 18:50:15 ──
    The **Q&A** of **Deep Learning Theory 5** is open. Ask with the button or /ask, and upvote what you want to know. Most wanted so far:
    │ **#1** · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ > How wide is wide enough?
    │ -# Guest 0 · no votes yet
    │ **#2** · **Contrastive Learning Inverts the Data Generating Process**
    │ > What about negative samples?
    │ -# Guest 1 · no votes yet
    │ **#3** · **Dissecting Supervised Constrastive Learning**
    │ > Is the loss convex?
    │ -# Guest 2 · no votes yet
    [Ask a question] [All questions]

    ── 18:50:20 ──
    **Question #1** is back on the board, and not being asked just now:
    │ > How wide is wide enough?
    │ -# Guest 0 · no votes yet
    [All questions]

    ── 18:50:30 ──
    **Question #1** is not asked after all:
    │ > How wide is wide enough?
    │ -# Guest 0 · no votes yet
    [All questions]

    ── 18:50:50 ──
    **Question #2** is back on the board, and not being asked just now:
    │ > What about negative samples?
    │ -# Guest 1 · no votes yet
    [All questions]

    ── 18:51:00 ──
    **Question #2** to **Contrastive Learning Inverts the Data Generating Process** (Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel):
    │ > What about negative samples?
    │ -# Guest 1 · no votes yet
    [All questions]
    ");
    assert_snapshot!(story.direct(CROWD + 1), @"
    ── 18:51:05 ──
    That was a slip: your question **#2** is being asked now.
    │ > What about negative samples?
    [All questions]

    ── 18:51:15 ──
    Your question **#2** in **Deep Learning Theory 5** was answered at 18:51, in <#2000>:
    │ > What about negative samples?
    [All questions]
    ");
    let end = presses_panel(&story, YI_MA, "End Q&A").await;
    let ended = presses(&story, YI_MA, MODERATORS, "Confirm").await;
    assert_snapshot!([end, ended].join("\n"), @"
    End the Q&A? The one question that is left goes on in a thread.
    [Confirm]

    The Q&A has ended. What is left goes on in threads.
    │ Deep Learning Theory 5
    │ **Nothing is being asked.**
    │ **Next** · #3 · **Dissecting Supervised Constrastive Learning**
    │ > Is the loss convex?
    │ -# Guest 2 · no votes yet
    │ 1 question is open, 1 answered.
    [Next question] [Undo] [All questions]
    ");
}

#[tokio::test]
async fn of_two_who_press_next_at_once_one_question_is_asked_and_the_other_is_told() {
    let mut story = with_three_questions().await;
    let (message, next) = panel_button(&story, "Next question").unwrap();
    let pressing = [YI_MA, GRACE].map(|user| story.discord.press(user, MODERATORS, message, &next));
    let mut answers = Vec::new();
    for answer in join_all(pressing).await {
        answers.push(told(&story, answer.unwrap()).await);
    }
    answers.sort();
    let who = if answers[1].contains("<@4000>") { "<@4000>" } else { "<@4100>" };
    assert_snapshot!(answers.join("\n").replace(who, "<@whoever>"), @"
    Please ask now **#1**: “How wide is wide enough?”

    The Q&A had moved on when you pressed, so I did nothing.
    Last: the step to question **#1**, by <@whoever> at 18:50
    ❓ Being asked: **#1** “How wide is wide enough?” · 0 votes
    ");
    panel_says(&story, "Being asked: **#1**").await;
    let asked = story.channel(AUDIENCE);
    assert_eq!(asked.matches("**Question #").count(), 1, "{asked}");
}

#[tokio::test]
async fn a_press_on_a_panel_that_is_behind_says_what_is_current_and_does_nothing() {
    let story = with_three_questions().await;
    presses_panel(&story, YI_MA, "Next question").await;
    panel_says(&story, "Being asked: **#1**").await;
    // From here on the panel stays as it is.
    let on = Target::Request { method: "PATCH".to_owned(), path: format!("/channels/{MODERATORS}/messages") };
    story.discord.inject(Fault { on, times: 10_000, kind: FaultKind::Status(503) });
    let mut said = Vec::new();
    for press in ["Next question", "Next question", "Answered", "Dismiss"] {
        said.push(presses_panel(&story, YI_MA, press).await);
    }
    assert_snapshot!(said.join("\n"), @"
    Please ask now **#2**: “What about negative samples?”

    The Q&A had moved on when you pressed, so I did nothing.
    Last: the step to question **#2**, by <@4000> at 18:50
    ❓ Being asked: **#2** “What about negative samples?” · 0 votes

    The Q&A had moved on when you pressed, so I did nothing.
    Last: the step to question **#2**, by <@4000> at 18:50
    ❓ Being asked: **#2** “What about negative samples?” · 0 votes

    The Q&A had moved on when you pressed, so I did nothing.
    Last: the step to question **#2**, by <@4000> at 18:50
    ❓ Being asked: **#2** “What about negative samples?” · 0 votes
    ");
    story.discord.heal();
    panel_says(&story, "Being asked: **#2**").await;
    let exported = someone(&story, YI_MA, MODERATORS).orders("qa export", json!({})).await;
    let table = file(&exported, ".csv").await;
    let states: Vec<String> =
        csv::Reader::from_reader(table.as_bytes()).records().map(|row| row.unwrap()[6].to_owned()).collect();
    assert_eq!(states, ["answered", "current", "open"]);
}

#[tokio::test]
async fn what_is_taken_back_is_corrected_in_the_channel_once_also_after_a_crash() {
    let mut story = with_three_questions().await;
    presses_panel(&story, YI_MA, "Next question").await;
    panel_says(&story, "Being asked: **#1**").await;
    presses_panel(&story, YI_MA, "Next question").await;
    panel_says(&story, "Being asked: **#2**").await;
    // The slip is undone while the channel takes no edits, and then talkbell is killed.
    let on = Target::Request { method: "PATCH".to_owned(), path: format!("/channels/{AUDIENCE}/messages") };
    story.discord.inject(Fault { on, times: 10_000, kind: FaultKind::Status(503) });
    presses_panel(&story, YI_MA, "Undo").await;
    let (message, confirm) = story.button(MODERATORS, "Confirm");
    story.discord.press(YI_MA, MODERATORS, message, &confirm).await.unwrap();
    assert_eq!(story.channel(AUDIENCE).matches("back on the board").count(), 0);
    story.crash().await;
    story.discord.heal();
    let mut happened = story.discord.watch();
    story.start().await.unwrap();
    story.corrected().await;
    story.at("18:52").await;
    assert_snapshot!(story.channel_without_answers(AUDIENCE).split_once("Ask the speakers").unwrap().1, @"
     with the button or /ask.
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

    ── 18:50:00 ──
    The **Q&A** of **Deep Learning Theory 5** is open. Ask with the button or /ask, and upvote what you want to know. Most wanted so far:
    │ **#2** · **Contrastive Learning Inverts the Data Generating Process**
    │ > What about negative samples?
    │ -# Guest 1 · no votes yet
    │ **#3** · **Dissecting Supervised Constrastive Learning**
    │ > Is the loss convex?
    │ -# Guest 2 · no votes yet
    [Ask a question] [All questions]

    ── 18:50:00 ──
    **Question #1** to **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** (Greg Yang · Edward Hu):
    │ > How wide is wide enough?
    │ -# Guest 0 · no votes yet
    [All questions]

    ── 18:50:00 ──
    **Question #2** is back on the board, and not being asked just now:
    │ > What about negative samples?
    │ -# Guest 1 · no votes yet
    [All questions]
    ");
    let mut edits = 0;
    while let Ok(happening) = happened.try_recv() {
        if let talkbell::rehearsal::Happening::Edited(seen) = happening {
            let place: u64 = seen.message["channel_id"].as_str().unwrap().parse().unwrap();
            edits += usize::from(place == AUDIENCE);
        }
    }
    assert_eq!(edits, 1);
    // Its author had been told of an answer, and is told that it was none.
    assert_snapshot!(story.direct(CROWD), @"
    ── 18:50:00 ──
    That was a slip: your question **#1** is being asked now.
    │ > How wide is wide enough?
    [All questions]
    ");
}
