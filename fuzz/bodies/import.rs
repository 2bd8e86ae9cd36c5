//! Whatever is taken for a programme ends in a programme or in diagnostics, and whatever programme comes of it can be said
//! within Discord's limits.
//!
//! The first byte chooses the format: 0 is left to detection.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use talkbell::announce::{ChannelId, Policy, Route, plan};
use talkbell::import::{Format, Hints, Level, import, import_as};
use talkbell::schedule::{ConferenceId, Schedule};
use talkbell::text::{Reach, Scene, Words, notice, oversize};

static WORDS: LazyLock<Words> = LazyLock::new(Words::english);

/// What is asserted of any bytes.
pub fn holds_for(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else { return };
    let hints = Hints::on(NaiveDate::from_ymd_opt(2026, 7, 1).expect("a day"));
    let imported = match usize::from(*choice) % (Format::ALL.len() + 1) {
        0 => import(bytes, &hints),
        number => import_as(Format::ALL[number - 1], bytes, &hints),
    };
    match imported.schedule {
        Some(schedule) => say_all(&schedule),
        None => assert!(
            imported.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error),
            "no programme, and no error that says why"
        ),
    }
}

fn say_all(schedule: &Schedule) {
    let conference: ConferenceId = "fuzz".parse().expect("an id");
    let channel = ChannelId::new(2000).expect("an id");
    let route = Route {
        channel,
        rooms: BTreeMap::new(),
        sessions: BTreeMap::new(),
        titles: BTreeMap::new(),
        moderator_channel: Some(channel),
        organiser_channel: Some(channel),
        ping_role: None,
        moderators: BTreeMap::new(),
        backup_moderators: BTreeMap::new(),
        speakers: BTreeMap::new(),
    };
    for said in plan(&conference, schedule, &Policy::default(), &route).iter().take(200) {
        let (words, now) = (&*WORDS, said.due);
        let board = Some("https://board.example.org");
        let scene = Scene { words, conference: &conference, schedule, route: &route, board, now, reminds: true };
        let message = notice(&scene, said, Reach::AsPlanned).expect("what was just planned can be said");
        assert_eq!(oversize(&message), [], "{message:?}");
    }
}
