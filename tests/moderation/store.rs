//! What the store promises of acts and check-ins: of several who act upon one state, one wins.

use chrono::TimeDelta;
use talkbell::announce::UserId;
use talkbell::schedule::SessionId;
use talkbell::store::{CheckIn, ShowDeed, Store};

use crate::engine::{Engine, after, icml, noon, on_both};

on_both!(
    of_many_who_act_at_once_one_wins,
    what_is_undone_stays_on_record_and_is_undone_once,
    a_check_in_is_news_once,
    a_panel_is_edited_once_in_a_pause_whoever_asks,
);

fn theory() -> SessionId {
    "theory".parse().unwrap()
}

fn moderator(id: u64) -> UserId {
    UserId::new(id).unwrap()
}

async fn records(store: &Store, after: i64, deed: &str, undoes: Option<i64>, by: u64) -> bool {
    let session = theory();
    let deed = ShowDeed { session: &session, after, deed, undoes, by: moderator(by), by_name: "Yi Ma" };
    store.record(&icml(), &deed, noon()).await.unwrap()
}

async fn of_many_who_act_at_once_one_wins(engine: Engine) {
    let store = engine.open().await;
    for round in 0..5 {
        let stores = futures_util::future::join_all((0..4).map(|_| engine.open())).await;
        let pressing = (1..).zip(&stores).map(|(by, store)| records(store, round, "extend", None, by));
        let won = futures_util::future::join_all(pressing).await;
        assert_eq!(won.iter().filter(|won| **won).count(), 1, "{won:?}");
    }
    let recorded = store.show_acts(&icml()).await.unwrap();
    assert_eq!(recorded.iter().map(|deed| deed.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert!(!records(&store, 3, "late", None, 9).await, "who has not seen the last deed does nothing");
    assert!(recorded.iter().all(|deed| deed.by_name == "Yi Ma" && deed.done == noon() && !deed.undone));
}

async fn what_is_undone_stays_on_record_and_is_undone_once(engine: Engine) {
    let store = engine.open().await;
    assert!(records(&store, 0, "extend", None, 1).await);
    assert!(records(&store, 1, "undo", Some(1), 2).await);
    assert!(!records(&store, 2, "undo", Some(1), 2).await, "it is undone already");
    let recorded = store.show_acts(&icml()).await.unwrap();
    let shown: Vec<_> = recorded.iter().map(|deed| (deed.seq, deed.deed.as_str(), deed.undone)).collect();
    assert_eq!(shown, [(1, "extend", true), (2, "undo", false)]);
    assert!(records(&store, 2, "skip", None, 1).await, "nothing stays locked");
}

async fn a_check_in_is_news_once(engine: Engine) {
    let store = engine.open().await;
    let here = |minute| CheckIn {
        session: theory(),
        user: moderator(1),
        name: "Yi Ma".to_owned(),
        at: noon() + TimeDelta::minutes(minute),
    };
    assert!(store.check_in(&icml(), &here(1)).await.unwrap());
    assert!(!store.check_in(&icml(), &here(2)).await.unwrap());
    assert_eq!(store.check_ins(&icml()).await.unwrap(), [here(1)]);
    assert!(store.present(&icml()).await.unwrap().contains(&(theory(), moderator(1))));
    assert_eq!(store.deeds(&icml()).await.unwrap(), (0, 1));
}

async fn a_panel_is_edited_once_in_a_pause_whoever_asks(engine: Engine) {
    let (one, other) = (engine.open().await, engine.open().await);
    let (key, pause) = ("a panel".to_owned().into(), TimeDelta::minutes(2));
    let claims = async |store: &Store, minutes| store.claim_panel(&key, after(minutes), pause).await.unwrap();
    let both = tokio::join!(claims(&one, 0), claims(&other, 0));
    assert!(both.0 != both.1, "{both:?}");
    assert!(!claims(&one, 1).await);
    assert!(claims(&other, 2).await);
    assert!(claims(&one, -100).await, "a clock that was set back locks nobody out");
}
