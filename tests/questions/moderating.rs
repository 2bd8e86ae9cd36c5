//! Stories of the moderator: the Q&A from its opening to the threads of what is left, and the record.

use insta::assert_snapshot;
use serde_json::json;

use crate::support::harness::Harness;
use crate::support::people::{CROWD, file, someone, threads};
use crate::support::stage::{ADA, AUDIENCE, MODERATORS, Stage, YI_MA};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one Q&A, told from its opening to its record")]
async fn a_qa_from_its_opening_to_the_threads_of_what_is_left() {
    let mut story = Harness::begin(Stage::sample().with_guests(4), "17:55").await;
    let mut happened = story.discord.watch();
    story.at("18:46").await;
    for (guest, talk, question) in [
        (0, "tensor programs iv", "How wide is wide enough?"),
        (1, "tensor programs iv", "Does it hold for transformers?"),
        (2, "contrastive learning inverts", "What about negative samples?"),
        (3, "contrastive learning inverts", "Which augmentations matter?"),
    ] {
        let asked = json!({"question": question, "talk": talk});
        someone(&story, CROWD + guest, AUDIENCE).orders("ask", asked).await;
    }
    {
        let guest = someone(&story, CROWD, AUDIENCE);
        let board = guest.orders("questions", json!({})).await;
        guest.presses(&board, "▲ 0 · #2").await;
    }
    story.at("18:50").await;
    story.channel(AUDIENCE);
    let yi_ma = someone(&story, YI_MA, MODERATORS);
    let opened = yi_ma.orders("qa open", json!({})).await;
    assert_snapshot!(opened.text(), @"
    The Q&A is open; the channel knows.
    │ Deep Learning Theory 5
    │ **Nothing is being asked.**
    │ **Next** · #2 · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ > Does it hold for transformers?
    │ -# Guest 1 · 1 vote
    │ 4 questions are open, none answered yet.
    │ No question for **Dissecting Supervised Constrastive Learning** yet. You… (153 characters)
    [Next question] [Undo] [Ask the prompt] [End the Q&A] [All questions]
    ");
    story.landed().await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:50:00 ──
    The **Q&A** of **Deep Learning Theory 5** is open. Ask with the button or /ask, and upvote what you want to know. Most wanted so far:
    │ **#2** · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ > Does it hold for transformers?
    │ -# Guest 1 · 1 vote
    │ **#1** · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ > How wide is wide enough?
    │ -# Guest 0 · no votes yet
    │ **#3** · **Contrastive Learning Inverts the Data Generating Process**
    │ > What about negative samples?
    │ -# Guest 2 · no votes yet
    │ **#4** · **Contrastive Learning Inverts the Data Generating Process**
    │ > Which augmentations matter?
    │ -# Guest 3 · no votes yet
    [Ask a question] [All questions]
    ");

    let yi_ma = someone(&story, YI_MA, MODERATORS);
    let next = yi_ma.presses(&opened, "Next question").await;
    assert_snapshot!(next.text(), @"
    **#2** is being asked now; the channel shows it.
    │ Deep Learning Theory 5
    │ **Being asked** · #2 · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ > Does it hold for transformers?
    │ -# Guest 1 · 1 vote
    │ **Next** · #3 · **Contrastive Learning Inverts the Data Generating Process**
    │ > What about negative samples?
    │ -# Guest 2 · no votes yet
    │ 3 questions are open, none answered yet.
    │ No question for **Dissecting Supervised Constrastive Learning** yet. You… (153 characters)
    [Next question] [Answered] [Put back] [Dismiss] [Undo] [Ask the prompt] [End the Q&A] [All questions]
    ");
    // A second moderator had the same message before them.
    let again = yi_ma
        .discord
        .press(
            YI_MA,
            MODERATORS,
            opened.message()["id"].as_str().unwrap().parse().unwrap(),
            "qn0/icml2021-dlt5/deep-learning-theory-5/",
        )
        .await;
    assert!(again.is_err(), "the button is no longer there");
    let after = yi_ma.presses(&next, "Next question").await;
    assert!(after.text().starts_with("**#3** is being asked now"), "{}", after.text());
    story.landed().await;
    let undone = yi_ma.presses(&after, "Undo").await;
    assert!(undone.text().starts_with("Undone."), "{}", undone.text());
    assert!(undone.text().contains("**Being asked** · #2"), "{}", undone.text());
    let answered = yi_ma.presses(&undone, "Answered").await;
    assert!(answered.text().starts_with("**#2** is answered"), "{}", answered.text());
    let dismissed = yi_ma.orders("qa remove", json!({"question": "#4", "why": "off topic"})).await;
    assert!(dismissed.text().starts_with("**#4** is off the board"), "{}", dismissed.text());
    story.landed().await;
    story.corrected().await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:50:00 ──
    **Question #2** to **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** (Greg Yang · Edward Hu):
    │ > Does it hold for transformers?
    │ -# Guest 1 · 1 vote
    [All questions]

    ── 18:50:00 ──
    **Question #3** is back on the board, and not being asked just now:
    │ > What about negative samples?
    │ -# Guest 2 · no votes yet
    [All questions]
    ");
    assert_snapshot!(story.direct(CROWD + 1), @"
    ── 18:50:00 ──
    Your question **#2** in **Deep Learning Theory 5** was answered at 18:50, in <#2000>:
    │ > Does it hold for transformers?
    [All questions]
    ");

    let yi_ma = someone(&story, YI_MA, MODERATORS);
    let ended = yi_ma.orders("qa end", json!({})).await;
    assert_snapshot!(ended.text(), @"
    The Q&A has ended. What is left goes on in threads.
    │ Deep Learning Theory 5
    │ **Nothing is being asked.**
    │ **Next** · #3 · **Contrastive Learning Inverts the Data Generating Process**
    │ > What about negative samples?
    │ -# Guest 2 · no votes yet
    │ 2 questions are open, 1 answered.
    [Next question] [Undo] [All questions]
    ");
    let mut opened = Vec::new();
    story
        .until("both threads are open", async || {
            opened.extend(threads(&mut happened).into_iter().filter(|(_, name)| name.starts_with("Questions")));
            opened.len() == 2
        })
        .await;
    let filed = async || {
        story.outbox().await.iter().filter(|entry| entry.notice.kind.as_str() == "questions-in-thread").count() == 2
    };
    story.until("the threads are filled", filed).await;
    story.landed().await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:50:00 ──
    One question about **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** is left. It goes on in this thread.
    [All questions]

    ── 18:50:00 ──
    One question about **Contrastive Learning Inverts the Data Generating Process** is left. It goes on in this thread.
    [All questions]
    ");
    opened.sort();
    let inside: Vec<String> =
        opened.iter().map(|(thread, name)| format!("# {name}\n{}", story.channel(*thread))).collect();
    assert_snapshot!(inside.join("\n"), @"
    # Questions: Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks
    ── 18:50:00 ──
    **Greg Yang · Edward Hu**: this question was left for you. Please answer it here, when you can:
    │ **#1**
    │ > How wide is wide enough?
    │ -# Guest 0 · no votes yet
    [All questions]

    # Questions: Contrastive Learning Inverts the Data Generating Process
    ── 18:50:00 ──
    **Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel**: this question was left for you. Please answer it here, when you can:
    │ **#3**
    │ > What about negative samples?
    │ -# Guest 2 · no votes yet
    [All questions]
    ");

    let yi_ma = someone(&story, YI_MA, MODERATORS);
    let exported = yi_ma.orders("qa export", json!({})).await;
    assert_snapshot!(exported.text(), @"All 4 questions, for a spreadsheet and to be read.");
    assert_snapshot!(file(&exported, ".csv").await, @"
    number,session,talk,question,by,votes,state,merged_into,asked,taken_up,changed,changed_by,why
    1,Deep Learning Theory 5,Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks,How wide is wide enough?,Guest 0,0,open,,2021-07-22T01:46:00Z,,2021-07-22T01:46:00Z,,
    2,Deep Learning Theory 5,Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks,Does it hold for transformers?,Guest 1,1,answered,,2021-07-22T01:46:00Z,2021-07-22T01:50:00Z,2021-07-22T01:50:00Z,4000,
    3,Deep Learning Theory 5,Contrastive Learning Inverts the Data Generating Process,What about negative samples?,Guest 2,0,open,,2021-07-22T01:46:00Z,,2021-07-22T01:50:00Z,4000,
    4,Deep Learning Theory 5,Contrastive Learning Inverts the Data Generating Process,Which augmentations matter?,Guest 3,0,dismissed,,2021-07-22T01:46:00Z,,2021-07-22T01:50:00Z,4000,off topic
    ");
    assert_snapshot!(file(&exported, ".md").await, @"
    # Questions of Deep Learning Theory 5

    ## Deep Learning Theory 5

    ### Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks

    - **#2** Does it hold for transformers? (Guest 1, 1 vote; answered at 18:50)
    - **#1** How wide is wide enough? (Guest 0, no votes yet; open at 18:46)

    ### Contrastive Learning Inverts the Data Generating Process

    - **#3** What about negative samples? (Guest 2, no votes yet; open at 18:50)
    - **#4** Which augmentations matter? (Guest 3, no votes yet; taken off the board by a moderator at 18:50)
    ");
    let late = someone(&story, ADA, AUDIENCE)
        .orders("ask", json!({"question": "Am I late?", "talk": "contrastive learning inverts"}))
        .await;
    assert_snapshot!(late.text(), @"The Q&A of this session is over, so nobody would answer a new question here. Its threads are open to all.");
}

#[tokio::test]
async fn who_is_no_moderator_is_refused_kindly() {
    let mut story = Harness::begin(Stage::sample(), "17:55").await;
    story.at("18:50").await;
    let ada = someone(&story, ADA, AUDIENCE);
    for what in ["open", "next", "end", "export", "show"] {
        let refused = ada.orders(&format!("qa {what}"), json!({})).await;
        assert!(refused.answer.ephemeral);
        assert_eq!(
            refused.text(),
            "Only the moderators of this session and the organisers can do that. Questions of your own: /ask.\n"
        );
    }
    let yi_ma = someone(&story, YI_MA, AUDIENCE);
    assert!(yi_ma.orders("qa show", json!({})).await.answer.ephemeral, "among the audience only the moderator sees it");
}

#[tokio::test]
async fn questions_are_merged_and_their_authors_told() {
    let mut story = Harness::begin(Stage::sample(), "17:55").await;
    story.at("18:06").await;
    let (ada, yi_ma) = (someone(&story, ADA, AUDIENCE), someone(&story, YI_MA, AUDIENCE));
    ada.orders("ask", json!({"question": "Is it convex?"})).await;
    yi_ma.orders("ask", json!({"question": "Do you need convexity anywhere in the proof?"})).await;
    let offers = story
        .discord
        .autocomplete(YI_MA, MODERATORS, "qa merge", json!([{"name": "question", "value": "conv", "focused": true}]))
        .await
        .unwrap();
    assert_eq!(offers.choices.len(), 2);
    let merged = yi_ma.orders("qa merge", json!({"question": "1", "into": "2"})).await;
    assert!(merged.text().starts_with("**#1** is merged into **#2**, which has 1 vote now."), "{}", merged.text());
    let nonsense = yi_ma.orders("qa merge", json!({"question": "2", "into": "2"})).await;
    assert!(nonsense.text().starts_with("A question cannot be merged into itself."));
    let unknown = yi_ma.orders("qa approve", json!({"question": "99"})).await;
    assert_eq!(unknown.text(), "This session has no question #99. /questions shows them.\n");
    yi_ma.orders("qa answered", json!({"question": "2"})).await;
    story.landed().await;
    assert!(story.direct(ADA).contains("Your question **#1**"), "whoever asked the same has an answer too");
}

#[tokio::test]
async fn a_spammer_is_blocked_by_a_question_and_stays_unnamed() {
    let mut story = Harness::begin(Stage::sample(), "17:55").await;
    story.at("18:06").await;
    let (ada, yi_ma) = (someone(&story, ADA, AUDIENCE), someone(&story, YI_MA, AUDIENCE));
    ada.orders("ask", json!({"question": "Buy my book?", "anonymous": true})).await;
    let blocked = yi_ma.orders("qa block", json!({"question": "1", "why": "spam"})).await;
    assert_eq!(blocked.text(), "The author of that question can no longer ask or vote in this conference.\n");
    let refused = ada.orders("ask", json!({"question": "Buy my other book?", "talk": "tensor programs iv"})).await;
    assert!(refused.text().starts_with("A moderator has stopped your questions"), "{}", refused.text());
    let lifted = yi_ma.orders("qa unblock", json!({"user": ADA.to_string()})).await;
    assert!(lifted.text().contains("can ask and vote again"), "{}", lifted.text());
}

#[tokio::test]
async fn a_talk_about_which_nobody_asks_gets_a_prompt() {
    let mut story = Harness::begin(Stage::sample(), "17:55").await;
    story.at("18:50").await;
    let yi_ma = someone(&story, YI_MA, MODERATORS);
    let nothing = yi_ma.orders("qa next", json!({})).await;
    assert_snapshot!(nothing.text(), @"
    No question is open.
    │ Deep Learning Theory 5
    │ **Nothing is being asked.**
    │ 0 questions are open, none answered yet.
    │ No question for **Dissecting Supervised Constrastive Learning** yet. You… (153 characters)
    [Open the Q&A] [Ask the prompt] [All questions]
    ");
    let asked = yi_ma.presses(&nothing, "Ask the prompt").await;
    assert!(asked.text().starts_with("**#1** is being asked now"), "{}", asked.text());
    story.landed().await;
    assert!(story.channel(AUDIENCE).contains("**Question #1** to **"));
}

#[tokio::test]
async fn closed_doors_and_a_crash_lose_nothing() {
    let mut stage = Stage::sample();
    stage.world.members.iter_mut().filter(|it| it.id == ADA).for_each(|it| it.takes_direct_messages = false);
    let mut story = Harness::begin(stage, "17:55").await;
    story.at("18:06").await;
    someone(&story, ADA, AUDIENCE).orders("ask", json!({"question": "Why?"})).await;
    story.crash().await;
    story.start().await.unwrap();
    let yi_ma = someone(&story, YI_MA, MODERATORS);
    let next = yi_ma.orders("qa next", json!({})).await;
    assert!(next.text().starts_with("**#1** is being asked now"), "what was confirmed outlives a crash");
    yi_ma.presses(&next, "Answered").await;
    story.landed().await;
    let told =
        story.outbox().await.into_iter().find(|entry| entry.notice.kind.as_str() == "question-answered").unwrap();
    assert_eq!(told.state, talkbell::store::State::Cancelled, "nobody is bothered with a closed door");
    assert!(!story.channel(MODERATORS).contains("takes no direct messages"));
}

#[tokio::test]
async fn whoever_is_known_of_the_speakers_is_mentioned_in_the_thread() {
    let stage = Stage::sample().with_guests(1).with_speaker("Greg Yang", ADA);
    let mut story = Harness::begin(stage, "17:55").await;
    let mut happened = story.discord.watch();
    story.at("18:46").await;
    let asked = json!({"question": "How wide is wide enough?", "talk": "tensor programs iv"});
    someone(&story, CROWD, AUDIENCE).orders("ask", asked).await;
    story.at("18:50").await;
    let yi_ma = someone(&story, YI_MA, MODERATORS);
    yi_ma.orders("qa open", json!({})).await;
    yi_ma.orders("qa end", json!({})).await;
    let mut opened = Vec::new();
    let thread = async || {
        opened.extend(threads(&mut happened).into_iter().filter(|(_, name)| name.starts_with("Questions")));
        opened.len() == 1
    };
    story.until("the thread is open", thread).await;
    story.until_posted(opened[0].0, 1).await;
    assert_snapshot!(story.channel(opened[0].0), @"
    ── 18:50:00 ──
    <@5000> **Edward Hu**: this question was left for you. Please answer it here, when you can:
    (pings @Ada)
    │ **#1**
    │ > How wide is wide enough?
    │ -# Guest 0 · no votes yet
    [All questions]
    ");
}
