//! talkbell runs the chat side of a conference session on Discord.
//!
//! A room imports only rooms below it; siblings never import each other (held by `tests/architecture.rs`):
//!
//! | room | what it is |
//! |---|---|
//! | [`schedule`], [`import`] | pure: data in, data out, time as a parameter |
//! | [`clock`] | the only caller of the system's clock |
//! | [`cli`] | one file a subcommand: reads and prints, decides nothing |
//!

pub mod cli;
pub mod clock;
pub mod import;
pub mod schedule;
