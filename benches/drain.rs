//! How near to Discord's limit talkbell comes when every channel is due at one instant.
//!
//! The local Discord counts as Discord does, in real time, and answers 429 to whoever comes too soon. Efficiency is what the
//! global limit would take (channels ÷ talkbell's 45 requests a second) divided by what it took; 1 is perfect.

mod figures;
mod stage;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use talkbell::cli::bot::{Bot, Parts};
use talkbell::cli::programmes::Programmes;
use talkbell::clock::Clock;
use talkbell::config::Config;
use talkbell::rehearsal::LocalDiscord;
use talkbell::schedule::{Schedule, Session, Talk, TalkKind};
use talkbell::text::Words;
use tokio_util::sync::CancellationToken;

use self::figures::{Figures, verdict};
use self::stage::{FIRST_CHANNEL, GUILD, TOKEN, local_discord};

/// `TALKBELL_CHANNELS` says otherwise.
const CHANNELS: u32 = 1000;
/// Of Discord's 50 requests a second talkbell uses so many.
const RATE: f64 = 45.0;
/// The design's goal: within 1.05 times of what the limit allows.
const GOAL: f64 = 1.0 / 1.05;
/// Between two looks at what has arrived.
const GLANCE: Duration = Duration::from_millis(50);

#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    let asked_for = std::env::var("TALKBELL_CHANNELS").ok().map(|channels| channels.parse()).transpose()?;
    let channels: u32 = asked_for.unwrap_or(CHANNELS);
    let start: DateTime<Utc> = "2026-07-01T09:00:00Z".parse()?;
    let clock = Clock::pretending(start - TimeDelta::minutes(1), 1.0);
    clock.pause();
    let discord = local_discord(&clock, channels.into(), 1).await?;
    let folder = tempfile::tempdir()?;
    let config = config(&discord.api_url(), folder.path(), channels)?;
    let schedules = (0..channels).map(|channel| schedule(channel, start)).collect::<Result<_, _>>()?;
    let (programmes, words) = (Programmes::of(schedules), Words::english());
    let parts = Parts { config, programmes, words, clock: clock.clone(), token: SecretString::from(TOKEN) };
    let bot = Bot::prepare(parts).await.map_err(|failure| anyhow::anyhow!("{failure}"))?;
    let stop = CancellationToken::new();
    let running = tokio::spawn(bot.run(stop.clone()));

    // What the checks at the start used of the limit is free again.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let began = Instant::now();
    clock.step(start - clock.now());
    arrived(&discord, channels).await?;
    stop.cancel();
    running.await?.map_err(|failure| anyhow::anyhow!("{failure}"))?;
    tell(&discord, channels, began)?;
    discord.stop().await;
    Ok(())
}

fn tell(discord: &LocalDiscord, channels: u32, began: Instant) -> anyhow::Result<()> {
    let requests = discord.requests();
    let posts = requests.iter().filter(|request| request.method == "POST" && request.path.ends_with("/messages"));
    let arrivals = Figures::of(posts.map(|post| (post.at - began).as_secs_f64() * 1000.0))?;
    let limited = requests.iter().filter(|request| request.status == Some(429)).count();
    let allowed = Figures::of((1..=channels).map(|request| f64::from(request) / RATE * 1000.0))?;
    let efficiency = 1.0 / arrivals.ratio(&allowed, 100);
    println!("{channels} channels due at one instant, from the instant to each request's arrival:");
    println!("  talkbell             {arrivals}");
    println!("  what is allowed      {allowed}");
    println!("  efficiency {efficiency:.3}; goal ≥ {GOAL:.3}: {}", verdict(efficiency >= GOAL));
    println!("  429s {limited}; goal 0: {}", verdict(limited == 0));
    Ok(())
}

async fn arrived(discord: &LocalDiscord, channels: u32) -> anyhow::Result<()> {
    let ids: Vec<u64> = (FIRST_CHANNEL..).take(channels as usize).collect();
    let all = async {
        while !ids.iter().all(|id| !discord.messages(*id).is_empty()) {
            tokio::time::sleep(GLANCE).await;
        }
    };
    let patience = Duration::from_secs(30) + Duration::from_secs_f64(2.0 * f64::from(channels) / RATE);
    tokio::time::timeout(patience, all).await.context("some announcements never reached Discord")
}

fn schedule(channel: u32, start: DateTime<Utc>) -> anyhow::Result<Schedule> {
    let talk = Talk {
        id: "talk".parse()?,
        kind: TalkKind::Oral,
        title: format!("The talk of channel {channel}"),
        speakers: vec!["Ada Lovelace".to_owned()],
        summary: Some("What it is about, in a sentence. ".repeat(20)),
        start,
        end: start + TimeDelta::minutes(20),
        room: None,
        cancelled: false,
    };
    let session = Session {
        id: "session".parse()?,
        title: format!("Session {channel}"),
        moderators: Vec::new(),
        summary: None,
        room: None,
        track: None,
        talks: vec![talk],
    };
    Ok(Schedule { title: format!("Conference {channel}"), time_zone: chrono_tz::UTC, sessions: vec![session] })
}

/// Only the starts of talks are announced.
fn config(api_url: &str, folder: &Path, channels: u32) -> anyhow::Result<Config> {
    let store = folder.join("bench.db");
    let general = format!(
        "[discord]\napi_url = '{api_url}'\n[store]\nurl = 'sqlite:{}'\n[announce]\nsession_opening = 'off'\n\
         session_closing = 'off'\nmoderator_call = 'off'\nping = {{ default = 'off', short = 'off' }}\n",
        store.display()
    );
    let conference = |channel: u32| {
        let id = FIRST_CHANNEL + u64::from(channel);
        format!("[[conference]]\nid = 'c{channel}'\nsource = 'none.txt'\nguild = {GUILD}\nchannel = {id}\n")
    };
    let text: String = std::iter::once(general).chain((0..channels).map(conference)).collect();
    Ok(Config::parse(Path::new("bench.toml"), &text)?)
}
