use std::collections::BTreeSet;

use tracing::info;

use super::super::{App, Conference, Programmes};
use crate::questions::{Question, QuestionState, root};
use crate::schedule::{Schedule, SessionId, TalkId};
use crate::store::{Moved, StoreError};

impl<O: Programmes> App<O> {
    /// Lets the questions about a talk go with it into the session in which it is now. Doing it twice changes nothing.
    pub(in super::super) async fn follow_talks(&self, conference: &Conference) -> Result<(), StoreError> {
        let (id, schedule) = (conference.id(), conference.schedule());
        let asked = self.store.asked_about(id).await?;
        if !asked.iter().any(|(talk, session)| now_in(&schedule, talk).is_some_and(|now| now != *session)) {
            return Ok(());
        }
        let mut all = Vec::new();
        for session in asked.iter().map(|(_, session)| session).collect::<BTreeSet<_>>() {
            all.extend(self.store.questions(id, session).await?);
        }
        let moves = moves(&schedule, &all);
        let moved = self.store.move_questions(id, &moves).await?;
        if moved > 0 {
            info!(conference = %id, questions = moved, "Questions went with their talks into another session.");
        }
        for session in moves.iter().flat_map(|moved| [&moved.from, &moved.to]) {
            self.questions_changed(id, session);
        }
        Ok(())
    }
}

/// Which questions are in another session than the talk that they are about. What was merged stays with the question that
/// stands for it, so that its votes count there; and what is being asked just now is asked where it is.
fn moves(schedule: &Schedule, questions: &[Question]) -> Vec<Moved> {
    let to = |question: &Question| {
        let standing = questions.iter().find(|other| other.id == root(questions, question.id))?;
        let talk = standing.talk.as_ref().filter(|_| standing.state != QuestionState::Current)?;
        now_in(schedule, talk).filter(|to| *to != question.session)
    };
    let moved =
        |question: &Question| Some(Moved { id: question.id, from: question.session.clone(), to: to(question)? });
    questions.iter().filter_map(moved).collect()
}

fn now_in(schedule: &Schedule, talk: &TalkId) -> Option<SessionId> {
    schedule.talk(talk).map(|found| found.session.id.clone())
}
