//! Discord: REST and gateway, through serenity's routes, builders and models.
//!
//! No rule of the programme lives here: an interaction is parsed into a question, an answer is rendered, and a message is
//! posted.

mod chat;
mod checks;
mod commands;
mod gateway;
mod interactions;
mod limits;
mod render;
mod rest;

pub use chat::DiscordChat;
pub use checks::{Finding, Verdict, check_channels, check_gateway, check_token};
pub use gateway::{Gateway, GatewayEnd};
pub use rest::{Rest, RestError, UnusableClient};
