use super::super::{App, Conference, Programmes};
use crate::announce::{NoticeKind, Subject};
use crate::questions::{Question, QuestionId, QuestionState, Stage, Step, root};
use crate::schedule::SessionId;
use crate::store::{Retold, Standing, StoreError};
use crate::text::{Message, Untrue, filed_message, taken_back};

/// What was said of questions and is no longer so after these steps, or is so again.
pub(super) fn retold(session: &SessionId, questions: &[Question], steps: &[Step]) -> Vec<Retold> {
    let mut retold = Vec::new();
    for step in steps {
        match *step {
            Step::Stage { from: Stage::Open, to: Stage::Gathering } => {
                let subject = Subject::Session(session.clone());
                retold.push(Retold { kind: NoticeKind::QaOpened, subject, holds: false });
            }
            Step::Stage { .. } => {}
            Step::Question { id, from, to } => {
                if let Some(holds) = turned(asks, from.state, to.state) {
                    retold.push(Retold { kind: NoticeKind::QuestionNow, subject: of(id), holds });
                }
                if let Some(holds) = turned(answers, from.state, to.state) {
                    // Whoever asked the same in other words was told of an answer too.
                    let same = questions.iter().filter(|other| root(questions, other.id) == id);
                    let tell = |other: &Question| {
                        let subject = of(other.id);
                        Retold { kind: NoticeKind::QuestionAnswered, subject, holds }
                    };
                    retold.extend(same.map(tell));
                }
            }
        }
    }
    retold
}

impl<O: Programmes> App<O> {
    /// What the message of a notice of questions says now: what was filed, or that it is not so.
    pub(in super::super) async fn says_of_questions(
        &self,
        conference: &Conference,
        standing: &Standing,
    ) -> Result<Message, StoreError> {
        let lines = self.store.lines(&standing.key).await?;
        let untrue = self.untrue(conference, standing, lines.first()).await?;
        Ok(self.in_scene(conference, |scene| match &untrue {
            Some(untrue) => taken_back(scene, &standing.notice, &lines, untrue),
            None => filed_message(scene, &standing.notice, &lines),
        }))
    }

    /// How it stands in truth, where the message of a notice says otherwise.
    async fn untrue(
        &self,
        conference: &Conference,
        standing: &Standing,
        session: Option<&String>,
    ) -> Result<Option<Untrue>, StoreError> {
        let id = conference.id();
        if standing.notice.kind == NoticeKind::QaOpened {
            let Some(session) = session.and_then(|session| session.parse().ok()) else { return Ok(None) };
            let stage = self.store.stage(id, &session).await?;
            return Ok((stage == Stage::Gathering).then_some(Untrue::NotOpen));
        }
        let Subject::Question(number) = standing.notice.subject else { return Ok(None) };
        let Some(number) = QuestionId::new(number) else { return Ok(None) };
        let Some(question) = self.store.question(id, number).await? else { return Ok(None) };
        let state = match question.merged_into {
            // Its author was told what became of the one that stands for it.
            Some(into) => self.store.question(id, into).await?.map_or(question.state, |into| into.state),
            None => question.state,
        };
        let holds = match standing.notice.kind {
            NoticeKind::QuestionNow => asks(state),
            NoticeKind::QuestionAnswered => answers(state),
            _ => true,
        };
        Ok((!holds).then_some(Untrue::Question(number, state)))
    }
}

/// Whether something became so by a step, or is not so any more; `None` where nothing changed about it.
fn turned(is_so: fn(QuestionState) -> bool, from: QuestionState, to: QuestionState) -> Option<bool> {
    (is_so(from) != is_so(to)).then(|| is_so(to))
}

/// In these states the word that a question is being asked stays true.
fn asks(state: QuestionState) -> bool {
    matches!(state, QuestionState::Current | QuestionState::Answered)
}

fn answers(state: QuestionState) -> bool {
    state == QuestionState::Answered
}

fn of(id: QuestionId) -> Subject {
    Subject::Question(id.get())
}
