//! The audience's questions: what the store promises, on real SQLite and on real PostgreSQL, and stories on the local
//! Discord.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

mod audience;
mod crowd;
#[path = "../outbox/engine.rs"]
#[expect(dead_code, reason = "this test uses a part of the engines")]
mod engine;
mod moderating;
mod moving;
mod parallel;
mod store;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;
