use chrono::{DateTime, Utc};

use super::super::markdown::{escape, shorten, timestamp};
use super::super::parts::{Scene, short};
use super::super::{Embed, Message, Style, Tone, Words};
use super::parts::{quoted, session_title};
use super::{Asking, Moderate, View};
use crate::announce::UserId;
use crate::questions::{ActId, Board, OfTalk, QaAct, Question, QuestionId, QuestionState, Refusal, Stage, Step};
use crate::schedule::TalkId;

/// Characters of a question where it is the matter.
const WHOLE: usize = 1300;
/// Characters of a question in a list of what waits.
const GLANCE: usize = 150;
/// Questions in that list.
const WAITING: usize = 5;
/// How many questions there are to choose from for a talk about which nobody asked.
const SEEDS: usize = 4;

/// Something that a moderator did.
#[derive(Clone, Copy, Debug)]
pub struct Deeds<'a> {
    /// What was wanted; `None` for an undoing.
    pub act: Option<&'a QaAct>,
    /// What changed.
    pub steps: &'a [Step],
    /// All questions of the session, as they are now.
    pub questions: &'a [Question],
}

/// What a moderator did, as a sentence.
#[must_use]
pub fn acted(scene: &Scene<'_>, deeds: Deeds<'_>) -> String {
    let asked = deeds.steps.iter().find_map(|step| match step {
        Step::Question { id, to, .. } if to.state == QuestionState::Current => Some(*id),
        _ => None,
    });
    let touched = deeds.steps.iter().rev().find_map(|step| match step {
        Step::Question { id, from, to } if from != to => Some(*id),
        _ => None,
    });
    let id = match (deeds.act, asked) {
        (None, _) => "act-undone",
        (Some(QaAct::Open), _) => "act-open",
        (Some(QaAct::Close), _) => "act-end",
        (Some(QaAct::Next | QaAct::NextAfter(_)), None) => "act-next-none",
        (Some(QaAct::Next | QaAct::NextAfter(_) | QaAct::TakeUp(_)), _) => "act-next",
        (Some(QaAct::Answered(_) | QaAct::CurrentAnswered(_)), _) => "act-answered",
        (Some(QaAct::Dismiss(_) | QaAct::DismissCurrent(_)), _) => "act-dismissed",
        (Some(QaAct::Approve(_)), _) => "act-approved",
        (Some(QaAct::PutBack(_)), _) => "act-put-back",
        (Some(QaAct::Reopen(_)), _) => "act-reopened",
        (Some(QaAct::Merge { .. }), _) => "act-merged",
    };
    let into = match deeds.act {
        Some(QaAct::Merge { into, .. }) => deeds.questions.iter().find(|question| question.id == *into),
        _ => None,
    };
    let number = asked.or(touched).map(|id| id.to_string()).unwrap_or_default();
    scene.say(
        id,
        &[
            ("number", (&number).into()),
            ("into", into.map(|into| into.id.to_string()).unwrap_or_default().into()),
            ("votes", into.map(|into| scene.wanted(into)).unwrap_or_default().into()),
        ],
    )
}

/// Why what a moderator wanted was not done.
#[must_use]
pub fn not_acted(scene: &Scene<'_>, refusal: Option<Refusal>) -> String {
    let Some(refusal) = refusal else { return scene.say("refused-overtaken", &[]) };
    let state = |state: QuestionState| scene.state(state);
    match refusal {
        Refusal::NotTheirs => scene.say("refused-not-theirs", &[]),
        Refusal::NotFrom(from) => scene.say("refused-not-from", &[("state", state(from).into())]),
        Refusal::Unknown(id) => unknown_question(scene, &id.to_string()),
        Refusal::Stage(Stage::Open) => scene.say("refused-open-already", &[]),
        Refusal::Stage(Stage::Gathering) => scene.say("refused-not-opened", &[]),
        Refusal::Stage(Stage::Closed) => scene.say("refused-ended-already", &[]),
        Refusal::MovedOn(Some(id)) => scene.say("refused-moved-on", &[("number", id.to_string().into())]),
        Refusal::MovedOn(None) => scene.say("refused-moved-on-none", &[]),
        Refusal::NoneWaiting => scene.say("refused-none-waiting", &[]),
        Refusal::IntoItself => scene.say("refused-into-itself", &[]),
        Refusal::NotInto(into) => scene.say("refused-not-into", &[("state", state(into).into())]),
    }
}

/// The session has been over since then, too long ago to ask anybody anything.
#[must_use]
pub fn long_over(scene: &Scene<'_>, end: DateTime<Utc>) -> String {
    scene.say("refused-long-over", &[("end", timestamp(end, 'f').into()), ("relative", timestamp(end, 'R').into())])
}

/// The session has no question of that number.
#[must_use]
pub fn unknown_question(scene: &Scene<'_>, number: &str) -> String {
    let number = shorten(&escape(number), 40);
    scene.say("refused-unknown", &[("number", (&number).into())])
}

/// Only a moderator may do that.
#[must_use]
pub fn moderator_only(words: &Words) -> Message {
    Message { content: words.say("refused-moderators-only", &[]), ..Message::default() }
}

/// Where the Q&A is, with what can be done next, below a sentence.
#[must_use]
pub fn qa_panel(scene: &Scene<'_>, board: &Board, said: String, undo: Option<ActId>) -> Message {
    let session = board.session.clone();
    let moderate = |label: &str, what: Moderate| scene.asking(label, Asking::Moderate(what));
    let current = board.current.as_ref();
    let waits = board.next.is_some();
    let mut buttons = vec![match (board.stage, waits || current.is_some()) {
        (Stage::Open, _) | (_, true) => {
            let next = Moderate::Next(session.clone(), current.map(|current| current.id));
            moderate("button-next-question", next).styled(Style::Main).enabled(waits || current.is_some())
        }
        _ => moderate("button-open-qa", Moderate::Open(session.clone())).styled(Style::Main),
    }];
    if let Some(current) = current {
        buttons.push(moderate("button-answered", Moderate::Answered(current.id)).styled(Style::Good));
        buttons.push(moderate("button-put-back", Moderate::PutBack(current.id)));
        buttons.push(moderate("button-dismiss", Moderate::Dismiss(current.id)).styled(Style::Danger));
    }
    let unasked = unasked(board).and_then(|of| of.talk.clone());
    let below = [
        undo.map(|act| moderate("button-undo", Moderate::Undo(session.clone(), act))),
        unasked.map(|talk| moderate("button-seed", Moderate::Seed(talk))),
        (board.stage == Stage::Open).then(|| moderate("button-end-qa", Moderate::End(session.clone()))),
        Some(scene.asking("button-questions", Asking::Show(View::Session(session.clone())))),
    ];
    let below = below.into_iter().flatten().enumerate();
    buttons.extend(below.map(|(at, button)| if at == 0 { button.in_new_row() } else { button }));
    Message {
        content: said,
        embed: Some(Embed {
            title: Some(session_title(scene, &board.session)),
            description: standing(scene, board),
            tone: Tone::Questions,
            ..Embed::default()
        }),
        buttons,
        ..Message::default()
    }
}

/// The question that a moderator may ask about a talk about which nobody has asked: always the same one for a talk.
#[must_use]
pub fn seed(scene: &Scene<'_>, talk: &TalkId) -> String {
    let number =
        talk.as_str().bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % SEEDS;
    scene.say(&format!("seed-{}", number + 1), &[])
}

/// What a held question's message says once it is settled.
#[must_use]
pub fn held_settled(scene: &Scene<'_>, question: &Question, said: &str, by: Option<UserId>) -> Message {
    let settled = match by {
        Some(by) => scene.say("question-settled", &[("said", said.into()), ("by", format!("<@{by}>").into())]),
        None => said.to_owned(),
    };
    Message { content: format!("{settled}\n{}", quoted(&question.text, WHOLE)), ..Message::default() }
}

/// What became of a block: `id` is the sentence that says so.
#[must_use]
pub fn blocking(scene: &Scene<'_>, id: &str, whom: Option<UserId>) -> Message {
    let whom = whom.map_or_else(|| scene.say("blocked-author", &[]), |user| format!("<@{user}>"));
    Message { content: scene.say(id, &[("whom", (&whom).into())]), ..Message::default() }
}

/// The words beside the files of an export.
#[must_use]
pub fn exported(scene: &Scene<'_>, questions: usize) -> String {
    scene.say("questions-exported", &[("count", questions.into())])
}

fn standing(scene: &Scene<'_>, board: &Board) -> String {
    let number = |id: QuestionId| id.to_string();
    let current = match &board.current {
        Some(current) => {
            let about = scene.about(current.talk.as_ref());
            let now = scene.say("qa-now-asked", &[("number", number(current.id).into()), ("about", about.into())]);
            format!("{now}\n{}", scene.question(current, WHOLE))
        }
        None => scene.say("qa-nothing-asked", &[]),
    };
    let next = board.next.and_then(|id| board.question(id)).map(|question| {
        let about = scene.about(question.talk.as_ref());
        let next = scene.say("qa-next", &[("number", number(question.id).into()), ("about", about.into())]);
        format!("{next}\n{}", scene.question(question, GLANCE * 2))
    });
    let open: usize = board.by_talk.iter().map(|of| of.open.len()).sum();
    let answered: usize = board.by_talk.iter().map(|of| of.answered.len()).sum();
    let counts = scene.say("qa-counts", &[("open", open.into()), ("answered", answered.into())]);
    let held = (!board.held.is_empty()).then(|| {
        let lines = board
            .held
            .iter()
            .take(WAITING)
            .map(|question| format!("**#{}** {}", question.id, shorten(&escape(&question.text), GLANCE)));
        let said = scene.say("qa-held", &[("count", board.held.len().into())]);
        [said].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
    });
    let unasked = unasked(board).and_then(|of| Some((of.talk.as_ref()?, of.title.as_deref()?)));
    let unasked = unasked.map(|(talk, title)| {
        scene.say("qa-unasked", &[("title", short(title).into()), ("seed", seed(scene, talk).into())])
    });
    [Some(current), next, Some(counts), held, unasked].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// A talk about which the moderator may ask something, as nobody else did. Once the Q&A is over, nobody needs to.
fn unasked(board: &Board) -> Option<&OfTalk> {
    board.unasked().next().filter(|_| board.stage != Stage::Closed)
}
