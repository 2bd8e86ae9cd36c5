//! Whether Discord has what the configuration names, asked before the first announcement.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use tracing::warn;

use super::failure::Failure;
use crate::announce::{ChannelId, Destination};
use crate::config::{ConferenceSettings, Config, Placed, UnusableConfig};
use crate::discord::{Finding, Rest, Verdict, check_channels, check_gateway, check_token};
use crate::store::Store;

/// For so long, in session time, a channel that took an announcement is taken for sound.
const LATELY: TimeDelta = TimeDelta::days(1);

/// A client for Discord.
///
/// # Errors
/// When the client cannot be made, such as for want of certificates.
pub(super) async fn client(config: &Config, token: SecretString) -> Result<Rest, Failure> {
    let (api_url, timeout) = (config.api_url.clone(), config.timeout);
    // Reads the system's certificates, which takes tens of milliseconds: other work goes on meanwhile.
    let made = tokio::task::spawn_blocking(move || Rest::new(&api_url, token, timeout)).await;
    made.map_err(|error| Failure::of(format!("the HTTP client broke off: {error}")))?.map_err(Failure::of)
}

/// Asks for the token, the gateway and each channel, and warns of what is doubtful. `now` is session time.
///
/// # Errors
/// When Discord refuses one of them, with its place in the configuration; or the store does not answer.
pub(super) async fn check(rest: &Rest, config: &Config, store: &Store, now: DateTime<Utc>) -> Result<(), Failure> {
    let proven = proven(config, store, now).await?;
    for (finding, place) in findings(rest, config, &proven).await {
        let what = place.map_or(finding.what, |place| place.to_string());
        match finding.verdict {
            Verdict::Good => {}
            Verdict::Doubtful => warn!("{what}"),
            Verdict::Bad => return Err(Failure::of(what)),
        }
    }
    Ok(())
}

/// The channels that took an announcement lately. They are not asked for again: a bot that comes back in the middle of a
/// session has more urgent requests, and a channel that refuses meanwhile is switched off and told of.
async fn proven(config: &Config, store: &Store, now: DateTime<Utc>) -> Result<BTreeSet<Destination>, Failure> {
    let mut proven = BTreeSet::new();
    for conference in &config.conferences {
        proven.extend(store.posted_in(&conference.id, now - LATELY).await.map_err(Failure::of)?);
    }
    Ok(proven)
}

/// What Discord says about what the configuration names, each with its place in the file.
async fn findings(
    rest: &Rest,
    config: &Config,
    proven: &BTreeSet<Destination>,
) -> Vec<(Finding, Option<UnusableConfig>)> {
    let named: Vec<(&ConferenceSettings, String, Placed<ChannelId>)> = config
        .conferences
        .iter()
        .flat_map(|conference| conference.channels().map(move |(key, channel)| (conference, key, channel)))
        .filter(|(.., channel)| !proven.contains(&Destination::Channel(channel.value)))
        .collect();
    let ids: Vec<ChannelId> = named.iter().map(|(.., channel)| channel.value).collect();
    let (token, gateway, channels) = tokio::join!(check_token(rest), check_gateway(rest), check_channels(rest, &ids));
    let general = [token, gateway].into_iter().map(|finding| (finding, None));
    let placed = named.into_iter().zip(channels).map(|((conference, key, channel), finding)| {
        let what = format!("{key} of the conference {}: {}", conference.id, finding.what);
        (finding, Some(config.unusable(channel.line, what)))
    });
    general.chain(placed).collect()
}
