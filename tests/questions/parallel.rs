//! Several talks run at once, and a question names none of them.

use insta::assert_snapshot;
use serde_json::json;

use crate::support::harness::Harness;
use crate::support::page::{session, talk};
use crate::support::people::someone;
use crate::support::stage::{ADA, AUDIENCE, Stage};

fn side_by_side() -> String {
    let theory = [
        talk("18:00 - 18:20", "Oral", "First", "Ada Lovelace", ""),
        talk("18:20 - 18:40", "Oral", "Second", "Emmy Noether", ""),
    ];
    let practice = [talk("18:05 - 18:20", "Oral", "Third", "Kurt Gödel", "")];
    session("Theory", "Yi Ma", &theory) + "\n" + &session("Practice", "Yi Ma", &practice)
}

#[tokio::test]
async fn who_asks_while_several_talks_run_is_asked_which_is_meant() {
    let mut story = Harness::begin(Stage::with_programme(&side_by_side()), "17:55").await;
    story.at("18:02").await;
    let ada = someone(&story, ADA, AUDIENCE);
    let alone = ada.orders("ask", json!({"question": "Is it convex?"})).await;
    assert!(alone.text().contains("to **First** is on the board"), "one runs: it is meant: {}", alone.text());
    story.at("18:10").await;
    let ada = someone(&story, ADA, AUDIENCE);
    let which = ada.orders("ask", json!({"question": "How large was the sample?"})).await;
    assert_snapshot!(which.text(), @"
    > How large was the sample?
    Several talks run just now. Which one is your question about?
    [▾ Choose a talk (2)]
    ");
    let offers = &which.message()["components"][0]["components"][0]["options"];
    assert_snapshot!(offers.as_array().unwrap().iter().map(|it| format!("{} ({})", it["label"], it["description"])).collect::<Vec<_>>().join("\n"), @r#"
    "First" ("Theory · Ada Lovelace")
    "Third" ("Practice · Kurt Gödel")
    "#);
    let asked = ada.chooses(&which, "third").await;
    assert_snapshot!(asked.text(), @"
    Your question **#2** to **Third** is on the board, asked as Ada:
    > How large was the sample?
    [Edit] [Withdraw] [All questions]
    ");
    // Without words the form opens once the talk is chosen.
    let which = ada.orders("ask", json!({})).await;
    let form = ada.chooses(&which, "first").await;
    let asked = ada.fills_in(&form, &[("question", "Which optimiser did you use?")]).await;
    assert!(asked.text().contains("to **First** is on the board"), "{}", asked.text());
    // Both have just ended, and the next one of the one session runs: that is meant.
    story.at("18:21").await;
    let next = someone(&story, ADA, AUDIENCE).orders("ask", json!({"question": "Who was Hilbert?"})).await;
    assert!(next.text().contains("to **Second**"), "{}", next.text());
}
