use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Question, QuestionId, QuestionState};
use crate::schedule::TalkId;

/// The question that is fair to ask next: of the talk with the fewest answered so far, the one that most people want,
/// and of equals the one that has waited longest. Questions to everybody count as those of a talk of their own.
#[must_use]
pub fn next(questions: &[Question]) -> Option<&Question> {
    fair_order(questions).into_iter().next()
}

/// All open questions in the order in which they are fair to ask, if nothing else happens meanwhile.
#[must_use]
pub fn fair_order(questions: &[Question]) -> Vec<&Question> {
    // What is being asked has had its turn as much as what was answered.
    let had_its_turn =
        |question: &&Question| matches!(question.state, QuestionState::Answered | QuestionState::Current);
    let mut turns: BTreeMap<Option<&TalkId>, usize> = BTreeMap::new();
    for question in questions.iter().filter(had_its_turn) {
        *turns.entry(question.talk.as_ref()).or_default() += 1;
    }
    let mut waiting: Vec<&Question> = questions.iter().filter(|q| q.state == QuestionState::Open).collect();
    let mut order = Vec::with_capacity(waiting.len());
    let rank = |question: &Question, turns: &BTreeMap<Option<&TalkId>, usize>| {
        (turns.get(&question.talk.as_ref()).copied().unwrap_or_default(), wanted(question))
    };
    while let Some(fairest) = (0..waiting.len()).min_by_key(|at| rank(waiting[*at], &turns)) {
        let question = waiting.swap_remove(fairest);
        *turns.entry(question.talk.as_ref()).or_default() += 1;
        order.push(question);
    }
    order
}

/// Sorts questions for a board: most wanted first, of equals the oldest.
pub fn most_wanted(questions: &mut [Question]) {
    questions.sort_by_key(wanted);
}

/// Sorts what is wanted more before what is wanted less.
pub(super) fn wanted(question: &Question) -> (Reverse<u32>, DateTime<Utc>, QuestionId) {
    (Reverse(question.votes), question.asked, question.id)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::question::tests::question;
    use super::*;

    fn of(talk: &str, number: u32, votes: u32) -> Question {
        Question { talk: Some(talk.parse().unwrap()), votes, ..question(number) }
    }

    fn order(questions: &[Question]) -> Vec<u32> {
        fair_order(questions).iter().map(|question| question.id.get()).collect()
    }

    #[test]
    fn each_talk_has_its_turn_before_a_favourite_has_its_second() {
        let questions = [of("a", 1, 9), of("a", 2, 8), of("b", 3, 1), of("c", 4, 2), of("c", 5, 2)];
        assert_eq!(order(&questions), [1, 4, 3, 2, 5]);
    }

    #[test]
    fn what_was_answered_counts_against_its_talk() {
        let mut questions = [of("a", 1, 9), of("a", 2, 8), of("b", 3, 0), question(4)];
        questions[0].state = QuestionState::Answered;
        assert_eq!(order(&questions), [3, 4, 2]);
        questions[2].state = QuestionState::Current;
        assert_eq!(order(&questions), [4, 2], "what is being asked counts too");
        questions[0].state = QuestionState::Dismissed;
        assert_eq!(order(&questions), [2, 4], "what was dismissed does not");
    }

    fn any_question() -> impl Strategy<Value = (u8, u32, QuestionState)> {
        (0_u8..4, 0_u32..5, prop::sample::select(QuestionState::ALL.to_vec()))
    }

    fn questions(drawn: &[(u8, u32, QuestionState)]) -> Vec<Question> {
        let make = |(number, (talk, votes, state)): (u32, &(u8, u32, QuestionState))| Question {
            talk: (*talk > 0).then(|| format!("talk-{talk}").parse().unwrap()),
            votes: *votes,
            state: *state,
            ..question(number)
        };
        (1..).zip(drawn).map(make).collect()
    }

    proptest! {
        #[test]
        fn nobody_is_asked_twice_left_out_or_overtaken(drawn in prop::collection::vec(any_question(), 0..30)) {
            let questions = questions(&drawn);
            let order = fair_order(&questions);
            let mut ids: Vec<_> = order.iter().map(|question| question.id).collect();
            ids.sort_unstable();
            let open: Vec<_> =
                questions.iter().filter(|q| q.state == QuestionState::Open).map(|question| question.id).collect();
            prop_assert_eq!(ids, open, "each open question once, and no other");
            for (at, later) in order.iter().enumerate() {
                for earlier in order[..at].iter().filter(|earlier| earlier.talk == later.talk) {
                    prop_assert!(wanted(earlier) < wanted(later), "within a talk the more wanted is first");
                }
            }
        }

        #[test]
        fn no_talk_is_asked_again_while_another_has_had_fewer(drawn in prop::collection::vec(any_question(), 0..30)) {
            let mut questions = questions(&drawn);
            // Played as a moderator plays it: ask, answer, ask.
            while let Some(asked) = next(&questions).map(|question| question.id) {
                let turns = |talk: &Option<TalkId>| {
                    let had = |q: &&Question| matches!(q.state, QuestionState::Answered | QuestionState::Current);
                    questions.iter().filter(had).filter(|q| q.talk == *talk).count()
                };
                let open = questions.iter().filter(|q| q.state == QuestionState::Open);
                let fewest = open.map(|question| turns(&question.talk)).min();
                let chosen = questions.iter().find(|question| question.id == asked).unwrap();
                prop_assert_eq!(Some(turns(&chosen.talk)), fewest);
                prop_assert_eq!(fair_order(&questions).first().map(|first| first.id), Some(asked));
                questions.iter_mut().filter(|q| q.id == asked).for_each(|q| q.state = QuestionState::Answered);
            }
        }
    }
}
