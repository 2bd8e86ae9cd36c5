use chrono::TimeDelta;

use super::markdown::{shorten, timestamp};
use super::parts::{Scene, short, title};
use super::{Action, Menu, Message, Offer, Offers, Press, Style};
use crate::schedule::{Act, Effect, Session, Talk, TalkId, Unfit};

/// Offers of a menu, and the characters of one: Discord's documentation of components.
const OFFERS: usize = 25;
const OFFER_LIMIT: usize = 100;

/// Something that a moderator is about to do, and what it does.
#[derive(Clone, Copy, Debug)]
pub struct Proposal<'a> {
    /// What is done, in words: the question that is asked.
    pub question: &'a str,
    /// The talk of which the question speaks.
    pub talk: &'a TalkId,
    /// What becomes different.
    pub effect: &'a Effect,
    /// How many posted messages are edited.
    pub edited: usize,
    /// How many people are told personally.
    pub told: usize,
    /// What confirming it asks for.
    pub confirm: &'a Action,
}

/// What an act does, with the button that confirms it. `others` are talks that could be meant instead.
#[must_use]
pub fn proposal(scene: &Scene<'_>, proposal: &Proposal<'_>, other: Option<(&Action, &[&Talk])>) -> Message {
    let confirm = scene.button("button-confirm", proposal.confirm.clone(), None).styled(Style::Good);
    let menu = other.filter(|(_, talks)| !talks.is_empty()).map(|(action, talks)| {
        let offer = |talk: &&Talk| Offer {
            label: shorten(&talk.title, OFFER_LIMIT),
            value: talk.id.to_string(),
            description: Some(shorten(&talk.speakers.join(", "), OFFER_LIMIT)).filter(|names| !names.is_empty()),
            chosen: false,
        };
        Menu {
            id: super::ComponentId { conference: scene.conference.clone(), action: action.clone(), notice: None },
            placeholder: scene.say("effect-other", &[]),
            offers: Offers::Texts(talks.iter().take(OFFERS).map(offer).collect()),
            least: 1,
            most: 1,
        }
    });
    Message {
        content: format!("{}\n{}", proposal.question, consequences(scene, proposal)),
        menus: menu.into_iter().collect(),
        buttons: vec![confirm],
        ..Message::default()
    }
}

/// The question whether this is to be done to a talk of a session.
#[must_use]
pub fn question(scene: &Scene<'_>, act: &Act, effect: &Effect, session: &Session) -> String {
    let find = |id: &TalkId| session.talks.iter().find(|talk| talk.id == *id);
    let Some(talk) = find(act.talk()) else { return scene.say("talk-gone", &[]) };
    let named = ("title", title(talk).into());
    match act {
        Act::Start { at, .. } => {
            let moved = effect.moved.iter().find(|shift| shift.talk == talk.id);
            let id = match moved.map(|shift| shift.to.start > shift.from.start) {
                None => "effect-start",
                Some(true) => "effect-start-late",
                Some(false) => "effect-start-early",
            };
            let minutes = (*at - talk.start).num_minutes().abs();
            scene.say(id, &[named, ("planned", timestamp(talk.start, 't').into()), ("minutes", minutes.into())])
        }
        Act::End { at, .. } => {
            let minutes = (talk.end - *at + TimeDelta::seconds(30)).num_minutes();
            scene.say("effect-end", &[named, ("minutes", minutes.into()), ("end", timestamp(talk.end, 't').into())])
        }
        Act::Extend { minutes, .. } => {
            let end = timestamp(talk.end + act.longer_by(), 't');
            scene.say("effect-extend", &[named, ("minutes", i64::from(*minutes).into()), ("end", end.into())])
        }
        Act::Skip { .. } => scene.say("effect-skip", &[named, ("planned", timestamp(talk.start, 't').into())]),
        Act::Swap { with, .. } => {
            let with = find(with).map(title).unwrap_or_default();
            scene.say("effect-swap", &[named, ("with", with.into())])
        }
    }
}

/// What was done, as a thing: "+5 min for **this talk**". `titles` knows talks that no longer take place, too.
#[must_use]
pub fn deed(scene: &Scene<'_>, act: &Act, titles: impl Fn(&TalkId) -> Option<String>) -> String {
    let title = |id: &TalkId| titles(id).map_or_else(|| id.to_string(), |title| short(&title));
    let named = ("title", title(act.talk()).into());
    match act {
        Act::Start { .. } => scene.say("deed-start", &[named]),
        Act::End { .. } => scene.say("deed-end", &[named]),
        Act::Extend { minutes, .. } => scene.say("deed-extend", &[named, ("minutes", i64::from(*minutes).into())]),
        Act::Skip { .. } => scene.say("deed-skip", &[named]),
        Act::Swap { with, .. } => scene.say("deed-swap", &[named, ("with", title(with).into())]),
    }
}

/// Why an act cannot be done.
#[must_use]
pub fn unfit(scene: &Scene<'_>, why: Unfit) -> Message {
    let id = match why {
        Unfit::Gone => "unfit-gone",
        Unfit::Over => "unfit-over",
        Unfit::NotBegun => "unfit-not-begun",
        Unfit::NextBegun => "unfit-next-begun",
        Unfit::FarAway => "unfit-far-away",
        Unfit::NoTimeBefore => "unfit-no-time-before",
        Unfit::OnlyTalk => "unfit-only-talk",
        Unfit::NoNeighbour => "unfit-no-neighbour",
    };
    Message { content: scene.say(id, &[]), ..Message::default() }
}

/// Why there is nothing to which a button could be applied.
#[must_use]
pub fn nothing_meant(scene: &Scene<'_>, press: Press) -> Message {
    Message { content: scene.say(&format!("nothing-{}", press.code()), &[]), ..Message::default() }
}

/// What becomes different, in one sentence, and a warning if there is one to give.
fn consequences(scene: &Scene<'_>, proposal: &Proposal<'_>) -> String {
    let effect = proposal.effect;
    let others = effect.others(proposal.talk).count();
    let moves = match effect.spread(proposal.talk) {
        None => scene.say("effect-none", &[]),
        Some((least, most)) => {
            let by = |by: TimeDelta| by.num_minutes().abs();
            let count = ("count", others.into());
            match (least, most) {
                (least, most) if least == most && most > TimeDelta::zero() => {
                    scene.say("effect-later", &[count, ("minutes", by(most).into())])
                }
                (least, most) if least == most => scene.say("effect-earlier", &[count, ("minutes", by(most).into())]),
                (least, most) if least > TimeDelta::zero() => {
                    scene.say("effect-later-between", &[count, ("from", by(least).into()), ("to", by(most).into())])
                }
                (least, most) if most < TimeDelta::zero() => {
                    scene.say("effect-earlier-between", &[count, ("from", by(most).into()), ("to", by(least).into())])
                }
                _ => scene.say("effect-moves", &[count]),
            }
        }
    };
    let end = effect.end.map(|(_, end)| scene.say("effect-ends", &[("end", timestamp(end, 't').into())]));
    let counted = |id: &str, count: usize| (count > 0).then(|| scene.say(id, &[("count", count.into())]));
    let parts = [Some(moves), end, counted("effect-edited", proposal.edited), counted("effect-told", proposal.told)];
    let sentence = format!("{}.", parts.into_iter().flatten().collect::<Vec<_>>().join("; "));
    let met = effect.runs_into.as_ref().and_then(|id| scene.schedule.session(id)).map(|met| {
        let arguments = [("session", short(&met.title).into()), ("start", timestamp(met.start(), 't').into())];
        scene.say("effect-runs-into", &arguments)
    });
    [Some(sentence), met].into_iter().flatten().collect::<Vec<_>>().join("\n")
}
