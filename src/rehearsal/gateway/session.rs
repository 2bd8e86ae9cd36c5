//! Gateway sessions: who listens to what, in which order, and what can be replayed.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

/// How many events a session keeps for a resume.
const KEPT_EVENTS: usize = 1000;
/// How many sessions are kept without a connection.
const KEPT_SESSIONS: usize = 16;

/// What a connection is told to write.
#[derive(Clone, Debug)]
pub(in crate::rehearsal) enum Frame {
    Text(Utf8Bytes),
    Close(u16, &'static str),
    Cut,
}

/// All sessions, and how the gateway is asked to behave.
#[derive(Debug, Default)]
pub(in crate::rehearsal) struct Sessions {
    by_id: HashMap<String, Session>,
    begun: u64,
    pub deaf_to_heartbeats: bool,
    /// How often connections are asked for a heartbeat, if not as often as Discord asks.
    pub beat: Option<Duration>,
    /// Whether no connection is taken.
    pub away: bool,
}

#[derive(Debug)]
struct Session {
    begun: u64,
    intents: u64,
    sequence: u64,
    sent: VecDeque<(u64, Utf8Bytes)>,
    line: Option<UnboundedSender<Frame>>,
}

/// Why a session cannot be resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rehearsal) enum NotResumed {
    Unknown,
    /// The client claims events that were never sent.
    InvalidSequence,
}

impl Sessions {
    /// Begins a session on a connection.
    pub fn begin(&mut self, id: String, intents: u64, line: UnboundedSender<Frame>) {
        self.begun += 1;
        self.forget_oldest();
        let session = Session { begun: self.begun, intents, sequence: 0, sent: VecDeque::new(), line: Some(line) };
        self.by_id.insert(id, session);
    }

    /// Goes on with a session on a new connection and replays what came after `sequence`.
    pub fn resume(&mut self, id: &str, sequence: u64, line: UnboundedSender<Frame>) -> Result<(), NotResumed> {
        let session = self.by_id.get_mut(id).ok_or(NotResumed::Unknown)?;
        if sequence > session.sequence {
            return Err(NotResumed::InvalidSequence);
        }
        let oldest = session.sent.front().map_or(session.sequence + 1, |(first, _)| *first);
        if sequence + 1 < oldest {
            return Err(NotResumed::Unknown);
        }
        for (_, event) in session.sent.iter().filter(|(sent, _)| *sent > sequence) {
            // A line that broke meanwhile is noticed by its connection.
            let _ = line.send(Frame::Text(event.clone()));
        }
        session.line = Some(line);
        session.push("RESUMED", "{}");
        Ok(())
    }

    /// The connection is gone; its session waits to be resumed.
    pub fn hang_up(&mut self, id: &str, line: &UnboundedSender<Frame>) {
        if self.is_on(id, line)
            && let Some(session) = self.by_id.get_mut(id)
        {
            session.line = None;
        }
    }

    /// Whether this is the session's connection.
    pub fn is_on(&self, id: &str, line: &UnboundedSender<Frame>) -> bool {
        let open = self.by_id.get(id).and_then(|session| session.line.as_ref());
        open.is_some_and(|open| open.same_channel(line))
    }

    /// All sessions wait to be resumed.
    pub fn unplug_all(&mut self) {
        self.by_id.values_mut().for_each(|session| session.line = None);
    }

    pub fn forget(&mut self, id: &str) {
        self.by_id.remove(id);
    }

    pub fn forget_all(&mut self) {
        self.by_id.clear();
    }

    /// Sends an event to one session.
    pub fn tell(&mut self, id: &str, event: &str, data: &Value) {
        if let Some(session) = self.by_id.get_mut(id) {
            session.push(event, &data.to_string());
        }
    }

    /// Sends an event to the sessions that asked for all of `intents`; returns how many of them are connected.
    pub fn dispatch(&mut self, event: &str, intents: u64, data: &Value) -> usize {
        self.dispatch_to(event, data, |session| session.intents & intents == intents)
    }

    /// Sends an event to the sessions that asked for `intents` and not for `without`.
    pub fn dispatch_unless(&mut self, event: &str, intents: u64, without: u64, data: &Value) -> usize {
        self.dispatch_to(event, data, |session| session.intents & intents == intents && session.intents & without == 0)
    }

    /// Every open line.
    pub fn lines(&self) -> impl Iterator<Item = &UnboundedSender<Frame>> {
        self.by_id.values().filter_map(|session| session.line.as_ref())
    }

    fn dispatch_to(&mut self, event: &str, data: &Value, wanted: impl Fn(&Session) -> bool) -> usize {
        let mut listening = self.by_id.values_mut().filter(|session| wanted(session)).peekable();
        if listening.peek().is_none() {
            return 0;
        }
        let data = data.to_string();
        listening.filter_map(|session| session.push(event, &data)).count()
    }

    fn forget_oldest(&mut self) {
        let waiting = self.by_id.iter().filter(|(_, session)| session.line.is_none());
        if waiting.clone().count() < KEPT_SESSIONS {
            return;
        }
        if let Some(oldest) = waiting.min_by_key(|(_, session)| session.begun).map(|(id, _)| id.clone()) {
            self.by_id.remove(&oldest);
        }
    }
}

impl Session {
    /// Numbers the event, keeps it for a resume, and sends it if there is a connection.
    fn push(&mut self, event: &str, data: &str) -> Option<()> {
        self.sequence += 1;
        let frame = Utf8Bytes::from(format!(r#"{{"op":0,"s":{},"t":"{event}","d":{data}}}"#, self.sequence));
        if self.sent.len() == KEPT_EVENTS {
            self.sent.pop_front();
        }
        self.sent.push_back((self.sequence, frame.clone()));
        self.line.as_ref()?.send(Frame::Text(frame)).ok()
    }
}
