//! Many channels at one instant: as fast as Discord allows, and never faster.

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use std::time::Instant;

use support::congress::{Berth, Congress};
use support::harness::instant;
use support::page::{session, talk};
use talkbell::rehearsal::{Manner, Windows};

const CHANNELS: usize = 300;
/// Of Discord's 50 requests a second talkbell uses so many.
const RATE: f64 = 45.0;
const START_ONLY: &str = "session_opening = \"off\"\nsession_closing = \"off\"\nmoderator_call = \"off\"\n\
                          [conference.announce.ping]\ndefault = \"off\"";

/// With real windows: Discord's own, a 429 for whoever comes too soon. `cargo bench drain` does the same with 1,000
/// channels.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hundreds_of_channels_due_at_one_instant_drain_without_a_single_429() {
    let page = session("Theory", "Yi Ma", &[talk("18:00 - 18:20", "Oral", "Perceptrons", "Ada Lovelace", "")]);
    let berths: Vec<Berth> = (0..CHANNELS).map(|number| Berth::new(number, false, START_ONLY)).collect();
    let manner = Manner { windows: Windows::Real, record_requests: true };
    let mut congress = Congress::begin(&berths, &page, manner, "10s", "17:59").await;
    let began = Instant::now();
    congress.passes_to(instant("18:00", chrono_tz::America::Los_Angeles));
    congress.landed(&berths).await;

    let requests = congress.discord.requests();
    let last = requests.iter().filter(|request| request.method == "POST").map(|request| request.at).max().unwrap();
    let drained = (last - began).as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "hundreds")]
    let efficiency = CHANNELS as f64 / RATE / drained;
    println!("{CHANNELS} channels in {drained:.2} s: efficiency {efficiency:.3}");
    assert_eq!(requests.iter().filter(|request| request.status == Some(429)).count(), 0);
    for berth in &berths {
        assert_eq!(congress.discord.messages(berth.channel()).len(), 1);
    }
    congress.stop().await;
}
