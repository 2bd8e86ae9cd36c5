//! The local Discord, over real sockets: what it answers, refuses, and does on demand.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

mod bot;
mod faults;
mod gateway;
mod interactions;
mod limits;
mod messages;
mod page;
mod support;
