//! Stories of programmes that stand on the web: what is fetched and what is not, and what becomes of a session whose source
//! changes while it runs.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

mod fetching;
mod following;
mod held;
mod layered;
mod source;
#[expect(dead_code, reason = "this test uses a part of the support")]
#[path = "../support/mod.rs"]
mod support;
