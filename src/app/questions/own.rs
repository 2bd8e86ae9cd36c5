use std::time::Duration;

use super::super::{Answer, Asked, Conference};
use super::{Attendant, Found, PATIENCE, PATIENCE_FOR_A_FORM, in_time, person};
use crate::questions::{Move, Place, Question, QuestionId, Step, Who, step};
use crate::store::{Deed, Rewording};
use crate::text::{Delay, asking_refused, busy, edit_form, question_taken, question_unchangeable, withdrawn};

/// What became of a change to a question of one's own.
enum Changed {
    To(Box<Question>),
    /// The question went on meanwhile.
    NotAnyMore,
    /// The store does not answer.
    Busy,
}

impl Attendant<'_> {
    /// The form to say a question in other words.
    pub(super) async fn edit_pressed(&self, asked: &Asked, conference: &Conference, id: QuestionId) -> Answer {
        // A form cannot be promised, so it does not wait.
        let question = match self.own(asked, conference, id, PATIENCE_FOR_A_FORM).await {
            Ok(question) => question,
            Err(answer) => return *answer,
        };
        if question.votes > 0 || step(question.state, Move::Edit, Who::Author).is_err() {
            return self.privately(conference, |scene| question_unchangeable(scene, &question));
        }
        let rules = &conference.settings.questions;
        Answer::Modal(self.in_scene(conference, |scene| edit_form(scene, rules, &question)))
    }

    /// A question is said in other words.
    pub(super) async fn edit(&self, asked: &Asked, conference: &Conference, id: QuestionId, text: &str) -> Answer {
        let rules = &conference.settings.questions;
        let reworded = match rules.worded(text) {
            Ok(reworded) => reworded,
            Err(unworded) => {
                let delay = Delay::Unworded(unworded);
                return self.privately(conference, |scene| asking_refused(scene, rules, delay, text));
            }
        };
        let question = match self.own(asked, conference, id, PATIENCE).await {
            Ok(question) => question,
            Err(answer) => return *answer,
        };
        let wanted = if rules.approve_first { Move::EditForApproval } else { Move::Edit };
        let rewording = Rewording { from: question.text.clone(), to: reworded.clone() };
        let changed = match (question.votes, step(question.state, wanted, Who::Author)) {
            (0, Ok(state)) => self.change_own(asked, conference, &question, state, Some(rewording)).await,
            _ => Changed::NotAnyMore,
        };
        match changed {
            Changed::To(changed) => {
                Answer::Update(self.in_scene(conference, |scene| question_taken(scene, &changed, true)))
            }
            Changed::NotAnyMore => self.not_any_more(conference, id).await,
            Changed::Busy => Answer::private(busy(self.words, Some(&reworded))),
        }
    }

    /// A question is taken back by its author.
    pub(super) async fn withdraw(&self, asked: &Asked, conference: &Conference, id: QuestionId) -> Answer {
        let question = match self.own(asked, conference, id, PATIENCE).await {
            Ok(question) => question,
            Err(answer) => return *answer,
        };
        let changed = match step(question.state, Move::Withdraw, Who::Author) {
            Ok(state) => self.change_own(asked, conference, &question, state, None).await,
            Err(_) => Changed::NotAnyMore,
        };
        match changed {
            Changed::To(changed) => Answer::Update(self.in_scene(conference, |scene| withdrawn(scene, &changed))),
            Changed::NotAnyMore => self.not_any_more(conference, id).await,
            Changed::Busy => Answer::private(busy(self.words, None)),
        }
    }

    /// The asker's own question, read anew; or what is answered instead.
    async fn own(
        &self,
        asked: &Asked,
        conference: &Conference,
        id: QuestionId,
        patience: Duration,
    ) -> Result<Question, Box<Answer>> {
        let read = async {
            let Some(found) = self.store.question(conference.id(), id).await? else { return Ok(None) };
            let seen = self.questions_now(conference, &found.session).await?;
            Ok(seen.question(id).cloned())
        };
        match in_time(patience, read).await {
            Some(Some(question)) if question.author == person(&asked.asker) => Ok(question),
            Some(Some(_)) => Err(Box::new(self.sentence("question-not-yours"))),
            Some(None) => Err(Box::new(self.sentence("question-gone"))),
            None => Err(Box::new(Answer::private(busy(self.words, None)))),
        }
    }

    /// Changes the question, unless it changed meanwhile.
    async fn change_own(
        &self,
        asked: &Asked,
        conference: &Conference,
        question: &Question,
        state: crate::questions::QuestionState,
        rewording: Option<Rewording>,
    ) -> Changed {
        let at = self.clock.now();
        let place = |state| Place { state, merged_into: None };
        let steps = vec![Step::Question { id: question.id, from: place(question.state), to: place(state) }];
        let text = rewording.as_ref().map_or_else(|| question.text.clone(), |rewording| rewording.to.clone());
        let changed = Question { state, text, changed: at, ..question.clone() };
        let is_held = state == crate::questions::QuestionState::Held;
        let notices = is_held.then(|| self.question_held(conference, &changed)).flatten();
        let deed = Deed {
            session: question.session.clone(),
            what: if rewording.is_some() { "edit" } else { "withdraw" },
            steps,
            rewording,
            undoes: None,
            actor: person(&asked.asker),
            why: None,
            at,
            notices: notices.into_iter().collect(),
            retold: Vec::new(),
        };
        match in_time(PATIENCE, self.qa_done(conference, deed)).await {
            Some(Some(_)) => Changed::To(Box::new(changed)),
            Some(None) => Changed::NotAnyMore,
            None => Changed::Busy,
        }
    }

    async fn not_any_more(&self, conference: &Conference, id: QuestionId) -> Answer {
        match self.question_of(conference, id).await {
            Found::Question(question) => self.privately(conference, |scene| question_unchangeable(scene, &question)),
            Found::Gone => self.sentence("question-gone"),
            Found::Busy => Answer::private(busy(self.words, None)),
        }
    }
}
