//! Answers to moderators, and to those who are none.

use chrono::{DateTime, Utc};

use super::markdown::{escape, timestamp};
use super::parts::{Scene, short};
use super::{Action, Message, Style};
use crate::schedule::Session;

/// How a check-in went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckedIn {
    /// It is news.
    Now,
    /// They had said so before.
    Before(DateTime<Utc>),
    /// The session is over.
    TooLate,
}

/// The answer to "I'm here".
#[must_use]
pub fn checked_in(scene: &Scene<'_>, session: &Session, how: CheckedIn, moderates: bool) -> Message {
    let named = ("session", short(&session.title).into());
    let said = match how {
        CheckedIn::Now => scene.say("here-noted", &[named, ("relative", timestamp(session.start(), 'R').into())]),
        CheckedIn::Before(at) => scene.say("here-known", &[("time", timestamp(at, 't').into())]),
        CheckedIn::TooLate => scene.say("here-over", &[named, ("end", timestamp(session.end(), 't').into())]),
    };
    let panel = scene.route.moderator_channel.filter(|_| moderates && how != CheckedIn::TooLate);
    let panel = panel.map(|channel| scene.say("here-panel", &[("channel", format!("<#{channel}>").into())]));
    plain([Some(said), panel].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// The kind refusal for who may not do it.
#[must_use]
pub fn not_a_moderator(scene: &Scene<'_>, session: &Session) -> Message {
    plain(scene.say("not-a-moderator", &[("session", short(&session.title).into())]))
}

/// The kind refusal for who is not expected.
#[must_use]
pub fn not_expected(scene: &Scene<'_>, session: &Session) -> Message {
    plain(scene.say("not-expected", &[("session", short(&session.title).into())]))
}

/// The answer to who comes second: what the first one did. `None` where that is not known.
#[must_use]
pub fn overtaken(scene: &Scene<'_>, first: Option<(&str, &str)>) -> Message {
    plain(match first {
        Some((who, what)) => scene.say("overtaken", &[("who", escape(who).into()), ("what", what.into())]),
        None => scene.say("overtaken-unknown", &[]),
    })
}

/// What is said once it is done.
#[must_use]
pub fn done(scene: &Scene<'_>, what: &str) -> Message {
    plain(scene.say("done", &[("what", what.into())]))
}

/// What is said once it is undone.
#[must_use]
pub fn undone(scene: &Scene<'_>, what: &str) -> Message {
    plain(scene.say("undone", &[("what", what.into())]))
}

/// The question whether the last deed is to be undone.
#[must_use]
pub fn undo_question(scene: &Scene<'_>, what: &str, who: &str) -> String {
    scene.say("effect-undo", &[("what", what.into()), ("who", escape(who).into())])
}

/// The question whether the last step of the Q&A is to be undone. It moves no talk.
#[must_use]
pub fn undo_asking_question(scene: &Scene<'_>, what: &str, confirm: &Action) -> Message {
    let button = scene.button("button-confirm", confirm.clone(), None).styled(Style::Good);
    let content = scene.say("effect-undo-asking", &[("what", what.into())]);
    Message { content, buttons: vec![button], ..Message::default() }
}

/// The answer while the store does not answer.
#[must_use]
pub fn moderating_busy(scene: &Scene<'_>) -> Message {
    plain(scene.say("moderating-busy", &[]))
}

fn plain(content: String) -> Message {
    Message { content, ..Message::default() }
}
