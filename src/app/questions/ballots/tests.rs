use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};
use tempfile::TempDir;

use super::super::revisions::Revisions;
use super::{AT_ONCE, Ballots, Uncounted};
use crate::questions::{Person, QuestionId, QuestionState};
use crate::schedule::{ConferenceId, SessionId};
use crate::store::{CastVote, NewQuestion, Store, Taken, Voted};

const PATIENT: Duration = Duration::from_secs(30);

/// A question that stands on a board, and people who press its vote.
struct Poll {
    store: Store,
    ballots: Ballots,
    revisions: Revisions,
    question: QuestionId,
    folder: TempDir,
}

impl Poll {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("talkbell.db").display())).await.unwrap();
        let new = NewQuestion {
            session: session(),
            talk: None,
            author: Person::new(1).unwrap(),
            name: None,
            text: "Why?".to_owned(),
            state: QuestionState::Open,
            origin: "test".to_owned(),
            asked: DateTime::<Utc>::UNIX_EPOCH,
            limit: 1,
        };
        let Taken::New(question) = store.ask(&conference(), &new, |_| None).await.unwrap() else {
            panic!("it is not taken")
        };
        Self { store, ballots: Ballots::default(), revisions: Revisions::default(), question, folder }
    }

    async fn press(&self, person: u64, patience: Duration) -> Result<Voted, Uncounted> {
        let vote = CastVote {
            conference: conference(),
            question: self.question,
            person: Person::new(person).unwrap(),
            at: DateTime::<Utc>::UNIX_EPOCH,
        };
        self.ballots.cast(&self.store, &self.revisions, &session(), vote, patience).await
    }

    /// Somebody else writes, until what is given is closed: the store takes no votes meanwhile.
    async fn busy_elsewhere(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.folder.path().join("talkbell.db"));
        let mut elsewhere = SqliteConnection::connect_with(&options).await.unwrap();
        elsewhere.execute("BEGIN IMMEDIATE").await.unwrap();
        elsewhere
    }

    async fn voters(&self) -> Vec<u64> {
        let votes = self.store.votes(&conference(), &session()).await.unwrap();
        let mut voters: Vec<u64> = votes.iter().map(|vote| vote.person.get()).collect();
        voters.sort_unstable();
        voters
    }
}

fn conference() -> ConferenceId {
    "icml".parse().unwrap()
}

fn session() -> SessionId {
    "theory".parse().unwrap()
}

#[tokio::test]
async fn each_voter_of_a_batch_that_failed_hears_of_it_and_nothing_is_counted() {
    let poll = Poll::open().await;
    let elsewhere = poll.busy_elsewhere().await;
    let pressed = join_all((10..15).map(|person| poll.press(person, Duration::from_millis(1)))).await;
    assert!(pressed.iter().all(Result::is_err), "{pressed:?}");
    assert!(pressed.contains(&Err(Uncounted::Perhaps)), "the store was asked: {pressed:?}");
    elsewhere.close().await.unwrap();
    assert_eq!(poll.voters().await, [] as [u64; 0]);
    // Whoever was told so presses again, and is counted once.
    let pressed = join_all((10..15).map(|person| poll.press(person, PATIENT))).await;
    assert_eq!(pressed, vec![Ok(Voted::Added); 5]);
    assert_eq!(poll.voters().await, [10, 11, 12, 13, 14]);
}

#[tokio::test]
async fn who_has_given_up_is_not_counted_behind_their_back() {
    let poll = Poll::open().await;
    // Somebody counts for long.
    let turn = poll.ballots.counting.lock().await;
    assert_eq!(poll.press(10, Duration::from_millis(1)).await, Err(Uncounted::Surely));
    let (pressed, ()) = tokio::join!(poll.press(11, PATIENT), async { drop(turn) });
    assert_eq!(pressed, Ok(Voted::Added));
    assert_eq!(poll.voters().await, [11]);
    assert_eq!(poll.press(10, PATIENT).await, Ok(Voted::Added), "the first press of theirs that counts");
}

#[tokio::test]
async fn more_than_a_batch_at_once_are_all_counted_once_and_told_so() {
    let poll = Poll::open().await;
    let many = 2 * AT_ONCE as u64 + 1;
    let changes = poll.revisions.now(&conference(), &session());
    let pressed = join_all((10..10 + many).map(|person| poll.press(person, PATIENT))).await;
    assert!(pressed.iter().all(|pressed| *pressed == Ok(Voted::Added)));
    assert_eq!(poll.voters().await, (10..10 + many).collect::<Vec<_>>());
    let batches = poll.revisions.now(&conference(), &session()) - changes;
    assert!((3..many).contains(&batches), "the board was told {batches} times");
}
