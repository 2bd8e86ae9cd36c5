//! The real bot on a local Discord, in one process, as a story.
//!
//! Session time stands still and is stepped from one due instant to the next; at each the harness waits until all that is
//! due has come to its end. So a story runs as fast as the machine can, and a busy machine changes nothing in it.

mod ada;
mod reading;
mod waiting;

pub use reading::is_panel;
pub use waiting::is_open;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use secrecy::SecretString;
use serde_json::Value;
use talkbell::announce::Destination;
use talkbell::app::App;
use talkbell::cli::bot::{Bot, Parts, load_words};
use talkbell::cli::failure::Failure;
use talkbell::cli::programmes::Programmes;
use talkbell::clock::Clock;
use talkbell::config::Config;
use talkbell::rehearsal::{Happening, LocalDiscord};
use talkbell::store::Entry;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::openapi::CONTRACT;
use super::stage::{AUDIENCE, Stage, TOKEN};

/// Far more than anything takes, so that a story that hangs fails with words.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks at what is waited for.
const GLANCE: Duration = Duration::from_millis(2);

/// A story under way. Whatever the bot asks of Discord in it is held against Discord's own description of its API.
pub struct Harness {
    pub discord: LocalDiscord,
    pub clock: Clock,
    folder: TempDir,
    configuration: String,
    zone: Tz,
    running: Option<Running>,
    /// How many messages of each channel have been read.
    read: BTreeMap<u64, usize>,
    last_answer: Option<Arc<Value>>,
    place: u64,
}

/// A bot on a runtime of its own, so that a crash takes everything with it.
struct Running {
    app: Arc<App>,
    web: Option<SocketAddr>,
    stop: CancellationToken,
    task: JoinHandle<Result<(), Failure>>,
    machine: Machine,
}

/// A runtime that ends with what runs on it, wherever that is.
struct Machine(Option<Runtime>);

impl Harness {
    /// Begins at a local time of 21 July 2021, with the bot running and its commands registered.
    pub async fn begin(stage: Stage, time: &str) -> Self {
        Self::begin_at(stage, instant(time, chrono_tz::America::Los_Angeles)).await
    }

    /// Begins at this instant, with the bot running and its commands registered.
    pub async fn begin_at(stage: Stage, start: DateTime<Utc>) -> Self {
        let mut harness = Self::begin_without_bot_at(stage, start).await;
        harness.start().await.unwrap();
        harness
    }

    pub async fn begin_without_bot(stage: Stage, time: &str) -> Self {
        Self::begin_without_bot_at(stage, instant(time, chrono_tz::America::Los_Angeles)).await
    }

    async fn begin_without_bot_at(stage: Stage, start: DateTime<Utc>) -> Self {
        let zone = chrono_tz::America::Los_Angeles;
        let clock = Clock::pretending(start, 1.0);
        clock.pause();
        // What passed between the two lines above is no part of the story.
        clock.step(start - clock.now());
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let discord = LocalDiscord::start(clock.clone(), stage.world.clone(), stage.manner, address).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let configuration = stage.configuration(&discord.api_url(), folder.path());
        Self {
            discord,
            clock,
            folder,
            configuration,
            zone,
            running: None,
            read: BTreeMap::new(),
            last_answer: None,
            place: AUDIENCE,
        }
    }

    /// Starts the bot and waits until its commands are there and all that is due has come to its end.
    pub async fn start(&mut self) -> Result<(), Failure> {
        self.start_in_vain().await?;
        self.landed().await;
        Ok(())
    }

    /// Starts the bot, and waits until its commands are there.
    pub async fn start_in_vain(&mut self) -> Result<(), Failure> {
        assert!(self.running.is_none(), "the bot runs already");
        let mut happenings = self.discord.watch();
        let config =
            Config::parse(&self.folder().join("talkbell.toml"), &self.configuration).map_err(Failure::usage)?;
        let programmes = Programmes::load(&config, &self.clock).await;
        let words = load_words(&config)?;
        let parts = Parts { config, programmes, words, clock: self.clock.clone(), token: SecretString::from(TOKEN) };

        let machine = Machine::new();
        let bot = machine.spawn(Bot::prepare(parts)).await.unwrap()?;
        let (app, stop) = (Arc::clone(&bot.app), CancellationToken::new());
        let web = bot.web_address();
        let task = machine.spawn(bot.run(stop.clone()));
        self.running = Some(Running { app, web, stop, task, machine });
        let registered =
            async { while !matches!(happenings.recv().await.unwrap(), Happening::CommandsRegistered(_)) {} };
        tokio::time::timeout(PATIENCE, registered).await.expect("the commands are registered");
        Ok(())
    }

    /// Stops the bot as SIGTERM does; gives how long that took.
    pub async fn stop(&mut self) -> Duration {
        let running = self.running.take().expect("the bot runs");
        let began = std::time::Instant::now();
        running.stop.cancel();
        tokio::time::timeout(PATIENCE, running.task).await.expect("the bot stops").unwrap().unwrap();
        began.elapsed()
    }

    /// Ends the bot wherever it is, as `kill -9` does.
    pub async fn crash(&mut self) {
        let running = self.running.take().expect("the bot runs");
        drop(running.machine);
        assert!(running.task.await.is_err_and(|error| error.is_cancelled()), "the bot ran until it was killed");
    }

    /// Stops the bot and starts it again at the same instant.
    pub async fn restart(&mut self) {
        self.stop().await;
        self.start().await.unwrap();
    }

    /// Lets session time come to a local time of the day, and waits until all that is due by then has come to its end.
    /// While no bot runs, time just passes.
    pub async fn at(&mut self, time: &str) {
        self.at_instant(instant(time, self.zone)).await;
    }

    /// As [`Harness::at`], on whatever day.
    pub async fn at_instant(&mut self, then: DateTime<Utc>) {
        assert!(then >= self.clock.now(), "time goes forward");
        while let Some(running) = &self.running {
            self.landed().await;
            let next = running.app.store.next_due(self.clock.now()).await.unwrap();
            let Some(next) = next.filter(|due| *due <= then) else { break };
            self.clock.step(next - self.clock.now());
        }
        self.clock.step(then - self.clock.now());
        self.landed().await;
    }

    /// Lets session time come to a local time of the day at once, and waits for nothing.
    pub fn passes_to(&self, time: &str) {
        self.clock.step(instant(time, self.zone) - self.clock.now());
    }

    /// The outbox of all conferences, as it stands.
    pub async fn outbox(&self) -> Vec<Entry> {
        let app = &self.running.as_ref().expect("the bot runs").app;
        let mut entries = Vec::new();
        for conference in app.conferences.iter() {
            entries.extend(app.store.entries(conference.id()).await.unwrap());
        }
        entries
    }

    /// What the running bot works on.
    pub fn app(&self) -> &App {
        &self.running.as_ref().expect("the bot runs").app
    }

    /// Where the running bot shows its pages, if its configuration says so.
    pub fn web(&self) -> SocketAddr {
        self.running.as_ref().and_then(|running| running.web).expect("the bot runs and listens")
    }

    /// Where the store, the programme and the configuration are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The configuration, to be changed before the next start.
    pub fn configuration(&mut self) -> &mut String {
        &mut self.configuration
    }

    /// The wall clock is set anew, and session time with it.
    pub fn wall_steps(&self, by: TimeDelta) {
        self.clock.step_wall(by);
        self.clock.step(by);
    }

    /// The channels that the running bot has switched off.
    pub async fn switched_off(&self) -> Vec<Destination> {
        let off = self.running.as_ref().expect("the bot runs").app.store.switched_off().await.unwrap();
        off.into_iter().map(|switched| switched.destination).collect()
    }

    /// Writes another programme, which the next start reads.
    pub fn rewrites_programme(&self, page: &str) {
        std::fs::write(self.folder().join("programme.txt"), page).unwrap();
    }

    /// Lets the running bot read its programme again, and waits until all that follows has landed.
    pub async fn rereads_programme(&self) {
        let running = self.running.as_ref().expect("the bot runs");
        let app = Arc::clone(&running.app);
        running.machine.spawn(async move { app.refresh_all().await }).await.unwrap();
        self.landed().await;
        self.corrected().await;
    }
}

impl Machine {
    fn new() -> Self {
        Self(Some(tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()))
    }

    fn spawn<T: Send + 'static>(&self, task: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
        self.0.as_ref().expect("until it is dropped").spawn(task)
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            CONTRACT.assert_kept(&self.discord.requests());
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(Runtime::shutdown_background);
    }
}

/// A local time of the sample's day.
pub fn instant(time: &str, zone: Tz) -> DateTime<Utc> {
    let time: NaiveTime = time.parse().unwrap_or_else(|_| NaiveTime::parse_from_str(time, "%H:%M").unwrap());
    let day = chrono::NaiveDate::from_ymd_opt(2021, 7, 21).unwrap();
    day.and_time(time).and_local_timezone(zone).unwrap().to_utc()
}
