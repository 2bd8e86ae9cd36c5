//! The moderator: what is stored of their doing, and stories on the local Discord.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

mod acting;
mod asking;
mod called;
mod closed;
mod coalescing;
#[path = "../outbox/engine.rs"]
#[expect(dead_code, reason = "this test uses a part of the engines")]
mod engine;
mod evening;
mod later;
mod store;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;
mod tally;
mod whole;
