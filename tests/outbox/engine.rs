//! The two engines, an empty database of its own for each story, and notices to put into it.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{ConnectOptions, Executor};
use talkbell::announce::{ChannelId, Destination, Notice, NoticeKey, NoticeKind, Subject, UserId};
use talkbell::schedule::ConferenceId;
use talkbell::store::{Claim, Finished, State, Store};
use tempfile::TempDir;

/// Names a PostgreSQL server in which databases may be made.
const SERVER: &str = "TALKBELL_TEST_POSTGRES";

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// An empty database.
pub struct Engine {
    pub url: String,
    _folder: Option<TempDir>,
}

impl Engine {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: format!("sqlite:{}", folder.path().join("outbox.db").display()), _folder: Some(folder) }
    }

    pub async fn postgres() -> Self {
        let server = std::env::var(SERVER).unwrap_or_else(|_| {
            panic!(
                "{SERVER} is not set, so the store was NOT tried on PostgreSQL. Use tests/run, which starts a server, \
                 or name one in which databases may be made."
            )
        });
        let options: sqlx::postgres::PgConnectOptions = server.parse().unwrap();
        let mut connection = options.connect().await.unwrap();
        let name = format!("talkbell_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
        for statement in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
            connection.execute(sqlx::AssertSqlSafe(statement)).await.unwrap();
        }
        let (address, query) = server.split_once('?').map_or((server.as_str(), None), |(url, rest)| (url, Some(rest)));
        let address = address.rsplit_once('/').unwrap().0;
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        Self { url: format!("{address}/{name}{query}"), _folder: None }
    }

    /// A process's own connections.
    pub async fn open(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }
}

/// Tells each story once an engine.
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(super::Engine::sqlite()).await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(super::Engine::postgres().await).await;
            })+
        }
    };
}
pub(crate) use on_both;

pub fn icml() -> ConferenceId {
    "icml".parse().unwrap()
}

/// The instant from which a story counts.
pub fn noon() -> DateTime<Utc> {
    "2021-07-22T12:00:00Z".parse().unwrap()
}

pub fn after(minutes: i64) -> DateTime<Utc> {
    noon() + TimeDelta::minutes(minutes)
}

/// The start of a talk, said in a channel from its minute until ten minutes later.
pub fn start(talk: &str, channel: u64, minute: i64) -> Notice {
    Notice {
        conference: icml(),
        kind: NoticeKind::TalkStart,
        destination: Destination::Channel(ChannelId::new(channel).unwrap()),
        subject: Subject::Talk(talk.parse().unwrap()),
        lead: TimeDelta::zero(),
        starts: after(minute),
        due: after(minute),
        expires: after(minute + 10),
    }
}

/// A moderator's reminder of a Q&A, by direct message.
pub fn reminder(talk: &str, user: u64, minute: i64) -> Notice {
    let destination = Destination::Direct(UserId::new(user).unwrap());
    Notice { kind: NoticeKind::QaNow, destination, ..start(talk, 1, minute) }
}

/// What the organisers are told at a minute.
pub fn report(minute: i64) -> Notice {
    Notice { kind: NoticeKind::Report, subject: Subject::Conference, ..start("none", 9, minute) }
}

/// Claims whatever is due at a minute; session time and wall time are the same here.
pub async fn claim(store: &Store, owner: &str, minute: i64) -> Vec<Claim> {
    store.claim(owner, after(minute), after(minute), 100).await.unwrap()
}

/// Whether it was recorded as missed.
pub async fn miss(store: &Store, key: &NoticeKey, reason: &str, minute: i64) -> bool {
    let missed = store.miss_all(&[(key.clone(), reason.to_owned())], after(minute)).await.unwrap();
    missed == std::slice::from_ref(key)
}

pub fn delivered() -> Finished {
    Finished::Delivered { channel: 1, message: 2, said: None }
}

/// Each claim's subject, in the order given.
pub fn subjects(claims: &[Claim]) -> Vec<String> {
    claims.iter().map(|claim| claim.notice.subject.to_string()).collect()
}

/// Each notice's subject, start and state.
pub async fn states(store: &Store) -> Vec<(String, i64, State)> {
    let entries = store.entries(&icml()).await.unwrap();
    let minute = |at: DateTime<Utc>| (at - noon()).num_minutes();
    entries.iter().map(|entry| (entry.notice.subject.to_string(), minute(entry.notice.due), entry.state)).collect()
}
