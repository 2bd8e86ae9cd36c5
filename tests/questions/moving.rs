//! A talk moves into another session, and its questions go with it.

use insta::assert_snapshot;
use serde_json::json;

use crate::support::harness::Harness;
use crate::support::page::{session, talk};
use crate::support::people::{CROWD, file, someone};
use crate::support::stage::{AUDIENCE, MODERATORS, Stage, YI_MA};

fn programme(theory: &[&str], practice: &[&str]) -> String {
    let titled = |title: &&str| match *title {
        "First" => talk("18:00 - 18:20", "Oral", "First", "Ada Lovelace", ""),
        "Second" => talk("18:20 - 18:40", "Oral", "Second", "Emmy Noether", ""),
        _ => talk("18:40 - 19:00", "Oral", "Third", "Kurt Gödel", ""),
    };
    let talks = |titles: &[&str]| titles.iter().map(titled).collect::<Vec<_>>();
    session("Theory", "Yi Ma", &talks(theory)) + "\n" + &session("Practice", "Yi Ma", &talks(practice))
}

#[tokio::test]
async fn questions_follow_their_talk_into_another_session() {
    let stage = Stage::with_programme(&programme(&["First", "Second"], &["Third"])).with_guests(6);
    let mut story = Harness::begin(stage, "17:55").await;
    story.at("18:02").await;
    for (guest, about, question) in [
        (0, "first", "Is it convex?"),
        (1, "second", "How large was the sample?"),
        (2, "second", "What about transformers?"),
        (3, "second", "Does the method work with attention, too?"),
        (4, "third", "Why this bound?"),
    ] {
        let asked = json!({"question": question, "talk": about});
        someone(&story, CROWD + guest, AUDIENCE).orders("ask", asked).await;
    }
    let voter = someone(&story, CROWD + 5, AUDIENCE);
    let board = voter.orders("questions", json!({"talk": "second"})).await;
    voter.presses(&board, "▲ 0 · #4").await;
    let yi_ma = someone(&story, YI_MA, MODERATORS);
    yi_ma.orders("qa merge", json!({"question": "4", "into": "3"})).await;
    let dismissed = yi_ma.orders("qa remove", json!({"question": "2", "why": "said in the talk"})).await;
    assert!(dismissed.text().contains("off the board"), "{}", dismissed.text());

    story.rewrites_programme(&programme(&["First"], &["Second", "Third"]));
    story.rereads_programme().await;
    let guest = someone(&story, CROWD, AUDIENCE);
    let about = guest.orders("questions", json!({"talk": "second"})).await;
    assert_snapshot!(about.text(), @"
    **Questions** · Second
    │ **#3**
    │ > What about transformers?
    │ -# Guest 2 · 2 votes
    [▲ 2 · #3] [Ask a question]
    ");
    let app = story.app();
    let conference = app.conferences.iter().next().unwrap();
    let mut boards = Vec::new();
    for session in &conference.schedule().sessions {
        let board = app.board(&conference, &session.id).await.unwrap().unwrap();
        let fair = board.next.map(|next| format!("#{next}")).unwrap_or_default();
        let open: Vec<String> = board.open().iter().map(|it| format!("#{} ({})", it.id, it.votes)).collect();
        boards.push(format!("{}: {}; fair to ask next: {fair}", session.title, open.join(" ")));
    }
    assert_snapshot!(boards.join("\n"), @"
    Theory: #1 (0); fair to ask next: #1
    Practice: #3 (2) #5 (0); fair to ask next: #3
    ");
    let voter = someone(&story, CROWD + 5, AUDIENCE);
    let board = voter.orders("questions", json!({"talk": "second"})).await;
    assert!(
        voter.presses(&board, "✓ 2 · #3").await.text().contains("[▲ 1 · #3]"),
        "a vote for what was merged is taken back"
    );

    // The moderator of the new session finds them, and the record says what became of them before.
    story.at("18:30").await;
    let yi_ma = someone(&story, YI_MA, MODERATORS);
    let next = yi_ma.orders("qa next", json!({})).await;
    assert!(next.text().starts_with("**#3** is being asked now"), "{}", next.text());
    let exported = yi_ma.orders("qa export", json!({})).await;
    assert_snapshot!(file(&exported, ".csv").await, @r#"
    number,session,talk,question,by,votes,state,merged_into,asked,taken_up,changed,changed_by,why
    2,Practice,Second,How large was the sample?,Guest 1,0,dismissed,,2021-07-22T01:02:00Z,,2021-07-22T01:02:00Z,4000,said in the talk
    3,Practice,Second,What about transformers?,Guest 2,1,current,,2021-07-22T01:02:00Z,2021-07-22T01:30:00Z,2021-07-22T01:30:00Z,4000,
    4,Practice,Second,"Does the method work with attention, too?",Guest 3,0,merged,3,2021-07-22T01:02:00Z,,2021-07-22T01:02:00Z,4000,
    5,Practice,Third,Why this bound?,Guest 4,0,open,,2021-07-22T01:02:00Z,,2021-07-22T01:02:00Z,,
    "#);
    // Nothing of it depends on what this process remembers.
    story.restart().await;
    let guest = someone(&story, CROWD, AUDIENCE);
    assert!(guest.orders("questions", json!({"talk": "second"})).await.text().contains("transformers"));
}
