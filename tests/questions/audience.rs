//! Stories of those who ask: by command, button and form; what is said to be asked already; what is changed and taken back.

use insta::assert_snapshot;
use serde_json::json;

use crate::support::harness::Harness;
use crate::support::people::{self, CROWD, Someone, newest};
use crate::support::stage::{ADA, AUDIENCE, MODERATORS, Stage, YI_MA};

fn someone(story: &Harness, id: u64) -> Someone<'_> {
    people::someone(story, id, AUDIENCE)
}

#[tokio::test]
async fn a_question_is_asked_edited_and_withdrawn() {
    let mut story = Harness::begin(Stage::sample(), "17:55").await;
    story.at("18:06").await;
    let ada = someone(&story, ADA);
    let asked = ada.orders("ask", json!({"question": "Why is @everyone  **bold**?"})).await;
    assert!(asked.answer.ephemeral);
    assert_snapshot!(asked.text(), @r"
    Your question **#1** to **Dissecting Supervised Constrastive Learning** is on the board, asked as Ada:
    > Why is @¦everyone \*\*bold\*\*?
    [Edit] [Withdraw] [All questions]
    ");
    let form = ada.presses(&asked, "Edit").await;
    let edited = ada.fills_in(&form, &[("question", "Why is the bound tight?")]).await;
    assert_snapshot!(edited.text(), @"
    Your question **#1** to **Dissecting Supervised Constrastive Learning** now reads:
    > Why is the bound tight?
    [Edit] [Withdraw] [All questions]
    ");
    let board = ada.orders("questions", json!({})).await;
    assert_snapshot!(board.text(), @"
    **Questions** · Deep Learning Theory 5
    │ **#1** · **Dissecting Supervised Constrastive Learning** · *yours*
    │ > Why is the bound tight?
    │ -# Ada · no votes yet
    [0 · #1 · yours] [Ask a question]
    ");
    let withdrawn = ada.presses(&edited, "Withdraw").await;
    assert_snapshot!(withdrawn.text(), @"
    Your question **#1** is withdrawn:
    > Why is the bound tight?
    [Ask again]
    ");
    assert_snapshot!(ada.orders("questions", json!({})).await.text(), @"
    **Questions** · Deep Learning Theory 5
    Nobody has asked anything yet. Be the first!
    [Ask a question]
    ");
}

#[tokio::test]
async fn the_button_under_a_talk_opens_a_form_and_asks_without_a_name() {
    let mut story = Harness::begin(Stage::sample(), "17:55").await;
    story.at("18:26").await;
    let ada = someone(&story, ADA);
    let form = ada.presses(&newest(&story, AUDIENCE, "Ask a question"), "Ask a question").await;
    let modal = form.answer.modal.clone().unwrap();
    assert_eq!(
        (&modal["title"], &modal["components"][1]["components"][0]["value"]),
        (&json!("About Tensor Programs IV: Feature Learning…"), &json!("Ada"))
    );
    let asked = ada.fills_in(&form, &[("question", "How wide is wide?"), ("name", " ")]).await;
    assert_snapshot!(asked.text(), @"
    Your question **#1** to **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** is on the board, asked as without a name:
    > How wide is wide?
    [Edit] [Withdraw] [All questions]
    ");
    let yi_ma = someone(&story, YI_MA);
    assert!(yi_ma.orders("questions", json!({})).await.text().contains("without a name"));
}

#[tokio::test]
async fn a_question_without_a_talk_means_the_one_that_runs_or_just_ended() {
    let mut story = Harness::begin(Stage::sample(), "17:55").await;
    for (time, question, about) in [("18:07", "What about one?", "?"), ("18:12", "What about two?", "?")] {
        story.at(time).await;
        let asked = someone(&story, ADA).orders("ask", json!({"question": question})).await;
        println!("{time} {about}: {}", asked.text());
    }
    // In the Q&A itself, long after the last talk: which one?
    story.at("18:54").await;
    let ada = someone(&story, ADA);
    let which = ada.orders("ask", json!({"question": "What about a talk of long ago?"})).await;
    assert_snapshot!(which.text(), @"
    > What about a talk of long ago?
    Which talk of **Deep Learning Theory 5** is your question about?
    [▾ Choose a talk (8)]
    ");
    let asked = ada.chooses(&which, "all").await;
    assert_snapshot!(asked.text(), @"
    Your question **#3** to everybody is on the board, asked as Ada:
    > What about a talk of long ago?
    [Edit] [Withdraw] [All questions]
    ");
}

#[tokio::test]
async fn what_someone_asked_already_is_offered_first() {
    let mut story = Harness::begin(Stage::sample().with_guests(3), "17:55").await;
    story.at("18:06").await;
    let first = someone(&story, CROWD);
    first.orders("ask", json!({"question": "Is the code available?"})).await;
    let second = someone(&story, CROWD + 1);
    let offered = second.orders("ask", json!({"question": "is the code avaliable"})).await;
    assert_snapshot!(offered.text(), @"
    Someone asked something like it. Upvote it instead? Your question is **not** asked yet.
    **#1**
    > Is the code available?
    -# Guest 0 · no votes yet
    Yours:
    > is the code avaliable
    [Upvote it] [Ask mine anyway]
    ");
    let upvoted = second.presses(&offered, "Upvote it").await;
    assert_snapshot!(upvoted.text(), @"
    You want **#1** answered too. It has 1 vote:
    > Is the code available?
    [All questions]
    ");

    let third = someone(&story, CROWD + 2);
    let offered = third.orders("ask", json!({"question": "Will the code be available?"})).await;
    let anyway = third.presses(&offered, "Ask mine anyway").await;
    assert!(anyway.text().contains("**#2**"), "{}", anyway.text());
    let twice = third.orders("ask", json!({"question": "will the code be available?"})).await;
    assert!(twice.text().contains("You asked this already: it is **#2**"), "{}", twice.text());
}

#[tokio::test]
async fn votes_count_once_a_person_and_own_questions_are_marked() {
    let mut story = Harness::begin(Stage::sample().with_guests(2), "17:55").await;
    story.at("18:06").await;
    let (ada, guest) = (someone(&story, ADA), someone(&story, CROWD));
    ada.orders("ask", json!({"question": "Why is it convex?"})).await;
    guest.orders("ask", json!({"question": "How large is the sample?"})).await;
    let board = guest.orders("questions", json!({})).await;
    let voted = guest.presses(&board, "▲ 0 · #1").await;
    assert_snapshot!(voted.text(), @"
    **Questions** · Deep Learning Theory 5
    │ **#1** · **Dissecting Supervised Constrastive Learning**
    │ > Why is it convex?
    │ -# Ada · 1 vote
    │ **#2** · **Dissecting Supervised Constrastive Learning** · *yours*
    │ > How large is the sample?
    │ -# Guest 0 · no votes yet
    [✓ 1 · #1] [0 · #2 · yours] [Ask a question]
    ");
    let back = guest.presses(&voted, "✓ 1 · #1").await;
    assert!(back.text().contains("[▲ 0 · #1]"), "{}", back.text());
}

#[tokio::test]
async fn nobody_floods_the_board_and_what_is_no_question_is_given_back() {
    let mut story = Harness::begin(Stage::sample(), "17:55").await;
    story.at("18:06").await;
    let ada = someone(&story, ADA);
    for question in ["Why red apples?", "How old is this?", "Which dataset did you use?"] {
        assert!(ada.orders("ask", json!({"question": question})).await.text().contains("is on the board"));
    }
    assert_snapshot!(ada.orders("ask", json!({"question": "Whence and whither?"})).await.text(), @"
    That was a lot of questions in a short time. You can ask again in 0 min 21 s. Yours, to be copied:
    > Whence and whither?
    ");
    assert_snapshot!(ada.orders("ask", json!({"question": "?!"})).await.text(), @"
    There is no question in that. Please write it out.
    > ?!
    ");
    let long = "long ".repeat(70);
    assert!(
        ada.orders("ask", json!({"question": long}))
            .await
            .text()
            .starts_with("That is 349 characters, and a question takes 300.")
    );
    story.at("18:08").await;
    let ada = someone(&story, ADA);
    assert!(ada.orders("ask", json!({"question": "Whence and whither?"})).await.text().contains("is on the board"));
}

#[tokio::test]
async fn old_buttons_say_something_sensible_after_a_restart() {
    let mut story = Harness::begin(Stage::sample().with_guests(1), "17:55").await;
    story.at("18:06").await;
    someone(&story, ADA).orders("ask", json!({"question": "Is the code available?"})).await;
    let guest = someone(&story, CROWD);
    let offered = guest.orders("ask", json!({"question": "Is your code available?"})).await;
    let board = guest.orders("questions", json!({})).await;
    story.restart().await;
    let guest = someone(&story, CROWD);
    assert_snapshot!(guest.presses(&offered, "Ask mine anyway").await.text(), @"I no longer have the words that you wrote. Please ask once more.");
    assert!(guest.presses(&board, "▲ 0 · #1").await.text().contains("[✓ 1 · #1]"), "a vote survives");
    let talk = newest(&story, AUDIENCE, "Ask a question");
    story.at("23:50").await;
    story.clock.step(chrono::TimeDelta::days(7));
    let guest = someone(&story, CROWD);
    assert!(guest.presses(&talk, "Ask a question").await.text().contains("is over"));
    assert!(guest.presses(&board, "▲ 0 · #1").await.text().contains("[▲ 0 · #1]"));
}

#[tokio::test]
async fn where_questions_are_approved_first_nobody_sees_them_before() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:55").await;
    story.configuration().push_str("[conference.questions]\napprove_first = true\nanonymous = \"only\"\n");
    story.start().await.unwrap();
    story.at("18:06").await;
    story.channel(MODERATORS);
    let ada = someone(&story, ADA);
    let asked = ada.orders("ask", json!({"question": "Why is it convex?"})).await;
    assert_snapshot!(asked.text(), @"
    Your question **#1** to **Dissecting Supervised Constrastive Learning** is kept, asked as without a name. It comes onto the board once a moderator approves it:
    > Why is it convex?
    [Edit] [Withdraw] [All questions]
    ");
    assert!(!ada.orders("questions", json!({})).await.text().contains("convex"));
    story.landed().await;
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 18:06:00 ──
    **Question #1** to **Dissecting Supervised Constrastive Learning** waits for approval, asked by without a name:
    │ > Why is it convex?
    [Approve] [Dismiss]
    ");
    let held = newest(&story, MODERATORS, "Approve");
    let intruder = people::someone(&story, ADA, MODERATORS);
    assert_snapshot!(intruder.presses(&held, "Approve").await.text(), @"Only the moderators of this session and the organisers can do that. Questions of your own: /ask.");
    let yi_ma = people::someone(&story, YI_MA, MODERATORS);
    assert_snapshot!(yi_ma.presses(&held, "Approve").await.text(), @"
    **#1** is on the board. (<@4000>)
    > Why is it convex?
    ");
    let ada = someone(&story, ADA);
    assert!(ada.orders("questions", json!({})).await.text().contains("convex"));
    let form = ada.presses(&asked, "Edit").await;
    let edited = ada.fills_in(&form, &[("question", "Why is it concave?")]).await;
    assert!(edited.text().contains("A moderator has to approve it"), "{}", edited.text());
    assert!(!ada.orders("questions", json!({})).await.text().contains("conv"), "an edit is approved anew");
}
