//! The shape of the file, and the way from there to settings.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::TimeDelta;
use chrono_tz::Tz;
use serde::Deserialize;
use toml::Spanned;

use super::fetching::RawFetch;
use super::{ConferenceSettings, Config, Placed, UnusableConfig};
use crate::announce::{ChannelId, GuildId, PingPolicy, Policy, RoleId, UserId};
use crate::schedule::{ConferenceId, TalkKind};

/// Leads are at most a week: more is surely a slip of the unit.
const LONGEST_LEAD: TimeDelta = TimeDelta::days(7);
/// The store takes a claim for abandoned that is older than half a minute: no request may last so long.
const TIMEOUTS: RangeInclusive<Duration> = Duration::from_millis(100)..=Duration::from_secs(20);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConfig {
    #[serde(default)]
    discord: RawDiscord,
    #[serde(default)]
    store: RawStore,
    #[serde(default)]
    words: RawWords,
    #[serde(default)]
    web: RawWeb,
    #[serde(default)]
    fetch: RawFetch,
    #[serde(default)]
    announce: RawAnnounce,
    #[serde(default, rename = "conference")]
    conferences: Vec<Spanned<RawConference>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawDiscord {
    api_url: Spanned<String>,
    timeout: Spanned<String>,
}

impl Default for RawDiscord {
    fn default() -> Self {
        Self {
            api_url: Spanned::new(0..0, "https://discord.com".to_owned()),
            timeout: Spanned::new(0..0, "10s".to_owned()),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawStore {
    url: Spanned<String>,
}

impl Default for RawStore {
    fn default() -> Self {
        Self { url: Spanned::new(0..0, "sqlite:talkbell.db".to_owned()) }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawWords {
    file: Option<Spanned<PathBuf>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawWeb {
    listen: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConference {
    id: Spanned<String>,
    source: Spanned<String>,
    year: Option<Spanned<i32>>,
    time_zone: Option<Spanned<String>>,
    guild: Spanned<u64>,
    channel: Spanned<u64>,
    moderator_channel: Option<Spanned<u64>>,
    organiser_channel: Option<Spanned<u64>>,
    ping_role: Option<Spanned<u64>>,
    #[serde(default)]
    moderators: BTreeMap<String, Spanned<u64>>,
    #[serde(default)]
    announce: RawAnnounce,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawAnnounce {
    session_opening: Option<Spanned<String>>,
    session_closing: Option<Spanned<String>>,
    moderator_call: Option<Spanned<String>>,
    qa_soon: Option<Spanned<String>>,
    qa_now: Option<bool>,
    qa_ending: Option<Spanned<String>>,
    short_talk: Option<Spanned<String>>,
    unannounced: Option<Vec<Spanned<String>>>,
    ping: BTreeMap<String, Spanned<String>>,
}

pub(super) fn read(file: &Path, text: &str) -> Result<Config, UnusableConfig> {
    let reader = Reader { file, text };
    let raw: RawConfig = toml::from_str(text).map_err(|error| reader.syntax(&error))?;
    if raw.conferences.is_empty() {
        let what =
            "there is no [[conference]], so there is nothing to announce; add one with id, source, guild and channel";
        return Err(UnusableConfig::new(file, None, what.to_owned()));
    }
    let api_url = raw.discord.api_url.get_ref().trim_end_matches('/').to_owned();
    if !api_url.starts_with("https://") && !api_url.starts_with("http://") {
        return Err(reader.refuse(&raw.discord.api_url, "api_url must begin with https:// or http://"));
    }
    let timeout = reader.timeout(&raw.discord.timeout)?;
    let store_url = raw.store.url.get_ref().clone();
    if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| store_url.starts_with(scheme)) {
        return Err(reader.refuse(&raw.store.url, "url must begin with sqlite: or postgres:"));
    }
    let policy = reader.policy(&Policy::default(), &raw.announce)?;
    let mut conferences: Vec<ConferenceSettings> = Vec::new();
    for raw in &raw.conferences {
        let conference = reader.conference(raw.get_ref(), &policy)?;
        if conferences.iter().any(|other| other.id == conference.id) {
            let what = format!("the id `{}` names two conferences; give each its own", conference.id);
            return Err(reader.refuse(&raw.get_ref().id, &what));
        }
        conferences.push(conference);
    }
    let words = raw.words.file.map(|file| reader.placed(&file, reader.path(file.get_ref())));
    let web = raw.web.listen.map(|listen| reader.listen(&listen)).transpose()?;
    let fetch = reader.fetch(&raw.fetch)?;
    Ok(Config { file: file.to_owned(), api_url, timeout, store_url, words, web, fetch, conferences })
}

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
}

impl Reader<'_> {
    fn conference(self, raw: &RawConference, defaults: &Policy) -> Result<ConferenceSettings, UnusableConfig> {
        let id: ConferenceId =
            raw.id.get_ref().parse().map_err(|error| self.refuse(&raw.id, &format!("id: {error}")))?;
        let time_zone = raw.time_zone.as_ref().map(|zone| self.time_zone(zone)).transpose()?;
        let mut moderators = BTreeMap::new();
        for (name, user) in &raw.moderators {
            moderators.insert(name.clone(), self.snowflake(user, UserId::new)?);
        }
        Ok(ConferenceSettings {
            id,
            source: self.placed(&raw.source, self.source(&raw.source)?),
            year: raw.year.as_ref().map(|year| *year.get_ref()),
            time_zone,
            guild: self.snowflake(&raw.guild, GuildId::new)?,
            channel: self.snowflake(&raw.channel, ChannelId::new)?,
            moderator_channel: self.optional(raw.moderator_channel.as_ref(), ChannelId::new)?,
            organiser_channel: self.optional(raw.organiser_channel.as_ref(), ChannelId::new)?,
            ping_role: self.optional(raw.ping_role.as_ref(), RoleId::new)?,
            moderators,
            policy: self.policy(defaults, &raw.announce)?,
        })
    }

    fn policy(self, defaults: &Policy, raw: &RawAnnounce) -> Result<Policy, UnusableConfig> {
        let or = |raw: &Option<Spanned<String>>, default: Option<TimeDelta>| match raw {
            Some(lead) => self.lead(lead),
            None => Ok(default),
        };
        let unannounced = match &raw.unannounced {
            Some(kinds) => kinds.iter().map(|kind| self.kind(kind, kind.get_ref())).collect::<Result<_, _>>()?,
            None => defaults.unannounced.clone(),
        };
        let short_talk = or(&raw.short_talk, Some(defaults.ping.short_talk))?;
        let mut ping = PingPolicy { short_talk: short_talk.unwrap_or_default(), ..defaults.ping.clone() };
        for (key, lead) in &raw.ping {
            match key.as_str() {
                "default" => ping.default = self.lead(lead)?,
                "short" => ping.short = self.lead(lead)?,
                kind => {
                    ping.by_kind.insert(self.kind(lead, kind)?, self.lead(lead)?);
                }
            }
        }
        Ok(Policy {
            session_opening: or(&raw.session_opening, defaults.session_opening)?,
            session_closing: or(&raw.session_closing, defaults.session_closing)?,
            ping,
            unannounced,
            moderator_call: or(&raw.moderator_call, defaults.moderator_call)?,
            qa_soon: or(&raw.qa_soon, defaults.qa_soon)?,
            qa_now: raw.qa_now.unwrap_or(defaults.qa_now),
            qa_ending: or(&raw.qa_ending, defaults.qa_ending)?,
        })
    }

    fn timeout(self, raw: &Spanned<String>) -> Result<Duration, UnusableConfig> {
        let timeout = humantime::parse_duration(raw.get_ref().trim()).ok();
        timeout.filter(|timeout| TIMEOUTS.contains(timeout)).ok_or_else(|| {
            self.refuse(raw, "timeout must be a length of time from \"100ms\" to \"20s\", such as \"10s\"")
        })
    }

    /// `"10min"`, or `"off"` for `None`.
    fn lead(self, raw: &Spanned<String>) -> Result<Option<TimeDelta>, UnusableConfig> {
        let text = raw.get_ref().trim();
        if text == "off" {
            return Ok(None);
        }
        let advice = || format!("`{text}` is no length of time; write it like \"10min\", \"90s\" or \"off\"");
        let lead = humantime::parse_duration(text).map_err(|_| self.refuse(raw, &advice()))?;
        let lead = TimeDelta::from_std(lead).map_err(|_| self.refuse(raw, &advice()))?;
        match lead {
            lead if lead < TimeDelta::seconds(1) => {
                Err(self.refuse(raw, "less than a second; write \"off\" for never"))
            }
            lead if lead > LONGEST_LEAD => Err(self.refuse(raw, "more than a week; is the unit right?")),
            lead => Ok(Some(lead)),
        }
    }

    fn kind<T>(self, at: &Spanned<T>, key: &str) -> Result<TalkKind, UnusableConfig> {
        let known = TalkKind::ALL.into_iter().find(|kind| kind.key() == key);
        known.ok_or_else(|| {
            let kinds = TalkKind::ALL.map(TalkKind::key).join(", ");
            self.refuse(at, &format!("`{key}` is no kind of talk; the kinds are {kinds}"))
        })
    }

    fn listen(self, raw: &Spanned<String>) -> Result<Placed<SocketAddr>, UnusableConfig> {
        let address = raw.get_ref().trim().parse().map_err(|_| {
            let what = format!("listen: `{}` is no address and port; write it like \"127.0.0.1:8080\"", raw.get_ref());
            self.refuse(raw, &what)
        })?;
        Ok(self.placed(raw, address))
    }

    fn time_zone(self, raw: &Spanned<String>) -> Result<Tz, UnusableConfig> {
        raw.get_ref().parse().map_err(|_| {
            let what = format!("`{}` is no time zone; write one like \"America/Los_Angeles\"", raw.get_ref());
            self.refuse(raw, &what)
        })
    }

    fn optional<T>(
        self,
        raw: Option<&Spanned<u64>>,
        make: impl Fn(u64) -> Option<T>,
    ) -> Result<Option<Placed<T>>, UnusableConfig> {
        raw.map(|raw| self.snowflake(raw, make)).transpose()
    }

    fn snowflake<T>(self, raw: &Spanned<u64>, make: impl Fn(u64) -> Option<T>) -> Result<Placed<T>, UnusableConfig> {
        let id = make(*raw.get_ref()).ok_or_else(|| {
            self.refuse(raw, "0 is no Discord id; in Discord, switch on developer mode and choose Copy ID")
        })?;
        Ok(self.placed(raw, id))
    }

    /// A file named in the configuration: as seen from where talkbell was started, else from the configuration itself.
    pub(super) fn path(self, path: &Path) -> PathBuf {
        let beside = self.file.parent().map(|folder| folder.join(path));
        let beside = beside.filter(|beside| !path.exists() && beside.exists());
        beside.unwrap_or_else(|| path.to_owned())
    }

    fn placed<T, U>(self, raw: &Spanned<U>, value: T) -> Placed<T> {
        Placed { value, line: self.line(raw.span().start) }
    }

    pub(super) fn refuse<T>(self, at: &Spanned<T>, what: &str) -> UnusableConfig {
        UnusableConfig::new(self.file, Some(self.line(at.span().start)), what.to_owned())
    }

    fn syntax(self, error: &toml::de::Error) -> UnusableConfig {
        let line = error.span().map(|span| self.line(span.start));
        let what = error.message().replace('\n', "; ");
        // What serde calls a u64 is an id here: the configuration has no other number of that kind.
        let what = what.replace("expected u64", "expected an id of Discord, a number without quotes");
        UnusableConfig::new(self.file, line, what)
    }

    fn line(self, at: usize) -> usize {
        1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count()
    }
}
