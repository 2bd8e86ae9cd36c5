//! Stories of `talkbell check`, told with the real binary.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const SAMPLE: &str = "data/icml-2021-deep-learning-theory-5.txt";

fn check(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_talkbell"))
        .arg("check")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("talkbell starts")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON on stdout")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn file(folder: &Path, content: &[u8]) -> String {
    let path = folder.join("page.txt");
    std::fs::write(&path, content).expect("the folder is there");
    path.display().to_string()
}

#[test]
fn a_usable_programme_is_shown_as_a_table() {
    let output = check(&[SAMPLE, "--year", "2021"]);
    let table = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(output.status.code(), Some(0));
    for word in [
        "Deep Learning Theory 5",
        "Yi Ma",
        "America/Los_Angeles",
        "Wed 21 Jul 2021 18:00–18:20 PDT",
        "Thu 22 01:00",
        "Q&A",
    ] {
        assert!(table.contains(word), "{word}: {table}");
    }
    assert_eq!(stderr(&output), "Usable: 1 session, 8 talks.\n");
}

#[test]
fn programs_get_json_of_a_promised_shape() {
    let programme = json(&check(&[SAMPLE, "--json", "--year", "2021"]));
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<std::collections::BTreeSet<_>>();
    let set = |names: &str| names.split(' ').map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(keys(&programme), set("title time_zone sessions diagnostics"));
    let session = &programme["sessions"][0];
    assert_eq!(keys(session), set("id title moderators abstract room track talks"));
    assert_eq!(keys(&session["talks"][0]), set("id kind title speakers abstract room cancelled start end"));
    assert_eq!(session["talks"][0]["start"], "2021-07-22T01:00:00Z");
    assert_eq!(session["talks"][7]["end"], "2021-07-22T01:55:00Z");
    assert_eq!(session["abstract"], Value::Null);
}

#[test]
fn an_inferred_year_is_a_note_with_its_line() {
    let programme = json(&check(&[SAMPLE, "--json"]));
    let note = &programme["diagnostics"][0];
    assert_eq!((&note["level"], &note["line"], &note["path"]), (&"note".into(), &14.into(), &Value::Null));
    assert!(note["message"].as_str().unwrap().contains("--year"));
}

#[test]
fn a_broken_programme_fails_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let page = std::fs::read_to_string(SAMPLE).unwrap().replace("18:00 - 18:20", "18:20 - 18:00");
    let path = file(folder.path(), page.as_bytes());
    let output = check(&[&path, "--year", "2021"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(stderr(&output).starts_with(&format!("{path}:14: error: ")), "{}", stderr(&output));
    assert!(stderr(&output).ends_with("Not usable yet: 1 error.\n"));
}

#[test]
fn what_cannot_be_read_is_a_diagnostic_too() {
    let folder = tempfile::tempdir().unwrap();
    let binary = file(folder.path(), b"a\n\0");
    for source in ["no/such/file.txt", "src", &binary, "-"] {
        let output = check(&[source, "--json"]);
        assert_eq!(output.status.code(), Some(1), "{source}");
        let answer = json(&output);
        assert_eq!((&answer["title"], &answer["sessions"]), (&Value::Null, &Value::Array(Vec::new())), "{source}");
        assert_eq!(answer["diagnostics"][0]["level"], "error", "{source}");
    }
}

#[test]
fn wrong_usage_says_what_is_right() {
    for (arguments, advice) in [
        ([SAMPLE, "--time-zone", "Europe/Berln"], "Europe/Berlin"),
        ([SAMPLE, "--format", "pdf"], "virtual-page"),
        ([SAMPLE, "--year", "21"], "1970"),
    ] {
        let output = check(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(advice), "{}", stderr(&output));
    }
}

#[test]
fn the_standard_input_is_a_source() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_talkbell"));
    command.args(["check", "-", "--year", "2021"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(&std::fs::read(SAMPLE).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), "Usable: 1 session, 8 talks.\n"));
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_talkbell"));
    command.args(["check", SAMPLE, "--json", "--year", "2021"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}
