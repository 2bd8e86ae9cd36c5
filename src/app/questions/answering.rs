use std::collections::BTreeMap;

use super::super::{Answer, App, Asked, Conference, Question as What};
use super::{Attendant, Found, PATIENCE, in_time};
use crate::questions::{Question, QuestionId};
use crate::schedule::{SessionId, TalkId};
use crate::text::{
    Action, Asking, ComponentId, Message, NAME_FIELD, QUESTION_FIELD, Scene, TO_ALL, View, button_outdated,
};

/// How a button, menu or form was used.
#[derive(Clone, Copy)]
enum Used<'a> {
    Pressed,
    Chosen(&'a str),
    Sent(&'a BTreeMap<String, String>),
}

/// Words that are to be a question.
pub(super) struct Wish {
    pub(super) session: SessionId,
    pub(super) talk: Option<TalkId>,
    pub(super) text: String,
    /// Whether the author wants no name shown.
    pub(super) unnamed: bool,
}

impl App {
    /// Answers what concerns the audience's questions; `None` for all else.
    pub(in super::super) async fn questions_answer(&self, asked: &Asked) -> Option<Answer> {
        Attendant { app: self, words: self.words_for(asked) }.answer(asked).await
    }
}

impl<O> App<O> {
    /// Whether this is one of a kind that comes a thousand times at one instant, and can wait its turn: the answer to a vote
    /// may be promised, and a form may not.
    #[must_use]
    pub fn comes_in_crowds(&self, asked: &Asked) -> bool {
        let What::Pressed(id) = &asked.question else { return false };
        let action = id.parse::<ComponentId>().ok().map(|component| component.action);
        matches!(action, Some(Action::Questions(Asking::Vote(..) | Asking::Board(..))))
    }
}

impl Attendant<'_> {
    async fn answer(&self, asked: &Asked) -> Option<Answer> {
        let (id, used) = match &asked.question {
            What::Ordered(order) => {
                return match order.names().as_slice() {
                    ["ask"] => Some(self.ask_ordered(asked, order).await),
                    ["questions"] => Some(self.list_ordered(asked, order).await),
                    ["qa", what] => Some(self.moderate_ordered(asked, what, order).await),
                    _ => None,
                };
            }
            What::Complete { order, option, typed } if order.path.first().is_some_and(|name| name == "qa") => {
                let numbered = matches!(option.as_str(), "question" | "into");
                return if numbered { Some(self.complete_question(asked, typed).await) } else { None };
            }
            What::Pressed(id) => (id, Used::Pressed),
            What::Chosen { id, values } => (id, Used::Chosen(values.first()?)),
            What::Submitted { id, fields } => (id, Used::Sent(fields)),
            _ => return None,
        };
        let component: ComponentId = id.parse().ok()?;
        let Action::Questions(asking) = component.action else { return None };
        let conference = self.conferences.get(&component.conference)?;
        Some(self.used(asked, &conference, asking, used).await)
    }

    async fn used(&self, asked: &Asked, conference: &Conference, asking: Asking, used: Used<'_>) -> Answer {
        match (asking, used) {
            (asking @ (Asking::About(_) | Asking::ToAll(_)), Used::Pressed) => self.form(asked, conference, asking),
            (Asking::About(talk), Used::Sent(fields)) => match conference.schedule().talk(&talk) {
                Some(found) => {
                    let wish = wish(found.session.id.clone(), Some(talk), fields);
                    self.submit(asked, conference, wish).await
                }
                None => self.outdated(),
            },
            (Asking::ToAll(session), Used::Sent(fields)) => {
                self.submit(asked, conference, wish(session, None, fields)).await
            }
            (Asking::Which(session), Used::Pressed) => self.which(asked, conference, &session),
            (Asking::Chosen(session), Used::Chosen(value)) => {
                let asking = match value.parse().ok().filter(|_| value != TO_ALL) {
                    Some(talk) => Asking::About(talk),
                    None => Asking::ToAll(session),
                };
                self.form(asked, conference, asking)
            }
            (Asking::ChosenFor(draft), Used::Chosen(value)) => {
                let talk = value.parse().ok().filter(|_| value != TO_ALL);
                self.submit_draft_about(asked, conference, draft, talk).await
            }
            (Asking::Anyway(draft), Used::Pressed) => self.submit_anyway(asked, conference, draft).await,
            (Asking::Instead(id), Used::Pressed) => self.want_instead(asked, conference, id).await,
            (Asking::Edit(id), Used::Pressed) => self.edit_pressed(asked, conference, id).await,
            (Asking::Edit(id), Used::Sent(fields)) => {
                self.edit(asked, conference, id, fields.get(QUESTION_FIELD).map_or("", String::as_str)).await
            }
            (Asking::Withdraw(id), Used::Pressed) => self.withdraw(asked, conference, id).await,
            (Asking::Vote(id, view, page), Used::Pressed) => self.vote(asked, conference, id, &view, page).await,
            (Asking::Board(view, page), Used::Pressed) => self.turn_to(asked, conference, &view, page).await,
            (Asking::Show(view), Used::Pressed) => self.show(asked, conference, &view).await,
            (Asking::Moderate(what), Used::Pressed) => self.moderate_pressed(asked, conference, what).await,
            // No message of ours has such a thing.
            _ => self.outdated(),
        }
    }

    /// The session that a view shows, if the programme has it.
    pub(super) fn session_of(conference: &Conference, view: &View) -> Option<SessionId> {
        let schedule = conference.schedule();
        match view {
            View::Session(session) => schedule.session(session).map(|session| session.id.clone()),
            View::Talk(talk) => schedule.talk(talk).map(|found| found.session.id.clone()),
        }
    }

    pub(super) fn outdated(&self) -> Answer {
        Answer::private(button_outdated(self.words))
    }

    /// A sentence that only the asker sees.
    pub(super) fn sentence(&self, id: &str) -> Answer {
        Answer::private(Message { content: self.words.say(id, &[]), ..Message::default() })
    }

    pub(super) fn privately(&self, conference: &Conference, tell: impl FnOnce(&Scene<'_>) -> Message) -> Answer {
        Answer::private(self.in_scene(conference, tell))
    }

    /// The question of that number.
    pub(super) async fn question_of(&self, conference: &Conference, id: QuestionId) -> Found {
        let found = match in_time(PATIENCE, self.store.question(conference.id(), id)).await {
            Some(Some(found)) => found,
            Some(None) => return Found::Gone,
            None => return Found::Busy,
        };
        let Some(seen) = in_time(PATIENCE, self.questions_seen(conference, &found.session)).await else {
            return Found::Busy;
        };
        let votes = seen.question(id).map_or(0, |seen| seen.votes);
        Found::Question(Box::new(Question { votes, ..found }))
    }
}

fn wish(session: SessionId, talk: Option<TalkId>, fields: &BTreeMap<String, String>) -> Wish {
    let text = fields.get(QUESTION_FIELD).cloned().unwrap_or_default();
    // A form without the field leaves the name as the conference has it.
    let unnamed = fields.get(NAME_FIELD).is_some_and(|name| name.trim().is_empty());
    Wish { session, talk, text, unnamed }
}
