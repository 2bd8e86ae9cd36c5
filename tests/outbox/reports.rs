//! The organisers are told of each missed notice once.

use chrono::{DateTime, Utc};
use talkbell::announce::NoticeKind;
use talkbell::store::Store;

use crate::engine::{Engine, after, claim, delivered, icml, miss, noon, on_both, report, start};

on_both!(
    what_was_missed_is_told_once,
    two_processes_file_one_report,
    without_a_place_for_reports_nothing_is_left_untold,
    a_second_report_at_the_same_instant_is_a_report_of_its_own,
    a_missed_report_is_not_reported,
);

async fn misses(store: &Store, talks: &[&str], minute: i64) {
    let plan: Vec<_> = talks.iter().map(|talk| start(talk, 1, minute)).collect();
    store.replan(&icml(), &plan, noon()).await.unwrap();
    for expired in store.expired(after(minute + 10)).await.unwrap() {
        assert!(miss(store, &expired.key, "talkbell slept", minute + 10).await);
    }
}

async fn what_was_missed_is_told_once(engine: Engine) {
    let store = engine.open().await;
    misses(&store, &["a", "b"], 0).await;
    assert_eq!(store.unreported(DateTime::<Utc>::MIN_UTC).await.unwrap(), ["icml"]);
    let told = store.file_report(&icml(), Some(&report(10)), after(10)).await.unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].1, "talkbell slept");
    assert!(store.unreported(DateTime::<Utc>::MIN_UTC).await.unwrap().is_empty());
    assert_eq!(store.reported_in(&report(10).key()).await.unwrap(), told);

    let filed = claim(&store, "we", 10).await;
    assert_eq!((filed.len(), filed[0].notice.kind), (1, NoticeKind::Report));
    assert!(store.file_report(&icml(), Some(&report(11)), after(11)).await.unwrap().is_empty());
    assert!(store.finish(&filed[0], "we", &delivered(), after(11)).await.unwrap());
    assert!(claim(&store, "we", 11).await.is_empty(), "an empty report is none");
}

async fn two_processes_file_one_report(engine: Engine) {
    let (store, other) = (engine.open().await, engine.open().await);
    misses(&store, &["a", "b", "c"], 0).await;
    let (id, first, second) = (icml(), report(10), report(11));
    let (ours, theirs) =
        tokio::join!(store.file_report(&id, Some(&first), after(10)), other.file_report(&id, Some(&second), after(11)));
    assert_eq!(ours.unwrap().len() + theirs.unwrap().len(), 3);
    assert_eq!(claim(&store, "we", 11).await.len(), 1);
}

async fn without_a_place_for_reports_nothing_is_left_untold(engine: Engine) {
    let store = engine.open().await;
    misses(&store, &["a"], 0).await;
    assert_eq!(store.file_report(&icml(), None, after(10)).await.unwrap().len(), 1);
    assert!(store.unreported(DateTime::<Utc>::MIN_UTC).await.unwrap().is_empty());
    assert!(claim(&store, "we", 10).await.is_empty());
}

async fn a_second_report_at_the_same_instant_is_a_report_of_its_own(engine: Engine) {
    let store = engine.open().await;
    misses(&store, &["a"], 0).await;
    store.file_report(&icml(), Some(&report(10)), after(10)).await.unwrap();
    let first = claim(&store, "we", 10).await.remove(0);
    store.finish(&first, "we", &delivered(), after(10)).await.unwrap();
    misses(&store, &["a", "b"], 0).await;
    assert_eq!(store.file_report(&icml(), Some(&report(10)), after(10)).await.unwrap().len(), 1);
    let second = claim(&store, "we", 10).await.remove(0);
    assert_ne!(first.key, second.key);
    assert_eq!(store.reported_in(&second.key).await.unwrap().len(), 1);
}

async fn a_missed_report_is_not_reported(engine: Engine) {
    let store = engine.open().await;
    misses(&store, &["a"], 0).await;
    store.file_report(&icml(), Some(&report(10)), after(10)).await.unwrap();
    let expired = store.expired(after(30)).await.unwrap();
    assert_eq!(expired.len(), 1);
    assert!(miss(&store, &expired[0].key, "nobody took it", 30).await);
    assert!(store.unreported(DateTime::<Utc>::MIN_UTC).await.unwrap().is_empty());
}
