//! The dispatcher and the plan in a simulated world, driven by a seed: `docs/delivery.md` says what is proved and how to
//! run it.

mod bars;
mod changes;
mod channels;
mod chat;
mod court;
mod executor;
mod filing;
mod model;
mod mutant;
mod outbox;
mod people;
mod programme;
mod programmes;
mod random;
mod replica;
mod row;
mod table;
mod takings;
mod verdicts;
mod weather;
mod wishes;
mod world;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use mutant::Mutant;
use talkbell::text::Words;
use world::{Outcome, simulate};

/// So many on every run of the tests; `TALKBELL_SEEDS` asks for more.
const SEEDS: u64 = 2000;
/// Within so many seeds each slip must be caught.
const SEEDS_FOR_A_MUTANT: u64 = 400;

#[test]
fn nothing_is_lost_or_said_twice_whatever_goes_wrong() {
    if let Some(seed) = number("TALKBELL_SEED") {
        let outcome = simulate(seed, Mutant::None, &words(), true);
        println!("{}\n{:?}", outcome.trace.join("\n"), outcome.ends);
        assert!(outcome.broken.is_empty(), "seed {seed}: {:#?}", outcome.broken);
        return;
    }
    let failure = first_failure(number("TALKBELL_SEEDS").unwrap_or(SEEDS), Mutant::None);
    if let Some((seed, outcome)) = failure {
        panic!("TALKBELL_SEED={seed} replays this: {:#?}", outcome.broken);
    }
}

#[test]
fn a_seed_replays_exactly() {
    for seed in 0..10 {
        let (once, again) =
            (simulate(seed, Mutant::None, &words(), true), simulate(seed, Mutant::None, &words(), true));
        assert_eq!(once.trace, again.trace, "seed {seed}");
    }
}

fn caught(mutant: Mutant) -> String {
    let (seed, outcome) = first_failure(SEEDS_FOR_A_MUTANT, mutant).expect("the slip is caught");
    println!("{mutant:?} is caught by seed {seed}: {:#?}", outcome.broken);
    outcome.broken.join("\n")
}

#[test]
fn a_chat_that_forgets_nonces_is_caught() {
    assert!(caught(Mutant::ForgetsNonces).contains("stands twice"));
}

#[test]
fn a_chat_that_looks_through_the_last_hundred_messages_alone_is_caught() {
    assert!(caught(Mutant::LooksShort).contains("stands"));
}

#[test]
fn messages_without_their_mark_are_caught() {
    assert!(caught(Mutant::MarksNothing).contains("cannot be recognised"));
}

#[test]
fn an_outbox_that_takes_an_abandoned_claim_for_unsent_is_caught() {
    assert!(caught(Mutant::RecoversToPending).contains("stands"));
}

#[test]
fn an_outbox_that_forgets_what_is_uncertain_is_caught() {
    assert!(caught(Mutant::ForgetsUncertainty).contains("stands"));
}

#[test]
fn an_outbox_that_ignores_lanes_is_caught() {
    assert!(caught(Mutant::IgnoresLanes).contains("which is still open"));
}

#[test]
fn an_outbox_that_counts_as_delivered_what_is_about_to_be_sent_is_caught() {
    assert!(caught(Mutant::DeliveredBeforeSending).contains("counts as delivered"));
}

#[test]
fn an_outbox_that_tells_the_organisers_twice_is_caught() {
    assert!(caught(Mutant::ReportsAgain).contains("was told of"));
}

#[test]
fn an_outbox_that_knocks_on_where_it_is_refused_is_caught() {
    assert!(caught(Mutant::KnocksOn).contains("is switched off"));
}

#[test]
fn a_channel_that_is_switched_off_in_silence_is_caught() {
    assert!(caught(Mutant::SwitchesInSilence).contains("was switched off"));
}

#[test]
fn an_absence_that_the_audience_is_not_told_of_is_caught() {
    assert!(caught(Mutant::MissesInSilence).contains("the audience is not told"));
}

#[test]
fn an_absence_that_is_told_of_twice_is_caught() {
    assert!(caught(Mutant::CatchesUpAgain).contains("tells of nothing"));
}

#[test]
fn a_store_that_lets_each_replica_take_the_same_change_in_is_caught() {
    assert!(caught(Mutant::TellsEachReplicasChange).contains("is told"));
}

#[test]
fn a_store_that_forgets_what_was_on_its_way_during_a_change_is_caught() {
    assert!(caught(Mutant::ForgetsWhatWasOnItsWay).contains("says what is not true"));
}

#[test]
fn a_store_that_has_corrections_tried_once_is_caught() {
    assert!(caught(Mutant::CorrectsOnce).contains("says what is not true"));
}

#[test]
fn a_store_that_reminds_of_what_was_dropped_is_caught() {
    assert!(caught(Mutant::RemindsOfWhatWasDropped).contains("no programme calls for it"));
}

#[test]
fn a_store_that_does_not_wake_a_reminder_is_caught() {
    assert!(caught(Mutant::RemindsNobodyTwice).contains("is cancelled, and the programme calls for it"));
}

/// The failing seed of the lowest number, whatever the threads do.
fn first_failure(seeds: u64, mutant: Mutant) -> Option<(u64, Outcome)> {
    let (words, next) = (words(), AtomicU64::new(0));
    let found = AtomicU64::new(u64::MAX);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds || found.load(Ordering::Relaxed) < seed {
                        return;
                    }
                    if !simulate(seed, mutant, &words, false).broken.is_empty() {
                        found.fetch_min(seed, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let seed = found.into_inner();
    (seed < u64::MAX).then(|| (seed, simulate(seed, mutant, &words, false)))
}

fn words() -> Arc<Words> {
    Arc::new(Words::english())
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
