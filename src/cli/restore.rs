//! `talkbell restore`: puts a backup in the place of a store that cannot be used.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::runtime::{block_on, log_to_stderr};
use crate::clock::Clock;
use crate::config::Config;
use crate::store::{Restored, restore};

/// What `restore` is asked.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The configuration that names the store
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The backup; without it, the newest beside the store
    #[arg(long, value_name = "BACKUP")]
    from: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    log_to_stderr("error");
    match block_on(carry_out(arguments)) {
        Ok(restored) => {
            print(&restored);
            ExitCode::SUCCESS
        }
        Err(failure) => failure.tell(),
    }
}

async fn carry_out(arguments: &Arguments) -> Result<Restored, Failure> {
    let config = Config::read(&arguments.config).map_err(Failure::usage)?;
    let now = Clock::system().now();
    restore(&config.store_url, arguments.from.as_deref(), now).await.map_err(Failure::of)
}

fn print(restored: &Restored) {
    println!("{} is now what {} was.", restored.file.display(), restored.backup.display());
    if let Some(aside) = &restored.aside {
        println!("The old file is kept as {}.", aside.display());
    }
    if restored.doubtful > 0 {
        println!("{} announcements may have been posted since the backup.", restored.doubtful);
    }
    println!("At its next start talkbell looks into the channels before it posts, so nothing rings twice.");
}
