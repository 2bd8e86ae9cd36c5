//! Files that mean harm, or that are something else: refused, and in little memory. How soon, `cargo bench --bench hostile` says.

#[path = "../support/hostile_files.rs"]
mod hostile_files;

use std::collections::BTreeMap;
use std::process::Command;

use talkbell::import::{Format, Hints, Level, import, import_as};

use crate::support::{day, in_zone, no_hints};

fn refused(what: &str, file: &[u8], format: Option<Format>) {
    let hints = Hints { date: Some(day("2025-07-18")), ..in_zone("UTC") };
    let imported = match format {
        Some(format) => import_as(format, file, &hints),
        None => import(file, &hints),
    };
    let errors = imported.diagnostics.iter().filter(|d| d.level == Level::Error).count();
    assert!(imported.schedule.is_none() && errors > 0, "{what}: {:?}", imported.diagnostics.first());
    assert!(imported.diagnostics.len() <= 100, "{what}: {} diagnostics", imported.diagnostics.len());
}

const MILLION: usize = 1_000_000;

#[test]
fn what_is_nested_deep_is_refused() {
    for (what, file) in [
        ("JSON lists", "[".repeat(10 * MILLION)),
        ("JSON objects", "{\"sessions\":".repeat(MILLION)),
        ("TOML lists", format!("title = {}", "[".repeat(MILLION))),
        ("TOML tables", format!("[{}]\n", vec!["a"; MILLION].join("."))),
        ("TOML inline tables", format!("a = {}", "{a=".repeat(MILLION))),
        ("HTML", format!("<html>{}", "<div>".repeat(MILLION))),
        ("HTML formatting", format!("<html>{}", "<b><i><a href=x>".repeat(MILLION / 4))),
        ("HTML tables", format!("<html>{}", "<table><tr><td>".repeat(MILLION / 4))),
    ] {
        refused(what, file.as_bytes(), None);
    }
}

#[test]
fn long_lines_and_many_cells_are_refused() {
    refused("a long line", "a".repeat(30 * MILLION).as_bytes(), None);
    refused("commas", ",".repeat(30 * MILLION).as_bytes(), Some(Format::Csv));
    refused("quotes", format!("title,start\n\"{}", "\"\",".repeat(5 * MILLION)).as_bytes(), Some(Format::Csv));
    refused("a long header", format!("title,start{}", ",x".repeat(MILLION)).as_bytes(), Some(Format::Csv));
    refused("rows without times", format!("title,start\n{}", "x,\n".repeat(MILLION)).as_bytes(), Some(Format::Csv));
    refused("rows of nonsense", format!("title,start\n{}", "x,y\n".repeat(100_000)).as_bytes(), Some(Format::Csv));
    refused("paragraphs", format!("<html>{}", "<p>a".repeat(2 * MILLION)).as_bytes(), None);
    refused("open brackets", "<".repeat(8 * MILLION).as_bytes(), Some(Format::VirtualHtml));
    refused("TOML keys", (0..300_000).map(|n| format!("a{n} = 1\n")).collect::<String>().as_bytes(), None);
}

#[test]
fn what_is_something_else_is_refused_in_every_format() {
    for format in Format::ALL {
        for (what, file) in [
            ("zip in disguise", b"PK\x03\x04title,start\n".as_slice()),
            ("NULs", b"title,start\n\0\0\0"),
            ("no UTF-8", b"title,start\n\xff\xfe\xfd"),
            ("nothing", b""),
            ("blanks", b"  \n\t "),
        ] {
            refused(&format!("{what} as {format}"), file, Some(format));
        }
    }
}

#[test]
fn folders_that_mean_harm_are_refused() {
    let mut laughs = "a: &a [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (name, before) in ('b'..='j').zip('a'..) {
        laughs += &format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 10].join(","));
    }
    for (what, name, text) in [
        ("an anchor bomb", "sessions.yml", laughs),
        ("deep YAML", "sessions.yml", "[".repeat(MILLION)),
        ("deep blocks of YAML", "sessions.yml", "- ".repeat(MILLION)),
        ("deep JSON", "main_calendar.json", "[".repeat(MILLION)),
        ("a wide table", "papers.csv", format!("UID{}\n", ",x".repeat(MILLION))),
        ("a zip in disguise", "main_calendar.json", "PK\u{3}\u{4}\0\0".to_owned()),
    ] {
        let files = BTreeMap::from([(name.to_owned(), text.into_bytes())]);
        let imported = import(&files, &no_hints());
        assert!(imported.schedule.is_none(), "{what}");
        assert!(imported.diagnostics.iter().any(|d| d.level == Level::Error), "{what}");
    }
}

/// Each is small, and together they are ninety thousand talks.
#[test]
fn papers_that_are_in_every_session_are_counted() {
    let entry = |n: usize| {
        let (hour, minute) = (n / 60, n % 60);
        format!(r#"{{"title":"S","start":"2026-01-01T{hour:02}:{minute:02}:00Z","end":"2026-01-02T00:00:00Z"}}"#)
    };
    let entries = (0..300).map(entry).collect::<Vec<_>>().join(",");
    let papers: String = (0..300).map(|n| format!("{n},Title {n},Ada Lovelace,S\n")).collect();
    let files = BTreeMap::from([
        ("main_calendar.json".to_owned(), format!("[{entries}]").into_bytes()),
        ("papers.csv".to_owned(), format!("UID,title,authors,session\n{papers}").into_bytes()),
    ]);
    let imported = import(&files, &no_hints());
    assert!(imported.schedule.is_none());
    assert!(imported.diagnostics.iter().any(|d| d.message.contains("more talks than any programme")));
}

/// Kilobytes of address space: what is resident is far less, which `cargo bench --bench hostile` measures.
const ADDRESS_SPACE: u32 = 200_000;

#[test]
fn no_file_that_is_made_to_hurt_takes_the_machines_memory() {
    let folder = tempfile::tempdir().unwrap();
    for hostile in hostile_files::all() {
        let path = hostile.write(folder.path()).unwrap();
        let limited =
            format!("ulimit -v {ADDRESS_SPACE} && exec \"$0\" check \"$1\" --time-zone UTC --date 2025-07-18");
        let output = Command::new("sh").arg("-c").arg(limited).arg(env!("CARGO_BIN_EXE_talkbell")).arg(&path).output();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}: {:?} {said}", hostile.name, output.status);
        let refused = said.contains(": error: ");
        assert!(refused || output.status.success(), "{} is refused without a reason: {said}", hostile.name);
    }
}
