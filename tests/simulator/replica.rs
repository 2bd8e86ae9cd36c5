use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use talkbell::app::{App, Conference, Conferences, Dispatcher, Refreshed, Stepped};
use talkbell::clock::{Clock, Hand};
use talkbell::config::ConferenceSettings;
use talkbell::schedule::Schedule;
use talkbell::store::StoreError;
use talkbell::text::Words;
use tokio_util::sync::CancellationToken;

use crate::channels::Channels;
use crate::chat::SimChat;
use crate::court::Court;
use crate::executor::Task;
use crate::outbox::SimOutbox;
use crate::random::Random;
use crate::table::Table;
use crate::weather::Weather;

/// As the dispatcher's own shell allows.
const AT_ONCE: usize = 32;
const AFTER_AN_ERROR: TimeDelta = TimeDelta::seconds(1);
/// A source is read again so soon after its programme could not be taken in.
const READ_AGAIN: Duration = Duration::from_secs(1);

/// What all replicas have in common.
#[derive(Clone)]
pub struct Surroundings {
    pub table: Arc<Mutex<Table>>,
    pub channels: Arc<Mutex<Channels>>,
    pub court: Arc<Mutex<Court>>,
    pub weather: Arc<Weather>,
    /// The programmes as their sources give them.
    pub sources: Arc<Mutex<Vec<(ConferenceSettings, Schedule)>>>,
    pub words: Arc<Words>,
}

/// One process of talkbell: the real dispatcher, on a shell that is stepped by hand.
pub struct Replica {
    pub hand: Arc<Hand>,
    pub name: usize,
    /// Dies at the so-manieth poll from here; if so wanted, of those in which something is being posted.
    pub dies_in: Option<(u64, bool)>,
    /// When it looks again, in the chat's time.
    pub wakes: DateTime<Utc>,
    clock: Clock,
    around: Surroundings,
    /// Whether it holds the store alone, and so knows that every other claim is abandoned.
    alone: bool,
    nap: TimeDelta,
    /// When what was put off may be tried again, in the chat's time.
    retries: BTreeSet<DateTime<Utc>>,
    lives: u64,
    running: Option<Arc<Dispatcher<SimChat, SimOutbox>>>,
    starting: Option<Task<Result<(), StoreError>>>,
    stepping: Option<Task<Result<Stepped, StoreError>>>,
    reading: Vec<Task<()>>,
    correcting: Option<Task<()>>,
    app: Option<Arc<App<SimOutbox>>>,
    posting: Vec<Task<Option<DateTime<Utc>>>>,
}

impl Replica {
    pub fn new(around: &Surroundings, name: usize, alone: bool, random: &Random, now: DateTime<Utc>) -> Self {
        let (clock, hand) = Clock::by_hand(now + TimeDelta::milliseconds(random.between(-1000, 1000)));
        let nap = TimeDelta::seconds(random.one_of(&[20, 60, 120, 120]));
        Self {
            hand,
            name,
            dies_in: None,
            wakes: now,
            clock,
            around: around.clone(),
            alone,
            nap,
            retries: BTreeSet::new(),
            lives: 0,
            running: None,
            starting: None,
            stepping: None,
            reading: Vec::new(),
            correcting: None,
            app: None,
            posting: Vec::new(),
        }
    }

    pub fn is_up(&self) -> bool {
        self.running.is_some()
    }

    pub fn is_idle(&self) -> bool {
        self.posting.is_empty() && self.stepping.is_none() && self.starting.is_none() && self.reading.is_empty()
    }

    /// A new process, which reads the programmes as they are now.
    pub fn start(&mut self) {
        self.lives += 1;
        self.around.court.lock().expect("one thread").started(self.name, self.clock.now());
        let around = self.around.clone();
        let outbox = SimOutbox {
            replica: self.name,
            table: around.table,
            court: Arc::clone(&around.court),
            weather: Arc::clone(&around.weather),
            clock: self.clock.clone(),
        };
        let sources = around.sources.lock().expect("one thread").clone();
        let conferences = sources.into_iter().map(|(settings, schedule)| Conference::new(settings, schedule));
        let conferences = Conferences::new(conferences.collect());
        let app = Arc::new(App::new(self.clock.clone(), outbox, around.words, conferences));
        let (channels, court, weather) = (around.channels, around.court, around.weather);
        let chat = Arc::new(SimChat { channels, court, weather, clock: self.clock.clone() });
        let owner = format!("{}-{}", self.name, self.lives);
        let dispatcher = Arc::new(Dispatcher::new(Arc::clone(&app), Arc::clone(&chat), owner.clone()));
        self.running = Some(Arc::clone(&dispatcher));
        self.app = Some(Arc::clone(&app));
        let (alone, beginning) = (self.alone, Arc::clone(&app));
        self.starting = Some(Task::new(async move {
            if alone {
                dispatcher.take_over().await?;
            }
            beginning.begin().await
        }));
        self.correcting = Some(Task::new(app.correct(chat, owner, CancellationToken::new())));
    }

    /// Everything that it was doing breaks off.
    pub fn die(&mut self) {
        self.note("dies");
        self.running = None;
        self.dies_in = None;
        (self.starting, self.stepping, self.correcting, self.app) = (None, None, None, None);
        self.reading.clear();
        self.posting.clear();
        self.retries.clear();
    }

    /// Reads a programme anew while it runs.
    pub fn read(&mut self, number: usize) {
        let Some(app) = self.app.clone() else { return };
        let (sources, clock) = (Arc::clone(&self.around.sources), self.clock.clone());
        self.reading.push(Task::new(async move {
            let Some(conference) = app.conferences.iter().nth(number) else { return };
            loop {
                let schedule = sources.lock().expect("one thread")[number].1.clone();
                // What is held is meant: its organisers say so.
                let taken = app.take_in(&conference, schedule).await;
                if !matches!(taken, Err(_) | Ok(Refreshed::Held)) {
                    return;
                }
                clock.sleep(READ_AGAIN).await;
            }
        }));
    }

    /// Goes on as far as it can at this instant: at its first turn everything is polled, then only what asks for it. Gives
    /// whether anything moved, or `None` when it died.
    pub fn turn(&mut self, now: DateTime<Utc>, first: bool) -> Option<bool> {
        let mut moved = self.turn_start(first)?;
        if self.starting.is_some() {
            return Some(moved);
        }
        moved |= self.turn_readings(now, first)?;
        moved |= self.turn_corrections(first)?;
        moved |= self.turn_posts(now, first)?;
        Some(moved | self.turn_step(now, first)?)
    }

    fn turn_start(&mut self, first: bool) -> Option<bool> {
        let Some(mut task) = self.starting.take() else { return Some(false) };
        if !first && !task.wants_more() {
            self.starting = Some(task);
            return Some(false);
        }
        self.survive(false)?;
        match task.poll() {
            None => {
                let more = task.wants_more();
                self.starting = Some(task);
                Some(more)
            }
            Some(Ok(())) => Some(true),
            // The real process says so and ends; its supervisor starts it again.
            Some(Err(_)) => None,
        }
    }

    fn turn_readings(&mut self, now: DateTime<Utc>, first: bool) -> Option<bool> {
        let mut moved = false;
        for mut task in std::mem::take(&mut self.reading) {
            if !first && !task.wants_more() {
                self.reading.push(task);
                continue;
            }
            self.survive(false)?;
            match task.poll() {
                None => {
                    moved |= task.wants_more();
                    self.reading.push(task);
                }
                Some(()) => self.wakes = now,
            }
        }
        Some(moved)
    }

    fn turn_corrections(&mut self, first: bool) -> Option<bool> {
        let Some(mut task) = self.correcting.take() else { return Some(false) };
        if first || task.wants_more() {
            self.survive(false)?;
            task.poll();
        }
        let more = task.wants_more();
        self.correcting = Some(task);
        Some(more)
    }

    fn turn_posts(&mut self, now: DateTime<Utc>, first: bool) -> Option<bool> {
        let mut moved = false;
        for mut task in std::mem::take(&mut self.posting) {
            if !first && !task.wants_more() {
                self.posting.push(task);
                continue;
            }
            self.survive(true)?;
            match task.poll() {
                None => {
                    moved |= task.wants_more();
                    self.posting.push(task);
                }
                Some(retry) => {
                    moved = true;
                    self.wakes = now;
                    let wait =
                        retry.map(|retry| whole_milliseconds((retry - self.clock.wall()).max(TimeDelta::zero())));
                    self.retries.extend(wait.map(|wait| now + wait));
                }
            }
        }
        Some(moved)
    }

    fn turn_step(&mut self, now: DateTime<Utc>, first: bool) -> Option<bool> {
        if self.stepping.is_none() && self.wakes > now {
            return Some(false);
        }
        let room = AT_ONCE.saturating_sub(self.posting.len());
        let Some(dispatcher) = self.running.clone() else { return Some(false) };
        let fresh = self.stepping.is_none();
        let mut task = self.stepping.take().unwrap_or_else(|| Task::new(async move { dispatcher.step(room).await }));
        if !fresh && !first && !task.wants_more() {
            self.stepping = Some(task);
            return Some(false);
        }
        self.survive(false)?;
        let Some(stepped) = task.poll() else {
            let more = task.wants_more();
            self.stepping = Some(task);
            return Some(more);
        };
        match stepped {
            Ok(stepped) => self.spawn(now, stepped),
            Err(_) => self.wakes = now + AFTER_AN_ERROR,
        }
        Some(true)
    }

    fn spawn(&mut self, now: DateTime<Utc>, stepped: Stepped) {
        let Some(dispatcher) = self.running.clone() else { return };
        for claim in stepped.claims {
            self.note(&format!("claims {}", claim.key));
            let mut task = Task::new(dispatcher.post(claim));
            // As spawned: it is polled at this instant.
            if task.poll().is_none() {
                self.posting.push(task);
            }
        }
        let until_next = stepped.next.and_then(|due| self.clock.real_until(due));
        let until_next = until_next.and_then(|wait| TimeDelta::from_std(wait).ok()).map(whole_milliseconds);
        self.wakes = now + until_next.map_or(self.nap, |wait| wait.min(self.nap));
        self.retries = self.retries.split_off(&(now + TimeDelta::milliseconds(1)));
        self.wakes = self.retries.first().map_or(self.wakes, |retry| self.wakes.min(*retry));
    }

    /// `None` at the poll at which it dies.
    fn survive(&mut self, posting: bool) -> Option<()> {
        let counts = |(left, only_posting): (u64, bool)| (left - u64::from(posting || !only_posting), only_posting);
        self.dies_in = self.dies_in.map(counts);
        self.dies_in.is_none_or(|(left, _)| left > 0).then_some(())
    }

    fn note(&self, what: &str) {
        let name = self.name;
        self.around.court.lock().expect("one thread").note(|| format!("replica {name} {what}"));
    }
}

/// The hand moves by whole milliseconds: rounded up, so that what is awaited is there.
fn whole_milliseconds(wait: TimeDelta) -> TimeDelta {
    let below = TimeDelta::milliseconds(wait.num_milliseconds());
    if below < wait { below + TimeDelta::milliseconds(1) } else { below }
}
