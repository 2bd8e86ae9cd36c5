//! A whole conference with everything that can go wrong, told by a seed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use talkbell::schedule::Schedule;
use talkbell::store::State;
use talkbell::text::Words;

use crate::channels::Channels;
use crate::court::Court;
use crate::mutant::Mutant;
use crate::programme::{self, CHANNELS, MODERATOR_CHANNEL, MODERATORS};
use crate::random::Random;
use crate::replica::{Replica, Surroundings};
use crate::table::Table;
use crate::weather::{Fate, Weather};

/// The start of time: a Saturday on whose night Europe's clocks change.
const EPOCH_S: i64 = 1_774_684_800;
/// No instant holds so much: who goes round so often is busy without an end.
const MOST_ROUNDS: u32 = 20_000;
/// When all is calm and over, what is not ended by then never ends. A report lives a day.
const LONGEST_END: TimeDelta = TimeDelta::hours(30);
/// Each replica reads its sources at least so often.
const REFRESH_MS: i64 = 600_000;
/// When all has ended, what was posted last is looked at once more.
const LAST_LOOK: TimeDelta = TimeDelta::minutes(3);

/// What a run came to.
pub struct Outcome {
    pub broken: Vec<String>,
    pub trace: Vec<String>,
    pub ends: BTreeMap<State, u64>,
}

#[derive(Clone, Copy)]
enum Event {
    Edit,
    Read { replica: usize, conference: usize },
    Kill { replica: usize },
    DieSoon { replica: usize },
    Start { replica: usize },
    StepClock { replica: Option<usize>, by: TimeDelta },
    Chatter,
    Wish,
    Forget,
    Delete,
    Refresh { replica: usize },
    ToggleDirect,
    ChatDown(Fate),
    ChatUp,
    StoreDown(bool),
    Refuse(u64),
    Allow(u64),
    Calm,
}

pub struct World {
    pub random: Random,
    pub now: DateTime<Utc>,
    pub around: Surroundings,
    replicas: Vec<Replica>,
    first: Vec<Schedule>,
    events: BTreeMap<(DateTime<Utc>, u64), Event>,
    numbered: u64,
    calm: bool,
}

/// Runs a seed to its end.
pub fn simulate(seed: u64, mutant: Mutant, words: &Arc<Words>, traced: bool) -> Outcome {
    let mut world = World::new(seed, mutant, words, traced);
    world.run();
    let court = &mut *world.around.court.lock().expect("one thread");
    court.close(&world.around.channels.lock().expect("one thread"));
    let mut ends = BTreeMap::new();
    for row in &world.around.table.lock().expect("one thread").rows {
        *ends.entry(row.state).or_default() += 1;
    }
    Outcome { broken: std::mem::take(&mut court.broken), trace: court.trace.take().unwrap_or_default(), ends }
}

impl World {
    fn new(seed: u64, mutant: Mutant, words: &Arc<Words>, traced: bool) -> Self {
        let random = Random::new(seed);
        let now = DateTime::from_timestamp(EPOCH_S, 0).expect("an instant");
        let table = Arc::new(Mutex::new(Table::with(mutant)));
        let nonce_window = TimeDelta::milliseconds(random.between(120_000, 300_000));
        let channels = Channels::new(now, nonce_window, mutant);
        let weather = Arc::new(Weather::new(Random::new(random.number())));
        let start = now + TimeDelta::minutes(random.between(-20, 40));
        let programmes: Vec<_> = (0..=usize::from(random.chance(250)))
            .map(|number| (programme::settings(&random, number), programme::programme(&random, start)))
            .collect();
        let settings = programmes.iter().map(|(settings, _)| settings.clone()).collect();
        let court = Court::new(Arc::clone(&table), words, settings, now, traced);
        let first = programmes.iter().map(|(_, schedule)| schedule.clone()).collect();
        let around = Surroundings {
            table,
            channels: Arc::new(Mutex::new(channels)),
            court: Arc::new(Mutex::new(court)),
            weather,
            sources: Arc::new(Mutex::new(programmes)),
            words: Arc::clone(words),
        };
        let together = if random.chance(600) { 1 } else { random.index(2) + 2 };
        let replica = |name| Replica::new(&around, name, together == 1, &random, now);
        let replicas = (0..together).map(replica).collect();
        let events = BTreeMap::new();
        let mut world = Self { random, now, around, replicas, first, events, numbered: 0, calm: false };
        world.foresee();
        world
    }

    /// Draws what will happen.
    fn foresee(&mut self) {
        let ends = self
            .around
            .sources
            .lock()
            .expect("one thread")
            .iter()
            .map(|(_, schedule)| programme::end(schedule, self.now))
            .max();
        let span = (ends.unwrap_or(self.now) - self.now).num_milliseconds().max(0) + 600_000;
        let random = Random::new(self.random.number());
        let within = |most| random.between(0, most);
        for replica in 0..self.replicas.len() {
            self.after(within(2000), Event::Start { replica });
            for _ in 0..random.index(4) {
                let event = if random.chance(300) { Event::Kill { replica } } else { Event::DieSoon { replica } };
                self.after(within(span), event);
            }
        }
        for _ in 0..random.index(5) {
            let at = within(span);
            self.after(at, Event::Edit);
            // A slip of the pen is put right.
            if random.chance(400) {
                self.after(at + random.magnitude(500, 60_000), Event::Edit);
            }
        }
        for _ in 0..random.index(6) {
            self.after(within(span), Event::Chatter);
        }
        for _ in 0..random.index(6) {
            self.after(within(span), if random.chance(800) { Event::Wish } else { Event::Forget });
        }
        if random.chance(300) {
            self.after(within(span), Event::Delete);
        }
        for replica in 0..self.replicas.len() {
            self.after(within(REFRESH_MS), Event::Refresh { replica });
        }
        for _ in 0..random.index(3) {
            self.after(within(span), Event::ToggleDirect);
        }
        for _ in 0..random.index(3) {
            let down =
                [Fate::NotTaken(None), Fate::NeverArrives, Fate::AnswerLost, Fate::NotTaken(Some(5000)), Fate::Barred];
            let from = within(span);
            self.after(from, Event::ChatDown(random.one_of(&down)));
            self.after(from + random.magnitude(1000, 7_200_000), Event::ChatUp);
        }
        if random.chance(200) {
            let from = within(span);
            self.after(from, Event::StoreDown(true));
            self.after(from + random.magnitude(1000, 600_000), Event::StoreDown(false));
        }
        if random.chance(300) {
            let (channel, from) = (random.one_of(&[CHANNELS[0], CHANNELS[1], MODERATOR_CHANNEL]), within(span));
            self.after(from, Event::Refuse(channel));
            self.after(from + random.magnitude(60_000, 7_200_000), Event::Allow(channel));
        }
        self.foresee_clocks(&random, span);
        self.after(span, Event::Calm);
    }

    /// Where the history may not be read, the nonce's age is all there is; a stepped clock would lie about it.
    fn foresee_clocks(&mut self, random: &Random, span: i64) {
        if random.chance(50) {
            let channel = random.one_of(&CHANNELS);
            self.around.channels.lock().expect("one thread").unreadable.insert(channel);
            return;
        }
        if !random.chance(300) {
            return;
        }
        let replica = random.chance(500).then(|| random.index(self.replicas.len()));
        let by = TimeDelta::hours(random.one_of(&[-1, 1]));
        let at = random.between(0, span);
        self.after(at, Event::StepClock { replica, by });
        if random.chance(500) {
            self.after(at + random.magnitude(1000, 3_600_000), Event::StepClock { replica, by: -by });
        }
    }

    fn run(&mut self) {
        let (mut calm_since, mut over_since) = (None, None);
        loop {
            self.happen();
            if !self.settle() {
                return;
            }
            let over = self.calm && self.is_over();
            over_since = over.then(|| over_since.unwrap_or(self.now));
            if over_since.is_some_and(|since| self.now - since >= LAST_LOOK) {
                return;
            }
            let since = *calm_since.get_or_insert(self.now);
            if !self.calm {
                calm_since = None;
            } else if self.now - since > LONGEST_END {
                return;
            }
            self.pass();
        }
    }

    /// Everything that this instant holds, until nothing moves any more. Gives `false` if that never comes.
    fn settle(&mut self) -> bool {
        let mut first = true;
        for _ in 0..MOST_ROUNDS {
            let mut moved = self.arrive();
            for replica in 0..self.replicas.len() {
                if !self.replicas[replica].is_up() {
                    continue;
                }
                match self.replicas[replica].turn(self.now, first) {
                    Some(more) => moved |= more,
                    None => self.killed(replica),
                }
            }
            if !moved {
                return true;
            }
            first = false;
        }
        let at = self.now;
        self.around.court.lock().expect("one thread").broken.push(format!("{at} holds more than ever ends"));
        false
    }

    fn arrive(&self) -> bool {
        let mut arrived = false;
        loop {
            let happened = self.around.channels.lock().expect("one thread").arrive();
            let Some(happened) = happened else { return arrived };
            arrived = true;
            self.around.court.lock().expect("one thread").happened(happened);
        }
    }

    /// Lets time pass until the next thing.
    fn pass(&mut self) {
        let running = self.replicas.iter().filter(|replica| replica.is_up());
        let sleepers = running.clone().filter_map(|replica| replica.hand.until_next_wake()).map(|wait| self.now + wait);
        let wakes = running.map(|replica| replica.wakes);
        let event = self.events.keys().next().map(|(at, _)| *at);
        let arrival = self.around.channels.lock().expect("one thread").next_arrival();
        let next = sleepers.chain(wakes).chain(event).chain(arrival).filter(|at| *at > self.now).min();
        let by = next.map_or(TimeDelta::hours(1), |next| next - self.now);
        self.now += by;
        for replica in &self.replicas {
            replica.hand.pass(by);
        }
        self.around.channels.lock().expect("one thread").now = self.now;
        self.around.court.lock().expect("one thread").now = self.now;
    }

    fn is_over(&self) -> bool {
        let open = self.around.table.lock().expect("one thread").open().next().is_some();
        let untold = !self.around.table.lock().expect("one thread").unreported(DateTime::<Utc>::MAX_UTC).is_empty();
        let up = self.replicas.iter().any(Replica::is_up);
        let waits = |event: &Event| !matches!(event, Event::Start { .. } | Event::Refresh { .. });
        let to_come = self.events.values().any(waits);
        let untrue = !self.around.table.lock().expect("one thread").corrections().is_empty();
        up && !open && !untrue && !untold && !to_come && self.replicas.iter().all(Replica::is_idle)
    }

    fn happen(&mut self) {
        while let Some(entry) = self.events.first_entry().filter(|entry| entry.key().0 <= self.now) {
            let event = entry.remove();
            self.let_happen(event);
        }
    }

    fn let_happen(&mut self, event: Event) {
        match event {
            Event::Edit => self.edit(),
            Event::Read { replica, conference } => self.read(replica, conference),
            Event::Kill { replica } if self.replicas[replica].is_up() => self.killed(replica),
            Event::DieSoon { replica } => {
                let only_posting = self.random.chance(700);
                let polls = self.random.magnitude(1, if only_posting { 30 } else { 300 });
                self.replicas[replica].dies_in = u64::try_from(polls).ok().map(|polls| (polls, only_posting));
            }
            Event::Start { replica } if !self.replicas[replica].is_up() => {
                self.note(&format!("replica {replica} starts"));
                self.replicas[replica].start();
            }
            // It is down, or up, already.
            Event::Kill { .. } | Event::Start { .. } => {}
            Event::StepClock { replica, by } => self.step_clock(replica, by),
            Event::Chatter => {
                let channel =
                    self.random.one_of(&[CHANNELS[0], CHANNELS[1], MODERATOR_CHANNEL, 1_000_000 + MODERATORS[0].1]);
                let messages = self.random.between(1, 300);
                self.around.channels.lock().expect("one thread").chatter(channel, messages);
            }
            Event::Wish => self.wish(),
            Event::Forget => self.forget(),
            Event::Delete => self.delete(),
            Event::Refresh { replica } => {
                for conference in 0..self.first.len() {
                    self.read(replica, conference);
                }
                self.after(REFRESH_MS, event);
            }
            Event::ToggleDirect => {
                let (_, user) = self.random.one_of(&MODERATORS);
                let closed = &mut self.around.channels.lock().expect("one thread").closed;
                if !closed.remove(&user) {
                    closed.insert(user);
                }
            }
            Event::ChatDown(fate) => self.around.weather.chat_down(Some(fate)),
            Event::ChatUp => self.around.weather.chat_down(None),
            Event::StoreDown(down) => self.around.weather.store_down(down),
            Event::Refuse(channel) => {
                self.around.channels.lock().expect("one thread").refusing.insert(channel);
            }
            Event::Allow(channel) => {
                self.around.channels.lock().expect("one thread").refusing.remove(&channel);
            }
            Event::Calm => {
                self.note("all is calm");
                self.around.weather.calm();
                self.calm = true;
            }
        }
    }

    fn killed(&mut self, replica: usize) {
        self.replicas[replica].die();
        let downtime = self.random.magnitude(1, if self.calm { 1000 } else { 86_400_000 });
        self.after(downtime, Event::Start { replica });
    }

    fn edit(&mut self) {
        self.note("the programme is edited");
        let conference = self.random.index(self.first.len());
        let again = usize::from(self.random.chance(300));
        for _ in 0..=again {
            let (_, schedule) = &mut self.around.sources.lock().expect("one thread")[conference];
            *schedule = programme::edit(&self.random, schedule, &self.first[conference], self.now);
        }
        for replica in 0..self.replicas.len() {
            let later = self.random.between(0, 5000);
            self.after(later, Event::Read { replica, conference });
        }
    }

    fn read(&mut self, replica: usize, conference: usize) {
        if self.replicas[replica].is_up() {
            self.replicas[replica].read(conference);
        }
    }

    fn step_clock(&mut self, which: Option<usize>, by: TimeDelta) {
        self.note(&format!("the clock of {which:?} steps by {by}"));
        self.around.court.lock().expect("one thread").clocks_differ = true;
        for (number, replica) in self.replicas.iter_mut().enumerate() {
            if which.is_none_or(|which| which == number) {
                replica.hand.step(by);
                // The shell reads the clock every second.
                replica.wakes = replica.wakes.min(self.now + TimeDelta::seconds(1));
            }
        }
    }

    fn after(&mut self, milliseconds: i64, event: Event) {
        self.numbered += 1;
        self.events.insert((self.now + TimeDelta::milliseconds(milliseconds), self.numbered), event);
    }

    fn note(&self, what: &str) {
        self.around.court.lock().expect("one thread").note(|| what.to_owned());
    }
}
