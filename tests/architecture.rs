//! Holds the house's import rules by reading the sources under `src/`. The rules stand in `architecture/rules.rs`.

#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/tokens.rs"]
mod tokens;

use std::collections::BTreeMap;
use std::path::Path;

use rules::{LINES, breaches};

#[test]
fn the_house_keeps_its_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    read_into(&mut files, &root, &root);
    assert!(files.contains_key("schedule/mod.rs"), "no sources were read from {}", root.display());

    let found: Vec<String> = breaches(&files).iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_room_imports_only_rooms_below_it() {
    insta::assert_snapshot!(in_file("import/text.rs", "use crate::announce::Notice;"), @"src/import/text.rs:1: `import` names `crate::announce::Notice`; it may import schedule");
    insta::assert_snapshot!(in_file("schedule/mod.rs", "\n\nfn f() -> crate::text::Message { todo() }"), @"src/schedule/mod.rs:3: `schedule` names `crate::text::Message`; it may import no other room");
    insta::assert_snapshot!(in_file("store/mod.rs", "use crate::{schedule::Talk, app::{Chat, self as uses}};"), @r#"
        src/store/mod.rs:1: `store` names `crate::app::Chat`; it may import schedule, import, announce, questions, text
        src/store/mod.rs:1: `store` names `crate::app`; it may import schedule, import, announce, questions, text
    "#);
    insta::assert_snapshot!(in_file("app/mod.rs", "use super::discord::Sender;"), @"src/app/mod.rs:1: `app` names `crate::discord::Sender`; it may import schedule, export, import, announce, questions, text, store, fetch, clock, config");
    insta::assert_snapshot!(in_file("web/board.rs", "mod inner { use super::super::super::store::Outbox; }"), @"src/web/board.rs:1: `web` names `crate::store::Outbox`; it may import export, app, clock");
    insta::assert_snapshot!(in_file("rehearsal/mod.rs", "use crate::*;"), @"src/rehearsal/mod.rs:1: `rehearsal` names `crate::*`; it may import clock");
    insta::assert_snapshot!(in_file("discord/mod.rs", "use crate as house;\nfn f() { house::store::open() }"), @"src/discord/mod.rs:2: `discord` names `crate::store::open`; it may import schedule, import, announce, questions, text, app, clock");
    insta::assert_snapshot!(in_file("main.rs", "fn main() { talkbell::app::run() }"), @"src/main.rs:1: `main` names `crate::app::run`; it may import cli");
    insta::assert_snapshot!(in_file("utils.rs", "fn f() {}"), @"src/utils.rs:1: the house has no room `utils`; give it its rules in tests/architecture/rules.rs");

    assert_eq!(in_file("text/mod.rs", "use crate::{announce::Notice, schedule::{Talk, Session}};"), "");
    assert_eq!(in_file("announce/plan.rs", "use super::Notice;\nuse crate::announce::order;"), "");
    assert_eq!(in_file("cli/run.rs", "use crate::{app, discord, store, rehearsal};"), "");
    assert_eq!(in_file("main.rs", "fn main() { talkbell::cli::run() }"), "");
}

#[test]
fn a_pure_room_has_no_async_no_io_and_no_current_time() {
    insta::assert_snapshot!(in_file("import/mod.rs", "use std::{fmt, fs};"), @"src/import/mod.rs:1: `import` names `std::fs`; a pure room has no async, no I/O and no current time");
    insta::assert_snapshot!(in_file("import/mod.rs", "fn f() { std::fs::read(\"a\"); }"), @"src/import/mod.rs:1: `import` names `std::fs::read`; a pure room has no async, no I/O and no current time");
    insta::assert_snapshot!(in_file("import/mod.rs", "use std::time;\nfn f() { time::Instant::now(); }"), @"src/import/mod.rs:2: `import` names `std::time::Instant::now`; a pure room has no async, no I/O and no current time");
    insta::assert_snapshot!(in_file("import/mod.rs", "use std::time::*;"), @"src/import/mod.rs:1: `import` names `std::time::*`; a pure room has no async, no I/O and no current time");
    insta::assert_snapshot!(in_file("announce/mod.rs", "async fn plan() {}"), @"src/announce/mod.rs:1: `announce` says `async`; a pure room has no async and no I/O");
    insta::assert_snapshot!(in_file("text/mod.rs", "fn f() { println!(\"\") }"), @"src/text/mod.rs:1: `text` says `println`; a pure room has no async and no I/O");
    insta::assert_snapshot!(in_file("text/mod.rs", "fn f(m: serenity::model::Message) {}"), @"src/text/mod.rs:1: `text` names `serenity::model::Message`; that belongs to another room");
    insta::assert_snapshot!(in_file("questions/mod.rs", "use tokio::sync::Mutex as Lock;"), @"src/questions/mod.rs:1: `questions` names `tokio::sync::Mutex`; a pure room has no async, no I/O and no current time");

    assert_eq!(in_file("import/mod.rs", "use std::time::Duration; use std::fmt; use chrono::Utc;"), "");
}

#[test]
fn a_library_stays_in_its_room() {
    insta::assert_snapshot!(in_file("app/mod.rs", "use sqlx::Any;"), @"src/app/mod.rs:1: `app` names `sqlx::Any`; that belongs to another room");
    insta::assert_snapshot!(in_file("store/mod.rs", "fn f() { ::serenity::http::Http::new(\"\"); }"), @"src/store/mod.rs:1: `store` names `serenity::http::Http::new`; that belongs to another room");
    insta::assert_snapshot!(in_file("discord/mod.rs", "extern crate axum;"), @"src/discord/mod.rs:1: `discord` names `axum`; that belongs to another room");
    insta::assert_snapshot!(in_file("web/mod.rs", "use sqlx as sql;\nfn f(row: sql::any::AnyRow) {}"), @r#"
        src/web/mod.rs:1: `web` names `sqlx`; that belongs to another room
        src/web/mod.rs:2: `web` names `sqlx::any::AnyRow`; that belongs to another room
    "#);

    assert_eq!(in_file("store/mod.rs", "use sqlx::Any;"), "");
    assert_eq!(in_file("discord/mod.rs", "use serenity::all::Context; use crate::app::Chat;"), "");
}

#[test]
fn the_clock_alone_asks_for_the_time() {
    insta::assert_snapshot!(in_file("cli/run.rs", "use chrono::Utc;\nfn f() { Utc::now(); }"), @"src/cli/run.rs:2: `chrono::Utc::now` is for clock.rs alone; take the instant as a parameter, or ask the Clock");
    insta::assert_snapshot!(in_file("app/mod.rs", "fn f() { let now = std::time::SystemTime::now; }"), @"src/app/mod.rs:1: `std::time::SystemTime::now` is for clock.rs alone; take the instant as a parameter, or ask the Clock");
    assert_eq!(in_file("clock.rs", "use chrono::Utc;\nfn f() { Utc::now(); }"), "");
}

#[test]
fn the_tests_that_the_page_on_delivery_names_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/delivery.md")).expect("the page can be read");
    let mut files = BTreeMap::new();
    read_into(&mut files, &root.join("tests"), &root.join("tests"));
    read_into(&mut files, &root.join("src"), &root.join("src"));
    let named = page.split('`').skip(1).step_by(2).filter_map(|code| code.split_once("::"));
    let named: Vec<(&str, &str)> = named.filter(|(room, _)| !room.contains(' ')).collect();
    assert!(named.len() > 40, "the page names {} tests", named.len());
    let is_there = |room: &str, test: &str| {
        let of_room = |file: &String| file.starts_with(&format!("{room}/")) || *file == format!("{room}.rs");
        files.iter().any(|(file, source)| of_room(file) && source.contains(&format!("fn {test}(")))
    };
    let absent: Vec<_> = named.iter().filter(|(room, test)| !is_there(room, test)).collect();
    assert!(absent.is_empty(), "docs/delivery.md names tests that are not there: {absent:?}");
}

#[test]
fn a_file_is_short_and_reached() {
    insta::assert_snapshot!(in_file("clock.rs", &"\n".repeat(401)), @"src/clock.rs:401: 401 lines; over 400 a file has two jobs, so make it two files");
    assert_eq!(in_file("clock.rs", &"\n".repeat(400)), "");

    let forgotten = house(&[("lib.rs", "pub mod schedule;"), ("schedule/mod.rs", ""), ("schedule/lookup.rs", "")]);
    insta::assert_snapshot!(forgotten, @"src/schedule/lookup.rs:1: no `mod` leads here, so the compiler never reads this file");
}

/// A story that has two plots is two stories.
#[test]
fn tests_and_benches_are_short_too() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    for folder in ["tests", "benches"] {
        read_into(&mut files, root, &root.join(folder));
    }
    let long = files.iter().map(|(file, text)| (file, text.lines().count())).filter(|(_, lines)| *lines > LINES);
    assert_eq!(long.collect::<Vec<_>>(), [], "over {LINES} lines a file has two jobs, so make it two files");
}

#[test]
fn comments_texts_and_tests_are_no_code() {
    let harmless = r##"
        // use crate::app;
        /* std::fs /* nested */ tokio::spawn */
        //! [`crate::discord`]
        const A: &str = "crate::store \" sqlx::query";
        const B: &str = r#"std::fs::read " async"#;
        const C: (char, u8, &'static str) = ('"', b'\'', "serenity::all");
        fn life<'a>(a: &'a str) -> &'a str { a }
        #[cfg(test)]
        use crate::app::Chat;
        #[cfg(test)]
        mod tests { use tokio::test; fn f() { std::fs::read("a"); } }
    "##;
    assert_eq!(in_file("schedule/mod.rs", harmless), "");
    insta::assert_snapshot!(in_file("schedule/mod.rs", &format!("{harmless}\nuse crate::app;")), @"src/schedule/mod.rs:14: `schedule` names `crate::app`; it may import no other room");

    let story =
        [("lib.rs", "mod text;"), ("text/mod.rs", "#[cfg(test)]\nmod tests;"), ("text/tests.rs", "use std::fs;")];
    assert_eq!(house(&story), "");
}

/// The breaches of a house in which one file says this and a chain of `mod` leads there.
fn in_file(file: &str, text: &str) -> String {
    let module = file.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', " { pub mod ");
    let map = format!("pub mod {module}; {}", "}".repeat(file.matches('/').count()));
    house(&[("lib.rs", &map), (file, text)])
}

fn house(files: &[(&str, &str)]) -> String {
    let files = files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    breaches(&files).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn read_into(files: &mut BTreeMap<String, String>, root: &Path, folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("the sources are readable") {
        let path = entry.expect("the sources are readable").path();
        if path.is_dir() {
            read_into(files, root, &path);
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let name = path.strip_prefix(root).expect("it lies under the root").to_string_lossy().replace('\\', "/");
        files.insert(name, std::fs::read_to_string(&path).expect("the sources are readable"));
    }
}
