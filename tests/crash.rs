//! The real binary, killed with `kill -9` at random instants: at the end each notice stands once, or is known as missed.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use chrono::{NaiveTime, TimeDelta};
use serde_json::Value;
use talkbell::clock::Clock;
use talkbell::rehearsal::{Channel, Fault, FaultKind, Happening, LocalDiscord, Manner, Windows};
use talkbell::store::{Entry, State, Store};
use tokio::sync::broadcast::Receiver;

use support::page::SAMPLE;
use support::process::{PATIENCE, Process, talkbell};
use support::stage::{AUDIENCE, GUILD, LOUNGE, MODERATORS, YI_MA, world};

/// Where the random instants come from; another number makes another story.
const SEED: u64 = 20_210_722;
/// The first conferences: the sample, in three channels.
const FIRST: [u64; 3] = [AUDIENCE, LOUNGE, MODERATORS];
/// Each further conference has a channel of its own, from here on.
const FURTHER: u64 = 10_000;
/// So long a process that is to be killed while it posts may find nothing to post.
const IDLE: Duration = Duration::from_secs(10);
/// Session time that passes while nobody runs, in all: enough to miss bells, and some talks.
const ABSENT: TimeDelta = TimeDelta::seconds(1350);

/// How large a story is. `TALKBELL_KILLS` and `TALKBELL_CONFERENCES` make it larger.
#[derive(Clone, Copy)]
struct Size {
    kills: u32,
    conferences: u32,
}

impl Size {
    fn asked_for() -> Self {
        let number = |name| std::env::var(name).ok().map(|text| text.parse().unwrap());
        let kills = number("TALKBELL_KILLS").unwrap_or(15);
        Self { kills, conferences: number("TALKBELL_CONFERENCES").unwrap_or(3) }
    }

    /// Each with its channel, and by how many minutes it begins after the first.
    fn conferences(self) -> impl Iterator<Item = (String, u64, u32)> {
        let first = FIRST.into_iter().map(|channel| (channel, 0));
        let further = (0..self.conferences.saturating_sub(3)).map(|number| (FURTHER + u64::from(number), number + 1));
        let all = first.chain(further).take(self.conferences as usize);
        all.enumerate().map(|(number, (channel, later))| (format!("c{number}"), channel, later))
    }

    /// How long a process lives at most: it looks first at each channel that has taken nothing yet, at 45 requests a second.
    fn longest_life(self) -> Duration {
        Duration::from_millis(900 + 40 * u64::from(self.conferences.saturating_sub(3)))
    }

    /// The sample's 70 minutes in some 15 seconds; a longer story is told more slowly.
    fn speed(self) -> f64 {
        let session = f64::from(4200 + 60 * self.conferences.saturating_sub(3));
        let real = f64::from(self.kills) * (self.longest_life().as_secs_f64() / 2.0 + 0.8);
        (session / real).min(240.0)
    }

    fn absence(self, dice: &mut Dice) -> TimeDelta {
        let longest = 1 + ABSENT.num_milliseconds() / i64::from(self.kills.max(1));
        TimeDelta::milliseconds(i64::try_from(dice.up_to(usize::try_from(longest).unwrap())).unwrap())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_nothing_stands_twice_and_nothing_is_forgotten() {
    let (size, began) = (Size::asked_for(), std::time::Instant::now());
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::pretending("2021-07-22T00:44:00Z".parse().unwrap(), size.speed());
    let manner = Manner { windows: Windows::Fleeting, record_requests: false };
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let mut world = world();
    let further = size.conferences().filter(|(_, channel, _)| *channel >= FURTHER);
    world.channels.extend(further.map(|(id, channel, _)| Channel::open(channel, &id)));
    let discord = LocalDiscord::start(clock.clone(), world, manner, address).await.unwrap();
    configure(folder.path(), &discord.api_url(), size);

    let channels: Vec<u64> = size.conferences().map(|(_, channel, _)| channel).collect();
    let mut dice = Dice(SEED);
    for kill in 0..size.kills {
        let mut happenings = discord.watch();
        let process = start(folder.path(), &clock, size.speed());
        // From before the first request to well into posting, and every third time in the middle of a message.
        let lives = usize::try_from(size.longest_life().as_millis()).unwrap();
        if kill % 3 == 0 {
            let fault = if kill % 2 == 0 { FaultKind::DropAfter } else { FaultKind::Drip(Duration::from_secs(1)) };
            discord.inject(Fault::posting(channels[dice.up_to(channels.len())], 1, fault));
            posted(&mut happenings).await;
        } else {
            tokio::time::sleep(Duration::from_millis(dice.up_to(lives) as u64)).await;
        }
        process.kill();
        clock.pause();
        clock.step(size.absence(&mut dice));
        discord.heal();
    }

    let store_url = format!("sqlite:{}", folder.path().join("talkbell.db").display());
    let last = start(folder.path(), &clock, 240.0);
    let entries = all_ended(&store_url, last, size).await;
    judge(&discord, &entries, &channels);
    let count = |state| entries.iter().filter(|entry| entry.state == state).count();
    println!(
        "{} kills, {} conferences: {} posted, {} missed and told, none twice; {:.0} s",
        size.kills,
        size.conferences,
        count(State::Delivered),
        count(State::Missed),
        began.elapsed().as_secs_f64()
    );
}

/// Every notice is in its channel once, or in the outbox as missed with its reason.
fn judge(discord: &LocalDiscord, entries: &[Entry], channels: &[u64]) {
    let rooms = channels.iter().copied().chain([MODERATORS, discord.direct_channel(YI_MA)]);
    let rooms: BTreeSet<u64> = rooms.collect();
    let mut standing: BTreeMap<String, u32> = BTreeMap::new();
    for message in rooms.into_iter().flat_map(|room| discord.messages(room)) {
        *standing.entry(text(&message["nonce"]).to_owned()).or_default() += 1;
    }
    for entry in entries {
        let stands = standing.remove(entry.notice.key().digest().as_str()).unwrap_or_default();
        let reason = entry.reason.as_deref().unwrap_or_default();
        match entry.state {
            State::Delivered => assert_eq!(stands, 1, "{entry:#?}"),
            State::Missed => assert!(stands == 0 && !reason.is_empty(), "{stands} times: {entry:#?}"),
            _ => panic!("neither posted nor missed: {entry:#?}"),
        }
    }
    assert!(standing.is_empty(), "nobody planned these: {standing:?}");
    let delivered = entries.iter().filter(|entry| entry.state == State::Delivered).count();
    assert!(delivered >= 10, "only {delivered} of {} were posted", entries.len());
}

/// Waits until every notice of every conference has come to its end, and gives them all, reports included.
async fn all_ended(store_url: &str, mut last: Process, size: Size) -> Vec<Entry> {
    let store = Store::open(store_url).await.unwrap();
    let waiting = async {
        loop {
            assert!(last.runs(), "it ended by itself: {}", last.stderr());
            let counts = store.counts().await.unwrap();
            let open = [State::Pending, State::Claimed, State::Uncertain];
            if open.iter().all(|state| !counts.contains_key(state))
                && store.unreported(chrono::DateTime::<chrono::Utc>::MIN_UTC).await.unwrap().is_empty()
            {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let ended = tokio::time::timeout(2 * PATIENCE + size.longest_life() * 60, waiting).await;
    assert!(ended.is_ok(), "not everything came to its end: {:?}; it said: {}", store.counts().await, last.stderr());
    let mut entries = Vec::new();
    for (id, ..) in size.conferences() {
        entries.extend(store.entries(&id.parse().unwrap()).await.unwrap());
    }
    entries
}

fn start(folder: &Path, clock: &Clock, speed: f64) -> Process {
    clock.run_at(speed);
    let (now, speed) = (clock.now().to_rfc3339(), speed.to_string());
    let arguments = ["run", "--config", "talkbell.toml", "--pretend-now", &now, "--speed", &speed];
    clock.play();
    Process::start(&mut talkbell(folder, &arguments), folder)
}

fn configure(folder: &Path, api_url: &str, size: Size) {
    let mut toml = format!("[discord]\napi_url = \"{api_url}\"\n");
    for (id, channel, later) in size.conferences() {
        std::fs::write(folder.join(format!("{id}.txt")), if later == 0 { SAMPLE.to_owned() } else { moved(later) })
            .unwrap();
        write!(
            toml,
            "[[conference]]\nid = \"{id}\"\nsource = \"{id}.txt\"\nyear = 2021\nguild = {GUILD}\n\
             channel = {channel}\nmoderator_channel = {MODERATORS}\n[conference.moderators]\n\"Yi Ma\" = {YI_MA}\n"
        )
        .unwrap();
    }
    std::fs::write(folder.join("talkbell.toml"), toml).unwrap();
}

/// The sample, so many minutes later.
fn moved(minutes: u32) -> String {
    let start = NaiveTime::from_hms_opt(18, 0, 0).unwrap();
    let times = (0..70).map(|minute| (start + TimeDelta::minutes(minute)).format("%H:%M").to_string());
    let later = |time: &str| {
        let time = NaiveTime::parse_from_str(time, "%H:%M").unwrap() + TimeDelta::minutes(minutes.into());
        time.format("%H:%M").to_string()
    };
    // In one pass, so that nothing is moved twice.
    let times: BTreeMap<String, String> = times.map(|time| (time.clone(), later(&time))).collect();
    let word =
        |word: &str| times.get(word.trim()).map_or_else(|| word.to_owned(), |later| word.replace(word.trim(), later));
    let line = |line: &str| {
        let is_time = line.starts_with("Wed 21 July");
        if is_time { line.split_inclusive(' ').map(word).collect() } else { line.to_owned() }
    };
    SAMPLE.lines().map(|text| line(text) + "\n").collect()
}

/// Waits until something is posted. Where nothing is due any more, it is killed while it is idle.
async fn posted(happenings: &mut Receiver<Happening>) {
    let posted = async { while !matches!(happenings.recv().await.unwrap(), Happening::Posted(_)) {} };
    let _ = tokio::time::timeout(IDLE, posted).await;
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Marsaglia's xorshift: the same story each time.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}
