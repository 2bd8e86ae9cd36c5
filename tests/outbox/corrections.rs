//! A programme that changes while several processes carry it: one takes the change in, and one at a time corrects a message.

use talkbell::announce::{Notice, NoticeKind, Told};
use talkbell::store::{Adoption, Corrected, Correction, Finished, Store, TakenIn};

use crate::engine::{Engine, after, claim, icml, noon, on_both, start};

on_both!(
    of_two_that_read_one_change_one_takes_it_in,
    of_two_that_correct_a_message_one_begins,
    what_changes_while_a_message_is_corrected_is_corrected_again,
    who_ends_a_correction_that_another_took_over_ends_nothing,
    why_a_message_is_not_corrected_is_on_record_until_it_is_marked_anew,
    what_is_told_of_a_change_stands_in_the_outbox_once,
);

fn programme(schedule: &str) -> TakenIn {
    TakenIn { printed: None, schedule: schedule.to_owned() }
}

/// Two processes, and a message that stands.
async fn posted(engine: &Engine) -> (Store, Store, Notice) {
    let (one, other) = (engine.open().await, engine.open().await);
    let notice = start("a", 1, 0);
    let first = Adoption { programme: programme("1"), ..Adoption::default() };
    assert!(one.adopt(&icml(), &first, noon()).await.unwrap());
    one.replan(&icml(), std::slice::from_ref(&notice), noon()).await.unwrap();
    let claimed = claim(&one, "one", 0).await.remove(0);
    let said = Finished::Delivered { channel: 1, message: 2, said: None };
    assert!(one.finish(&claimed, "one", &said, noon()).await.unwrap());
    (one, other, notice)
}

async fn mark(store: &Store, notice: &Notice) {
    store.mark_untrue(&[(notice.key(), "A talk".to_owned())]).await.unwrap();
}

async fn open(store: &Store) -> Option<Correction> {
    store.corrections().await.unwrap().pop()
}

fn done(what: &str) -> Corrected {
    Corrected::Done(Told::from(what.to_owned()))
}

async fn of_two_that_read_one_change_one_takes_it_in(engine: Engine) {
    let (one, other, notice) = posted(&engine).await;
    let correct = |schedule: &str| Adoption {
        follows: Some(1),
        programme: programme(schedule),
        corrections: vec![(notice.key(), "A talk".to_owned())],
        ..Adoption::default()
    };
    let (ours, theirs) = (correct("ours"), correct("theirs"));
    let (conference, at) = (icml(), after(1));
    let taken = tokio::join!(one.adopt(&conference, &ours, at), other.adopt(&conference, &theirs, at));
    let (first, second) = (taken.0.unwrap(), taken.1.unwrap());
    assert_ne!(first, second, "the other is told that it reads anew");
    let (number, kept) = one.numbered_programme(&icml()).await.unwrap().unwrap();
    assert_eq!((number, kept.schedule.as_str()), (2, if first { "ours" } else { "theirs" }));
    assert_eq!(open(&other).await.unwrap().round, 1, "marked once");
}

async fn of_two_that_correct_a_message_one_begins(engine: Engine) {
    let (one, other, notice) = posted(&engine).await;
    mark(&one, &notice).await;
    let (seen, also_seen) = (open(&one).await.unwrap(), open(&other).await.unwrap());
    let begun = tokio::join!(one.begin_correction(&seen, "one"), other.begin_correction(&also_seen, "other"));
    let (first, second) = (begun.0.unwrap(), begun.1.unwrap());
    assert_ne!(first, second);
    assert_eq!(open(&one).await.unwrap().by.as_deref(), Some(if first { "one" } else { "other" }));
}

async fn what_changes_while_a_message_is_corrected_is_corrected_again(engine: Engine) {
    let (one, other, notice) = posted(&engine).await;
    mark(&one, &notice).await;
    let older = open(&one).await.unwrap();
    assert!(one.begin_correction(&older, "one").await.unwrap());
    mark(&other, &notice).await;
    one.end_correction(&older, "one", &done("older")).await.unwrap();
    let newer = open(&other).await.expect("the newer change is still to be told");
    assert_eq!(newer.by, None, "and anybody may");
    assert!(other.begin_correction(&newer, "other").await.unwrap());
    other.end_correction(&newer, "other", &done("newer")).await.unwrap();
    assert!(open(&one).await.is_none());
}

async fn who_ends_a_correction_that_another_took_over_ends_nothing(engine: Engine) {
    let (one, other, notice) = posted(&engine).await;
    mark(&one, &notice).await;
    let lost = open(&one).await.unwrap();
    assert!(one.begin_correction(&lost, "one").await.unwrap());
    let taken_over = open(&other).await.unwrap();
    assert!(other.begin_correction(&taken_over, "other").await.unwrap());
    one.end_correction(&lost, "one", &done("late")).await.unwrap();
    assert_eq!(open(&other).await.unwrap().by.as_deref(), Some("other"));
    other.end_correction(&taken_over, "other", &Corrected::Again).await.unwrap();
    assert_eq!(open(&other).await.unwrap().by, None, "it is to be tried again");
}

async fn why_a_message_is_not_corrected_is_on_record_until_it_is_marked_anew(engine: Engine) {
    let (one, _, notice) = posted(&engine).await;
    mark(&one, &notice).await;
    let seen = open(&one).await.unwrap();
    assert!(one.begin_correction(&seen, "one").await.unwrap());
    one.end_correction(&seen, "one", &Corrected::Refused("Unknown Message".to_owned())).await.unwrap();
    assert!(open(&one).await.is_none(), "it is not tried again");
    let entry = || async { one.by_digest(&notice.key().digest()).await.unwrap().unwrap().entry };
    assert_eq!(entry().await.uncorrected.as_deref(), Some("Unknown Message"));
    mark(&one, &notice).await;
    assert_eq!(entry().await.uncorrected, None);
}

async fn what_is_told_of_a_change_stands_in_the_outbox_once(engine: Engine) {
    let (one, other, _) = posted(&engine).await;
    let told = Notice { kind: NoticeKind::Change, ..start("b", 1, 1) };
    let lines = vec!["A talk is now at 18:56.".to_owned()];
    let change =
        Adoption { programme: programme("2"), changes: vec![(told.clone(), lines.clone())], ..Adoption::default() };
    for store in [&one, &other] {
        assert!(store.adopt(&icml(), &change, after(1)).await.unwrap());
    }
    assert_eq!(one.lines(&told.key()).await.unwrap(), lines);
    assert_eq!(claim(&other, "other", 1).await.len(), 1);
}
