//! What the outbox costs with a long history: claiming the next due, recording its end, and all that a step asks besides,
//! at 1,000, 100,000 and 1,000,000 delivered rows. None of it may grow with what is over.
//!
//! On SQLite in a file, and on PostgreSQL where `TALKBELL_TEST_POSTGRES` names a server in which databases may be made.

mod figures;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{ConnectOptions, Executor};
use talkbell::announce::{ChannelId, Destination, Notice, NoticeKind, Subject};
use talkbell::schedule::ConferenceId;
use talkbell::store::{Finished, Store};

use self::figures::{Figures, verdict};

const HISTORIES: [i64; 3] = [1_000, 100_000, 1_000_000];
/// Channels in which one notice each is due: the rows that are open.
const OPEN: u64 = 50;
/// So many announcements are missed in a long absence.
const MISSED: usize = 2_000;
/// What counts as growing, above the noise of a busy machine.
const GOAL: f64 = 1.5;
/// How often each question is asked.
const ROUNDS: usize = 40;

/// How long each question took, in milliseconds.
type Costs = BTreeMap<&'static str, Vec<f64>>;

#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    install_default_drivers();
    let folder = tempfile::tempdir()?;
    let histories =
        HISTORIES.map(|rows| (rows, format!("sqlite:{}", folder.path().join(format!("{rows}.db")).display())));
    measure("SQLite", &histories).await?;
    misses("SQLite", &format!("sqlite:{}", folder.path().join("missed.db").display())).await?;
    let Ok(server) = std::env::var("TALKBELL_TEST_POSTGRES") else {
        println!("TALKBELL_TEST_POSTGRES is not set: PostgreSQL is not measured.");
        return Ok(());
    };
    let mut histories = Vec::new();
    for rows in HISTORIES {
        histories.push((rows, database(&server, rows).await?));
    }
    measure("PostgreSQL", &histories).await?;
    misses("PostgreSQL", &database(&server, 0).await?).await
}

/// What a start takes after an absence in which much was missed, one by one and together.
async fn misses(engine: &str, url: &str) -> anyhow::Result<()> {
    let store = Store::open(url).await?;
    let conference: ConferenceId = "late".parse()?;
    let (planned, missed) = (start(), start() + TimeDelta::hours(11));
    for (how, together) in [("one by one", 1), ("together", MISSED)] {
        let conference = format!("{conference}-{together}").parse()?;
        let plan = (1..=MISSED).map(|channel| notice(&conference, u64::try_from(channel).ok()?, planned));
        let plan: Vec<Notice> = plan.collect::<Option<_>>().unwrap_or_default();
        store.replan(&conference, &plan, planned).await?;
        let late: Vec<_> = plan.iter().map(|notice| (notice.key(), "talkbell was not running".to_owned())).collect();
        let began = Instant::now();
        for some in late.chunks(together) {
            store.miss_all(some, missed).await?;
        }
        let took = began.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "thousands")]
        let rate = MISSED as f64 / took;
        println!("  {engine}: {MISSED} missed notices, {how}: {took:7.3} s, {rate:8.0} a second");
    }
    store.close().await;
    Ok(())
}

async fn measure(engine: &str, histories: &[(i64, String)]) -> anyhow::Result<()> {
    println!("{engine}, {OPEN} open rows beside the history, {ROUNDS} times each, p50 in milliseconds:");
    let mut first: Option<BTreeMap<&'static str, Figures>> = None;
    for (rows, url) in histories {
        let store = Store::open(url).await?;
        fill(url, *rows).await?;
        let figures: BTreeMap<_, _> = costs(&store)
            .await?
            .into_iter()
            .map(|(what, all)| Figures::of(all).map(|figures| (what, figures)))
            .collect::<Result<_, _>>()?;
        store.close().await;
        println!("  {rows} rows delivered");
        for (what, figures) in &figures {
            let ratio = first.as_ref().map_or(1.0, |first| figures.ratio(&first[what], 50));
            println!("    {what:12} {:9.3}   {ratio:6.2} times that of the shortest history", figures.percentile(50));
        }
        if let Some(first) = &first {
            let ratio = figures["claim"].ratio(&first["claim"], 50);
            println!("    claiming does not grow with history (goal ≤ {GOAL} times): {}", verdict(ratio <= GOAL));
        }
        first.get_or_insert(figures);
    }
    Ok(())
}

/// Puts a history into the store: what was delivered over the last days, in channels that go on being used.
async fn fill(url: &str, rows: i64) -> anyhow::Result<()> {
    let pool = AnyPoolOptions::new().max_connections(1).connect(url).await?;
    let history = "INSERT INTO outbox (notice_key, digest, conference, kind, destination, subject, lead_ms, starts_ms, \
                   due_ms, expires_ms, priority, place, planned_ms, state, attempts, channel_id, message_id, finished_ms) \
                   WITH RECURSIVE past(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM past WHERE i < $1) \
                   SELECT 'key-' || i, 'digest-' || i, 'past', 'talk-start', 'channel:' || (1 + i % 50), 'talk:t', 0, \
                   $2 - i * 1000, $2 - i * 1000, $2 - i * 1000 + 600000, 1, 0, 0, 'delivered', 1, 1 + i % 50, i, \
                   $2 - i * 1000 FROM past";
    sqlx::query(history).bind(rows).bind(start().timestamp_millis()).execute(&pool).await?;
    // What a database learns by itself in a day.
    pool.execute("ANALYZE").await?;
    pool.close().await;
    Ok(())
}

async fn costs(store: &Store) -> anyhow::Result<Costs> {
    let mut costs = Costs::new();
    let conference: ConferenceId = "now".parse()?;
    for round in 0..ROUNDS {
        let now = start() + TimeDelta::minutes(i64::try_from(round)?);
        let plan: Vec<Notice> =
            (1..=OPEN).map(|channel| notice(&conference, channel, now)).collect::<Option<_>>().unwrap_or_default();
        timed(&mut costs, "plan", store.replan(&conference, &plan, now)).await?;
        timed(&mut costs, "open claims", store.open_claims()).await?;
        timed(&mut costs, "expired", store.expired(now)).await?;
        timed(&mut costs, "unreported", store.unreported(now)).await?;
        timed(&mut costs, "next due", store.next_due(now)).await?;
        timed(&mut costs, "overdue", store.overdue(now, now)).await?;
        timed(&mut costs, "corrections", store.corrections()).await?;
        let claims = timed(&mut costs, "claim", store.claim("bench", now, now, 1)).await?;
        let [claim] = claims.as_slice() else { anyhow::bail!("{} were claimed", claims.len()) };
        let delivered = Finished::Delivered { channel: 1, message: 1, said: None };
        timed(&mut costs, "finish", store.finish(claim, "bench", &delivered, now)).await?;
        if round % 10 == 0 {
            timed(&mut costs, "counts", store.counts()).await?;
            timed(&mut costs, "standing", store.standing(&conference)).await?;
        }
    }
    Ok(costs)
}

async fn timed<T, E>(costs: &mut Costs, what: &'static str, asked: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let began = Instant::now();
    let answer = asked.await;
    let took: Duration = began.elapsed();
    costs.entry(what).or_default().push(took.as_secs_f64() * 1000.0);
    answer
}

fn notice(conference: &ConferenceId, channel: u64, due: DateTime<Utc>) -> Option<Notice> {
    Some(Notice {
        conference: conference.clone(),
        kind: NoticeKind::TalkStart,
        destination: Destination::Channel(ChannelId::new(channel)?),
        subject: Subject::Talk("talk".parse().ok()?),
        lead: TimeDelta::zero(),
        starts: due,
        due,
        expires: due + TimeDelta::hours(10),
    })
}

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_782_900_000, 0).unwrap_or_default()
}

/// An empty database of its own.
async fn database(server: &str, rows: i64) -> anyhow::Result<String> {
    let options: sqlx::postgres::PgConnectOptions = server.parse()?;
    let mut connection = options.connect().await?;
    let name = format!("talkbell_bench_{rows}");
    for statement in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
        connection.execute(sqlx::AssertSqlSafe(statement)).await?;
    }
    let (address, query) = server.split_once('?').map_or((server, None), |(url, rest)| (url, Some(rest)));
    let address = address.rsplit_once('/').map_or(address, |(address, _)| address);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Ok(format!("{address}/{name}{query}"))
}
