//! `talkbell check NEW --against OLD`, told with the real binary.

use std::process::{Command, Output};

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::shared_path;

const OLD: &str = "Id,Title,Start,End,Speakers,Room,Session,Abstract,Chair\n\
    1,Deep nets,2025-07-18 09:00,2025-07-18 09:20,Ada Lovelace,Hall A,Theory,One.,Yi Ma\n\
    2,Noise,2025-07-18 09:20,2025-07-18 09:25,Alan Turing,Hall A,Theory,,Yi Ma\n\
    3,Lunch,2025-07-18 12:00,2025-07-18 13:00,,,Theory,,\n\
    4,Gone,2025-07-18 14:00,2025-07-18 15:00,Grace Hopper,Hall A,Theory,,\n\
    5,Off,2025-07-18 15:00,2025-07-18 16:00,,Hall A,Theory,,\n";
const NEW: &str = "Id,Title,Start,End,Speakers,Room,Session,Abstract,Chair\n\
    1,Deeper nets,2025-07-18 09:05,2025-07-18 09:20,Ada Lovelace,Hall A,Theory,One. Two.,Jian Sun\n\
    2,Noise,2025-07-18 09:20,2025-07-18 09:25,\"Alan Turing, Grace Hopper\",Hall B,Theory,,Jian Sun\n\
    3,Lunch,2025-07-18 12:00,2025-07-18 13:00,,,Theory,,\n\
    5,[CANCELED] Off,2025-07-18 15:00,2025-07-18 16:00,,Hall A,Theory,,\n\
    6,New,2025-07-18 16:00,2025-07-18 17:00,,Hall A,Theory,,\n";

struct Files(tempfile::TempDir);

impl Files {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        Self(folder)
    }

    fn check(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_talkbell"));
        command.arg("check").args(arguments).current_dir(self.0.path()).output().unwrap()
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_is_different_is_grouped_for_people() {
    let files = Files::new(&[("old.csv", OLD), ("new.csv", NEW)]);
    let output = files.check(&["new.csv", "--against", "old.csv", "--time-zone", "Europe/Berlin"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_snapshot!(stdout(&output), @"
    1 added, 1 removed, 1 cancelled, 1 moved in time, 1 in another room, 1 with another title, 1 with other speakers, 1 with another abstract, 1 session with other moderators (times in Europe/Berlin)

    Added (1)
      Fri 18 Jul 2025 16:00  New

    Removed (1)
      Fri 18 Jul 2025 14:00  Gone

    Cancelled (1)
      Fri 18 Jul 2025 15:00  Off

    Moved (1)
      Fri 18 Jul 2025 09:05  Deeper nets
          Fri 18 Jul 09:00–09:20 → Fri 18 Jul 09:05–09:20

    In another room (1)
      Fri 18 Jul 2025 09:20  Noise
          Hall A → Hall B

    Another title (1)
      Fri 18 Jul 2025 09:05  Deeper nets
          “Deep nets” → “Deeper nets”

    Other speakers (1)
      Fri 18 Jul 2025 09:20  Noise
          Alan Turing → Alan Turing, Grace Hopper

    Another abstract (1)
      Fri 18 Jul 2025 09:05  Deeper nets
          1 word → 2 words

    Other moderators (1)
      Theory
          Yi Ma → Jian Sun
    ");
    assert_snapshot!(stderr(&output), @"Usable: 1 session, 5 talks.");
    let same = files.check(&["old.csv", "--against", "old.csv", "--time-zone", "Europe/Berlin"]);
    assert_snapshot!(stdout(&same), @"Nothing is different.");
}

#[test]
fn programs_get_the_same_as_json() {
    let files = Files::new(&[("old.csv", OLD), ("new.csv", NEW)]);
    let output = files.check(&["new.csv", "--against", "old.csv", "--time-zone", "Europe/Berlin", "--json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let count = |key: &str| answer["changes"][key].as_array().unwrap().len();
    let keys = ["added", "removed", "moved", "room", "title", "speakers", "abstract", "moderators", "cancelled"];
    assert_eq!(keys.map(count), [1, 1, 1, 1, 1, 1, 1, 1, 1]);
    assert_eq!(answer["sessions"][0]["talks"].as_array().unwrap().len(), 5);
    assert_eq!(answer["changes"]["moved"][0]["from"]["start"], "2025-07-18T07:00:00Z");
}

#[test]
fn the_two_may_differ_in_format() {
    let files = Files::new(&[("old.csv", OLD)]);
    let export = Command::new(env!("CARGO_BIN_EXE_talkbell"))
        .args(["export", "old.csv", "--time-zone", "Europe/Berlin", "--to", "toml"])
        .current_dir(files.0.path())
        .output()
        .unwrap();
    std::fs::write(files.0.path().join("old.toml"), &export.stdout).unwrap();
    let output = files.check(&["old.csv", "--against", "old.toml", "--time-zone", "Europe/Berlin"]);
    assert_eq!((output.status.code(), stdout(&output).trim()), (Some(0), "Nothing is different."));
}

#[test]
fn an_old_one_that_cannot_be_used_is_no_comparison() {
    let files = Files::new(&[("new.csv", NEW), ("old.csv", "nothing")]);
    for old in ["old.csv", "none.csv"] {
        let output = files.check(&["new.csv", "--against", old, "--time-zone", "Europe/Berlin"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(&format!("{old}: error: ")), "{}", stderr(&output));
        let output = files.check(&["new.csv", "--against", old, "--time-zone", "Europe/Berlin", "--json"]);
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((output.status.code(), &answer["changes"]), (Some(1), &Value::Null));
    }
}

/// Two real states of one conference's programme, five days apart.
#[test]
fn a_real_change_is_told_as_it_was() {
    let file = |day: &str| shared_path(&format!("frab/fosdem-2026-snap-2026-01-{day}.xml")).canonicalize().unwrap();
    let (new, old) = (file("30"), file("25"));
    let files = Files::new(&[]);
    let output = files.check(&[new.to_str().unwrap(), "--against", old.to_str().unwrap(), "--json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let count = |key: &str| answer["changes"][key].as_array().unwrap().len();
    assert_eq!(["added", "removed", "moved", "room"].map(count), [34, 7, 16, 2]);
}
