use tracing::info;

use super::super::{Answer, Asked, Conference, Order};
use super::{Acted, Attendant, Found, NotActed, PATIENCE, in_time, person, session_meant, sessions_meant};
use crate::questions::{ActId, Board, QaAct, Question, QuestionId, QuestionState};
use crate::schedule::{Schedule, Session, SessionId, TalkId};
use crate::store::{NewQuestion, StoreError, Taken};
use crate::text::{
    Deeds, Message, Moderate, acted, busy, held_settled, moderator_only, no_conference, not_acted, qa_panel, seed,
    unknown_question,
};

/// A moderator's own questions are not counted against them.
const NO_LIMIT: u32 = 1000;

/// What a moderator named.
enum Named {
    Question(Box<Question>),
    Unknown(String),
    Busy,
}

impl Attendant<'_> {
    /// `/qa …`
    pub(super) async fn moderate_ordered(&self, asked: &Asked, what: &str, order: &Order) -> Answer {
        let now = self.clock.now();
        let Some(conference) = self.conferences.asked_in(asked.guild, asked.channel, now) else {
            return Answer::private(no_conference(self.words, asked.guild.is_some()));
        };
        let schedule = conference.schedule();
        let session = match self.moderated(asked, &conference, &schedule) {
            Some(session) => session.id.clone(),
            None => return self.refused(asked, what),
        };
        let why = order.text("why");
        let act = match what {
            "open" => QaAct::Open,
            "next" => QaAct::Next,
            "end" => QaAct::Close,
            "show" => return self.panel(asked, &conference, &session, String::new(), None).await,
            "export" => return self.export(asked, &conference, &session).await,
            "block" => return self.block(asked, &conference, &session, order).await,
            "unblock" => return self.unblock(asked, &conference, order).await,
            "merge" => {
                let (from, into) = (order.text("question"), order.text("into"));
                let from = self.named(&conference, &session, from.unwrap_or_default()).await;
                let into = self.named(&conference, &session, into.unwrap_or_default()).await;
                let (from, into) = match (from, into) {
                    (Named::Question(from), Named::Question(into)) => (from.id, into.id),
                    (Named::Busy, _) | (_, Named::Busy) => return Answer::private(busy(self.words, None)),
                    (Named::Unknown(text), _) | (_, Named::Unknown(text)) => {
                        return self.unknown(&conference, &text);
                    }
                };
                QaAct::Merge { from, into }
            }
            "answered" | "dismiss" | "remove" | "approve" => {
                let named = match order.text("question") {
                    Some(text) => self.named(&conference, &session, text).await,
                    None => self.current(&conference, &session).await,
                };
                let id = match named {
                    Named::Question(question) => question.id,
                    Named::Unknown(text) if text.is_empty() => return self.sentence("refused-nothing-asked"),
                    Named::Unknown(text) => return self.unknown(&conference, &text),
                    Named::Busy => return Answer::private(busy(self.words, None)),
                };
                match what {
                    "answered" => QaAct::Answered(id),
                    "approve" => QaAct::Approve(id),
                    _ => QaAct::Dismiss(id),
                }
            }
            _ => return self.outdated(),
        };
        self.acting(asked, &conference, &session, &act, why).await
    }

    /// A moderator's button.
    pub(super) async fn moderate_pressed(&self, asked: &Asked, conference: &Conference, what: Moderate) -> Answer {
        let of_question = match &what {
            Moderate::Answered(id) | Moderate::Dismiss(id) | Moderate::PutBack(id) | Moderate::Approve(id) => {
                match self.question_of(conference, *id).await {
                    Found::Question(question) => Some(question),
                    Found::Gone => return self.sentence("question-gone"),
                    Found::Busy => return Answer::private(busy(self.words, None)),
                }
            }
            _ => None,
        };
        let schedule = conference.schedule();
        let session = match (&what, &of_question) {
            (_, Some(question)) => schedule.session(&question.session),
            (Moderate::Open(id) | Moderate::End(id) | Moderate::Next(id, _) | Moderate::Undo(id, _), _) => {
                schedule.session(id)
            }
            (Moderate::Seed(talk), _) => schedule.talk(talk).map(|found| found.session),
            _ => None,
        };
        let Some(session) = session else { return self.outdated() };
        if !conference.is_moderator(&asked.asker, session) {
            return self.refused(asked, "a button of the Q&A");
        }
        let act = match what {
            Moderate::Open(_) => QaAct::Open,
            Moderate::End(_) => QaAct::Close,
            Moderate::Next(_, after) => QaAct::NextAfter(after),
            Moderate::Answered(id) => QaAct::Answered(id),
            Moderate::Dismiss(id) => QaAct::Dismiss(id),
            Moderate::PutBack(id) => QaAct::PutBack(id),
            Moderate::Approve(id) => QaAct::Approve(id),
            Moderate::Undo(_, act) => return in_place(self.undone(asked, conference, &session.id, act).await),
            Moderate::Seed(talk) => return in_place(self.seeded(asked, conference, session, &talk).await),
        };
        let approval = matches!(act, QaAct::Approve(_));
        let held = of_question.filter(|question| approval || question.state == QuestionState::Held);
        match held {
            Some(question) => self.settled_held(asked, conference, &question, &act).await,
            None => in_place(self.acting(asked, conference, &session.id, &act, None).await),
        }
    }

    /// The session that a moderator means who names none: one that they may moderate, that of the channel first.
    pub(super) fn moderated<'a>(
        &self,
        asked: &Asked,
        conference: &Conference,
        schedule: &'a Schedule,
    ) -> Option<&'a Session> {
        let route = conference.route();
        let named = |session: &Session| {
            let theirs = |name: &String| route.moderator(name) == Some(asked.asker.user);
            session.moderators.iter().any(theirs)
        };
        let among = |sessions: &[&'a Session]| {
            let session = session_meant(sessions, self.clock.now(), named)?;
            conference.is_moderator(&asked.asker, session).then_some(session)
        };
        let all: Vec<&Session> = schedule.sessions.iter().collect();
        among(&sessions_meant(schedule, &route, asked.channel)).or_else(|| among(&all))
    }

    /// A kind refusal, on record.
    pub(super) fn refused(&self, asked: &Asked, what: &str) -> Answer {
        info!(user = %asked.asker.user, what, "Refused a moderator's act to somebody who is no moderator.");
        Answer::private(moderator_only(self.words))
    }

    async fn acting(
        &self,
        asked: &Asked,
        conference: &Conference,
        session: &SessionId,
        act: &QaAct,
        why: Option<&str>,
    ) -> Answer {
        let doing = self.qa_act(conference, session, act, person(&asked.asker), why);
        let done = tokio::time::timeout(PATIENCE, doing).await;
        match done {
            Ok(done) => self.told(asked, conference, session, Some(act), done).await,
            Err(_) => Answer::private(busy(self.words, None)),
        }
    }

    async fn undone(&self, asked: &Asked, conference: &Conference, session: &SessionId, act: ActId) -> Answer {
        let undoing = self.qa_undo(conference, session, act, person(&asked.asker));
        match tokio::time::timeout(PATIENCE, undoing).await {
            Ok(done) => self.told(asked, conference, session, None, done).await,
            Err(_) => Answer::private(busy(self.words, None)),
        }
    }

    /// Where the Q&A is after an act, and what was done.
    async fn told(
        &self,
        asked: &Asked,
        conference: &Conference,
        session: &SessionId,
        act: Option<&QaAct>,
        done: Result<Acted, NotActed>,
    ) -> Answer {
        let (said, undo) = match self.said(conference, session, act, done).await {
            Ok(said) => said,
            Err(error) => {
                tracing::warn!(%error, "What a moderator wanted could not be done.");
                return Answer::private(busy(self.words, None));
            }
        };
        self.panel(asked, conference, session, said, undo).await
    }

    /// What was done or why not, as a sentence, and what can be undone.
    async fn said(
        &self,
        conference: &Conference,
        session: &SessionId,
        act: Option<&QaAct>,
        done: Result<Acted, NotActed>,
    ) -> Result<(String, Option<ActId>), StoreError> {
        let refused = |refusal| Ok((self.in_scene(conference, |scene| not_acted(scene, refusal)), None));
        match done {
            Ok(Acted { id, steps }) => {
                let seen = self.questions_seen(conference, session).await?;
                let deeds = Deeds { act, steps: &steps, questions: &seen.questions };
                let said = self.in_scene(conference, |scene| acted(scene, deeds));
                Ok((said, act.is_some().then_some(id)))
            }
            Err(NotActed::Refused(refusal)) => refused(Some(refusal)),
            Err(NotActed::Overtaken) => refused(None),
            Err(NotActed::NoSession) => Ok((self.words.say("button-outdated", &[]), None)),
            Err(NotActed::Store(error)) => Err(error),
        }
    }

    async fn panel(
        &self,
        asked: &Asked,
        conference: &Conference,
        session: &SessionId,
        said: String,
        undo: Option<ActId>,
    ) -> Answer {
        match in_time(PATIENCE, self.board(conference, session)).await {
            Some(Some(board)) => {
                let message = self.in_scene(conference, |scene| qa_panel(scene, &board, said, undo));
                // Among moderators everybody may see it, and go on from there.
                Answer::Message { message, public: conference.route().moderator_channel == Some(asked.channel) }
            }
            Some(None) => self.outdated(),
            None => Answer::private(busy(self.words, None)),
        }
    }

    /// A held question was approved or taken away on its own message, which says so from now on.
    async fn settled_held(&self, asked: &Asked, conference: &Conference, question: &Question, act: &QaAct) -> Answer {
        let doing = self.qa_act(conference, &question.session, act, person(&asked.asker), None);
        let Ok(done) = tokio::time::timeout(PATIENCE, doing).await else {
            return Answer::private(busy(self.words, None));
        };
        let by = asked.asker.user;
        match self.said(conference, &question.session, Some(act), done).await {
            Ok((said, _)) => {
                Answer::Update(self.in_scene(conference, |scene| held_settled(scene, question, &said, by)))
            }
            Err(_) => Answer::private(busy(self.words, None)),
        }
    }

    /// The moderator asks the question that is there for a talk about which nobody has asked.
    async fn seeded(&self, asked: &Asked, conference: &Conference, session: &Session, talk: &TalkId) -> Answer {
        let text = self.in_scene(conference, |scene| seed(scene, talk));
        let new = NewQuestion {
            session: session.id.clone(),
            talk: Some(talk.clone()),
            author: person(&asked.asker),
            name: Some(asked.asker.name.clone()),
            text,
            state: QuestionState::Open,
            origin: format!("seed/{}", asked.id),
            asked: self.clock.now(),
            limit: NO_LIMIT,
        };
        match self.kept(conference, &new).await {
            Some((Taken::New(id) | Taken::Known(id), _)) => {
                self.acting(asked, conference, &session.id, &QaAct::TakeUp(id), None).await
            }
            Some((Taken::Blocked, _)) => self.sentence("question-blocked"),
            Some((Taken::TooMany, _)) | None => Answer::private(busy(self.words, None)),
        }
    }

    /// A question of the session by its number, or by words of it.
    async fn named(&self, conference: &Conference, session: &SessionId, text: &str) -> Named {
        let Some(seen) = in_time(PATIENCE, self.questions_seen(conference, session)).await else { return Named::Busy };
        let words = text.trim().to_lowercase();
        let by_number = text.parse::<QuestionId>().ok().and_then(|id| seen.question(id));
        let by_words = || seen.questions.iter().find(|question| question.text.to_lowercase().contains(&words));
        let found = by_number.or_else(|| by_words().filter(|_| !words.is_empty()));
        found.map_or_else(|| Named::Unknown(text.to_owned()), |found| Named::Question(Box::new(found.clone())))
    }

    async fn current(&self, conference: &Conference, session: &SessionId) -> Named {
        match in_time(PATIENCE, self.board(conference, session)).await {
            Some(board) => {
                let current = board.and_then(|board: std::sync::Arc<Board>| board.current.clone());
                current.map_or_else(|| Named::Unknown(String::new()), |current| Named::Question(Box::new(current)))
            }
            None => Named::Busy,
        }
    }

    fn unknown(&self, conference: &Conference, text: &str) -> Answer {
        self.privately(conference, |scene| Message { content: unknown_question(scene, text), ..Message::default() })
    }
}

/// In the place of the message whose button was pressed.
fn in_place(answer: Answer) -> Answer {
    match answer {
        // What is said of a failure stands beside it, and the buttons stay.
        Answer::Message { message, .. } if message.embed.is_some() => Answer::Update(message),
        other => other,
    }
}
