//! Who may know whom, and the reading of the house by these rules.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use crate::paths::{Mention, names};
use crate::tokens::{Token, tokens, without_tests};

/// A file that outgrows this has two jobs.
pub const LINES: usize = 400;

const PURE: &[&str] = &["schedule", "import", "announce", "questions", "text"];
const SHELL: &[&str] = &["serenity", "sqlx", "axum", "reqwest"];

/// A room, the rooms it may import, and the crates it must not.
struct Room {
    name: &'static str,
    imports: &'static [&'static str],
    never: &'static [&'static str],
}

const ROOMS: &[Room] = &[
    Room { name: "schedule", imports: &[], never: SHELL },
    Room { name: "export", imports: &["schedule"], never: SHELL },
    Room { name: "import", imports: &["schedule"], never: SHELL },
    Room { name: "announce", imports: &["schedule"], never: SHELL },
    Room { name: "questions", imports: &["schedule"], never: SHELL },
    Room { name: "text", imports: &["schedule", "announce", "questions"], never: SHELL },
    Room { name: "clock", imports: &[], never: SHELL },
    Room { name: "config", imports: PURE, never: &["serenity", "sqlx", "axum", "reqwest", "tokio"] },
    Room { name: "fetch", imports: &["config"], never: &["serenity", "sqlx", "axum"] },
    Room { name: "store", imports: PURE, never: &["serenity", "axum", "reqwest"] },
    Room {
        name: "app",
        imports: &[
            "schedule",
            "export",
            "import",
            "announce",
            "questions",
            "text",
            "store",
            "fetch",
            "clock",
            "config",
        ],
        never: SHELL,
    },
    Room {
        name: "discord",
        imports: &["schedule", "import", "announce", "questions", "text", "app", "clock"],
        never: &["sqlx", "axum"],
    },
    Room { name: "web", imports: &["export", "app", "clock"], never: &["sqlx", "serenity"] },
    Room { name: "rehearsal", imports: &["clock"], never: &["sqlx", "serenity"] },
    Room {
        name: "cli",
        imports: &[
            "schedule",
            "export",
            "import",
            "announce",
            "questions",
            "text",
            "clock",
            "config",
            "store",
            "fetch",
            "app",
            "discord",
            "web",
            "rehearsal",
        ],
        never: &[],
    },
    Room { name: "main", imports: &["cli"], never: SHELL },
];

/// What a pure room does without, beside the crates of the shell.
const IMPURE: &[&str] = &[
    "tokio",
    "tokio_util",
    "tokio_cron_scheduler",
    "futures_util",
    "governor",
    "backon",
    "std::env",
    "std::fs",
    "std::io::stderr",
    "std::io::stdin",
    "std::io::stdout",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "chrono::Local",
];
const IMPURE_WORDS: &[&str] = &["async", "await", "println", "eprintln", "print", "eprint"];

/// Read by `clock.rs` alone.
const SYSTEM_CLOCK: &[&str] = &["Utc::now", "Local::now", "SystemTime::now"];

/// A rule that a line breaks.
#[derive(Debug, PartialEq, Eq)]
pub struct Breach {
    pub file: String,
    pub line: usize,
    pub what: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "src/{}:{}: {}", self.file, self.line, self.what)
    }
}

/// Every rule that the house breaks; `files` are the texts under `src/` by their path from there.
pub fn breaches(files: &BTreeMap<String, String>) -> Vec<Breach> {
    let texts: HashMap<&str, Vec<Token>> = files.iter().map(|(file, text)| (file.as_str(), tokens(text))).collect();
    let declared = reachable(&texts, <[Token]>::to_vec);
    let compiled = reachable(&texts, without_tests);

    let mut breaches = Vec::new();
    for (file, text) in files {
        let mut breach = |line: usize, what: String| breaches.push(Breach { file: file.clone(), line, what });
        let lines = text.lines().count();
        if lines > LINES {
            breach(lines, format!("{lines} lines; over {LINES} a file has two jobs, so make it two files"));
        }
        if !declared.contains(file.as_str()) {
            breach(1, "no `mod` leads here, so the compiler never reads this file".to_owned());
        }
        // A file that only tests reach may use what it likes.
        if declared.contains(file.as_str()) && !compiled.contains(file.as_str()) {
            continue;
        }
        let tokens = without_tests(&texts[file.as_str()]);
        for (line, what) in room_breaches(file, &tokens) {
            breach(line, what);
        }
    }
    breaches
}

fn room_breaches(file: &str, tokens: &[Token]) -> Vec<(usize, String)> {
    // The map declares every room and imports none.
    if file == "lib.rs" {
        return Vec::new();
    }
    let name = room_of(file);
    let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
        return vec![(1, format!("the house has no room `{name}`; give it its rules in tests/architecture/rules.rs"))];
    };
    let mentions = names(tokens, &module_of(file)).mentions;
    let paths = mentions.iter().filter_map(|mention| Some((mention.line, path_breach(room, mention)?)));
    let words = tokens.iter().filter_map(|token| Some((token.line, word_breach(room, token)?)));
    paths.chain(words).collect()
}

fn path_breach(room: &Room, mention: &Mention) -> Option<String> {
    let name = room.name;
    let path = mention.path.join("::");
    if mention.path[0] == "crate" {
        let target = mention.path.get(1)?;
        let allowed = target == name || room.imports.contains(&target.as_str());
        let may = if room.imports.is_empty() { "no other room".to_owned() } else { room.imports.join(", ") };
        return (!allowed).then(|| format!("`{name}` names `{path}`; it may import {may}"));
    }
    let reads_the_clock = SYSTEM_CLOCK.iter().any(|call| path == *call || path.ends_with(&format!("::{call}")));
    if reads_the_clock && name != "clock" {
        return Some(format!("`{path}` is for clock.rs alone; take the instant as a parameter, or ask the Clock"));
    }
    if room.never.iter().any(|banned| covers(banned, &path)) {
        return Some(format!("`{name}` names `{path}`; that belongs to another room"));
    }
    if is_pure(name) && IMPURE.iter().any(|banned| covers(banned, &path)) {
        return Some(format!("`{name}` names `{path}`; a pure room has no async, no I/O and no current time"));
    }
    None
}

fn word_breach(room: &Room, token: &Token) -> Option<String> {
    let impure = is_pure(room.name) && IMPURE_WORDS.contains(&token.text.as_str());
    impure.then(|| format!("`{}` says `{}`; a pure room has no async and no I/O", room.name, token.text))
}

/// What a configuration or a store has no need to know is pure too.
fn is_pure(room: &str) -> bool {
    PURE.contains(&room) || room == "export"
}

/// Whether the path names the banned thing or something in it, or imports all that stands beside it.
fn covers(banned: &str, path: &str) -> bool {
    let beside = path.strip_suffix("::*").unwrap_or(path);
    let within = |outer: &str, inner: &str| inner == outer || inner.starts_with(&format!("{outer}::"));
    within(banned, path) || (beside != path && within(beside, banned))
}

/// The files that a chain of `mod` leads to from `lib.rs` and `main.rs`.
fn reachable<'a>(texts: &HashMap<&'a str, Vec<Token>>, read: impl Fn(&[Token]) -> Vec<Token>) -> HashSet<&'a str> {
    let mut reached = HashSet::new();
    let mut ahead = vec!["lib.rs".to_owned(), "main.rs".to_owned()];
    while let Some(file) = ahead.pop() {
        let Some((file, tokens)) = texts.get_key_value(file.as_str()) else { continue };
        if !reached.insert(*file) {
            continue;
        }
        for child in names(&read(tokens), &module_of(file)).children {
            let path = child.join("/");
            ahead.extend([format!("{path}.rs"), format!("{path}/mod.rs")]);
        }
    }
    reached
}

fn room_of(file: &str) -> &str {
    file.split_once('/').map_or_else(|| file.trim_end_matches(".rs"), |(room, _)| room)
}

/// `announce/plan.rs` is `crate::announce::plan`; `announce/mod.rs` is `crate::announce`.
fn module_of(file: &str) -> Vec<String> {
    if matches!(file, "lib.rs" | "main.rs") {
        return Vec::new();
    }
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_owned).collect()
}
