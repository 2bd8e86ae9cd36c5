//! How notices end, and what becomes of those whose process ended first.

use talkbell::store::{Finished, OpenClaim, State};

use crate::engine::{Engine, after, claim, delivered, icml, miss, noon, on_both, start, states};

on_both!(
    only_its_owner_ends_a_claim,
    what_a_lost_process_claimed_becomes_uncertain,
    a_claim_is_given_up_once_and_only_while_it_stands,
    what_is_uncertain_stays_so_since_it_began,
    what_nobody_posted_in_time_is_missed_once,
    what_a_long_absence_left_is_missed_together_and_once,
    what_is_under_way_is_not_missed,
    large_ids_come_back_whole,
);

async fn only_its_owner_ends_a_claim(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", 1, 0)], noon()).await.unwrap();
    let ours = claim(&store, "we", 0).await.remove(0);
    assert!(!store.finish(&ours, "they", &delivered(), noon()).await.unwrap());
    assert_eq!(states(&store).await[0].2, State::Claimed);
    assert!(store.finish(&ours, "we", &delivered(), noon()).await.unwrap());
    assert!(!store.finish(&ours, "we", &Finished::Failed("late".to_owned()), noon()).await.unwrap());
    assert_eq!(states(&store).await[0].2, State::Delivered);
}

async fn what_a_lost_process_claimed_becomes_uncertain(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", 1, 0)], noon()).await.unwrap();
    let lost = claim(&store, "lost", 0).await.remove(0);
    assert_eq!(store.recover("we").await.unwrap(), 1);
    assert_eq!(states(&store).await[0].2, State::Uncertain);
    let found = claim(&store, "we", 3).await.remove(0);
    assert_eq!((found.uncertain_since, found.attempts), (Some(noon()), 2));
    assert!(!store.finish(&lost, "lost", &delivered(), after(3)).await.unwrap(), "it came back too late");
}

async fn a_claim_is_given_up_once_and_only_while_it_stands(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", 1, 0)], noon()).await.unwrap();
    let theirs = claim(&store, "they", 0).await.remove(0);
    let open = store.open_claims().await.unwrap();
    assert_eq!((open.len(), open[0].owner.as_str(), open[0].attempts), (1, "they", 1));
    let later = OpenClaim { attempts: 2, ..open[0].clone() };
    assert!(!store.give_up(&later).await.unwrap(), "that is another attempt");
    assert!(store.give_up(&open[0]).await.unwrap());
    assert_eq!(states(&store).await[0].2, State::Uncertain);
    assert!(!store.give_up(&open[0]).await.unwrap(), "once");
    assert!(store.open_claims().await.unwrap().is_empty());
    assert!(!store.finish(&theirs, "they", &delivered(), after(1)).await.unwrap(), "it came back too late");
}

async fn what_is_uncertain_stays_so_since_it_began(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", 1, 0)], noon()).await.unwrap();
    for minute in 0..3 {
        let claimed = claim(&store, "we", minute).await.remove(0);
        assert_eq!(claimed.uncertain_since, (minute > 0).then(noon), "since the first loss");
        let lost = Finished::Uncertain(after(minute + 1), "no answer".to_owned());
        assert!(store.finish(&claimed, "we", &lost, after(minute)).await.unwrap());
    }
    let late = claim(&store, "we", 60).await;
    assert_eq!(late.len(), 1, "it is found out even when it is too late to post it");
}

async fn what_nobody_posted_in_time_is_missed_once(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", 1, 0), start("b", 1, 5)], after(-3)).await.unwrap();
    assert!(store.expired(after(9)).await.unwrap().is_empty());
    let expired = store.expired(after(10)).await.unwrap();
    assert_eq!((expired.len(), expired[0].planned, expired[0].attempts), (1, after(-3), 0));
    assert!(miss(&store, &expired[0].key, "talkbell slept", 10).await);
    assert!(!miss(&store, &expired[0].key, "talkbell slept", 10).await);
    assert!(store.expired(after(10)).await.unwrap().is_empty());
    let entry = store.entries(&icml()).await.unwrap().remove(0);
    assert_eq!(
        (entry.state, entry.reason.as_deref(), entry.finished),
        (State::Missed, Some("talkbell slept"), Some(after(10)))
    );
    assert_eq!(claim(&store, "we", 10).await.len(), 1, "the channel goes on with what is not too late");
}

async fn what_a_long_absence_left_is_missed_together_and_once(engine: Engine) {
    let (store, other) = (engine.open().await, engine.open().await);
    let plan: Vec<_> = (1..=600).map(|channel| start("a", channel, 0)).collect();
    store.replan(&icml(), &plan, noon()).await.unwrap();
    let late: Vec<_> = store.expired(after(10)).await.unwrap().into_iter().map(|expired| expired.key).collect();
    let late: Vec<_> = late.into_iter().map(|key| (key, "talkbell was not running".to_owned())).collect();
    assert_eq!(late.len(), 600);
    // Two replicas start at once: each is missed by one of them.
    let (ours, theirs) = tokio::join!(store.miss_all(&late, after(10)), other.miss_all(&late, after(10)));
    let (ours, theirs) = (ours.unwrap(), theirs.unwrap());
    assert_eq!(ours.len() + theirs.len(), 600);
    assert!(ours.iter().all(|key| !theirs.contains(key)));
    assert!(states(&store).await.iter().all(|(.., state)| *state == State::Missed));
    assert!(store.miss_all(&late, after(11)).await.unwrap().is_empty(), "once");
}

async fn what_is_under_way_is_not_missed(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", 1, 0)], noon()).await.unwrap();
    let claimed = claim(&store, "we", 9).await.remove(0);
    assert!(store.expired(after(11)).await.unwrap().is_empty());
    assert!(!miss(&store, &claimed.key, "late", 11).await);
}

async fn large_ids_come_back_whole(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", u64::MAX, 0)], noon()).await.unwrap();
    let claimed = claim(&store, "we", 0).await.remove(0);
    let posted = Finished::Delivered { channel: u64::MAX, message: u64::MAX - 1, said: None };
    assert!(store.finish(&claimed, "we", &posted, noon()).await.unwrap());
    assert_eq!(store.entries(&icml()).await.unwrap()[0].message, Some(u64::MAX - 1));
}
