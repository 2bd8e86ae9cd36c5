//! A local Discord on loopback, at real speed and with Discord's real windows.

use std::net::{Ipv4Addr, SocketAddr};

use talkbell::clock::Clock;
use talkbell::rehearsal::{Bot, Channel, Guild, LocalDiscord, Manner, Member, Windows, World};

pub const GUILD: u64 = 1000;
pub const FIRST_CHANNEL: u64 = 2000;
pub const ATTENDEE: u64 = 4000;
pub const TOKEN: &str = "bench";

/// Starts one with `channels` text channels and so many `people`, of whom the first have the ids [`FIRST_CHANNEL`] and
/// [`ATTENDEE`].
pub async fn local_discord(clock: &Clock, channels: u64, people: u64) -> anyhow::Result<LocalDiscord> {
    let channel = |n| Channel::open(FIRST_CHANNEL + n, &format!("session-{n}"));
    let world = World {
        guild: Guild { id: GUILD, name: "Bench".to_owned() },
        channels: (0..channels).map(channel).collect(),
        roles: Vec::new(),
        members: (0..people).map(|n| Member::attendee(ATTENDEE + n, &format!("Ada {n}"))).collect(),
        me: ATTENDEE,
        bot: Bot {
            id: 5000,
            application_id: 5001,
            username: "talkbell".to_owned(),
            token: TOKEN.to_owned(),
            privileged_intents: false,
        },
    };
    let manner = Manner { windows: Windows::Real, record_requests: true };
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    Ok(LocalDiscord::start(clock.clone(), world, manner, address).await?)
}
