//! The rehearsal page's own calls, as a browser makes them.

use std::time::Duration;

use serde_json::{Value, json};
use talkbell::rehearsal::LocalDiscord;

use crate::bot::Running;
use crate::support::{Client, EMMY, STAGE, discord};

#[tokio::test]
async fn the_page_reads_the_whole_state() {
    let discord = discord().await;
    Client::of(&discord).say(json!({"content": "ring"})).await;
    let state = get(&discord, "page/state").await;
    assert_eq!((&state["guild"]["name"], &state["me"]["name"]), (&json!("ICML"), &json!("Ada")));
    assert_eq!(state["channels"][0]["kind"], "text");
    assert_eq!(state["messages"][STAGE.to_string()][0]["content"], "ring");
    assert_eq!(state["messages"][STAGE.to_string()][0]["ephemeral"], false);
    let page = reqwest::get(discord.page_url()).await.unwrap();
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
}

#[tokio::test]
async fn a_command_typed_on_the_page_is_answered_as_an_event() {
    let discord = discord().await;
    let _bot = Running::on(&discord).await;
    let mut events = Events::of(&discord).await;
    let command = json!({"channel_id": STAGE.to_string(), "name": "now", "options": []});
    let begun = post(&discord, "page/command", command).await;
    let message = events.next("message").await;
    assert_eq!(message["message"]["content"], "Attention");
    assert_eq!(message["message"]["ephemeral"], true);
    let fate = events.next("interaction").await;
    assert_eq!(fate, json!({"interaction_id": begun["interaction_id"], "state": "answered"}));

    let press = json!({
        "channel_id": STAGE.to_string(), "message_id": message["message"]["id"], "custom_id": "next",
    });
    post(&discord, "page/component", press).await;
    assert_eq!(events.next("message").await["message"]["content"], "Transformers");

    let typing = json!([{"name": "talk", "value": "att", "focused": true}]);
    let typing = json!({"channel_id": STAGE.to_string(), "name": "abstract", "options": typing});
    assert_eq!(post(&discord, "page/autocomplete", typing).await["choices"][0]["name"], "att!");

    post(&discord, "page/command", json!({"channel_id": STAGE.to_string(), "name": "ask"})).await;
    let modal = events.next("modal").await;
    assert_eq!((&modal["custom_id"], &modal["title"]), (&json!("ask"), &json!("Ask")));
    let filled = json!({"channel_id": STAGE.to_string(), "custom_id": "ask", "fields": {"question": "Why?"}});
    post(&discord, "page/modal", filled).await;
    assert_eq!(events.next("message").await["message"]["content"], "Asked: Why?");
}

#[tokio::test]
async fn the_page_holds_the_clock() {
    let discord = discord().await;
    let mut events = Events::of(&discord).await;
    let clock = post(&discord, "page/clock", json!({"paused": true, "speed": 60})).await;
    assert_eq!((&clock["paused"], &clock["speed"]), (&json!(true), &json!(60.0)));
    while events.next("clock").await["paused"] != true {}
    let later = get(&discord, "page/state").await;
    assert_eq!(later["clock"]["now_ms"], clock["now_ms"]);
    let refused = post(&discord, "page/clock", json!({"speed": 0})).await;
    assert_eq!(refused["message"], "speed is a number from 0.01 to 100000");
}

#[tokio::test]
async fn a_direct_channel_appears_on_the_page() {
    let discord = discord().await;
    let mut events = Events::of(&discord).await;
    let direct = discord.direct_channel(EMMY);
    let channel = events.next("channel").await;
    assert_eq!((&channel["id"], &channel["kind"]), (&json!(direct.to_string()), &json!("direct")));
    assert_eq!(channel["recipient"]["name"], "Emmy");
}

async fn get(discord: &LocalDiscord, path: &str) -> Value {
    reqwest::get(format!("{}{path}", discord.page_url())).await.unwrap().json().await.unwrap()
}

async fn post(discord: &LocalDiscord, path: &str, body: Value) -> Value {
    let url = format!("{}{path}", discord.page_url());
    reqwest::Client::new().post(url).json(&body).send().await.unwrap().json().await.unwrap()
}

/// The page's server-sent events.
struct Events {
    response: reqwest::Response,
    text: String,
}

impl Events {
    async fn of(discord: &LocalDiscord) -> Self {
        let response = reqwest::get(format!("{}page/events", discord.page_url())).await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, text: String::new() }
    }

    /// The data of the next event of that name.
    async fn next(&mut self, name: &str) -> Value {
        loop {
            let Some((event, rest)) = self.text.split_once("\n\n") else {
                let chunk = tokio::time::timeout(Duration::from_secs(5), self.response.chunk()).await;
                self.text += std::str::from_utf8(&chunk.unwrap().unwrap().unwrap()).unwrap();
                continue;
            };
            let (event, rest) = (event.to_owned(), rest.to_owned());
            self.text = rest;
            let data = event.lines().find_map(|line| line.strip_prefix("data: ")).unwrap_or_default();
            if event.lines().any(|line| line == format!("event: {name}")) {
                return serde_json::from_str(data).unwrap();
            }
        }
    }
}
