use super::acting::Target;
use crate::announce::UserId;
use crate::app::{App, Conference, NotActed};
use crate::questions::{ActId, Person, QaAct, QuestionId, QuestionState, Refusal, Stage, Step};
use crate::store::{Act, Store, StoreError};
use crate::text::{
    LastDeed, Message, QaPress, Scene, button_outdated, long_over, not_acted, nothing_to_ask, qa_deed, qa_done,
    qa_end_question, qa_moved_on,
};

/// What an undoing is called in the record.
const UNDO: &str = "undo";
/// What a moderator does to questions. What else is on record is the audience's doing.
const MODERATORS_DOING: [&str; 10] =
    ["open", "close", "next", "take up", "put back", "answered", "dismiss", "approve", "reopen", "merge"];

impl App<Store> {
    /// Does what a button of the Q&A asks for, whose panel showed this being asked. It moves no talk, so it is done at once,
    /// and can be undone.
    pub(super) async fn ask(
        &self,
        target: &Target<'_>,
        press: QaPress,
        seen: Option<QuestionId>,
    ) -> Result<Message, StoreError> {
        let Target { conference, session, asker } = *target;
        let (Some(actor), Some(board)) = (Person::new(asker.user.get()), self.board(conference, session).await?) else {
            return Ok(button_outdated(self.words_of(conference)));
        };
        let Some(act) = wanted(press, seen) else {
            return Ok(self.in_scene(conference, |scene| match press {
                QaPress::End if board.stage == Stage::Open => qa_end_question(scene, &board),
                _ => nothing_to_ask(scene, press),
            }));
        };
        let acted = self.qa_act(conference, session, &act, actor, None).await;
        self.panels_due.notify_one();
        match acted {
            Ok(_) => {
                let board = self.board(conference, session).await?;
                let asked = board.as_deref().and_then(|board| board.current.as_ref());
                Ok(self.in_scene(conference, |scene| qa_done(scene, press, asked)))
            }
            Err(NotActed::Refused(Refusal::MovedOn(_)) | NotActed::Overtaken) => self.moved_on(target).await,
            Err(NotActed::Refused(Refusal::NoneWaiting | Refusal::Stage(_))) => {
                Ok(self.in_scene(conference, |scene| nothing_to_ask(scene, press)))
            }
            Err(NotActed::Refused(refusal)) => {
                let why = self.in_scene(conference, |scene| not_acted(scene, Some(refusal)));
                Ok(Message { content: why, ..Message::default() })
            }
            Err(NotActed::Over(end)) => {
                let why = self.in_scene(conference, |scene| long_over(scene, end));
                Ok(Message { content: why, ..Message::default() })
            }
            Err(NotActed::NoSession) => Ok(button_outdated(self.words_of(conference))),
            Err(NotActed::Store(error)) => Err(error),
        }
    }

    /// The answer to who pressed on a panel that was behind, or a moment after another.
    async fn moved_on(&self, target: &Target<'_>) -> Result<Message, StoreError> {
        let board = self.board(target.conference, target.session).await?;
        let current = board.as_deref().and_then(|board| board.current.as_ref());
        let (_, last) = self.last_asking(target).await?;
        let last = last.and_then(|last| self.asking_done(target.conference, &last));
        Ok(self.in_scene(target.conference, |scene| qa_moved_on(scene, current, last.as_ref())))
    }

    /// What was done to questions, as it is told.
    pub(super) fn asking_done(&self, conference: &Conference, done: &Act) -> Option<LastDeed> {
        let what = self.in_scene(conference, |scene| asking_words(scene, done));
        Some(LastDeed { what, by: UserId::new(done.actor.get())?, at: done.at })
    }

    /// How much moderators did to the questions of a session, and the last of it that nobody undid. What the audience
    /// does to its own questions meanwhile concerns no undo.
    pub(super) async fn last_asking(&self, target: &Target<'_>) -> Result<(usize, Option<Act>), StoreError> {
        let acts = self.store.acts(target.conference.id(), target.session).await?;
        let many = acts.iter().filter(|act| is_moderators(act) || act.what == UNDO).count();
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
            Err(NotActed::Refused(_) | NotActed::Overtaken | NotActed::NoSession | NotActed::Over(_)) => Ok(false),
        }
    }
}

/// What was done to questions, in words.
pub(super) fn asking_words(scene: &Scene<'_>, done: &Act) -> String {
    let changed = |step: &Step| match *step {
        Step::Question { id, from, to } if from != to => Some((id, to.state)),
        Step::Question { .. } | Step::Stage { .. } => None,
    };
    let changed: Vec<_> = done.steps.iter().filter_map(changed).collect();
    let asked = changed.iter().find(|(_, state)| *state == QuestionState::Current);
    // A step to the next question that found none, or the end of the Q&A, is not about the one that it marks as answered.
    let about = asked.or_else(|| changed.first().filter(|_| !matches!(done.what.as_str(), "next" | "close")));
    qa_deed(scene, &done.what, about.map(|(id, _)| *id))
}

/// Of all that was done to questions, what a moderator did last and nobody undid.
pub(super) fn last_by_moderator(acts: Vec<Act>) -> Option<Act> {
    acts.into_iter().filter(|act| is_moderators(act) && act.undone_by.is_none()).max_by_key(|act| act.id)
}

fn is_moderators(act: &Act) -> bool {
    MODERATORS_DOING.contains(&act.what.as_str())
}

/// What a button wants whose panel showed this being asked; `None` where it does nothing by itself.
fn wanted(press: QaPress, seen: Option<QuestionId>) -> Option<QaAct> {
    match press {
        QaPress::Open => Some(QaAct::Open),
        QaPress::Next => Some(QaAct::NextAfter(seen)),
        QaPress::Answered => seen.map(QaAct::CurrentAnswered),
        QaPress::Dismiss => seen.map(QaAct::DismissCurrent),
        QaPress::End => None,
    }
}
