//! The questions on a moderator's panel, and what is said of what a moderator does to them.

use super::markdown::{escape, shorten};
use super::panel::LastDeed;
use super::parts::{Scene, short};
use super::{Action, Asking, Message, Moderate, QaPress, Style};
use crate::questions::{Board, OfTalk, Question, QuestionId};

/// Characters of a question on the panel, and of all of them.
const QUESTION_LIMIT: usize = 240;
const LIST_LIMIT: usize = 2200;

/// What is being asked, and the most wanted question of each talk.
pub(super) fn questions(scene: &Scene<'_>, board: &Board) -> Option<String> {
    let current = board.current.as_ref().map(|current| asked(scene, current));
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
pub fn qa_done(scene: &Scene<'_>, press: QaPress, asked: Option<&Question>) -> Message {
    let id = format!("qa-done-{}", press.code());
    let content = match (press, asked) {
        (QaPress::Next, Some(asked)) => {
            scene.say(&id, &[("number", asked.id.to_string().into()), ("question", text(asked).into())])
        }
        (QaPress::Next, None) => scene.say("qa-done-last", &[]),
        _ => scene.say(&id, &[]),
    };
    Message { content, ..Message::default() }
}

/// Why a button of the Q&A has nothing to do.
#[must_use]
pub fn nothing_to_ask(scene: &Scene<'_>, press: QaPress) -> Message {
    Message { content: scene.say(&format!("nothing-{}", press.code()), &[]), ..Message::default() }
}

/// The answer to who pressed a button of the Q&A on a panel that was behind, or at the same moment as another: what was
/// done last, and what is being asked now.
#[must_use]
pub fn qa_moved_on(scene: &Scene<'_>, current: Option<&Question>, last: Option<&LastDeed>) -> Message {
    let now = current.map_or_else(|| scene.say("qa-nothing-asked", &[]), |current| asked(scene, current));
    let last = last.map(|last| super::panel::last_deed(scene, last));
    let lines = [Some(scene.say("qa-moved-on", &[])), last, Some(now)];
    Message { content: lines.into_iter().flatten().collect::<Vec<_>>().join("\n"), ..Message::default() }
}

/// The question whether the Q&A is to end, with how much is left.
#[must_use]
pub fn qa_end_question(scene: &Scene<'_>, board: &Board) -> Message {
    let action = Action::Questions(Asking::Moderate(Moderate::End(board.session.clone())));
    let content = scene.say("qa-end-question", &[("count", board.open().len().into())]);
    let current = board.current.as_ref();
    let answered = current.map(|current| scene.say("qa-end-answers", &[("number", current.id.to_string().into())]));
    let button = scene.button("button-confirm", action, None).styled(Style::Good);
    Message {
        content: [Some(content), answered].into_iter().flatten().collect::<Vec<_>>().join(" "),
        buttons: vec![button],
        ..Message::default()
    }
}

/// What was done to questions, as a thing: to this one, where it was one.
#[must_use]
pub fn qa_deed(scene: &Scene<'_>, what: &str, question: Option<QuestionId>) -> String {
    let what = ("what", what.replace(' ', "-").into());
    match question {
        Some(number) => scene.say("deed-qa-of", &[what, ("number", number.to_string().into())]),
        None => scene.say("deed-qa", &[what]),
    }
}

/// What is being asked, in a line.
fn asked(scene: &Scene<'_>, current: &Question) -> String {
    let arguments = [
        ("number", current.id.to_string().into()),
        ("question", text(current).into()),
        ("votes", i64::from(current.votes).into()),
    ];
    scene.say("panel-current", &arguments)
}

fn top(scene: &Scene<'_>, of: &OfTalk) -> Option<String> {
    let first = of.open.first()?;
    let talk = of.title.as_deref().map_or_else(|| scene.say("panel-no-talk", &[]), short);
    let arguments = [
        ("talk", talk.into()),
        ("count", of.open.len().into()),
        ("number", first.id.to_string().into()),
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
