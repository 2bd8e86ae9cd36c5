//! talkbell runs the chat side of a conference session on Discord.
//!
//! A room imports only rooms below it; siblings never import each other (held by `tests/architecture.rs`):
//!
//! | room | what it is |
//! |---|---|
//! | [`schedule`], [`import`] | pure: data in, data out, time as a parameter |
//! | [`clock`] | the only caller of the system's clock |
//!

pub mod announce;
pub mod app;
pub mod clock;
pub mod config;
pub mod discord;
pub mod import;
pub mod schedule;
pub mod store;
pub mod text;
