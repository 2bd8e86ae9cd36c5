//! `talkbell outbox`: what became of each announcement, and what an operator does about it.

mod act;
mod json;
mod table;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};

use super::bot::unopened;
use super::failure::Failure;
use super::runtime::{block_on, log_to_stderr};
use crate::clock::Clock;
use crate::config::Config;
use crate::schedule::{ConferenceId, Schedule};
use crate::store::{Filter, State, Store};

/// What `outbox` is asked.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Option<Deed>,
    #[command(flatten)]
    list: List,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Lets failed, missed or cancelled announcements wait again
    Retry(Chosen),
    /// Takes waiting announcements back for good
    Cancel(Chosen),
}

#[derive(Args, Debug)]
struct List {
    /// The configuration that names the store
    #[arg(long, value_name = "FILE", required = true)]
    config: Option<PathBuf>,
    /// Only this conference's
    #[arg(long, value_name = "ID")]
    conference: Option<ConferenceId>,
    /// Only those in this state: pending, claimed, uncertain, delivered, missed, failed or cancelled
    #[arg(long, value_name = "STATE", value_parser = state)]
    state: Option<State>,
    /// Print them as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args, Debug)]
struct Chosen {
    /// The configuration that names the store
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Session time, where the bot runs with --pretend-now
    #[arg(long, value_name = "RFC3339")]
    pretend_now: Option<DateTime<Utc>>,
    /// Which: keys, digests, or the first digits that the table shows
    #[arg(required = true, value_name = "KEY|DIGEST")]
    names: Vec<String>,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    log_to_stderr("error");
    let ended = match &arguments.deed {
        None => block_on(list(&arguments.list)),
        Some(Deed::Retry(chosen)) => block_on(act_on(chosen, act::Deed::Retry)),
        Some(Deed::Cancel(chosen)) => block_on(act_on(chosen, act::Deed::Cancel)),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

/// The programmes by their conference, where they can be read: the outbox is shown even if they cannot.
type Programmes = BTreeMap<ConferenceId, Schedule>;

async fn list(asked: &List) -> Result<(), Failure> {
    let file = asked.config.as_ref().ok_or_else(|| Failure::usage("name the configuration with --config FILE"))?;
    let config = Config::read(file).map_err(Failure::usage)?;
    let known = |id: &ConferenceId| config.conferences.iter().any(|settings| settings.id == *id);
    if let Some(id) = asked.conference.as_ref().filter(|id| !known(id)) {
        let ids: Vec<&str> = config.conferences.iter().map(|settings| settings.id.as_str()).collect();
        return Err(Failure::usage(format!("{} has no conference `{id}`; it has {}", file.display(), ids.join(", "))));
    }
    let store = Store::visit(&config.store_url).await.map_err(|error| unopened(&config, &error))?;
    let filter = Filter { conference: asked.conference.clone(), state: asked.state };
    let listed = store.list(&filter).await.map_err(Failure::of)?;
    let programmes = programmes(&config, &store).await;
    let printed =
        if asked.json { json::print(&listed, &programmes) } else { table::print(&listed, &config, &programmes) };
    match printed {
        // A reader that has seen enough, such as `head`, is no failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::of(format!("the result cannot be printed: {error}")))
        }
        _ => Ok(()),
    }
}

async fn act_on(chosen: &Chosen, deed: act::Deed) -> Result<(), Failure> {
    let config = Config::read(&chosen.config).map_err(Failure::usage)?;
    let store = Store::visit(&config.store_url).await.map_err(|error| unopened(&config, &error))?;
    let programmes = programmes(&config, &store).await;
    let now = chosen.pretend_now.unwrap_or_else(|| Clock::system().now());
    let acting = act::Acting { store: &store, programmes: &programmes, now };
    acting.on_all(&chosen.names, deed).await
}

/// As they were last taken in: that is what the notices speak of.
async fn programmes(config: &Config, store: &Store) -> Programmes {
    let mut programmes = Programmes::new();
    for settings in &config.conferences {
        let text = store.programme(&settings.id).await.ok().flatten();
        if let Some(schedule) = text.and_then(|text| serde_json::from_str(&text.schedule).ok()) {
            programmes.insert(settings.id.clone(), schedule);
        }
    }
    programmes
}

fn state(text: &str) -> Result<State, String> {
    text.parse().map_err(|_| format!("the states are {}", State::ALL.map(State::as_str).join(", ")))
}
