//! What becomes of a notice when Discord fails: every fault, on every kind of notice.

#[path = "faults/filed.rs"]
mod filed;
#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;
use support::congress::{Berth, Congress, Moderated, digest};
use support::harness::instant;
use support::page::{session, talk};
use support::stage::ADA;
use talkbell::announce::{Destination, NoticeKind};
use talkbell::rehearsal::{Fault, FaultKind, Manner, Windows};
use talkbell::store::{Entry, State};

/// Far below what the bot waits for in earnest, and enough for a busy machine.
const TIMEOUT: &str = "500ms";
const MANNER: Manner = Manner { windows: Windows::Fleeting, record_requests: true };

/// One ping, so that in the audience's channel the halves alternate.
const EVERYTHING: &str = "[conference.announce.ping]\nqa = \"off\"";
const MODERATORS_ONLY: &str = "session_opening = \"off\"\nsession_closing = \"off\"\nunannounced = [\"oral\", \"qa\"]\n\
                               [conference.announce.ping]\ndefault = \"off\"\nshort = \"off\"";
const START_ONLY: &str = "session_opening = \"off\"\nsession_closing = \"off\"\nunannounced = [\"qa\"]\n\
                          moderator_call = \"off\"\nqa_soon = \"off\"\nqa_now = false\nqa_ending = \"off\"\n\
                          [conference.announce.ping]\ndefault = \"off\"\nshort = \"off\"";

const SHOW_ONLY: &str = "session_opening = \"off\"\nsession_closing = \"off\"\nunannounced = [\"oral\", \"qa\"]\n\
                         qa_soon = \"off\"\nqa_now = false\nqa_ending = \"off\"\ncheck_in = [\"10min\"]\n\
                         speaker_call = \"12min\"\ntime_cards = [\"5min\"]\ntime_up = false\n\
                         [conference.announce.ping]\ndefault = \"off\"\nshort = \"off\"";

/// What a conference says beside that which carries the whole show.
const SHOW: &[NoticeKind] = &[
    NoticeKind::TimeCard,
    NoticeKind::ModeratorAgain,
    NoticeKind::BackupCall,
    NoticeKind::ModeratorMissing,
    NoticeKind::SpeakerCall,
    NoticeKind::Panel,
    NoticeKind::Reminder,
];
/// The calls and cards of one programme: the speaker is called twice, and three cards are handed out.
const SHOWN: usize = SHOW.len() + 3;

/// Two halves, so that between two notices of a channel that fail one goes well.
const HALVES: [&[NoticeKind]; 2] = [
    &[
        NoticeKind::ModeratorCall,
        NoticeKind::SessionOpening,
        NoticeKind::TalkStart,
        NoticeKind::QaNow,
        NoticeKind::SessionClosing,
    ],
    &[NoticeKind::TalkPing, NoticeKind::QaSoon, NoticeKind::QaOpening, NoticeKind::QaEnding],
];

/// What is to become of a notice that meets a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Delivered,
    Failed,
}

fn faults() -> Vec<(FaultKind, Outcome)> {
    let retry_after = Duration::from_millis(200);
    let goes_well = [
        FaultKind::TooMany { retry_after },
        FaultKind::TooManyBodyOnly { retry_after },
        FaultKind::TooManyGlobal { retry_after },
        FaultKind::TooManyShared { retry_after },
        FaultKind::Cloudflare { retry_after },
        FaultKind::Status(500),
        FaultKind::Status(502),
        FaultKind::Status(503),
        FaultKind::DropBefore,
        FaultKind::DropAfter,
        FaultKind::Hang,
        FaultKind::Drip(Duration::from_millis(5)),
    ];
    let refused = [400, 401, 403, 404].map(FaultKind::Status);
    let goes_well = goes_well.map(|fault| (fault, Outcome::Delivered));
    goes_well.into_iter().chain(refused.map(|fault| (fault, Outcome::Failed))).collect()
}

/// A conference, what befalls which of its notices, and what is to become of them.
struct Lane {
    berth: Berth,
    fault: FaultKind,
    outcome: Outcome,
    befallen: &'static [NoticeKind],
}

impl Lane {
    fn is_befallen(&self, entry: &Entry) -> bool {
        self.befallen.contains(&entry.notice.kind)
    }
}

/// A talk and a Q&A.
fn programme() -> String {
    let talks = [
        talk("18:00 - 18:20", "Oral", "Perceptrons", "Ada Lovelace", "An abstract."),
        talk("18:20 - 18:30", "Q&A", "Q&A", "", ""),
    ];
    session("Theory", "Yi Ma", &talks)
}

fn lanes() -> Vec<Lane> {
    let shapes = [(Moderated::Direct, EVERYTHING), (Moderated::InChannel, MODERATORS_ONLY)];
    let mut lanes = Vec::new();
    for (fault, outcome) in faults() {
        for (moderated, announce) in shapes {
            for befallen in HALVES {
                let berth = Berth::new(lanes.len(), moderated, announce);
                lanes.push(Lane { berth, fault: fault.clone(), outcome, befallen });
            }
        }
        let berth = Berth::new(lanes.len(), Moderated::Shown, SHOW_ONLY);
        lanes.push(Lane { berth, fault: fault.clone(), outcome, befallen: SHOW });
        let berth = Berth::new(lanes.len(), Moderated::Direct, START_ONLY);
        lanes.push(Lane { berth, fault, outcome, befallen: &[NoticeKind::Report] });
    }
    lanes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_on_every_kind_of_notice_leaves_one_message_or_a_reason() {
    let lanes = lanes();
    let berths: Vec<Berth> = lanes.iter().map(|lane| lane.berth.clone()).collect();
    let mut congress = Congress::begin(&berths, &programme(), MANNER, TIMEOUT, "17:30").await;

    for lane in lanes.iter().filter(|lane| lane.befallen == SHOW) {
        congress.wish(&lane.berth).await;
    }
    for (due, cells) in by_due(&congress, &lanes).await {
        for (lane, destination) in cells {
            order(&congress, lane, destination);
        }
        congress.passes_to(due);
        congress.landed(&berths).await;
    }

    let mut cells = 0;
    for lane in &lanes {
        let entries = congress.outbox(&lane.berth).await;
        cells += entries.iter().filter(|entry| lane.is_befallen(entry)).count();
        judge(lane, &entries);
        in_order_and_once(&congress, lane, &entries);
        told_once(&congress, lane, &entries);
    }
    assert_eq!(cells, faults().len() * (5 + 4 + 4 + 1 + SHOWN), "each fault met each kind, moderators' in both places");
    congress.stop().await;
}

/// At which instant which destination of which lane is to fail. A report is filed when something else has failed: with
/// the talk's start.
async fn by_due<'a>(
    congress: &Congress,
    lanes: &'a [Lane],
) -> BTreeMap<chrono::DateTime<chrono::Utc>, Vec<(&'a Lane, Option<Destination>)>> {
    let mut instants: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for lane in lanes {
        for entry in congress.outbox(&lane.berth).await {
            let cells = instants.entry(entry.notice.due).or_default();
            match lane.befallen {
                [NoticeKind::Report] => cells.push((lane, None)),
                _ if lane.is_befallen(&entry) => cells.push((lane, Some(entry.notice.destination))),
                _ => {}
            }
        }
    }
    instants
}

fn order(congress: &Congress, lane: &Lane, destination: Option<Destination>) {
    let berth = &lane.berth;
    let Some(destination) = destination else {
        congress.discord.inject(Fault::posting(berth.channel(), 1, FaultKind::Status(404)));
        return congress.discord.inject(Fault::posting(berth.organiser_channel(), 1, lane.fault.clone()));
    };
    congress.discord.inject(Fault::posting(congress.room(destination), 1, lane.fault.clone()));
}

/// Each notice that met the fault ended as it should, with a reason; every other was posted.
fn judge(lane: &Lane, entries: &[Entry]) {
    let fault = &lane.fault;
    for entry in entries {
        let kind = entry.notice.kind;
        let expected = match (lane.is_befallen(entry), lane.outcome, lane.befallen) {
            (true, Outcome::Failed, _) | (false, _, [NoticeKind::Report]) => State::Failed,
            _ => State::Delivered,
        };
        assert_eq!(entry.state, expected, "{kind} after {fault:?}: {:?}", entry.reason);
        let reasoned = entry.reason.as_ref().is_some_and(|reason| reason.ends_with(['.', '!']));
        let calls_for_one = lane.is_befallen(entry) || expected == State::Failed;
        assert!(reasoned || !calls_for_one, "{kind} after {fault:?} has the reason {:?}", entry.reason);
    }
}

/// What was delivered stands there once, in the order in which it was due; nothing else does.
fn in_order_and_once(congress: &Congress, lane: &Lane, entries: &[Entry]) {
    let mut by_destination: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for entry in entries {
        let expected = by_destination.entry(congress.room(entry.notice.destination)).or_default();
        if entry.state == State::Delivered {
            expected.push(entry.notice.key().digest().to_string());
        }
    }
    for (room, expected) in by_destination {
        let found: Vec<String> = congress.discord.messages(room).iter().map(digest).collect();
        assert_eq!(found, expected, "in {room} after {:?}", lane.fault);
    }
}

/// The organisers read of each notice that was not posted, once.
fn told_once(congress: &Congress, lane: &Lane, entries: &[Entry]) {
    let messages = congress.discord.messages(lane.berth.organiser_channel());
    let told: String = messages.iter().filter_map(|message| message["embeds"][0]["description"].as_str()).collect();
    let lines = messages
        .iter()
        .filter_map(|message| message["embeds"][0]["description"].as_str())
        .flat_map(str::lines)
        .filter(|line| line.starts_with("- "))
        .count();
    // Who asked to be reminded of what is nobody else's business.
    let concerns = |entry: &&Entry| entry.notice.kind != NoticeKind::Report && !entry.notice.is_personal();
    let unposted = entries.iter().filter(|entry| entry.state == State::Failed).filter(concerns).count();
    let could_be_told = lane.befallen != [NoticeKind::Report] || lane.outcome == Outcome::Delivered;
    assert_eq!(lines, if could_be_told { unposted } else { 0 }, "after {:?}: {told}", lane.fault);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_that_outlasts_a_notice_leaves_it_missed_and_told_once() {
    let berths = [Berth::new(0, Moderated::Direct, "")];
    let mut congress = Congress::begin(&berths, &programme(), MANNER, TIMEOUT, "17:51").await;
    congress.landed(&berths).await;
    let before = congress.discord.messages(berths[0].channel()).len();
    congress.discord.inject(Fault::posting(berths[0].channel(), 1000, FaultKind::Status(503)));
    let ping = instant("17:55", chrono_tz::America::Los_Angeles);
    congress.passes_to(ping);
    while congress.outbox(&berths[0]).await.iter().all(|entry| entry.attempts < 2 || entry.notice.due != ping) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    congress.passes_to(instant("18:00", chrono_tz::America::Los_Angeles));
    // Healed sooner, an attempt that was under way could still arrive.
    while congress.outbox(&berths[0]).await.iter().all(|entry| entry.state != State::Missed) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    congress.discord.heal();
    congress.landed(&berths).await;

    let entries = congress.outbox(&berths[0]).await;
    let missed: Vec<&Entry> = entries.iter().filter(|entry| entry.state == State::Missed).collect();
    let [missed] = missed.as_slice() else { panic!("one is missed, not {missed:#?}") };
    assert_eq!(missed.notice.kind, NoticeKind::TalkPing);
    assert!(missed.reason.as_ref().unwrap().contains("503"), "{:?}", missed.reason);
    let messages = congress.discord.messages(berths[0].channel());
    assert_eq!(messages.len(), before + 1, "the talk's start follows");
    assert_eq!(congress.discord.messages(berths[0].organiser_channel()).len(), 1);
    congress.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_is_withdrawn_ends_the_process_and_loses_nothing() {
    let berths: Vec<Berth> = (0..20).map(|number| Berth::new(number, Moderated::Direct, "")).collect();
    let mut congress = Congress::begin(&berths, &programme(), MANNER, TIMEOUT, "17:30").await;
    let before = congress.discord.requests().len();
    congress.discord.inject(Fault::any(1000, FaultKind::Status(401)));
    congress.passes_to(instant("17:45", chrono_tz::America::Los_Angeles));
    let ended = congress.ended().await.unwrap_err().to_string();
    assert!(ended.starts_with("Discord refuses the token (401)"), "{ended}");

    let requests: Vec<_> = congress.discord.requests().split_off(before);
    let checks = requests.iter().filter(|request| request.path == "/users/@me").count();
    assert_eq!(checks, 1, "the token is checked once");
    assert!(requests.len() <= 33, "nobody hammers: {} requests", requests.len());
    for berth in &berths {
        assert!(congress.left_behind(berth).await.iter().all(|entry| entry.state == State::Pending));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_are_answered_while_a_global_limit_holds_everything_else() {
    let berths = [Berth::new(0, Moderated::Direct, ""), Berth::new(1, Moderated::Direct, "")];
    let mut congress = Congress::begin(&berths, &programme(), MANNER, TIMEOUT, "17:49").await;
    congress.landed(&berths).await;
    let retry_after = Duration::from_millis(1500);
    congress.discord.inject(Fault::posting(berths[0].channel(), 1, FaultKind::TooManyGlobal { retry_after }));
    let began = Instant::now();
    congress.passes_to(instant("17:50", chrono_tz::America::Los_Angeles));
    while congress.outbox(&berths[0]).await.iter().all(|entry| entry.attempts == 0 || entry.reason.is_none()) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let channel = berths[0].channel();
    congress.discord.command(ADA, channel, "now", json!({})).await.unwrap();
    assert!(began.elapsed() < retry_after, "the answer did not wait for the limit");
    let posted = congress.discord.messages(channel).iter().filter(|message| message["type"] == 0).count();
    assert_eq!(posted, 0, "the announcement waits");
    congress.landed(&berths).await;
    assert!(began.elapsed() >= retry_after, "the announcement waited");
    congress.stop().await;
}
