use chrono::{DateTime, Utc};

use super::markdown::timestamp;
use super::parts::{Scene, names, short};
use super::{Action, Embed, Message, Reach, notice};
use crate::announce::{Notice, NoticeKind, Subject};
use crate::schedule::{Changes, Named, TalkId};

/// Characters of the list of changes.
const LIST_LIMIT: usize = 3800;

/// What the audience is told about a change: a line each, for what is still to come. A changed abstract is not news; the
/// messages that show it are corrected in silence.
#[must_use]
pub fn change_lines(scene: &Scene<'_>, changes: &Changes) -> Vec<String> {
    let ahead = |start: DateTime<Utc>| start > scene.now;
    // Of a talk that is called off, nothing else is news; and that it is, is told once.
    let news = |talk: &Named| ahead(talk.start) && !talk.cancelled;
    let moved = changes.moved.iter().chain(&changes.length).filter(|moved| !moved.talk.cancelled);
    let moved = moved.filter(|moved| ahead(moved.from.start) || ahead(moved.to.start)).map(|moved| {
        let title = short(&moved.talk.title);
        if moved.from.start == moved.to.start {
            let (start, from, to) = (at(moved.to.start), at(moved.from.end), at(moved.to.end));
            let arguments =
                [("title", title.into()), ("start", start.into()), ("from", from.into()), ("to", to.into())];
            return scene.say("change-longer", &arguments);
        }
        let (from, to) = (at(moved.from.start), at(moved.to.start));
        scene.say("change-moved", &[("title", title.into()), ("from", from.into()), ("to", to.into())])
    });
    let one = |id: &'static str| {
        move |talk: &Named| scene.say(id, &[("title", short(&talk.title).into()), ("start", at(talk.start).into())])
    };
    let gone = changes.removed.iter().filter(|talk| news(talk));
    let cancelled = changes.cancelled.iter().filter(|talk| ahead(talk.start)).chain(gone).map(one("change-cancelled"));
    let restored = changes.restored.iter().filter(|talk| news(talk)).map(one("change-restored"));
    let added = changes.added.iter().filter(|talk| news(talk)).map(one("change-added"));
    let renamed = changes.title.iter().filter(|changed| news(&changed.talk)).map(|changed| {
        let arguments = [("from", short(&changed.from).into()), ("to", short(&changed.to).into())];
        scene.say("change-title", &arguments)
    });
    let speakers = changes.speakers.iter().filter(|changed| news(&changed.talk)).map(|changed| {
        let arguments = [("title", short(&changed.talk.title).into()), ("speakers", names(&changed.to).into())];
        scene.say("change-speakers", &arguments)
    });
    let rooms = changes.room.iter().filter(|changed| news(&changed.talk)).filter_map(|changed| {
        let to = short(changed.to.as_deref()?);
        Some(scene.say("change-room", &[("title", short(&changed.talk.title).into()), ("to", to.into())]))
    });
    let moderators = changes.moderators.iter().filter(|changed| !changed.to.is_empty());
    let moderators = moderators
        .filter(|changed| scene.schedule.session(&changed.session).is_some_and(|session| ahead(session.start())))
        .map(|changed| {
            let arguments = [("session", short(&changed.title).into()), ("moderators", names(&changed.to).into())];
            scene.say("change-moderators", &arguments)
        });
    let talks = cancelled.chain(restored).chain(moved).chain(added).chain(renamed).chain(speakers).chain(rooms);
    talks.chain(moderators).collect()
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
        Subject::Session(_) | Subject::Question(_) | Subject::Conference => None,
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

fn at(instant: DateTime<Utc>) -> String {
    timestamp(instant, 't')
}
