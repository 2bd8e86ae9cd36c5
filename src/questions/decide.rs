use chrono::{DateTime, Utc};

use super::order::next;
use super::{Move, Question, QuestionId, QuestionState, Stage, Who, step};

/// What a moderator does in a Q&A.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QaAct {
    /// Opens the Q&A.
    Open,
    /// Ends the Q&A. What is being asked counts as answered; what is open stays so.
    Close,
    /// What is being asked has its answer, and the question that is fair to ask next is asked. Opens the Q&A if need be.
    Next,
    /// As [`QaAct::Next`], by someone who saw this being asked: it does nothing where the Q&A has moved on meanwhile, as
    /// when two moderators press at once.
    NextAfter(Option<QuestionId>),
    /// This one is asked, whatever is fair. What is being asked goes back to the board.
    TakeUp(QuestionId),
    /// It is not asked after all.
    PutBack(QuestionId),
    /// It has its answer.
    Answered(QuestionId),
    /// It comes off the board.
    Dismiss(QuestionId),
    /// As [`QaAct::Answered`], by someone who saw this being asked: it does nothing where the Q&A has moved on meanwhile.
    CurrentAnswered(QuestionId),
    /// As [`QaAct::Dismiss`], by someone who saw this being asked.
    DismissCurrent(QuestionId),
    /// It comes onto the board.
    Approve(QuestionId),
    /// It comes onto the board once more.
    Reopen(QuestionId),
    /// `into` stands for `from` from now on, and has the votes of both.
    Merge {
        /// The question that goes.
        from: QuestionId,
        /// The question that stays.
        into: QuestionId,
    },
}

impl QaAct {
    /// What it is called in the record.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Close => "close",
            Self::Next | Self::NextAfter(_) => "next",
            Self::TakeUp(_) => "take up",
            Self::PutBack(_) => "put back",
            Self::Answered(_) | Self::CurrentAnswered(_) => "answered",
            Self::Dismiss(_) | Self::DismissCurrent(_) => "dismiss",
            Self::Approve(_) => "approve",
            Self::Reopen(_) => "reopen",
            Self::Merge { .. } => "merge",
        }
    }
}

/// One thing that changes, from what was seen to what shall be. Where what was seen is no longer so, nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A question comes to another state. From and to one state: it must not change meanwhile.
    Question {
        /// Which.
        id: QuestionId,
        /// As it was seen.
        from: Place,
        /// As it shall be.
        to: Place,
    },
    /// The Q&A comes to another stage.
    Stage {
        /// As it was seen.
        from: Stage,
        /// As it shall be.
        to: Stage,
    },
}

/// Where a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its state.
    pub state: QuestionState,
    /// The question that stands for it, if it is merged.
    pub merged_into: Option<QuestionId>,
}

/// Why something is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is for another to do.
    NotTheirs,
    /// Not with a question in this state.
    NotFrom(QuestionState),
    /// The session has no such question.
    Unknown(QuestionId),
    /// The Q&A is at this stage already, or not at one from which it leads there.
    Stage(Stage),
    /// Someone was quicker: this is being asked now.
    MovedOn(Option<QuestionId>),
    /// No question is open, and none is being asked.
    NoneWaiting,
    /// A question cannot stand for itself.
    IntoItself,
    /// A question in this state can stand for no other.
    NotInto(QuestionState),
}

/// The steps that do what the moderator wants, in order, of the questions and the stage as they were seen.
///
/// # Errors
/// When it cannot be done with what was seen.
pub fn decide(questions: &[Question], stage: Stage, act: &QaAct) -> Result<Vec<Step>, Refusal> {
    let seen = Seen { questions, stage };
    match act {
        QaAct::Open if stage == Stage::Open => Err(Refusal::Stage(stage)),
        QaAct::Open => Ok(vec![Step::Stage { from: stage, to: Stage::Open }]),
        QaAct::Close if stage != Stage::Open => Err(Refusal::Stage(stage)),
        QaAct::Close => {
            let answered = seen.current().map(|current| moved(current, Move::Answer)).transpose()?;
            Ok(answered.into_iter().chain([Step::Stage { from: stage, to: Stage::Closed }]).collect())
        }
        QaAct::Next => seen.next(),
        QaAct::NextAfter(expected) => seen.while_asking(*expected).and_then(|()| seen.next()),
        QaAct::TakeUp(id) => seen.take_up(seen.question(*id)?),
        QaAct::PutBack(id) => Ok(vec![moved(seen.question(*id)?, Move::PutBack)?]),
        QaAct::Answered(id) => Ok(vec![moved(seen.question(*id)?, Move::Answer)?]),
        QaAct::Dismiss(id) => Ok(vec![moved(seen.question(*id)?, Move::Dismiss)?]),
        QaAct::CurrentAnswered(id) => {
            seen.while_asking(Some(*id))?;
            Ok(vec![moved(seen.question(*id)?, Move::Answer)?])
        }
        QaAct::DismissCurrent(id) => {
            seen.while_asking(Some(*id))?;
            Ok(vec![moved(seen.question(*id)?, Move::Dismiss)?])
        }
        QaAct::Approve(id) => Ok(vec![moved(seen.question(*id)?, Move::Approve)?]),
        QaAct::Reopen(id) => Ok(vec![moved(seen.question(*id)?, Move::Reopen)?]),
        QaAct::Merge { from, into } => merge(seen.question(*from)?, seen.question(*into)?),
    }
}

/// The steps that undo these, in order. They are taken only while everything is as these left it.
#[must_use]
pub fn reversed(steps: &[Step]) -> Vec<Step> {
    let back = |step: &Step| match *step {
        // It only had to stay as it was, and may have gone on since.
        Step::Question { from, to, .. } if from == to => None,
        Step::Question { id, from, to } => Some(Step::Question { id, from: to, to: from }),
        Step::Stage { from, to } => Some(Step::Stage { from: to, to: from }),
    };
    steps.iter().rev().filter_map(back).collect()
}

/// The questions and the stage as these steps leave them; `at` is when.
#[must_use]
pub fn applied(questions: &[Question], stage: Stage, steps: &[Step], at: DateTime<Utc>) -> (Vec<Question>, Stage) {
    let (mut questions, mut stage) = (questions.to_vec(), stage);
    for step in steps {
        match *step {
            Step::Stage { to, .. } => stage = to,
            Step::Question { id, from, to } => {
                for question in questions.iter_mut().filter(|question| question.id == id && from != to) {
                    (question.state, question.merged_into, question.changed) = (to.state, to.merged_into, at);
                }
            }
        }
    }
    (questions, stage)
}

struct Seen<'a> {
    questions: &'a [Question],
    stage: Stage,
}

impl<'a> Seen<'a> {
    fn question(&self, id: QuestionId) -> Result<&'a Question, Refusal> {
        self.questions.iter().find(|question| question.id == id).ok_or(Refusal::Unknown(id))
    }

    fn current(&self) -> Option<&'a Question> {
        self.questions.iter().find(|question| question.state == QuestionState::Current)
    }

    /// Refuses whoever saw something else being asked.
    fn while_asking(&self, expected: Option<QuestionId>) -> Result<(), Refusal> {
        let current = self.current().map(|current| current.id);
        if current == expected { Ok(()) } else { Err(Refusal::MovedOn(current)) }
    }

    fn next(&self) -> Result<Vec<Step>, Refusal> {
        let answered = self.current().map(|current| moved(current, Move::Answer)).transpose()?;
        let asked = next(self.questions).map(|question| moved(question, Move::TakeUp)).transpose()?;
        if answered.is_none() && asked.is_none() {
            return Err(Refusal::NoneWaiting);
        }
        Ok(self.opening().into_iter().chain(answered).chain(asked).collect())
    }

    fn take_up(&self, wanted: &Question) -> Result<Vec<Step>, Refusal> {
        let asked = moved(wanted, Move::TakeUp)?;
        let back = self.current().map(|current| moved(current, Move::PutBack)).transpose()?;
        Ok(self.opening().into_iter().chain(back).chain([asked]).collect())
    }

    /// Whoever has a question asked has begun.
    fn opening(&self) -> Option<Step> {
        (self.stage != Stage::Open).then_some(Step::Stage { from: self.stage, to: Stage::Open })
    }
}

fn moved(question: &Question, wanted: Move) -> Result<Step, Refusal> {
    let state = step(question.state, wanted, Who::Moderator)?;
    Ok(Step::Question { id: question.id, from: place(question), to: Place { state, merged_into: None } })
}

fn merge(from: &Question, into: &Question) -> Result<Vec<Step>, Refusal> {
    if from.id == into.id {
        return Err(Refusal::IntoItself);
    }
    // What nobody sees cannot stand for what everybody voted for.
    let both_held = from.state == QuestionState::Held && into.state == QuestionState::Held;
    if !into.state.is_public() && !both_held {
        return Err(Refusal::NotInto(into.state));
    }
    let state = step(from.state, Move::Merge, Who::Moderator)?;
    let to = Place { state, merged_into: Some(into.id) };
    let stays = Step::Question { id: into.id, from: place(into), to: place(into) };
    Ok(vec![stays, Step::Question { id: from.id, from: place(from), to }])
}

fn place(question: &Question) -> Place {
    Place { state: question.state, merged_into: question.merged_into }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::question::tests::question;
    use super::*;

    /// What the store does with steps, on plain values: all of them or none.
    fn take(questions: &mut Vec<Question>, stage: &mut Stage, steps: &[Step]) -> bool {
        let (mut changed, mut staged) = (questions.clone(), *stage);
        for step in steps {
            let as_seen = match *step {
                Step::Stage { from, .. } => staged == from,
                Step::Question { id, from, .. } => changed.iter().any(|q| q.id == id && place(q) == from),
            };
            (changed, staged) = applied(&changed, staged, std::slice::from_ref(step), DateTime::UNIX_EPOCH);
            let current = changed.iter().filter(|q| q.state == QuestionState::Current).count();
            if !as_seen || current > 1 {
                return false;
            }
        }
        (*questions, *stage) = (changed, staged);
        true
    }

    fn acts() -> impl Strategy<Value = QaAct> {
        let id = || (1_u32..8).prop_map(|number| QuestionId::new(number).unwrap());
        prop_oneof![
            Just(QaAct::Next),
            Just(QaAct::Open),
            Just(QaAct::Close),
            Just(QaAct::Next),
            prop::option::of(id()).prop_map(QaAct::NextAfter),
            id().prop_map(QaAct::TakeUp),
            id().prop_map(QaAct::PutBack),
            id().prop_map(QaAct::Answered),
            id().prop_map(QaAct::Dismiss),
            id().prop_map(QaAct::CurrentAnswered),
            id().prop_map(QaAct::DismissCurrent),
            id().prop_map(QaAct::Approve),
            id().prop_map(QaAct::Reopen),
            (id(), id()).prop_map(|(from, into)| QaAct::Merge { from, into }),
        ]
    }

    fn session(states: &[QuestionState]) -> Vec<Question> {
        let changed = DateTime::UNIX_EPOCH;
        let make = |(number, state): (u32, &QuestionState)| Question { state: *state, changed, ..question(number) };
        (1..).zip(states).map(make).collect()
    }

    fn states() -> impl Strategy<Value = Vec<QuestionState>> {
        use QuestionState::{Answered, Dismissed, Held, Open, Withdrawn};
        prop::collection::vec(prop::sample::select(vec![Open, Open, Open, Held, Answered, Dismissed, Withdrawn]), 0..7)
    }

    proptest! {
        #[test]
        fn whatever_moderators_do_makes_sense_and_can_be_undone(states in states(), acts in prop::collection::vec(acts(), 0..20)) {
            let (mut questions, mut stage) = (session(&states), Stage::Gathering);
            for act in acts {
                let before = (questions.clone(), stage);
                let Ok(steps) = decide(&questions, stage, &act) else { continue };
                prop_assert!(take(&mut questions, &mut stage, &steps), "{act:?} was decided and could not be done");
                let current = questions.iter().filter(|q| q.state == QuestionState::Current).count();
                prop_assert!(current <= 1, "{act:?} asks {current} questions at once");
                for question in &questions {
                    prop_assert_eq!(question.merged_into.is_some(), question.state == QuestionState::Merged);
                    let root = super::super::root(&questions, question.id);
                    let standing = questions.iter().find(|q| q.id == root).unwrap();
                    prop_assert!(standing.state != QuestionState::Merged, "merging made a circle");
                }
                let (mut undone, mut stage_then) = (questions.clone(), stage);
                prop_assert!(take(&mut undone, &mut stage_then, &reversed(&steps)));
                prop_assert_eq!((undone, stage_then), before);
            }
        }

        #[test]
        fn of_two_who_press_at_once_one_gets_it(states in states(), one in acts(), other in acts()) {
            let (mut questions, mut stage) = (session(&states), Stage::Gathering);
            let Ok(first) = decide(&questions, stage, &one) else { return Ok(()) };
            let Ok(second) = decide(&questions, stage, &other) else { return Ok(()) };
            prop_assert!(take(&mut questions, &mut stage, &first));
            let touched = |steps: &[Step]| -> Vec<QuestionId> {
                let of = |step: &Step| match step {
                    Step::Question { id, from, to } if from != to => Some(*id),
                    _ => None,
                };
                steps.iter().filter_map(of).collect()
            };
            let same = touched(&first).into_iter().any(|id| touched(&second).contains(&id));
            if same {
                prop_assert!(!take(&mut questions, &mut stage, &second), "both changed one question");
            }
        }
    }

    #[test]
    fn next_answers_what_is_asked_and_opens_the_qa() {
        let mut questions = session(&[QuestionState::Open, QuestionState::Open]);
        let mut stage = Stage::Gathering;
        let steps = decide(&questions, stage, &QaAct::Next).unwrap();
        assert!(take(&mut questions, &mut stage, &steps));
        assert_eq!((stage, questions[0].state), (Stage::Open, QuestionState::Current));
        let stale = decide(&questions, stage, &QaAct::NextAfter(None));
        assert_eq!(stale, Err(Refusal::MovedOn(Some(questions[0].id))), "a second press of the same button");
        for state in [QuestionState::Current, QuestionState::Answered] {
            let steps = decide(&questions, stage, &QaAct::Next).unwrap();
            assert!(take(&mut questions, &mut stage, &steps));
            assert_eq!((questions[0].state, questions[1].state), (QuestionState::Answered, state));
        }
        assert_eq!(decide(&questions, stage, &QaAct::Next), Err(Refusal::NoneWaiting));
    }

    #[test]
    fn nothing_hidden_stands_for_what_is_seen() {
        let questions = session(&[QuestionState::Held, QuestionState::Open, QuestionState::Held]);
        let merge = |from: usize, into: usize| {
            let act = QaAct::Merge { from: questions[from].id, into: questions[into].id };
            decide(&questions, Stage::Gathering, &act)
        };
        assert_eq!(merge(1, 0), Err(Refusal::NotInto(QuestionState::Held)));
        assert_eq!(merge(1, 1), Err(Refusal::IntoItself));
        assert!(merge(0, 1).is_ok() && merge(0, 2).is_ok());
    }
}
