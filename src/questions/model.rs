//! The questions of a session against a second, simpler idea of them: whatever moderators and voters do and undo, in any
//! order, the two agree.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use proptest::prelude::*;

use super::question::tests::question;
use super::{
    Person, Place, QaAct, Question, QuestionId, QuestionState, Refusal, Stage, Step, Vote, applied, count_votes,
    decide, fair_order, next, reversed, root, supporters, undo,
};

/// Something that happens.
#[derive(Clone, Debug)]
enum Event {
    /// A moderator does something.
    Act(QaAct),
    /// The moderator undoes what was done so many deeds ago, whether that can be undone or not.
    Undo(usize),
    /// Somebody presses the vote of a question.
    Press(QuestionId, Person),
    /// An author takes a question back.
    Withdraw(QuestionId),
}

/// What the store does, on plain values.
#[derive(Clone, Debug, Default)]
struct Kept {
    questions: Vec<Question>,
    stage: Stage,
    votes: BTreeSet<(QuestionId, Person)>,
    done: Vec<Vec<Step>>,
}

/// The second idea: who wants what, by itself, and which question took which in.
#[derive(Clone, Debug, Default)]
struct Idea {
    /// Who wants each question for its own sake, its author among them.
    wants: BTreeMap<QuestionId, BTreeSet<Person>>,
    took_in: BTreeMap<QuestionId, BTreeSet<QuestionId>>,
}

impl Kept {
    /// All steps or none, as a transaction takes them.
    fn take(&mut self, steps: &[Step]) -> bool {
        let (mut questions, mut stage) = (self.questions.clone(), self.stage);
        for step in steps {
            let as_seen = match *step {
                Step::Stage { from, .. } => stage == from,
                Step::Question { id, from, .. } => questions.iter().any(|it| it.id == id && place(it) == from),
            };
            (questions, stage) = applied(&questions, stage, std::slice::from_ref(step), DateTime::UNIX_EPOCH);
            let current = questions.iter().filter(|it| it.state == QuestionState::Current).count();
            if !as_seen || current > 1 {
                return false;
            }
        }
        (self.questions, self.stage) = (questions, stage);
        true
    }

    /// As the store toggles: what a person wants of a family is one vote.
    fn press(&mut self, id: QuestionId, person: Person) {
        let standing = root(&self.questions, id);
        let question = self.questions.iter().find(|it| it.id == standing);
        if question.is_none_or(|it| !it.state.is_public() || it.author == person) {
            return;
        }
        let family: Vec<QuestionId> =
            self.questions.iter().map(|it| it.id).filter(|it| root(&self.questions, *it) == standing).collect();
        let before = self.votes.len();
        self.votes.retain(|(voted, by)| *by != person || !family.contains(voted));
        if self.votes.len() == before {
            self.votes.insert((standing, person));
        }
    }

    fn votes(&self) -> Vec<Vote> {
        self.votes.iter().map(|(question, person)| Vote { question: *question, person: *person }).collect()
    }

    fn counted(&self) -> Vec<Question> {
        let mut questions = self.questions.clone();
        count_votes(&mut questions, &self.votes());
        questions
    }
}

impl Idea {
    /// Learns from steps that were taken.
    fn learn(&mut self, steps: &[Step]) {
        for step in steps {
            let Step::Question { id, from, to } = *step else { continue };
            if let Some(was) = from.merged_into {
                self.took_in.entry(was).or_default().remove(&id);
            }
            if let Some(into) = to.merged_into {
                self.took_in.entry(into).or_default().insert(id);
            }
        }
    }

    /// Everybody who wants a question, or one that it took in, or one that that took in …
    fn all_for(&self, id: QuestionId) -> BTreeSet<Person> {
        let own = self.wants.get(&id).cloned().unwrap_or_default();
        let taken_in = self.took_in.get(&id).into_iter().flatten();
        taken_in.fold(own, |mut all, other| {
            all.extend(self.all_for(*other));
            all
        })
    }
}

fn place(question: &Question) -> Place {
    Place { state: question.state, merged_into: question.merged_into }
}

const QUESTIONS: u32 = 6;

fn ids() -> impl Strategy<Value = QuestionId> {
    (1..=QUESTIONS).prop_map(|number| QuestionId::new(number).unwrap())
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let act = prop_oneof![
        3 => Just(QaAct::Next),
        1 => prop::option::of(ids()).prop_map(QaAct::NextAfter),
        1 => ids().prop_map(QaAct::TakeUp),
        1 => ids().prop_map(QaAct::PutBack),
        1 => ids().prop_map(QaAct::CurrentAnswered),
        1 => ids().prop_map(QaAct::Dismiss),
        1 => ids().prop_map(QaAct::Reopen),
        6 => (ids(), ids()).prop_map(|(from, into)| QaAct::Merge { from, into }),
    ];
    // Some of them are authors as well.
    let person = (1_u64..12).prop_map(|id| Person::new(id).unwrap());
    let event = prop_oneof![
        4 => act.prop_map(Event::Act),
        3 => (0_usize..6).prop_map(Event::Undo),
        6 => (ids(), person).prop_map(|(id, person)| Event::Press(id, person)),
        1 => ids().prop_map(Event::Withdraw),
    ];
    prop::collection::vec(event, 0..60)
}

fn happens(kept: &mut Kept, idea: &mut Idea, event: &Event) {
    match event {
        Event::Act(act) => {
            let Ok(steps) = decide(&kept.counted(), kept.stage, act) else { return };
            assert!(kept.take(&steps), "{act:?} was decided and could not be done");
            idea.learn(&steps);
            kept.done.push(steps);
        }
        Event::Undo(ago) => {
            let Some(place) = kept.done.len().checked_sub(ago + 1) else { return };
            let Ok(steps) = undo(&kept.questions, &kept.done[place]) else { return };
            if kept.take(&steps) {
                idea.learn(&steps);
                kept.done.remove(place);
            }
        }
        Event::Press(id, person) => {
            kept.press(*id, *person);
            // The idea knows people alone: what they want now is what the votes say that they cast.
            for question in &kept.questions {
                let cast = kept.votes.iter().filter(|(voted, _)| *voted == question.id).map(|(_, by)| *by);
                idea.wants.insert(question.id, cast.chain([question.author]).collect());
            }
        }
        Event::Withdraw(id) => {
            for question in kept.questions.iter_mut().filter(|it| it.id == *id && it.state.is_waiting()) {
                question.state = QuestionState::Withdrawn;
            }
        }
    }
}

#[test]
fn deeds_undone_crosswise_make_no_circle() {
    let id = |number| QuestionId::new(number).unwrap();
    let mut kept = Kept { questions: (1..=2).map(question).collect(), ..Kept::default() };
    let merge = |from, into| QaAct::Merge { from: id(from), into: id(into) };
    for act in [merge(2, 1), QaAct::Reopen(id(2)), merge(1, 2)] {
        happens(&mut kept, &mut Idea::default(), &Event::Act(act));
    }
    assert!(kept.clone().take(&reversed(&kept.done[1])), "nothing that it touched has changed since");
    assert_eq!(undo(&kept.questions, &kept.done[1]), Err(Refusal::IntoItself));
    assert!(undo(&kept.questions, &kept.done[2]).is_ok());
}

proptest! {
    #[test]
    fn whatever_is_merged_undone_and_voted_for_each_person_counts_once(events in events()) {
        let mut kept = Kept { questions: (1..=QUESTIONS).map(question).collect(), ..Kept::default() };
        let mut idea = Idea::default();
        idea.wants.extend(kept.questions.iter().map(|it| (it.id, BTreeSet::from([it.author]))));
        for event in events {
            happens(&mut kept, &mut idea, &event);
            let counted = kept.counted();
            for question in &counted {
                let mut people = idea.all_for(question.id);
                people.remove(&question.author);
                prop_assert_eq!(question.votes as usize, people.len(), "{:?} after {:?}", question, event);
            }
            // Nobody has two votes in one family, whatever was merged after they had voted for both: they count once.
            for (id, people) in supporters(&kept.questions, &kept.votes()) {
                let author = counted.iter().find(|it| it.id == id).unwrap().author;
                prop_assert!(people.contains(&author));
            }
            let order: Vec<QuestionId> = fair_order(&counted).iter().map(|it| it.id).collect();
            let open: BTreeSet<QuestionId> =
                counted.iter().filter(|it| it.state == QuestionState::Open).map(|it| it.id).collect();
            prop_assert_eq!(order.len(), open.len(), "each open question has one place in the order");
            prop_assert_eq!(order.iter().copied().collect::<BTreeSet<_>>(), open);
            prop_assert_eq!(order.first().copied(), next(&counted).map(|it| it.id));
        }
        // What was merged and cannot be reached any more would have lost its voters.
        for question in kept.questions.iter().filter(|it| it.state == QuestionState::Merged) {
            let standing = root(&kept.questions, question.id);
            let standing = kept.questions.iter().find(|it| it.id == standing).unwrap();
            prop_assert!(standing.state != QuestionState::Merged, "{question:?} leads nowhere");
        }
    }

    #[test]
    fn what_is_undone_in_order_leaves_everything_as_it_was(events in events()) {
        let before = Kept { questions: (1..=QUESTIONS).map(question).collect(), ..Kept::default() };
        let (mut kept, mut idea) = (before.clone(), Idea::default());
        for event in events.iter().filter(|event| matches!(event, Event::Act(_))) {
            happens(&mut kept, &mut idea, event);
        }
        while let Some(steps) = kept.done.pop() {
            let back = undo(&kept.questions, &steps).expect("nothing else was done since");
            prop_assert!(kept.take(&back), "the last deed can always be undone");
        }
        let places = |kept: &Kept| kept.questions.iter().map(place).collect::<Vec<_>>();
        prop_assert_eq!((places(&kept), kept.stage), (places(&before), before.stage));
    }
}
