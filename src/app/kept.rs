//! Conferences that were set up by command, as the store keeps them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use tracing::{info, warn};

use super::{App, Conference};
use crate::announce::{ChannelId, GuildId, Policy, RoleId, UserId};
use crate::config::{Address, ConferenceSettings, Placed, Source, SourceHints};
use crate::questions::Rules;
use crate::schedule::{ConferenceId, Course, Schedule};
use crate::store::{Store, StoreError};
use crate::text::Language;

/// What a command set up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) name: String,
    pub(super) source: KeptSource,
    pub(super) year: Option<i32>,
    pub(super) time_zone: Option<Tz>,
    #[serde(default)]
    pub(super) language: Option<Language>,
    pub(super) guild: GuildId,
    pub(super) channel: ChannelId,
    pub(super) moderator_channel: Option<ChannelId>,
    pub(super) ping_role: Option<RoleId>,
    #[serde(default)]
    pub(super) moderators: BTreeMap<String, UserId>,
}

/// Where its programme comes from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum KeptSource {
    /// The web.
    Address(String),
    /// A file that was handed over, by its name.
    File(String),
}

impl Kept {
    /// As if a configuration had said it.
    pub(super) fn settings(&self, id: ConferenceId, policy: Policy) -> ConferenceSettings {
        let source = match &self.source {
            KeptSource::Address(address) => {
                Address::parse(address).map_or_else(|_| Source::Path(PathBuf::from(address)), Source::Address)
            }
            KeptSource::File(name) => Source::Given(name.clone()),
        };
        ConferenceSettings {
            id,
            source: placed(source),
            year: self.year,
            time_zone: self.time_zone,
            language: self.language,
            hints: SourceHints::default(),
            guild: placed(self.guild),
            channel: placed(self.channel),
            rooms: BTreeMap::new(),
            sessions: BTreeMap::new(),
            moderator_channel: self.moderator_channel.map(placed),
            organiser_channel: None,
            ping_role: self.ping_role.map(placed),
            moderator_role: None,
            organiser_role: None,
            moderators: self.moderators.iter().map(|(name, user)| (name.clone(), placed(*user))).collect(),
            backup_moderators: BTreeMap::new(),
            speakers: BTreeMap::new(),
            policy,
            questions: Rules::default(),
        }
    }
}

/// No file says it.
fn placed<T>(value: T) -> Placed<T> {
    Placed::unwritten(value)
}

/// A conference that a command set up, for who looks into the store without carrying it.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// As if a configuration had said it.
    pub settings: ConferenceSettings,
    /// Its programme; without sessions where it has not been given one yet.
    pub schedule: Schedule,
}

/// The conferences that commands set up. `policy` is what the configuration says of all conferences.
///
/// # Errors
/// When the store does not answer.
pub async fn set_up_by_command(store: &Store, policy: &Policy) -> Result<Vec<SetUp>, StoreError> {
    let mut all = Vec::new();
    for (id, text) in store.kept_settings().await? {
        let kept: Kept = match serde_json::from_str(&text) {
            Ok(kept) => kept,
            Err(error) => {
                warn!(conference = %id, %error, "What was set up of this conference cannot be read, so it is not carried.");
                continue;
            }
        };
        let stored = store.programme(&id).await?;
        let schedule = stored.and_then(|text| serde_json::from_str::<Schedule>(text.as_printed()).ok());
        let schedule = schedule.unwrap_or_else(|| without_talks(&kept));
        all.push(SetUp { settings: kept.settings(id, policy.clone()), schedule });
    }
    Ok(all)
}

impl App<Store> {
    /// Brings the conferences in that commands set up. `policy` is what the configuration says of all conferences.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn bring_in_kept(&self) -> Result<(), StoreError> {
        for SetUp { settings, schedule } in set_up_by_command(&self.store, &self.policy).await? {
            let id = settings.id.clone();
            if self.conferences.get(&id).is_some() {
                warn!(conference = %id, "The configuration declares a conference that was set up by command; the configuration counts.");
                continue;
            }
            info!(conference = %id, "Carrying a conference that was set up by command.");
            self.conferences.put(Conference::set_up(settings, Arc::new(schedule)));
        }
        Ok(())
    }

    /// Keeps what a command set up, and carries it from now on. Its programme goes on where it is.
    pub(super) async fn keep(&self, id: &ConferenceId, kept: &Kept) -> Result<Arc<Conference>, StoreError> {
        let text = serde_json::to_string(kept).expect("settings are plain data");
        self.store.keep_settings(id, kept.guild.get(), &text, self.clock.now()).await?;
        let known = self.conferences.get(id);
        let schedule = known.as_ref().map_or_else(|| Arc::new(without_talks(kept)), |known| known.schedule());
        let settings = kept.settings(id.clone(), self.policy.clone());
        let conference = Conference::set_up(settings, schedule);
        if let Some(known) = known {
            conference.replace_course(Course::clone(&known.course()));
        }
        conference.reroute(&self.store.routings(id).await?);
        Ok(self.conferences.put(conference))
    }

    /// What a command set up of a conference; `None` for one that the configuration declares.
    pub(super) async fn kept(&self, id: &ConferenceId) -> Result<Option<Kept>, StoreError> {
        let kept = self.store.kept_settings().await?;
        let text = kept.into_iter().find(|(known, _)| known == id);
        Ok(text.and_then(|(_, text)| serde_json::from_str(&text).ok()))
    }
}

/// A programme that is still to come.
fn without_talks(kept: &Kept) -> Schedule {
    Schedule { title: kept.name.clone(), time_zone: kept.time_zone.unwrap_or(Tz::UTC), sessions: Vec::new() }
}
