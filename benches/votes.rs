//! How long a voter waits: from the press of a button to the first answer, when 1,000 votes come within two seconds, and
//! when they come at one instant. Discord gives an answer up after three seconds, and the voter sees a failure.
//!
//! 200 people press five buttons each, on boards of their own. The baseline is a bare serenity bot that acknowledges each
//! press and does nothing; it gets the same presses in the same run.

mod bare;
mod carried;
mod figures;
mod stage;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use serde_json::{Value, json};
use talkbell::app::App;
use talkbell::clock::Clock;
use talkbell::questions::{Person, QuestionState};
use talkbell::rehearsal::{LocalDiscord, Unanswered};
use talkbell::schedule::{ConferenceId, SessionId};
use talkbell::store::{NewQuestion, Taken};
use tokio_util::sync::CancellationToken;

use self::carried::{CONFERENCE, commands, talkbell};
use self::figures::{Figures, verdict};
use self::stage::{ATTENDEE, FIRST_CHANNEL, TOKEN, local_discord};

const SESSION: &str = "deep-learning-theory-5";
const PEOPLE: u64 = 200;
/// So many buttons a page of the board has.
const QUESTIONS: u64 = 5;
const SPREAD: Duration = Duration::from_secs(2);
/// How often each is measured, the two bots taking turns.
const ROUNDS: usize = 3;
const PATIENCE: Duration = Duration::from_secs(30);

/// Someone presses a button.
struct Press {
    person: u64,
    message: u64,
    button: String,
}

/// What came of many presses.
#[derive(Default)]
struct Outcome {
    waits: Vec<f64>,
    failed: usize,
    /// When each round's last request had come, after its first press: promised boards come later than the promise.
    done: Vec<f64>,
}

#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    let amid: DateTime<Utc> = "2021-07-22T01:10:00Z".parse()?;
    let clock = Clock::pretending(amid, 1.0);
    let (ours, theirs) = (local_discord(&clock, 1, PEOPLE).await?, local_discord(&clock, 1, PEOPLE).await?);
    let folder = tempfile::tempdir()?;
    let stop = CancellationToken::new();
    let mut registered = ours.watch();
    let bot = talkbell(&ours, &clock, folder.path()).await?;
    let app = Arc::clone(&bot.app);
    let running = tokio::spawn(bot.run(stop.clone()));
    commands(&mut registered).await?;
    let mut registered = theirs.watch();
    let api_url = theirs.api_url();
    let bare = tokio::spawn(async move { bare::run(&api_url).await });
    commands(&mut registered).await?;

    let boards = boards(&ours, &app).await?;
    let constant = constant(&theirs).await?;
    println!("{} votes, from the press to the first answer:", boards.len());
    for (name, spread) in [("within 2 s", SPREAD), ("at one instant", Duration::ZERO)] {
        let (mut own, mut bare) = (Outcome::default(), Outcome::default());
        for round in 1..=ROUNDS {
            own.press(&ours, &boards, spread).await?;
            counted(&app, round % 2 == 1).await?;
            bare.press(&theirs, &constant, spread).await?;
        }
        // An even number of times, so that the next series begins as this one did.
        for _ in 0..ROUNDS % 2 {
            Outcome::default().press(&ours, &boards, SPREAD).await?;
        }
        let (own, many) = (own.told("talkbell, counts", name)?, own.failed);
        let bare = bare.told("bare, acknowledges", name)?;
        let (p50, p99) = (own.ratio(&bare, 50), own.ratio(&bare, 99));
        println!(
            "  {name}: p50 {p50:.2}×, p99 {p99:.2}× the bare bot; goal none without an answer: {}",
            verdict(many == 0)
        );
    }
    bare.abort();
    stop.cancel();
    running.await?.map_err(|failure| anyhow::anyhow!("{failure}"))?;
    Ok(())
}

impl Outcome {
    async fn press(&mut self, discord: &LocalDiscord, presses: &[Press], spread: Duration) -> anyhow::Result<()> {
        let began = Instant::now();
        let pause = spread / u32::try_from(presses.len())?;
        let pressing = presses.iter().zip(0_u32..).map(|(press, place)| async move {
            tokio::time::sleep_until((began + pause * place).into()).await;
            let pressed = Instant::now();
            let answer = discord.press(press.person, FIRST_CHANNEL, press.message, &press.button).await;
            answer.map(|_| pressed.elapsed().as_secs_f64() * 1000.0)
        });
        for wait in join_all(pressing).await {
            match wait {
                Ok(wait) => self.waits.push(wait),
                Err(Unanswered::TooLate) => self.failed += 1,
                Err(error) => return Err(error.into()),
            }
        }
        self.done.push(quiet(discord, began).await);
        Ok(())
    }

    fn told(&self, who: &str, when: &str) -> anyhow::Result<Figures> {
        let figures = Figures::of(self.waits.iter().copied())?;
        let (failed, done) = (self.failed, Figures::of(self.done.iter().copied())?);
        println!(
            "  {who:<20} {when:<15} {figures}, {failed} without an answer; the last board after {:.0} ms",
            done.max()
        );
        Ok(figures)
    }
}

/// When the last request had arrived, in milliseconds; waits until no more come.
async fn quiet(discord: &LocalDiscord, began: Instant) -> f64 {
    let mut seen = 0;
    loop {
        let requests = discord.requests();
        if requests.len() == seen {
            let last = requests.last().map_or(began, |request| request.at);
            return last.saturating_duration_since(began).as_secs_f64() * 1000.0;
        }
        seen = requests.len();
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// The buttons that everybody has before them, each on a board of their own.
async fn boards(discord: &LocalDiscord, app: &App) -> anyhow::Result<Vec<Press>> {
    let (conference, session) = names()?;
    for number in 0..QUESTIONS {
        let author = Person::new(1 + number).context("not 0")?;
        let new = NewQuestion {
            session: session.clone(),
            talk: None,
            author,
            name: None,
            text: format!("Question {number}: how does the bound depend on the width of the network, and is it tight?"),
            state: QuestionState::Open,
            origin: author.to_string(),
            asked: app.clock.now(),
            limit: 10,
        };
        let taken = app.store.ask(&conference, &new, |_| None).await?;
        anyhow::ensure!(matches!(taken, Taken::New(_)), "a question was not taken: {taken:?}");
    }
    app.questions_changed(&conference, &session);
    let mut presses = Vec::new();
    for person in ATTENDEE..ATTENDEE + PEOPLE {
        let answer = discord.command(person, FIRST_CHANNEL, "questions", Value::Null).await?;
        let board = answer.message.context("a board is a message")?;
        let message = board["id"].as_str().context("a message has an id")?.parse()?;
        let rows = board["components"].as_array().into_iter().flatten();
        let buttons = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
        let votes = buttons.filter_map(|button| button["custom_id"].as_str()).filter(|id| id.starts_with("qv"));
        presses.extend(votes.map(|id| Press { person, message, button: id.to_owned() }));
    }
    anyhow::ensure!(u64::try_from(presses.len())? == PEOPLE * QUESTIONS, "{} buttons", presses.len());
    Ok(presses)
}

/// The same presses of one button that means nothing.
async fn constant(discord: &LocalDiscord) -> anyhow::Result<Vec<Press>> {
    let button = json!({"type": 2, "style": 2, "label": "Press", "custom_id": "nothing"});
    let body = json!({"content": "A board.", "components": [{"type": 1, "components": [button]}]});
    let url = format!("{}/api/v10/channels/{FIRST_CHANNEL}/messages", discord.api_url());
    let posting = reqwest::Client::new().post(url).header("authorization", format!("Bot {TOKEN}")).json(&body);
    let posted: Value = posting.send().await?.error_for_status()?.json().await?;
    let message = posted["id"].as_str().context("a message has an id")?.parse()?;
    let press = |place| Press { person: ATTENDEE + place % PEOPLE, message, button: "nothing".to_owned() };
    Ok((0..PEOPLE * QUESTIONS).map(press).collect())
}

/// Every vote is in the store, or taken back again.
async fn counted(app: &App, wanted: bool) -> anyhow::Result<()> {
    let (conference, session) = names()?;
    let expected = if wanted { PEOPLE * QUESTIONS } else { 0 };
    let began = Instant::now();
    loop {
        let votes = u64::try_from(app.store.votes(&conference, &session).await?.len())?;
        if votes == expected {
            return Ok(());
        }
        // The last may still be on their way where the machine is slow.
        anyhow::ensure!(began.elapsed() < PATIENCE, "{votes} votes are in the store, {expected} were cast");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn names() -> anyhow::Result<(ConferenceId, SessionId)> {
    let session = SESSION.parse().ok().context("the session's id")?;
    Ok((CONFERENCE.parse().ok().context("the conference's id")?, session))
}
