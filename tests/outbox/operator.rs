//! What an operator looks up and changes.

use talkbell::announce::NoticeKey;
use talkbell::store::{Filter, Finished, Named, Overdue, State};

use crate::engine::{Engine, after, claim, delivered, icml, noon, on_both, start, states};

on_both!(
    a_notice_is_found_by_key_digest_and_the_digests_beginning,
    rows_are_listed_by_conference_and_state,
    only_what_waits_is_cancelled_and_a_plan_does_not_wake_it,
    what_was_tried_is_looked_for_before_it_is_tried_again,
    what_waits_too_long_is_overdue,
);

async fn a_notice_is_found_by_key_digest_and_the_digests_beginning(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", 1, 0), start("b", 1, 5)], noon()).await.unwrap();
    let key = start("b", 1, 5).key();
    let digest = key.digest().to_string();
    for name in [key.as_str(), &digest, &digest[..8]] {
        let Named::One(found) = store.named(name).await.unwrap() else { panic!("{name} is the second one") };
        assert_eq!(found.key, key);
    }
    assert!(matches!(store.named("%").await.unwrap(), Named::Unknown(_)), "a sign of SQL's is no name");
    let slip = format!("{}zz", &digest[..6]);
    let Named::Unknown(like) = store.named(&slip).await.unwrap() else { panic!("{slip} is none") };
    assert_eq!(like.first().map(|it| &it.key), Some(&key));
    assert!(store.by_digest(&NoticeKey::from("none".to_owned()).digest()).await.unwrap().is_none());
}

async fn rows_are_listed_by_conference_and_state(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", 1, 0), start("b", 1, 5)], noon()).await.unwrap();
    let claimed = claim(&store, "we", 0).await.remove(0);
    store.finish(&claimed, "we", &delivered(), noon()).await.unwrap();
    let count = async |conference: Option<&str>, state: Option<State>| {
        let filter = Filter { conference: conference.map(|id| id.parse().unwrap()), state };
        store.list(&filter).await.unwrap().len()
    };
    assert_eq!(count(None, None).await, 2);
    assert_eq!(count(Some("icml"), Some(State::Delivered)).await, 1);
    assert_eq!(count(Some("neurips"), None).await, 0);
}

async fn only_what_waits_is_cancelled_and_a_plan_does_not_wake_it(engine: Engine) {
    let store = engine.open().await;
    let planned = [start("a", 1, 0), start("b", 1, 5)];
    store.replan(&icml(), &planned, noon()).await.unwrap();
    claim(&store, "we", 0).await;
    assert!(!store.cancel(&planned[0].key(), noon()).await.unwrap(), "it is being posted");
    assert!(store.cancel(&planned[1].key(), noon()).await.unwrap());
    store.replan(&icml(), &planned, noon()).await.unwrap();
    assert_eq!(states(&store).await[1].2, State::Cancelled);
    assert!(!store.retry(&planned[1].key(), after(15)).await.unwrap(), "it has expired");
    assert!(store.retry(&planned[1].key(), after(14)).await.unwrap());
    assert_eq!(states(&store).await[1].2, State::Pending, "it was never tried");
}

async fn what_was_tried_is_looked_for_before_it_is_tried_again(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", 1, 0)], noon()).await.unwrap();
    let claimed = claim(&store, "we", 0).await.remove(0);
    let refused = Finished::Failed("no permission".to_owned());
    store.finish(&claimed, "we", &refused, noon()).await.unwrap();
    assert!(store.retry(&claimed.key, after(1)).await.unwrap());
    let again = claim(&store, "we", 1).await.remove(0);
    assert_eq!((again.uncertain_since, again.attempts), (Some(noon()), 2));
}

async fn what_waits_too_long_is_overdue(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", 1, 0), start("b", 2, 1), start("c", 3, 8)], noon()).await.unwrap();
    assert_eq!(store.overdue(noon(), noon()).await.unwrap(), None);
    assert_eq!(store.overdue(after(2), after(3)).await.unwrap(), Some(Overdue { many: 2, since: noon() }));
    assert_eq!(store.overdue(after(2), after(10)).await.unwrap(), Some(Overdue { many: 1, since: after(1) }));
}
