use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use serde::Deserialize;
use serenity::all::{ApplicationId, ChannelId as DiscordChannel, UserId};
use serenity::http::{LightMethod, Request, Route};

use super::rest::Rest;
use super::rest_error::RestError;
use crate::announce::ChannelId;
use crate::clock::Clock;

/// Discord's documentation of JSON error codes.
const UNKNOWN_CHANNEL: u32 = 10003;
const MISSING_ACCESS: u32 = 50001;
/// Questions at once: enough to use what the rate limit allows, few enough that none waits too long for its turn.
pub(super) const AT_ONCE: usize = 32;
/// People notice this.
const CLOCK_DOUBTFUL: TimeDelta = TimeDelta::seconds(2);
/// A notice that is so much too late or too early does harm.
const CLOCK_WRONG: TimeDelta = TimeDelta::seconds(30);

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

/// Who talkbell is on Discord, and what was found on the way.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The token, the application, the clock.
    pub findings: Vec<Finding>,
    /// talkbell's own user.
    pub user: Option<u64>,
    /// Its application.
    pub application: Option<u64>,
}

#[derive(Deserialize)]
struct Me {
    id: UserId,
    username: String,
}

#[derive(Deserialize)]
struct Application {
    id: ApplicationId,
    name: String,
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
    token_finding(&me)
}

/// Whose the token is, which application that is, and whether this machine's clock agrees with Discord's.
pub async fn check_identity(rest: &Rest, clock: &Clock) -> Identity {
    let asked = clock.wall();
    let (me, application) = tokio::join!(
        rest.call_dated::<Me>(Request::new(Route::UserMe, LightMethod::Get)),
        rest.call::<Application>(Request::new(Route::Oauth2ApplicationCurrent, LightMethod::Get)),
    );
    let (me, date) = match me {
        Ok((me, date)) => (Ok(me), date),
        Err(error) => (Err(error), None),
    };
    let mut findings = vec![token_finding(&me)];
    findings.extend(me.is_ok().then(|| application_finding(&application)));
    findings.extend(me.is_ok().then(|| clock_finding(asked, date, clock.wall())));
    let application = application.ok().map(|application| application.id.get());
    Identity { findings, user: me.ok().map(|me| me.id.get()), application }
}

fn token_finding(me: &Result<Me, RestError>) -> Finding {
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

fn application_finding(application: &Result<Application, RestError>) -> Finding {
    match application {
        Ok(application) => good(format!("The application is {}, {}.", application.name, application.id)),
        Err(error) => doubtful(format!("The application could not be asked for: {error}.")),
    }
}

/// `date` was written between `asked` and `answered`, and names whole seconds.
fn clock_finding(asked: DateTime<Utc>, date: Option<DateTime<Utc>>, answered: DateTime<Utc>) -> Finding {
    let Some(date) = date else {
        return doubtful("Discord's answer bears no date, so the clock could not be checked.");
    };
    // The true instant lies within a second of the date, and within the time that the answer took.
    let ahead = (asked - (date + TimeDelta::seconds(1))).max(TimeDelta::zero());
    let behind = (date - answered).max(TimeDelta::zero());
    let off = ahead.max(behind);
    let seconds = off.num_seconds();
    let side = if ahead > behind { "ahead of" } else { "behind" };
    match off {
        off if off > CLOCK_WRONG => bad(format!(
            "This machine's clock is {seconds} s {side} Discord's: everything would be said that much too early or too \
             late. Set it by NTP (timedatectl set-ntp true)."
        )),
        off if off > CLOCK_DOUBTFUL => {
            doubtful(format!("This machine's clock is {seconds} s {side} Discord's. Set it by NTP."))
        }
        _ => good("This machine's clock agrees with Discord's."),
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
    let mut findings = Vec::with_capacity(channels.len());
    for some in channels.chunks(AT_ONCE) {
        findings.extend(join_all(some.iter().map(|channel| check_channel(rest, *channel))).await);
    }
    findings
}

async fn check_channel(rest: &Rest, channel: ChannelId) -> Finding {
    let route = Route::Channel { channel_id: DiscordChannel::new(channel.get()) };
    let found: Result<ChannelName, _> = rest.call(Request::new(route, LightMethod::Get)).await;
    match found {
        Ok(found) => good(format!("The channel {channel} is #{}.", found.name.unwrap_or_default())),
        Err(error) => channel_refused(channel, &error),
    }
}

/// What it means that a channel cannot be asked for.
pub(super) fn channel_refused(channel: ChannelId, error: &RestError) -> Finding {
    match error.code() {
        Some(UNKNOWN_CHANNEL) => bad(format!(
            "there is no channel {channel} on Discord. In Discord, switch on developer mode, right-click the channel and \
             choose Copy Channel ID"
        )),
        Some(MISSING_ACCESS) => bad(format!(
            "talkbell may not see the channel {channel}. Invite it to that server, and give it View Channel, Send \
             Messages and Embed Links there"
        )),
        _ => doubtful(format!("the channel {channel} could not be checked: {error}")),
    }
}

pub(super) fn good(what: impl Into<String>) -> Finding {
    Finding { verdict: Verdict::Good, what: what.into() }
}

pub(super) fn doubtful(what: impl Into<String>) -> Finding {
    Finding { verdict: Verdict::Doubtful, what: what.into() }
}

pub(super) fn bad(what: impl Into<String>) -> Finding {
    Finding { verdict: Verdict::Bad, what: what.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(date: i64) -> Verdict {
        let asked: DateTime<Utc> = "2021-07-22T00:30:00.400Z".parse().unwrap();
        let whole: DateTime<Utc> = "2021-07-22T00:30:00Z".parse().unwrap();
        clock_finding(asked, Some(whole + TimeDelta::seconds(date)), asked + TimeDelta::milliseconds(700)).verdict
    }

    #[test]
    fn a_clock_is_judged_by_what_is_surely_wrong() {
        let judged = [-40, -32, -31, -5, -3, 0, 1, 3, 4, 31, 32].map(verdict);
        let (good, doubtful, bad) = (Verdict::Good, Verdict::Doubtful, Verdict::Bad);
        assert_eq!(judged, [bad, bad, bad, doubtful, doubtful, good, good, good, doubtful, doubtful, bad]);
    }
}
