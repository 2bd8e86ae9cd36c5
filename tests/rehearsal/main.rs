//! The rehearsal's page in a real browser: what it shows, and that no mouse is needed.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

#[path = "../board/browser.rs"]
mod browser;
mod by_keyboard;
#[path = "../board/critic.rs"]
mod critic;
mod hall;
mod pictures;
#[expect(dead_code, reason = "this test uses a part of the support")]
#[path = "../support/mod.rs"]
mod support;
