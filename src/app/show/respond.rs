use std::sync::Arc;

use tracing::{info, warn};

use super::acting::Target;
use crate::app::{Answer, App, Asked, Asker, Conference, Question};
use crate::schedule::{Session, SessionId};
use crate::store::{Store, StoreError};
use crate::text::{Action, ComponentId, Message, button_outdated, moderating_busy, not_a_moderator};

impl App<Store> {
    /// Answers what moderators press; `None` for what is none of theirs.
    pub(in crate::app) async fn moderating(&self, asked: &Asked) -> Option<Answer> {
        let (id, values) = match &asked.question {
            Question::Pressed(id) => (id, None),
            Question::Chosen { id, values } => (id, values.first()),
            _ => return None,
        };
        let ComponentId { conference, action, .. } = id.parse::<ComponentId>().ok()?;
        if !is_of_moderators(&action) {
            return None;
        }
        let Some(conference) = self.conferences.get(&conference) else {
            return Some(Answer::private(button_outdated(self.words_for(asked))));
        };
        let answered = match self.pressed_by_moderator(&conference, &asked.asker, action, values).await {
            Ok(answer) => answer,
            Err(error) => {
                warn!(%error, "A moderator's button did nothing: the store does not answer.");
                Answer::private(self.in_scene(&conference, moderating_busy))
            }
        };
        Some(answered)
    }

    async fn pressed_by_moderator(
        &self,
        conference: &Arc<Conference>,
        asker: &Asker,
        action: Action,
        chosen: Option<&String>,
    ) -> Result<Answer, StoreError> {
        let course = conference.course();
        let session = match &action {
            Action::Here(id)
            | Action::Panel(_, id)
            | Action::PanelQa(_, _, id)
            | Action::ConfirmUndo(_, id)
            | Action::Other(_, id) => course.schedule.session(id),
            Action::Confirm(_, _, talk) => course.schedule.talk(talk).map(|found| found.session),
            _ => None,
        };
        let Some(session) = session else { return Ok(Answer::private(button_outdated(self.words_of(conference)))) };
        if let Action::Here(_) = action {
            return Ok(Answer::private(self.here(conference, asker, session).await?));
        }
        if let Some(refusal) = self.refusal(conference, asker, session) {
            return Ok(Answer::private(refusal));
        }
        let target = Target { conference, session: &session.id, asker };
        Ok(match action {
            Action::Panel(press, _) => Answer::private(self.propose(&target, press, None).await?),
            Action::PanelQa(press, seen, _) => Answer::private(self.ask(&target, press, seen).await?),
            Action::Other(press, _) => {
                let talk = chosen.and_then(|chosen| chosen.parse().ok());
                Answer::Update(self.propose(&target, press, talk.as_ref()).await?)
            }
            Action::Confirm(press, after, talk) => Answer::Update(self.act(&target, press, after, &talk).await?),
            Action::ConfirmUndo(after, _) => Answer::Update(self.undo(&target, after).await?),
            _ => Answer::private(button_outdated(self.words_of(conference))),
        })
    }

    /// What somebody is told who may not moderate the session.
    fn refusal(&self, conference: &Conference, asker: &Asker, session: &Session) -> Option<Message> {
        if conference.is_moderator(asker, session) {
            return None;
        }
        refused(conference, asker, &session.id);
        Some(self.in_scene(conference, |scene| not_a_moderator(scene, session)))
    }
}

/// A refusal is for the log, too: whoever set the roles may have forgotten somebody.
pub(super) fn refused(conference: &Conference, asker: &Asker, session: &SessionId) {
    info!(conference = %conference.id(), %session, user = %asker.user, "A moderator's button was pressed by somebody who is none.");
}

fn is_of_moderators(action: &Action) -> bool {
    matches!(
        action,
        Action::Here(_)
            | Action::Panel(..)
            | Action::PanelQa(..)
            | Action::Other(..)
            | Action::Confirm(..)
            | Action::ConfirmUndo(..)
    )
}
