//! `/schedule`: a session's programme, and the way to the others of its day and to other days.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::markdown::{shorten, timestamp};
use super::parts::{Scene, short};
use super::{Action, Button, ComponentId, Embed, Link, Menu, Message, Offer, Offers, Word};
use crate::schedule::{Session, SessionId};

/// Characters of a list inside an embed.
const LIST_LIMIT: usize = 3000;
/// Characters of the list of other sessions.
const OTHER_SESSIONS_LIMIT: usize = 900;
/// Where there are more sessions than these, a list of all of them says nothing.
const LISTED_SESSIONS: usize = 8;
/// Offers of a menu, and the characters of one: Discord's documentation of select menus.
const OFFERS: usize = 25;
const OFFER_LIMIT: usize = 100;
/// As messages are limited.
const BUTTON_LIMIT: usize = 80;

/// Which session is shown, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Browsing<'a> {
    /// The session; without one, the one that runs or comes next.
    pub session: Option<&'a SessionId>,
    /// The page of the menu of sessions, counted from 0; without one, the page that has the session.
    pub page: Option<u8>,
    /// Everyone sees it: then nobody turns its pages, for they would turn for all.
    pub public: bool,
}

/// `/schedule`: a session, with the others below.
#[must_use]
pub fn schedule_answer(scene: &Scene<'_>, shown: Browsing<'_>) -> Message {
    let named = shown.session.map(|id| scene.schedule.session(id));
    let session = match named {
        Some(None) => return Message { content: scene.say("button-outdated", &[]), ..Message::default() },
        Some(Some(session)) => session,
        None => match scene.schedule.current_talk(scene.now) {
            Some(found) => found.session,
            None => return Message { content: scene.say("no-conference", &[]), ..Message::default() },
        },
    };
    let talks = scene.talk_list(session.talks.iter(), LIST_LIMIT);
    let browse = Browse { scene, session, today: day_of(scene, session) };
    let (menus, more) = if shown.public { (Vec::new(), None) } else { browse.menus(shown.page) };
    Message {
        content: session_when(scene, session),
        embed: Some(Embed {
            author: session.room.as_deref().map(|room| shorten(room, OFFER_LIMIT)),
            title: Some(short(&session.title)),
            description: [Some(talks), browse.others()].into_iter().flatten().collect::<Vec<_>>().join("\n\n"),
            ..Embed::default()
        }),
        menus: scene.remind_menu(session).into_iter().chain(menus).collect(),
        buttons: more.into_iter().collect(),
        links: browse.calendar().into_iter().collect(),
        ..Message::default()
    }
}

/// The first session of a local day that is not over, else its first.
#[must_use]
pub fn session_of_day<'a>(scene: &Scene<'a>, day: NaiveDate) -> Option<&'a SessionId> {
    let of_day = scene.schedule.sessions.iter().filter(|session| day_of(scene, session) == day);
    of_day.min_by_key(|session| (session.end() <= scene.now, session.start())).map(|session| &session.id)
}

struct Browse<'a> {
    scene: &'a Scene<'a>,
    session: &'a Session,
    today: NaiveDate,
}

impl Browse<'_> {
    /// The other sessions, where they are few enough to be read.
    fn others(&self) -> Option<String> {
        let others = self.scene.schedule.sessions.iter().filter(|other| other.id != self.session.id);
        let lines: Vec<String> =
            others.map(|other| format!("{} · {}", timestamp(other.start(), 'f'), short(&other.title))).collect();
        (1..=LISTED_SESSIONS).contains(&lines.len()).then(|| {
            let list = self.scene.list("more-sessions", &lines, OTHER_SESSIONS_LIMIT);
            format!("**{}**\n{list}", self.scene.say("schedule-other", &[]))
        })
    }

    /// The menus of days and of sessions, and the button that turns a page of the latter.
    fn menus(&self, page: Option<u8>) -> (Vec<Menu>, Option<Button>) {
        let days: BTreeSet<NaiveDate> =
            self.scene.schedule.sessions.iter().map(|session| day_of(self.scene, session)).collect();
        let days = (days.len() > 1).then(|| self.day_menu(&days));
        let sessions = self.of_day();
        if sessions.len() < 2 {
            return (days.into_iter().collect(), None);
        }
        let place = sessions.iter().position(|session| session.id == self.session.id).unwrap_or_default();
        let pages = sessions.len().div_ceil(OFFERS);
        let page = page.map_or(place / OFFERS, usize::from).min(pages - 1);
        let menu = self.session_menu(sessions.iter().skip(page * OFFERS).take(OFFERS));
        let next = u8::try_from((page + 1) % pages).unwrap_or_default();
        let label = self.scene.say("button-more-sessions", &[("page", (page + 1).into()), ("pages", pages.into())]);
        let more = Button::new(shorten(&label, BUTTON_LIMIT), self.id(Action::Sessions(self.session.id.clone(), next)));
        (days.into_iter().chain([menu]).collect(), (pages > 1).then_some(more))
    }

    /// The sessions of the same day: what runs or comes first, what is over last.
    fn of_day(&self) -> Vec<&Session> {
        let all = self.scene.schedule.sessions.iter();
        let mut sessions: Vec<&Session> = all.filter(|session| day_of(self.scene, session) == self.today).collect();
        sessions.sort_by(|a, b| {
            let key = |session: &Session| (session.end() <= self.scene.now, session.start());
            (key(a), &a.room).cmp(&(key(b), &b.room))
        });
        sessions
    }

    fn session_menu<'b>(&self, sessions: impl Iterator<Item = &'b &'b Session>) -> Menu {
        let zone = self.scene.schedule.time_zone;
        let offers = sessions.map(|session| {
            // A menu shows no timestamps, so the programme's own time stands there, with its zone.
            let (start, end) = (session.start().with_timezone(&zone), session.end().with_timezone(&zone));
            let times = format!("{} – {}", start.format("%H:%M"), end.format("%H:%M %Z"));
            let place = session.room.as_deref().map(|room| format!(" · {room}")).unwrap_or_default();
            Offer {
                label: shorten(&session.title, OFFER_LIMIT),
                value: session.id.to_string(),
                description: Some(shorten(&format!("{times}{place}"), OFFER_LIMIT)),
                chosen: session.id == self.session.id,
            }
        });
        self.menu("menu-sessions", Action::PickSession, offers.collect())
    }

    fn day_menu(&self, days: &BTreeSet<NaiveDate>) -> Menu {
        // A conference of more than 25 days is looked at from today on.
        let first = days.iter().position(|day| *day == self.today).unwrap_or_default();
        let first = first.min(days.len().saturating_sub(OFFERS));
        let offers = days.iter().skip(first).take(OFFERS).map(|day| Offer {
            label: named_day(self.scene, *day),
            value: day.to_string(),
            description: None,
            chosen: *day == self.today,
        });
        self.menu("menu-days", Action::PickDay, offers.collect())
    }

    fn menu(&self, placeholder: &str, action: Action, offers: Vec<Offer>) -> Menu {
        let placeholder = self.scene.say(placeholder, &[]);
        Menu { id: self.id(action), placeholder, offers: Offers::Texts(offers), least: 1, most: 1 }
    }

    fn calendar(&self) -> Option<Link> {
        let url = format!("{}/calendar/{}.ics", self.scene.board?, self.scene.conference);
        Some(Link { label: self.scene.say("button-calendar", &[]), url })
    }

    fn id(&self, action: Action) -> ComponentId {
        ComponentId { conference: self.scene.conference.clone(), action, notice: None }
    }
}

/// A day with its weekday and year.
pub(super) fn named_day(scene: &Scene<'_>, day: NaiveDate) -> String {
    let number = |number: u32| Word::from(i64::from(number));
    let filled_in = [
        ("weekday", number(day.weekday().number_from_monday())),
        ("day", day.day().to_string().into()),
        ("month", number(day.month())),
        ("year", day.year().to_string().into()),
    ];
    scene.say("menu-day", &filled_in)
}

fn day_of(scene: &Scene<'_>, session: &Session) -> NaiveDate {
    session.start().with_timezone(&scene.schedule.time_zone).date_naive()
}

fn session_when(scene: &Scene<'_>, session: &Session) -> String {
    let relative = |id: &str, instant| scene.say(id, &[("relative", timestamp(instant, 'R').into())]);
    match scene.now {
        _ if session.is_cancelled() => scene.say("session-cancelled", &[]),
        now if now < session.start() => relative("starts", session.start()),
        now if now < session.end() => relative("ends", session.end()),
        _ => relative("ended", session.end()),
    }
}
