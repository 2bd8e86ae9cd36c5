//! Many conferences at once, each in channels of its own, carried by one bot on a local Discord.

use std::fmt::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use serde_json::Value;
use talkbell::announce::{Destination, Notice, Reminder, UserId};
use talkbell::app::App;
use talkbell::cli::bot::{Bot, Parts, load_words};
use talkbell::cli::failure::Failure;
use talkbell::cli::programmes::Programmes;
use talkbell::clock::Clock;
use talkbell::config::Config;
use talkbell::rehearsal::{Channel, Happening, LocalDiscord, Manner, Member};
use talkbell::store::{Adoption, Entry, Store};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::harness::{instant, is_open};
use super::stage::{GUILD, TOKEN, world};
use super::transcript;

/// A berth has what its test counts, and nothing of a moderator's show.
const WITHOUT_THE_SHOW: &str =
    "check_in = []\norganiser_call = \"off\"\npanel = false\ntime_cards = []\ntime_up = false\n";

const PATIENCE: Duration = Duration::from_mins(1);
const GLANCE: Duration = Duration::from_millis(10);
/// Each conference has ten snowflakes.
const BERTH: u64 = 10;
const FIRST: u64 = 100_000;

/// One of the conferences.
#[derive(Clone, Debug)]
pub struct Berth {
    number: u64,
    /// How Yi Ma is reached.
    moderated: Moderated,
    /// Lines for `[conference.announce]`.
    pub announce: &'static str,
}

/// How a conference's moderator is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moderated {
    /// By direct messages.
    Direct,
    /// In a moderator channel.
    InChannel,
    /// Not at all; and nobody is told of what was missed.
    No,
    /// By direct messages, with the whole show: backups, speakers and a panel.
    Shown,
}

/// All of them, under way. Session time stands still until it is stepped.
pub struct Congress {
    pub discord: LocalDiscord,
    pub clock: Clock,
    pub app: Arc<App>,
    store_url: String,
    stop: CancellationToken,
    task: Option<JoinHandle<Result<(), Failure>>>,
    _folder: TempDir,
}

impl Berth {
    pub fn new(number: usize, moderated: Moderated, announce: &'static str) -> Self {
        Self { number: FIRST + BERTH * u64::try_from(number).unwrap(), moderated, announce }
    }

    pub fn id(&self) -> String {
        format!("c{}", self.number)
    }

    pub fn channel(&self) -> u64 {
        self.number
    }

    pub fn moderator_channel(&self) -> u64 {
        self.number + 1
    }

    pub fn organiser_channel(&self) -> u64 {
        self.number + 2
    }

    pub fn moderator(&self) -> u64 {
        self.number + 3
    }

    pub fn backup(&self) -> u64 {
        self.number + 4
    }

    pub fn speaker(&self) -> u64 {
        self.number + 5
    }

    pub fn attendee(&self) -> u64 {
        self.number + 6
    }

    fn configuration(&self, programme: &Path) -> String {
        let mut lines = format!(
            "[[conference]]\nid = \"{}\"\nsource = \"{}\"\nyear = 2021\nguild = {GUILD}\nchannel = {}\n",
            self.id(),
            programme.display(),
            self.channel()
        );
        if self.moderated != Moderated::No {
            writeln!(lines, "organiser_channel = {}", self.organiser_channel()).unwrap();
        }
        match self.moderated {
            Moderated::Direct => writeln!(lines, "[conference.moderators]\n\"Yi Ma\" = {}", self.moderator()).unwrap(),
            Moderated::InChannel => writeln!(lines, "moderator_channel = {}", self.moderator_channel()).unwrap(),
            Moderated::Shown => {
                writeln!(lines, "moderator_channel = {}", self.moderator_channel()).unwrap();
                writeln!(lines, "[conference.moderators]\n\"Yi Ma\" = {}", self.moderator()).unwrap();
                writeln!(lines, "[conference.backup_moderators]\n\"Emmy Noether\" = {}", self.backup()).unwrap();
                writeln!(lines, "[conference.speakers]\n\"Ada Lovelace\" = {}", self.speaker()).unwrap();
            }
            Moderated::No => {}
        }
        let show = if self.moderated == Moderated::Shown { "" } else { WITHOUT_THE_SHOW };
        writeln!(lines, "[conference.announce]\n{show}{}", self.announce).unwrap();
        lines
    }
}

impl Congress {
    /// Begins at a local time of 21 July 2021, with the bot running and its commands registered. Discord may take
    /// `timeout` for an answer.
    pub async fn begin(berths: &[Berth], programme: &str, manner: Manner, timeout: &str, time: &str) -> Self {
        let start = instant(time, chrono_tz::America::Los_Angeles);
        let clock = Clock::pretending(start, 1.0);
        clock.pause();
        clock.step(start - clock.now());
        let mut world = world();
        for berth in berths {
            world.channels.push(Channel::open(berth.channel(), "audience"));
            world.channels.push(Channel::open(berth.moderator_channel(), "moderators"));
            world.channels.push(Channel::open(berth.organiser_channel(), "organisers"));
            world.members.push(Member::attendee(berth.moderator(), "Yi Ma"));
            world.members.push(Member::attendee(berth.backup(), "Emmy Noether"));
            world.members.push(Member::attendee(berth.speaker(), "Ada Lovelace"));
            world.members.push(Member::attendee(berth.attendee(), "Grace Hopper"));
        }
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let discord = LocalDiscord::start(clock.clone(), world, manner, address).await.unwrap();

        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("programme.txt");
        std::fs::write(&page, programme).unwrap();
        let store_url = format!("sqlite:{}", folder.path().join("talkbell.db").display());
        let mut configuration = format!(
            "[discord]\napi_url = \"{}\"\ntimeout = \"{timeout}\"\n[store]\nurl = \"{store_url}\"\n",
            discord.api_url()
        );
        configuration.extend(berths.iter().map(|berth| berth.configuration(&page)));
        let config = Config::parse(&folder.path().join("talkbell.toml"), &configuration).unwrap();
        let programmes = Programmes::load(&config, &clock).await;
        let words = load_words(&config).unwrap();

        let mut happenings = discord.watch();
        let parts = Parts { config, programmes, words, clock: clock.clone(), token: SecretString::from(TOKEN) };
        let bot = Bot::prepare(parts).await.unwrap();
        let (app, stop) = (Arc::clone(&bot.app), CancellationToken::new());
        let task = Some(tokio::spawn(bot.run(stop.clone())));
        let registered =
            async { while !matches!(happenings.recv().await.unwrap(), Happening::CommandsRegistered(_)) {} };
        tokio::time::timeout(PATIENCE, registered).await.expect("the commands are registered");
        Self { discord, clock, app, store_url, stop, task, _folder: folder }
    }

    /// Lets session time come to this instant, and waits for nothing.
    pub fn passes_to(&self, instant: DateTime<Utc>) {
        self.clock.step(instant - self.clock.now());
    }

    /// Waits until nothing of these conferences that is due is open, and the organisers were told of what was missed.
    pub async fn landed(&self, berths: &[Berth]) {
        let waiting = async {
            loop {
                for berth in berths {
                    while self.is_busy(berth).await {
                        tokio::time::sleep(GLANCE).await;
                    }
                }
                let told = self.app.store.unreported(DateTime::<Utc>::MIN_UTC).await.unwrap().is_empty();
                let mut busy = 0;
                for berth in berths {
                    busy += usize::from(self.is_busy(berth).await);
                }
                if told && busy == 0 {
                    return;
                }
            }
        };
        if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
            let mut open = Vec::new();
            for berth in berths {
                open.extend(self.outbox(berth).await.into_iter().filter(|entry| self.is_due_and_open(entry)));
            }
            panic!("these do not come to an end: {open:#?}");
        }
    }

    /// The outbox of a conference, in the order in which it is due.
    pub async fn outbox(&self, berth: &Berth) -> Vec<Entry> {
        self.app.store.entries(&berth.id().parse().unwrap()).await.unwrap()
    }

    /// What stands at a destination, as Discord shows it.
    pub fn messages(&self, destination: Destination) -> Vec<Value> {
        self.discord.messages(self.room(destination))
    }

    /// The channel that a destination means.
    pub fn room(&self, destination: Destination) -> u64 {
        match destination {
            Destination::Channel(channel) => channel.get(),
            Destination::Direct(user) => self.discord.direct_channel(user.get()),
        }
    }

    /// An attendee asks to be reminded of the first talk.
    pub async fn wish(&self, berth: &Berth) {
        let conference = self.app.conferences.get(&berth.id().parse().unwrap()).unwrap();
        let schedule = conference.schedule();
        let talk = schedule.talks().next().unwrap().talk;
        let user = UserId::new(berth.attendee()).unwrap();
        let reminder = Reminder { talk: talk.id.clone(), user, lead: TimeDelta::minutes(10) };
        let wishes = [(reminder.clone(), reminder.notice(conference.id(), talk))];
        self.app.store.remind(conference.id(), &wishes, 1, self.clock.now()).await.unwrap();
    }

    /// Puts a notice into the outbox that no plan calls for.
    pub async fn file(&self, notice: &Notice, lines: &[&str]) {
        let programme = self.app.store.programme(&notice.conference).await.unwrap().unwrap();
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        let adoption = Adoption { programme, changes: vec![(notice.clone(), lines)], ..Adoption::default() };
        assert!(self.app.store.adopt(&notice.conference, &adoption, self.clock.now()).await.unwrap());
        self.app.announce_change();
    }

    /// Stops the bot as SIGTERM does.
    pub async fn stop(&mut self) {
        self.stop.cancel();
        self.ended().await.unwrap();
    }

    /// Waits until the bot has ended by itself.
    pub async fn ended(&mut self) -> Result<(), Failure> {
        let task = self.task.take().expect("the bot runs");
        tokio::time::timeout(PATIENCE, task).await.expect("the bot ends").unwrap()
    }

    /// What the next start would find, after the bot has ended.
    pub async fn left_behind(&self, berth: &Berth) -> Vec<Entry> {
        let store = Store::open(&self.store_url).await.unwrap();
        store.entries(&berth.id().parse().unwrap()).await.unwrap()
    }

    async fn is_busy(&self, berth: &Berth) -> bool {
        self.outbox(berth).await.iter().any(|entry| self.is_due_and_open(entry))
    }

    fn is_due_and_open(&self, entry: &Entry) -> bool {
        is_open(entry.state) && entry.notice.due <= self.clock.now()
    }
}

/// The mark that a message carries in its buttons: which notice it is.
pub fn digest(message: &Value) -> String {
    let ids = transcript::buttons(message).filter_map(|button| button["custom_id"].as_str());
    ids.filter_map(|id| id.rsplit('/').next()).find(|digest| !digest.is_empty()).unwrap_or_default().to_owned()
}
