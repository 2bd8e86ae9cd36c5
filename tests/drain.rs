//! Many channels at one instant: as fast as Discord allows, and never faster.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use std::time::Instant;

use support::congress::{Berth, Congress, Moderated};
use support::harness::instant;
use support::page::{session, talk};
use talkbell::rehearsal::{Manner, Windows};

/// Of Discord's 50 requests a second talkbell uses so many.
const RATE: f64 = 45.0;
const START_ONLY: &str = "session_opening = \"off\"\nsession_closing = \"off\"\nmoderator_call = \"off\"\n\
                          [conference.announce.ping]\ndefault = \"off\"";

/// How many channels. `TALKBELL_CHANNELS=1000 cargo test --test drain -- --nocapture` takes half a minute.
const CHANNELS: u32 = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_channels_due_at_one_instant_drain_without_a_single_429() {
    let asked_for = std::env::var("TALKBELL_CHANNELS").ok().map(|channels| channels.parse().unwrap());
    drain(asked_for.unwrap_or(CHANNELS)).await;
}

/// With Discord's own windows, in real time: a 429 for whoever comes too soon. Says how near the drain came to what the
/// limit allows.
async fn drain(channels: u32) {
    let page = session("Theory", "Yi Ma", &[talk("18:00 - 18:20", "Oral", "Perceptrons", "Ada Lovelace", "")]);
    let numbers = 0..usize::try_from(channels).unwrap();
    let berths: Vec<Berth> = numbers.map(|number| Berth::new(number, Moderated::No, START_ONLY)).collect();
    let manner = Manner { windows: Windows::Real, record_requests: true };
    let mut congress = Congress::begin(&berths, &page, manner, "10s", "17:59").await;
    let began = Instant::now();
    congress.passes_to(instant("18:00", chrono_tz::America::Los_Angeles));
    congress.landed(&berths).await;

    let requests = congress.discord.requests();
    let last = requests.iter().filter(|request| request.method == "POST").map(|request| request.at).max().unwrap();
    let drained = (last - began).as_secs_f64();
    println!("{channels} channels in {drained:.2} s: efficiency {:.3}", f64::from(channels) / RATE / drained);
    assert_eq!(requests.iter().filter(|request| request.status == Some(429)).count(), 0);
    for berth in &berths {
        assert_eq!(congress.discord.messages(berth.channel()).len(), 1);
    }
    congress.stop().await;
}
