//! The real bot on a local Discord, in one process, as a story.
//!
//! Session time stands still and is stepped from one due instant to the next; at each the harness waits until all that is
//! due has come to its end. So a story runs as fast as the machine can, and a busy machine changes nothing in it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use secrecy::SecretString;
use serde_json::{Value, json};
use talkbell::announce::Destination;
use talkbell::app::App;
use talkbell::cli::bot::{Bot, Parts, load_words};
use talkbell::cli::failure::Failure;
use talkbell::cli::programmes::Programmes;
use talkbell::clock::Clock;
use talkbell::config::Config;
use talkbell::rehearsal::{Answer, Happening, LocalDiscord};
use talkbell::store::{Entry, State, Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::stage::{ADA, AUDIENCE, Stage, TOKEN};
use super::transcript;

/// Far more than anything takes, so that a story that hangs fails with words.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks at what is waited for.
const GLANCE: Duration = Duration::from_millis(2);

/// A story under way.
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

    /// Waits until so many messages stand in a channel.
    pub async fn until_posted(&self, channel: u64, many: usize) {
        self.until("Discord has taken it", async || self.discord.messages(channel).len() >= many).await;
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

    /// Waits until nothing that is due is open, and the organisers were told of what was missed.
    pub async fn landed(&self) {
        let Some(running) = &self.running else { return };
        let store = &running.app.store;
        self.until("all that is due has landed", async || {
            // Twice: what fails between two questions comes back as a report, which then stands among the entries.
            self.is_quiet(store).await && self.is_quiet(store).await
        })
        .await;
    }

    async fn is_quiet(&self, store: &Store) -> bool {
        let told = store.unreported(DateTime::<Utc>::MIN_UTC).await.unwrap().is_empty()
            && store.switched().await.unwrap().is_empty();
        let off: Vec<Destination> = store.switched_off().await.unwrap().iter().map(|it| it.destination).collect();
        let now = self.clock.now();
        // What is to stand in a channel that is switched off waits for that, or for its end.
        let held = |entry: &Entry| {
            let in_time = entry.state == State::Pending && entry.notice.expires > now;
            in_time && off.contains(&entry.notice.destination)
        };
        let waits = |entry: &Entry| is_open(entry.state) && entry.notice.due <= now && !held(entry);
        told && !self.outbox().await.iter().any(waits)
    }

    /// Looks again and again until it is so.
    pub async fn until(&self, what: &str, mut is_so: impl AsyncFnMut() -> bool) {
        let waiting = async {
            while !is_so().await {
                tokio::time::sleep(GLANCE).await;
            }
        };
        let Err(_) = tokio::time::timeout(PATIENCE, waiting).await else { return };
        panic!("waited in vain until {what}; the outbox: {:#?}", self.outbox().await);
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

    /// The messages of a channel that have not been read yet, in plain text.
    pub fn channel(&mut self, channel: u64) -> String {
        let messages = self.discord.messages(channel);
        let read = self.read.insert(channel, messages.len()).unwrap_or_default();
        messages[read..].iter().map(|message| transcript::posted(message, self.zone)).collect::<Vec<_>>().join("\n")
    }

    /// All messages of a channel that nobody asked for, in plain text.
    pub fn channel_without_answers(&self, channel: u64) -> String {
        let messages = self.discord.messages(channel);
        let unasked = messages.iter().filter(|message| message["interaction_metadata"].is_null());
        unasked.map(|message| transcript::posted(message, self.zone)).collect::<Vec<_>>().join("\n")
    }

    /// The direct messages to a member that have not been read yet.
    pub fn direct(&mut self, member: u64) -> String {
        self.channel(self.discord.direct_channel(member))
    }

    /// From now on, Ada asks in this channel.
    pub fn goes_to(&mut self, channel: u64) {
        self.place = channel;
    }

    /// Ada sends a command, such as `/now`, `/now public:true` or `/abstract tensor programs`.
    pub async fn asks(&mut self, command: &str) -> String {
        let (name, options) = parsed(command);
        let answer = self.discord.command(ADA, self.place, &name, options).await.unwrap();
        self.told(&answer)
    }

    /// Ada types a command and has not sent it yet: what is offered, a line each.
    pub async fn types(&mut self, command: &str) -> String {
        let offers = self.offers(command).await;
        offers.iter().map(|offer| offer["name"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
    }

    /// What is offered while Ada types, `{name, value}` each.
    pub async fn offers(&mut self, command: &str) -> Vec<Value> {
        let (name, options) = parsed(command);
        let typed = options["talk"].as_str().unwrap_or_default();
        let options = json!([{"name": "talk", "value": typed, "focused": true}]);
        self.discord.autocomplete(ADA, self.place, &name, options).await.unwrap().choices
    }

    /// Ada presses the newest button with this label that she sees in the channel, ephemeral answers included.
    pub async fn presses(&mut self, label: &str) -> String {
        let channel = self.place;
        let (message, custom_id) = self.button(channel, label);
        let answer = self.discord.press(ADA, channel, message, &custom_id).await.unwrap();
        self.told(&answer)
    }

    /// Ada chooses, in the newest menu with this placeholder that she sees, the offers whose labels begin so.
    pub async fn chooses(&mut self, menu: &str, beginnings: &[&str]) -> String {
        let channel = self.place;
        let messages = self.discord.messages(channel);
        let wanted = |message: &Value| {
            let menu = transcript::menus(message).find(|it| it["placeholder"] == menu)?.clone();
            Some((message["id"].as_str()?.parse::<u64>().ok()?, menu))
        };
        let newest = messages.iter().rev().find_map(wanted);
        let (message, menu) = newest.unwrap_or_else(|| panic!("no message has a menu {menu}"));
        let offers = menu["options"].as_array().unwrap();
        let value = |beginning: &&str| {
            let offer = offers.iter().find(|it| it["label"].as_str().unwrap().starts_with(beginning));
            offer.unwrap_or_else(|| panic!("{beginning} is not offered: {offers:#?}"))["value"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let values: Vec<String> = beginnings.iter().map(value).collect();
        let custom_id = menu["custom_id"].as_str().unwrap();
        let answer = self.discord.choose(ADA, channel, message, custom_id, &values).await.unwrap();
        self.told(&answer)
    }

    /// The message and the custom id of the newest button with this label.
    pub fn button(&self, channel: u64, label: &str) -> (u64, String) {
        let messages = self.discord.messages(channel);
        let labelled = |message: &Value| {
            let custom_id = transcript::buttons(message).find(|button| button["label"] == label)?["custom_id"].clone();
            Some((message["id"].as_str()?.parse().ok()?, custom_id.as_str()?.to_owned()))
        };
        let newest = messages.iter().rev().find_map(labelled);
        newest.unwrap_or_else(|| panic!("no message has a button {label}"))
    }

    /// The message that answered last, as Discord holds it.
    pub fn last_answer(&self) -> &Value {
        self.last_answer.as_ref().expect("something was answered")
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
        self.until("the posted messages are corrected", async || {
            running.app.store.corrections().await.unwrap().is_empty()
        })
        .await;
    }

    fn told(&mut self, answer: &Answer) -> String {
        let message = answer.message.clone().expect("a message is the answer");
        let seen = if answer.ephemeral { "(only Ada sees this)" } else { "(everyone sees this)" };
        let told = format!("{seen}\n{}", transcript::said(&message, self.zone));
        self.last_answer = Some(message);
        told
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

impl Drop for Machine {
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(Runtime::shutdown_background);
    }
}

/// Whether something still happens to it.
pub fn is_open(state: State) -> bool {
    matches!(state, State::Pending | State::Claimed | State::Uncertain)
}

/// A local time of the sample's day.
pub fn instant(time: &str, zone: Tz) -> DateTime<Utc> {
    let time: NaiveTime = time.parse().unwrap_or_else(|_| NaiveTime::parse_from_str(time, "%H:%M").unwrap());
    let day = chrono::NaiveDate::from_ymd_opt(2021, 7, 21).unwrap();
    day.and_time(time).and_local_timezone(zone).unwrap().to_utc()
}

/// `/abstract tensor programs public:true` as a name and its options.
fn parsed(command: &str) -> (String, Value) {
    let (command, public) = match command.strip_suffix(" public:true") {
        Some(command) => (command, true),
        None => (command, false),
    };
    let command = command.strip_prefix('/').expect("a command begins with a slash");
    let (command, before) = match command.split_once(" before:") {
        Some((command, minutes)) => (command, Some(minutes.parse::<i64>().unwrap())),
        None => (command, None),
    };
    let (name, talk) = command.split_once(' ').unwrap_or((command, ""));
    let mut options = serde_json::Map::new();
    if !talk.is_empty() {
        options.insert("talk".to_owned(), talk.into());
    }
    if let Some(minutes) = before {
        options.insert("before".to_owned(), minutes.into());
    }
    if public {
        options.insert("public".to_owned(), true.into());
    }
    (name.to_owned(), options.into())
}
