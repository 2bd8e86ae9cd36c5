//! `[announce]` and `[conference.announce]`: when things are said.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::Deserialize;
use toml::Spanned;

use super::UnusableConfig;
use super::reader::Reader;
use crate::announce::{PingPolicy, Policy};
use crate::schedule::TalkKind;

/// Leads are at most a week: more is surely a slip of the unit.
const LONGEST_LEAD: TimeDelta = TimeDelta::days(7);

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawAnnounce {
    session_opening: Option<Spanned<String>>,
    session_closing: Option<Spanned<String>>,
    moderator_call: Option<Spanned<String>>,
    check_in: Option<Vec<Spanned<String>>>,
    backup_call: Option<Spanned<String>>,
    organiser_call: Option<Spanned<String>>,
    speaker_call: Option<Spanned<String>>,
    panel: Option<bool>,
    time_cards: Option<Vec<Spanned<String>>>,
    time_up: Option<bool>,
    qa_soon: Option<Spanned<String>>,
    qa_now: Option<bool>,
    qa_ending: Option<Spanned<String>>,
    reminder: Option<Spanned<String>>,
    short_talk: Option<Spanned<String>>,
    unannounced: Option<Vec<Spanned<String>>>,
    ping: BTreeMap<String, Spanned<String>>,
}

impl Reader<'_> {
    pub(super) fn policy(self, defaults: &Policy, raw: &RawAnnounce) -> Result<Policy, UnusableConfig> {
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
            check_in: self.leads(raw.check_in.as_deref(), &defaults.check_in)?,
            backup_call: or(&raw.backup_call, defaults.backup_call)?,
            organiser_call: or(&raw.organiser_call, defaults.organiser_call)?,
            speaker_call: or(&raw.speaker_call, defaults.speaker_call)?,
            panel: raw.panel.unwrap_or(defaults.panel),
            time_cards: self.leads(raw.time_cards.as_deref(), &defaults.time_cards)?,
            time_up: raw.time_up.unwrap_or(defaults.time_up),
            qa_soon: or(&raw.qa_soon, defaults.qa_soon)?,
            qa_now: raw.qa_now.unwrap_or(defaults.qa_now),
            qa_ending: or(&raw.qa_ending, defaults.qa_ending)?,
            reminder: or(&raw.reminder, defaults.reminder)?,
        })
    }

    /// Some lengths of time, the longest first, each once.
    fn leads(self, raw: Option<&[Spanned<String>]>, defaults: &[TimeDelta]) -> Result<Vec<TimeDelta>, UnusableConfig> {
        let Some(raw) = raw else { return Ok(defaults.to_vec()) };
        let leads = raw.iter().map(|lead| self.lead(lead)).collect::<Result<Vec<_>, _>>()?;
        let mut leads: Vec<TimeDelta> = leads.into_iter().flatten().collect();
        leads.sort_unstable_by(|one, other| other.cmp(one));
        leads.dedup();
        Ok(leads)
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
}
