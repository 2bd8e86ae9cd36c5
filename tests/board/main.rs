//! The board of questions on screens: over HTTP, and in real browsers.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

mod browser;
mod critic;
mod crowded;
mod events;
mod http;
mod links;
mod pictures;
mod room;
mod screens;
#[expect(dead_code, reason = "this test uses a part of the support")]
#[path = "../support/mod.rs"]
mod support;
