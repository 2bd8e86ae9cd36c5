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
    qa_soon: Option<Spanned<String>>,
    qa_now: Option<bool>,
    qa_ending: Option<Spanned<String>>,
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
            qa_soon: or(&raw.qa_soon, defaults.qa_soon)?,
            qa_now: raw.qa_now.unwrap_or(defaults.qa_now),
            qa_ending: or(&raw.qa_ending, defaults.qa_ending)?,
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
}
