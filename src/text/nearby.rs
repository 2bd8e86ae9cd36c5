//! What is asked in the channel of a room, and in a server with several conferences.

use chrono::{DateTime, TimeDelta, Utc};

use super::answers::{next_answer, now_answer};
use super::markdown::shorten;
use super::parallel;
use super::parts::{Scene, short};
use super::{Action, Button, ComponentId, Embed, Message};
use crate::announce::ChannelId;
use crate::schedule::{Schedule, TalkRef};

/// Talks of other rooms that stand below the room's own.
const ELSEWHERE: usize = 6;
/// Talks of one conference in a list of several.
const OF_EACH: usize = 12;
/// Characters of such a list inside an embed.
const LIST_LIMIT: usize = 3800;
/// Buttons in a row, and characters on one: Discord's documentation of components.
const BUTTONS: usize = 5;
const BUTTON_LIMIT: usize = 80;
/// What comes so much later than the first is no news beside it.
const SOON: TimeDelta = TimeDelta::hours(12);

/// `/now` in a channel: what runs there, where it is a room's or a session's own, and below it what else runs.
#[must_use]
pub fn now_in(scene: &Scene<'_>, channel: ChannelId) -> Message {
    let Some(here) = of_channel(scene, channel) else { return now_answer(scene) };
    let mut message = now_answer(&Scene { schedule: &here, ..*scene });
    let running = scene.schedule.at(scene.now).running;
    let elsewhere: Vec<TalkRef<'_>> =
        running.into_iter().filter(|found| here.session(&found.session.id).is_none()).collect();
    if !elsewhere.is_empty() {
        let lines = parallel::running_lines(scene, &elsewhere);
        let more = lines.len().saturating_sub(ELSEWHERE);
        let said = scene.say("now-elsewhere", &[("count", lines.len().into())]);
        let rest = (more > 0).then(|| scene.say("more-parallel", &[("count", more.into())]));
        let parts = [message.content, said].into_iter().chain(lines.into_iter().take(ELSEWHERE)).chain(rest);
        message.content = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    }
    message
}

/// `/next` in a channel: what comes next there, where it is a room's or a session's own and something does.
#[must_use]
pub fn next_in(scene: &Scene<'_>, channel: ChannelId) -> Message {
    let here = of_channel(scene, channel).filter(|here| !here.at(scene.now).next.is_empty());
    here.map_or_else(|| next_answer(scene), |here| next_answer(&Scene { schedule: &here, ..*scene }))
}

/// The talk that somebody means who asks in this channel and names none.
#[must_use]
pub fn current_in<'a>(scene: &Scene<'a>, channel: ChannelId) -> Option<TalkRef<'a>> {
    let here = of_channel(scene, channel);
    let talk = here.as_ref().and_then(|here| here.current_talk(scene.now)).map(|found| found.talk.id.clone());
    talk.and_then(|talk| scene.schedule.talk(&talk)).or_else(|| scene.schedule.current_talk(scene.now))
}

/// What runs in several conferences of one server; `None` unless it does in more than one.
#[must_use]
pub fn now_in_all(scenes: &[Scene<'_>]) -> Option<Message> {
    let running = |scene: &Scene<'_>| parallel::running_lines(scene, &scene.schedule.at(scene.now).running);
    in_all(scenes, "now-in-all", running)
}

/// What comes next in several conferences of one server; `None` unless it does in more than one, and about as soon.
#[must_use]
pub fn next_in_all(scenes: &[Scene<'_>]) -> Option<Message> {
    let start = |scene: &Scene<'_>| -> Option<DateTime<Utc>> {
        scene.schedule.at(scene.now).next.first().map(|found| found.talk.start)
    };
    let first = scenes.iter().filter_map(start).min()?;
    let soon = |scene: &Scene<'_>| start(scene).is_some_and(|next| next - first <= SOON);
    let coming = |scene: &Scene<'_>| {
        if soon(scene) { parallel::coming_lines(scene, &scene.schedule.at(scene.now).next) } else { Vec::new() }
    };
    in_all(scenes, "next-in-all", coming)
}

fn in_all(scenes: &[Scene<'_>], said: &str, lines: impl Fn(&Scene<'_>) -> Vec<String>) -> Option<Message> {
    let found = scenes.iter().map(|scene| (scene, lines(scene))).filter(|(_, lines)| !lines.is_empty());
    let found: Vec<(&Scene<'_>, Vec<String>)> = found.collect();
    let scene = found.first().filter(|_| found.len() > 1)?.0;
    let count = found.iter().map(|(_, lines)| lines.len()).sum::<usize>();
    let listed = found.iter().flat_map(|(scene, lines)| {
        let title = scene.say("conference-heading", &[("conference", short(&scene.schedule.title).into())]);
        let more = lines.len().saturating_sub(OF_EACH);
        let rest = (more > 0).then(|| scene.say("more-parallel", &[("count", more.into())]));
        std::iter::once(title).chain(lines.iter().take(OF_EACH).cloned()).chain(rest)
    });
    let listed: Vec<String> = listed.collect();
    let button = |(scene, _): &(&Scene<'_>, _)| {
        let id = ComponentId { conference: scene.conference.clone(), action: Action::Now, notice: None };
        Button::new(shorten(&scene.schedule.title, BUTTON_LIMIT), id)
    };
    Some(Message {
        content: scene.say(said, &[("count", count.into()), ("conferences", found.len().into())]),
        embed: Some(Embed { description: scene.list("more-parallel", &listed, LIST_LIMIT), ..Embed::default() }),
        buttons: found.iter().take(BUTTONS).map(button).collect(),
        ..Message::default()
    })
}

/// The part of the programme whose audience is in this channel; `None` where the channel is nobody's own.
fn of_channel(scene: &Scene<'_>, channel: ChannelId) -> Option<Schedule> {
    let route = scene.route;
    if !route.is_routed(channel) {
        return None;
    }
    let sessions = scene.schedule.sessions.iter().filter(|session| route.is_heard_in(session, channel));
    let here =
        Schedule { sessions: sessions.cloned().collect(), title: scene.schedule.title.clone(), ..*scene.schedule };
    (!here.sessions.is_empty()).then_some(here)
}
