//! The gateway, spoken to by hand.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use talkbell::rehearsal::{GatewayFault, LocalDiscord};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{BOT, Client, EMMY, STAGE, TOKEN, discord};

/// Guilds, guild messages, direct messages.
const INTENTS: u64 = 1 | (1 << 9) | (1 << 12);

#[tokio::test]
async fn a_bot_is_greeted_and_told_of_its_guild() {
    let discord = discord().await;
    let mut line = Line::open(&discord).await;
    let ready = line.identify(TOKEN, INTENTS).await;
    assert_eq!(ready["t"], "READY");
    assert_eq!((&ready["s"], &ready["d"]["user"]["username"]), (&json!(1), &json!("talkbell")));
    let guild = line.hear().await;
    assert_eq!((&guild["t"], &guild["s"], &guild["d"]["name"]), (&json!("GUILD_CREATE"), &json!(2), &json!("ICML")));
    assert_eq!(guild["d"]["channels"].as_array().unwrap().len(), 2);
    line.say(json!({"op": 1, "d": 2})).await;
    assert_eq!(line.hear().await["op"], 11);
}

#[tokio::test]
async fn events_come_only_to_those_who_asked() {
    let discord = discord().await;
    let mut all = Line::open(&discord).await;
    all.identify(TOKEN, INTENTS).await;
    all.hear().await;
    let mut direct_only = Line::open(&discord).await;
    direct_only.identify(TOKEN, 1 << 12).await;

    discord.say(EMMY, STAGE, "what is next?").unwrap();
    let direct = discord.direct_channel(EMMY);
    discord.say(EMMY, direct, "hello").unwrap();

    let in_guild = all.hear().await;
    assert_eq!((&in_guild["t"], &in_guild["d"]["content"]), (&json!("MESSAGE_CREATE"), &json!("")));
    assert_eq!(direct_only.hear().await["d"]["content"], "hello");
}

#[tokio::test]
async fn a_dropped_bot_resumes_and_misses_nothing() {
    let discord = discord().await;
    let mut line = Line::open(&discord).await;
    let ready = line.identify(TOKEN, INTENTS).await;
    line.hear().await;
    discord.disturb_gateway(GatewayFault::Cut);
    assert!(line.ends().await.is_none());
    let bot = Client::of(&discord);
    for content in ["one", "two"] {
        bot.say(json!({"content": content})).await;
    }

    let mut line = Line::open(&discord).await;
    line.resume(&ready, 2).await;
    let (one, two, resumed) = (line.hear().await, line.hear().await, line.hear().await);
    assert_eq!((&one["s"], &one["d"]["content"]), (&json!(3), &json!("one")));
    assert_eq!((&two["s"], &two["d"]["content"]), (&json!(4), &json!("two")));
    assert_eq!(resumed["t"], "RESUMED");
    bot.say(json!({"content": "three"})).await;
    assert_eq!(line.hear().await["d"]["content"], "three");
}

#[tokio::test]
async fn each_wrong_word_has_its_close_code() {
    let discord = discord().await;
    let identify = |token: &str, intents: u64| json!({"op": 2, "d": {"token": token, "intents": intents}});
    for (word, code) in [
        (identify("wrong", 1), 4004),
        (identify(TOKEN, 1 << 15), 4014),
        (json!({"op": 3, "d": {}}), 4003),
        (json!({"op": 99}), 4001),
    ] {
        let mut line = Line::open(&discord).await;
        line.say(word).await;
        assert_eq!(line.ends().await, Some(code));
    }
    let mut line = Line::open(&discord).await;
    line.identify(TOKEN, 0).await;
    line.say(identify(TOKEN, 0)).await;
    assert_eq!(line.ends().await, Some(4005));
}

#[tokio::test]
async fn a_resume_with_a_wrong_number_or_session_fails() {
    let discord = discord().await;
    let mut line = Line::open(&discord).await;
    let ready = line.identify(TOKEN, 0).await;
    discord.disturb_gateway(GatewayFault::Close(4000));
    assert_eq!(line.ends().await, Some(4000));

    let mut line = Line::open(&discord).await;
    line.resume(&ready, 99).await;
    assert_eq!(line.ends().await, Some(4007));

    let mut line = Line::open(&discord).await;
    line.resume(&json!({"d": {"session_id": "unknown"}}), 1).await;
    assert_eq!(line.hear().await, json!({"op": 9, "d": false, "s": null, "t": null}));
    assert_eq!(line.identify_again(TOKEN).await["t"], "READY");
}

#[tokio::test]
async fn a_bot_is_sent_away_on_demand() {
    let discord = discord().await;
    let mut line = Line::open(&discord).await;
    line.identify(TOKEN, 0).await;
    discord.disturb_gateway(GatewayFault::Reconnect);
    assert_eq!(line.hear().await["op"], 7);

    discord.disturb_gateway(GatewayFault::IgnoreHeartbeats);
    line.say(json!({"op": 1, "d": 1})).await;
    assert!(tokio::time::timeout(Duration::from_millis(100), line.hear()).await.is_err());
    discord.disturb_gateway(GatewayFault::HearHeartbeats);
    line.say(json!({"op": 1, "d": 1})).await;
    assert_eq!(line.hear().await["op"], 11);

    discord.disturb_gateway(GatewayFault::InvalidSession { resumable: false });
    assert_eq!(line.hear().await["op"], 9);
    assert_eq!(line.identify_again(TOKEN).await["t"], "READY");
    discord.stop().await;
    assert_eq!(line.ends().await, Some(1001));
}

#[tokio::test]
async fn a_subcommand_arrives_in_its_command_however_it_was_typed() {
    let discord = discord().await;
    let mut line = Line::open(&discord).await;
    line.identify(TOKEN, 0).await;
    let bot = Client::of(&discord);
    let title = json!({"name": "title", "description": "d", "type": 3});
    let find = json!({"name": "find", "description": "d", "type": 1, "options": [title]});
    let talk = json!({"name": "talk", "description": "d", "options": [find]});
    bot.put(&format!("/applications/{BOT}/commands"), json!([talk])).await;

    let folded = json!([{"name": "find", "type": 1, "options": [{"name": "title", "value": "x"}]}]);
    for (name, options) in [("talk find", json!({"title": "x"})), ("talk", folded)] {
        let answer_it = async {
            let event = line.hear().await["d"].clone();
            let path = format!(
                "/interactions/{}/{}/callback",
                event["id"].as_str().unwrap(),
                event["token"].as_str().unwrap()
            );
            bot.post(&path, json!({"type": 4, "data": {"content": "found"}})).await;
            event
        };
        let (answer, event) = tokio::join!(discord.command(EMMY, STAGE, name, options), answer_it);
        assert_eq!(answer.unwrap().message.unwrap()["interaction"]["name"], "talk find");
        assert_eq!(event["data"]["name"], "talk");
        assert_eq!(event["data"]["options"][0]["options"], json!([{"name": "title", "type": 3, "value": "x"}]));
    }
    let bare = discord.command(EMMY, STAGE, "talk", Value::Null).await.unwrap_err();
    assert_eq!(bare.to_string(), "the command needs a subcommand after its name");
}

struct Line(WebSocketStream<TcpStream>);

impl Line {
    async fn open(discord: &LocalDiscord) -> Self {
        let address = discord.api_url().replace("http://", "");
        let stream = TcpStream::connect(&address).await.unwrap();
        let url = format!("ws://{address}/gateway?v=10&encoding=json");
        let mut line = Self(tokio_tungstenite::client_async(url, stream).await.unwrap().0);
        let hello = line.hear().await;
        assert_eq!((&hello["op"], &hello["d"]["heartbeat_interval"]), (&json!(10), &json!(41250)));
        line
    }

    async fn identify(&mut self, token: &str, intents: u64) -> Value {
        self.say(json!({"op": 2, "d": {"token": token, "intents": intents, "properties": {}}})).await;
        self.hear().await
    }

    async fn identify_again(&mut self, token: &str) -> Value {
        self.identify(token, 0).await
    }

    async fn resume(&mut self, ready: &Value, sequence: u64) {
        let session = &ready["d"]["session_id"];
        self.say(json!({"op": 6, "d": {"token": TOKEN, "session_id": session, "seq": sequence}})).await;
    }

    async fn say(&mut self, word: Value) {
        self.0.send(Message::text(word.to_string())).await.unwrap();
    }

    async fn hear(&mut self) -> Value {
        match self.0.next().await {
            Some(Ok(Message::Text(text))) => serde_json::from_str(&text).unwrap(),
            other => panic!("the gateway said {other:?}"),
        }
    }

    /// Listens until the end; the close code, if the gateway gave one.
    async fn ends(&mut self) -> Option<u16> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }
}
