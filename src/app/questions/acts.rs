use super::super::{App, Conference};
use super::SessionQuestions;
use crate::questions::{ActId, Person, QaAct, Refusal, Step, decide, reversed};
use crate::schedule::SessionId;
use crate::store::{Deed, StoreError};

/// How often an act is decided anew because something it touches changed meanwhile.
const TRIES: u32 = 4;

/// Something that a moderator did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acted {
    /// By this it can be undone.
    pub id: ActId,
    /// What changed, in order.
    pub steps: Vec<Step>,
}

/// Why something was not done. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum NotActed {
    /// It makes no sense with the questions as they are.
    #[error("it cannot be done now: {0:?}")]
    Refused(Refusal),
    /// Someone else was a moment quicker.
    #[error("someone else was a moment quicker")]
    Overtaken,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for NotActed {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl App {
    /// Does what a moderator wants, in the name of `actor`, who may do so: that was checked before. Of two who want the same
    /// thing at once, one gets it.
    ///
    /// # Errors
    /// When it is not done, with the reason.
    pub async fn qa_act(
        &self,
        conference: &Conference,
        session: &SessionId,
        act: &QaAct,
        actor: Person,
        why: Option<&str>,
    ) -> Result<Acted, NotActed> {
        for _ in 0..TRIES {
            let SessionQuestions { stage, questions } = self.session_questions(conference, session).await?;
            let steps = decide(&questions, stage, act)?;
            let deed = self.deed(session, act.name(), steps, actor, why);
            if let Some(acted) = self.done(conference, deed).await? {
                return Ok(acted);
            }
            // Decided anew, it would go one question further than the moderator saw.
            if matches!(act, QaAct::Next | QaAct::NextAfter(_)) {
                return Err(NotActed::Overtaken);
            }
        }
        Err(NotActed::Overtaken)
    }

    /// Undoes an act exactly, if nothing that it touched has changed since, and nobody has undone it.
    ///
    /// # Errors
    /// When it is not undone, with the reason.
    pub async fn qa_undo(
        &self,
        conference: &Conference,
        session: &SessionId,
        act: ActId,
        actor: Person,
    ) -> Result<Acted, NotActed> {
        let done = self.store.act_of(conference.id(), act).await?;
        let undone = done.filter(|done| done.session == *session && done.undone_by.is_none());
        let Some(undone) = undone else { return Err(NotActed::Overtaken) };
        let deed = self.deed(session, "undo", reversed(&undone.steps), actor, None);
        let acted = self.done(conference, Deed { undoes: Some(act), ..deed }).await?;
        acted.ok_or(NotActed::Overtaken)
    }

    fn deed(
        &self,
        session: &SessionId,
        what: &'static str,
        steps: Vec<Step>,
        actor: Person,
        why: Option<&str>,
    ) -> Deed {
        Deed {
            session: session.clone(),
            what,
            steps,
            rewording: None,
            undoes: None,
            actor,
            why: why.map(str::to_owned),
            at: self.clock.now(),
        }
    }

    async fn done(&self, conference: &Conference, deed: Deed) -> Result<Option<Acted>, StoreError> {
        let id = self.store.act(conference.id(), &deed).await?;
        self.questions_changed(conference.id(), &deed.session);
        Ok(id.map(|id| Acted { id, steps: deed.steps }))
    }
}
