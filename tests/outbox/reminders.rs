//! What people asked to be reminded of, on both engines.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use talkbell::announce::{Destination, Notice, NoticeKind, Reminder, Subject, UserId};
use talkbell::store::{Adoption, Finished, Noted, State, Store, TakenIn};

use crate::engine::{Engine, after, claim, delivered, icml, noon, on_both, start, states};

on_both!(
    a_wish_is_kept_once_and_can_be_taken_back,
    another_lead_replaces_the_first,
    a_moved_talk_reminds_by_its_new_time,
    a_plan_that_runs_beside_a_wish_loses_nothing,
    no_person_waits_before_a_channel,
    a_refused_reminder_is_remembered_until_one_arrives,
    wishes_are_forgotten_a_week_later,
);

const MOST: usize = 3;

async fn opened(engine: &Engine) -> Store {
    let store = engine.open().await;
    let programme = TakenIn { schedule: "{}".to_owned(), ..TakenIn::default() };
    store.adopt(&icml(), &Adoption { programme, ..Adoption::default() }, noon()).await.unwrap();
    store
}

fn wish(talk: &str, user: u64, lead: i64, minute: i64) -> (Reminder, Notice) {
    let (user, lead) = (UserId::new(user).unwrap(), TimeDelta::minutes(lead));
    let reminder = Reminder { talk: talk.parse().unwrap(), user, lead };
    let notice = Notice {
        kind: NoticeKind::Reminder,
        destination: Destination::Direct(user),
        subject: Subject::Talk(reminder.talk.clone()),
        lead,
        due: after(minute) - lead,
        ..start(talk, 1, minute)
    };
    (reminder, notice)
}

async fn a_wish_is_kept_once_and_can_be_taken_back(engine: Engine) {
    let store = opened(&engine).await;
    let wished = wish("a", 7, 10, 60);
    for _ in 0..2 {
        assert_eq!(store.remind(&icml(), std::slice::from_ref(&wished), MOST, noon()).await.unwrap(), Noted::Noted);
    }
    assert_eq!(store.reminders(&icml()).await.unwrap(), std::slice::from_ref(&wished.0));
    assert_eq!(states(&store).await, [("talk:a".to_owned(), 50, State::Pending)]);
    let user = wished.0.user;
    assert_eq!(store.forget(&icml(), user, None, noon()).await.unwrap(), 1);
    assert_eq!(store.forget(&icml(), user, None, noon()).await.unwrap(), 0);
    assert_eq!(states(&store).await, [("talk:a".to_owned(), 50, State::Cancelled)]);
    store.replan_reminders(&icml(), |_| Vec::new(), noon()).await.unwrap();
    store.remind(&icml(), &[wished], MOST, noon()).await.unwrap();
    assert_eq!(states(&store).await, [("talk:a".to_owned(), 50, State::Pending)]);

    let more = [wish("b", 7, 10, 70), wish("c", 7, 10, 80), wish("d", 7, 10, 90)];
    assert_eq!(store.remind(&icml(), &more, MOST, noon()).await.unwrap(), Noted::Full);
    assert_eq!(store.reminders(&icml()).await.unwrap().len(), 1, "all or nothing");
    assert_eq!(store.remind(&icml(), &more[..2], MOST, noon()).await.unwrap(), Noted::Noted);
    assert_eq!(store.remind(&icml(), &more[2..], MOST, after(61)).await.unwrap(), Noted::Noted, "one is past");
}

async fn another_lead_replaces_the_first(engine: Engine) {
    let store = opened(&engine).await;
    for lead in [10, 5] {
        store.remind(&icml(), &[wish("a", 7, lead, 60)], MOST, noon()).await.unwrap();
    }
    let all: BTreeSet<_> = states(&store).await.into_iter().collect();
    let expected = [("talk:a".to_owned(), 50, State::Cancelled), ("talk:a".to_owned(), 55, State::Pending)];
    assert_eq!(all, BTreeSet::from(expected));
}

async fn a_moved_talk_reminds_by_its_new_time(engine: Engine) {
    let store = opened(&engine).await;
    store.remind(&icml(), &[wish("a", 7, 10, 60), wish("b", 7, 10, 60)], MOST, noon()).await.unwrap();
    let moved = |wanted: &[Reminder]| {
        assert_eq!(wanted.len(), 2);
        vec![wish("a", 7, 10, 90).1]
    };
    let replanned = store.replan_reminders(&icml(), moved, noon()).await.unwrap();
    assert_eq!((replanned.written, replanned.cancelled), (1, 2));
    assert!(claim_personal(&store, 60).await.is_empty());
    // What else the programme calls for leaves them alone.
    store.replan(&icml(), &[start("c", 1, 60)], noon()).await.unwrap();
    assert_eq!(claim_personal(&store, 80).await, ["talk:a"]);
    let back = |_: &[Reminder]| vec![wish("a", 7, 10, 60).1, wish("b", 7, 10, 60).1];
    store.replan_reminders(&icml(), back, after(40)).await.unwrap();
    assert_eq!(claim_personal(&store, 50).await, ["talk:a"], "one at a time in one direct message");
}

async fn a_plan_that_runs_beside_a_wish_loses_nothing(engine: Engine) {
    let (store, other) = (opened(&engine).await, engine.open().await);
    let id = icml();
    let asking = async {
        for n in 1..=20 {
            store.remind(&id, &[wish("a", n, 10, 60)], MOST, noon()).await.unwrap();
        }
    };
    let planning = async {
        for _ in 0..20 {
            let all = |wanted: &[Reminder]| wanted.iter().map(|it| wish("a", it.user.get(), 10, 60).1).collect();
            other.replan_reminders(&id, all, noon()).await.unwrap();
        }
    };
    tokio::join!(asking, planning);
    let waiting = states(&store).await.into_iter().filter(|(_, _, state)| *state == State::Pending).count();
    assert_eq!(waiting, 20);
}

async fn no_person_waits_before_a_channel(engine: Engine) {
    let store = opened(&engine).await;
    for user in 1..=50 {
        store.remind(&icml(), &[wish("a", user, 10, 10)], MOST, noon()).await.unwrap();
    }
    store.replan(&icml(), &[start("b", 1, 0)], noon()).await.unwrap();
    let first = store.claim("we", after(1), after(1), 32).await.unwrap();
    assert_eq!(first.len(), 1, "the channel alone: persons are claimed apart");
    assert_eq!(store.claim_personal("we", after(1), after(1), 4).await.unwrap().len(), 4);
}

async fn a_refused_reminder_is_remembered_until_one_arrives(engine: Engine) {
    let store = opened(&engine).await;
    store.remind(&icml(), &[wish("a", 7, 10, 20), wish("b", 7, 10, 30)], MOST, noon()).await.unwrap();
    let user = UserId::new(7).unwrap();
    assert!(!store.is_unreached(user).await.unwrap());
    let first = store.claim_personal("we", after(10), after(10), 4).await.unwrap();
    let refused = Finished::Failed("closed".to_owned());
    store.finish(&first[0], "we", &refused, after(10)).await.unwrap();
    assert!(store.is_unreached(user).await.unwrap());
    assert!(!store.is_unreached(UserId::new(8).unwrap()).await.unwrap());
    assert!(store.unreported(after(9)).await.unwrap().is_empty(), "no report for each closed door");
    assert_eq!(store.unreported(after(11)).await.unwrap().len(), 1, "and one for all of them, later");
    let second = store.claim_personal("we", after(20), after(20), 4).await.unwrap();
    store.finish(&second[0], "we", &delivered(), after(20)).await.unwrap();
    assert!(!store.is_unreached(user).await.unwrap());
}

async fn wishes_are_forgotten_a_week_later(engine: Engine) {
    let store = opened(&engine).await;
    store.remind(&icml(), &[wish("a", 7, 10, 60)], MOST, noon()).await.unwrap();
    let same = |_: &[Reminder]| vec![wish("a", 7, 10, 60).1];
    store.replan_reminders(&icml(), same, after(60 * 24 * 7)).await.unwrap();
    assert_eq!(store.reminders(&icml()).await.unwrap().len(), 1);
    store.replan_reminders(&icml(), |_| Vec::new(), after(60 * 24 * 7 + 61)).await.unwrap();
    assert_eq!(store.reminders(&icml()).await.unwrap().len(), 0);
}

async fn claim_personal(store: &Store, minute: i64) -> Vec<String> {
    assert!(claim(store, "we", 0).await.is_empty() || minute > 0);
    let claims = store.claim_personal("we", after(minute), after(minute), 100).await.unwrap();
    claims.iter().map(|claim| claim.notice.subject.to_string()).collect()
}
