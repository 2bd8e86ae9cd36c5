//! What an attendee of a large conference sees: a thousand talks, of which thirty run at once.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use chrono::{DateTime, TimeDelta, Utc};
use insta::assert_snapshot;
use support::harness::Harness;
use support::page::{session, talk};
use support::stage::Stage;
use talkbell::announce::{ChannelId, Route};
use talkbell::schedule::{Schedule, Session, Talk, TalkKind, unique_slugs};
use talkbell::text::{
    Browsing, Message, Offered, Offers, Scene, Words, choices, next_answer, now_answer, oversize, schedule_answer,
};

const ROOMS: usize = 30;
const DAYS: i64 = 2;
/// In each room on each day, half an hour each, from nine to half past six, the last of them past a break.
const TALKS: usize = 18;

fn day_one() -> DateTime<Utc> {
    "2026-01-31T08:00:00Z".parse().unwrap()
}

/// 1,080 talks in thirty rooms on two days.
fn congress() -> Schedule {
    let titles: Vec<String> = (0..ROOMS * TALKS * usize::try_from(DAYS).unwrap())
        .map(|n| format!("Talk {n:04} about a matter that takes some words to be named"))
        .collect();
    let mut ids = unique_slugs(titles.iter().map(String::as_str)).into_iter().zip(&titles);
    let mut sessions = Vec::new();
    for day in 0..DAYS {
        for room in 0..ROOMS {
            let start = day_one() + TimeDelta::days(day);
            let talks = (0..TALKS).map(|n| {
                let (id, title) = ids.next().unwrap();
                let start = start + TimeDelta::minutes(30 * i64::try_from(n).unwrap());
                Talk {
                    id: id.parse().unwrap(),
                    kind: TalkKind::Other,
                    title: title.clone(),
                    speakers: vec![format!("Speaker {id}")],
                    summary: Some("What it is about.".to_owned()),
                    room: None,
                    cancelled: false,
                    start,
                    end: start + TimeDelta::minutes(25),
                }
            });
            sessions.push(Session {
                id: format!("room-{room:02}-day-{day}").parse().unwrap(),
                title: format!("Devroom {room:02}"),
                moderators: Vec::new(),
                summary: None,
                room: Some(format!("H.{room:02}")),
                track: None,
                talks: talks.collect(),
            });
        }
    }
    Schedule { title: "A congress".to_owned(), time_zone: chrono_tz::Europe::Brussels, sessions }
}

fn told(schedule: &Schedule, now: DateTime<Utc>, tell: impl FnOnce(&Scene<'_>) -> Message) -> Message {
    let words = Words::english();
    let channel = ChannelId::new(2000).unwrap();
    let route = Route::to(channel);
    let conference = "congress".parse().unwrap();
    let scene = Scene {
        words: &words,
        conference: &conference,
        schedule,
        route: &route,
        now,
        reminds: true,
        board: Some("https://talks.example"),
    };
    let message = tell(&scene);
    assert_eq!(oversize(&message), Vec::new());
    message
}

fn labels(message: &Message) -> Vec<String> {
    let offers = message.menus.iter().map(|menu| {
        let Offers::Texts(offers) = &menu.offers else { panic!("a menu of texts") };
        let first = offers.first().map(|it| (it.label.clone(), it.description.clone().unwrap_or_default()));
        format!("{} {}: {:?}", menu.placeholder, offers.len(), first.unwrap())
    });
    let buttons = message.buttons.iter().map(|button| format!("[{}]", button.label));
    let links = message.links.iter().map(|link| format!("[{}] {}", link.label, link.url));
    offers.chain(buttons).chain(links).collect()
}

#[test]
fn now_lists_what_runs_in_thirty_rooms() {
    let message = told(&congress(), day_one() + TimeDelta::minutes(40), now_answer);
    assert_snapshot!(message.content, @"
    30 talks run now.
    30 more start <t:1769850000:R>.
    ");
    let list = message.embed.as_ref().unwrap().description.clone();
    assert_eq!(list.lines().count(), ROOMS, "{list}");
    assert_snapshot!(list.lines().next().unwrap(), @"**H.00** · Talk 0001 about a matter that takes some words to be named · until <t:1769849700:t>");
    assert_snapshot!(labels(&message).join("\n"), @r#"
    More about … 25: ("Talk 0001 about a matter that takes some words to be named", "H.00")
    "#);
}

#[test]
fn next_lists_what_starts_next_with_its_room() {
    let message = told(&congress(), day_one() + TimeDelta::minutes(40), next_answer);
    assert_snapshot!(message.content, @"What starts next, <t:1769850000:R>:");
    let list = message.embed.unwrap().description;
    assert_snapshot!(list.lines().next().unwrap(), @"<t:1769850000:t> · **H.00** · Talk 0002 about a matter that takes some words to be named");
    assert!(list.lines().count() >= 20, "{list}");
}

#[test]
fn between_talks_and_before_the_first_now_says_what_comes() {
    let pause = told(&congress(), day_one() + TimeDelta::minutes(27), now_answer);
    assert_snapshot!(pause.content, @"Nothing runs just now. What starts next, <t:1769848200:R>:");
    let early = told(&congress(), day_one() - TimeDelta::hours(10), now_answer);
    assert_snapshot!(early.content, @"Nothing runs just now. What starts next, <t:1769846400:R>:");
}

#[test]
fn schedule_leads_to_every_session_of_every_day() {
    let schedule = congress();
    let now = day_one() + TimeDelta::minutes(40);
    let first = told(&schedule, now, |scene| schedule_answer(scene, Browsing::default()));
    assert_snapshot!(labels(&first).join("\n"), @r#"
    Remind me of … 16: ("Talk 0524 about a matter that takes some words to be named", "Speaker talk-0524-about-a-matte-a6b880d8")
    Another day … 2: ("Saturday, 31 January 2026", "")
    Another session … 5: ("Devroom 25", "09:00 – 17:55 CET · H.25")
    [More sessions (2 of 2)]
    [Subscribe to the calendar] https://talks.example/calendar/congress.ics
    "#);
    let second =
        told(&schedule, now, |scene| schedule_answer(scene, Browsing { page: Some(0), ..Browsing::default() }));
    assert_snapshot!(labels(&second).join("\n"), @r#"
    Remind me of … 16: ("Talk 0524 about a matter that takes some words to be named", "Speaker talk-0524-about-a-matte-a6b880d8")
    Another day … 2: ("Saturday, 31 January 2026", "")
    Another session … 25: ("Devroom 00", "09:00 – 17:55 CET · H.00")
    [More sessions (1 of 2)]
    [Subscribe to the calendar] https://talks.example/calendar/congress.ics
    "#);
    let public = told(&schedule, now, |scene| schedule_answer(scene, Browsing { public: true, ..Browsing::default() }));
    assert_snapshot!(labels(&public).join("\n"), @r#"
    Remind me of … 16: ("Talk 0524 about a matter that takes some words to be named", "Speaker talk-0524-about-a-matte-a6b880d8")
    [Subscribe to the calendar] https://talks.example/calendar/congress.ics
    "#);
}

#[test]
fn what_is_typed_finds_a_talk_among_a_thousand() {
    let schedule = congress();
    let words = Words::english();
    let route = Route::to(ChannelId::new(2000).unwrap());
    let conference = "congress".parse().unwrap();
    let now = day_one() + TimeDelta::minutes(40);
    let scene = Scene {
        words: &words,
        conference: &conference,
        schedule: &schedule,
        route: &route,
        now,
        reminds: true,
        board: None,
    };
    let names = |typed: &str, offered| -> Vec<String> {
        choices(&scene, typed, offered).into_iter().map(|choice| choice.name).collect()
    };
    assert!(names("0777", Offered::All)[0].starts_with("Talk 0777"));
    assert!(names("tlak 0777", Offered::Ahead)[0].starts_with("Talk 0777"));
    assert!(
        names("", Offered::All)[0].starts_with("Talk 0001"),
        "what runs comes first: {:?}",
        names("", Offered::All)
    );
    assert!(names("", Offered::Ahead)[0].starts_with("Talk 0002"));
}

#[tokio::test]
async fn menus_turn_the_programme_in_place() {
    let afternoon = |title: &str, hour: u32| {
        let times = format!("{hour}:00 - {hour}:20");
        session(title, "Yi Ma", &[talk(&times, "Oral", &format!("First of {title}"), "Ada Lovelace", "What it says.")])
    };
    let page = [afternoon("Theory", 18), afternoon("Practice", 18), afternoon("History", 20)].join("\n");
    let mut story = Harness::begin(Stage::with_programme(&page), "18:05").await;
    assert_snapshot!(story.asks("/now").await, @"
    (only Ada sees this)
    2 talks run now.
    Next, in 115 min: **First of History**
    │ **Practice** · First of Practice · until 18:20
    │ **Theory** · First of Theory · until 18:20
    [▾ More about … (2)]
    ");
    assert_snapshot!(story.chooses("More about …", &["First of Practice"]).await, @"
    (only Ada sees this)
    Ends in 15 min.
    │ Oral
    │ First of Practice
    │ **Ada Lovelace**
    │ 18:00 – 18:20 · 20 min
    │ What it says.
    │ Practice · 1 of 1
    ");
    assert_snapshot!(story.asks("/schedule").await, @"
    (only Ada sees this)
    Ends in 15 min.
    │ Practice
    │ ▶ 18:00 · Oral · **First of Practice**
    │ Ada Lovelace
    │ **Other sessions**
    │ Wed 21 Jul 18:00 · Theory
    │ Wed 21 Jul 20:00 · History
    [▾ Another session … (3)]
    ");
    assert_snapshot!(story.chooses("Another session …", &["History"]).await, @"
    (only Ada sees this)
    Starts in 115 min.
    │ History
    │ 20:00 · Oral · **First of History**
    │ Ada Lovelace
    │ **Other sessions**
    │ Wed 21 Jul 18:00 · Theory
    │ Wed 21 Jul 18:00 · Practice
    [▾ Remind me of … (1)]
    [▾ Another session … (3)]
    ");
    assert_snapshot!(story.asks("/schedule public:true").await, @"
    (everyone sees this)
    Ends in 15 min.
    │ Practice
    │ ▶ 18:00 · Oral · **First of Practice**
    │ Ada Lovelace
    │ **Other sessions**
    │ Wed 21 Jul 18:00 · Theory
    │ Wed 21 Jul 20:00 · History
    ");
}
