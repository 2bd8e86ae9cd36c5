//! What is said to one who asked to be reminded.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::markdown::{shorten, timestamp};
use super::parts::{Scene, is_presented, minutes, short, title};
use super::{Action, Button, ComponentId, Embed, Menu, Message, Offer, Offers, Style, Words};
use crate::announce::{Notice, Reminder, is_worth_telling};
use crate::schedule::{Changes, Named, Session, Talk, TalkId, TalkRef};

/// Offers of a menu, and the characters of one: Discord's documentation of select menus.
const OFFERS: usize = 25;
const OFFER_LIMIT: usize = 100;
/// Characters of a list inside an embed.
const LIST_LIMIT: usize = 3500;
/// How alike two titles are, from 0 to 1, of which one is the other corrected.
const CORRECTED: f64 = 0.7;

/// The message before the talk.
pub(super) fn reminder(scene: &Scene<'_>, notice: &Notice, found: TalkRef<'_>) -> Message {
    let TalkRef { talk, .. } = found;
    let begun = talk.start <= scene.now;
    let left = minutes(scene.now, talk.start);
    let id = if begun { "reminder-late" } else { "reminder" };
    let content = scene.say(
        id,
        &[
            ("title", title(talk).into()),
            ("minutes", left.into()),
            ("time", timestamp(talk.start, 't').into()),
            ("relative", timestamp(talk.start, 'R').into()),
            ("where", place(scene, found).into()),
        ],
    );
    let digest = notice.key().digest();
    let action = match talk.summary {
        Some(_) => ("button-abstract", Action::Abstract(talk.id.clone(), 0)),
        None => ("button-now", Action::Now),
    };
    let mine = scene.button("button-reminders", Action::Reminders, None);
    Message { content, buttons: vec![scene.button(action.0, action.1, Some(digest)), mine], ..Message::default() }
}

/// The message about what changed, to one who asked to be reminded of it.
#[must_use]
pub fn reminder_change(scene: &Scene<'_>, change: &Notice, lines: &[String]) -> Message {
    let digest = change.key().digest();
    let all: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
    Message {
        content: scene.say("reminder-changes", &[("count", lines.len().into())]),
        embed: Some(Embed { description: scene.list("changes-more", &all, LIST_LIMIT), ..Embed::default() }),
        buttons: vec![
            scene.button("button-now", Action::Now, Some(digest)),
            scene.button("button-reminders", Action::Reminders, None),
        ],
        ..Message::default()
    }
}

/// What those are told who asked to be reminded, a text a talk: of what is still to come, that it moved, was called off or
/// takes place after all, is elsewhere, or is another talk by its title.
#[must_use]
pub fn reminder_lines(scene: &Scene<'_>, changes: &Changes) -> BTreeMap<TalkId, String> {
    let ahead = |start: DateTime<Utc>| start > scene.now;
    let news = |talk: &Named| ahead(talk.start) && !talk.cancelled;
    let mut told: BTreeMap<TalkId, Vec<String>> = BTreeMap::new();
    let mut tell = |talk: &Named, line: String| told.entry(talk.id.clone()).or_default().push(line);
    let one = |id: &str, talk: &Named| {
        scene.say(id, &[("title", short(&talk.title).into()), ("start", timestamp(talk.start, 't').into())])
    };
    for talk in changes.cancelled.iter().chain(&changes.removed).filter(|talk| ahead(talk.start)) {
        tell(talk, one("change-cancelled", talk));
    }
    // One that had vanished comes back as a new one.
    for talk in changes.restored.iter().chain(&changes.added).filter(|talk| news(talk)) {
        tell(talk, one("change-restored", talk));
    }
    let moved = changes.moved.iter().filter(|moved| !moved.talk.cancelled && is_worth_telling(moved));
    for moved in moved.filter(|moved| ahead(moved.from.start) || ahead(moved.to.start)) {
        let same_day = moved.from.start.with_timezone(&scene.schedule.time_zone).date_naive()
            == moved.to.start.with_timezone(&scene.schedule.time_zone).date_naive();
        let style = if same_day { 't' } else { 'f' };
        let (from, to) = (timestamp(moved.from.start, style), timestamp(moved.to.start, style));
        let arguments = [("title", short(&moved.talk.title).into()), ("from", from.into()), ("to", to.into())];
        tell(&moved.talk, scene.say("change-moved", &arguments));
    }
    for room in changes.room.iter().filter(|room| news(&room.talk)) {
        let Some(to) = &room.to else { continue };
        let arguments = [("title", short(&room.talk.title).into()), ("to", short(to).into())];
        tell(&room.talk, scene.say("change-room", &arguments));
    }
    for renamed in changes.title.iter().filter(|renamed| news(&renamed.talk)) {
        let (from, to) = (renamed.from.to_lowercase(), renamed.to.to_lowercase());
        if strsim::normalized_damerau_levenshtein(&from, &to) < CORRECTED {
            let arguments = [("from", short(&renamed.from).into()), ("to", short(&renamed.to).into())];
            tell(&renamed.talk, scene.say("change-title", &arguments));
        }
    }
    told.into_iter().map(|(talk, lines)| (talk, lines.join(" "))).collect()
}

/// Whether somebody can still ask to be reminded of a talk.
#[must_use]
pub fn can_be_reminded(scene: &Scene<'_>, talk: &Talk) -> bool {
    scene.reminds && !talk.cancelled && talk.start > scene.now
}

/// What a wish came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminding<'a> {
    /// The talks of which there will be a reminder, each with how long before.
    pub kept: Vec<(TalkRef<'a>, TimeDelta)>,
    /// How long before the asker wished for.
    pub wanted: TimeDelta,
    /// The talks for which there is no time left, or which are over or cancelled.
    pub past: Vec<TalkRef<'a>>,
    /// Whether direct messages do not seem to reach the asker.
    pub closed: bool,
}

/// The confirmation.
#[must_use]
pub fn reminding(scene: &Scene<'_>, reminding: &Reminding<'_>) -> Message {
    let kept = reminding.kept.iter().map(|(found, lead)| {
        let arguments = [
            ("title", title(found.talk).into()),
            ("time", timestamp(found.talk.start - *lead, 't').into()),
            ("minutes", lead.num_minutes().into()),
            ("relative", timestamp(found.talk.start - *lead, 'R').into()),
        ];
        let shortened = if *lead < reminding.wanted { "remind-shorter" } else { "remind" };
        scene.say(shortened, &arguments)
    });
    let past = reminding.past.iter().map(|found| {
        let id = match found.talk {
            talk if talk.cancelled => "remind-cancelled",
            talk if talk.end <= scene.now => "remind-over",
            talk if talk.start <= scene.now => "remind-runs",
            _ => "remind-soon",
        };
        let relative = timestamp(found.talk.start, 'R');
        let place = place(scene, *found);
        scene.say(id, &[("title", title(found.talk).into()), ("relative", relative.into()), ("where", place.into())])
    });
    let mut lines: Vec<String> = kept.chain(past).collect();
    let buttons = match reminding.kept.as_slice() {
        [] => Vec::new(),
        [(only, _)] => vec![
            scene.button("button-undo", Action::Unremind(only.talk.id.clone()), None),
            scene.button("button-reminders", Action::Reminders, None),
        ],
        _ => vec![scene.button("button-reminders", Action::Reminders, None)],
    };
    lines.extend((reminding.closed && !buttons.is_empty()).then(|| scene.say("remind-closed", &[])));
    Message { content: lines.join("\n"), buttons, ..Message::default() }
}

/// The answer to one who drops a reminder.
#[must_use]
pub fn reminder_dropped(scene: &Scene<'_>, found: TalkRef<'_>) -> Message {
    let again = scene.button("button-remind-again", Action::Remind(found.talk.id.clone()), None);
    Message {
        content: scene.say("remind-dropped", &[("title", title(found.talk).into())]),
        buttons: can_be_reminded(scene, found.talk).then_some(again).into_iter().collect(),
        ..Message::default()
    }
}

/// The answer to one who wants more reminders than anybody may have.
#[must_use]
pub fn reminders_full(scene: &Scene<'_>, most: usize) -> Message {
    Message {
        content: scene.say("remind-full", &[("count", most.into())]),
        buttons: vec![scene.button("button-reminders", Action::Reminders, None)],
        ..Message::default()
    }
}

/// One of somebody's reminders, with the scene of its conference.
pub struct Mine<'a> {
    /// Where it belongs.
    pub scene: Scene<'a>,
    /// What was asked.
    pub reminder: &'a Reminder,
}

/// `/reminders`: what somebody asked to be reminded of and is still to come, with what drops one or all of it.
#[must_use]
pub fn reminder_list(words: &Words, mine: &[Mine<'_>], closed: bool) -> Message {
    let found = mine.iter().filter_map(|mine| Some((mine, mine.scene.schedule.talk(&mine.reminder.talk)?)));
    let mut ahead: Vec<_> = found.filter(|(mine, found)| can_be_reminded(&mine.scene, found.talk)).collect();
    ahead.sort_by_key(|(_, found)| found.talk.start);
    let Some((first, _)) = ahead.first() else {
        return Message { content: words.say("reminders-none", &[]), ..Message::default() };
    };
    let lines: Vec<String> = ahead
        .iter()
        .map(|(Mine { scene, reminder }, found)| {
            let arguments = [
                ("title", title(found.talk).into()),
                ("time", timestamp(found.talk.start, 'f').into()),
                ("where", place(scene, *found).into()),
                ("minutes", reminder.lead.num_minutes().into()),
            ];
            format!("- {}", scene.say("reminders-line", &arguments))
        })
        .collect();
    let id = |action| ComponentId { conference: first.scene.conference.clone(), action, notice: None };
    let offers = ahead.iter().take(OFFERS).map(|(mine, found)| Offer {
        label: shorten(&found.talk.title, OFFER_LIMIT),
        value: format!("{}/{}", mine.scene.conference, found.talk.id),
        description: None,
        chosen: false,
    });
    let menu = Menu {
        id: id(Action::DropReminder),
        placeholder: words.say("reminders-drop", &[]),
        offers: Offers::Texts(offers.collect()),
        least: 1,
        most: 1,
    };
    let drop_all = Button::new(words.say("button-drop-all", &[]), id(Action::DropReminders(false)));
    let note = closed.then(|| words.say("remind-closed", &[]));
    let said = words.say("reminders", &[("count", ahead.len().into())]);
    Message {
        content: [Some(said), note].into_iter().flatten().collect::<Vec<_>>().join("\n"),
        embed: Some(Embed { description: first.scene.list("reminders-more", &lines, LIST_LIMIT), ..Embed::default() }),
        menus: vec![menu],
        buttons: vec![drop_all],
        ..Message::default()
    }
}

/// Asks once before all reminders are dropped.
#[must_use]
pub fn drop_all_question(scene: &Scene<'_>, count: usize) -> Message {
    let sure = scene.button("button-drop-all-sure", Action::DropReminders(true), None).styled(Style::Danger);
    let keep = scene.button("button-keep", Action::KeepReminders, None);
    Message {
        content: scene.say("reminders-drop-all", &[("count", count.into())]),
        buttons: vec![sure, keep],
        ..Message::default()
    }
}

/// The answer where a conference reminds nobody, or the store does not answer.
#[must_use]
pub fn cannot_remind(words: &Words, busy: bool) -> Message {
    let id = if busy { "remind-busy" } else { "remind-off" };
    Message { content: words.say(id, &[]), ..Message::default() }
}

impl Scene<'_> {
    /// The button under what announces a talk that is still to come.
    pub(super) fn remind_button(&self, talk: &Talk) -> Option<Button> {
        let asks = || self.button("button-remind", Action::Remind(talk.id.clone()), None);
        can_be_reminded(self, talk).then(asks)
    }

    /// The menu under what lists a session: which of its talks to be reminded of.
    pub(super) fn remind_menu(&self, session: &Session) -> Option<Menu> {
        let offers: Vec<Offer> = session
            .talks
            .iter()
            .filter(|talk| can_be_reminded(self, talk) && is_presented(talk))
            .take(OFFERS)
            .map(|talk| {
                let speakers = shorten(&talk.speakers.join(" · "), OFFER_LIMIT);
                Offer {
                    label: shorten(&talk.title, OFFER_LIMIT),
                    value: talk.id.to_string(),
                    description: (!speakers.is_empty()).then_some(speakers),
                    chosen: false,
                }
            })
            .collect();
        (!offers.is_empty()).then(|| Menu {
            id: ComponentId { conference: self.conference.clone(), action: Action::RemindOf, notice: None },
            placeholder: self.say("remind-menu", &[]),
            least: 1,
            most: u8::try_from(offers.len()).unwrap_or(1),
            offers: Offers::Texts(offers),
        })
    }
}

/// Where a talk is heard: its channel, and its room if it has one.
fn place(scene: &Scene<'_>, found: TalkRef<'_>) -> String {
    let channel = format!("<#{}>", scene.route.of_talk(found));
    match found.room() {
        Some(room) => format!("{channel} · {}", short(room)),
        None => channel,
    }
}
