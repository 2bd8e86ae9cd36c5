use std::collections::{BTreeMap, BTreeSet};

use super::{ChannelId, Destination, RoleId, UserId};
use crate::schedule::{Schedule, Session, SessionId, TalkRef, closest};

/// Where a conference's notices go, and who its moderators are on Discord. Names are compared without the case of letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Where the audience is of whatever has no channel of its own.
    pub channel: ChannelId,
    /// Channels of rooms, as the programme prints them.
    pub rooms: BTreeMap<String, ChannelId>,
    /// Channels of sessions. They win over those of rooms.
    pub sessions: BTreeMap<SessionId, ChannelId>,
    /// The same, by title: for all sessions that bear it.
    pub titles: BTreeMap<String, ChannelId>,
    /// Where moderators are reached who have no Discord id here, or whose direct messages are closed.
    pub moderator_channel: Option<ChannelId>,
    /// Where organisers are told of what needs them.
    pub organiser_channel: Option<ChannelId>,
    /// The one role that a pre-talk ping mentions.
    pub ping_role: Option<RoleId>,
    /// Names in the programme to Discord users.
    pub moderators: BTreeMap<String, UserId>,
    /// Who steps in where no moderator is there, by name.
    pub backup_moderators: BTreeMap<String, UserId>,
    /// Names of speakers in the programme to Discord users.
    pub speakers: BTreeMap<String, UserId>,
}

/// What an organiser decided by command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Routing {
    /// A room has a channel.
    Room(String, ChannelId),
    /// A session has a channel.
    Session(SessionId, ChannelId),
    /// Somebody of the programme is a member of the server.
    Person(String, UserId),
}

/// A name in a route that the programme does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray<'a> {
    /// What it is to name.
    pub kind: StrayKind,
    /// The name.
    pub name: &'a str,
    /// The name in the programme that is most like it, if one is.
    pub meant: Option<&'a str>,
}

/// What a name in a route is to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrayKind {
    /// A room.
    Room,
    /// A session.
    Session,
}

impl Routing {
    /// Whether both decide of the same room, session or person.
    #[must_use]
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Room(a, _), Self::Room(b, _)) | (Self::Person(a, _), Self::Person(b, _)) => same_name(a, b),
            (Self::Session(a, _), Self::Session(b, _)) => a == b,
            _ => false,
        }
    }
}

impl Stray<'_> {
    /// The end of a sentence that says what was most likely meant.
    #[must_use]
    pub fn advice(&self) -> String {
        match self.meant {
            Some(meant) => format!("; “{meant}” is most like it"),
            None => "; talkbell check --json names them all".to_owned(),
        }
    }
}

impl Route {
    /// Everything into one channel, and nobody is known.
    #[must_use]
    pub fn to(channel: ChannelId) -> Self {
        Self {
            channel,
            rooms: BTreeMap::new(),
            sessions: BTreeMap::new(),
            titles: BTreeMap::new(),
            moderator_channel: None,
            organiser_channel: None,
            ping_role: None,
            moderators: BTreeMap::new(),
            backup_moderators: BTreeMap::new(),
            speakers: BTreeMap::new(),
        }
    }

    /// The same, with what was decided by command wherever nothing is said yet of a name.
    #[must_use]
    pub fn with(mut self, decided: &[Routing]) -> Self {
        for routing in decided {
            match routing {
                Routing::Room(room, channel) => add(&mut self.rooms, room, *channel),
                Routing::Session(session, channel) => {
                    self.sessions.entry(session.clone()).or_insert(*channel);
                }
                Routing::Person(name, user) => {
                    add(&mut self.moderators, name, *user);
                    add(&mut self.speakers, name, *user);
                }
            }
        }
        self
    }

    /// Where the audience of a session is: in the session's own channel, else in its room's, else in the conference's.
    #[must_use]
    pub fn of_session(&self, session: &Session) -> ChannelId {
        self.own(session).or_else(|| self.room(session.common_room()?)).unwrap_or(self.channel)
    }

    /// Where the audience of a talk is: as for its session, but a talk may have a room of its own.
    #[must_use]
    pub fn of_talk(&self, found: TalkRef<'_>) -> ChannelId {
        let own = self.own(found.session);
        own.or_else(|| self.room(found.room()?)).unwrap_or_else(|| self.of_session(found.session))
    }

    /// The channel of a room, if it has one.
    #[must_use]
    pub fn room(&self, room: &str) -> Option<ChannelId> {
        named(&self.rooms, room)
    }

    /// The channel that a session has whatever its room, if it has one.
    #[must_use]
    pub fn own(&self, session: &Session) -> Option<ChannelId> {
        self.sessions.get(&session.id).copied().or_else(|| named(&self.titles, &session.title))
    }

    /// Whether something is said already of what is decided here.
    #[must_use]
    pub fn knows(&self, routing: &Routing) -> bool {
        match routing {
            Routing::Room(room, _) => self.room(room).is_some(),
            Routing::Session(session, _) => self.sessions.contains_key(session),
            Routing::Person(name, _) => self.moderator(name).is_some(),
        }
    }

    /// Whether a room or a session has this channel for its own.
    #[must_use]
    pub fn is_routed(&self, channel: ChannelId) -> bool {
        self.routed().any(|routed| routed == channel)
    }

    /// Whether a session, or a talk of it, is announced in this channel, and the channel is a room's or a session's own.
    #[must_use]
    pub fn is_heard_in(&self, session: &Session, channel: ChannelId) -> bool {
        let talk_here = || session.talks.iter().any(|talk| self.of_talk(TalkRef { session, talk }) == channel);
        self.is_routed(channel) && (self.of_session(session) == channel || talk_here())
    }

    /// Every channel in which an audience is, each once: the conference's first.
    #[must_use]
    pub fn audiences(&self) -> Vec<ChannelId> {
        let others: BTreeSet<ChannelId> = self.routed().filter(|channel| *channel != self.channel).collect();
        std::iter::once(self.channel).chain(others).collect()
    }

    fn routed(&self) -> impl Iterator<Item = ChannelId> {
        self.rooms.values().chain(self.sessions.values()).chain(self.titles.values()).copied()
    }

    /// The names that the programme does not have.
    #[must_use]
    pub fn strays<'a>(&'a self, schedule: &'a Schedule) -> Vec<Stray<'a>> {
        let rooms = schedule.rooms();
        let sessions = || schedule.sessions.iter();
        let stray_rooms =
            self.rooms.keys().map(String::as_str).filter(|name| !rooms.iter().any(|it| same_name(it, name)));
        let stray_rooms =
            stray_rooms.map(|name| Stray { kind: StrayKind::Room, name, meant: closest(name, rooms.iter().copied()) });
        let ids = self.sessions.keys().filter(|id| schedule.session(id).is_none()).map(SessionId::as_str);
        let titles =
            self.titles.keys().map(String::as_str).filter(|name| !sessions().any(|it| same_name(&it.title, name)));
        let stray_sessions = ids.chain(titles).map(|name| Stray {
            kind: StrayKind::Session,
            name,
            meant: closest(name, sessions().map(|session| session.title.as_str())),
        });
        stray_rooms.chain(stray_sessions).collect()
    }

    /// Every place where the moderators of a session are reached: a direct message each where their id is known, and
    /// the moderator channel for the others.
    #[must_use]
    pub fn to_moderators(&self, names: &[String]) -> Vec<Destination> {
        let mut places: Vec<_> =
            names.iter().filter_map(|name| self.moderator(name)).map(Destination::Direct).collect();
        if places.len() < names.len() || names.is_empty() {
            places.extend(self.moderator_channel.map(Destination::Channel));
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The Discord user behind a name in the programme; the case of letters does not count.
    #[must_use]
    pub fn moderator(&self, name: &str) -> Option<UserId> {
        named(&self.moderators, name)
    }

    /// The Discord user behind the name of a speaker; the case of letters does not count.
    #[must_use]
    pub fn speaker(&self, name: &str) -> Option<UserId> {
        named(&self.speakers, name)
    }
}

fn named<T: Copy>(known: &BTreeMap<String, T>, name: &str) -> Option<T> {
    known.iter().find(|(known, _)| same_name(known, name)).map(|(_, value)| *value)
}

fn add<T: Copy>(known: &mut BTreeMap<String, T>, name: &str, value: T) {
    if named(known, name).is_none() {
        known.insert(name.to_owned(), value);
    }
}

/// Whether two names are the same; the case of letters does not count.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::{Talk, TalkKind};

    fn channel(id: u64) -> ChannelId {
        ChannelId::new(id).unwrap()
    }

    fn talk(id: &str, room: Option<&str>) -> Talk {
        let start = chrono::DateTime::UNIX_EPOCH;
        Talk {
            id: id.parse().unwrap(),
            kind: TalkKind::Oral,
            title: id.to_owned(),
            speakers: Vec::new(),
            summary: None,
            room: room.map(str::to_owned),
            cancelled: false,
            start,
            end: start + chrono::TimeDelta::minutes(5),
        }
    }

    fn session(id: &str, title: &str, room: Option<&str>, talks: Vec<Talk>) -> Session {
        let room = room.map(str::to_owned);
        let (title, summary) = (title.to_owned(), None);
        Session { id: id.parse().unwrap(), title, moderators: Vec::new(), summary, room, track: None, talks }
    }

    fn route() -> Route {
        let mut route = Route::to(channel(1));
        route.rooms.insert("Hall A".to_owned(), channel(2));
        route.titles.insert("Graphs".to_owned(), channel(3));
        route
    }

    #[test]
    fn a_session_wins_over_its_room_and_that_over_the_conference() {
        let of = |id, title, room| route().of_session(&session(id, title, room, vec![talk("t", None)])).get();
        assert_eq!(of("s", "Trees", None), 1);
        assert_eq!(of("s", "Trees", Some("hall a ")), 2);
        assert_eq!(of("s", "GRAPHS", Some("Hall A")), 3);
        assert_eq!(of("s", "Trees", Some("Hall B")), 1);
    }

    #[test]
    fn a_session_that_is_called_as_another_keeps_its_own_channel() {
        let decided = [Routing::Session("trees".parse().unwrap(), channel(4))];
        let route = route().with(&decided);
        let of = |id| route.of_session(&session(id, "Trees", None, vec![talk("t", None)])).get();
        assert_eq!((of("trees"), of("trees-2")), (4, 1));
    }

    #[test]
    fn a_talk_in_a_room_of_its_own_is_announced_there() {
        let talks = vec![talk("t", None), talk("u", Some("Hall A"))];
        let session = session("s", "Trees", Some("Foyer"), talks);
        let of = |place: usize| route().of_talk(TalkRef { session: &session, talk: &session.talks[place] }).get();
        assert_eq!((route().of_session(&session).get(), of(0), of(1)), (1, 1, 2));
    }

    #[test]
    fn the_room_that_all_talks_share_is_their_sessions() {
        let session = session("s", "Trees", None, vec![talk("t", Some("Hall A")), talk("u", Some("Hall A"))]);
        assert_eq!(route().of_session(&session).get(), 2);
    }

    #[test]
    fn what_the_configuration_says_wins_over_a_command() {
        let decided = [
            Routing::Room("HALL A".to_owned(), channel(8)),
            Routing::Room("Hall B".to_owned(), channel(9)),
            Routing::Person("Yi Ma".to_owned(), UserId::new(7).unwrap()),
        ];
        let route = route().with(&decided);
        assert_eq!((route.room("Hall A"), route.room("Hall B")), (Some(channel(2)), Some(channel(9))));
        assert_eq!((route.moderator("yi ma"), route.speaker("Yi Ma")), (UserId::new(7), UserId::new(7)));
    }

    #[test]
    fn a_name_that_the_programme_does_not_have_is_found_with_what_it_means() {
        let sessions = vec![
            session("s", "Grahps", Some("Hall A1"), vec![talk("t", None)]),
            session("r", "x", None, vec![talk("u", None)]),
        ];
        let schedule = Schedule { title: String::new(), time_zone: chrono_tz::UTC, sessions };
        let route = route();
        let strays = route.strays(&schedule);
        let found: Vec<_> = strays.iter().map(|stray| (stray.kind, stray.name, stray.meant)).collect();
        let (room, session) = (StrayKind::Room, StrayKind::Session);
        assert_eq!(found, [(room, "Hall A", Some("Hall A1")), (session, "Graphs", Some("Grahps"))]);
    }
}
