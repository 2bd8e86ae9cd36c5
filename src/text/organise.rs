//! What organisers are answered.

use chrono::{DateTime, Utc};

use super::held::held_question;
use super::markdown::{escape, shorten, timestamp};
use super::parts::{Scene, short};
use super::report::what;
use super::{Action, Embed, Message, Reach, Tone, notice};
use crate::announce::{Destination, Notice, NoticeDigest};

/// Characters of a list.
const LIST_LIMIT: usize = 3600;
/// Characters of one message in a preview.
const PREVIEW_LIMIT: usize = 240;
/// Characters of a foreign sentence.
const FOREIGN_LIMIT: usize = 400;

/// How a conference stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether the configuration file declares it; else a command set it up.
    pub declared: bool,
    /// Its source, as it may be shown.
    pub source: String,
    /// Wall time at which it was last read and usable.
    pub read: Option<DateTime<Utc>>,
    /// Why the last attempt failed, if it did.
    pub trouble: Option<String>,
    /// Since when it is paused, and by whom.
    pub paused: Option<(DateTime<Utc>, String)>,
    /// How many announcements were posted, are open, were missed, failed.
    pub counts: [u64; 4],
    /// The next announcements.
    pub next: Vec<Notice>,
    /// The notice that asks about a held change, and what it says.
    pub held: Option<(NoticeDigest, Vec<String>)>,
}

/// `/conference status`.
#[must_use]
pub fn status(scene: &Scene<'_>, standing: &Standing) -> Message {
    let mut lines = vec![scene.say(
        if standing.declared { "status-declared" } else { "status-set-up" },
        &[("conference", short(&scene.schedule.title).into()), ("id", scene.conference.as_str().into())],
    )];
    let source = shorten(&escape(&standing.source), FOREIGN_LIMIT);
    lines.push(match standing.read {
        Some(read) => {
            scene.say("status-source", &[("source", (&source).into()), ("read", timestamp(read, 'R').into())])
        }
        None => scene.say("status-source-unread", &[("source", (&source).into())]),
    });
    lines.extend(
        standing
            .trouble
            .as_ref()
            .map(|why| scene.say("status-trouble", &[("why", shorten(&escape(why), FOREIGN_LIMIT).into())])),
    );
    let route = scene.route;
    let channel = format!("<#{}>", route.channel);
    lines.push(match route.moderator_channel {
        Some(moderators) => {
            let moderators = format!("<#{moderators}>");
            scene.say("status-channels", &[("channel", (&channel).into()), ("moderators", (&moderators).into())])
        }
        None => scene.say("status-channel", &[("channel", (&channel).into())]),
    });
    let routed = route.rooms.len() + route.sessions.len() + route.titles.len();
    lines.extend((routed > 0).then(|| scene.say("status-routes", &[("count", routed.into())])));
    lines.extend(standing.paused.as_ref().map(|(since, by)| {
        scene.say("status-paused", &[("since", timestamp(*since, 'R').into()), ("who", short(by).into())])
    }));
    let [posted, open, missed, failed] = standing.counts.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    lines.push(scene.say(
        "status-counts",
        &[("posted", posted.into()), ("open", open.into()), ("missed", missed.into()), ("failed", failed.into())],
    ));
    let next: Vec<String> = standing.next.iter().map(|notice| next_line(scene, notice)).collect();
    let next = if next.is_empty() { scene.say("status-nothing", &[]) } else { next.join("\n") };
    let embed = Embed { title: Some(scene.say("status-next", &[])), description: next, ..Embed::default() };
    let (question, buttons) = match &standing.held {
        Some((asks, said)) => {
            let question = held_question(scene, asks, said);
            (Some(question.content), question.buttons)
        }
        None => (None, Vec::new()),
    };
    lines.extend(question);
    Message { content: lines.join("\n"), embed: Some(embed), buttons, ..Message::default() }
}

/// `/conference preview`: what will be posted until `until`, as it would read then.
#[must_use]
pub fn preview(scene: &Scene<'_>, notices: &[Notice], until: DateTime<Utc>) -> Message {
    let lines: Vec<String> = notices
        .iter()
        .filter_map(|planned| {
            let then = Scene { now: planned.due, ..*scene };
            let said = notice(&then, planned, Reach::AsPlanned)?;
            let text = shorten(&said.content.replace('\n', " "), PREVIEW_LIMIT);
            let place = place(scene, planned.destination);
            let arguments =
                [("time", timestamp(planned.due, 't').into()), ("where", (&place).into()), ("text", (&text).into())];
            Some(scene.say("preview-line", &arguments))
        })
        .collect();
    let count = lines.len();
    let content = scene.say("preview", &[("count", count.into()), ("until", timestamp(until, 't').into())]);
    let embed = Embed { description: scene.list("preview-more", &lines, LIST_LIMIT), ..Embed::default() };
    Message { content, embed: (count > 0).then_some(embed), ..Message::default() }
}

/// What `/conference test` posts: a sample, and that it is one.
#[must_use]
pub fn sample(scene: &Scene<'_>, test: &Notice) -> Message {
    let found = scene.schedule.current_talk(scene.now);
    let embed = found.map(|found| Embed { tone: Tone::Quiet, ..scene.talk_embed(found) });
    // The mark by which talkbell recognises its message.
    let button = scene.button("button-now", Action::Now, Some(test.key().digest()));
    Message { content: scene.say("test-post", &[]), embed, buttons: vec![button], ..Message::default() }
}

/// An answer of one sentence. Foreign texts among the arguments are made safe.
#[must_use]
pub fn organiser_says(words: &super::Words, id: &str, arguments: &[(&str, &str)]) -> Message {
    let safe: Vec<(&str, super::Word<'_>)> =
        arguments.iter().map(|(name, text)| (*name, shorten(&escape(text), FOREIGN_LIMIT).into())).collect();
    Message { content: words.say(id, &safe), ..Message::default() }
}

fn next_line(scene: &Scene<'_>, notice: &Notice) -> String {
    let what = what(scene, notice.kind, &notice.subject);
    let place = place(scene, notice.destination);
    let arguments = [("time", timestamp(notice.due, 'f').into()), ("what", (&what).into()), ("where", (&place).into())];
    scene.say("status-next-line", &arguments)
}

fn place(scene: &Scene<'_>, destination: Destination) -> String {
    match destination {
        Destination::Channel(channel) => format!("<#{channel}>"),
        Destination::Direct(user) => scene.say("place-direct", &[("user", format!("<@{user}>").into())]),
    }
}
