//! The real binary, beside a story or instead of its bot.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::harness::Harness;
use crate::support::stage::TOKEN;

/// Far more than anything takes.
const PATIENCE: Duration = Duration::from_secs(40);
const GLANCE: Duration = Duration::from_millis(20);

/// Runs a subcommand to its end, with the story's configuration.
pub fn talkbell(story: &mut Harness, arguments: &[&str]) -> Output {
    command(story, arguments).output().unwrap()
}

/// What a subcommand said on its standard error, in the story's folder, and how it ended.
pub fn refusal(story: &mut Harness, arguments: &[&str]) -> (Option<i32>, String) {
    let output = talkbell(story, arguments);
    let said = text(&output.stderr).replace(&format!("{}/", story.folder().display()), "");
    (output.status.code(), said.lines().filter(|line| line.starts_with("talkbell: ")).collect::<Vec<_>>().join("\n"))
}

/// The lines of an output.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Where the story's configuration is.
pub fn configuration(story: &mut Harness) -> PathBuf {
    let path = story.folder().join("talkbell.toml");
    let text = story.configuration().clone();
    std::fs::write(&path, text).unwrap();
    path
}

/// `talkbell run`, until it is dropped.
pub struct Running {
    child: Child,
    log: Arc<Mutex<String>>,
}

impl Running {
    /// Starts the bot at an instant of session time.
    pub fn begin(story: &mut Harness, now: &str, environment: &[(&str, &Path)]) -> Self {
        let mut command = command(story, &["run", "--pretend-now", now]);
        for (name, value) in environment {
            command.env(name, value);
        }
        let mut child = command.env("WATCHDOG_USEC", "2000000").stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (errors, heard) = (BufReader::new(child.stderr.take().unwrap()), Arc::clone(&log));
        std::thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                heard.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        Self { child, log }
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits until it is so.
    pub async fn until(&self, what: &str, mut is_so: impl FnMut(&str) -> bool) {
        let began = Instant::now();
        while !is_so(&self.log()) {
            assert!(began.elapsed() < PATIENCE, "waited in vain until {what}; the log:\n{}", self.log());
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Asks it to stop, as systemd does, and gives its exit status.
    pub async fn terminate(&mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(began.elapsed() < PATIENCE, "it does not stop; the log:\n{}", self.log());
            tokio::time::sleep(GLANCE).await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already is no trouble.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(story: &mut Harness, arguments: &[&str]) -> Command {
    let config = configuration(story);
    let mut command = Command::new(env!("CARGO_BIN_EXE_talkbell"));
    command.args(arguments).arg("--config").arg(config).env("DISCORD_TOKEN", TOKEN).stdin(Stdio::null());
    command
}
