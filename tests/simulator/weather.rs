use std::sync::Mutex;
use std::time::Duration;

use crate::random::Random;

/// What goes wrong between a replica and its store and chat, and how often.
pub struct Weather {
    random: Random,
    /// Of a thousand each.
    knobs: Knobs,
    now: Mutex<Now>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Knobs {
    store_slow: u64,
    store_refused: u64,
    store_answer_lost: u64,
    not_taken: u64,
    never_arrives: u64,
    answer_lost: u64,
    refused: u64,
    barred: u64,
    late: u64,
    slow: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Now {
    calm: bool,
    chat_down: Option<Fate>,
    store_down: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreTrouble {
    None,
    /// Milliseconds.
    Slow(u64),
    /// Nothing happened.
    Refused,
    /// It happened, and the replica does not know.
    AnswerLost,
}

/// What becomes of a request to the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Answered.
    Taken,
    /// Taken, but the connection breaks before the answer.
    AnswerLost,
    /// The connection breaks on the way there.
    NeverArrives,
    /// Turned away for now, for so many milliseconds if it says so.
    NotTaken(Option<u64>),
    /// Turned away for good.
    Refused,
    /// Turned away for good, whatever is said there.
    Barred,
    /// Taken just after the replica gave up waiting.
    Late,
}

impl Weather {
    pub fn new(random: Random) -> Self {
        let stormy = random.chance(700);
        let knob = |of_thousand: i64| {
            let some = stormy && random.chance(500);
            if some { u64::try_from(random.between(1, of_thousand)).expect("positive") } else { 0 }
        };
        let knobs = Knobs {
            store_slow: knob(60),
            store_refused: knob(30),
            store_answer_lost: knob(20),
            not_taken: knob(300),
            never_arrives: knob(200),
            answer_lost: knob(300),
            refused: knob(30),
            barred: knob(100),
            late: knob(100),
            slow: knob(300),
        };
        Self { random, knobs, now: Mutex::default() }
    }

    /// Nothing goes wrong from here on.
    pub fn calm(&self) {
        *self.now.lock().expect("one thread") = Now { calm: true, ..Now::default() };
    }

    pub fn chat_down(&self, fate: Option<Fate>) {
        self.now.lock().expect("one thread").chat_down = fate;
    }

    pub fn store_down(&self, down: bool) {
        self.now.lock().expect("one thread").store_down = down;
    }

    pub fn store_trouble(&self) -> StoreTrouble {
        let (now, knobs) = (self.now(), self.knobs);
        if now.calm {
            return StoreTrouble::None;
        }
        if now.store_down || self.random.chance(knobs.store_refused) {
            return StoreTrouble::Refused;
        }
        if self.random.chance(knobs.store_answer_lost) {
            return StoreTrouble::AnswerLost;
        }
        if self.random.chance(knobs.store_slow) {
            return StoreTrouble::Slow(u64::try_from(self.random.magnitude(1, 5000)).expect("positive"));
        }
        StoreTrouble::None
    }

    pub fn fate(&self) -> Fate {
        let (now, knobs) = (self.now(), self.knobs);
        if now.calm {
            return Fate::Taken;
        }
        if let Some(fate) = now.chat_down {
            return fate;
        }
        let retry =
            self.random.chance(500).then(|| u64::try_from(self.random.magnitude(100, 60_000)).expect("positive"));
        let fates = [
            (knobs.not_taken, Fate::NotTaken(retry)),
            (knobs.never_arrives, Fate::NeverArrives),
            (knobs.answer_lost, Fate::AnswerLost),
            (knobs.refused, Fate::Refused),
            (knobs.barred, Fate::Barred),
            (knobs.late, Fate::Late),
        ];
        let struck = fates.into_iter().find(|(often, _)| self.random.chance(*often));
        struck.map_or(Fate::Taken, |(_, fate)| fate)
    }

    /// One way, in milliseconds.
    pub fn latency(&self) -> i64 {
        let slow = !self.now().calm && self.random.chance(self.knobs.slow);
        if slow { self.random.magnitude(100, 6000) } else { self.random.between(5, 60) }
    }

    /// How long a broken connection takes to be noticed.
    pub fn noticing(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.random.magnitude(10, 10_000)).expect("positive"))
    }

    fn now(&self) -> Now {
        *self.now.lock().expect("one thread")
    }
}
