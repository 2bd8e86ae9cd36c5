//! Each notice is claimed by one process at a time, in order.

use std::collections::HashMap;

use chrono::TimeDelta;
use talkbell::announce::Notice;
use talkbell::store::{Finished, State};

use crate::engine::{Engine, after, claim, delivered, icml, noon, on_both, reminder, start, subjects};

on_both!(
    four_processes_take_900_notices_once_each_and_in_order,
    a_destination_hears_one_thing_at_a_time,
    moderators_are_served_first,
    a_claim_takes_no_more_than_it_is_asked_for,
    what_is_tried_again_waits_for_its_time_and_holds_its_channel,
);

async fn four_processes_take_900_notices_once_each_and_in_order(engine: Engine) {
    const CHANNELS: u64 = 90;
    let notices: Vec<Notice> = (0..10)
        .flat_map(|minute| (1..=CHANNELS).map(move |channel| start(&format!("t-{minute}-{channel}"), channel, minute)))
        .collect();
    let planner = engine.open().await;
    planner.replan(&icml(), &notices, noon()).await.unwrap();

    let mut processes = Vec::new();
    for number in 0..4 {
        let store = engine.open().await;
        processes.push(tokio::spawn(async move {
            let owner = format!("process-{number}");
            let mut taken = Vec::new();
            loop {
                let claims = store.claim(&owner, after(9), after(9), 30).await.unwrap();
                for claim in &claims {
                    assert!(store.finish(claim, &owner, &delivered(), after(9)).await.unwrap());
                }
                let none = claims.is_empty();
                taken.extend(claims.into_iter().map(|claim| claim.notice));
                if none && store.counts().await.unwrap().keys().all(|state| *state == State::Delivered) {
                    return taken;
                }
            }
        }));
    }
    let mut times: HashMap<String, usize> = HashMap::new();
    for process in processes {
        let taken = process.await.unwrap();
        let mut heard: HashMap<_, _> = HashMap::new();
        for notice in taken {
            let before = heard.insert(notice.destination, notice.due);
            assert!(before.is_none_or(|before| before < notice.due), "{notice:?} came after {before:?}");
            *times.entry(notice.key().to_string()).or_default() += 1;
        }
    }
    assert_eq!((times.len(), times.values().sum::<usize>()), (900, 900));
}

async fn a_destination_hears_one_thing_at_a_time(engine: Engine) {
    let store = engine.open().await;
    let both_now = [start("b-first", 1, 0), start("a-second", 1, 0), start("elsewhere", 2, 0), start("later", 1, 1)];
    store.replan(&icml(), &both_now, noon()).await.unwrap();
    let mut first = claim(&store, "we", 5).await;
    assert_eq!(subjects(&first), ["talk:b-first", "talk:elsewhere"]);
    assert!(claim(&store, "we", 5).await.is_empty(), "the channel waits until the first is said");
    for expected in ["talk:a-second", "talk:later"] {
        for claim in &first {
            store.finish(claim, "we", &delivered(), after(5)).await.unwrap();
        }
        first = claim(&store, "we", 5).await;
        assert_eq!(subjects(&first), [expected]);
    }
}

async fn moderators_are_served_first(engine: Engine) {
    let store = engine.open().await;
    let audience = (1..=50).map(|channel| start(&format!("t-{channel}"), channel, 0));
    let notices: Vec<Notice> = audience.chain([reminder("qa", 4000, 1)]).collect();
    store.replan(&icml(), &notices, noon()).await.unwrap();
    let one = store.claim("we", after(2), after(2), 1).await.unwrap();
    assert_eq!(subjects(&one), ["talk:qa"]);
}

async fn a_claim_takes_no_more_than_it_is_asked_for(engine: Engine) {
    let store = engine.open().await;
    let notices: Vec<Notice> = (1..=20).map(|channel| start(&format!("t-{channel}"), channel, 0)).collect();
    store.replan(&icml(), &notices, noon()).await.unwrap();
    assert!(store.claim("we", noon() - TimeDelta::milliseconds(1), noon(), 9).await.unwrap().is_empty(), "not yet due");
    assert_eq!(store.claim("we", noon(), noon(), 9).await.unwrap().len(), 9);
    assert_eq!(store.claim("we", noon(), noon(), 100).await.unwrap().len(), 11);
    assert!(store.claim("we", noon(), noon(), 100).await.unwrap().is_empty());
}

async fn what_is_tried_again_waits_for_its_time_and_holds_its_channel(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("first", 1, 0), start("second", 1, 1)], noon()).await.unwrap();
    let first = claim(&store, "we", 0).await.remove(0);
    let again = Finished::Again(after(3), "Discord is away.".to_owned());
    assert!(store.finish(&first, "we", &again, noon()).await.unwrap());
    assert!(claim(&store, "we", 2).await.is_empty());
    let retried = claim(&store, "we", 3).await;
    assert_eq!(subjects(&retried), ["talk:first"]);
    assert_eq!((retried[0].attempts, retried[0].reason.as_deref()), (2, Some("Discord is away.")));
}
