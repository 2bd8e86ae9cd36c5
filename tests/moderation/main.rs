//! The moderator: what is stored of their doing, and stories on the local Discord.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

mod acting;
mod called;
#[path = "../outbox/engine.rs"]
#[expect(dead_code, reason = "this test uses a part of the engines")]
mod engine;
mod evening;
mod store;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;
