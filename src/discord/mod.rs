//! Discord: REST and gateway, through serenity's routes, builders and models.
//!
//! No rule of the programme lives here: an interaction is parsed into a question, an answer is rendered, and a message is
//! posted.

mod answer;
mod chat;
mod checks;
mod commands;
mod gateway;
mod handler;
mod interactions;
mod invalid;
mod limits;
mod register;
mod render;
mod rest;
mod rest_error;

pub use chat::DiscordChat;
pub use checks::{Finding, Verdict, check_channels, check_gateway, check_token};
pub use gateway::{Gateway, GatewayEnd};
pub use rest::{Rest, UnusableClient};
pub use rest_error::{RestError, Scope};
