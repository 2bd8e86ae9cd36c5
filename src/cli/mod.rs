//! The command line: one file a subcommand.

pub mod bot;
mod check;
mod doctor;
mod examine;
mod export;
pub mod failure;
mod outbox;
pub mod programmes;
mod reach;
mod rehearse;
mod restore;
mod run;
mod runtime;
mod source;
mod stage;
mod supervision;
mod systemd;
mod tables;
mod transcript;

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
    /// Writes a programme for calendars, programs and people, or in talkbell's own format
    Export(export::Arguments),
    /// Plays a programme against a Discord of its own, on a page in your browser; needs no token and no network
    Rehearse(rehearse::Arguments),
    /// Carries the configured conferences on Discord; the token comes from the environment, `DISCORD_TOKEN`
    Run(run::Arguments),
    /// Checks everything that can be wrong before the day
    Doctor(doctor::Arguments),
    /// Shows what became of each announcement, and retries or cancels it; works while talkbell runs
    Outbox(outbox::Arguments),
    /// Puts a backup in the place of a store that cannot be used; the old file is kept
    Restore(restore::Arguments),
}

/// Parses the command line, does as it says, and gives the exit status: 0 done, 1 it failed, 2 wrong usage.
#[must_use]
pub fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Rehearse(arguments) => rehearse::run(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Outbox(arguments) => outbox::run(&arguments),
        Command::Restore(arguments) => restore::run(&arguments),
    }
}
