//! `talkbell outbox`, while the bot runs.

use serde_json::Value;
use talkbell::rehearsal::{Fault, FaultKind};

use crate::process::{refusal, talkbell, text};
use crate::support::harness::Harness;
use crate::support::stage::{AUDIENCE, Stage};

/// Session time of the stories, for the subcommands that ask for it.
const AT_1750: &str = "2021-07-22T00:50:00Z";
const AT_1801: &str = "2021-07-22T01:01:00Z";
const AT_1900: &str = "2021-07-22T02:00:00Z";

fn rows(story: &mut Harness, arguments: &[&str]) -> Vec<Value> {
    let output = talkbell(story, &[&["outbox", "--json"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice::<Vec<Value>>(&output.stdout).unwrap()
}

fn one(story: &mut Harness, kind: &str, starts: &str) -> Value {
    let mut found = rows(story, &[]).into_iter().filter(|row| row["kind"] == kind);
    found.find(|row| row["due"].as_str().unwrap().contains(starts)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outbox_is_listed_and_filtered_in_the_programmes_time() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("17:55").await;
    let table = text(&talkbell(&mut story, &["outbox"]).stdout);
    let line = table.lines().find(|line| line.contains("session-opening")).unwrap();
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    assert!(
        words.join(" ").starts_with(
            "Wed 21 Jul 2021 17:50:00 PDT delivered session-opening Deep Learning Theory 5 channel 2000 1"
        ),
        "{table}"
    );
    assert!(table.contains("direct to Yi Ma"), "{table}");

    let delivered = rows(&mut story, &["--state", "delivered"]);
    let pending = rows(&mut story, &["--state", "pending", "--conference", "icml2021-dlt5"]);
    assert!(delivered.iter().all(|row| row["state"] == "delivered" && row["message"].is_string()));
    assert_eq!(delivered.len() + pending.len(), rows(&mut story, &[]).len());
    assert_eq!(
        text(&talkbell(&mut story, &["outbox", "--state", "failed"]).stdout),
        "Nothing of that kind is in the outbox.\n"
    );

    let (status, said) = refusal(&mut story, &["outbox", "--conference", "icml2022"]);
    assert_eq!(status, Some(2));
    insta::assert_snapshot!(said, @"talkbell: talkbell.toml has no conference `icml2022`; it has icml2021-dlt5");
    let wrong = talkbell(&mut story, &["outbox", "--state", "lost"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("the states are pending, claimed, uncertain, delivered"), "{wrong:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_announcement_stays_cancelled_and_waits_again_on_demand() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    let bell = one(&mut story, "talk-ping", "00:55:00");
    let key = bell["key"].as_str().unwrap();
    let cancelled = talkbell(&mut story, &["outbox", "cancel", "--pretend-now", AT_1750, key]);
    assert_eq!(cancelled.status.code(), Some(0), "{}", text(&cancelled.stderr));
    story.restart().await;
    let after = one(&mut story, "talk-ping", "00:55:00");
    assert_eq!((&after["state"], &after["reason"]), (&"cancelled".into(), &"cancelled by the operator".into()));

    let id = &bell["digest"].as_str().unwrap()[..8];
    let retried = talkbell(&mut story, &["outbox", "retry", "--pretend-now", AT_1750, id]);
    assert_eq!(retried.status.code(), Some(0), "{}", text(&retried.stderr));
    assert!(text(&retried.stdout).contains("waits again"));
    story.at("17:56").await;
    assert_eq!(one(&mut story, "talk-ping", "00:55:00")["state"], "delivered");
    let again = refusal(&mut story, &["outbox", "retry", "--pretend-now", AT_1750, id]);
    assert_eq!(again.0, Some(1));
    assert!(again.1.contains("it stands in its channel already"), "{}", again.1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_refused_is_retried_once_it_is_mended() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.discord.inject(Fault::posting(AUDIENCE, 1, FaultKind::Status(403)));
    story.at("17:51").await;
    story.discord.heal();
    let opening = one(&mut story, "session-opening", "00:50:00");
    assert_eq!(opening["state"], "failed");
    let digest = opening["digest"].as_str().unwrap();
    let retried = talkbell(&mut story, &["outbox", "retry", "--pretend-now", AT_1750, digest]);
    assert!(text(&retried.stdout).contains("is looked for in its channel, and posted if it is not there"));
    story.until("it stands", async || story.discord.messages(AUDIENCE).len() == 1).await;
    story.landed().await;

    story.at("19:00").await;
    let ping = one(&mut story, "talk-ping", "00:55:00");
    let late = refusal(&mut story, &["outbox", "cancel", "--pretend-now", AT_1900, ping["digest"].as_str().unwrap()]);
    assert!(late.1.contains("it stands in its channel already"), "{}", late.1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_brings_a_switched_off_channel_back() {
    let mut story = Harness::begin(Stage::sample(), "17:49").await;
    story.discord.inject(Fault::posting(AUDIENCE, 1000, FaultKind::Status(403)));
    story.at("18:00").await;
    assert_eq!(story.switched_off().await.len(), 1);
    story.discord.heal();
    let start = one(&mut story, "talk-start", "01:00:00");
    assert_eq!(start["state"], "failed");
    let digest = start["digest"].as_str().unwrap();
    let retried = talkbell(&mut story, &["outbox", "retry", "--pretend-now", AT_1801, digest]);
    assert_eq!(retried.status.code(), Some(0), "{}", text(&retried.stderr));
    story.until("it is tried at once", async || story.switched_off().await.is_empty()).await;
    story.landed().await;
    assert!(story.channel(AUDIENCE).contains("Now: **Dissecting"));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_late_and_unknown_are_said_with_what_is_like_it() {
    let mut story = Harness::begin(Stage::sample(), "17:57").await;
    let missed = rows(&mut story, &["--state", "cancelled"]);
    assert!(missed.is_empty());
    let bell = one(&mut story, "talk-ping", "01:19:00");
    let digest = bell["digest"].as_str().unwrap().to_owned();
    assert_eq!(talkbell(&mut story, &["outbox", "cancel", &digest]).status.code(), Some(0));
    let late = refusal(&mut story, &["outbox", "retry", "--pretend-now", AT_1900, &digest]);
    assert_eq!(late.0, Some(1));
    assert!(late.1.contains("it is too late for it since Wed 21 Jul 2021 18:20:00 PDT"), "{}", late.1);

    let slip = format!("{}0000", &digest[..12]);
    let (status, said) = refusal(&mut story, &["outbox", "retry", &slip]);
    assert_eq!(status, Some(1));
    assert!(said.contains(&format!("`{slip}` is not in the outbox; is it one of these?")), "{said}");
    let output = talkbell(&mut story, &["outbox", "retry", &slip]);
    assert!(text(&output.stderr).contains(&digest[..8]), "{output:?}");
    assert_eq!(talkbell(&mut story, &["outbox", "retry"]).status.code(), Some(2));
}
