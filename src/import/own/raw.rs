//! The shape of the file.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, Value};

use crate::import::names::people;

/// A programme, or what is said over another one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProgramme {
    pub(super) title: Option<String>,
    pub(super) time_zone: Option<Spanned<String>>,
    pub(super) date: Option<Spanned<Value>>,
    pub(super) year: Option<i32>,
    pub(super) source: Option<Spanned<String>>,
    pub(super) format: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) columns: BTreeMap<String, String>,
    #[serde(default, rename = "session", alias = "sessions")]
    pub(super) sessions: Vec<Spanned<RawSession>>,
    #[serde(default, rename = "talk", alias = "talks")]
    pub(super) talks: Vec<Spanned<RawTalk>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSession {
    pub(super) id: Option<Spanned<String>>,
    #[serde(rename = "match")]
    pub(super) matched: Option<Spanned<String>>,
    pub(super) title: Option<Spanned<String>>,
    #[serde(alias = "moderator")]
    pub(super) moderators: Option<Names>,
    pub(super) room: Option<String>,
    pub(super) track: Option<String>,
    #[serde(rename = "abstract")]
    pub(super) summary: Option<String>,
    pub(super) date: Option<Spanned<Value>>,
    pub(super) cancelled: Option<bool>,
    #[serde(default, rename = "talk", alias = "talks")]
    pub(super) talks: Vec<Spanned<RawTalk>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTalk {
    pub(super) id: Option<Spanned<String>>,
    #[serde(rename = "match")]
    pub(super) matched: Option<Spanned<String>>,
    pub(super) title: Option<Spanned<String>>,
    pub(super) kind: Option<Spanned<String>>,
    #[serde(alias = "speaker")]
    pub(super) speakers: Option<Names>,
    pub(super) room: Option<String>,
    #[serde(rename = "abstract")]
    pub(super) summary: Option<String>,
    pub(super) start: Option<Spanned<Value>>,
    pub(super) end: Option<Spanned<Value>>,
    pub(super) minutes: Option<Spanned<i64>>,
    pub(super) cancelled: Option<bool>,
    /// Where a talk that stands alone belongs.
    pub(super) session: Option<Spanned<String>>,
}

/// One text, which may name several, or a list.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Names {
    One(String),
    Several(Vec<String>),
}

impl Names {
    pub(super) fn list(&self) -> Vec<String> {
        let names = match self {
            Self::One(name) => people(name),
            Self::Several(names) => names.clone(),
        };
        names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
    }
}
