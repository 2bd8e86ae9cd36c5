use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::markdown::timestamp;
use super::parts::{Scene, names, short};
use super::{Action, Embed, Message, Reach, notice};
use crate::announce::{ChannelId, Notice, NoticeKind, Subject};
use crate::schedule::{Changed, Changes, Named, SessionId, Span, TalkId};

/// Characters of the list of changes.
const LIST_LIMIT: usize = 3800;

/// So many talks that move alike are told in one line.
const ALIKE: usize = 3;

/// What the audience in a channel is told about a change: a line each, for what is still to come. Talks of a session that move
/// by the same are told together. A changed abstract is not news; the messages that show it are corrected in silence.
#[must_use]
pub fn change_lines(scene: &Scene<'_>, changes: &Changes, here: ChannelId) -> Vec<String> {
    let moved: Vec<&Changed<Span>> = ahead(scene, changes).collect();
    let mut groups: BTreeMap<(&SessionId, TimeDelta), Vec<&Changed<Span>>> = BTreeMap::new();
    for one in &moved {
        if let Some((session, by)) = shift(scene, one).filter(|(_, by)| *by != TimeDelta::zero()) {
            groups.entry((session, by)).or_default().push(one);
        }
    }
    groups.retain(|_, alike| alike.len() >= ALIKE);
    let told: BTreeSet<&TalkId> = groups.values().flatten().map(|one| &one.talk.id).collect();
    let lines = groups.iter().filter_map(|((session, by), alike)| shifted(scene, session, alike, *by));
    let rest = moved.iter().filter(|one| !told.contains(&one.talk.id)).map(|one| moved_line(scene, one));
    cancelled(scene, changes)
        .into_iter()
        .chain(lines)
        .chain(rest)
        .chain(other_lines(scene, changes, Some(here)))
        .collect()
}

/// What someone is told about a change of their own talks, a line each.
#[must_use]
pub fn own_change_lines(scene: &Scene<'_>, changes: &Changes) -> Vec<String> {
    let mut moved: Vec<&Changed<Span>> = ahead(scene, changes).collect();
    moved.sort_by_key(|one| one.to.start);
    let moved = moved.into_iter().map(|one| moved_line(scene, one));
    cancelled(scene, changes).into_iter().chain(moved).chain(other_lines(scene, changes, None)).collect()
}

/// What moved of what is still to come and takes place.
fn ahead<'a>(scene: &'a Scene<'_>, changes: &'a Changes) -> impl Iterator<Item = &'a Changed<Span>> {
    let moved = changes.moved.iter().chain(&changes.length).filter(|moved| !moved.talk.cancelled);
    moved.filter(|moved| moved.from.start > scene.now || moved.to.start > scene.now)
}

/// Of a talk that is called off, nothing else is news; and that it is, is told once.
fn news(scene: &Scene<'_>, talk: &Named) -> bool {
    talk.start > scene.now && !talk.cancelled
}

fn cancelled(scene: &Scene<'_>, changes: &Changes) -> Vec<String> {
    let gone = changes.removed.iter().filter(|talk| news(scene, talk));
    let cancelled = changes.cancelled.iter().filter(|talk| talk.start > scene.now);
    cancelled.chain(gone).map(|talk| named(scene, "change-cancelled", talk)).collect()
}

fn named(scene: &Scene<'_>, id: &str, talk: &Named) -> String {
    scene.say(id, &[("title", short(&talk.title).into()), ("start", at(talk.start).into())])
}

/// The session in which a talk moves, and by how much.
fn shift<'a>(scene: &'a Scene<'_>, moved: &Changed<Span>) -> Option<(&'a SessionId, TimeDelta)> {
    let session = &scene.schedule.talk(&moved.talk.id)?.session.id;
    Some((session, moved.to.start - moved.from.start))
}

fn shifted(scene: &Scene<'_>, session: &SessionId, alike: &[&Changed<Span>], by: TimeDelta) -> Option<String> {
    let first = alike.iter().min_by_key(|one| one.to.start)?;
    let session = scene.schedule.session(session)?;
    let id = if by > TimeDelta::zero() { "change-later" } else { "change-earlier" };
    let arguments = [
        ("count", alike.len().into()),
        ("session", short(&session.title).into()),
        ("minutes", by.num_minutes().abs().into()),
        ("title", short(&first.talk.title).into()),
        ("to", at(first.to.start).into()),
        ("end", at(session.end()).into()),
    ];
    Some(scene.say(id, &arguments))
}

fn moved_line(scene: &Scene<'_>, moved: &Changed<Span>) -> String {
    let title = short(&moved.talk.title);
    if moved.from.start == moved.to.start {
        let (start, from, to) = (at(moved.to.start), at(moved.from.end), at(moved.to.end));
        let arguments = [("title", title.into()), ("start", start.into()), ("from", from.into()), ("to", to.into())];
        return scene.say("change-longer", &arguments);
    }
    let (from, to) = (at(moved.from.start), at(moved.to.start));
    scene.say("change-moved", &[("title", title.into()), ("from", from.into()), ("to", to.into())])
}

fn other_lines(scene: &Scene<'_>, changes: &Changes, here: Option<ChannelId>) -> Vec<String> {
    let restored = changes.restored.iter().filter(|talk| news(scene, talk));
    let restored = restored.map(|talk| named(scene, "change-restored", talk));
    let added = changes.added.iter().filter(|talk| news(scene, talk)).map(|talk| named(scene, "change-added", talk));
    let renamed = changes.title.iter().filter(|changed| news(scene, &changed.talk)).map(|changed| {
        let arguments = [("from", short(&changed.from).into()), ("to", short(&changed.to).into())];
        scene.say("change-title", &arguments)
    });
    let speakers = changes.speakers.iter().filter(|changed| news(scene, &changed.talk)).map(|changed| {
        let arguments = [("title", short(&changed.talk.title).into()), ("speakers", names(&changed.to).into())];
        scene.say("change-speakers", &arguments)
    });
    let rooms = changes
        .room
        .iter()
        .filter(|changed| news(scene, &changed.talk))
        .filter_map(|changed| Some(room_line(scene, &changed.talk, changed.to.as_deref()?, here)));
    let moderators = changes.moderators.iter().filter(|changed| !changed.to.is_empty());
    let moderators = moderators
        .filter(|changed| scene.schedule.session(&changed.session).is_some_and(|session| session.start() > scene.now))
        .map(|changed| {
            let arguments = [("session", short(&changed.title).into()), ("moderators", names(&changed.to).into())];
            scene.say("change-moderators", &arguments)
        });
    restored.chain(added).chain(renamed).chain(speakers).chain(rooms).chain(moderators).collect()
}

/// Whoever waits for a talk in a channel is told of another in which it is announced from now on.
fn room_line(scene: &Scene<'_>, talk: &Named, to: &str, here: Option<ChannelId>) -> String {
    let (title, to) = (short(&talk.title), short(to));
    let channel = scene.schedule.talk(&talk.id).map(|found| scene.route.of_talk(found));
    match channel.filter(|channel| here.is_some_and(|here| here != *channel)) {
        Some(channel) => scene.say(
            "change-room-channel",
            &[("title", title.into()), ("to", to.into()), ("channel", format!("<#{channel}>").into())],
        ),
        None => scene.say("change-room", &[("title", title.into()), ("to", to.into())]),
    }
}

/// The one message that tells of a batch of changes.
#[must_use]
pub fn change_notice(scene: &Scene<'_>, change: &Notice, lines: &[String]) -> Message {
    let digest = change.key().digest();
    let lines: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
    Message {
        content: scene.say("changes", &[("count", lines.len().into())]),
        embed: Some(Embed { description: scene.list("changes-more", &lines, LIST_LIMIT), ..Embed::default() }),
        buttons: vec![scene.button("button-now", Action::Now, Some(digest))],
        ..Message::default()
    }
}

/// What a posted message should say by the programme as it is now. `scene.now` is the instant at which it was said, so that
/// what has not changed reads as it did. `title` is what its subject was called then.
#[must_use]
pub fn correction(scene: &Scene<'_>, said: &Notice, reach: Reach, title: &str) -> Message {
    if said.kind == NoticeKind::Held {
        // What became of it, ready to be read.
        return Message { content: title.to_owned(), ..Message::default() };
    }
    let moved = match &said.subject {
        Subject::Talk(id) => moved_to(scene, said, id),
        Subject::Session(id) => posters_moved_to(scene, said, id),
        Subject::Question(_) | Subject::Conference => None,
    };
    let content = match moved {
        Some((title, start)) => scene.say(
            "correction-moved",
            &[("title", title.into()), ("time", at(start).into()), ("relative", timestamp(start, 'R').into())],
        ),
        None => match notice(scene, said, reach) {
            Some(message) => return message,
            None => scene.say("correction-cancelled", &[("title", short(title).into())]),
        },
    };
    // The mark by which talkbell recognises its message stays.
    let button = scene.button("button-now", Action::Now, Some(said.key().digest()));
    Message { content, buttons: vec![button], ..Message::default() }
}

fn moved_to(scene: &Scene<'_>, said: &Notice, id: &TalkId) -> Option<(String, DateTime<Utc>)> {
    let talk = scene.schedule.talk(id)?.talk;
    (talk.start != said.starts && !talk.cancelled).then(|| (short(&talk.title), talk.start))
}

/// Of posters that were announced together, if none of them is shown at that time any more.
fn posters_moved_to(scene: &Scene<'_>, said: &Notice, id: &SessionId) -> Option<(String, DateTime<Utc>)> {
    if !matches!(said.kind, NoticeKind::TalkPing | NoticeKind::TalkStart) {
        return None;
    }
    let session = scene.schedule.session(id)?;
    let start = session.poster_starts().into_iter().next().filter(|_| session.posters_at(said.starts).next().is_none());
    start.map(|start| (short(&session.title), start))
}

fn at(instant: DateTime<Utc>) -> String {
    timestamp(instant, 't')
}
