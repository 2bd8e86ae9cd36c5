use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::super::{App, ChatError, Conference, Posted, Threads};
use super::consequences::{left_notice, thread_notice};
use crate::announce::{ChannelId, NoticeKey};
use crate::questions::{Board, OfTalk};
use crate::schedule::{Session, SessionId};
use crate::store::{Filed, StoreError};
use crate::text::{thread_lines, thread_name};

/// A thread is opened so long after its Q&A has ended; whoever was away longer has missed it.
const LOOKED_AFTER: TimeDelta = TimeDelta::hours(12);
/// Between two looks while a message that is to have a thread is on its way.
const SOON: Duration = Duration::from_millis(500);
const PAUSE: Duration = Duration::from_mins(1);

/// The threads that are done with, by the message under which they stand.
type Done = HashSet<NoticeKey>;

impl App {
    /// Opens a thread for the questions left about each talk, until `stop`. Doing it twice changes nothing: a thread is found
    /// again, and the notice in it has a key.
    pub async fn open_threads<T: Threads>(self: Arc<Self>, chat: Arc<T>, stop: CancellationToken) {
        let mut done = Done::new();
        while !stop.is_cancelled() {
            let waits = match self.open_due_threads(&*chat, &mut done).await {
                Ok(waits) => waits,
                Err(error) => {
                    warn!(%error, "The threads of what was left cannot be opened now; trying again.");
                    true
                }
            };
            let pause = if waits { SOON } else { PAUSE };
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.desk.threads_due.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Whether one still waits for its message.
    async fn open_due_threads<T: Threads>(&self, chat: &T, done: &mut Done) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let mut waits = false;
        for conference in self.conferences.iter() {
            for (session, ended) in self.store.ended_since(conference.id(), now - LOOKED_AFTER).await? {
                waits |= self.open_threads_of(chat, &conference, &session, ended, done).await?;
            }
        }
        Ok(waits)
    }

    async fn open_threads_of<T: Threads>(
        &self,
        chat: &T,
        conference: &Conference,
        session: &SessionId,
        ended: DateTime<Utc>,
        done: &mut Done,
    ) -> Result<bool, StoreError> {
        let Some(board) = self.board(conference, session).await? else { return Ok(false) };
        let schedule = conference.schedule();
        let Some(session) = schedule.session(session) else { return Ok(false) };
        let mut waits = false;
        for left in board.by_talk.iter().filter(|of| !of.open.is_empty()) {
            let notice = left_notice(conference, session, left, ended);
            let key = notice.key();
            if done.contains(&key) {
                continue;
            }
            let Some((channel, message)) = self.store.stands(&notice).await? else {
                // Not filed, not posted yet, or refused for good: only the second is worth a look soon.
                waits |= self.store.waits(&notice).await?;
                continue;
            };
            match self.open_thread(chat, conference, session, &board, left, Posted { channel, message }, ended).await? {
                Opened::Done => {
                    done.insert(key);
                }
                Opened::Later => waits = true,
            }
        }
        Ok(waits)
    }

    #[expect(clippy::too_many_arguments, reason = "all of them name the one thread")]
    async fn open_thread<T: Threads>(
        &self,
        chat: &T,
        conference: &Conference,
        session: &Session,
        board: &Board,
        left: &OfTalk,
        posted: Posted,
        ended: DateTime<Utc>,
    ) -> Result<Opened, StoreError> {
        let name = self.in_scene(conference, |scene| thread_name(scene, left.talk.as_ref()));
        let thread = match chat.thread(posted, &name).await {
            Ok(thread) => thread,
            Err(
                ChatError::Refused { reason } | ChatError::DirectClosed { reason } | ChatError::Barred { reason, .. },
            ) => {
                warn!(session = %board.session, "No thread can be opened for the questions that were left: {reason}");
                return Ok(Opened::Done);
            }
            Err(ChatError::NotTaken { .. } | ChatError::Unknown { .. }) => return Ok(Opened::Later),
        };
        let Some(channel) = ChannelId::new(thread) else { return Ok(Opened::Done) };
        let lines = self.in_scene(conference, |scene| thread_lines(scene, &session.id, left));
        let filed = Filed { notice: thread_notice(conference, session, left, channel, ended), lines };
        self.store.file(&filed, self.clock.now()).await?;
        self.announce_change();
        info!(session = %board.session, thread, "The questions that were left go on in a thread.");
        Ok(Opened::Done)
    }
}

enum Opened {
    /// Open, or refused for good.
    Done,
    /// To be tried again.
    Later,
}
