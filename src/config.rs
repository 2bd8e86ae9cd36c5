//! The configuration file, read into validated settings.
//!
//! Every refusal is one sentence with its place in the file. The token is not here: it comes from the environment alone.

mod announce;
mod fetching;
mod questions;
mod raw;
mod reader;
mod source;

pub use source::{Address, FetchSettings, Source, UnusableAddress};

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use chrono_tz::Tz;
use url::{Host, Url};

use crate::announce::{ChannelId, GuildId, Policy, RoleId, Route, Routing, UserId};
use crate::import::Format;
use crate::questions::Rules;
use crate::schedule::{ConferenceId, SessionId};
use crate::text::Language;

/// Everything the configuration file says.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file itself, for messages.
    pub file: PathBuf,
    /// Where Discord is: `https://discord.com`, a proxy, or a local Discord. Without a slash at its end.
    pub api_url: String,
    /// How long Discord may take to answer a request.
    pub timeout: Duration,
    /// Where the outbox is kept.
    pub store_url: String,
    /// What talkbell says everything in, where a conference says nothing else.
    pub language: Language,
    /// A Fluent catalogue that overrides talkbell's words in that language.
    pub words: Option<Placed<PathBuf>>,
    /// Where health, metrics and the boards are shown; `None` is nowhere.
    pub web: Option<Placed<SocketAddr>>,
    /// What the addresses of the boards begin with for those who read them on Discord, without a slash at its end.
    pub public_url: Option<String>,
    /// How sources with an address are fetched.
    pub fetch: FetchSettings,
    /// When things are said, where a conference says nothing else.
    pub policy: Policy,
    /// Those that the file declares. Others are set up by command.
    pub conferences: Vec<ConferenceSettings>,
}

/// One conference, as configured.
#[derive(Clone, Debug)]
pub struct ConferenceSettings {
    /// Unique among the conferences.
    pub id: ConferenceId,
    /// Where its programme is read from.
    pub source: Placed<Source>,
    /// The year of a programme that prints none.
    pub year: Option<i32>,
    /// The zone of the programme, where it prints none or a wrong one.
    pub time_zone: Option<Tz>,
    /// What talkbell says everything in; `None` is the language of all.
    pub language: Option<Language>,
    /// What else is said of the source.
    pub hints: SourceHints,
    /// The server in which commands are answered.
    pub guild: Placed<GuildId>,
    /// Where the audience is.
    pub channel: Placed<ChannelId>,
    /// Channels of rooms, as the programme prints them.
    pub rooms: BTreeMap<String, Placed<ChannelId>>,
    /// Channels of sessions, by their titles or ids.
    pub sessions: BTreeMap<String, Placed<ChannelId>>,
    /// Where moderators are reached who have no id in `moderators`.
    pub moderator_channel: Option<Placed<ChannelId>>,
    /// Where organisers are told of what was missed; the moderator channel if there is none.
    pub organiser_channel: Option<Placed<ChannelId>>,
    /// The role that pre-talk pings mention.
    pub ping_role: Option<Placed<RoleId>>,
    /// The role whose members may moderate every session.
    pub moderator_role: Option<Placed<RoleId>>,
    /// The role whose members may do what an organiser may; those who manage the server may anyway.
    pub organiser_role: Option<Placed<RoleId>>,
    /// Names in the programme to Discord users.
    pub moderators: BTreeMap<String, Placed<UserId>>,
    /// Who steps in where no moderator is there, by name.
    pub backup_moderators: BTreeMap<String, Placed<UserId>>,
    /// Names of speakers in the programme to Discord users.
    pub speakers: BTreeMap<String, Placed<UserId>>,
    /// When things are said.
    pub policy: Policy,
    /// How questions are taken.
    pub questions: Rules,
}

/// What a source's content does not say by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SourceHints {
    /// Its format, where its content does not show it.
    pub format: Option<Format>,
    /// The day of a programme that has only times of day.
    pub date: Option<NaiveDate>,
    /// What we call columns, to what its table calls them.
    pub columns: BTreeMap<String, String>,
}

/// A value and its line in the configuration file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// 1-based; 0 where a command on Discord said it, and no file.
    pub line: usize,
}

impl<T> Placed<T> {
    /// A value that stands in no file.
    pub(crate) const fn unwritten(value: T) -> Self {
        Self { value, line: 0 }
    }
}

/// Why a configuration cannot be used: one sentence, with the file and the line where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusableConfig {
    file: PathBuf,
    line: Option<usize>,
    what: String,
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// When it cannot be read, is not TOML, has a key or value that talkbell does not know, or contradicts itself.
    pub fn read(file: &Path) -> Result<Self, UnusableConfig> {
        let text = std::fs::read_to_string(file).map_err(|error| {
            let advice = match error.kind() {
                std::io::ErrorKind::NotFound => "the file is not there; config/talkbell.toml is one to start from",
                std::io::ErrorKind::InvalidData => "the file is not UTF-8 text",
                _ => return UnusableConfig::new(file, None, format!("the file cannot be read: {error}")),
            };
            UnusableConfig::new(file, None, advice.to_owned())
        })?;
        Self::parse(file, &text)
    }

    /// Reads the text of a file that is called `file`.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn parse(file: &Path, text: &str) -> Result<Self, UnusableConfig> {
        raw::read(file, text)
    }

    /// Whether Discord is one on this machine, such as a rehearsal's.
    #[must_use]
    pub fn speaks_to_this_machine(&self) -> bool {
        let host = Url::parse(&self.api_url).ok().and_then(|url| url.host().map(|host| host.to_owned()));
        match host {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        }
    }

    /// A refusal that points at a line of this file, or at the file as a whole where there is none.
    #[must_use]
    pub fn unusable(&self, line: usize, what: impl Into<String>) -> UnusableConfig {
        UnusableConfig::new(&self.file, (line > 0).then_some(line), what.into())
    }
}

impl ConferenceSettings {
    /// Where its notices go.
    #[must_use]
    pub fn route(&self) -> Route {
        let people = |people: &BTreeMap<String, Placed<UserId>>| {
            people.iter().map(|(name, user)| (name.clone(), user.value)).collect()
        };
        let by_name = self.sessions.iter().map(|(name, channel)| (name, channel.value));
        Route {
            channel: self.channel.value,
            rooms: self.rooms.iter().map(|(room, channel)| (room.clone(), channel.value)).collect(),
            sessions: by_name.clone().filter_map(|(name, channel)| Some((name.parse().ok()?, channel))).collect(),
            // Whatever can be an id is one: a title that looks like an id has that for its id.
            titles: by_name
                .filter(|(name, _)| name.parse::<SessionId>().is_err())
                .map(|(name, channel)| (name.clone(), channel))
                .collect(),
            moderator_channel: self.moderator_channel.map(|channel| channel.value),
            organiser_channel: self.report_channel(),
            ping_role: self.ping_role.map(|role| role.value),
            moderators: people(&self.moderators),
            backup_moderators: people(&self.backup_moderators),
            speakers: people(&self.speakers),
        }
    }

    /// With what commands decided of rooms, sessions and people, which counts where the configuration says nothing.
    #[must_use]
    pub fn with(mut self, decided: &[Routing]) -> Self {
        for routing in decided {
            match routing {
                Routing::Room(room, channel) => {
                    self.rooms.entry(room.clone()).or_insert(Placed::unwritten(*channel));
                }
                Routing::Session(session, channel) => {
                    self.sessions.entry(session.as_str().to_owned()).or_insert(Placed::unwritten(*channel));
                }
                Routing::Person(name, user) => {
                    self.moderators.entry(name.clone()).or_insert(Placed::unwritten(*user));
                }
            }
        }
        self
    }

    /// Where its organisers are told of what was missed.
    #[must_use]
    pub fn report_channel(&self) -> Option<ChannelId> {
        self.organiser_channel.or(self.moderator_channel).map(|channel| channel.value)
    }

    /// Every channel that it names, with what names it.
    pub fn channels(&self) -> impl Iterator<Item = (String, Placed<ChannelId>)> {
        let channels = [
            ("channel", Some(self.channel)),
            ("moderator_channel", self.moderator_channel),
            ("organiser_channel", self.organiser_channel),
        ];
        let channels = channels.into_iter().filter_map(|(key, channel)| Some((key.to_owned(), channel?)));
        let rooms = self.rooms.iter().map(|(room, channel)| (format!("rooms, {room},"), *channel));
        let sessions = self.sessions.iter().map(|(session, channel)| (format!("sessions, {session},"), *channel));
        channels.chain(rooms).chain(sessions)
    }
}

impl UnusableConfig {
    pub(crate) fn new(file: &Path, line: Option<usize>, what: String) -> Self {
        Self { file: file.to_owned(), line, what }
    }
}

impl fmt::Display for UnusableConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.what)
    }
}

impl std::error::Error for UnusableConfig {}
