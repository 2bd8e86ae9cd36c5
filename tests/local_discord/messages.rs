//! Messages and the small questions around them.

use serde_json::{Value, json};
use talkbell::rehearsal::Happening;

use crate::support::{ADA, BOT, Client, EMMY, GUILD, HERMIT, HIDDEN, PING_ROLE, READ_ONLY, STAGE, discord};

#[tokio::test]
async fn a_message_is_posted_read_edited_and_deleted() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    let posted = bot.say(json!({"content": "  Starting now  ", "embeds": [{"title": "Talk"}]})).await;
    assert_eq!(posted.status, 200);
    assert_eq!(posted.body["content"], "Starting now");
    assert_eq!(posted.body["embeds"][0]["type"], "rich");
    assert_eq!(posted.body["author"]["bot"], true);
    assert!(posted.body["timestamp"].as_str().unwrap().starts_with("2021-07-22T"));

    let path = format!("/channels/{STAGE}/messages/{}", posted.id());
    let edited = bot.patch(&path, json!({"content": "Moved to 10:00"})).await;
    assert_eq!(edited.body["content"], "Moved to 10:00");
    assert_eq!(edited.body["embeds"][0]["title"], "Talk");
    assert!(edited.body["edited_timestamp"].is_string());
    assert_eq!(bot.get(&path).await.body, edited.body);

    let emptied = bot.patch(&path, json!({"content": "", "embeds": []})).await;
    assert_eq!(emptied.refusal(), (400, 50006));

    assert_eq!(bot.delete(&path).await.status, 204);
    assert_eq!(bot.get(&path).await.refusal(), (404, 10008));
}

#[tokio::test]
async fn a_channel_is_read_from_any_side() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(bot.say(json!({"content": number.to_string()})).await.id());
    }
    assert!(ids.is_sorted());
    let third = ids[2];
    for (query, expected) in [
        (String::from("limit=2"), json!(["4", "3"])),
        (format!("before={third}"), json!(["1", "0"])),
        (format!("after={third}&limit=1"), json!(["3"])),
        (format!("around={third}&limit=3"), json!(["3", "2", "1"])),
    ] {
        let listed = bot.get(&format!("/channels/{STAGE}/messages?{query}")).await;
        let contents: Vec<&Value> = listed.body.as_array().unwrap().iter().map(|message| &message["content"]).collect();
        assert_eq!(json!(contents), expected, "{query}");
    }
    assert_eq!(bot.get(&format!("/channels/{STAGE}/messages?limit=101")).await.refusal(), (400, 50035));
}

#[tokio::test]
async fn a_nonce_is_enforced_only_when_asked_for_and_only_in_its_channel() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    let first = bot.say(json!({"content": "ring", "nonce": "talk-1", "enforce_nonce": true})).await;
    let again = bot.say(json!({"content": "ring", "nonce": "talk-1", "enforce_nonce": true})).await;
    assert_eq!(again.id(), first.id());
    assert_eq!(discord.messages(STAGE).len(), 1);

    let unenforced = bot.say(json!({"content": "ring", "nonce": "talk-1"})).await;
    assert_ne!(unenforced.id(), first.id());
    let direct = bot.post("/users/@me/channels", json!({"recipient_id": EMMY.to_string()})).await.id();
    let elsewhere = json!({"content": "ring", "nonce": "talk-1", "enforce_nonce": true});
    assert_ne!(bot.post(&format!("/channels/{direct}/messages"), elsewhere).await.id(), first.id());
}

#[tokio::test]
async fn nothing_rings_but_what_is_allowed() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    let content = format!("<@&{PING_ROLE}> @everyone <@{ADA}>");
    let allowed = json!({"parse": [], "roles": [PING_ROLE.to_string()]});
    let posted = bot.say(json!({"content": content, "allowed_mentions": allowed})).await.body;
    assert_eq!(posted["mention_roles"], json!([PING_ROLE.to_string()]));
    assert_eq!((&posted["mention_everyone"], &posted["mentions"]), (&json!(false), &json!([])));
}

#[tokio::test]
async fn what_the_bot_may_not_do_is_refused_with_discords_codes() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    let hello = || json!({"content": "hello"});
    assert_eq!(bot.post("/channels/9/messages", hello()).await.refusal(), (404, 10003));
    assert_eq!(bot.post(&format!("/channels/{READ_ONLY}/messages"), hello()).await.refusal(), (403, 50013));
    assert_eq!(bot.post(&format!("/channels/{HIDDEN}/messages"), hello()).await.refusal(), (403, 50001));
    assert_eq!(bot.get("/guilds/9").await.refusal(), (404, 10004));
    assert_eq!(bot.get(&format!("/guilds/{GUILD}/members/9")).await.refusal(), (404, 10007));
    assert_eq!(bot.get("/no/such/route").await.refusal(), (404, 0));
    assert_eq!(bot.get("/channels/general").await.refusal(), (400, 50035));

    let messages = format!("/channels/{STAGE}/messages");
    assert_eq!(bot.post_bytes(&messages, "{not json").await.refusal(), (400, 50109));

    let hermit = bot.post("/users/@me/channels", json!({"recipient_id": HERMIT.to_string()})).await.id();
    assert_eq!(bot.post(&format!("/channels/{hermit}/messages"), hello()).await.refusal(), (403, 50007));

    let theirs = discord.say(EMMY, STAGE, "hi").unwrap()["id"].as_str().unwrap().to_owned();
    let foreign = bot.patch(&format!("/channels/{STAGE}/messages/{theirs}"), hello()).await;
    assert_eq!(foreign.refusal(), (403, 50005));

    let stranger = Client::of(&discord).with_token("wrong");
    let refused = stranger.say(hello()).await;
    assert_eq!((refused.status, refused.body), (401, json!({"message": "401: Unauthorized", "code": 0})));
}

#[tokio::test]
async fn the_bot_finds_its_way_with_and_without_a_version() {
    let discord = discord().await;
    for bot in [Client::of(&discord), Client::of(&discord).unversioned()] {
        assert!(bot.get("/gateway").await.body["url"].as_str().unwrap().starts_with("ws://127.0.0.1:"));
        assert_eq!(bot.get("/gateway/bot").await.body["shards"], 1);
        assert_eq!(bot.get("/users/@me").await.body["id"], BOT.to_string());
        assert_eq!(bot.get("/oauth2/applications/@me").await.body["id"], BOT.to_string());
        assert_eq!(bot.get(&format!("/guilds/{GUILD}")).await.body["roles"][1]["id"], PING_ROLE.to_string());
        assert_eq!(bot.get(&format!("/guilds/{GUILD}/channels")).await.body.as_array().unwrap().len(), 3);
        assert_eq!(bot.get(&format!("/guilds/{GUILD}/members/{EMMY}")).await.body["user"]["username"], "Emmy");
        assert_eq!(bot.get(&format!("/channels/{STAGE}")).await.body["name"], "deep-learning-theory-5");
    }
}

#[tokio::test]
async fn a_thread_hangs_on_a_message_and_takes_messages() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    let question = bot.say(json!({"content": "Q&A"})).await.id();
    let path = format!("/channels/{STAGE}/messages/{question}/threads");
    let thread = bot.post(&path, json!({"name": "Q&A: Attention"})).await;
    assert_eq!((thread.status, thread.id()), (201, question));
    let inside = bot.post(&format!("/channels/{question}/messages"), json!({"content": "Ask here"})).await;
    assert_eq!(inside.body["channel_id"], question.to_string());
    assert_eq!(bot.post(&path, json!({"name": "again"})).await.refusal(), (400, 160_004));
}

#[tokio::test]
async fn watchers_see_each_message_with_its_channel_and_session_time() {
    let discord = discord().await;
    let mut watch = discord.watch();
    Client::of(&discord).say(json!({"content": "ring"})).await;
    let Happening::Posted(seen) = watch.recv().await.unwrap() else { panic!("a message was posted first") };
    assert_eq!((seen.channel, seen.channel_name.as_str()), (STAGE, "deep-learning-theory-5"));
    assert_eq!(seen.message["content"], "ring");
    assert!(seen.session_time >= crate::support::session_start());
    let request = &discord.requests()[0];
    assert_eq!((request.method.as_str(), request.status), ("POST", Some(200)));
    assert_eq!(request.body, json!({"content": "ring"}));
}
