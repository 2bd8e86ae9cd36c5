//! The shape of the file, and the way from there to settings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::announce::RawAnnounce;
use super::fetching::RawFetch;
use super::questions::RawQuestions;
use super::reader::Reader;
use super::{ConferenceSettings, Config, Placed, SourceHints, UnusableConfig};
use crate::announce::{ChannelId, GuildId, Policy, RoleId, UserId};
use crate::import::UnknownFormat;
use crate::questions::Rules;
use crate::schedule::ConferenceId;

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
    #[serde(default)]
    questions: RawQuestions,
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
    language: Option<Spanned<String>>,
    file: Option<Spanned<PathBuf>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawWeb {
    listen: Option<Spanned<String>>,
    public_url: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConference {
    id: Spanned<String>,
    source: Spanned<String>,
    year: Option<Spanned<i32>>,
    time_zone: Option<Spanned<String>>,
    language: Option<Spanned<String>>,
    format: Option<Spanned<String>>,
    date: Option<Spanned<toml::value::Datetime>>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    guild: Spanned<u64>,
    channel: Spanned<u64>,
    #[serde(default)]
    rooms: BTreeMap<String, Spanned<u64>>,
    #[serde(default)]
    sessions: BTreeMap<String, Spanned<u64>>,
    moderator_channel: Option<Spanned<u64>>,
    organiser_channel: Option<Spanned<u64>>,
    ping_role: Option<Spanned<u64>>,
    moderator_role: Option<Spanned<u64>>,
    organiser_role: Option<Spanned<u64>>,
    #[serde(default)]
    moderators: BTreeMap<String, Spanned<u64>>,
    #[serde(default)]
    backup_moderators: BTreeMap<String, Spanned<u64>>,
    #[serde(default)]
    speakers: BTreeMap<String, Spanned<u64>>,
    #[serde(default)]
    announce: RawAnnounce,
    #[serde(default)]
    questions: RawQuestions,
}

pub(super) fn read(file: &Path, text: &str) -> Result<Config, UnusableConfig> {
    let reader = Reader { file, text };
    let raw: RawConfig = toml::from_str(text).map_err(|error| reader.syntax(&error))?;
    let api_url = raw.discord.api_url.get_ref().trim_end_matches('/').to_owned();
    if !api_url.starts_with("https://") && !api_url.starts_with("http://") {
        return Err(reader.refuse(&raw.discord.api_url, "api_url must begin with https:// or http://"));
    }
    let timeout = reader.timeout(&raw.discord.timeout)?;
    let store_url = raw.store.url.get_ref().clone();
    if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| store_url.starts_with(scheme)) {
        return Err(reader.refuse(&raw.store.url, "url must begin with sqlite: or postgres:"));
    }
    let defaults = Defaults {
        policy: reader.policy(&Policy::default(), &raw.announce)?,
        questions: reader.questions(&Rules::default(), &raw.questions)?,
    };
    let mut conferences: Vec<ConferenceSettings> = Vec::new();
    for raw in &raw.conferences {
        let conference = reader.conference(raw.get_ref(), &defaults)?;
        if conferences.iter().any(|other| other.id == conference.id) {
            let what = format!("the id `{}` names two conferences; give each its own", conference.id);
            return Err(reader.refuse(&raw.get_ref().id, &what));
        }
        conferences.push(conference);
    }
    let language = raw.words.language.map(|language| reader.language(&language)).transpose()?.unwrap_or_default();
    let words = raw.words.file.map(|file| reader.placed(&file, reader.path(file.get_ref())));
    let web = raw.web.listen.map(|listen| reader.listen(&listen)).transpose()?;
    let public_url = raw.web.public_url.map(|url| reader.public_url(&url)).transpose()?;
    let fetch = reader.fetch(&raw.fetch)?;
    Ok(Config {
        file: file.to_owned(),
        api_url,
        timeout,
        store_url,
        language,
        words,
        web,
        public_url,
        fetch,
        policy: defaults.policy,
        conferences,
    })
}

/// What holds for a conference that says nothing else.
struct Defaults {
    policy: Policy,
    questions: Rules,
}

impl Reader<'_> {
    fn conference(self, raw: &RawConference, defaults: &Defaults) -> Result<ConferenceSettings, UnusableConfig> {
        let id: ConferenceId =
            raw.id.get_ref().parse().map_err(|error| self.refuse(&raw.id, &format!("id: {error}")))?;
        let time_zone = raw.time_zone.as_ref().map(|zone| self.time_zone(zone)).transpose()?;
        let questions = self.questions(&defaults.questions, &raw.questions)?;
        if questions.approve_first && raw.moderator_channel.is_none() {
            let what = "approve_first needs a moderator_channel, where questions wait for their approval";
            return Err(self.refuse(&raw.id, what));
        }
        Ok(ConferenceSettings {
            id,
            source: self.placed(&raw.source, self.source(&raw.source)?),
            year: raw.year.as_ref().map(|year| *year.get_ref()),
            time_zone,
            language: raw.language.as_ref().map(|language| self.language(language)).transpose()?,
            hints: self.hints(raw)?,
            guild: self.snowflake(&raw.guild, GuildId::new)?,
            channel: self.snowflake(&raw.channel, ChannelId::new)?,
            rooms: self.by_name(&raw.rooms, ChannelId::new)?,
            sessions: self.by_name(&raw.sessions, ChannelId::new)?,
            moderator_channel: self.optional(raw.moderator_channel.as_ref(), ChannelId::new)?,
            organiser_channel: self.optional(raw.organiser_channel.as_ref(), ChannelId::new)?,
            ping_role: self.optional(raw.ping_role.as_ref(), RoleId::new)?,
            moderator_role: self.optional(raw.moderator_role.as_ref(), RoleId::new)?,
            organiser_role: self.optional(raw.organiser_role.as_ref(), RoleId::new)?,
            moderators: self.by_name(&raw.moderators, UserId::new)?,
            backup_moderators: self.by_name(&raw.backup_moderators, UserId::new)?,
            speakers: self.by_name(&raw.speakers, UserId::new)?,
            policy: self.policy(&defaults.policy, &raw.announce)?,
            questions,
        })
    }

    fn by_name<T>(
        self,
        raw: &BTreeMap<String, Spanned<u64>>,
        make: impl Fn(u64) -> Option<T>,
    ) -> Result<BTreeMap<String, Placed<T>>, UnusableConfig> {
        raw.iter().map(|(name, id)| Ok((name.clone(), self.snowflake(id, &make)?))).collect()
    }

    fn hints(self, raw: &RawConference) -> Result<SourceHints, UnusableConfig> {
        let format = raw.format.as_ref().map(|format| {
            format.get_ref().parse().map_err(|error: UnknownFormat| self.refuse(format, &format!("format: {error}")))
        });
        let date = raw.date.as_ref().map(|date| {
            let day = date.get_ref().to_string().parse();
            day.map_err(|_| self.refuse(date, "date: write a day alone, like 2025-07-18"))
        });
        Ok(SourceHints { format: format.transpose()?, date: date.transpose()?, columns: raw.columns.clone() })
    }
}
