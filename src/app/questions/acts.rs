use chrono::{DateTime, Utc};

use super::super::{App, Conference};
use super::consequences::Outcome;
use super::retelling::retold;
use super::{OVER, SessionQuestions};
use crate::questions::{ActId, Person, QaAct, Refusal, Step, applied, decide, undo};
use crate::schedule::{Session, SessionId};
use crate::store::{Deed, Filed, StoreError};

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
    /// The programme has no such session.
    #[error("the programme has no such session")]
    NoSession,
    /// The session has been over for so long that nobody would be there to be asked.
    #[error("the session has been over since {0}")]
    Over(DateTime<Utc>),
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
    /// thing at once, one gets it. What is said because of it is filed with it: the channel and the authors are told.
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
        let schedule = conference.schedule();
        let session = schedule.session(session).ok_or(NotActed::NoSession)?;
        if speaks_to_the_audience(act) && self.clock.now() > session.end() + OVER {
            return Err(NotActed::Over(session.end()));
        }
        for _ in 0..TRIES {
            let SessionQuestions { stage, questions, .. } = self.questions_now(conference, &session.id).await?;
            let at = self.clock.now();
            let steps = decide(&questions, stage, act)?;
            let (after, stage) = applied(&questions, stage, &steps, at);
            let outcome = Outcome { conference, session, stage, questions: &after, at };
            let notices = self.consequences_of_questions(&outcome, &steps, actor);
            // What becomes so anew is said anew.
            let retold = retold(&session.id, &after, &steps).into_iter().filter(|retold| !retold.holds).collect();
            let deed = Deed { notices, retold, ..qa_deed(session, act.name(), steps, actor, why, at) };
            if let Some(acted) = self.qa_done(conference, deed).await? {
                return Ok(acted);
            }
            // Decided anew, it would go one question further than the moderator saw.
            if matches!(act, QaAct::Next | QaAct::NextAfter(_)) {
                return Err(NotActed::Overtaken);
            }
        }
        Err(NotActed::Overtaken)
    }

    /// Undoes an act exactly, if nothing that it touched has changed since, and nobody has undone it. What was said because
    /// of it is corrected where it stands.
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
        let schedule = conference.schedule();
        let session = schedule.session(session).ok_or(NotActed::NoSession)?;
        let done = self.store.act_of(conference.id(), act).await?;
        let undone = done.filter(|done| done.session == session.id && done.undone_by.is_none());
        let Some(undone) = undone else { return Err(NotActed::Overtaken) };
        let questions = self.questions_now(conference, &session.id).await?.questions;
        let steps = undo(&questions, &undone.steps)?;
        let deed = qa_deed(session, "undo", steps, actor, None, self.clock.now());
        let retold = retold(&session.id, &questions, &deed.steps);
        let acted = self.qa_done(conference, Deed { undoes: Some(act), retold, ..deed }).await?;
        acted.ok_or(NotActed::Overtaken)
    }

    pub(super) async fn qa_done(&self, conference: &Conference, deed: Deed) -> Result<Option<Acted>, StoreError> {
        let id = self.store.act(conference.id(), &deed).await?;
        self.questions_changed(conference.id(), &deed.session);
        if !deed.notices.is_empty() {
            self.announce_change();
            self.corrections_due.notify_one();
            self.desk.threads_due.notify_one();
        }
        if !deed.retold.is_empty() {
            self.corrections_due.notify_one();
            // What was not said yet may have to be said after all.
            self.announce_change();
        }
        Ok(id.map(|id| Acted { id, steps: deed.steps }))
    }
}

/// Whether an act tells the audience that something is being asked. A button that is pressed days later must not.
const fn speaks_to_the_audience(act: &QaAct) -> bool {
    matches!(act, QaAct::Open | QaAct::Next | QaAct::NextAfter(_) | QaAct::TakeUp(_))
}

fn qa_deed(
    session: &Session,
    what: &'static str,
    steps: Vec<Step>,
    actor: Person,
    why: Option<&str>,
    at: DateTime<Utc>,
) -> Deed {
    Deed {
        session: session.id.clone(),
        what,
        steps,
        rewording: None,
        undoes: None,
        actor,
        why: why.map(str::to_owned),
        at,
        notices: Vec::<Filed>::new(),
        retold: Vec::new(),
    }
}
