//! Answering over many talks: what it takes to make an answer, without its way to Discord and back.

use std::hint::black_box;
use std::time::Instant;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use talkbell::announce::{ChannelId, Route};
use talkbell::schedule::{Schedule, Session, Talk, TalkKind};
use talkbell::text::{Browsing, Offered, Scene, Words, choices, next_answer, now_answer, schedule_answer};

use super::figures::Figures;

/// FOSDEM 2026, and ten times as many as the largest programme known.
const SIZES: [usize; 2] = [1_070, 10_000];
const TALKS_A_SESSION: usize = 18;
const TIMES: usize = 100;
/// What makes titles that are as unlike each other as those of a programme.
const MATTERS: [&str; 11] = [
    "compilers",
    "databases",
    "kernels",
    "gradients",
    "consensus",
    "typography",
    "firmware",
    "observability",
    "lattices",
    "accessibility",
    "schedulers",
];

/// Prints what each answer takes, and how that grows with the programme.
pub fn measure() -> anyhow::Result<()> {
    println!("An answer over many talks, without its way to Discord:");
    let [small, large] = SIZES.map(figures);
    for ((what, small), (_, large)) in small?.iter().zip(&large?) {
        println!("  {what:<22} {:>6} talks {small}", SIZES[0]);
        println!("  {what:<22} {:>6} talks {large}  {:.1}×", SIZES[1], large.ratio(small, 50));
    }
    Ok(())
}

fn figures(talks: usize) -> anyhow::Result<Vec<(&'static str, Figures)>> {
    let start: DateTime<Utc> = "2026-01-31T08:00:00Z".parse()?;
    let schedule = programme(talks, start)?;
    let (words, conference) = (Words::english(), "bench".parse()?);
    let route = Route::to(ChannelId::new(1).context("not 0")?);
    let now = start + TimeDelta::minutes(40);
    let scene = Scene {
        words: &words,
        conference: &conference,
        schedule: &schedule,
        route: &route,
        now,
        reminds: true,
        board: None,
    };
    let typed = |text: &str| choices(&scene, text, Offered::All).len();
    let tasks: [(&'static str, &dyn Fn() -> usize); 7] = [
        ("/now", &|| now_answer(&scene).content.len()),
        ("/next", &|| next_answer(&scene).content.len()),
        ("/schedule", &|| schedule_answer(&scene, Browsing::default()).content.len()),
        ("typing nothing", &|| typed("")),
        ("typing a letter", &|| typed("c")),
        ("typing a title", &|| typed("consensus and firmware")),
        ("typing it misspelt", &|| typed("consnesus firmwrae")),
    ];
    tasks.into_iter().map(|(what, task)| Ok((what, timed(task)?))).collect()
}

fn timed(task: &dyn Fn() -> usize) -> anyhow::Result<Figures> {
    black_box(task());
    Figures::of((0..TIMES).map(|_| {
        let began = Instant::now();
        black_box(task());
        began.elapsed().as_secs_f64() * 1000.0
    }))
}

fn programme(talks: usize, start: DateTime<Utc>) -> anyhow::Result<Schedule> {
    let mut sessions = Vec::new();
    for first in (0..talks).step_by(TALKS_A_SESSION) {
        let of_session = first..talks.min(first + TALKS_A_SESSION);
        let talk = |n: usize| -> anyhow::Result<Talk> {
            let start = start + TimeDelta::minutes(30 * i64::try_from(n - first)?);
            let matter = |n: usize| MATTERS[n % MATTERS.len()];
            Ok(Talk {
                id: format!("talk-{n}").parse()?,
                kind: TalkKind::Other,
                title: format!("On {} and {}, number {n}", matter(n), matter(n / MATTERS.len())),
                speakers: vec![format!("Speaker {n}"), format!("{} {n}", matter(n / 7))],
                summary: Some("What it is about.".to_owned()),
                room: None,
                cancelled: false,
                start,
                end: start + TimeDelta::minutes(25),
            })
        };
        sessions.push(Session {
            id: format!("session-{first}").parse()?,
            title: format!("Session {first}"),
            moderators: Vec::new(),
            summary: None,
            room: Some(format!("Room {first}")),
            track: None,
            talks: of_session.map(talk).collect::<anyhow::Result<_>>()?,
        });
    }
    Ok(Schedule { title: "Bench".to_owned(), time_zone: chrono_tz::UTC, sessions })
}
