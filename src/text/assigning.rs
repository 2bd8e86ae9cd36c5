//! What organisers assign: a channel to a room or a session, a member to a name in the programme.

use super::markdown::shorten;
use super::parts::{Scene, safe_name, short};
use super::{Action, Button, ComponentId, Embed, Mark, Menu, Message, Offer, Offers, Organising, Place, Style};
use crate::announce::{ChannelId, UserId};

/// Names on a page: offers of a menu, by Discord's documentation of components.
pub const PAGE: usize = 25;
/// Characters of an offer.
const OFFER_LIMIT: usize = 100;
/// Characters of the list.
const LIST_LIMIT: usize = 3600;

/// A name and what it is assigned to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// A room, a session's title or somebody's name. Foreign text.
    pub name: String,
    /// What stands for it in a component: a session's id; else empty.
    pub id: String,
    /// What it is assigned to.
    pub to: Option<Assignee>,
    /// Whether the configuration file says so.
    pub declared: bool,
    /// What is to be known of it, as the end of its line: that somebody moderates, or that the programme has no such room.
    pub note: Option<&'static str>,
}

/// What something is assigned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assignee {
    /// A channel of the server.
    Channel(ChannelId),
    /// A member of the server.
    User(UserId),
}

/// What a page of assignments shows.
#[derive(Clone, Copy, Debug)]
pub struct Assignments<'a> {
    /// What was just done, if anything was.
    pub said: Option<&'a str>,
    /// The page, counted from 0.
    pub page: u8,
    /// All names that can be chosen.
    pub names: &'a [Assigned],
    /// Sessions that have a channel of their own.
    pub sessions: &'a [Assigned],
    /// What is suggested, and nobody has decided.
    pub suggested: &'a [(String, Assignee)],
    /// The number of the suggestions, to be accepted.
    pub number: Option<u32>,
}

impl Assignee {
    fn mention(self) -> String {
        match self {
            Self::Channel(channel) => format!("<#{channel}>"),
            Self::User(user) => format!("<@{user}>"),
        }
    }
}

/// `/conference routes`: where rooms and sessions go.
#[must_use]
pub fn routes(scene: &Scene<'_>, shown: &Assignments<'_>) -> Message {
    let channel = format!("<#{}>", scene.route.channel);
    let head = scene.say("routes", &[("conference", short(&scene.schedule.title).into()), ("channel", channel.into())]);
    let page = Page { scene, words: "routes", shown };
    let sessions = shown.sessions.iter().map(|session| page.line("routes-session", session));
    let rooms = page.menu(shown.names_here(), Organising::PickRoom(shown.page), "routes-choose");
    let own = page.menu(shown.sessions, Organising::PickSession, "routes-choose-session");
    let turn = [shown.page.checked_sub(1), shown.later()].map(|page| page.map(Organising::Routes));
    page.message(head, sessions.collect(), [rooms, own], turn)
}

/// `/conference moderators`: who the people of the programme are.
#[must_use]
pub fn people(scene: &Scene<'_>, shown: &Assignments<'_>) -> Message {
    let head = scene.say("people", &[("conference", short(&scene.schedule.title).into())]);
    let page = Page { scene, words: "people", shown };
    let names = page.menu(shown.names_here(), Organising::PickPerson(shown.page), "people-choose");
    let turn = [shown.page.checked_sub(1), shown.later()].map(|page| page.map(Organising::People));
    page.message(head, Vec::new(), [names, None], turn)
}

/// One room or session, and the channel that it has.
#[must_use]
pub fn edit_route(scene: &Scene<'_>, place: &Place, assigned: &Assigned) -> Message {
    let menu = Organising::ChooseChannel(place.clone());
    let editor =
        Editor { words: "routes", menu, offers: Offers::Channels, drop: Organising::DropChannel(place.clone()) };
    editor.message(scene, assigned, Organising::Routes(0))
}

/// Somebody of the programme, and who that is.
#[must_use]
pub fn edit_person(scene: &Scene<'_>, assigned: &Assigned) -> Message {
    let mark = Mark::of(&assigned.name);
    let (menu, drop) = (Organising::ChoosePerson(mark), Organising::DropPerson(mark));
    Editor { words: "people", menu, offers: Offers::Users, drop }.message(scene, assigned, Organising::People(0))
}

/// What was decided, as a sentence: `id` of it names the catalogue's.
#[must_use]
pub fn assigned(scene: &Scene<'_>, id: &str, name: &str, to: Option<Assignee>) -> String {
    let to = to.map(Assignee::mention).unwrap_or_default();
    scene.say(id, &[("name", short(name).into()), ("to", to.into())])
}

/// A warning that talkbell cannot post in a channel.
#[must_use]
pub fn lacking(scene: &Scene<'_>, channel: ChannelId, permissions: &[&str]) -> String {
    let arguments = [("to", format!("<#{channel}>").into()), ("permissions", permissions.join(", ").into())];
    scene.say("routes-lacking", &arguments)
}

impl Assignments<'_> {
    fn names_here(&self) -> &[Assigned] {
        self.names.chunks(PAGE).nth(self.page.into()).unwrap_or_default()
    }

    fn later(&self) -> Option<u8> {
        let later = self.page.checked_add(1)?;
        (usize::from(later) * PAGE < self.names.len()).then_some(later)
    }
}

struct Page<'a> {
    scene: &'a Scene<'a>,
    words: &'static str,
    shown: &'a Assignments<'a>,
}

impl Page<'_> {
    fn line(&self, words: &str, assigned: &Assigned) -> String {
        let name = safe_name(&assigned.name);
        let suggested = self.shown.suggested.iter().find(|(suggested, _)| *suggested == assigned.name);
        let line = match (assigned.to, suggested) {
            (Some(to), _) => {
                let id = if assigned.declared { format!("{words}-line-declared") } else { format!("{words}-line") };
                self.scene.say(&id, &[("name", name.into()), ("to", to.mention().into())])
            }
            (None, Some((name, to))) => self.suggestion(name, *to),
            (None, None) => self.scene.say(&format!("{words}-line-none"), &[("name", name.into())]),
        };
        match assigned.note {
            Some(note) => self.scene.say(note, &[("line", line.into())]),
            None => line,
        }
    }

    fn suggestion(&self, name: &str, to: Assignee) -> String {
        let arguments = [("name", safe_name(name).into()), ("to", to.mention().into())];
        self.scene.say(&format!("{}-suggested", self.words), &arguments)
    }

    fn menu(&self, names: &[Assigned], picks: Organising, placeholder: &str) -> Option<Menu> {
        let offer = |assigned: &Assigned| Offer {
            label: shorten(&assigned.name, OFFER_LIMIT),
            value: if assigned.id.is_empty() { Mark::of(&assigned.name).to_string() } else { assigned.id.clone() },
            description: None,
            chosen: false,
        };
        (!names.is_empty()).then(|| Menu {
            id: self.id(picks),
            placeholder: self.scene.say(placeholder, &[]),
            offers: Offers::Texts(names.iter().take(PAGE).map(offer).collect()),
            least: 1,
            most: 1,
        })
    }

    fn message(
        &self,
        head: String,
        sessions: Vec<String>,
        menus: [Option<Menu>; 2],
        turn: [Option<Organising>; 2],
    ) -> Message {
        let Self { scene, words, shown } = self;
        let here = |name: &String| shown.names_here().iter().any(|shown| shown.name == *name);
        let of_other_pages = shown.suggested.iter().filter(|(name, _)| !here(name));
        let of_other_pages = of_other_pages.map(|(name, to)| self.suggestion(name, *to));
        let names = shown.names_here().iter().map(|name| self.line(words, name));
        let lines = of_other_pages.chain(names).chain(sessions);
        let mut lines: Vec<String> = lines.collect();
        if lines.is_empty() {
            lines.push(scene.say(&format!("{words}-none"), &[]));
        }
        let use_these = shown.number.filter(|_| !shown.suggested.is_empty()).map(|number| {
            let label = scene.say("button-use-these", &[("count", shown.suggested.len().into())]);
            Button::new(label, self.id(Organising::Accept(number))).styled(Style::Good)
        });
        let labels = ["button-page-earlier", "button-page-later"];
        let turns = turn
            .into_iter()
            .zip(labels)
            .filter_map(|(turn, label)| Some(Button::new(scene.say(label, &[]), self.id(turn?))));
        Message {
            content: shown.said.map(str::to_owned).into_iter().chain([head]).collect::<Vec<_>>().join("\n"),
            embed: Some(Embed { description: scene.list("assigned-more", &lines, LIST_LIMIT), ..Embed::default() }),
            menus: menus.into_iter().flatten().collect(),
            buttons: use_these.into_iter().chain(turns).collect(),
            ..Message::default()
        }
    }

    fn id(&self, organising: Organising) -> ComponentId {
        component(self.scene, organising)
    }
}

struct Editor {
    words: &'static str,
    menu: Organising,
    offers: Offers,
    drop: Organising,
}

impl Editor {
    fn message(self, scene: &Scene<'_>, assigned: &Assigned, back: Organising) -> Message {
        let Self { words, menu, offers, drop } = self;
        let end = match (assigned.to, assigned.declared) {
            (Some(_), true) => "-edit-declared",
            (Some(_), false) => "-edit",
            (None, _) => "-edit-none",
        };
        let head = self::assigned(scene, &format!("{words}{end}"), &assigned.name, assigned.to);
        let hint = (!assigned.declared).then(|| scene.say(&format!("{words}-hint"), &[]));
        let menu = Menu {
            id: component(scene, menu),
            placeholder: scene.say(&format!("{words}-choose-one"), &[]),
            offers,
            least: 1,
            most: 1,
        };
        let may_drop = assigned.to.is_some() && !assigned.declared;
        let drop = Button::new(scene.say(&format!("button-{words}-drop"), &[]), component(scene, drop));
        let back = Button::new(scene.say("button-back", &[]), component(scene, back));
        Message {
            content: std::iter::once(head).chain(hint).collect::<Vec<_>>().join("\n"),
            menus: (!assigned.declared).then_some(menu).into_iter().collect(),
            buttons: vec![drop.styled(Style::Danger).enabled(may_drop), back],
            ..Message::default()
        }
    }
}

fn component(scene: &Scene<'_>, organising: Organising) -> ComponentId {
    ComponentId { conference: scene.conference.clone(), action: Action::Organise(organising), notice: None }
}
