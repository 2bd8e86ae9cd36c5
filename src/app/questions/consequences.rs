use chrono::{DateTime, TimeDelta, Utc};

use super::super::{App, Conference};
use crate::announce::{ChannelId, Destination, Notice, NoticeKind, Subject, UserId};
use crate::questions::{Board, Person, Question, QuestionId, QuestionState, Stage, Step, root};
use crate::schedule::Session;
use crate::store::Filed;
use crate::text::{answered_lines, held_question_lines, left_lines, now_lines, opened_lines};

/// How long each of them is worth saying. What is asked now is stale in a few minutes; what is left stays.
const WHILE_ASKED: TimeDelta = TimeDelta::minutes(10);
const WHILE_OPEN: TimeDelta = TimeDelta::hours(1);
const WHILE_HELD: TimeDelta = TimeDelta::hours(6);
const WHILE_TOLD: TimeDelta = TimeDelta::hours(12);

/// The questions of a session after an act.
pub(super) struct Outcome<'a> {
    pub(super) conference: &'a Conference,
    pub(super) session: &'a Session,
    pub(super) stage: Stage,
    pub(super) questions: &'a [Question],
    pub(super) at: DateTime<Utc>,
}

impl App {
    /// What talkbell says because of these steps, in order.
    pub(super) fn consequences_of_questions(&self, outcome: &Outcome<'_>, steps: &[Step], actor: Person) -> Vec<Filed> {
        let Outcome { conference, session, stage, questions, at } = outcome;
        let board = Board::of(session, *stage, questions);
        let audience = audience(conference, session);
        let of_session = || Subject::Session(session.id.clone());
        let mut filed = Vec::new();
        for step in steps {
            match *step {
                Step::Stage { to: Stage::Open, .. } => {
                    let lines = self.in_scene(conference, |scene| opened_lines(scene, &board));
                    let notice = notice(conference, NoticeKind::QaOpened, audience, of_session(), *at, WHILE_OPEN);
                    filed.push(Filed { notice, lines });
                }
                Step::Stage { to: Stage::Closed, .. } => filed.extend(self.questions_left(outcome, &board)),
                Step::Question { id, from, to } if from.state != to.state => {
                    let Some(question) = questions.iter().find(|question| question.id == id) else { continue };
                    filed.extend(self.question_moved(outcome, question, actor));
                }
                Step::Stage { .. } | Step::Question { .. } => {}
            }
        }
        filed
    }

    /// To the moderators: a question waits for approval.
    pub(super) fn question_held(&self, conference: &Conference, question: &Question) -> Option<Filed> {
        let moderators = Destination::Channel(conference.route().moderator_channel?);
        let lines = self.in_scene(conference, |scene| held_question_lines(scene, question));
        let subject = Subject::Question(question.id.get());
        let notice = notice(conference, NoticeKind::QuestionHeld, moderators, subject, question.changed, WHILE_HELD);
        Some(Filed { notice, lines })
    }

    fn question_moved(&self, outcome: &Outcome<'_>, question: &Question, actor: Person) -> Vec<Filed> {
        let Outcome { conference, session, questions, at, .. } = outcome;
        match question.state {
            QuestionState::Current => {
                let audience = audience(conference, session);
                let lines = self.in_scene(conference, |scene| now_lines(scene, question));
                let notice = notice(conference, NoticeKind::QuestionNow, audience, of(question.id), *at, WHILE_ASKED);
                vec![Filed { notice, lines }]
            }
            QuestionState::Answered => {
                // Whoever asked the same in other words has an answer too.
                let same = questions.iter().filter(|other| root(questions, other.id) == question.id);
                let tell = |asked: &Question| {
                    let author = Destination::Direct(UserId::new(asked.author.get())?);
                    let lines = self.in_scene(conference, |scene| answered_lines(scene, asked));
                    let kind = NoticeKind::QuestionAnswered;
                    Some(Filed { notice: notice(conference, kind, author, of(asked.id), *at, WHILE_TOLD), lines })
                };
                same.filter(|asked| asked.author != actor).filter_map(tell).collect()
            }
            _ => Vec::new(),
        }
    }

    fn questions_left(&self, outcome: &Outcome<'_>, board: &Board) -> Vec<Filed> {
        let Outcome { conference, session, at, .. } = outcome;
        let left = board.by_talk.iter().filter(|of| !of.open.is_empty());
        let file = |of| Filed {
            notice: left_notice(conference, session, of, *at),
            lines: self.in_scene(conference, |scene| left_lines(scene, &session.id, of)),
        };
        left.map(file).collect()
    }
}

/// The notice that opens the thread of what is left about a talk, when the Q&A was ended at `ended`.
pub(super) fn left_notice(
    conference: &Conference,
    session: &Session,
    left: &crate::questions::OfTalk,
    ended: DateTime<Utc>,
) -> Notice {
    let audience = audience(conference, session);
    notice(conference, NoticeKind::QuestionsLeft, audience, subject(session, left), ended, WHILE_TOLD)
}

/// The notice in that thread.
pub(super) fn thread_notice(
    conference: &Conference,
    session: &Session,
    left: &crate::questions::OfTalk,
    thread: ChannelId,
    ended: DateTime<Utc>,
) -> Notice {
    let inside = Destination::Channel(thread);
    notice(conference, NoticeKind::QuestionsInThread, inside, subject(session, left), ended, WHILE_TOLD)
}

/// Where the audience of a session is.
fn audience(conference: &Conference, session: &Session) -> Destination {
    Destination::Channel(conference.route().of_session(session))
}

fn subject(session: &Session, left: &crate::questions::OfTalk) -> Subject {
    let talk = left.talk.clone().map(Subject::Talk);
    talk.unwrap_or_else(|| Subject::Session(session.id.clone()))
}

fn of(id: QuestionId) -> Subject {
    Subject::Question(id.get())
}

fn notice(
    conference: &Conference,
    kind: NoticeKind,
    destination: Destination,
    subject: Subject,
    at: DateTime<Utc>,
    life: TimeDelta,
) -> Notice {
    Notice {
        conference: conference.id().clone(),
        kind,
        destination,
        subject,
        lead: TimeDelta::zero(),
        starts: at,
        due: at,
        expires: at + life,
    }
}
