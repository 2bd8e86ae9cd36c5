//! Discord: REST and gateway, through serenity's routes, builders and models.
//!
//! No rule of the programme lives here: an interaction is parsed into a question, an answer is rendered, and a message is
//! posted.

mod answer;
mod chat;
mod checks;
mod close_codes;
mod commands;
mod components;
mod directory;
mod gateway;
mod guild_check;
mod handler;
mod interactions;
mod invalid;
mod limits;
mod permissions;
mod register;
mod render;
mod responding;
mod rest;
mod rest_error;
mod threads;

pub use chat::DiscordChat;
pub use checks::{Finding, Identity, Verdict, check_channels, check_gateway, check_identity, check_token};
pub use close_codes::CloseCodes;
pub use directory::DiscordDirectory;
pub use gateway::{Gateway, GatewayEnd};
pub use guild_check::{GuildFindings, Needs, check_guild};
pub use interactions::decode;
pub use rest::{Rest, UnusableClient};
pub use rest_error::{RestError, Scope};
