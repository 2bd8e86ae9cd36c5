//! How long, and with how much memory, the real binary refuses files that are made to hurt, or reads what is in them.
//!
//! `cargo bench --bench hostile [NAME]`. Each is held against a `check` of talkbell's own sample.

#[path = "../tests/support/hostile_files.rs"]
mod hostile_files;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

/// Between two looks at how much memory there is. The kernel keeps the highest number, so what is missed is less than this.
const GLANCE: Duration = Duration::from_micros(500);
/// The goals, in seconds and megabytes of 1,000,000 bytes.
const SECONDS: f64 = 1.0;
const MEGABYTES: f64 = 100.0;

struct Seen {
    seconds: f64,
    megabytes: f64,
    said: String,
}

fn main() -> anyhow::Result<()> {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).unwrap_or_default();
    let folder = tempfile::tempdir()?;
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/icml-2021-deep-learning-theory-5.txt");
    let plain = check(&sample)?;
    println!("{:>8.3} s {:>7.1} MB  the sample", plain.seconds, plain.megabytes);
    let mut missed = 0;
    for hostile in hostile_files::all().iter().filter(|hostile| hostile.name.contains(&wanted)) {
        let path = hostile.write(folder.path())?;
        let seen = check(&path)?;
        let over = seen.seconds > SECONDS || seen.megabytes > MEGABYTES;
        missed += usize::from(over);
        println!(
            "{:>8.3} s {:>7.1} MB  {:>5.1}× the time, {:>4.1}× the memory{}  {}: {}",
            seen.seconds,
            seen.megabytes,
            seen.seconds / plain.seconds,
            seen.megabytes / plain.megabytes,
            if over { " MISSED" } else { "" },
            hostile.name,
            seen.said,
        );
    }
    println!("goal: {SECONDS} s and {MEGABYTES} MB each; missed by {missed}");
    Ok(())
}

fn check(path: &Path) -> anyhow::Result<Seen> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_talkbell"));
    command.arg("check").arg(path).args(["--time-zone", "UTC", "--date", "2025-07-18"]);
    let said = tempfile::NamedTempFile::new()?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said.reopen()?);
    let begun = Instant::now();
    let mut child = command.spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut megabytes = 0_f64;
    while child.try_wait()?.is_none() {
        megabytes = peak(&status).unwrap_or_default().max(megabytes);
        std::thread::sleep(GLANCE);
    }
    let seconds = begun.elapsed().as_secs_f64();
    let text = fs::read_to_string(said.path())?;
    let verdict = text.lines().find(|line| line.contains(": error: ")).or_else(|| text.lines().last());
    let verdict = verdict.context("it said nothing")?;
    let said = verdict.split(": error: ").last().unwrap_or_default().chars().take(90).collect();
    Ok(Seen { seconds, megabytes, said })
}

fn peak(status: &str) -> Option<f64> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024.0 / 1_000_000.0)
}
