//! How late a notice is: the instant at which its request has reached Discord, minus the instant at which it was due.
//!
//! The real bot posts to a local Discord on loopback, below the rate limit: first one notice at a time, then five at one
//! instant, as when parallel sessions begin. The baseline sleeps until the same instants and posts, with nothing between.

mod figures;
mod stage;

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use talkbell::announce::plan;
use talkbell::cli::bot::{Bot, Parts};
use talkbell::cli::programmes::Programmes;
use talkbell::clock::Clock;
use talkbell::config::Config;
use talkbell::rehearsal::LocalDiscord;
use talkbell::schedule::{Schedule, Session, Talk, TalkKind};
use talkbell::text::Words;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use self::figures::{Figures, verdict};
use self::stage::{FIRST_CHANNEL, GUILD, TOKEN, local_discord};

/// One conference each, with a channel of its own.
const CHANNELS: u32 = 40;
/// How often a channel hears something. Discord allows five messages in five seconds.
const ROUND: TimeDelta = TimeDelta::seconds(2);
const SINGLE_ROUNDS: u32 = 6;
const BURST_ROUNDS: u32 = 3;
const BURST: u32 = 5;
/// Between the start of a series and its first notice: the bot checks 40 channels at 45 requests a second.
const RUN_UP: TimeDelta = TimeDelta::seconds(4);
/// Long enough that nothing becomes too late while it is measured.
const TALK: TimeDelta = TimeDelta::minutes(5);
/// The design's goal for p99, in milliseconds.
const GOAL: f64 = 20.0;
/// How long the last requests may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What must be said, and when.
#[derive(Clone, Copy)]
struct Due {
    channel: u32,
    at: DateTime<Utc>,
    series: Series,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Series {
    Singles,
    Bursts,
}

/// A session time and the same instant of the monotonic clock.
struct Moment(DateTime<Utc>, Instant);

#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    let bot = of_the_bot().await?;
    let baseline = of_the_baseline().await?;
    println!("A request's arrival at Discord after its due instant, {CHANNELS} channels, 20 notices a second:");
    for (name, series) in [("one at a time", Series::Singles), ("five at one instant", Series::Bursts)] {
        let (bot, baseline) = (late(&bot, series)?, late(&baseline, series)?);
        let p99 = bot.percentile(99);
        println!("{name}");
        println!("  talkbell             {bot}");
        println!("  sleep and post       {baseline}");
        println!("  p99 {:.1}× the baseline; goal p99 ≤ {GOAL} ms: {}", bot.ratio(&baseline, 99), verdict(p99 <= GOAL));
    }
    Ok(())
}

async fn of_the_bot() -> anyhow::Result<Vec<(Series, f64)>> {
    let clock = Clock::system();
    let discord = local_discord(&clock, CHANNELS.into(), 1).await?;
    let folder = tempfile::tempdir()?;
    let config = config(&discord.api_url(), folder.path())?;
    let dues = dues(clock.now() + RUN_UP);
    let schedules: Vec<Schedule> = (0..CHANNELS).map(|channel| schedule(channel, &dues)).collect::<Result<_, _>>()?;
    let mut expected = HashMap::new();
    for (settings, schedule) in config.conferences.iter().zip(&schedules) {
        for notice in plan(&settings.id, schedule, &settings.policy, &settings.route()) {
            let due = dues.iter().find(|due| due.at == notice.due).context("a notice that nobody asked for")?;
            expected.insert(notice.key().digest().to_string(), *due);
        }
    }
    anyhow::ensure!(expected.len() == dues.len(), "{} notices instead of {}", expected.len(), dues.len());

    let words = Words::english();
    let parts = Parts {
        config,
        programmes: Programmes::of(schedules),
        words,
        clock: clock.clone(),
        token: SecretString::from(TOKEN),
    };
    let bot = Bot::prepare(parts).await.map_err(|failure| anyhow::anyhow!("{failure}"))?;
    let stop = CancellationToken::new();
    let running = tokio::spawn(bot.run(stop.clone()));
    arrived(&discord, &expected, &clock).await?;
    stop.cancel();
    running.await?.map_err(|failure| anyhow::anyhow!("{failure}"))?;
    let late = lateness(&discord, &expected, &clock)?;
    discord.stop().await;
    Ok(late)
}

async fn of_the_baseline() -> anyhow::Result<Vec<(Series, f64)>> {
    let clock = Clock::system();
    let discord = local_discord(&clock, CHANNELS.into(), 1).await?;
    let client = reqwest::Client::builder().tcp_nodelay(true).build()?;
    let Moment(now, instant) = moment(&clock);
    let mut expected = HashMap::new();
    let mut posting = JoinSet::new();
    for (number, due) in dues(now + RUN_UP).into_iter().enumerate() {
        let nonce = format!("baseline-{number}");
        expected.insert(nonce.clone(), due);
        let channel = FIRST_CHANNEL + u64::from(due.channel);
        let url = format!("{}/api/v10/channels/{channel}/messages", discord.api_url());
        let body = serde_json::json!({"content": abstract_of(due.channel), "nonce": nonce, "enforce_nonce": true});
        let request = client.post(url).header("authorization", format!("Bot {TOKEN}")).json(&body);
        let at = instant + (due.at - now).to_std()?;
        posting.spawn(async move {
            tokio::time::sleep_until(at.into()).await;
            request.send().await?.error_for_status()
        });
    }
    while let Some(posted) = posting.join_next().await {
        posted??;
    }
    let late = lateness(&discord, &expected, &clock)?;
    discord.stop().await;
    Ok(late)
}

/// Evenly spread from `first` on: one at a time, and after a pause in bursts.
fn dues(first: DateTime<Utc>) -> Vec<Due> {
    let step = |ticks: u32, of: u32| ROUND * i32::try_from(ticks).unwrap_or(i32::MAX) / i32::try_from(of).unwrap_or(1);
    let first_burst = first + step(SINGLE_ROUNDS + 1, 1);
    let each = |rounds| (0..rounds).flat_map(|round| (0..CHANNELS).map(move |channel| (round, channel)));
    let singles = each(SINGLE_ROUNDS).map(|(round, channel)| {
        let at = first + step(round, 1) + step(channel, CHANNELS);
        Due { channel, at, series: Series::Singles }
    });
    let bursts = each(BURST_ROUNDS).map(|(round, channel)| {
        let at = first_burst + step(round, 1) + step(channel / BURST, CHANNELS / BURST);
        Due { channel, at, series: Series::Bursts }
    });
    singles.chain(bursts).collect()
}

fn schedule(channel: u32, dues: &[Due]) -> anyhow::Result<Schedule> {
    let own = dues.iter().filter(|due| due.channel == channel);
    let talk = |(number, due): (usize, &Due)| {
        anyhow::Ok(Talk {
            id: format!("talk-{number}").parse()?,
            kind: TalkKind::Oral,
            title: format!("Talk {number} of session {channel}"),
            speakers: vec!["Ada Lovelace".to_owned(), "Emmy Noether".to_owned()],
            summary: Some(abstract_of(channel)),
            room: None,
            cancelled: false,
            start: due.at,
            end: due.at + TALK,
        })
    };
    let session = Session {
        id: "session".parse()?,
        title: format!("Session {channel}"),
        moderators: Vec::new(),
        summary: None,
        room: None,
        track: None,
        talks: own.enumerate().map(talk).collect::<Result<_, _>>()?,
    };
    Ok(Schedule { title: format!("Conference {channel}"), time_zone: chrono_tz::UTC, sessions: vec![session] })
}

/// As long as the abstracts of a machine learning conference are.
fn abstract_of(channel: u32) -> String {
    format!("Session {channel} asks how late a notice may be before anybody minds. ").repeat(18)
}

/// Only the starts of talks are announced.
fn config(api_url: &str, folder: &Path) -> anyhow::Result<Config> {
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
    let text: String = std::iter::once(general).chain((0..CHANNELS).map(conference)).collect();
    Ok(Config::parse(Path::new("bench.toml"), &text)?)
}

async fn arrived(discord: &LocalDiscord, expected: &HashMap<String, Due>, clock: &Clock) -> anyhow::Result<()> {
    let mut happenings = discord.watch();
    let last = expected.values().map(|due| due.at).max().context("nothing is due")?;
    let patience = clock.real_until(last).unwrap_or_default() + PATIENCE;
    let all = async {
        let posted = || (FIRST_CHANNEL..).take(CHANNELS as usize).map(|id| discord.messages(id).len()).sum::<usize>();
        while posted() < expected.len() {
            happenings.recv().await?;
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(patience, all).await.context("some notices never reached Discord")?
}

fn lateness(
    discord: &LocalDiscord,
    expected: &HashMap<String, Due>,
    clock: &Clock,
) -> anyhow::Result<Vec<(Series, f64)>> {
    let Moment(now, instant) = moment(clock);
    let mut late = HashMap::new();
    for request in discord.requests().iter().filter(|request| request.path.ends_with("/messages")) {
        anyhow::ensure!(request.status == Some(200), "a message was answered {:?}", request.status);
        let nonce = request.body["nonce"].as_str().unwrap_or_default();
        let due = expected.get(nonce).context("a message that nobody asked for")?;
        let since_due = (now - due.at).as_seconds_f64() - (instant - request.at).as_secs_f64();
        late.insert(nonce.to_owned(), (due.series, since_due * 1000.0));
    }
    anyhow::ensure!(late.len() == expected.len(), "{} of {} messages arrived", late.len(), expected.len());
    Ok(late.into_values().collect())
}

fn late(all: &[(Series, f64)], wanted: Series) -> anyhow::Result<Figures> {
    Figures::of(all.iter().filter(|(series, _)| *series == wanted).map(|(_, late)| *late))
}

fn moment(clock: &Clock) -> Moment {
    Moment(clock.now(), Instant::now())
}
