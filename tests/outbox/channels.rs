//! A channel that refuses again and again is switched off; the organisers are told of it, and of its return, once.

use talkbell::announce::{Notice, NoticeKind};
use talkbell::store::{Bar, Claim, Finished, Store};

use crate::engine::{Engine, after, claim, delivered, icml, miss, noon, on_both, report, start, subjects};

on_both!(
    what_refuses_three_times_is_switched_off_and_tried_again_later,
    one_message_that_is_taken_brings_it_back,
    a_switching_is_told_once,
    what_is_undone_before_it_is_told_is_not_told,
    a_restart_and_a_retry_try_at_once,
    what_is_missed_there_is_held_for_the_report,
    where_something_was_posted_lately_is_known,
);

/// Its answer, with the next try in five minutes.
fn barred(minute: i64) -> Finished {
    Finished::Barred(Bar { reason: "no entry".to_owned(), limit: 3, probe: after(minute + 5) })
}

/// Channel 1 has refused three times, at minute 0; three more wait there, and one elsewhere.
async fn switched_off(engine: &Engine) -> Store {
    let store = engine.open().await;
    let talks = ["a", "b", "c", "d", "e", "f"].map(|talk| start(talk, 1, 0));
    let plan: Vec<Notice> = talks.into_iter().chain([start("elsewhere", 2, 1)]).collect();
    store.replan(&icml(), &plan, noon()).await.unwrap();
    for _ in 0..3 {
        assert!(store.switched_off().await.unwrap().is_empty());
        let refused = claim(&store, "we", 0).await.remove(0);
        assert!(store.finish(&refused, "we", &barred(0), noon()).await.unwrap());
    }
    store
}

async fn end(store: &Store, claim: &Claim, finished: &Finished, minute: i64) {
    assert!(store.finish(claim, "we", finished, after(minute)).await.unwrap());
}

fn word(minute: i64) -> (Notice, Vec<String>) {
    (Notice { kind: NoticeKind::ChannelOff, ..report(minute) }, vec!["1".to_owned(), "no entry".to_owned()])
}

async fn what_refuses_three_times_is_switched_off_and_tried_again_later(engine: Engine) {
    let store = switched_off(&engine).await;
    let off = store.switched_off().await.unwrap();
    assert_eq!((off.len(), off[0].off_since, off[0].reason.as_str()), (1, Some(noon()), "no entry"));
    let meanwhile = claim(&store, "we", 4).await;
    assert_eq!(subjects(&meanwhile), ["talk:elsewhere"]);
    end(&store, &meanwhile[0], &delivered(), 4).await;

    let tried = claim(&store, "we", 5).await;
    assert_eq!(subjects(&tried), ["talk:d"]);
    end(&store, &tried[0], &barred(5), 5).await;
    assert!(claim(&store, "we", 9).await.is_empty());
    let expired = store.expired(after(10)).await.unwrap();
    assert_eq!(expired.len(), 2);
    assert!(expired.iter().all(|expired| expired.off.as_deref() == Some("no entry")));
    assert!(store.overdue(after(8), after(9)).await.unwrap().is_none(), "the organisers know");
}

async fn one_message_that_is_taken_brings_it_back(engine: Engine) {
    let store = switched_off(&engine).await;
    let tried = claim(&store, "we", 5).await.remove(0);
    end(&store, &tried, &delivered(), 5).await;
    assert!(store.switched_off().await.unwrap().is_empty());
    assert_eq!(subjects(&claim(&store, "we", 5).await), ["talk:e"]);
}

async fn a_switching_is_told_once(engine: Engine) {
    let store = switched_off(&engine).await;
    let other = engine.open().await;
    let off = store.switched().await.unwrap().remove(0);
    let (ours, theirs) = ([word(1)], [word(2)]);
    let (first, second) =
        tokio::join!(store.file_switching(&off, &ours, after(1)), other.file_switching(&off, &theirs, after(2)));
    assert!(first.unwrap() != second.unwrap(), "one of them tells");
    assert!(store.switched().await.unwrap().is_empty());
    let told = claim(&store, "we", 2).await;
    let told = told.iter().find(|claim| claim.notice.kind == NoticeKind::ChannelOff).unwrap();
    assert_eq!(store.lines(&told.key).await.unwrap(), ["1", "no entry"]);

    store.probe_channels().await.unwrap();
    let tried = claim(&store, "we", 3).await.remove(0);
    end(&store, &tried, &delivered(), 3).await;
    let on = store.switched().await.unwrap().remove(0);
    assert_eq!(on.off_since, None);
    assert!(!store.file_switching(&off, &[word(3)], after(3)).await.unwrap(), "it is no longer so");
    assert!(store.file_switching(&on, &[word(3)], after(3)).await.unwrap());
    assert!(store.switched().await.unwrap().is_empty());
}

async fn what_is_undone_before_it_is_told_is_not_told(engine: Engine) {
    let store = switched_off(&engine).await;
    let tried = claim(&store, "we", 5).await.remove(0);
    end(&store, &tried, &delivered(), 5).await;
    assert!(store.switched().await.unwrap().is_empty());
}

async fn a_restart_and_a_retry_try_at_once(engine: Engine) {
    let store = switched_off(&engine).await;
    store.probe_channels().await.unwrap();
    let tried = claim(&store, "we", 1).await.remove(0);
    assert_eq!(subjects(std::slice::from_ref(&tried)), ["talk:d"]);
    end(&store, &tried, &barred(1), 1).await;
    assert!(claim(&store, "we", 2).await.is_empty());
    assert!(store.retry(&tried.key, after(2)).await.unwrap());
    assert_eq!(subjects(&claim(&store, "we", 2).await), ["talk:d"]);
}

async fn what_is_missed_there_is_held_for_the_report(engine: Engine) {
    let store = switched_off(&engine).await;
    for expired in store.expired(after(10)).await.unwrap() {
        miss(&store, &expired.key, "off", 10).await;
    }
    let elsewhere = store.unreported(after(-1)).await.unwrap();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    assert_eq!(store.unreported(noon()).await.unwrap(), ["icml"]);
    let told = store.file_report(&icml(), Some(&report(70)), after(70)).await.unwrap();
    assert_eq!(told.len(), 6, "the three refusals, and what waited behind them: {told:#?}");
}

async fn where_something_was_posted_lately_is_known(engine: Engine) {
    let store = engine.open().await;
    let plan = [start("a", 1, 0), start("b", 2, 1), start("c", 3, 2)];
    store.replan(&icml(), &plan, noon()).await.unwrap();
    let posted = async |minute: i64| {
        let since = store.posted_in(&icml(), after(minute)).await.unwrap();
        since.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(posted(0).await.is_empty(), "what is planned is not posted");
    for claim in claim(&store, "we", 1).await {
        end(&store, &claim, &delivered(), 1).await;
    }
    assert_eq!(posted(0).await, ["channel:1", "channel:2"]);
    assert!(posted(24 * 60).await.is_empty(), "long ago says nothing of today");
    assert!(store.posted_in(&"another".parse().unwrap(), noon()).await.unwrap().is_empty());
}
