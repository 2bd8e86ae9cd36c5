//! `[questions]` and `[conference.questions]`: how the audience's questions are taken.

use std::ops::RangeInclusive;

use serde::Deserialize;
use toml::Spanned;

use super::UnusableConfig;
use super::reader::Reader;
use crate::questions::{Anonymity, Rules};

/// Characters of a question. A board shows five of them in one message of Discord's.
const LONGEST: RangeInclusive<u16> = 40..=600;
const WAITING: RangeInclusive<u32> = 1..=50;
const PER_MINUTE: RangeInclusive<u32> = 1..=60;

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawQuestions {
    anonymous: Option<Spanned<String>>,
    approve_first: Option<bool>,
    longest: Option<Spanned<u16>>,
    waiting: Option<Spanned<u32>>,
    per_minute: Option<Spanned<u32>>,
}

impl Reader<'_> {
    pub(super) fn questions(self, defaults: &Rules, raw: &RawQuestions) -> Result<Rules, UnusableConfig> {
        let anonymous = raw.anonymous.as_ref().map(|raw| self.anonymous(raw)).transpose()?;
        Ok(Rules {
            anonymous: anonymous.unwrap_or(defaults.anonymous),
            approve_first: raw.approve_first.unwrap_or(defaults.approve_first),
            longest: self.within("longest", raw.longest.as_ref(), &LONGEST)?.unwrap_or(defaults.longest),
            waiting: self.within("waiting", raw.waiting.as_ref(), &WAITING)?.unwrap_or(defaults.waiting),
            per_minute: self.within("per_minute", raw.per_minute.as_ref(), &PER_MINUTE)?.unwrap_or(defaults.per_minute),
        })
    }

    fn anonymous(self, raw: &Spanned<String>) -> Result<Anonymity, UnusableConfig> {
        match raw.get_ref().as_str() {
            "allowed" => Ok(Anonymity::Allowed),
            "off" => Ok(Anonymity::Off),
            "only" => Ok(Anonymity::Only),
            other => {
                let what = format!("anonymous: `{other}` is neither \"allowed\" nor \"off\" nor \"only\"");
                Err(self.refuse(raw, &what))
            }
        }
    }

    fn within<T: PartialOrd + Copy + std::fmt::Display>(
        self,
        key: &str,
        raw: Option<&Spanned<T>>,
        range: &RangeInclusive<T>,
    ) -> Result<Option<T>, UnusableConfig> {
        let Some(raw) = raw else { return Ok(None) };
        if range.contains(raw.get_ref()) {
            return Ok(Some(*raw.get_ref()));
        }
        let what = format!("{key} must be from {} to {}, and is {}", range.start(), range.end(), raw.get_ref());
        Err(self.refuse(raw, &what))
    }
}
