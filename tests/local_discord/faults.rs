//! Faults to order, and rate limits.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;
use talkbell::rehearsal::{Fault, FaultKind, Target, Windows};

use crate::support::{Client, STAGE, discord, discord_at};

const SOON: Duration = Duration::from_millis(1500);

#[tokio::test]
async fn a_fault_befalls_as_many_requests_as_ordered_and_no_other() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    discord.inject(Fault::posting(STAGE, 2, FaultKind::Status(503)));
    assert_eq!(bot.get("/users/@me").await.status, 200);
    assert_eq!(bot.say(json!({"content": "a"})).await.status, 503);
    assert_eq!(bot.say(json!({"content": "b"})).await.status, 503);
    assert_eq!(bot.say(json!({"content": "c"})).await.status, 200);
    assert_eq!(discord.messages(STAGE).len(), 1);
}

#[tokio::test]
async fn each_429_looks_as_discord_or_its_guard_sends_it() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    let retry_after = SOON;
    for kind in [
        FaultKind::TooMany { retry_after },
        FaultKind::TooManyBodyOnly { retry_after },
        FaultKind::TooManyGlobal { retry_after },
        FaultKind::Cloudflare { retry_after },
    ] {
        discord.inject(Fault::any(1, kind.clone()));
        let refused = bot.say(json!({"content": "a"})).await;
        assert_eq!(refused.status, 429);
        let header = refused.header("retry-after");
        match kind {
            FaultKind::Cloudflare { .. } => assert!(refused.body.is_string() && header == "2"),
            FaultKind::TooManyBodyOnly { .. } => assert!(refused.body["retry_after"] == 1.5 && header.is_empty()),
            FaultKind::TooManyGlobal { .. } => assert!(refused.body["global"] == true && header == "2"),
            _ => assert!(refused.body["global"] == false && header == "2"),
        }
    }
}

#[tokio::test]
async fn a_connection_is_cut_before_or_after_the_deed_is_done() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    let post = |content: &str| bot.send(Method::POST, "/channels/2000/messages", Some(json!({"content": content})));
    discord.inject(Fault::posting(STAGE, 1, FaultKind::DropAfter));
    assert!(post("done").await.is_err());
    assert_eq!(discord.messages(STAGE).len(), 1);

    discord.inject(Fault::posting(STAGE, 1, FaultKind::DropBefore));
    assert!(post("lost").await.is_err());
    assert_eq!(discord.messages(STAGE).len(), 1);

    let answers: Vec<_> = discord.requests().iter().map(|request| request.status).collect();
    assert_eq!(answers, [None, None]);
    assert_eq!(post("fine").await.unwrap().status, 200);
}

#[tokio::test]
async fn a_hanging_request_is_never_answered_and_a_dripping_one_slowly() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    let target = Target::Request { method: String::from("GET"), path: String::from("/users/@me") };
    discord.inject(Fault { on: target.clone(), times: 1, kind: FaultKind::Hang });
    let hanging = tokio::time::timeout(Duration::from_millis(200), bot.get("/users/@me"));
    assert!(hanging.await.is_err());

    discord.inject(Fault { on: target, times: 1, kind: FaultKind::Drip(Duration::from_millis(1)) });
    let start = Instant::now();
    assert_eq!(bot.get("/users/@me").await.body["username"], "talkbell");
    assert!(start.elapsed() > Duration::from_millis(100));
}

#[tokio::test]
async fn a_sixth_message_in_five_seconds_is_too_many() {
    let discord = discord_at(60.0, Windows::Real).await;
    let bot = Client::of(&discord);
    for sent in 1..=5_u32 {
        let posted = bot.say(json!({"content": "a"})).await;
        assert_eq!(posted.status, 200);
        assert_eq!(posted.header("x-ratelimit-limit"), "5");
        assert_eq!(posted.header("x-ratelimit-remaining"), (5 - sent).to_string());
        assert!(!posted.header("x-ratelimit-bucket").is_empty());
    }
    let refused = bot.say(json!({"content": "a"})).await;
    assert_eq!((refused.status, &refused.body["global"]), (429, &json!(false)));
    let wait = refused.body["retry_after"].as_f64().unwrap();
    assert!((0.0..=5.0).contains(&wait) && wait > 4.0, "{wait}");
    assert_eq!(refused.header("retry-after"), "5");
    assert_eq!(refused.header("x-ratelimit-scope"), "user");
    assert_eq!(refused.header("x-ratelimit-remaining"), "0");
}

#[tokio::test]
async fn in_a_fast_rehearsal_a_limit_lasts_a_moment_and_says_so() {
    let discord = discord_at(60.0, Windows::Session).await;
    let bot = Client::of(&discord);
    let start = Instant::now();
    while discord.messages(STAGE).len() < 12 {
        let answered = bot.say(json!({"content": "a"})).await;
        let reset_after: f64 = answered.header("x-ratelimit-reset-after").parse().unwrap();
        assert!(reset_after <= 5.0 / 60.0 + 0.001, "{reset_after}");
        if answered.status == 429 {
            tokio::time::sleep(Duration::from_secs_f64(answered.body["retry_after"].as_f64().unwrap())).await;
        }
    }
    // In real windows twelve messages take ten seconds.
    assert!(start.elapsed() < Duration::from_secs(2));
}
