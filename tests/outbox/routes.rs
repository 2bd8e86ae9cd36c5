//! An audience that goes to another channel: what was to be said there is said here, once, and nothing is said twice.

use talkbell::announce::{ChannelId, Notice, Routing, UserId};
use talkbell::store::{Bar, Finished, Replanned, State, Store};

use crate::engine::{Engine, after, claim, delivered, icml, miss, noon, on_both, reminder, start, subjects};

on_both!(
    what_waits_goes_to_the_new_channel,
    what_was_said_is_not_said_in_the_new_channel,
    what_is_on_its_way_ends_where_it_was_going,
    what_a_channel_refused_is_said_in_another_while_it_is_worth_it,
    there_and_back_again_says_it_once,
    what_was_missed_is_missed_once,
    whoever_claims_while_it_is_planned_anew_is_the_only_one_to_say_it,
    a_moderator_who_is_called_does_not_keep_another_from_it,
    what_is_decided_by_command_is_kept,
);

/// The same notice in another channel.
fn moved(notice: &Notice, channel: u64) -> Notice {
    Notice { destination: start("there", channel, 0).destination, ..notice.clone() }
}

async fn planned(store: &Store, notice: &Notice, minute: i64) -> Replanned {
    store.replan(&icml(), std::slice::from_ref(notice), after(minute)).await.unwrap()
}

/// Each row's channel and state.
async fn rows(store: &Store) -> Vec<(String, State)> {
    let entries = store.entries(&icml()).await.unwrap();
    let mut rows: Vec<_> = entries.iter().map(|it| (it.notice.destination.to_string(), it.state)).collect();
    rows.sort();
    rows
}

fn row(channel: u64, state: State) -> (String, State) {
    (format!("channel:{channel}"), state)
}

async fn what_waits_goes_to_the_new_channel(engine: Engine) {
    let store = engine.open().await;
    let here = start("a", 1, 5);
    planned(&store, &here, 0).await;
    assert_eq!(planned(&store, &moved(&here, 2), 1).await, Replanned { written: 1, cancelled: 1 });
    assert_eq!(rows(&store).await, [row(1, State::Cancelled), row(2, State::Pending)]);
    assert_eq!(claim(&store, "we", 5).await[0].notice.destination, moved(&here, 2).destination);
}

async fn what_was_said_is_not_said_in_the_new_channel(engine: Engine) {
    let store = engine.open().await;
    let here = start("a", 1, 0);
    planned(&store, &here, 0).await;
    let said = claim(&store, "we", 0).await;
    assert!(store.finish(&said[0], "we", &delivered(), noon()).await.unwrap());
    assert_eq!(planned(&store, &moved(&here, 2), 1).await, Replanned::default());
    let later = Notice { starts: after(20), due: after(20), expires: after(30), ..moved(&here, 2) };
    assert_eq!(planned(&store, &later, 1).await.written, 1, "a new start is another notice");
}

async fn what_is_on_its_way_ends_where_it_was_going(engine: Engine) {
    let store = engine.open().await;
    let here = start("a", 1, 0);
    planned(&store, &here, 0).await;
    let claimed = claim(&store, "we", 0).await;
    assert_eq!(planned(&store, &moved(&here, 2), 1).await, Replanned::default(), "it is claimed");
    let unknown = Finished::Uncertain(after(1), "lost".to_owned());
    assert!(store.finish(&claimed[0], "we", &unknown, noon()).await.unwrap());
    assert_eq!(planned(&store, &moved(&here, 2), 1).await, Replanned::default(), "it may stand there");
    let again = claim(&store, "we", 2).await;
    assert_eq!((subjects(&again), again[0].notice.destination), (vec!["talk:a".to_owned()], here.destination));
    // It surely was not taken: then it waits, and goes along.
    let not_taken = Finished::Again(after(2), "limited".to_owned());
    assert!(store.finish(&again[0], "we", &not_taken, after(2)).await.unwrap());
    assert_eq!(planned(&store, &moved(&here, 2), 3).await, Replanned { written: 1, cancelled: 1 });
}

async fn what_a_channel_refused_is_said_in_another_while_it_is_worth_it(engine: Engine) {
    let store = engine.open().await;
    let (a, b, c) = (start("a", 1, 0), start("b", 3, 0), start("c", 4, 0));
    store.replan(&icml(), &[a.clone(), b.clone(), c.clone()], noon()).await.unwrap();
    let claims = claim(&store, "we", 0).await;
    let barred = Finished::Barred(Bar { reason: "no".to_owned(), limit: 3, probe: after(5) });
    let unknown = Finished::Uncertain(noon(), "lost".to_owned());
    for claim in &claims {
        let end = if claim.notice.subject == c.subject { &unknown } else { &barred };
        assert!(store.finish(claim, "we", end, noon()).await.unwrap());
    }
    // Nobody can say whether this one stands.
    let doubtful = claim(&store, "we", 1).await;
    assert!(store.finish(&doubtful[0], "we", &Finished::Failed("who knows".to_owned()), after(1)).await.unwrap());
    let plan = [moved(&a, 2), moved(&c, 2)];
    assert_eq!(store.replan(&icml(), &plan, after(2)).await.unwrap().written, 1);
    assert_eq!(subjects(&claim(&store, "we", 2).await), ["talk:a"]);
    assert_eq!(planned(&store, &moved(&b, 2), 10).await.written, 0, "nobody wants to hear of it any more");
}

async fn there_and_back_again_says_it_once(engine: Engine) {
    let store = engine.open().await;
    let here = start("a", 1, 5);
    for (minute, channel) in [(0, 1), (1, 2), (2, 1), (3, 2)] {
        planned(&store, &moved(&here, channel), minute).await;
    }
    assert_eq!(rows(&store).await, [row(1, State::Cancelled), row(2, State::Pending)]);
    let said = claim(&store, "we", 5).await;
    assert!(store.finish(&said[0], "we", &delivered(), after(5)).await.unwrap());
    planned(&store, &here, 6).await;
    assert_eq!(rows(&store).await, [row(1, State::Cancelled), row(2, State::Delivered)]);
}

async fn what_was_missed_is_missed_once(engine: Engine) {
    let store = engine.open().await;
    let (here, other) = (start("a", 1, 0), start("b", 1, 0));
    store.replan(&icml(), &[here.clone(), other.clone()], noon()).await.unwrap();
    miss(&store, &here.key(), "late", 15).await;
    let plan = [moved(&here, 2), moved(&other, 2)];
    store.replan(&icml(), &plan, after(16)).await.unwrap();
    let expired = store.expired(after(17)).await.unwrap();
    let told: Vec<_> = expired.iter().map(|it| (it.notice.subject.to_string(), it.planned)).collect();
    assert_eq!(told, [("talk:b".to_owned(), noon())], "and it was planned in time");
}

async fn whoever_claims_while_it_is_planned_anew_is_the_only_one_to_say_it(engine: Engine) {
    let (planner, claimer) = (engine.open().await, engine.open().await);
    for round in 0..20 {
        let here = start(&format!("talk-{round}"), 1, 0);
        planned(&planner, &here, 0).await;
        let there = moved(&here, 2);
        let (_, mine) = tokio::join!(planned(&planner, &there, 0), claim(&claimer, "we", 0));
        let theirs = claim(&planner, "they", 0).await;
        let said: Vec<_> = mine.iter().chain(&theirs).map(|claim| claim.notice.destination.to_string()).collect();
        assert_eq!(said.len(), 1, "round {round}: {said:?}");
        for (claim, owner) in mine.iter().map(|it| (it, "we")).chain(theirs.iter().map(|it| (it, "they"))) {
            assert!(planner.finish(claim, owner, &delivered(), noon()).await.unwrap());
        }
    }
}

async fn a_moderator_who_is_called_does_not_keep_another_from_it(engine: Engine) {
    let store = engine.open().await;
    let (one, two) = (reminder("a", 7, 0), reminder("a", 8, 0));
    planned(&store, &one, 0).await;
    let said = claim(&store, "we", 0).await;
    assert!(store.finish(&said[0], "we", &delivered(), noon()).await.unwrap());
    assert_eq!(store.replan(&icml(), &[one, two], after(1)).await.unwrap().written, 1);
}

async fn what_is_decided_by_command_is_kept(engine: Engine) {
    let store = engine.open().await;
    let channel = |id| ChannelId::new(id).unwrap();
    let user = UserId::new(u64::MAX >> 1).unwrap();
    let room = |id| Routing::Room("Hall A · “große” Halle".to_owned(), channel(id));
    let session = Routing::Session("graphs".parse().unwrap(), channel(3));
    let person = Routing::Person("Yi Ma".to_owned(), user);
    store.decide(&icml(), &[room(1), session.clone(), person.clone()], user, noon()).await.unwrap();
    store.decide(&icml(), &[room(2)], user, after(1)).await.unwrap();
    let store = engine.open().await;
    assert_eq!(store.routings(&icml()).await.unwrap(), [person.clone(), room(2), session.clone()]);
    assert!(!store.undecide(&icml(), &room(1)).await.unwrap(), "it is another by now");
    assert!(store.undecide(&icml(), &room(2)).await.unwrap());
    assert_eq!(store.routings(&icml()).await.unwrap(), [person, session]);
    assert_eq!(store.routings(&"neurips".parse().unwrap()).await.unwrap(), []);
}
