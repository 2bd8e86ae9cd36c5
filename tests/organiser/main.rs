//! Stories of organisers who set a conference up and look after it on Discord.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

mod commands;
mod desk;
mod people;
mod routes;
mod setup;
mod several;
#[path = "../freshness/source.rs"]
#[expect(dead_code, reason = "this test uses a part of it")]
mod source;
#[expect(dead_code, reason = "this test uses a part of the support")]
#[path = "../support/mod.rs"]
mod support;
