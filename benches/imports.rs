//! How long a large `schedule.xml` takes to become a programme, beside the parser library reading it alone. They take turns.
//!
//! `cargo bench --bench imports [FILE]`; without a file, FOSDEM's of 2026 from `../shared/programmes`.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use chrono::NaiveDate;
use talkbell::import::{Format, Hints, import_as};

const FILE: &str = "../shared/programmes/frab/fosdem-2026-snap-2026-01-30.xml";
const WARM_UP: usize = 5;
const TURNS: usize = 60;
/// The goal: how many times the parser's time an import may take.
const GOAL: f64 = 1.5;

fn main() -> anyhow::Result<()> {
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let path = PathBuf::from(named.unwrap_or_else(|| FILE.to_owned()));
    let bytes = std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let text = std::str::from_utf8(&bytes).context("the file is not UTF-8")?;
    let mut hints = Hints::on(NaiveDate::default());
    hints.time_zone = Some(chrono_tz::Europe::Brussels);
    let talks = import_as(Format::FrabXml, bytes.as_slice(), &hints).schedule.context("unusable")?.talks().count();

    let (mut imported, mut parsed) = (Vec::new(), Vec::new());
    for turn in 0..WARM_UP + TURNS {
        let parser = took(|| drop(black_box(roxmltree::Document::parse(black_box(text)))));
        let import = took(|| drop(black_box(import_as(Format::FrabXml, black_box(bytes.as_slice()), &hints))));
        if turn >= WARM_UP {
            parsed.push(parser);
            imported.push(import);
        }
    }
    let (imported, parsed) = (middle(imported), middle(parsed));
    let ratio = imported.as_secs_f64() / parsed.as_secs_f64();
    println!("{} ({} kB, {talks} talks):", path.display(), text.len() / 1000);
    println!("  import       p50 {imported:.2?}");
    println!("  parser alone p50 {parsed:.2?}");
    println!("  {ratio:.2}× the parser; goal ≤ {GOAL}×: {}", if ratio <= GOAL { "met" } else { "missed" });
    Ok(())
}

fn took(work: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    work();
    begin.elapsed()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
