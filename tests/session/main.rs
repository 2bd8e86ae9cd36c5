//! Stories of whole sessions: what lands where, when, and what becomes of it when things go wrong.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

mod changes;
mod channels;
mod clocks;
mod foreign_text;
mod languages;
mod lateness;
mod leads;
mod moderators;
mod outages;
mod posters;
mod restarts;
mod routes;
#[expect(dead_code, reason = "this test uses a part of the support")]
#[path = "../support/mod.rs"]
mod support;
mod whole;
