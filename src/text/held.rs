use super::markdown::{escape, shorten, timestamp};
use super::parts::{Scene, short};
use super::{Action, Button, Embed, Message, Organising, Style, Tone};
use crate::announce::NoticeDigest;
use crate::schedule::Doubt;

/// Characters of the list of what would change.
const LIST_LIMIT: usize = 3800;
/// Characters of a name inside a sentence.
const NAME_LIMIT: usize = 80;

/// What the organisers are told of a change that is held: what is the matter, then a line a talk.
#[must_use]
pub fn held_lines(scene: &Scene<'_>, doubt: &Doubt) -> Vec<String> {
    let summary = scene.say(
        "held-summary",
        &[("ahead", doubt.ahead.into()), ("gone", doubt.gone.len().into()), ("moved", doubt.moved.len().into())],
    );
    let gone = doubt.gone.iter().map(|talk| {
        let arguments = [("title", short(&talk.title).into()), ("start", timestamp(talk.start, 'f').into())];
        scene.say("held-gone", &arguments)
    });
    let moved = doubt.moved.iter().map(|moved| {
        let (from, to) = (timestamp(moved.from.start, 'f'), timestamp(moved.to.start, 'f'));
        scene.say("held-moved", &[("title", short(&moved.talk.title).into()), ("from", from.into()), ("to", to.into())])
    });
    let added = (doubt.added > 0).then(|| scene.say("held-added", &[("count", doubt.added.into())]));
    std::iter::once(summary).chain(gone).chain(moved).chain(added).collect()
}

/// The question whether a change that is hard to believe is meant. `asks` is the notice that asks it.
#[must_use]
pub fn held_question(scene: &Scene<'_>, asks: &NoticeDigest, lines: &[String]) -> Message {
    let (summary, talks) = lines.split_first().map_or(("", lines), |(summary, talks)| (summary.as_str(), talks));
    let talks: Vec<String> = talks.iter().map(|line| format!("- {line}")).collect();
    let embed =
        Embed { description: scene.list("held-more", &talks, LIST_LIMIT), tone: Tone::Alert, ..Embed::default() };
    Message {
        content: summary.to_owned(),
        embed: (!talks.is_empty()).then_some(embed),
        buttons: held_buttons(scene, asks),
        ..Message::default()
    }
}

/// **Apply** and **Keep the old one**.
#[must_use]
pub fn held_buttons(scene: &Scene<'_>, asks: &NoticeDigest) -> Vec<Button> {
    let button = |label, action| scene.button(label, action, Some(asks.clone()));
    vec![
        button("button-held-apply", Action::Organise(Organising::HeldApply)).styled(Style::Danger),
        button("button-held-keep", Action::Organise(Organising::HeldKeep)).styled(Style::Good),
    ]
}

/// How a held change ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldEnd<'a> {
    /// Someone, by name, applied it.
    Applied(&'a str),
    /// Someone, by name, keeps the old one.
    Kept(&'a str),
    /// The source gives something else now.
    Over,
    /// Somebody else was faster, or it is long over.
    Decided,
}

/// What is said about the end of a held change.
#[must_use]
pub fn held_end(scene: &Scene<'_>, end: HeldEnd<'_>) -> String {
    let by = |id, name: &str| scene.say(id, &[("who", shorten(&escape(name), NAME_LIMIT).into())]);
    match end {
        HeldEnd::Applied(name) => by("held-applied", name),
        HeldEnd::Kept(name) => by("held-kept", name),
        HeldEnd::Over => scene.say("held-over", &[]),
        HeldEnd::Decided => scene.say("held-decided", &[]),
    }
}
