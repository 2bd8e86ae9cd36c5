//! What runs and what comes where several sessions run beside each other.

use super::markdown::{escape, shorten, timestamp};
use super::parts::{Scene, short, title};
use super::{Action, ComponentId, Embed, Menu, Message, Offer, Offers};
use crate::schedule::{SessionId, TalkRef};

/// Characters of a list inside an embed.
const LIST_LIMIT: usize = 3800;
/// Characters of a title in such a list: forty rooms must fit.
const LINE_TITLE: usize = 80;
/// Offers of a menu, and the characters of one: Discord's documentation of select menus.
const OFFERS: usize = 25;
const OFFER_LIMIT: usize = 100;

/// Whether these talks belong to more than one session.
pub(super) fn is_parallel(talks: &[TalkRef<'_>]) -> bool {
    talks.iter().any(|found| found.session.id != talks[0].session.id)
}

/// What runs, a line a talk by its room, and what comes next.
pub(super) fn running(scene: &Scene<'_>, running: &[TalkRef<'_>], next: &[TalkRef<'_>]) -> Message {
    let running = by_room(running);
    let count = scene.say("now-parallel", &[("count", running.len().into())]);
    let after = next.first().map(|first| {
        let relative = timestamp(first.talk.start, 'R');
        match next {
            [only] => scene.say("now-next", &[("relative", relative.into()), ("title", title(only.talk).into())]),
            several => {
                scene.say("now-next-parallel", &[("relative", relative.into()), ("count", several.len().into())])
            }
        }
    });
    list(scene, [Some(count), after], &running, |found| running_line(scene, *found))
}

/// What runs, a line a talk by its room.
pub(super) fn running_lines(scene: &Scene<'_>, running: &[TalkRef<'_>]) -> Vec<String> {
    by_room(running).into_iter().map(|found| running_line(scene, found)).collect()
}

/// What comes, a line a talk by its room.
pub(super) fn coming_lines(scene: &Scene<'_>, next: &[TalkRef<'_>]) -> Vec<String> {
    by_room(next).into_iter().map(|found| coming_line(scene, found)).collect()
}

fn running_line(scene: &Scene<'_>, found: TalkRef<'_>) -> String {
    let until = timestamp(found.talk.end, 't');
    scene.say("now-line", &[("room", room(found).into()), ("title", brief(found).into()), ("end", until.into())])
}

fn coming_line(scene: &Scene<'_>, found: TalkRef<'_>) -> String {
    let time = timestamp(found.talk.start, 't');
    scene.say("next-line", &[("time", time.into()), ("room", room(found).into()), ("title", brief(found).into())])
}

/// What starts next, in the order of the clock, with its room: from the next start on for half an hour.
pub(super) fn coming(scene: &Scene<'_>, next: &[TalkRef<'_>]) -> Message {
    let Some(first) = next.first() else { return Message::default() };
    let soon = chrono::TimeDelta::minutes(30);
    let near = |found: &TalkRef<'_>| {
        !found.talk.cancelled && (first.talk.start..first.talk.start + soon).contains(&found.talk.start)
    };
    let mut coming = by_room(&scene.schedule.talks().filter(near).collect::<Vec<_>>());
    coming.sort_by_key(|found| found.talk.start);
    let said = scene.say("next-parallel", &[("relative", timestamp(first.talk.start, 'R').into())]);
    list(scene, [Some(said), None], &coming, |found| coming_line(scene, *found))
}

fn list(
    scene: &Scene<'_>,
    said: [Option<String>; 2],
    talks: &[TalkRef<'_>],
    line: impl Fn(&TalkRef<'_>) -> String,
) -> Message {
    let lines: Vec<String> = talks.iter().map(line).collect();
    Message {
        content: said.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        embed: Some(Embed { description: scene.list("more-parallel", &lines, LIST_LIMIT), ..Embed::default() }),
        menus: more_about(scene, talks).into_iter().collect(),
        ..Message::default()
    }
}

/// A menu that leads to a talk's abstract.
fn more_about(scene: &Scene<'_>, talks: &[TalkRef<'_>]) -> Option<Menu> {
    let offers: Vec<Offer> = talks
        .iter()
        .take(OFFERS)
        .map(|found| Offer {
            label: shorten(&found.talk.title, OFFER_LIMIT),
            value: found.talk.id.to_string(),
            description: found.room().map(|room| shorten(room, OFFER_LIMIT)),
            chosen: false,
        })
        .collect();
    (!offers.is_empty()).then(|| Menu {
        id: ComponentId { conference: scene.conference.clone(), action: Action::PickAbstract, notice: None },
        placeholder: scene.say("menu-more-about", &[]),
        offers: Offers::Texts(offers),
        least: 1,
        most: 1,
    })
}

/// As one looks for a room on a list. Talks without one stand together, by their sessions.
fn by_room<'a>(talks: &[TalkRef<'a>]) -> Vec<TalkRef<'a>> {
    let mut sorted = talks.to_vec();
    let key = |found: &TalkRef<'a>| -> (bool, &'a str, &'a SessionId) {
        (found.room().is_none(), found.room().unwrap_or_default(), &found.session.id)
    };
    sorted.sort_by(|a, b| key(a).cmp(&key(b)));
    sorted
}

fn room(found: TalkRef<'_>) -> String {
    short(found.room().unwrap_or(&found.session.title))
}

fn brief(found: TalkRef<'_>) -> String {
    shorten(&escape(&found.talk.title), LINE_TITLE)
}
