use std::collections::{BTreeMap, BTreeSet};

use super::{Person, Question, QuestionId, QuestionState};

/// That someone wants a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vote {
    /// The question for which it was cast, which may have been merged since.
    pub question: QuestionId,
    /// Who cast it.
    pub person: Person,
}

/// Counts the votes of all questions of a session. Who wants a question and one that was merged into it wants one thing,
/// and counts once; an author counts as wanting it only where another question stands for theirs.
pub fn count_votes(questions: &mut [Question], votes: &[Vote]) {
    let wanted = supporters(questions, votes);
    for question in questions {
        let beside_author = wanted.get(&question.id).map_or(0, |people| people.len().saturating_sub(1));
        question.votes = u32::try_from(beside_author).unwrap_or(u32::MAX);
    }
}

/// Who wants each question: its author, those who voted for it, and all who want what was merged into it.
#[must_use]
pub fn supporters(questions: &[Question], votes: &[Vote]) -> BTreeMap<QuestionId, BTreeSet<Person>> {
    let parents: BTreeMap<QuestionId, QuestionId> =
        questions.iter().filter_map(|question| Some((question.id, stands_for(question)?))).collect();
    let mut wanted: BTreeMap<QuestionId, BTreeSet<Person>> = BTreeMap::new();
    let own = questions.iter().map(|question| Vote { question: question.id, person: question.author });
    for Vote { question, person } in own.chain(votes.iter().copied()) {
        // What was merged keeps its own count too, for the day on which the merging is undone.
        for wants in ancestors(&parents, question) {
            wanted.entry(wants).or_default().insert(person);
        }
    }
    wanted
}

/// The question that stands for this one: itself, unless it was merged.
#[must_use]
pub fn root(questions: &[Question], id: QuestionId) -> QuestionId {
    let parents: BTreeMap<QuestionId, QuestionId> =
        questions.iter().filter_map(|question| Some((question.id, stands_for(question)?))).collect();
    ancestors(&parents, id).last().unwrap_or(id)
}

/// The question itself, and whatever stands for it, the last of all at the end.
fn ancestors(parents: &BTreeMap<QuestionId, QuestionId>, id: QuestionId) -> impl Iterator<Item = QuestionId> {
    // Merging makes no circle; a store that was edited by hand may hold one.
    std::iter::successors(Some(id), |id| parents.get(id).copied()).take(parents.len() + 1)
}

fn stands_for(question: &Question) -> Option<QuestionId> {
    question.merged_into.filter(|_| question.state == QuestionState::Merged)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::question::tests::question;
    use super::*;

    fn vote(question: u32, person: u64) -> Vote {
        Vote { question: QuestionId::new(question).unwrap(), person: Person::new(person).unwrap() }
    }

    fn merged(number: u32, into: u32) -> Question {
        Question { state: QuestionState::Merged, merged_into: QuestionId::new(into), ..question(number) }
    }

    #[test]
    fn merging_adds_votes_up_and_counts_nobody_twice() {
        // Question n is asked by person n.
        let mut questions = [question(1), question(2), question(3)];
        let votes = [vote(1, 20), vote(1, 21), vote(2, 21), vote(2, 22), vote(2, 1), vote(3, 20)];
        count_votes(&mut questions, &votes);
        assert_eq!(questions.each_ref().map(|q| q.votes), [2, 3, 1]);
        let mut questions = [question(1), merged(2, 1), question(3)];
        count_votes(&mut questions, &votes);
        assert_eq!(questions[0].votes, 4, "20, 21, 22, and person 2, who asked the same; person 1 asked it");
        let mut questions = [merged(1, 3), merged(2, 1), question(3)];
        count_votes(&mut questions, &votes);
        assert_eq!(questions[2].votes, 5, "1, 2, 20, 21, 22");
        assert_eq!(root(&questions, questions[1].id), questions[2].id);
    }

    #[test]
    fn a_circle_in_the_store_hangs_nobody() {
        let mut questions = [merged(1, 2), merged(2, 1)];
        count_votes(&mut questions, &[vote(1, 20)]);
        assert_eq!(questions[0].votes, 2);
    }

    proptest! {
        #[test]
        fn a_merged_question_counts_each_person_once(
            parents in prop::collection::vec(0_u32..6, 6),
            votes in prop::collection::btree_set((1_u32..=6, 1_u64..30), 0..60),
        ) {
            // A question is merged into one with a smaller number, or into none: no circles.
            let mut questions: Vec<Question> = (1..=6)
                .zip(&parents)
                .map(|(number, parent)| match *parent {
                    into if into > 0 && into < number => merged(number, into),
                    _ => question(number),
                })
                .collect();
            let votes: Vec<Vote> = votes.into_iter().map(|(question, person)| vote(question, person)).collect();
            count_votes(&mut questions, &votes);
            for top in questions.iter().filter(|question| question.state != QuestionState::Merged) {
                let family: Vec<&Question> = questions.iter().filter(|q| root(&questions, q.id) == top.id).collect();
                let mut people: BTreeSet<Person> = family.iter().map(|q| q.author).collect();
                people.extend(votes.iter().filter(|v| family.iter().any(|q| q.id == v.question)).map(|v| v.person));
                people.remove(&top.author);
                prop_assert_eq!(top.votes as usize, people.len());
            }
        }
    }
}
