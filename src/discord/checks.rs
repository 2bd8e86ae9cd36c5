use serde::Deserialize;
use serenity::all::ChannelId as DiscordChannel;
use serenity::http::{LightMethod, Request, Route};

use super::rest::Rest;
use super::rest_error::RestError;
use crate::announce::ChannelId;

/// Discord's documentation of JSON error codes.
const UNKNOWN_CHANNEL: u32 = 10003;
const MISSING_ACCESS: u32 = 50001;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How it stands.
    pub verdict: Verdict,
    /// What was found and what to do about it, as a sentence.
    pub what: String,
}

/// How a checked thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Good,
    /// Could not be checked, or is doubtful; talkbell starts all the same.
    Doubtful,
    /// talkbell cannot do its work like this.
    Bad,
}

#[derive(Deserialize)]
struct Me {
    username: String,
}

#[derive(Deserialize)]
struct GatewayAddress {
    url: String,
}

#[derive(Deserialize)]
struct ChannelName {
    #[serde(default)]
    name: Option<String>,
}

/// Whether Discord takes the token, and whose it is.
pub async fn check_token(rest: &Rest) -> Finding {
    let me: Result<Me, _> = rest.call(Request::new(Route::UserMe, LightMethod::Get)).await;
    match me {
        Ok(me) => good(format!("The token is {}'s.", me.username)),
        Err(RestError::TokenRefused) => bad(
            "Discord refuses the token in DISCORD_TOKEN: copy it again from the developer portal (Bot, Reset Token), \
             without quotes or spaces.",
        ),
        Err(error @ RestError::Unreachable { .. }) => {
            bad(format!("{error}. Is discord.api_url right, and is this machine on the network?"))
        }
        Err(error) => doubtful(format!("The token could not be checked: {error}.")),
    }
}

/// Whether Discord says where its gateway is. Without that, serenity would dial the real one.
pub async fn check_gateway(rest: &Rest) -> Finding {
    let address: Result<GatewayAddress, _> = rest.call(Request::new(Route::Gateway, LightMethod::Get)).await;
    match address {
        Ok(address) => good(format!("The gateway is {}.", address.url)),
        Err(error) => bad(format!("Discord does not say where its gateway is: {error}. Please try again in a moment.")),
    }
}

/// Whether each channel is there and can be seen by talkbell, in the order given.
pub async fn check_channels(rest: &Rest, channels: &[ChannelId]) -> Vec<Finding> {
    futures_util::future::join_all(channels.iter().map(|channel| check_channel(rest, *channel))).await
}

async fn check_channel(rest: &Rest, channel: ChannelId) -> Finding {
    let route = Route::Channel { channel_id: DiscordChannel::new(channel.get()) };
    let found: Result<ChannelName, _> = rest.call(Request::new(route, LightMethod::Get)).await;
    match found {
        Ok(found) => good(format!("The channel {channel} is #{}.", found.name.unwrap_or_default())),
        Err(error) => match error.code() {
            Some(UNKNOWN_CHANNEL) => bad(format!(
                "there is no channel {channel} on Discord. In Discord, switch on developer mode, right-click the channel \
                 and choose Copy Channel ID"
            )),
            Some(MISSING_ACCESS) => bad(format!(
                "talkbell may not see the channel {channel}. Invite it to that server, and give it View Channel, Send \
                 Messages and Embed Links there"
            )),
            _ => doubtful(format!("the channel {channel} could not be checked: {error}")),
        },
    }
}

fn good(what: impl Into<String>) -> Finding {
    Finding { verdict: Verdict::Good, what: what.into() }
}

fn doubtful(what: impl Into<String>) -> Finding {
    Finding { verdict: Verdict::Doubtful, what: what.into() }
}

fn bad(what: impl Into<String>) -> Finding {
    Finding { verdict: Verdict::Bad, what: what.into() }
}
