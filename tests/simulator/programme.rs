//! Random programmes and random edits.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use talkbell::announce::{ChannelId, GuildId, Policy, RoleId, UserId};
use talkbell::config::{ConferenceSettings, Placed, Source, SourceHints};
use talkbell::questions::Rules;
use talkbell::schedule::{Schedule, Session, Talk, TalkKind};

use crate::random::Random;

pub const MODERATOR_CHANNEL: u64 = 2001;
pub const CHANNELS: [u64; 2] = [2000, 2002];
pub const MODERATORS: [(&str, u64); 2] = [("Ada", 4000), ("Grace", 4001)];

pub const ATTENDEES: [u64; 3] = [5000, 5001, 4000];

/// Conference number `number`; several may share their channels.
pub fn settings(random: &Random, number: usize) -> ConferenceSettings {
    let reached = random.chance(900);
    let moderators = MODERATORS.iter().filter(|_| random.chance(700));
    let mut policy = Policy::default();
    if random.chance(200) {
        policy.ping.default = Some(TimeDelta::minutes(10));
        policy.qa_ending = None;
    }
    ConferenceSettings {
        id: format!("conference-{number}").parse().expect("an id"),
        source: placed(Source::Given("programme.txt".to_owned())),
        year: None,
        time_zone: None,
        language: None,
        hints: SourceHints::default(),
        guild: placed(GuildId::new(1000).expect("an id")),
        channel: placed(ChannelId::new(random.one_of(&CHANNELS)).expect("an id")),
        rooms: BTreeMap::new(),
        sessions: BTreeMap::new(),
        moderator_channel: reached.then(|| placed(ChannelId::new(MODERATOR_CHANNEL).expect("an id"))),
        organiser_channel: None,
        ping_role: random.chance(500).then(|| placed(RoleId::new(3000).expect("an id"))),
        moderator_role: None,
        organiser_role: None,
        moderators: moderators
            .map(|(name, user)| ((*name).to_owned(), placed(UserId::new(*user).expect("an id"))))
            .collect::<BTreeMap<_, _>>(),
        backup_moderators: BTreeMap::new(),
        speakers: BTreeMap::new(),
        policy,
        questions: Rules::default(),
    }
}

/// One to three sessions, one after the other or in parallel.
pub fn programme(random: &Random, start: DateTime<Utc>) -> Schedule {
    let mut begins = start;
    let mut sessions = Vec::new();
    for number in 0..random.between(1, 3) {
        let session = session(random, number, begins);
        begins = if random.chance(400) { begins } else { session.end() + minutes(random, &[0, 0, 5, 30]) };
        sessions.push(session);
    }
    Schedule { title: "Simulated".to_owned(), time_zone: chrono_tz::UTC, sessions }
}

/// What an organiser does to a programme at short notice.
pub fn edit(random: &Random, schedule: &Schedule, first: &Schedule, now: DateTime<Utc>) -> Schedule {
    let mut edited = schedule.clone();
    if random.chance(100) {
        return first.clone();
    }
    let Some(session) = pick(random, &mut edited.sessions) else { return first.clone() };
    let index = random.index(session.talks.len());
    match random.index(7) {
        0 => session.talks.iter_mut().for_each(|talk| shift(talk, TimeDelta::minutes(15))),
        1 | 2 => shift(&mut session.talks[index], minutes(random, &[-30, -10, -5, 1, 5, 10, 20, 60])),
        3 => {
            session.talks.remove(index);
        }
        4 => session.talks[index].title = format!("Retitled {}", random.between(1, 99)),
        5 => {
            let kinds = [TalkKind::Oral, TalkKind::QuestionsAndAnswers, TalkKind::Break];
            session.talks[index].kind = random.one_of(&kinds);
        }
        _ => {
            let number = random.between(100, 999);
            let start = now + minutes(random, &[-5, 0, 1, 6, 20]);
            let talk = talk(random, &format!("{}-added-{number}", session.id), start);
            if session.talks.iter().all(|other| other.id != talk.id) {
                session.talks.push(talk);
            }
        }
    }
    session.talks.sort_by_key(|talk| (talk.start, talk.end));
    edited.sessions.retain(|session| !session.talks.is_empty());
    edited
}

/// When the last of it is over.
pub fn end(schedule: &Schedule, start: DateTime<Utc>) -> DateTime<Utc> {
    schedule.sessions.iter().map(Session::end).max().unwrap_or(start)
}

fn session(random: &Random, number: i64, start: DateTime<Utc>) -> Session {
    let mut talks = Vec::new();
    let mut begins = start;
    for place in 0..random.between(1, 4) {
        let talk = talk(random, &format!("s{number}-t{place}"), begins);
        begins = talk.end + minutes(random, &[0, 0, 0, 5]);
        talks.push(talk);
    }
    if random.chance(500) {
        let id = format!("s{number}-qa").parse().expect("an id");
        let kind = TalkKind::QuestionsAndAnswers;
        talks.push(Talk { id, kind, ..talk(random, "qa", begins) });
    }
    Session {
        id: format!("s{number}").parse().expect("an id"),
        title: format!("Session {number}"),
        moderators: MODERATORS.iter().filter(|_| random.chance(600)).map(|(name, _)| (*name).to_owned()).collect(),
        summary: None,
        room: None,
        track: None,
        talks,
    }
}

fn talk(random: &Random, id: &str, start: DateTime<Utc>) -> Talk {
    Talk {
        id: id.parse().expect("an id"),
        kind: random.one_of(&[TalkKind::Oral, TalkKind::Oral, TalkKind::Spotlight, TalkKind::Break]),
        title: format!("Talk {id}"),
        speakers: vec!["Emmy".to_owned()],
        summary: random.chance(200).then(|| "What it is about.".to_owned()),
        room: None,
        cancelled: false,
        start,
        end: start + minutes(random, &[3, 5, 10, 20, 30]),
    }
}

fn shift(talk: &mut Talk, by: TimeDelta) {
    talk.start += by;
    talk.end += by;
}

fn pick<'a>(random: &Random, sessions: &'a mut [Session]) -> Option<&'a mut Session> {
    (!sessions.is_empty()).then(|| random.index(sessions.len())).map(|index| &mut sessions[index])
}

fn minutes(random: &Random, choices: &[i64]) -> TimeDelta {
    TimeDelta::minutes(random.one_of(choices))
}

fn placed<T>(value: T) -> Placed<T> {
    Placed { value, line: 1 }
}
