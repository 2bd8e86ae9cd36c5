//! Many channels at one instant: as fast as Discord allows, and never faster.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use std::collections::BTreeSet;
use std::time::Instant;

use support::congress::{Berth, Congress, Moderated};
use support::harness::instant;
use support::page::{session, talk};
use talkbell::rehearsal::{Manner, Windows};

/// Of Discord's 50 requests a second talkbell uses so many.
const RATE: f64 = 45.0;
const START_ONLY: &str = "session_opening = \"off\"\nsession_closing = \"off\"\nmoderator_call = \"off\"\n\
                          [conference.announce.ping]\ndefault = \"off\"";

const STARTS_AND_CALLS: &str = "session_opening = \"off\"\nsession_closing = \"off\"\nmoderator_call = \"15m\"\n\
                                [conference.announce.ping]\ndefault = \"off\"";

/// Of so many channels the order is judged.
const FAIR: usize = 80;
/// As the dispatcher has so many on their way at once.
const AT_ONCE: usize = 32;
/// How many channels. `TALKBELL_CHANNELS=1000 cargo test --test drain -- --nocapture` takes half a minute.
const CHANNELS: u32 = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_channels_due_at_one_instant_drain_without_a_single_429() {
    let asked_for = std::env::var("TALKBELL_CHANNELS").ok().map(|channels| channels.parse().unwrap());
    drain(asked_for.unwrap_or(CHANNELS)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_one_instant_moderators_go_first_and_every_channel_hears_one_before_any_hears_two() {
    let starts = |title| session(title, "Yi Ma", &[talk("18:00 - 18:20", "Oral", title, "Ada Lovelace", "")]);
    // Its moderators are reminded at the very instant at which the others start.
    let later = session("Proofs", "Yi Ma", &[talk("18:15 - 18:35", "Oral", "Induction", "Emmy Noether", "")]);
    let page = [starts("Theory"), starts("Practice"), later].join("\n\n");
    let moderated = |number: usize| if number.is_multiple_of(2) { Moderated::InChannel } else { Moderated::No };
    let berths: Vec<Berth> = (0..FAIR).map(|number| Berth::new(number, moderated(number), STARTS_AND_CALLS)).collect();
    let manner = Manner { windows: Windows::Real, record_requests: true };
    let mut congress = Congress::begin(&berths, &page, manner, "10s", "17:59").await;
    congress.landed(&berths).await;
    let before = posts(&congress).len();
    congress.passes_to(instant("18:00", chrono_tz::America::Los_Angeles));
    congress.landed(&berths).await;

    let posts = posts(&congress).split_off(before);
    let to = |channels: &BTreeSet<u64>| {
        let of = |channel: &u64| posts.iter().position(|post| post == channel).expect("it heard something");
        channels.iter().map(of).max().unwrap()
    };
    let moderators: BTreeSet<u64> = berths.iter().step_by(2).map(Berth::moderator_channel).collect();
    let audiences: BTreeSet<u64> = berths.iter().map(Berth::channel).collect();
    assert_eq!(posts.len(), moderators.len() + 2 * audiences.len());
    // What is under way at once may arrive in any order.
    let (called, started) = (to(&moderators), to(&audiences));
    assert!(called < moderators.len() + AT_ONCE, "the last moderator was called as number {called}");
    let firsts = moderators.len() + audiences.len();
    assert!(started < firsts + AT_ONCE, "the last channel heard its first talk as number {started}");
    congress.stop().await;
}

/// The channels in which something was posted, in the order of the requests.
fn posts(congress: &Congress) -> Vec<u64> {
    let requests = congress.discord.requests();
    let posts = requests.iter().filter(|request| request.method == "POST");
    let channel = |path: &str| path.strip_suffix("/messages")?.rsplit('/').next()?.parse().ok();
    posts.filter_map(|post| channel(&post.path)).collect()
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
