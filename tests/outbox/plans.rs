//! Planning again changes what waits, and nothing that was said.

use chrono::TimeDelta;
use talkbell::announce::Notice;
use talkbell::store::{Finished, Replanned, State};

use crate::engine::{Engine, after, claim, delivered, icml, noon, on_both, start, states, subjects};

on_both!(
    planning_again_changes_nothing,
    a_talk_that_moves_rings_at_its_new_time,
    a_lead_or_an_end_that_changes_moves_the_notice,
    what_the_programme_drops_is_cancelled_and_comes_back_with_it,
    what_was_said_is_never_said_again,
    conferences_do_not_touch_one_another,
    the_next_due_instant_and_the_last_are_known,
);

async fn planning_again_changes_nothing(engine: Engine) {
    let store = engine.open().await;
    let plan = [start("a", 1, 0), start("b", 1, 5)];
    assert_eq!(store.replan(&icml(), &plan, noon()).await.unwrap(), Replanned { written: 2, cancelled: 0 });
    assert_eq!(store.replan(&icml(), &plan, after(1)).await.unwrap(), Replanned::default());
    assert_eq!(engine.open().await.replan(&icml(), &plan, after(2)).await.unwrap(), Replanned::default());
    let waiting = [("talk:a".to_owned(), 0, State::Pending), ("talk:b".to_owned(), 5, State::Pending)];
    assert_eq!(states(&store).await, waiting);
}

async fn a_talk_that_moves_rings_at_its_new_time(engine: Engine) {
    let store = engine.open().await;
    store.replan(&icml(), &[start("a", 1, 0)], noon()).await.unwrap();
    let moved = store.replan(&icml(), &[start("a", 1, 7)], noon()).await.unwrap();
    assert_eq!(moved, Replanned { written: 1, cancelled: 1 });
    assert!(claim(&store, "we", 6).await.is_empty());
    assert_eq!(subjects(&claim(&store, "we", 7).await), ["talk:a"]);
}

async fn a_lead_or_an_end_that_changes_moves_the_notice(engine: Engine) {
    let store = engine.open().await;
    let planned = start("a", 1, 5);
    store.replan(&icml(), std::slice::from_ref(&planned), noon()).await.unwrap();
    let longer = Notice { expires: after(60), ..planned.clone() };
    assert_eq!(store.replan(&icml(), &[longer], noon()).await.unwrap(), Replanned { written: 1, cancelled: 0 });
    assert!(store.expired(after(59)).await.unwrap().is_empty());
    let earlier = Notice { lead: TimeDelta::minutes(2), due: after(3), ..planned };
    assert_eq!(store.replan(&icml(), &[earlier], noon()).await.unwrap(), Replanned { written: 1, cancelled: 1 });
    assert_eq!(claim(&store, "we", 3).await.len(), 1);
}

async fn what_the_programme_drops_is_cancelled_and_comes_back_with_it(engine: Engine) {
    let store = engine.open().await;
    let (a, b) = (start("a", 1, 0), start("b", 1, 5));
    store.replan(&icml(), &[a.clone(), b.clone()], noon()).await.unwrap();
    assert_eq!(store.replan(&icml(), std::slice::from_ref(&b), noon()).await.unwrap().cancelled, 1);
    let said = claim(&store, "we", 5).await;
    assert_eq!(subjects(&said), ["talk:b"]);
    assert!(store.finish(&said[0], "we", &delivered(), after(5)).await.unwrap());
    let back = store.replan(&icml(), &[a, b], noon()).await.unwrap();
    assert_eq!(back, Replanned { written: 1, cancelled: 0 });
    assert_eq!(states(&store).await[0].2, State::Pending);
}

async fn what_was_said_is_never_said_again(engine: Engine) {
    let store = engine.open().await;
    let plan: Vec<Notice> = (1..=4).map(|channel| start(&format!("t-{channel}"), channel, 0)).collect();
    store.replan(&icml(), &plan, noon()).await.unwrap();
    let ends = [
        delivered(),
        Finished::Failed("refused".to_owned()),
        Finished::Missed("late".to_owned()),
        Finished::Cancelled("gone".to_owned()),
    ];
    for (claim, end) in claim(&store, "we", 0).await.iter().zip(&ends) {
        assert!(store.finish(claim, "we", end, noon()).await.unwrap());
    }
    let before = states(&store).await;
    assert_eq!(store.replan(&icml(), &plan, noon()).await.unwrap(), Replanned::default());
    assert_eq!(store.replan(&icml(), &[], noon()).await.unwrap(), Replanned::default());
    assert_eq!(states(&store).await, before);
    assert!(claim(&store, "we", 5).await.is_empty());
}

async fn conferences_do_not_touch_one_another(engine: Engine) {
    let store = engine.open().await;
    let other = "neurips".parse().unwrap();
    store.replan(&icml(), &[start("a", 1, 0)], noon()).await.unwrap();
    let theirs = Notice { conference: "neurips".parse().unwrap(), ..start("a", 1, 0) };
    store.replan(&other, &[theirs], noon()).await.unwrap();
    store.replan(&other, &[], noon()).await.unwrap();
    assert_eq!(states(&store).await, [("talk:a".to_owned(), 0, State::Pending)]);
    assert_eq!(store.entries(&other).await.unwrap()[0].state, State::Cancelled);
}

async fn the_next_due_instant_and_the_last_are_known(engine: Engine) {
    let store = engine.open().await;
    assert_eq!((store.next_due(noon()).await.unwrap(), store.open_until().await.unwrap()), (None, None));
    store.replan(&icml(), &[start("a", 1, 0), start("b", 1, 5)], noon()).await.unwrap();
    assert_eq!(store.next_due(noon()).await.unwrap(), Some(after(5)));
    assert_eq!(store.open_until().await.unwrap(), Some(after(5)));
}
