//! What was missed in an absence is told of in one message, whoever finds it and however often.

use talkbell::announce::{Notice, NoticeKey, NoticeKind, Subject};
use talkbell::store::{Expired, Store};

use crate::engine::{Engine, after, claim, delivered, icml, noon, on_both, start};

on_both!(
    an_absence_is_told_of_once,
    two_processes_that_wake_together_tell_once,
    a_second_absence_before_the_first_is_told_of_joins_it,
);

/// Three talks of one channel were missed.
async fn missed(store: &Store) -> Vec<Expired> {
    let plan = [start("a", 1, 0), start("b", 1, 1), start("c", 1, 40)];
    store.replan(&icml(), &plan, noon()).await.unwrap();
    store.expired(after(20)).await.unwrap()
}

fn reasons(expired: &[Expired]) -> Vec<(NoticeKey, String)> {
    expired.iter().map(|expired| (expired.key.clone(), "away".to_owned())).collect()
}

fn catch_up(minute: i64) -> Notice {
    Notice { kind: NoticeKind::CatchUp, subject: Subject::Conference, ..start("none", 1, minute) }
}

fn told(notices: &[Notice]) -> Vec<String> {
    notices.iter().map(|notice| notice.subject.to_string()).collect()
}

async fn an_absence_is_told_of_once(engine: Engine) {
    let store = engine.open().await;
    let expired = missed(&store).await;
    assert_eq!(store.miss_in_absence(&reasons(&expired), &catch_up(15), after(20)).await.unwrap(), 2);
    assert_eq!(store.miss_in_absence(&reasons(&expired), &catch_up(16), after(20)).await.unwrap(), 0);
    let claims = claim(&store, "we", 20).await;
    assert_eq!((claims.len(), claims[0].notice.kind), (1, NoticeKind::CatchUp));
    assert_eq!(told(&store.caught_up_in(&claims[0].key).await.unwrap()), ["talk:a", "talk:b"]);
    assert!(store.finish(&claims[0], "we", &delivered(), after(20)).await.unwrap());
    assert!(claim(&store, "we", 20).await.is_empty());
}

async fn two_processes_that_wake_together_tell_once(engine: Engine) {
    let (store, other) = (engine.open().await, engine.open().await);
    let expired = missed(&store).await;
    let (ours, theirs) = (reasons(&expired), reasons(&expired));
    let (first, second) = (catch_up(15), catch_up(16));
    let (first, second) = tokio::join!(
        store.miss_in_absence(&ours, &first, after(20)),
        other.miss_in_absence(&theirs, &second, after(20))
    );
    assert_eq!(first.unwrap() + second.unwrap(), 2);
    let claims = claim(&store, "we", 20).await;
    assert_eq!(claims.len(), 1);
    assert_eq!(store.caught_up_in(&claims[0].key).await.unwrap().len(), 2);
}

async fn a_second_absence_before_the_first_is_told_of_joins_it(engine: Engine) {
    let store = engine.open().await;
    let expired = missed(&store).await;
    store.miss_in_absence(&reasons(&expired), &catch_up(15), after(20)).await.unwrap();
    let expired: Vec<Expired> = store.expired(after(50)).await.unwrap();
    let more: Vec<_> = reasons(&expired).into_iter().filter(|(key, _)| key.as_str().contains("talk:c")).collect();
    assert_eq!(store.miss_in_absence(&more, &catch_up(45), after(50)).await.unwrap(), 1);
    let claims = claim(&store, "we", 50).await;
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].notice.expires, after(55), "as long as what it tells of calls for");
    assert_eq!(told(&store.caught_up_in(&claims[0].key).await.unwrap()), ["talk:a", "talk:b", "talk:c"]);
}
