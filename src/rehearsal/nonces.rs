//! Which message a nonce stands for.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// Discord says that a nonce is remembered for "a few minutes", in real time.
const LIFE: Duration = Duration::from_mins(5);

/// The nonces of the last minutes, each in its channel.
#[derive(Debug, Default)]
pub(super) struct Nonces {
    messages: HashMap<(u64, String), (u64, Instant)>,
    oldest: VecDeque<(u64, String, Instant)>,
}

impl Nonces {
    /// The message that the nonce stands for, unless it is forgotten.
    pub fn message(&self, room: u64, nonce: String, now: Instant) -> Option<u64> {
        let (message, since) = *self.messages.get(&(room, nonce))?;
        (now.duration_since(since) <= LIFE).then_some(message)
    }

    /// From now on the nonce stands for this message.
    pub fn remember(&mut self, room: u64, nonce: String, message: u64, now: Instant) {
        self.forget_old(now);
        self.oldest.push_back((room, nonce.clone(), now));
        self.messages.insert((room, nonce), (message, now));
    }

    fn forget_old(&mut self, now: Instant) {
        while let Some((room, nonce, _)) = self.oldest.pop_front_if(|(_, _, since)| now.duration_since(*since) > LIFE) {
            let key = (room, nonce);
            // A nonce that was used again since is kept.
            if self.messages.get(&key).is_some_and(|(_, since)| now.duration_since(*since) > LIFE) {
                self.messages.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_forgotten_after_five_minutes_but_not_if_it_was_used_again() {
        let mut nonces = Nonces::default();
        let start = Instant::now();
        let minute = |minutes| start + Duration::from_mins(minutes);
        let known = |nonces: &Nonces, nonce: &str, now| nonces.message(7, nonce.to_owned(), now);
        nonces.remember(7, "once".to_owned(), 1, start);
        nonces.remember(7, "again".to_owned(), 2, start);
        nonces.remember(7, "again".to_owned(), 3, minute(4));
        assert_eq!(known(&nonces, "once", minute(5)), Some(1));
        assert_eq!(known(&nonces, "once", minute(6)), None);

        nonces.remember(7, "other".to_owned(), 4, minute(6));
        assert_eq!(known(&nonces, "again", minute(6)), Some(3));
        assert_eq!(nonces.messages.len(), 2);
        assert_eq!(nonces.message(8, "again".to_owned(), minute(6)), None);
    }
}
