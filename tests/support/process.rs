//! The real binary as a child process, which never outlives its test.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// Longer than anything takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks at whether it has ended.
const GLANCE: Duration = Duration::from_millis(2);

/// A talkbell that runs.
pub struct Process {
    child: Child,
    out: PathBuf,
    err: PathBuf,
}

/// A talkbell that has ended.
pub struct Ended {
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
}

/// The binary with its arguments, in a folder, with the local Discord's token.
pub fn talkbell(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_talkbell"));
    command.args(arguments).current_dir(folder).env("DISCORD_TOKEN", super::stage::TOKEN).env_remove("TALKBELL_LOG");
    command
}

impl Process {
    /// Starts it; what it prints goes into files of the folder.
    pub fn start(command: &mut Command, folder: &Path) -> Self {
        let (out, err) = (folder.join("stdout"), folder.join("stderr"));
        command.stdin(Stdio::null()).stdout(File::create(&out).unwrap()).stderr(File::create(&err).unwrap());
        Self { child: command.spawn().unwrap(), out, err }
    }

    /// Waits until it has ended by itself.
    pub async fn ended(mut self) -> Ended {
        let waiting = async {
            loop {
                match self.child.try_wait().unwrap() {
                    Some(status) => return status,
                    None => tokio::time::sleep(GLANCE).await,
                }
            }
        };
        let ended = tokio::time::timeout(PATIENCE, waiting).await;
        let status = ended.unwrap_or_else(|_| panic!("it does not end; it said: {}", self.stderr()));
        Ended { status, stdout: fs::read_to_string(&self.out).unwrap(), stderr: self.stderr() }
    }

    /// What it has printed to its standard error so far.
    pub fn stderr(&self) -> String {
        fs::read_to_string(&self.err).unwrap()
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Asks it to stop, as SIGTERM does.
    pub fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    /// Ends it at once, as `kill -9` does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that has ended already needs neither.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
