use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use tracing::{info, warn};

/// Discord shuts out an address that makes 10,000 invalid requests in ten minutes: its documentation of rate limits.
const WINDOW: Duration = Duration::from_mins(10);
/// From here on, a place that keeps refusing is left alone.
const BRAKE: usize = 1_000;
/// From here on, everything waits: something is thoroughly wrong, and half of what Discord bears is used up.
const STOP: usize = 5_000;
/// So many refusals in a row, and a place counts as one that keeps refusing.
const IN_A_ROW: u32 = 3;

/// Counts the requests that Discord calls invalid (answered by 401, 403, or a 429 that is not shared), and holds back
/// long before Discord would shut talkbell out.
#[derive(Debug, Default)]
pub(super) struct InvalidRequests(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    met: VecDeque<Instant>,
    /// How often each place (a channel, a server) has refused in a row.
    refusals: HashMap<String, u32>,
    said: bool,
}

/// Why a request is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brake {
    /// This place has refused the last requests, and there are too many refusals as it is.
    Place,
    /// There are far too many; nothing is sent for so long.
    All(Duration),
}

impl InvalidRequests {
    /// Whether a request to `path` may be sent at `now`.
    pub(super) fn admit(&self, path: &str, now: Instant) -> Result<(), Brake> {
        let mut counted = self.counted();
        counted.forget(now);
        let met = counted.met.len();
        let refusals = counted.refusals.get(place(path)).copied().unwrap_or_default();
        match (counted.met.get(met.saturating_sub(STOP)), refusals) {
            (Some(oldest), _) if met >= STOP => Err(Brake::All(*oldest + WINDOW - now)),
            (_, IN_A_ROW..) if met >= BRAKE => Err(Brake::Place),
            _ => Ok(()),
        }
    }

    /// Notes how a request to `path` was answered at `now`.
    pub(super) fn note(&self, path: &str, status: StatusCode, shared: bool, now: Instant) {
        let mut counted = self.counted();
        let refused = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        match counted.refusals.get_mut(place(path)) {
            Some(refusals) if refused => *refusals += 1,
            None if refused => drop(counted.refusals.insert(place(path).to_owned(), 1)),
            Some(_) if status.is_success() => drop(counted.refusals.remove(place(path))),
            _ => {}
        }
        if refused || (status == StatusCode::TOO_MANY_REQUESTS && !shared) {
            counted.forget(now);
            counted.met.push_back(now);
            counted.say();
        }
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counted {
    fn forget(&mut self, now: Instant) {
        while self.met.pop_front_if(|met| now.saturating_duration_since(*met) >= WINDOW).is_some() {}
        if self.said && self.met.len() < BRAKE {
            self.said = false;
            info!("Discord refuses less again; every channel is served.");
        }
    }

    fn say(&mut self) {
        if self.said || self.met.len() < BRAKE {
            return;
        }
        self.said = true;
        let places = self.refusals.values().filter(|refusals| **refusals >= IN_A_ROW).count();
        warn!(
            places,
            "Discord has refused {BRAKE} requests within ten minutes; at 10,000 it shuts talkbell out. Nothing more is \
             sent to the channels that keep refusing. Give talkbell its permissions there, or take them out of the \
             configuration: talkbell doctor names them."
        );
    }
}

/// `channels/2000` for everything in that channel.
fn place(path: &str) -> &str {
    path.match_indices('/').nth(1).map_or(path, |(end, _)| &path[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSING: &str = "channels/1/messages";

    fn refused(times: usize, start: Instant) -> InvalidRequests {
        let invalid = InvalidRequests::default();
        for _ in 0..times {
            invalid.note(REFUSING, StatusCode::FORBIDDEN, false, start);
        }
        invalid
    }

    #[test]
    fn below_the_brake_everything_is_sent() {
        let start = Instant::now();
        assert_eq!(refused(BRAKE - 1, start).admit(REFUSING, start), Ok(()));
    }

    #[test]
    fn from_the_brake_on_only_what_keeps_refusing_is_left_alone() {
        let start = Instant::now();
        let invalid = refused(BRAKE, start);
        assert_eq!(invalid.admit(REFUSING, start), Err(Brake::Place));
        assert_eq!(invalid.admit("channels/1/messages/7", start), Err(Brake::Place));
        assert_eq!(invalid.admit("channels/2/messages", start), Ok(()));
        assert_eq!(invalid.admit("users/@me", start), Ok(()));
    }

    #[test]
    fn the_window_slides() {
        let start = Instant::now();
        let invalid = refused(BRAKE, start);
        let nearly = start + WINDOW.checked_sub(Duration::from_secs(1)).unwrap();
        assert_eq!(invalid.admit(REFUSING, nearly), Err(Brake::Place));
        assert_eq!(invalid.admit(REFUSING, start + WINDOW), Ok(()));
    }

    #[test]
    fn a_place_that_takes_a_message_is_served_again() {
        let start = Instant::now();
        let invalid = refused(BRAKE, start);
        invalid.note(REFUSING, StatusCode::OK, false, start);
        assert_eq!(invalid.admit(REFUSING, start), Ok(()));
    }

    #[test]
    fn far_too_many_hold_everything_until_the_oldest_are_forgotten() {
        let start = Instant::now();
        let invalid = refused(STOP, start);
        let later = start + Duration::from_mins(4);
        assert_eq!(invalid.admit("channels/2/messages", later), Err(Brake::All(Duration::from_mins(6))));
        assert_eq!(invalid.admit("channels/2/messages", start + WINDOW), Ok(()));
    }

    #[test]
    fn a_shared_limit_is_nobodys_fault() {
        let start = Instant::now();
        let invalid = refused(BRAKE - 1, start);
        invalid.note(REFUSING, StatusCode::TOO_MANY_REQUESTS, true, start);
        invalid.note(REFUSING, StatusCode::NOT_FOUND, false, start);
        assert_eq!(invalid.admit(REFUSING, start), Ok(()));
        invalid.note(REFUSING, StatusCode::TOO_MANY_REQUESTS, false, start);
        assert_eq!(invalid.admit(REFUSING, start), Err(Brake::Place));
    }
}
