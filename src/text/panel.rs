use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::markdown::timestamp;
use super::panel_questions::questions;
use super::parts::{Scene, names, short, title};
use super::{Action, Button, Embed, Link, Message, Press, QaPress, Style, Tone};
use crate::announce::{NoticeDigest, UserId};
use crate::questions::{Board, Stage};
use crate::schedule::{Session, Talk};

/// What a panel shows beside the programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelView {
    /// When the session ends by the printed programme; `None` where that is not known.
    pub printed_end: Option<DateTime<Utc>>,
    /// Who said that they are there, as mentions or safe names.
    pub present: Vec<String>,
    /// Who is expected and did not, as safe names.
    pub absent: Vec<String>,
    /// What was done last and can be undone.
    pub last: Option<LastDeed>,
    /// The questions of the session.
    pub board: Option<Arc<Board>>,
    /// Where the moderators' board stands on the web, if it does.
    pub desk: Option<String>,
}

/// The last deed, as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastDeed {
    /// What was done, safe to show.
    pub what: String,
    /// Who did it.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A session's panel as it is at this moment, with the buttons that carry its notice.
#[must_use]
pub fn panel(scene: &Scene<'_>, session: &Session, view: &PanelView, notice: &NoticeDigest) -> Message {
    let lines = [
        Some(state(scene, session)),
        next(scene, session),
        drift(scene, session, view),
        people(scene, view),
        view.last.as_ref().map(|last| last_deed(scene, last)),
        view.board.as_deref().and_then(|board| questions(scene, board)),
    ];
    let embed = Embed {
        author: Some(scene.say("panel", &[])),
        title: Some(short(&session.title)),
        description: lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        tone: if scene.now < session.end() { Tone::Programme } else { Tone::Quiet },
        ..Embed::default()
    };
    let desk = view.desk.clone().map(|url| Link { label: scene.say("button-board-moderators", &[]), url });
    let buttons = buttons(scene, session, view, notice);
    Message { embed: Some(embed), buttons, links: desk.into_iter().collect(), ..Message::default() }
}

/// The instant at which a panel reads otherwise by itself: when a talk begins or ends.
#[must_use]
pub fn panel_changes(session: &Session, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let instants = held(session).flat_map(|talk| [talk.start, talk.end]);
    instants.filter(|instant| *instant > now).min()
}

fn state(scene: &Scene<'_>, session: &Session) -> String {
    let (now, start, end) = (scene.now, session.start(), session.end());
    let running = running(session, now);
    match running {
        Some(talk) => scene.say(
            "panel-running",
            &[
                ("title", title(talk).into()),
                ("end", timestamp(talk.end, 't').into()),
                ("relative", timestamp(talk.end, 'R').into()),
            ],
        ),
        None if now < start => scene
            .say("panel-before", &[("time", timestamp(start, 't').into()), ("relative", timestamp(start, 'R').into())]),
        None if now < end => scene.say("panel-pause", &[]),
        None => scene.say("panel-over", &[("end", timestamp(end, 't').into())]),
    }
}

fn next(scene: &Scene<'_>, session: &Session) -> Option<String> {
    let next = coming(session, scene.now)?;
    let arguments = [("title", title(next).into()), ("time", timestamp(next.start, 't').into())];
    Some(match next.speakers.as_slice() {
        [] => scene.say("panel-next", &arguments),
        speakers => {
            let [title, time] = arguments;
            scene.say("panel-next-by", &[title, time, ("speakers", names(speakers).into())])
        }
    })
}

fn drift(scene: &Scene<'_>, session: &Session, view: &PanelView) -> Option<String> {
    let by = session.end() - view.printed_end?;
    let (minutes, end) = (by.num_minutes().abs(), timestamp(session.end(), 't'));
    let id = match by {
        by if minutes == 0 && by.abs() < TimeDelta::minutes(1) => "panel-on-time",
        by if by > TimeDelta::zero() => "panel-behind",
        _ => "panel-ahead",
    };
    Some(scene.say(id, &[("minutes", minutes.into()), ("end", end.into())]))
}

fn people(scene: &Scene<'_>, view: &PanelView) -> Option<String> {
    let list =
        |id: &str, names: &[String]| (!names.is_empty()).then(|| scene.say(id, &[("names", names.join(" · ").into())]));
    let lines = [list("panel-present", &view.present), list("panel-absent", &view.absent)];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

pub(super) fn last_deed(scene: &Scene<'_>, last: &LastDeed) -> String {
    let arguments = [
        ("what", (&last.what).into()),
        ("who", format!("<@{}>", last.by).into()),
        ("time", timestamp(last.at, 't').into()),
    ];
    scene.say("panel-last", &arguments)
}

fn buttons(scene: &Scene<'_>, session: &Session, view: &PanelView, notice: &NoticeDigest) -> Vec<Button> {
    let now = scene.now;
    let runs = running(session, now).is_some();
    let comes = coming(session, now).is_some();
    let last_ended = session.end() <= now;
    let button = |press: Press| {
        let action = Action::Panel(press, session.id.clone());
        let enabled = match press {
            Press::End => runs,
            // Also before the first talk: an edit may be late, and a button that cannot be pressed would be wrong for longer.
            Press::One | Press::Five => runs || !last_ended || held(session).any(|talk| talk.end <= now),
            Press::Start | Press::Skip | Press::Swap => runs || comes,
            Press::Undo => view.last.is_some(),
        };
        let style = match press {
            Press::Start => Style::Good,
            Press::Undo => Style::Danger,
            _ => Style::Quiet,
        };
        let button = scene.button(&format!("press-{}", press.code()), action, Some(notice.clone()));
        let button = button.styled(style).enabled(enabled);
        if press == Press::Skip { button.in_new_row() } else { button }
    };
    Press::ALL.into_iter().map(button).chain(qa_buttons(scene, session, view.board.as_deref(), notice)).collect()
}

fn qa_buttons(
    scene: &Scene<'_>,
    session: &Session,
    board: Option<&Board>,
    notice: &NoticeDigest,
) -> impl Iterator<Item = Button> {
    let current = board.and_then(|board| board.current.as_ref()).map(|current| current.id);
    let waits = board.is_some_and(|board| board.next.is_some());
    let is_open = board.is_some_and(|board| board.stage == Stage::Open);
    QaPress::ALL.into_iter().map(move |press| {
        let action = Action::PanelQa(press, current, session.id.clone());
        let enabled = match press {
            QaPress::Open => !is_open,
            QaPress::Next => current.is_some() || waits,
            QaPress::Answered | QaPress::Dismiss => current.is_some(),
            QaPress::End => is_open,
        };
        let style = if press == QaPress::Next { Style::Main } else { Style::Quiet };
        let button = scene.button(&format!("press-{}", press.code()), action, Some(notice.clone()));
        let button = button.styled(style).enabled(enabled);
        if press == QaPress::Open { button.in_new_row() } else { button }
    })
}

/// The talk that runs: of several the one that began last.
fn running(session: &Session, now: DateTime<Utc>) -> Option<&Talk> {
    held(session).filter(|talk| talk.start <= now && now < talk.end).max_by_key(|talk| talk.start)
}

fn coming(session: &Session, now: DateTime<Utc>) -> Option<&Talk> {
    held(session).filter(|talk| talk.start > now).min_by_key(|talk| talk.start)
}

/// The talks that take place.
fn held(session: &Session) -> impl Iterator<Item = &Talk> {
    session.talks.iter().filter(|talk| !talk.cancelled)
}
