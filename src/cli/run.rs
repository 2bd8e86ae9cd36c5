//! `talkbell run`: carries the configured conferences.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use clap::Args;
use secrecy::SecretString;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing::info;

use super::bot::{Bot, Parts, load_words};
use super::failure::Failure;
use super::programmes::Programmes;
use super::runtime::{block_on, log_to_stderr, raise_file_limit, speed, stop_on_signal};
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;

/// What `run` is asked.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The configuration; config/talkbell.toml names every key
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Pretend that it is this instant now, such as 2021-07-22T00:45:00Z
    #[arg(long, value_name = "RFC3339")]
    pretend_now: Option<DateTime<Utc>>,
    /// Let time pass so many times as fast
    #[arg(long, value_name = "N", default_value = "1", value_parser = speed)]
    speed: f64,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    log_to_stderr("info");
    raise_file_limit();
    match block_on(carry(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

/// The token, from the environment alone, so that it stands in no file and no process list.
pub(super) fn token() -> Result<SecretString, Failure> {
    let token = std::env::var("DISCORD_TOKEN").unwrap_or_default();
    let token = token.trim().trim_start_matches("Bot ").trim();
    let fits = token.bytes().all(|byte| byte.is_ascii_graphic());
    match token {
        "" => Err(Failure::usage(
            "DISCORD_TOKEN is not set. Put the bot's token there: the developer portal shows it once, under Bot, Reset Token.",
        )),
        _ if !fits => Err(Failure::usage("DISCORD_TOKEN holds characters that no token has; copy it once more.")),
        token => Ok(SecretString::from(token)),
    }
}

async fn carry(arguments: &Arguments) -> Result<(), Failure> {
    let config = Config::read(&arguments.config).map_err(Failure::usage)?;
    let token = token()?;
    let words = load_words(&config)?;
    let clock = clock(arguments);
    let stop = CancellationToken::new();
    stop_on_signal(stop.clone()).map_err(Failure::of)?;
    let programmes = Programmes::load(&config, &clock).await;
    info!(config = %arguments.config.display(), now = %clock.now(), speed = clock.speed(), "talkbell starts.");
    let prepared = Bot::prepare(Parts { config, programmes, words, clock, token });
    let bot = tokio::select! {
        bot = prepared => bot?,
        () = stop.cancelled() => return Ok(()),
    };
    refresh_on_hangup(Arc::clone(&bot.app)).map_err(Failure::of)?;
    bot.run(stop).await
}

/// SIGHUP reads every programme again at once.
fn refresh_on_hangup(app: Arc<App>) -> std::io::Result<()> {
    let mut hangups = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            info!("Reading the programmes again.");
            app.refresh_all().await;
        }
    });
    Ok(())
}

fn clock(arguments: &Arguments) -> Clock {
    let system = Clock::system();
    match arguments.pretend_now {
        None if (arguments.speed - 1.0).abs() < f64::EPSILON => system,
        start => Clock::pretending(start.unwrap_or_else(|| system.now()), arguments.speed),
    }
}
