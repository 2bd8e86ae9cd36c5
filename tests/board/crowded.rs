//! More people look at a board than talkbell has room for. A process of its own, since that is where the room is counted:
//! half of the files that it may open are for those who look.

use std::process::Command;
use std::time::Duration;

use crate::browser::Browser;
use crate::room::{CONFERENCE, SESSION};
use crate::support::harness::Harness;
use crate::support::process::{PATIENCE, Process};
use crate::support::stage::{Stage, TOKEN};

/// Files that talkbell may open. It needs some thirty itself.
const FILES: usize = 160;
const VIEWERS: usize = FILES / 2;
const GLANCE: Duration = Duration::from_millis(20);

#[tokio::test(flavor = "multi_thread")]
async fn one_viewer_too_many_is_told_so_and_has_a_place_when_another_leaves() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "18:10").await;
    let folder = story.folder().to_owned();
    let configuration = story.configuration().clone() + "[web]\nlisten = \"127.0.0.1:0\"\n";
    std::fs::write(folder.join("talkbell.toml"), configuration).unwrap();
    let run = format!("ulimit -n {FILES} && exec \"$0\" run --config talkbell.toml --pretend-now 2021-07-22T01:10:00Z");
    let mut command = Command::new("sh");
    command.args(["-c", &run, env!("CARGO_BIN_EXE_talkbell")]).current_dir(&folder).env("DISCORD_TOKEN", TOKEN);
    let process = Process::start(command.env_remove("TALKBELL_LOG"), &folder);
    let board = board(&process).await;
    let events = format!("{board}/events");

    let mut viewers = Vec::new();
    for _ in 0..VIEWERS {
        let viewer = reqwest::get(&events).await.unwrap();
        assert_eq!(viewer.status(), 200);
        viewers.push(viewer);
    }
    let refused = reqwest::get(&events).await.unwrap();
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["retry-after"], "10");
    assert!(refused.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    let said = refused.text().await.unwrap();
    assert!(said.contains("So many people look at boards just now"), "{said}");

    // Someone in a browser keeps the page, and gets in by themselves when there is room.
    let mut late = Browser::open(1280, 720).await;
    late.visit(&board).await;
    late.until("!document.getElementById('lost').hidden").await;
    viewers.pop();
    late.until("document.body.dataset.shown > 0 && document.getElementById('lost').hidden").await;
    assert_eq!(reqwest::get(&events).await.unwrap().status(), 503, "the place is taken");

    late.visit("about:blank?left").await;
    let returned = async {
        while reqwest::get(&events).await.unwrap().status() != 200 {
            tokio::time::sleep(GLANCE).await;
        }
    };
    tokio::time::timeout(PATIENCE, returned).await.expect("who leaves makes room");
}

/// The board's address, once the process has said where it listens.
async fn board(process: &Process) -> String {
    let said = async {
        loop {
            let log = process.stderr();
            let base = log.split("boards below ").nth(1).and_then(|rest| rest.split("/board/.").next());
            if let Some(base) = base {
                return format!("{base}/board/{CONFERENCE}/{SESSION}");
            }
            tokio::time::sleep(GLANCE).await;
        }
    };
    tokio::time::timeout(PATIENCE, said).await.unwrap_or_else(|_| panic!("no address in {}", process.stderr()))
}
