//! The gateway breaks in every way it can: announcements go on, and commands work again.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use support::harness::Harness;
use support::stage::{AUDIENCE, Stage, TOKEN};
use talkbell::rehearsal::{GatewayFault, Happening};
use tokio::sync::broadcast::Receiver;

/// serenity waits 5 s between two IDENTIFYs; a busy machine takes its time besides.
const PATIENCE: Duration = Duration::from_secs(30);

/// A bot whose commands are registered, and what happens from then on.
async fn begun() -> (Harness, Receiver<Happening>) {
    let story = Harness::begin(Stage::sample(), "17:54").await;
    let happenings = story.discord.watch();
    (story, happenings)
}

/// Waits until the bot is at the gateway again; gives whether it resumed.
async fn connected(happenings: &mut Receiver<Happening>) -> bool {
    let again = async {
        loop {
            if let Happening::Connected { resumed } = happenings.recv().await.unwrap() {
                return resumed;
            }
        }
    };
    tokio::time::timeout(PATIENCE, again).await.expect("the bot comes back to the gateway")
}

/// Commands are answered, and were registered once.
async fn serves(story: &mut Harness) {
    assert!(story.asks("/next").await.starts_with("(only Ada sees this)"));
    let puts = story.discord.requests().iter().filter(|request| request.method == "PUT").count();
    assert_eq!(puts, 1, "the commands are registered once");
}

async fn resumes_after(fault: GatewayFault) {
    let (mut story, mut happenings) = begun().await;
    story.discord.disturb_gateway(fault);
    assert!(connected(&mut happenings).await, "{fault:?} ends in a resume");
    serves(&mut story).await;
    story.stop().await;
}

async fn identifies_after(fault: GatewayFault) {
    let (mut story, mut happenings) = begun().await;
    story.discord.disturb_gateway(fault);
    assert!(!connected(&mut happenings).await, "{fault:?} ends in a new session");
    serves(&mut story).await;
    story.stop().await;
}

#[tokio::test]
async fn told_to_reconnect_it_resumes() {
    resumes_after(GatewayFault::Reconnect).await;
}

#[tokio::test]
async fn a_session_that_may_be_resumed_is_resumed() {
    resumes_after(GatewayFault::InvalidSession { resumable: true }).await;
}

#[tokio::test]
async fn a_session_that_is_lost_is_begun_anew() {
    identifies_after(GatewayFault::InvalidSession { resumable: false }).await;
}

#[tokio::test]
async fn a_cut_connection_is_resumed() {
    resumes_after(GatewayFault::Cut).await;
}

#[tokio::test]
async fn close_codes_that_may_be_retried_are_resumed() {
    for code in [4000, 4001, 4002, 4005, 4008] {
        resumes_after(GatewayFault::Close(code)).await;
    }
}

#[tokio::test]
async fn close_codes_that_end_the_session_begin_a_new_one() {
    let (session_lost, timed_out) = (GatewayFault::Close(4006), GatewayFault::Close(4009));
    tokio::join!(identifies_after(session_lost), identifies_after(timed_out));
}

#[tokio::test]
async fn an_invalid_sequence_brings_it_back_all_the_same() {
    let (mut story, mut happenings) = begun().await;
    story.discord.disturb_gateway(GatewayFault::Close(4007));
    connected(&mut happenings).await;
    serves(&mut story).await;
    story.stop().await;
}

#[tokio::test]
async fn heartbeats_that_are_not_heard_end_in_a_new_connection() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:54").await;
    story.discord.disturb_gateway(GatewayFault::BeatEvery(Duration::from_millis(300)));
    story.start().await.unwrap();
    let mut happenings = story.discord.watch();
    story.discord.disturb_gateway(GatewayFault::IgnoreHeartbeats);
    tokio::time::sleep(Duration::from_millis(700)).await;
    story.discord.disturb_gateway(GatewayFault::HearHeartbeats);
    connected(&mut happenings).await;
    serves(&mut story).await;
    story.stop().await;
}

#[tokio::test]
async fn while_the_gateway_is_away_announcements_go_on() {
    let (mut story, mut happenings) = begun().await;
    story.discord.disturb_gateway(GatewayFault::Leave);
    story.at("18:00").await;
    let landed = story.channel(AUDIENCE);
    assert!(landed.contains("17:55:00") && landed.contains("18:00:00"), "{landed}");
    assert!(story.discord.command(support::stage::ADA, AUDIENCE, "now", json!({})).await.is_err());

    story.discord.disturb_gateway(GatewayFault::Return);
    connected(&mut happenings).await;
    serves(&mut story).await;
    story.stop().await;
}

/// The real binary at a local Discord, once it is at the gateway.
async fn binary(story: &mut Harness) -> Child {
    let mut happenings = story.discord.watch();
    let file = story.folder().join("talkbell.toml");
    std::fs::write(&file, story.configuration().as_str()).unwrap();
    let child = Command::new(env!("CARGO_BIN_EXE_talkbell"))
        .args(["run", "--pretend-now", "2021-07-22T00:30:00Z", "--config"])
        .arg(&file)
        .env("DISCORD_TOKEN", TOKEN)
        .env_remove("TALKBELL_LOG")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    connected(&mut happenings).await;
    child
}

/// Its exit status and the last line that it said.
fn end(mut child: Child) -> (Option<i32>, String) {
    let began = std::time::Instant::now();
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > PATIENCE {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (child.wait().unwrap().code(), said.lines().last().unwrap_or_default().to_owned())
}

async fn ends_after(code: u16) -> (Option<i32>, String) {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:30").await;
    let child = binary(&mut story).await;
    story.discord.disturb_gateway(GatewayFault::Close(code));
    tokio::task::spawn_blocking(|| end(child)).await.unwrap()
}

#[tokio::test]
async fn a_refused_token_ends_the_process_with_what_to_do() {
    let (status, said) = ends_after(4004).await;
    insta::assert_snapshot!(said, @"talkbell: Discord refuses the token at the gateway (4004): set a fresh one in DISCORD_TOKEN; the developer portal gives it under Bot, Reset Token");
    assert_eq!(status, Some(1));
}

#[tokio::test]
async fn refused_intents_end_the_process_with_what_to_do() {
    for code in [4013, 4014] {
        let (status, said) = ends_after(code).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(said.replace(&code.to_string(), "the code"), @"talkbell: Discord refuses talkbell's gateway intents (the code); talkbell asks for none that need approval");
        }
        assert_eq!(status, Some(1));
    }
}

#[tokio::test]
async fn a_session_that_is_not_authenticated_is_begun_anew_with_the_next_heartbeat() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:54").await;
    story.discord.disturb_gateway(GatewayFault::BeatEvery(Duration::from_millis(300)));
    story.start().await.unwrap();
    let mut happenings = story.discord.watch();
    story.discord.disturb_gateway(GatewayFault::Close(4003));
    assert!(!connected(&mut happenings).await, "4003 ends in a new session");
    serves(&mut story).await;
    story.stop().await;
}

#[tokio::test]
async fn a_refused_shard_ends_the_process_with_the_reason() {
    for code in [4010, 4011] {
        let (status, said) = ends_after(code).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(said.replace(&code.to_string(), "the code"), @"talkbell: Discord refuses talkbell's single shard (the code): the bot is in too many servers for one connection");
        }
        assert_eq!(status, Some(1));
    }
}

#[tokio::test]
async fn a_gateway_version_that_is_no_longer_spoken_ends_the_process_with_what_to_do() {
    let (status, said) = ends_after(4012).await;
    insta::assert_snapshot!(said, @"talkbell: Discord no longer speaks the gateway's version 10 (4012); a newer talkbell is needed");
    assert_eq!(status, Some(1));
}

#[tokio::test]
async fn an_interaction_that_cannot_be_read_is_said_once_and_harms_nothing() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:30").await;
    let child = binary(&mut story).await;
    for _ in 0..3 {
        story.discord.send_event("INTERACTION_CREATE", &json!({"id": "1", "type": 2, "token": "a-secret"}));
        story.discord.send_event("SOMETHING_OF_TOMORROW", &json!({}));
    }
    let asked = async {
        while story.discord.command(support::stage::ADA, AUDIENCE, "next", json!({})).await.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, asked).await.expect("commands are answered");
    story.discord.disturb_gateway(GatewayFault::Close(4004));
    let said = tokio::task::spawn_blocking(|| said(child)).await.unwrap();
    assert_eq!(said.matches("an interaction that talkbell cannot read").count(), 1, "{said}");
    assert!(!said.contains("a-secret"), "{said}");
}

fn said(mut child: Child) -> String {
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    child.wait().unwrap();
    said
}
