//! A panel follows its questions, and stays within what Discord takes.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::json;
use talkbell::rehearsal::Happening;
use tokio::sync::broadcast::Receiver;

use crate::support::harness::{Harness, is_panel};
use crate::support::moderator::{does, panel_says};
use crate::support::people::{CROWD, someone};
use crate::support::stage::{AUDIENCE, Stage, YI_MA};
use crate::support::transcript::buttons;

const VOTERS: u64 = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_votes_at_once_edit_the_panel_at_most_every_two_seconds() {
    let mut story = Harness::begin(Stage::sample().with_guests(VOTERS + 1), "17:50").await;
    story.at("18:05").await;
    let asker = someone(&story, CROWD + VOTERS, AUDIENCE);
    asker.orders("ask", json!({"question": "Why is the bound tight?"})).await;
    panel_says(&story, "· 0 votes").await;
    let mut happenings = story.discord.watch();
    let voters: Vec<_> = (0..VOTERS).map(|guest| someone(&story, CROWD + guest, AUDIENCE)).collect();
    for some in voters.chunks(10) {
        let voting = some.iter().map(async |voter| {
            let board = voter.orders("questions", json!({})).await;
            let vote = buttons(board.message()).find(|it| it["label"].as_str().unwrap().starts_with('▲')).unwrap();
            let message = board.message()["id"].as_str().unwrap().parse().unwrap();
            voter.presses_id(message, vote["custom_id"].as_str().unwrap()).await;
        });
        join_all(voting).await;
    }
    panel_says(&story, "· 100 votes").await;
    let edits = panel_edits(&mut happenings);
    assert!(edits.len() < 50, "a hundred votes made {} edits", edits.len());
    are_apart(&edits);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moderator_in_a_hurry_edits_the_panel_at_most_every_two_seconds() {
    let mut story = Harness::begin(Stage::sample(), "17:50").await;
    story.at("18:05").await;
    panel_says(&story, "until 18:20").await;
    let mut happenings = story.discord.watch();
    // Each deed wants its edit at once, when the one before has just got its own.
    for minute in ["18:21", "18:22", "18:23"] {
        does(&story, YI_MA, "+1 min").await;
        panel_says(&story, &format!("until {minute}")).await;
    }
    let edits = panel_edits(&mut happenings);
    assert!(edits.len() > 2, "the panel followed each");
    are_apart(&edits);
}

/// When the panel's edits arrived since `happenings` were watched.
fn panel_edits(happenings: &mut Receiver<Happening>) -> Vec<Instant> {
    let mut edits = Vec::new();
    while let Ok(happening) = happenings.try_recv() {
        if let Happening::Edited(seen) = happening
            && is_panel(&seen.message)
        {
            edits.push(seen.arrived);
        }
    }
    edits
}

fn are_apart(edits: &[Instant]) {
    // What arrives may have been on its way for longer than what follows it.
    let apart = edits.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap_or(Duration::MAX);
    assert!(apart > Duration::from_millis(1900), "two edits came {apart:?} after one another");
}
