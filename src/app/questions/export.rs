use super::super::{Answer, App, Asked, Conference};
use super::{Attendant, PATIENCE, in_time};
use crate::questions::{Question, QuestionState, Step};
use crate::schedule::SessionId;
use crate::store::{Act, StoreError};
use crate::text::{File, Message, Recorded, busy, exported, record_csv, record_markdown};

impl Attendant<'_> {
    /// `/qa export`: the session's questions, of all sessions for an organiser.
    pub(super) async fn export(&self, asked: &Asked, conference: &Conference, session: &SessionId) -> Answer {
        let schedule = conference.schedule();
        let all = conference.is_organiser(&asked.asker);
        let sessions = schedule.sessions.iter().map(|session| &session.id);
        let sessions: Vec<&SessionId> = sessions.filter(|id| all || *id == session).collect();
        let recorded = async {
            let mut recorded = Vec::new();
            for session in sessions {
                recorded.extend(self.recorded(conference, session).await?);
            }
            Ok(recorded)
        };
        let Some(recorded) = in_time(PATIENCE, recorded).await else {
            return Answer::private(busy(self.words, None));
        };
        self.privately(conference, |scene| {
            let name = |kind: &str| format!("questions-{}.{kind}", conference.id());
            Message {
                content: exported(scene, recorded.len()),
                files: vec![
                    File { name: name("csv"), text: record_csv(scene, &recorded) },
                    File { name: name("md"), text: record_markdown(scene, &recorded) },
                ],
                ..Message::default()
            }
        })
    }
}

impl App {
    /// Every question of a session with what became of it, in the order in which they were asked.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn recorded(&self, conference: &Conference, session: &SessionId) -> Result<Vec<Recorded>, StoreError> {
        let questions = self.questions_now(conference, session).await?.questions;
        let acts = self.store.acts_upon(conference.id(), session).await?;
        Ok(questions.into_iter().map(|question| record(question, &acts)).collect())
    }
}

fn record(question: Question, acts: &[Act]) -> Recorded {
    let reaches = |act: &&Act, wanted: QuestionState| {
        act.undone_by.is_none()
            && act.steps.iter().any(|step| match step {
                Step::Question { id, from, to } => {
                    *id == question.id && to.state == wanted && (from != to || act.replaced.is_some())
                }
                Step::Stage { .. } => false,
            })
    };
    let taken_up = acts.iter().rev().find(|act| reaches(act, QuestionState::Current)).map(|act| act.at);
    // Of an undone act, the undoing is what counts.
    let last = acts.iter().rev().find(|act| reaches(act, question.state));
    let by = last.map(|act| act.actor).filter(|actor| *actor != question.author);
    let why = last.and_then(|act| act.why.clone());
    Recorded { question, taken_up, by, why }
}
