//! A server for a rehearsal: the channels, roles and people that a programme needs.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::announce::{ChannelId, GuildId, Policy, RoleId, UserId};
use crate::config::{ConferenceSettings, Config, FetchSettings, Placed, Source, SourceHints};
use crate::questions::Rules;
use crate::rehearsal::{Bot, Channel, Guild, Member, Role, World};
use crate::schedule::{ConferenceId, Schedule};
use crate::text::Language;

const GUILD: u64 = 1000;
const CHANNEL: u64 = 2000;
const MODERATOR_CHANNEL: u64 = 2001;
const FIRST_ROOM: u64 = 3100;
const PING_ROLE: u64 = 3000;
const FIRST_MODERATOR: u64 = 4000;
const REHEARSER: u64 = 5000;
const BOT: u64 = 6000;
const APPLICATION: u64 = 6001;
/// Longest channel name that Discord takes.
const CHANNEL_NAME: usize = 100;

/// A local Discord's world, and a conference that fits it.
pub(super) struct Stage {
    pub(super) world: World,
    pub(super) settings: ConferenceSettings,
}

/// A folder that is gone when the rehearsal is.
pub(super) struct Folder(PathBuf);

/// Sets the stage for a programme; where `rooms`, each of its rooms has a channel of its own.
pub(super) fn set(schedule: &Schedule, rooms: bool) -> Stage {
    let mut names: Vec<&String> = schedule.sessions.iter().flat_map(|session| &session.moderators).collect();
    names.sort_unstable();
    names.dedup();
    let people: Vec<(u64, &String)> = (FIRST_MODERATOR..REHEARSER).zip(names).collect();
    let user = |(id, name): &(u64, &String)| Some(((*name).clone(), Placed { value: UserId::new(*id)?, line: 1 }));
    let moderators: BTreeMap<String, Placed<UserId>> = people.iter().filter_map(user).collect();

    let mut members: Vec<Member> = people.iter().map(|(id, name)| Member::attendee(*id, name)).collect();
    members.push(Member::organiser(REHEARSER, "You"));
    let rooms = if rooms { schedule.rooms() } else { Vec::new() };
    let rooms: Vec<(u64, &str)> = (FIRST_ROOM..FIRST_MODERATOR).zip(rooms).collect();
    let own = [Channel::open(CHANNEL, &channel_name(&schedule.title)), Channel::open(MODERATOR_CHANNEL, "moderators")];
    let world = World {
        guild: Guild { id: GUILD, name: schedule.title.clone() },
        channels: own
            .into_iter()
            .chain(rooms.iter().map(|(id, room)| Channel::open(*id, &channel_name(room))))
            .collect(),
        roles: vec![Role::open(PING_ROLE, "talk-bell")],
        members,
        me: REHEARSER,
        bot: Bot {
            id: BOT,
            application_id: APPLICATION,
            username: "talkbell".to_owned(),
            token: "rehearsal".to_owned(),
            privileged_intents: false,
        },
    };
    let channel =
        |(id, room): &(u64, &str)| Some(((*room).to_owned(), Placed { value: ChannelId::new(*id)?, line: 1 }));
    let rooms = rooms.iter().filter_map(channel).collect();
    Stage { world, settings: ConferenceSettings { rooms, ..settings(moderators) } }
}

impl Stage {
    /// A configuration that leads to this stage, with its store in `folder`.
    pub(super) fn config(&self, api_url: &str, folder: &Path) -> Config {
        Config {
            file: PathBuf::from("rehearsal"),
            api_url: api_url.to_owned(),
            timeout: Duration::from_secs(10),
            store_url: format!("sqlite:{}", folder.join("rehearsal.db").display()),
            language: Language::default(),
            words: None,
            // A free port: the board is shown there.
            web: Some(Placed { value: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), line: 1 }),
            public_url: None,
            fetch: FetchSettings::default(),
            policy: Policy::default(),
            conferences: vec![self.settings.clone()],
        }
    }
}

impl Folder {
    pub(super) fn new() -> std::io::Result<Self> {
        let name = format!("talkbell-rehearsal-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind in the system's temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn settings(moderators: BTreeMap<String, Placed<UserId>>) -> ConferenceSettings {
    let placed = |value| Placed { value, line: 1 };
    let channel = |id| placed(ChannelId::new(id).expect("not 0"));
    let id: ConferenceId = "rehearsal".parse().expect("an id");
    ConferenceSettings {
        id,
        source: Placed { value: Source::Given("the rehearsal".to_owned()), line: 1 },
        year: None,
        time_zone: None,
        language: None,
        hints: SourceHints::default(),
        guild: Placed { value: GuildId::new(GUILD).expect("not 0"), line: 1 },
        channel: channel(CHANNEL),
        rooms: BTreeMap::new(),
        sessions: BTreeMap::new(),
        moderator_channel: Some(channel(MODERATOR_CHANNEL)),
        organiser_channel: None,
        ping_role: Some(Placed { value: RoleId::new(PING_ROLE).expect("not 0"), line: 1 }),
        moderator_role: None,
        organiser_role: None,
        moderators,
        backup_moderators: BTreeMap::new(),
        speakers: BTreeMap::new(),
        policy: Policy::default(),
        questions: Rules::default(),
    }
}

fn channel_name(title: &str) -> String {
    let mut name = String::new();
    for c in title.chars().flat_map(char::to_lowercase).take(CHANNEL_NAME) {
        if c.is_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "session".to_owned() } else { name.to_owned() }
}
