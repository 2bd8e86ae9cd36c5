//! Every fault on what no plan calls for; and that no kind of notice is left out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use talkbell::announce::{ChannelId, Destination, Notice, NoticeKey, NoticeKind, Subject, UserId};
use talkbell::rehearsal::{Fault, FaultKind};
use talkbell::store::State;

use crate::support::congress::{Berth, Congress, Moderated, digest};
use crate::support::harness::instant;
use crate::{HALVES, MANNER, Outcome, SHOW, START_ONLY, TIMEOUT, faults, programme};

/// Where a kind of notice meets every fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    /// Planned, in one of the halves.
    Half,
    /// Planned, in the whole show.
    Show,
    /// To the organisers, of another that failed.
    Report,
    /// Of what was missed.
    CaughtUp,
    /// Filed by itself, in the audience's channel.
    Channel,
    /// Filed by itself, to one person.
    Person,
}

/// A kind that is new has to be given a cell.
const fn cell(kind: NoticeKind) -> Cell {
    match kind {
        NoticeKind::ModeratorCall
        | NoticeKind::SessionOpening
        | NoticeKind::TalkPing
        | NoticeKind::TalkStart
        | NoticeKind::QaSoon
        | NoticeKind::QaOpening
        | NoticeKind::QaNow
        | NoticeKind::QaEnding
        | NoticeKind::SessionClosing => Cell::Half,
        NoticeKind::TimeCard
        | NoticeKind::ModeratorAgain
        | NoticeKind::BackupCall
        | NoticeKind::ModeratorMissing
        | NoticeKind::SpeakerCall
        | NoticeKind::Panel
        | NoticeKind::Reminder => Cell::Show,
        NoticeKind::Report => Cell::Report,
        NoticeKind::CatchUp => Cell::CaughtUp,
        NoticeKind::QuestionHeld
        | NoticeKind::QaOpened
        | NoticeKind::QuestionNow
        | NoticeKind::QuestionsLeft
        | NoticeKind::QuestionsInThread
        | NoticeKind::Change
        | NoticeKind::ChannelOff
        | NoticeKind::ChannelOn
        | NoticeKind::Held
        | NoticeKind::Test => Cell::Channel,
        NoticeKind::QuestionAnswered | NoticeKind::ReminderChange => Cell::Person,
    }
}

#[test]
fn every_kind_of_notice_has_its_cell() {
    for kind in NoticeKind::ALL {
        let is_there = match cell(kind) {
            Cell::Half => HALVES.concat().contains(&kind),
            Cell::Show => SHOW.contains(&kind),
            Cell::Report | Cell::CaughtUp | Cell::Channel | Cell::Person => kind.is_filed(),
        };
        assert!(is_there, "{kind} meets no fault");
    }
}

/// A conference that is befallen by one fault, again and again.
struct Lane {
    berth: Berth,
    fault: FaultKind,
    outcome: Outcome,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_on_what_is_filed_leaves_one_message_or_a_reason() {
    let lane =
        |(number, (fault, outcome))| Lane { berth: Berth::new(number, Moderated::Direct, START_ONLY), fault, outcome };
    let lanes: Vec<Lane> = faults().into_iter().enumerate().map(lane).collect();
    let berths: Vec<Berth> = lanes.iter().map(|lane| lane.berth.clone()).collect();
    let mut congress = Congress::begin(&berths, &programme(), MANNER, TIMEOUT, "17:30").await;
    let mut befallen: BTreeSet<NoticeKey> = BTreeSet::new();

    for kind in NoticeKind::ALL.into_iter().filter(|kind| matches!(cell(*kind), Cell::Channel | Cell::Person)) {
        congress.passes_to(congress.clock.now() + TimeDelta::seconds(1));
        for lane in &lanes {
            let notice = filed(&congress, &lane.berth, kind);
            congress.discord.inject(Fault::posting(congress.room(notice.destination), 1, lane.fault.clone()));
            congress.file(&notice, &["s1", "What is told."]).await;
            befallen.insert(notice.key());
        }
        congress.landed(&berths).await;
        // One that goes well between two that fail: else their channel is switched off.
        congress.passes_to(congress.clock.now() + TimeDelta::seconds(1));
        for lane in &lanes {
            congress.file(&filed(&congress, &lane.berth, NoticeKind::Change), &["Something moved."]).await;
        }
        congress.landed(&berths).await;
    }
    for lane in &lanes {
        befallen.insert(catch_up(&congress, &lane.berth).await);
    }
    for lane in &lanes {
        congress.discord.inject(Fault::posting(lane.berth.channel(), 1, lane.fault.clone()));
    }
    congress.passes_to(instant("18:21", chrono_tz::America::Los_Angeles));
    congress.landed(&berths).await;

    for lane in &lanes {
        judge(&congress, lane, &befallen).await;
    }
    congress.stop().await;
}

fn filed(congress: &Congress, berth: &Berth, kind: NoticeKind) -> Notice {
    let now = congress.clock.now();
    let person = cell(kind) == Cell::Person;
    let user = UserId::new(berth.attendee()).expect("an id");
    let channel = ChannelId::new(berth.channel()).expect("an id");
    Notice {
        conference: berth.id().parse().expect("an id"),
        kind,
        destination: if person { Destination::Direct(user) } else { Destination::Channel(channel) },
        subject: if kind.is_of_questions() { Subject::Question(1) } else { Subject::Conference },
        lead: TimeDelta::zero(),
        starts: now,
        due: now,
        expires: now + TimeDelta::hours(2),
    }
}

/// The start of the talk is missed, and told of while the Q&A runs.
async fn catch_up(congress: &Congress, berth: &Berth) -> NoticeKey {
    let entries = congress.outbox(berth).await;
    let start = entries.into_iter().find(|entry| entry.notice.kind == NoticeKind::TalkStart).expect("it is planned");
    let due = instant("18:21", chrono_tz::America::Los_Angeles);
    let (kind, subject) = (NoticeKind::CatchUp, Subject::Conference);
    let expires = due + TimeDelta::minutes(9);
    let told = Notice { kind, subject, due, starts: due, expires, ..start.notice.clone() };
    let missed = [(start.notice.key(), "talkbell was not running.".to_owned())];
    let now = congress.clock.now();
    assert_eq!(congress.app.store.miss_in_absence(&missed, &told, now).await.expect("it answers"), 1);
    told.key()
}

/// What met the fault ended as it should, and stands once or was told of; all else stands once.
async fn judge(congress: &Congress, lane: &Lane, befallen: &BTreeSet<NoticeKey>) {
    let fault = &lane.fault;
    let entries = congress.outbox(&lane.berth).await;
    let mut standing: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for entry in &entries {
        let (kind, key) = (entry.notice.kind, entry.notice.key());
        let met = befallen.contains(&key);
        let expected = match (kind, met, lane.outcome) {
            (NoticeKind::TalkStart, ..) => State::Missed,
            (_, true, Outcome::Failed) => State::Failed,
            _ => State::Delivered,
        };
        assert_eq!(entry.state, expected, "{kind} after {fault:?}: {:?}", entry.reason);
        assert!(entry.reason.is_some() || !met, "{kind} met {fault:?} without a trace");
        let there = standing.entry(congress.room(entry.notice.destination)).or_default();
        if entry.state == State::Delivered {
            there.push(key.digest().to_string());
        }
    }
    for (room, expected) in standing {
        let found: Vec<String> = congress.discord.messages(room).iter().map(digest).collect();
        assert_eq!(found, expected, "in {room} after {fault:?}");
    }
    let unposted = entries.iter().filter(|entry| matches!(entry.state, State::Failed | State::Missed));
    // Who asked to be reminded of what is nobody else's business.
    let unposted = unposted.filter(|entry| !entry.notice.is_personal()).count();
    let messages = congress.discord.messages(lane.berth.organiser_channel());
    let told = messages.iter().filter_map(|message| message["embeds"][0]["description"].as_str());
    assert_eq!(told.flat_map(str::lines).filter(|line| line.starts_with("- ")).count(), unposted, "after {fault:?}");
}
