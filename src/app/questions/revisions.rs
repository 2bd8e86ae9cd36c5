use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

use crate::schedule::{ConferenceId, SessionId};

/// How often the questions of each session have changed since the start.
#[derive(Default)]
pub(super) struct Revisions {
    all: Mutex<HashMap<(ConferenceId, SessionId), watch::Sender<u64>>>,
}

impl Revisions {
    pub(super) fn raise(&self, conference: &ConferenceId, session: &SessionId) {
        self.sender(conference, session).send_modify(|revision| *revision += 1);
    }

    pub(super) fn now(&self, conference: &ConferenceId, session: &SessionId) -> u64 {
        *self.sender(conference, session).borrow()
    }

    pub(super) fn follow(&self, conference: &ConferenceId, session: &SessionId) -> watch::Receiver<u64> {
        self.sender(conference, session).subscribe()
    }

    fn sender(&self, conference: &ConferenceId, session: &SessionId) -> watch::Sender<u64> {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry((conference.clone(), session.clone())).or_default().clone()
    }
}
