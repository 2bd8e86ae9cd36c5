//! A whole evening: a moderator who checks in late, a talk that needs more time, one that is skipped, and a slip.

use std::time::{Duration, Instant};

use insta::assert_snapshot;
use talkbell::rehearsal::Happening;

use crate::moderator::{does, panel_says, presses_directly};
use crate::support::harness::{Harness, is_panel};
use crate::support::stage::{AUDIENCE, MODERATORS, Stage, YI_MA};

#[tokio::test]
async fn an_evening_with_a_late_moderator_more_time_a_skip_and_an_undo() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    let mut happenings = story.discord.watch();
    story.at("17:56").await;
    presses_directly(&story, YI_MA, "I'm here").await;
    let mut said = Vec::new();
    story.at("18:02").await;
    said.push(does(&story, YI_MA, "Start").await);
    story.at("18:20").await;
    said.push(does(&story, YI_MA, "+5 min").await);
    story.at("18:28").await;
    said.push(does(&story, YI_MA, "Skip").await);
    story.at("18:33").await;
    said.push(does(&story, YI_MA, "+1 min").await);
    said.push(does(&story, YI_MA, "Undo").await);
    panel_says(&story, "the skip of").await;
    said.push(story.panel(MODERATORS));
    story.at("19:30").await;
    assert_snapshot!(said.join("\n"), @"");
    assert_snapshot!(story.channel(AUDIENCE), @"");
    assert_snapshot!(story.direct(YI_MA), @"");
    panel_says(&story, "Over since").await;
    assert_snapshot!(story.panel(MODERATORS), @"");

    let mut edits: Vec<Instant> = Vec::new();
    while let Ok(happening) = happenings.try_recv() {
        if let Happening::Edited(seen) = happening
            && is_panel(&seen.message)
        {
            edits.push(seen.arrived);
        }
    }
    assert!(edits.len() > 5, "the panel was kept true: {edits:?}");
    let apart = edits.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap();
    assert!(apart > Duration::from_millis(1900), "two edits came {apart:?} after one another");
}
