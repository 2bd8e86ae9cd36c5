use super::acting::Target;
use crate::app::{App, NotActed};
use crate::questions::{ActId, Person, QaAct, QuestionId};
use crate::store::{Act, Store, StoreError};
use crate::text::{Message, Press, nothing_meant, overtaken, qa_done};

/// What a moderator does to questions. What else is on record is the audience's doing.
const MODERATORS_DOING: [&str; 10] =
    ["open", "close", "next", "take up", "put back", "answered", "dismiss", "approve", "reopen", "merge"];

impl App<Store> {
    /// Does what a button of the Q&A asks for. It moves no talk, so it is done at once, and can be undone.
    pub(super) async fn ask(&self, target: &Target<'_>, press: Press) -> Result<Message, StoreError> {
        let Target { conference, session, asker } = *target;
        let (Some(actor), Some(board)) = (Person::new(asker.user.get()), self.board(conference, session).await?) else {
            return Ok(self.in_scene(conference, |scene| nothing_meant(scene, press)));
        };
        let current = board.current.as_ref().map(|current| current.id);
        let Some(act) = wanted(press, current) else {
            return Ok(self.in_scene(conference, |scene| nothing_meant(scene, press)));
        };
        let acted = self.qa_act(conference, session, &act, actor, None).await;
        self.panels_due.notify_one();
        let asked = self.board(conference, session).await?;
        let asked = asked.as_deref().and_then(|board| board.current.as_ref());
        match acted {
            Ok(_) => Ok(self.in_scene(conference, |scene| qa_done(scene, press, asked))),
            Err(NotActed::Refused(_) | NotActed::NoSession) => {
                Ok(self.in_scene(conference, |scene| nothing_meant(scene, press)))
            }
            Err(NotActed::Overtaken) => Ok(self.in_scene(conference, |scene| overtaken(scene, None))),
            Err(NotActed::Store(error)) => Err(error),
        }
    }

    /// The last thing that a moderator did to the questions of a session and nobody undid.
    pub(super) async fn last_asking(&self, target: &Target<'_>) -> Result<(usize, Option<Act>), StoreError> {
        let acts = self.store.acts(target.conference.id(), target.session).await?;
        let many = acts.len();
        Ok((many, last_by_moderator(acts)))
    }

    /// Undoes something that was done to questions. Gives whether it was.
    pub(super) async fn undo_asking(&self, target: &Target<'_>, act: ActId) -> Result<bool, StoreError> {
        let Some(actor) = Person::new(target.asker.user.get()) else { return Ok(false) };
        let undone = self.qa_undo(target.conference, target.session, act, actor).await;
        self.panels_due.notify_one();
        match undone {
            Ok(_) => Ok(true),
            Err(NotActed::Store(error)) => Err(error),
            Err(NotActed::Refused(_) | NotActed::Overtaken | NotActed::NoSession) => Ok(false),
        }
    }
}

/// Of all that was done to questions, what a moderator did last and nobody undid.
pub(super) fn last_by_moderator(acts: Vec<Act>) -> Option<Act> {
    let by_moderator = |act: &Act| MODERATORS_DOING.contains(&act.what.as_str()) && act.undone_by.is_none();
    acts.into_iter().filter(by_moderator).max_by_key(|act| act.id)
}

/// What a button wants, with this question being asked; `None` where there is nothing it could mean.
fn wanted(press: Press, current: Option<QuestionId>) -> Option<QaAct> {
    match press {
        Press::Open => Some(QaAct::Open),
        Press::Next => Some(QaAct::NextAfter(current)),
        Press::Answered => current.map(QaAct::Answered),
        Press::Dismiss => current.map(QaAct::Dismiss),
        _ => None,
    }
}
