//! What the organisers hear of talkbell's own ailments: once when one begins, once when it is over.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use secrecy::SecretString;
use talkbell::announce::plan;
use talkbell::app::{App, Conference, Conferences, Feed, Feeds, Limits, Watchdog};
use talkbell::clock::Clock;
use talkbell::config::Config;
use talkbell::discord::{DiscordChat, Rest};
use talkbell::rehearsal::{Fault, FaultKind};
use talkbell::store::Store;
use talkbell::text::Words;
use talkbell::web::Web;
use tokio_util::sync::CancellationToken;

use crate::support::harness::{Harness, instant};
use crate::support::stage::{MODERATORS, Stage, TOKEN};

const LOOK: Duration = Duration::from_millis(30);
/// For one request to the local Discord.
const PATIENCE: Duration = Duration::from_secs(10);

/// An app without a dispatcher and a gateway, under a watchdog that is quick to notice.
struct Kennel {
    story: Harness,
    app: Arc<App>,
    stop: CancellationToken,
}

impl Kennel {
    async fn new() -> Self {
        let mut story = Harness::begin_without_bot(Stage::sample(), "17:40").await;
        let text = story.configuration().clone();
        let config = Config::parse(&story.folder().join("talkbell.toml"), &text).unwrap();
        let settings = config.conferences[0].clone();
        let clock = Clock::pretending(instant("17:40", chrono_tz::America::Los_Angeles), 1.0);
        let schedule = Feeds::default().read(&Feed::of(&settings), clock.now(), clock.wall()).await.unwrap().schedule;
        let outbox = Store::open(&config.store_url).await.unwrap();
        let conferences = Conferences::new(vec![Conference::new(settings, schedule)]);
        let app = Arc::new(App::new(clock, outbox, Words::english(), conferences));
        app.health.beat();
        app.health.gateway(true);
        Self { story, app, stop: CancellationToken::new() }
    }

    fn watch(&self, limits: Limits) {
        let rest = Rest::new(&self.story.discord.api_url(), SecretString::from(TOKEN), PATIENCE).unwrap();
        let chat = Arc::new(DiscordChat::new(Arc::new(rest)));
        let watchdog = Watchdog::new(Arc::clone(&self.app), chat).with(limits, LOOK);
        let stop = self.stop.clone();
        tokio::spawn(async move { watchdog.run(stop).await });
    }

    async fn heard(&mut self, count: usize) -> String {
        let discord = &self.story.discord;
        self.story.discord_says(count).await;
        // Three more looks, in which nothing more is said.
        tokio::time::sleep(LOOK * 3).await;
        let contents = discord.messages(MODERATORS);
        let lines = contents.iter().map(|message| message["content"].as_str().unwrap());
        lines.flat_map(|line| [line, "\n"]).collect()
    }
}

impl Drop for Kennel {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Harness {
    async fn discord_says(&self, count: usize) {
        let began = std::time::Instant::now();
        while self.discord.messages(MODERATORS).len() < count {
            assert!(began.elapsed() < Duration::from_secs(20), "{:?}", self.discord.messages(MODERATORS));
            tokio::time::sleep(LOOK).await;
        }
    }
}

fn patient() -> Limits {
    let long = Duration::from_hours(1);
    Limits { stalled: long, overdue: long, gateway: long }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispatcher_that_stalls_is_told_once_and_its_return_once() {
    let mut kennel = Kennel::new().await;
    kennel.watch(Limits { stalled: Duration::from_millis(200), ..patient() });
    let told = kennel.heard(1).await;
    assert!(told.starts_with("I have not looked after the announcements for 0 seconds"), "{told}");
    assert_eq!(told.lines().count(), 1);
    let app = Arc::clone(&kennel.app);
    let beating = tokio::spawn(async move {
        loop {
            app.health.beat();
            tokio::time::sleep(LOOK).await;
        }
    });
    let told = kennel.heard(2).await;
    beating.abort();
    assert_eq!(
        told.lines().last().unwrap(),
        "I look after the announcements again. What was missed meanwhile is reported by itself."
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_stays_away_and_a_programme_that_is_gone_are_told() {
    let mut kennel = Kennel::new().await;
    let id = kennel.app.conferences.iter().next().unwrap().id().clone();
    kennel.watch(Limits { gateway: Duration::from_millis(50), ..patient() });
    kennel.app.health.gateway(false);
    kennel.heard(1).await;
    std::fs::remove_file(kennel.story.folder().join("programme.txt")).unwrap();
    kennel.app.refresh_all().await;
    kennel.heard(2).await;
    kennel.app.health.gateway(true);
    kennel.heard(3).await;
    kennel.app.health.programme_read(&id, kennel.app.clock.wall());
    let folder = format!("{}/", kennel.story.folder().display());
    let told = kennel.heard(4).await.replace(&folder, "");
    insta::assert_snapshot!(told, @r"
    My connection for commands and buttons has been away for 0 seconds, so they are not answered. Announcements go on.
    I could not read the programme again, so the last good one stays in force: the programme programme.txt cannot be read: there is no such file; correct its path.
    Commands and buttons are answered again.
    I can read the programme again.
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_overdue_is_told_even_when_discord_comes_back_late() {
    let mut kennel = Kennel::new().await;
    let app = Arc::clone(&kennel.app);
    let conference = app.conferences.iter().next().unwrap();
    let notices = plan(conference.id(), &conference.schedule(), conference.policy(), &conference.route());
    app.store.replan(conference.id(), &notices, app.clock.now()).await.unwrap();
    kennel.story.discord.inject(Fault::posting(MODERATORS, 3, FaultKind::DropAfter));
    kennel.watch(Limits { overdue: Duration::from_secs(2), ..patient() });
    app.clock.step(TimeDelta::minutes(12));
    let told = kennel.heard(1).await;
    assert!(told.contains("announcements are overdue") || told.contains("One announcement is overdue"), "{told}");
    assert_eq!(told.lines().count(), 1, "its nonce keeps it from standing twice: {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ailing_talkbell_answers_503_with_the_reasons() {
    let kennel = Kennel::new().await;
    let id = kennel.app.conferences.iter().next().unwrap().id().clone();
    let web = Web::listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let url = format!("http://{}/healthz", web.address().unwrap());
    tokio::spawn(web.run(Arc::clone(&kennel.app), kennel.stop.clone()));
    assert_eq!(reqwest::get(&url).await.unwrap().status().as_u16(), 200);
    kennel.app.health.programme_failed(&id, "the programme is a picture".to_owned());
    kennel.app.store.close().await;
    let response = reqwest::get(&url).await.unwrap();
    assert_eq!(response.status().as_u16(), 503);
    let body: serde_json::Value = response.json().await.unwrap();
    let kinds: Vec<&str> = body["reasons"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap()).collect();
    assert_eq!((body["status"].as_str(), kinds), (Some("ailing"), vec!["store", "programme"]));
    assert_eq!(body["reasons"][1]["conference"], "icml2021-dlt5");
}
