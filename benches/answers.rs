//! How long a slash command waits for its answer: from the interaction's way to the gateway to the callback's arrival.
//!
//! talkbell answers /now amid the sample session; a bare serenity bot answers a constant. They take turns.

mod bare;
mod carried;
mod figures;
mod large;
mod stage;

use std::collections::HashMap;
use std::time::Instant;

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use talkbell::clock::Clock;
use talkbell::rehearsal::LocalDiscord;
use tokio_util::sync::CancellationToken;

use self::carried::{commands, talkbell};
use self::figures::{Figures, verdict};
use self::stage::{ATTENDEE, FIRST_CHANNEL, local_discord};

const WARM_UP: usize = 200;
const ANSWERS: usize = 3000;
/// The design's goal: how many times a bare bot's time an answer may take.
const GOAL: f64 = 1.3;

#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    let amid: DateTime<Utc> = "2021-07-22T01:10:00Z".parse()?;
    let clock = Clock::pretending(amid, 1.0);
    let (ours, theirs) = (local_discord(&clock, 1, 1).await?, local_discord(&clock, 1, 1).await?);
    let folder = tempfile::tempdir()?;
    let stop = CancellationToken::new();
    let mut registered = ours.watch();
    let running = tokio::spawn(talkbell(&ours, &clock, folder.path()).await?.run(stop.clone()));
    commands(&mut registered).await?;
    let mut registered = theirs.watch();
    let api_url = theirs.api_url();
    let bare = tokio::spawn(async move { bare::run(&api_url).await });
    commands(&mut registered).await?;

    for _ in 0..WARM_UP {
        ask(&ours).await?;
        ask(&theirs).await?;
    }
    let (mut own, mut constant) = (Vec::with_capacity(ANSWERS), Vec::with_capacity(ANSWERS));
    for _ in 0..ANSWERS {
        own.push(ask(&ours).await?);
        constant.push(ask(&theirs).await?);
    }
    let (own, constant) = (waits(&ours, &own)?, waits(&theirs, &constant)?);
    bare.abort();
    stop.cancel();
    running.await?.map_err(|failure| anyhow::anyhow!("{failure}"))?;

    let (p50, p99) = (own.ratio(&constant, 50), own.ratio(&constant, 99));
    println!("A slash command's answer, from dispatch to callback:");
    println!("  talkbell, /now       {own}");
    println!("  bare, a constant     {constant}");
    println!("  p50 {p50:.2}×, p99 {p99:.2}× the bare bot; goal p50 ≤ {GOAL}×: {}", verdict(p50 <= GOAL));
    large::measure()
}

/// When it was asked, and the interaction.
async fn ask(discord: &LocalDiscord) -> anyhow::Result<(Instant, u64)> {
    let asked = Instant::now();
    let answer = discord.command(ATTENDEE, FIRST_CHANNEL, "now", Value::Null).await?;
    anyhow::ensure!(answer.message.is_some() && answer.ephemeral, "an answer without a message");
    Ok((asked, answer.interaction))
}

/// Until the callback had arrived: what the local Discord then does with it is not the bot's.
fn waits(discord: &LocalDiscord, asked: &[(Instant, u64)]) -> anyhow::Result<Figures> {
    let requests = discord.requests();
    let callbacks = requests.iter().filter_map(|request| Some((interaction(&request.path)?, request.at)));
    let arrived: HashMap<u64, Instant> = callbacks.collect();
    let wait = |(asked, id): &(Instant, u64)| {
        let arrived = arrived.get(id).context("an answer without a callback")?;
        anyhow::Ok(arrived.duration_since(*asked).as_secs_f64() * 1000.0)
    };
    Figures::of(asked.iter().map(wait).collect::<Result<Vec<_>, _>>()?)
}

/// The interaction that a callback's path names.
fn interaction(path: &str) -> Option<u64> {
    path.strip_prefix("/interactions/")?.split_once('/')?.0.parse().ok()
}
