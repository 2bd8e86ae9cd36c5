use super::{Place, Question, QuestionId, QuestionState, Refusal, Step, reversed};

/// The steps that undo these, in order, of the questions as they were seen. Deeds may be undone in another order than they
/// were done in: what stood for another question may be merged itself by now, and no two may stand for each other.
///
/// # Errors
/// When a question would come to stand for itself, by way of others.
pub fn undo(questions: &[Question], steps: &[Step]) -> Result<Vec<Step>, Refusal> {
    let back = reversed(steps);
    let mut stay: Vec<Step> = Vec::new();
    for step in &back {
        let Step::Question { id, to, .. } = *step else { continue };
        for standing in standing_for(questions, to.merged_into) {
            if standing.id == id {
                return Err(Refusal::IntoItself);
            }
            // Where one of them goes on meanwhile, it has to be judged anew.
            let stays = stays(standing);
            if !stay.contains(&stays) && !changes(&back, standing.id) {
                stay.push(stays);
            }
        }
    }
    Ok(stay.into_iter().chain(back).collect())
}

/// The question `into`, what stands for that, and so on.
fn standing_for(questions: &[Question], into: Option<QuestionId>) -> impl Iterator<Item = &Question> {
    let find = move |id: QuestionId| questions.iter().find(|question| question.id == id);
    let merged = |question: &&Question| question.merged_into.filter(|_| question.state == QuestionState::Merged);
    // A store that was edited by hand may hold a circle.
    std::iter::successors(into.and_then(find), move |question| merged(question).and_then(find)).take(questions.len())
}

fn stays(question: &Question) -> Step {
    let place = Place { state: question.state, merged_into: question.merged_into };
    Step::Question { id: question.id, from: place, to: place }
}

fn changes(steps: &[Step], wanted: QuestionId) -> bool {
    steps.iter().any(|step| matches!(*step, Step::Question { id, .. } if id == wanted))
}
