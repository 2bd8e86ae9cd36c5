//! The wizard with which a conference is set up, and what an import shows before it is taken in.

use chrono_tz::Tz;

use super::markdown::{escape, shorten, timestamp};
use super::parts::short;
use super::{
    Action, Button, ComponentId, Embed, Field, Language, Menu, Message, Modal, Offer, Offers, Organising, SetupStep,
    Style, Tone, Words,
};
use crate::announce::{ChannelId, RoleId};
use crate::schedule::{Changes, ConferenceId, Schedule};

/// Diagnostics that are shown.
const MOST_PROBLEMS: usize = 8;
/// Characters of one.
const PROBLEM_LIMIT: usize = 220;

/// Zones that are offered; any other can be typed.
const ZONES: [&str; 24] = [
    "UTC",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Lisbon",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Athens",
    "Europe/Helsinki",
    "Africa/Johannesburg",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
];

/// A conference in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupView<'a> {
    /// Its id to be.
    pub conference: &'a ConferenceId,
    /// The number of the draft.
    pub number: u32,
    /// What it is called.
    pub name: &'a str,
    /// The address of its programme, as it may be shown.
    pub source: Option<&'a str>,
    /// What was found there, or why nothing was.
    pub found: Option<Result<String, String>>,
    /// Where the audience is.
    pub channel: Option<ChannelId>,
    /// Where moderators and organisers are told.
    pub moderators: Option<ChannelId>,
    /// Whom the bell mentions.
    pub role: Option<RoleId>,
    /// In which zone the programme is; `None` is what the programme says.
    pub time_zone: Option<Tz>,
    /// What talkbell will say everything in.
    pub language: Language,
}

/// The wizard, as it stands.
#[must_use]
pub fn setup(words: &Words, view: &SetupView<'_>) -> Message {
    let say = |id: &str| words.say(id, &[]);
    let value = |value: Option<String>| value.unwrap_or_else(|| say("setup-unset"));
    let source = view.source.map(|source| shorten(&escape(source), PROBLEM_LIMIT));
    let lines = [
        words.say("setup", &[("name", short(view.name).into())]),
        words.say("setup-source", &[("source", value(source).into())]),
        words.say("setup-channel", &[("channel", value(view.channel.map(|id| format!("<#{id}>"))).into())]),
        words.say("setup-moderators", &[("channel", value(view.moderators.map(|id| format!("<#{id}>"))).into())]),
        words.say("setup-role", &[("role", value(view.role.map(|id| format!("<@&{id}>"))).into())]),
        words.say("setup-zone", &[("zone", value(view.time_zone.map(|zone| zone.name().to_owned())).into())]),
        words.say("setup-language", &[("language", view.language.name().into())]),
    ];
    let embed = view.found.as_ref().map(|found| {
        let (description, tone) = match found {
            Ok(summary) => (summary.clone(), Tone::Programme),
            Err(why) => {
                (words.say("setup-unread", &[("why", shorten(&escape(why), PROBLEM_LIMIT).into())]), Tone::Alert)
            }
        };
        Embed { description, tone, ..Embed::default() }
    });
    let part = |organising| component(view.conference, organising);
    let menu = |step, placeholder: &str, offers| Menu {
        id: part(Organising::Setup(step, view.number)),
        placeholder: say(placeholder),
        offers,
        least: 0,
        most: 1,
    };
    let zones = ZONES.iter().map(|name| Offer {
        label: (*name).to_owned(),
        value: (*name).to_owned(),
        description: None,
        chosen: view.time_zone.is_some_and(|zone| zone.name() == *name),
    });
    let ready = view.channel.is_some() && !matches!(view.found, Some(Err(_)));
    Message {
        content: lines.join("\n"),
        embed,
        menus: vec![
            menu(SetupStep::Channel, "setup-choose-channel", Offers::Channels),
            menu(SetupStep::ModeratorChannel, "setup-choose-moderators", Offers::Channels),
            menu(SetupStep::PingRole, "setup-choose-role", Offers::Roles),
            menu(SetupStep::TimeZone, "setup-choose-zone", Offers::Texts(zones.collect())),
        ],
        buttons: vec![
            Button::new(say("button-setup-form"), part(Organising::Setup(SetupStep::Form, view.number))),
            Button::new(say("button-setup-look"), part(Organising::Setup(SetupStep::Look, view.number)))
                .enabled(view.source.is_some()),
            Button::new(
                words.say("button-setup-language", &[("language", view.language.next().name().into())]),
                part(Organising::Setup(SetupStep::Language, view.number)),
            ),
            Button::new(say("button-setup-done"), part(Organising::Accept(view.number)))
                .styled(Style::Good)
                .enabled(ready),
            Button::new(say("button-discard"), part(Organising::Discard(view.number))),
        ],
        ..Message::default()
    }
}

/// The form for what is typed.
#[must_use]
pub fn setup_form(words: &Words, view: &SetupView<'_>, address: Option<&str>, year: Option<i32>) -> Modal {
    let field = |name: &str, value: Option<String>, most| Field {
        name: name.to_owned(),
        label: words.say(&format!("setup-field-{name}"), &[]),
        placeholder: Some(words.say(&format!("setup-hint-{name}"), &[])),
        value,
        long: false,
        optional: true,
        most,
    };
    Modal {
        id: component(view.conference, Organising::Setup(SetupStep::Form, view.number)),
        title: words.say("setup-form", &[]),
        fields: vec![
            field("source", address.map(str::to_owned), 1000),
            field("zone", view.time_zone.map(|zone| zone.name().to_owned()), 60),
            field("year", year.map(|year| year.to_string()), 4),
        ],
    }
}

/// What a programme is, and what there is to say about it: problems are sentences with their place.
#[must_use]
pub fn programme_summary(words: &Words, schedule: &Schedule, problems: &[String]) -> String {
    let talks = || schedule.talks().map(|found| found.talk);
    let span = talks().map(|talk| talk.start).min().zip(talks().map(|talk| talk.end).max());
    let (first, last) =
        span.map_or_else(Default::default, |(first, last)| (timestamp(first, 'f'), timestamp(last, 'f')));
    let mut lines = vec![words.say(
        "programme-summary",
        &[
            ("title", short(&schedule.title).into()),
            ("sessions", schedule.sessions.len().into()),
            ("talks", talks().count().into()),
            ("first", first.into()),
            ("last", last.into()),
            ("zone", schedule.time_zone.name().into()),
        ],
    )];
    lines
        .extend(problems.iter().take(MOST_PROBLEMS).map(|line| format!("- {}", shorten(&escape(line), PROBLEM_LIMIT))));
    if problems.len() > MOST_PROBLEMS {
        lines.push(words.say("held-more", &[("count", (problems.len() - MOST_PROBLEMS).into())]));
    }
    lines.join("\n")
}

/// What an import would change, with **Apply** and **Discard**.
#[must_use]
pub fn import_preview(
    words: &Words,
    conference: &ConferenceId,
    number: u32,
    summary: String,
    changes: Option<&Changes>,
) -> Message {
    let content = match changes {
        None => words.say("import-first", &[]),
        Some(changes) if changes.is_empty() => words.say("import-same", &[]),
        Some(changes) => words.say(
            "import-changes",
            &[
                ("added", changes.added.len().into()),
                ("removed", (changes.removed.len() + changes.cancelled.len()).into()),
                ("moved", changes.moved.len().into()),
                ("room", changes.room.len().into()),
                ("title", changes.title.len().into()),
            ],
        ),
    };
    let button = |label: &str, organising| Button::new(words.say(label, &[]), component(conference, organising));
    Message {
        content,
        embed: Some(Embed { description: summary, ..Embed::default() }),
        buttons: vec![
            button("button-held-apply", Organising::Accept(number)).styled(Style::Good),
            button("button-discard", Organising::Discard(number)),
        ],
        ..Message::default()
    }
}

fn component(conference: &ConferenceId, organising: Organising) -> ComponentId {
    ComponentId { conference: conference.clone(), action: Action::Organise(organising), notice: None }
}
