//! The real binary, killed with `kill -9` at random instants: at the end each notice stands once, or is known as missed.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use chrono::TimeDelta;
use serde_json::Value;
use talkbell::clock::Clock;
use talkbell::rehearsal::{Fault, FaultKind, Happening, LocalDiscord, Manner, Windows};
use talkbell::store::{Entry, State, Store};
use tokio::sync::broadcast::Receiver;

use support::page::SAMPLE;
use support::process::{PATIENCE, Process, talkbell};
use support::stage::{AUDIENCE, GUILD, LOUNGE, MODERATORS, YI_MA, world};

/// The sample's 70 minutes in some 15 seconds.
const SPEED: f64 = 240.0;
/// Session time that passes while nobody runs, in seconds, at most: enough to miss a bell, not a talk.
const LONGEST_ABSENCE: usize = 90;
const KILLS: u32 = 15;
/// Where the random instants come from; another number makes another story.
const SEED: u64 = 20_210_722;
/// Its conferences: the same programme in three channels.
const CONFERENCES: [(&str, u64); 3] = [("first", AUDIENCE), ("second", LOUNGE), ("third", MODERATORS)];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_fifteen_times_nothing_stands_twice_and_nothing_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::pretending("2021-07-22T00:44:00Z".parse().unwrap(), SPEED);
    let manner = Manner { windows: Windows::Fleeting, record_requests: false };
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let discord = LocalDiscord::start(clock.clone(), world(), manner, address).await.unwrap();
    configure(folder.path(), &discord.api_url());

    let mut dice = Dice(SEED);
    for kill in 0..KILLS {
        let mut happenings = discord.watch();
        let process = start(folder.path(), &clock);
        // From before the first request to well into posting, and every third time in the middle of a message.
        if kill % 3 == 0 {
            let fault = if kill % 2 == 0 { FaultKind::DropAfter } else { FaultKind::Drip(Duration::from_secs(1)) };
            discord.inject(Fault::posting(CONFERENCES[dice.up_to(3)].1, 1, fault));
            posted(&mut happenings).await;
        } else {
            tokio::time::sleep(Duration::from_millis(dice.up_to(900) as u64)).await;
        }
        process.kill();
        clock.pause();
        clock.step(TimeDelta::seconds(i64::try_from(dice.up_to(LONGEST_ABSENCE)).unwrap()));
        discord.heal();
    }

    let store_url = format!("sqlite:{}", folder.path().join("talkbell.db").display());
    let last = start(folder.path(), &clock);
    let entries = all_ended(&store_url, last).await;
    judge(&discord, &entries);
}

/// Every notice is in its channel once, or in the outbox as missed with its reason.
fn judge(discord: &LocalDiscord, entries: &[Entry]) {
    let rooms = [AUDIENCE, LOUNGE, MODERATORS, discord.direct_channel(YI_MA)];
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
async fn all_ended(store_url: &str, mut last: Process) -> Vec<Entry> {
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
    let ended = tokio::time::timeout(2 * PATIENCE, waiting).await;
    assert!(ended.is_ok(), "not everything came to its end: {:?}; it said: {}", store.counts().await, last.stderr());
    let mut entries = Vec::new();
    for (id, _) in CONFERENCES {
        entries.extend(store.entries(&id.parse().unwrap()).await.unwrap());
    }
    entries
}

fn start(folder: &Path, clock: &Clock) -> Process {
    let (now, speed) = (clock.now().to_rfc3339(), SPEED.to_string());
    let arguments = ["run", "--config", "talkbell.toml", "--pretend-now", &now, "--speed", &speed];
    clock.play();
    Process::start(&mut talkbell(folder, &arguments), folder)
}

fn configure(folder: &Path, api_url: &str) {
    std::fs::write(folder.join("programme.txt"), SAMPLE).unwrap();
    let mut toml = format!("[discord]\napi_url = \"{api_url}\"\n");
    for (id, channel) in CONFERENCES {
        write!(
            toml,
            "[[conference]]\nid = \"{id}\"\nsource = \"programme.txt\"\nyear = 2021\nguild = {GUILD}\n\
             channel = {channel}\nmoderator_channel = {MODERATORS}\n[conference.moderators]\n\"Yi Ma\" = {YI_MA}\n"
        )
        .unwrap();
    }
    std::fs::write(folder.join("talkbell.toml"), toml).unwrap();
}

async fn posted(happenings: &mut Receiver<Happening>) {
    let posted = async { while !matches!(happenings.recv().await.unwrap(), Happening::Posted(_)) {} };
    tokio::time::timeout(PATIENCE, posted).await.expect("something is posted");
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
