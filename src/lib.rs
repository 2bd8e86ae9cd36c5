//! talkbell runs the chat side of a conference session on Discord.
//!
//! A room imports only rooms below it; siblings never import each other (held by `tests/architecture.rs`):
//!
//! | room | what it is |
//! |---|---|
//! | [`schedule`], [`import`], [`export`], [`announce`], [`questions`], [`text`] | pure: data in, data out, time as a parameter |
//! | [`clock`] | the only caller of the system's clock |
//! | [`config`] | TOML, to validated settings |
//! | [`fetch`] | the web: what stands at an address, within limits |
//! | [`store`] | SQL: the outbox, in SQLite or PostgreSQL |
//! | [`app`] | use cases: where the pure parts, the store and the chat meet |
//! | [`discord`] | serenity: gateway, interactions, rendering, sending, limits |
//! | [`web`] | axum: health and metrics |
//! | [`rehearsal`] | the local Discord: REST, gateway, page; knows nothing of the bot but the clock |
//! | [`cli`] | one file a subcommand: reads and prints, decides nothing |

pub mod announce;
pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod discord;
pub mod export;
pub mod fetch;
pub mod import;
pub mod questions;
pub mod rehearsal;
pub mod schedule;
pub mod store;
pub mod text;
pub mod web;
