//! The command line: one file a subcommand.

mod check;
mod source;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Runs the chat side of a conference session on Discord.
#[derive(Debug, Parser)]
#[command(name = "talkbell", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Reads a programme and says what was understood and what is wrong with it
    Check(check::Arguments),
}

/// Parses the command line, does as it says, and gives the exit status: 0 done, 1 it failed, 2 wrong usage.
#[must_use]
pub fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Check(arguments) => check::run(&arguments),
    }
}
