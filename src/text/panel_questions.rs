//! The questions on a moderator's panel, and what is said of what a moderator does to them.

use super::markdown::{escape, shorten};
use super::parts::{Scene, short};
use super::{Message, Press};
use crate::questions::{Board, OfTalk, Question};

/// Characters of a question on the panel, and of all of them.
const QUESTION_LIMIT: usize = 240;
const LIST_LIMIT: usize = 2200;

/// What is being asked, and the most wanted question of each talk.
pub(super) fn questions(scene: &Scene<'_>, board: &Board) -> Option<String> {
    let current = board.current.as_ref().map(|current| {
        let arguments = [("question", text(current).into()), ("votes", i64::from(current.votes).into())];
        scene.say("panel-current", &arguments)
    });
    let lines: Vec<String> = board.by_talk.iter().filter_map(|of| top(scene, of)).collect();
    let list = (!lines.is_empty()).then(|| {
        let open = board.by_talk.iter().map(|of| of.open.len()).sum::<usize>();
        let heading = scene.say("panel-questions", &[("count", open.into())]);
        format!("{heading}\n{}", scene.list("panel-more-talks", &lines, LIST_LIMIT))
    });
    let held = (!board.held.is_empty()).then(|| scene.say("panel-held", &[("count", board.held.len().into())]));
    let parts: Vec<String> = [current, list, held].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("\n{}", parts.join("\n")))
}

/// What is said once a button of the Q&A has done what it does; `asked` is what is being asked by then.
#[must_use]
pub fn qa_done(scene: &Scene<'_>, press: Press, asked: Option<&Question>) -> Message {
    let id = format!("qa-done-{}", press.code());
    let content = match (press, asked) {
        (Press::Next, Some(asked)) => scene.say(&id, &[("question", text(asked).into())]),
        (Press::Next, None) => scene.say("qa-done-last", &[]),
        _ => scene.say(&id, &[]),
    };
    Message { content, ..Message::default() }
}

/// What was done to questions, as a thing.
#[must_use]
pub fn qa_deed(scene: &Scene<'_>, what: &str) -> String {
    scene.say("deed-qa", &[("what", what.replace(' ', "-").into())])
}

fn top(scene: &Scene<'_>, of: &OfTalk) -> Option<String> {
    let first = of.open.first()?;
    let talk = of.title.as_deref().map_or_else(|| scene.say("panel-no-talk", &[]), short);
    let arguments = [
        ("talk", talk.into()),
        ("count", of.open.len().into()),
        ("question", text(first).into()),
        ("votes", i64::from(first.votes).into()),
    ];
    Some(scene.say("panel-question", &arguments))
}

/// A question in one line, safe and short.
fn text(question: &Question) -> String {
    let line = question.text.split_whitespace().collect::<Vec<_>>().join(" ");
    shorten(&escape(&line), QUESTION_LIMIT)
}
