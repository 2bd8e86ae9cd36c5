//! The audience's questions: the use cases of the audience and of the moderator.

mod acts;
mod answering;
mod asking;
mod ballots;
mod blocking;
mod consequences;
mod drafts;
mod export;
mod listing;
mod moderating;
mod own;
mod pace;
mod revisions;
mod snapshots;
mod threads;
mod voting;

pub use acts::{Acted, NotActed};

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{Notify, watch};
use tracing::warn;

use super::{App, Asker, Conference};
use crate::announce::{ChannelId, Route};
use crate::questions::{Board, Person, Question, QuestionId, Stage, count_votes, supporters};
use crate::schedule::{ConferenceId, Schedule, Session, SessionId};
use crate::store::StoreError;
use crate::text::Words;

/// How long the store may take over a question before its asker is told that it did not work. The answer is promised to
/// Discord long before.
const PATIENCE: Duration = Duration::from_secs(10);
/// A form opens at once or not at all: Discord takes no promise of one.
const PATIENCE_FOR_A_FORM: Duration = Duration::from_millis(1500);

/// What the use cases keep in memory.
#[derive(Default)]
pub(super) struct Desk {
    revisions: revisions::Revisions,
    snapshots: snapshots::Snapshots,
    pace: pace::Pace,
    drafts: drafts::Drafts,
    ballots: ballots::Ballots,
    threads_due: Notify,
}

/// Answers what is asked and ordered about questions.
struct Attendant<'a> {
    app: &'a App,
    /// What whoever asks reads.
    words: &'a Words,
}

impl Deref for Attendant<'_> {
    type Target = App;

    fn deref(&self) -> &App {
        self.app
    }
}

/// The questions of a session as they were seen at one instant.
pub(super) struct SessionQuestions {
    stage: Stage,
    /// In the order in which they were asked, with their votes.
    questions: Vec<Question>,
    /// Found out once for all who look at the same time.
    supporters: BTreeMap<QuestionId, BTreeSet<Person>>,
}

impl App {
    /// The questions of a session; `None` where the programme has no such session. What this process changed is in it;
    /// what another replica changed, half a second later at the latest.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn board(&self, conference: &Conference, session: &SessionId) -> Result<Option<Arc<Board>>, StoreError> {
        let schedule = conference.schedule();
        let Some(session) = schedule.session(session) else { return Ok(None) };
        let seen = self.questions_seen(conference, &session.id).await?;
        Ok(Some(Arc::new(Board::of(session, seen.stage, &seen.questions))))
    }

    /// For looking at.
    async fn questions_seen(
        &self,
        conference: &Conference,
        session: &SessionId,
    ) -> Result<Arc<SessionQuestions>, StoreError> {
        let revision = || self.desk.revisions.now(conference.id(), session);
        let read = || self.questions_now(conference, session);
        self.desk.snapshots.seen(conference.id(), session, revision, read).await
    }

    /// For deciding upon.
    async fn questions_now(
        &self,
        conference: &Conference,
        session: &SessionId,
    ) -> Result<SessionQuestions, StoreError> {
        let id = conference.id();
        let mut questions = self.store.questions(id, session).await?;
        let votes = self.store.votes(id, session).await?;
        let stage = self.store.stage(id, session).await?;
        count_votes(&mut questions, &votes);
        let supporters = supporters(&questions, &votes);
        Ok(SessionQuestions { stage, questions, supporters })
    }
}

impl SessionQuestions {
    fn question(&self, id: QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// What a person wants, their own questions among it.
    fn wanted_by(&self, person: Person) -> BTreeSet<QuestionId> {
        self.supporters.iter().filter(|(_, people)| people.contains(&person)).map(|(id, _)| *id).collect()
    }
}

impl<O> App<O> {
    /// Tells whoever follows the questions of a session that something changed. Called after each committed change.
    pub fn questions_changed(&self, conference: &ConferenceId, session: &SessionId) {
        self.desk.revisions.raise(conference, session);
        self.panels_due.notify_one();
    }

    /// Follows the questions of a session: the number rises with each change that this process makes. What another
    /// replica changes is not seen here, so a follower also looks by itself now and then.
    #[must_use]
    pub fn follow_questions(&self, conference: &ConferenceId, session: &SessionId) -> watch::Receiver<u64> {
        self.desk.revisions.follow(conference, session)
    }
}

/// What looking for a question comes to.
enum Found {
    /// It is this, with its votes.
    Question(Box<Question>),
    /// There is none.
    Gone,
    /// The store does not answer.
    Busy,
}

/// Who asks, votes or moderates.
fn person(asker: &Asker) -> Person {
    Person::new(asker.user.get()).expect("no user's id is 0")
}

/// What the store answers in time; `None` where it does not.
async fn in_time<T>(patience: Duration, asked: impl Future<Output = Result<T, StoreError>>) -> Option<T> {
    match tokio::time::timeout(patience, asked).await {
        Ok(Ok(answer)) => Some(answer),
        Ok(Err(error)) => {
            warn!(%error, "The store could not be asked about questions.");
            None
        }
        Err(_) => {
            warn!("The store did not answer about questions in time.");
            None
        }
    }
}

/// The sessions that can be meant by who asks in this channel: those announced there, where it is a room's or a session's own;
/// else all.
fn sessions_meant<'a>(schedule: &'a Schedule, route: &Route, channel: ChannelId) -> Vec<&'a Session> {
    let here: Vec<&Session> = schedule.sessions.iter().filter(|session| route.is_heard_in(session, channel)).collect();
    if here.is_empty() { schedule.sessions.iter().collect() } else { here }
}

/// The session that is meant of these by who says nothing else: of those that run, or ran until a while ago, the one that
/// `prefers` likes best, else the one that comes next, else the last of all.
fn session_meant<'a>(
    sessions: &[&'a Session],
    now: DateTime<Utc>,
    prefers: impl Fn(&Session) -> bool,
) -> Option<&'a Session> {
    /// A session is still talked about for so long, and from so long before it.
    const AROUND: TimeDelta = TimeDelta::minutes(30);
    let all = || sessions.iter().copied();
    let running = |session: &Session| session.start() <= now && now < session.end();
    let around = |session: &&Session| session.start() - AROUND <= now && now < session.end() + AROUND;
    // Those that run first, then what is nearest.
    let rank = |session: &&Session| {
        let distance = if session.start() > now { session.start() - now } else { now - session.end() };
        (!prefers(session), !running(session), distance)
    };
    let next = || all().filter(|session| session.start() > now).min_by_key(|session| session.start());
    let last = || all().max_by_key(|session| session.end());
    all().filter(around).min_by_key(rank).or_else(next).or_else(last)
}
