//! Stories of the one who runs talkbell: a store that breaks, an outbox to look into, and a bot that says how it is.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

mod health;
mod outbox;
mod process;
mod restoring;
mod store;
#[expect(dead_code, reason = "this test uses a part of the support")]
#[path = "../support/mod.rs"]
mod support;
mod watchdog;
mod why;
