//! What questions and moderators' acts make talkbell say by itself. The words are filed with the notice, a line each: the
//! first names the session, the second is the message, the others stand below it.

use super::super::markdown::{shorten, timestamp};
use super::super::parts::{Scene, names, short};
use super::super::{Action, Button, Embed, Message, Pings, Style, Tone};
use super::parts::{quoted, session_title};
use super::{Asking, Moderate, View};
use crate::announce::{Notice, NoticeKind, Subject, UserId};
use crate::questions::{Board, OfTalk, Question, QuestionId};
use crate::schedule::{SessionId, TalkId};

/// Characters of what stands below a message.
const BELOW: usize = 3900;
/// Characters of a message's first line.
const ABOVE: usize = 1900;
/// Characters of a question where it is the matter.
const WHOLE: usize = 1300;
/// Questions that are shown when the Q&A is opened, and the characters of one.
const TOP: usize = 5;
const GLANCE: usize = 250;
/// The name of a thread: Discord's documentation of channels.
const THREAD_NAME: usize = 100;

/// The message that was filed as these lines.
#[must_use]
pub fn filed_message(scene: &Scene<'_>, notice: &Notice, lines: &[String]) -> Message {
    let digest = Some(notice.key().digest());
    let mut lines = lines.iter();
    let session: Option<SessionId> = lines.next().and_then(|session| session.parse().ok());
    let content = lines.next().cloned().unwrap_or_default();
    let below = lines.cloned().collect::<Vec<_>>().join("\n");
    let button = |label: &str, asking| scene.button(label, Action::Questions(asking), digest.clone());
    let board = session.clone().map(|session| button("button-questions", Asking::Show(View::Session(session))));
    let mut buttons: Vec<Button> = match (notice.kind, &notice.subject) {
        (NoticeKind::QuestionHeld, Subject::Question(number)) => {
            let id = QuestionId::new(*number);
            let approve = id.map(|id| button("button-approve", Asking::Moderate(Moderate::Approve(id))));
            let dismiss = id.map(|id| button("button-dismiss", Asking::Moderate(Moderate::Dismiss(id))));
            let approve = approve.map(|button| button.styled(Style::Good));
            approve.into_iter().chain(dismiss.map(|button| button.styled(Style::Danger))).collect()
        }
        (NoticeKind::QaOpened, _) => {
            let ask = session.map(|session| button("button-ask", Asking::Which(session)).styled(Style::Main));
            ask.into_iter().chain(board).collect()
        }
        _ => board.into_iter().collect(),
    };
    if buttons.is_empty() {
        // By a button a message is recognised as ours.
        buttons.push(scene.button("button-now", Action::Now, digest));
    }
    let users = match (notice.kind, &notice.subject) {
        (NoticeKind::QuestionsInThread, Subject::Talk(talk)) => speakers(scene, talk),
        _ => Vec::new(),
    };
    Message {
        content: shorten(&content, ABOVE),
        embed: (!below.is_empty()).then(|| Embed {
            description: shorten(&below, BELOW),
            tone: Tone::Questions,
            ..Embed::default()
        }),
        buttons,
        pings: Pings { roles: Vec::new(), users },
        ..Message::default()
    }
}

/// To the moderators: a question waits for approval.
#[must_use]
pub fn held_question_lines(scene: &Scene<'_>, question: &Question) -> Vec<String> {
    let about = scene.about(question.talk.as_ref());
    let number = question.id.to_string();
    let said = scene.say(
        "question-held",
        &[("number", (&number).into()), ("about", (&about).into()), ("by", scene.by(question).into())],
    );
    vec![question.session.to_string(), said, quoted(&question.text, WHOLE)]
}

/// To the audience: the Q&A is open; how to ask, and what is most wanted.
#[must_use]
pub fn opened_lines(scene: &Scene<'_>, board: &Board) -> Vec<String> {
    let session = session_title(scene, &board.session);
    let open = board.open();
    let id = if open.is_empty() { "qa-opened-empty" } else { "qa-opened" };
    let said = scene.say(id, &[("session", (&session).into()), ("count", open.len().into())]);
    let entry = |question: &&Question| {
        let about = scene.about(question.talk.as_ref());
        let number = question.id.to_string();
        let line = scene.say("question-entry", &[("number", (&number).into()), ("about", (&about).into())]);
        format!("{line}\n{}", scene.question(question, GLANCE))
    };
    let shown = open.iter().take(TOP).map(entry);
    let more = (open.len() > TOP).then(|| scene.say("questions-more", &[("count", (open.len() - TOP).into())]));
    [board.session.to_string(), said].into_iter().chain(shown).chain(more).collect()
}

/// To the audience: this is being asked.
#[must_use]
pub fn now_lines(scene: &Scene<'_>, question: &Question) -> Vec<String> {
    let number = question.id.to_string();
    let found = question.talk.as_ref().and_then(|talk| scene.schedule.talk(talk));
    let about = scene.about(question.talk.as_ref());
    let said = match found.filter(|found| !found.talk.speakers.is_empty()) {
        Some(found) => scene.say(
            "question-now-by",
            &[
                ("number", (&number).into()),
                ("about", (&about).into()),
                ("speakers", names(&found.talk.speakers).into()),
            ],
        ),
        None => scene.say("question-now", &[("number", (&number).into()), ("about", (&about).into())]),
    };
    vec![question.session.to_string(), said, scene.question(question, WHOLE)]
}

/// To its author: the question was answered.
#[must_use]
pub fn answered_lines(scene: &Scene<'_>, question: &Question) -> Vec<String> {
    let session = session_title(scene, &question.session);
    let number = question.id.to_string();
    let found = scene.schedule.session(&question.session);
    let channel = found.map_or(scene.route.channel, |session| scene.route.of_session(session));
    let said = scene.say(
        "question-answered",
        &[
            ("number", (&number).into()),
            ("session", (&session).into()),
            ("channel", format!("<#{channel}>").into()),
            ("time", timestamp(scene.now, 't').into()),
        ],
    );
    vec![question.session.to_string(), said, quoted(&question.text, WHOLE)]
}

/// To the audience: questions about a talk are left, and go on in a thread.
#[must_use]
pub fn left_lines(scene: &Scene<'_>, session: &SessionId, left: &OfTalk) -> Vec<String> {
    let place = left.title.as_deref().map(short);
    let count = ("count", left.open.len().into());
    let said = match &place {
        Some(title) => scene.say("questions-left", &[count, ("title", title.into())]),
        None => scene.say("questions-left-all", &[count]),
    };
    vec![session.to_string(), said]
}

/// In that thread: the questions, and whom they are for.
#[must_use]
pub fn thread_lines(scene: &Scene<'_>, session: &SessionId, left: &OfTalk) -> Vec<String> {
    let mentioned = left.talk.as_ref().map(|talk| speakers(scene, talk)).unwrap_or_default();
    let mentions = mentioned.iter().map(|user| format!("<@{user}>")).collect::<Vec<_>>().join(" ");
    let unmapped: Vec<String> =
        left.speakers.iter().filter(|name| scene.route.moderator(name).is_none()).cloned().collect();
    let named = (!unmapped.is_empty()).then(|| format!("**{}**", names(&unmapped)));
    let whom = [Some(mentions).filter(|it| !it.is_empty()), named].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let id = if whom.is_empty() { "questions-thread" } else { "questions-thread-for" };
    let said = scene.say(id, &[("whom", (&whom).into()), ("count", left.open.len().into())]);
    let each = BELOW / left.open.len().clamp(3, 12) - 100;
    let entry = |question: &Question| format!("**#{}**\n{}", question.id, scene.question(question, each.min(WHOLE)));
    let entries: Vec<String> = left.open.iter().map(entry).collect();
    vec![session.to_string(), said, scene.list("questions-more", &entries, BELOW)]
}

/// What the thread about a talk is called.
#[must_use]
pub fn thread_name(scene: &Scene<'_>, talk: Option<&TalkId>) -> String {
    let title = talk.and_then(|talk| scene.schedule.talk(talk)).map(|found| found.talk.title.clone());
    let name = match title {
        Some(title) => scene.say("questions-thread-name", &[("title", title.into())]),
        None => scene.say("questions-thread-name-all", &[]),
    };
    shorten(&name, THREAD_NAME)
}

/// The speakers of a talk who are known on Discord.
fn speakers(scene: &Scene<'_>, talk: &TalkId) -> Vec<UserId> {
    let found = scene.schedule.talk(talk);
    let speakers = found.map(|found| found.talk.speakers.as_slice()).unwrap_or_default();
    let mut known: Vec<UserId> = speakers.iter().filter_map(|name| scene.route.moderator(name)).collect();
    known.dedup();
    known
}
