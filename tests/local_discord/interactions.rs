//! Members act, a serenity bot answers.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use serenity::all::MessageInteractionMetadata;
use talkbell::rehearsal::{AnswerKind, Fate, Happening, Unanswered};

use crate::bot::Running;
use crate::support::{ADA, Client, EMMY, STAGE, discord};

#[tokio::test]
async fn a_command_is_answered_and_its_button_changes_the_answer() {
    let discord = discord().await;
    let _bot = Running::on(&discord).await;
    let answer = discord.command(ADA, STAGE, "now", Value::Null).await.unwrap();
    let message = answer.message.unwrap();
    assert_eq!((answer.kind, answer.ephemeral), (AnswerKind::Message, true));
    assert_eq!((&message["content"], &message["interaction"]["name"]), (&json!("Attention"), &json!("now")));
    let unseen = Client::of(&discord).get(&format!("/channels/{STAGE}/messages")).await;
    assert_eq!(unseen.body, json!([]));

    let id = message["id"].as_str().unwrap().parse().unwrap();
    let pressed = discord.press(ADA, STAGE, id, "next").await.unwrap();
    assert_eq!(pressed.kind, AnswerKind::Update);
    assert_eq!(discord.messages(STAGE)[0]["content"], "Transformers");
    assert_eq!(discord.press(ADA, STAGE, id, "next").await.unwrap_err().to_string(), "the message has no such button");
}

#[tokio::test]
async fn typing_completes_and_options_arrive() {
    let discord = discord().await;
    let bot = Running::on(&discord).await;
    let typed = json!([{"name": "talk", "value": "att", "focused": true}]);
    let completed = discord.autocomplete(EMMY, STAGE, "abstract", typed).await.unwrap();
    assert_eq!(completed.choices, [json!({"name": "att!", "value": "att"})]);
    let answer = discord.command(EMMY, STAGE, "abstract", json!({"talk": "att"})).await.unwrap();
    let message = answer.message.unwrap();
    assert_eq!(message["content"], "Abstract of att");
    let id: u64 = message["id"].as_str().unwrap().parse().unwrap();
    let read = bot.http.get_message(STAGE.into(), id.into()).await.unwrap();
    assert!(matches!(read.interaction_metadata.as_deref(), Some(MessageInteractionMetadata::Command(_))));

    let missing = discord.command(EMMY, STAGE, "abstract", Value::Null).await.unwrap_err();
    assert_eq!(missing.to_string(), "the option \"talk\" is required");
}

#[tokio::test]
async fn a_deferred_answer_follows_and_stays_ephemeral() {
    let discord = discord().await;
    let _bot = Running::on(&discord).await;
    let mut watch = discord.watch();
    let answer = discord.command(ADA, STAGE, "slow", Value::Null).await.unwrap();
    assert_eq!((answer.kind, answer.ephemeral), (AnswerKind::Deferred, true));
    let mut posted = Vec::new();
    while posted.len() < 2 {
        let happening = tokio::time::timeout(Duration::from_secs(3), watch.recv()).await.unwrap().unwrap();
        if let Happening::Posted(seen) = happening {
            posted.push((seen.message["content"].clone(), seen.message["flags"].clone()));
        }
    }
    assert_eq!(posted, [(json!("done"), json!(64)), (json!("done and more"), json!(0))]);
}

#[tokio::test]
async fn a_modal_is_shown_filled_in_and_read() {
    let discord = discord().await;
    let _bot = Running::on(&discord).await;
    let shown = discord.command(EMMY, STAGE, "ask", Value::Null).await.unwrap();
    assert_eq!(shown.modal.unwrap()["title"], "Ask");
    let fields = |text: &str| json!({"question": text}).as_object().unwrap().clone();
    let empty = discord.submit_modal(EMMY, STAGE, "ask", &fields("")).await.unwrap_err();
    assert_eq!(empty.to_string(), "the field \"Question\" is required");
    let answer = discord.submit_modal(EMMY, STAGE, "ask", &fields("Why?")).await.unwrap();
    assert_eq!((answer.ephemeral, &answer.message.unwrap()["content"]), (true, &json!("Asked: Why?")));
    assert!(discord.submit_modal(EMMY, STAGE, "ask", &fields("Why?")).await.is_err());
}

#[tokio::test]
async fn silence_fails_after_three_seconds_and_a_second_answer_is_refused() {
    let discord = discord().await;
    let mut bot = Running::on(&discord).await;
    discord.command(ADA, STAGE, "twice", Value::Null).await.unwrap();
    assert_eq!(bot.refusals.recv().await, Some(40060));

    let mut watch = discord.watch();
    let start = Instant::now();
    let silent = discord.command(ADA, STAGE, "silent", Value::Null).await;
    assert_eq!(silent.unwrap_err(), Unanswered::TooLate);
    assert!(start.elapsed() >= Duration::from_secs(3));
    assert!(matches!(watch.recv().await, Ok(Happening::Interaction { fate: Fate::Failed, .. })));
}

#[tokio::test]
async fn what_discords_client_would_not_offer_is_not_sent() {
    let discord = discord().await;
    assert_eq!(
        discord.command(ADA, STAGE, "now", Value::Null).await.unwrap_err().to_string(),
        "the bot has no command /now"
    );
    let callback = json!({"type": 4, "data": {"content": "hello"}});
    let unknown = Client::of(&discord).post("/interactions/1/no-such-token/callback", callback).await;
    assert_eq!(unknown.refusal(), (404, 10062));
}
