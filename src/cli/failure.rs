//! How a subcommand ends early.

use std::fmt;
use std::process::ExitCode;

/// Why a subcommand ends early: one sentence, and the exit status that scripts see.
#[derive(Debug)]
pub struct Failure {
    what: String,
    status: u8,
}

impl Failure {
    /// Something is wrong with how talkbell was called or configured: status 2.
    #[must_use]
    pub fn usage(what: impl fmt::Display) -> Self {
        Self { what: what.to_string(), status: 2 }
    }

    /// Something that talkbell needs is not as it should be: status 1.
    #[must_use]
    pub fn of(what: impl fmt::Display) -> Self {
        Self { what: what.to_string(), status: 1 }
    }

    /// Says it, and gives the exit status.
    #[must_use]
    pub fn tell(&self) -> ExitCode {
        eprintln!("talkbell: {}", self.what);
        ExitCode::from(self.status)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}
