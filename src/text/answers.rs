use super::markdown::{escape, shorten, timestamp};
use super::parallel::{self, is_parallel};
use super::parts::{Scene, short, title, tone};
use super::posters::posters_now;
use super::reminders::can_be_reminded;
use super::{Action, Choice, Embed, Message, Word, Words};
use crate::schedule::{Moment, Session, Talk, TalkRef, search_among, talk_named};

/// Characters of an abstract under `/now` and `/next`, where a glance is wanted.
const GLANCE: usize = 600;
/// Choices of an autocompletion, and the characters of one: Discord's documentation of application commands.
const CHOICES: usize = 25;
const CHOICE_LIMIT: usize = 100;

/// `/now`: what runs, or what is next, or what is over.
#[must_use]
pub fn now_answer(scene: &Scene<'_>) -> Message {
    let Moment { running, next, last_ended } = scene.schedule.at(scene.now);
    if is_parallel(&running) {
        return parallel::running(scene, &running, &next);
    }
    let latest = running.iter().copied().max_by_key(|found| found.talk.start);
    if latest.is_none() && is_parallel(&next) {
        return Message { content: before(scene, next[0]), ..parallel::coming(scene, &next) };
    }
    match (latest, next.first().copied(), last_ended) {
        (Some(TalkRef { session, talk }), ..) if session.is_shown_with_others(talk) => {
            posters_now(scene, session, talk.start)
        }
        (Some(talk), next, _) => running_now(scene, talk, next),
        (None, Some(next), _) => nothing_yet(scene, next),
        (None, None, Some(ended)) => over(scene, ended),
        (None, None, None) => Message { content: scene.say("no-conference", &[]), ..Message::default() },
    }
}

/// `/next`: what comes after what runs.
#[must_use]
pub fn next_answer(scene: &Scene<'_>) -> Message {
    let Moment { running, next, last_ended } = scene.schedule.at(scene.now);
    if is_parallel(&next) || (is_parallel(&running) && !next.is_empty()) {
        return parallel::coming(scene, &next);
    }
    match (next.first().copied(), running.first().copied(), last_ended) {
        (Some(next), ..) => glance(scene, next, relative(scene, "starts", next.talk.start)),
        (None, Some(last), _) => {
            let content = scene.say(
                "next-none",
                &[("title", title(last.talk).into()), ("relative", timestamp(last.talk.end, 'R').into())],
            );
            Message { content, ..Message::default() }
        }
        (None, None, Some(ended)) => over(scene, ended),
        (None, None, None) => Message { content: scene.say("no-conference", &[]), ..Message::default() },
    }
}

/// `/abstract`: the abstract of the talk that `wanted` names, or of the current one; `page` counts from 0.
#[must_use]
pub fn abstract_answer(scene: &Scene<'_>, wanted: Option<&str>, page: u8) -> Message {
    let found = match wanted {
        Some(text) => talk_named(scene.schedule, text),
        None => scene.schedule.current_talk(scene.now),
    };
    let Some(found) = found else { return talk_unknown(scene, wanted.unwrap_or_default()) };
    let pages = scene.abstract_pages(found);
    match (pages.len(), usize::from(page)) {
        (0, _) => Message {
            content: scene.say("abstract-none", &[("title", title(found.talk).into())]),
            embed: Some(scene.talk_embed(found)),
            buttons: scene.remind_button(found.talk).into_iter().collect(),
            ..Message::default()
        },
        (count, later) if later > 0 && count > 1 => abstract_page(scene, found.talk, &pages, later.min(count - 1)),
        _ => Message {
            content: when(scene, found.talk),
            embed: Some(scene.talk_embed(found)),
            buttons: scene.rest_button(found, None).into_iter().chain(scene.remind_button(found.talk)).collect(),
            ..Message::default()
        },
    }
}

/// The answer to a name that no talk bears.
#[must_use]
pub fn talk_unknown(scene: &Scene<'_>, wanted: &str) -> Message {
    let text = shorten(&escape(wanted), CHOICE_LIMIT);
    Message { content: scene.say("talk-unknown", &[("text", (&text).into())]), ..Message::default() }
}

/// Which talks an autocompletion offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// All of them; what runs or is still to come stands first.
    All,
    /// Those of which one can still be reminded.
    Ahead,
}

/// What autocompletion offers for a talk, best first.
#[must_use]
pub fn choices(scene: &Scene<'_>, typed: &str, offered: Offered) -> Vec<Choice> {
    let talks = scene.schedule.talks();
    let mut talks: Vec<TalkRef<'_>> = match offered {
        Offered::All => talks.collect(),
        Offered::Ahead => talks.filter(|found| can_be_reminded(scene, found.talk)).collect(),
    };
    if typed.trim().is_empty() {
        talks.sort_by_key(|found| (found.talk.end <= scene.now, found.talk.start));
    }
    let found = search_among(&talks, typed, CHOICES);
    found
        .into_iter()
        .map(|TalkRef { talk, .. }| {
            let speakers = talk.speakers.join(", ");
            let name = if speakers.is_empty() { talk.title.clone() } else { format!("{} ({speakers})", talk.title) };
            Choice { name: shorten(&name, CHOICE_LIMIT), value: talk.id.to_string() }
        })
        .collect()
}

/// The answer where no conference is.
#[must_use]
pub fn no_conference(words: &Words, in_server: bool) -> Message {
    let id = if in_server { "no-conference" } else { "no-conference-direct" };
    Message { content: words.say(id, &[]), ..Message::default() }
}

/// The answer to who may not do what only organisers may.
#[must_use]
pub fn organisers_only(words: &Words) -> Message {
    Message { content: words.say("organisers-only", &[]), ..Message::default() }
}

/// The answer to a button of a programme that is gone.
#[must_use]
pub fn button_outdated(words: &Words) -> Message {
    Message { content: words.say("button-outdated", &[]), ..Message::default() }
}

/// The answer to a command that this version does not have: Discord shows commands of an earlier one for a while.
#[must_use]
pub fn command_unknown(words: &Words) -> Message {
    Message { content: words.say("command-unknown", &[]), ..Message::default() }
}

/// The answer when something went wrong on our side.
#[must_use]
pub fn went_wrong(words: &Words) -> Message {
    Message { content: words.say("went-wrong", &[]), ..Message::default() }
}

fn running_now(scene: &Scene<'_>, talk: TalkRef<'_>, next: Option<TalkRef<'_>>) -> Message {
    let ends = relative(scene, "ends", talk.talk.end);
    let after = match next {
        Some(next) => scene.say(
            "now-next",
            &[("relative", timestamp(next.talk.start, 'R').into()), ("title", title(next.talk).into())],
        ),
        None => scene.say("now-last", &[]),
    };
    glance(scene, talk, format!("{ends}\n{after}"))
}

fn nothing_yet(scene: &Scene<'_>, next: TalkRef<'_>) -> Message {
    let began = next.session.start() <= scene.now;
    let id = if began { "now-pause" } else { "now-before" };
    let relative = timestamp(next.talk.start, 'R');
    let content = scene.say(id, &[("session", short(&next.session.title).into()), ("relative", (&relative).into())]);
    glance(scene, next, content)
}

/// Before several sessions at once.
fn before(scene: &Scene<'_>, next: TalkRef<'_>) -> String {
    scene.say("now-before-parallel", &[("relative", timestamp(next.talk.start, 'R').into())])
}

fn over(scene: &Scene<'_>, ended: &Session) -> Message {
    let content = scene.say(
        "now-ended",
        &[
            ("session", short(&ended.title).into()),
            ("relative", timestamp(ended.end(), 'R').into()),
            ("end", timestamp(ended.end(), 'f').into()),
        ],
    );
    let button = scene.button("button-schedule", Action::Schedule(ended.id.clone()), None);
    Message { content, buttons: vec![button], ..Message::default() }
}

/// A talk with the beginning of its abstract, and a button to the whole.
fn glance(scene: &Scene<'_>, found: TalkRef<'_>, content: String) -> Message {
    let beginning = found.talk.summary.as_deref().map(|summary| shorten(&escape(summary), GLANCE));
    let embed = scene.talk_with(found, beginning);
    let has_abstract = found.talk.summary.is_some();
    let button = || scene.button("button-abstract", Action::Abstract(found.talk.id.clone(), 0), None);
    Message {
        content,
        embed: Some(embed),
        buttons: has_abstract.then(button).into_iter().chain(scene.remind_button(found.talk)).collect(),
        ..Message::default()
    }
}

fn abstract_page(scene: &Scene<'_>, talk: &Talk, pages: &[String], page: usize) -> Message {
    let counted: [(&str, Word<'_>); 2] = [("page", (page + 1).into()), ("pages", pages.len().into())];
    let next = (page + 1 < pages.len()).then(|| u8::try_from(page + 1).ok()).flatten();
    let next = next.map(|next| scene.button("button-next-page", Action::Abstract(talk.id.clone(), next), None));
    Message {
        embed: Some(Embed {
            title: Some(title(talk)),
            description: pages[page].clone(),
            footer: Some(scene.say("abstract-page", &counted)),
            tone: tone(talk),
            ..Embed::default()
        }),
        buttons: next.into_iter().collect(),
        ..Message::default()
    }
}

fn when(scene: &Scene<'_>, talk: &Talk) -> String {
    match scene.now {
        _ if talk.cancelled => scene.say("talk-cancelled", &[]),
        now if now < talk.start => relative(scene, "starts", talk.start),
        now if now < talk.end => relative(scene, "ends", talk.end),
        _ => relative(scene, "ended", talk.end),
    }
}

fn relative(scene: &Scene<'_>, id: &str, instant: chrono::DateTime<chrono::Utc>) -> String {
    scene.say(id, &[("relative", timestamp(instant, 'R').into())])
}
