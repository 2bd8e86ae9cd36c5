//! The audience's questions: the use cases of the audience and of the moderator.

mod acts;
mod revisions;

pub use acts::{Acted, NotActed};
pub(super) use revisions::Revisions;

use std::sync::Arc;

use tokio::sync::watch;

use super::{App, Conference};
use crate::questions::{Board, Question, Stage, count_votes};
use crate::schedule::{ConferenceId, SessionId};
use crate::store::StoreError;

/// The questions of a session as they were seen at one instant.
pub(super) struct SessionQuestions {
    pub(super) stage: Stage,
    /// In the order in which they were asked, with their votes.
    pub(super) questions: Vec<Question>,
}

impl App {
    /// The questions of a session; `None` where the programme has no such session.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn board(&self, conference: &Conference, session: &SessionId) -> Result<Option<Arc<Board>>, StoreError> {
        let schedule = conference.schedule();
        let Some(session) = schedule.session(session) else { return Ok(None) };
        let SessionQuestions { stage, questions } = self.session_questions(conference, &session.id).await?;
        Ok(Some(Arc::new(Board::of(session, stage, &questions))))
    }

    pub(super) async fn session_questions(
        &self,
        conference: &Conference,
        session: &SessionId,
    ) -> Result<SessionQuestions, StoreError> {
        let id = conference.id();
        let mut questions = self.store.questions(id, session).await?;
        let votes = self.store.votes(id, session).await?;
        let stage = self.store.stage(id, session).await?;
        count_votes(&mut questions, &votes);
        Ok(SessionQuestions { stage, questions })
    }
}

impl<O> App<O> {
    /// Tells whoever follows the questions of a session that something changed. Called after each committed change.
    pub fn questions_changed(&self, conference: &ConferenceId, session: &SessionId) {
        self.question_revisions.raise(conference, session);
        self.panels_due.notify_one();
    }

    /// Follows the questions of a session: the number rises with each change that this process makes. What another
    /// replica changes is not seen here, so a follower also looks by itself now and then.
    #[must_use]
    pub fn follow_questions(&self, conference: &ConferenceId, session: &SessionId) -> watch::Receiver<u64> {
        self.question_revisions.follow(conference, session)
    }
}
