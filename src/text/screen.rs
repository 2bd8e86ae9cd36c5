//! The board of questions as screens show it: plain text in plain data, for a page that escapes it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::parts::Scene;
use super::plain::plain;
use super::words::Words;
use crate::questions::{Board, OfTalk, Question, Stage};
use crate::schedule::{Session, Talk, TalkId};

/// What everybody sees: on a projector, on a stream, on their own screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Screen {
    /// The session.
    pub title: String,
    /// What the clock counts down to.
    pub slot: Slot,
    /// What is being asked.
    pub current: Option<Shown>,
    /// What stands on the board, most wanted first.
    pub open: Vec<Shown>,
    /// What is said below: how to ask, or that the Q&A is over.
    pub hint: String,
    /// What is said where no question stands.
    pub empty: String,
    /// How many were answered, in words; empty if none.
    pub answered: String,
}

/// What a moderator sees, on a phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Desk {
    /// The session.
    pub title: String,
    /// What the clock counts down to.
    pub slot: Slot,
    /// What is being asked.
    pub current: Option<Shown>,
    /// What is fair to ask next.
    pub next: Option<Shown>,
    /// What waits for approval, oldest first.
    pub held: Vec<Shown>,
    /// Talk by talk, in the programme's order.
    pub talks: Vec<Pile>,
}

/// The questions about one talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pile {
    /// The talk's title.
    pub title: String,
    /// Who gives it.
    pub speakers: String,
    /// Most wanted first.
    pub open: Vec<Shown>,
    /// In the order in which they were answered.
    pub answered: Vec<Shown>,
    /// What is said above those that were answered; empty if none was.
    pub answered_words: String,
    /// What is said where nobody has asked; empty if somebody has.
    pub empty: String,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Its number.
    pub id: u32,
    /// What is asked.
    pub text: String,
    /// About what, and by whom; where it stands under its talk, by whom alone.
    pub about: String,
    /// How many people want it beside its author.
    pub votes: u32,
    /// The same, in words.
    pub wanted: String,
}

/// What runs in the session, or what is next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Slot {
    /// What it is called.
    pub title: String,
    /// What the clock counts, such as "left"; empty where there is nothing to count.
    pub label: String,
    /// The instant that the clock counts down to, in milliseconds of session time since the epoch.
    pub until_ms: Option<i64>,
    /// Whether it runs: then little time left is marked.
    pub runs: bool,
}

/// The board for everybody.
#[must_use]
pub fn screen(scene: &Scene<'_>, session: &Session, board: &Board) -> Screen {
    let shown = |question: &Question| shown(scene, board, question);
    let answered = board.by_talk.iter().map(|of| of.answered.len()).sum::<usize>();
    let (hint, empty) = match board.stage {
        Stage::Closed => ("board-closed", "board-closed-empty"),
        Stage::Gathering | Stage::Open => ("board-hint", "board-empty"),
    };
    Screen {
        title: plain(&session.title),
        slot: slot(scene, session),
        current: board.current.as_ref().map(shown),
        open: board.open().into_iter().map(shown).collect(),
        hint: scene.say(hint, &[]),
        empty: scene.say(empty, &[]),
        answered: answered_words(scene, answered),
    }
}

/// The board for the moderator.
#[must_use]
pub fn desk(scene: &Scene<'_>, session: &Session, board: &Board) -> Desk {
    let shown = |question: &Question| shown(scene, board, question);
    // The talk stands above its questions.
    let named = |question: &Question| Shown { about: name(question).unwrap_or_default(), ..shown(question) };
    let pile = |of: &OfTalk| Pile {
        title: of.title.as_deref().map_or_else(|| scene.say("board-everybody", &[]), plain),
        speakers: of.speakers.iter().map(|name| plain(name)).collect::<Vec<_>>().join(" · "),
        open: of.open.iter().map(named).collect(),
        answered: of.answered.iter().map(named).collect(),
        answered_words: answered_words(scene, of.answered.len()),
        empty: if is_untouched(board, of) { scene.say("board-talk-empty", &[]) } else { String::new() },
    };
    Desk {
        title: plain(&session.title),
        slot: slot(scene, session),
        current: board.current.as_ref().map(shown),
        next: board.next.and_then(|next| board.question(next)).map(shown),
        held: board.held.iter().map(shown).collect(),
        talks: board.by_talk.iter().map(pile).collect(),
    }
}

/// The next instant at which what runs in the session changes by the programme.
#[must_use]
pub fn next_turn(session: &Session, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    taking_place(session).flat_map(|talk| [talk.start, talk.end]).filter(|instant| *instant > now).min()
}

/// The words that the page itself says, by their ids.
#[must_use]
pub fn page_words(words: &Words) -> Vec<(&'static str, String)> {
    let ids = [
        "board-language",
        "board-name",
        "board-current",
        "board-questions",
        "board-next",
        "board-held",
        "board-more",
        "board-lost",
        "board-loading",
        "board-until",
        "board-needs-script",
        "board-unknown",
        "board-unknown-advice",
        "board-full",
    ];
    // A number is filled in by the page, which alone knows it.
    ids.into_iter().map(|id| (id, words.say(id, &[("count", "{count}".into()), ("time", "{time}".into())]))).collect()
}

fn is_untouched(board: &Board, of: &OfTalk) -> bool {
    of.title.is_some() && board.unasked().any(|unasked| unasked.talk == of.talk)
}

fn answered_words(scene: &Scene<'_>, count: usize) -> String {
    if count == 0 { String::new() } else { scene.say("board-answered", &[("count", count.into())]) }
}

fn shown(scene: &Scene<'_>, board: &Board, question: &Question) -> Shown {
    let talk = question.talk.as_ref().and_then(|talk| title_of(board, talk));
    let about = match (talk, name(question)) {
        (Some(talk), Some(name)) => scene.say("board-about-by", &[("talk", talk.into()), ("name", name.into())]),
        (Some(alone), None) | (None, Some(alone)) => alone,
        (None, None) => String::new(),
    };
    Shown {
        id: question.id.get(),
        text: plain(&question.text),
        about,
        votes: question.votes,
        wanted: scene.say("board-wanted", &[("count", i64::from(question.votes).into())]),
    }
}

/// Where the conference shows none, a question has none.
fn name(question: &Question) -> Option<String> {
    question.name.as_deref().map(plain).filter(|name| !name.is_empty())
}

fn title_of(board: &Board, talk: &TalkId) -> Option<String> {
    let of = board.by_talk.iter().find(|of| of.talk.as_ref() == Some(talk))?;
    of.title.as_deref().map(plain)
}

fn taking_place(session: &Session) -> impl Iterator<Item = &Talk> {
    session.talks.iter().filter(|talk| !talk.cancelled)
}

/// What runs; of parallel talks the one that began last.
fn slot(scene: &Scene<'_>, session: &Session) -> Slot {
    let now = scene.now;
    let running = taking_place(session).filter(|talk| talk.start <= now && now < talk.end);
    if let Some(talk) = running.max_by_key(|talk| talk.start) {
        return counting(scene, talk, "board-left", talk.end);
    }
    let next = taking_place(session).filter(|talk| talk.start > now).min_by_key(|talk| talk.start);
    match next {
        Some(talk) => Slot { runs: false, ..counting(scene, talk, "board-starts", talk.start) },
        None => Slot { title: scene.say("board-ended", &[]), label: String::new(), until_ms: None, runs: false },
    }
}

fn counting(scene: &Scene<'_>, talk: &Talk, label: &str, until: DateTime<Utc>) -> Slot {
    Slot {
        title: plain(&talk.title),
        label: scene.say(label, &[]),
        until_ms: Some(until.timestamp_millis()),
        runs: true,
    }
}
