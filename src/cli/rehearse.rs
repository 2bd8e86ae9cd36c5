//! `talkbell rehearse`: the real bot against the local Discord, in one process.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::TimeDelta;
use clap::Args;
use secrecy::SecretString;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio_util::sync::CancellationToken;

use super::bot::{Bot, Parts};
use super::failure::Failure;
use super::programmes::Programmes;
use super::runtime::{block_on, log_to_stderr, speed, stop_on_signal};
use super::source::{self, Said};
use super::stage::{self, Stage};
use super::transcript::Transcript;
use crate::announce::plan;
use crate::app::App;
use crate::clock::Clock;
use crate::import::{Diagnostic, Hints, Imported, Level, import};
use crate::rehearsal::{Happening, LocalDiscord, Manner};
use crate::schedule::Schedule;
use crate::text::{Language, Words};

/// The session that talkbell first carried, built in so that a rehearsal needs nothing.
const SAMPLE: &[u8] = include_bytes!("../../data/icml-2021-deep-learning-theory-5.txt");
const SAMPLE_NAME: &str = "the built-in sample";
const SAMPLE_YEAR: i32 = 2021;
/// Session time between the start of the clock and the first notice.
const RUN_UP: TimeDelta = TimeDelta::minutes(1);

/// What `rehearse` is asked.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The programme to rehearse; without it, a session of ICML 2021 that is built in
    source: Option<PathBuf>,
    /// How many times as fast as in earnest
    #[arg(long, value_name = "N", default_value = "60", value_parser = speed)]
    speed: f64,
    /// Print what lands in each channel, and exit when the programme has ended
    #[arg(long)]
    transcript: bool,
    /// Give each room of the programme a channel of its own
    #[arg(long)]
    rooms: bool,
    /// What talkbell says everything in: en, de
    #[arg(long, default_value_t)]
    language: Language,
    #[command(flatten)]
    said: Said,
    /// The page's port on this machine; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    log_to_stderr("warn");
    match block_on(rehearse(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

async fn rehearse(arguments: &Arguments) -> Result<(), Failure> {
    let schedule = schedule(arguments)?;
    let stage = stage::set(&schedule, arguments.rooms);
    let route = stage.settings.route();
    let notices = plan(&stage.settings.id, &schedule, &stage.settings.policy, &route);
    let first = notices.first().map(|notice| notice.due).ok_or_else(|| Failure::of("there is nothing to announce"))?;

    let clock = Clock::pretending(first - RUN_UP, arguments.speed);
    clock.pause();
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
    let started = LocalDiscord::start(clock.clone(), stage.world.clone(), Manner::default(), address).await;
    let local =
        started.map_err(|error| Failure::of(format!("the local Discord cannot listen on {address}: {error}")))?;
    let mut happenings = local.watch();

    let folder = stage::Folder::new().map_err(|error| Failure::of(format!("no temporary folder: {error}")))?;
    let config = stage.config(&local.api_url(), folder.path());
    let token = SecretString::from(local.token());
    let parts = Parts {
        config,
        programmes: Programmes::of(vec![schedule.clone()]),
        words: Words::built_in(arguments.language),
        clock: clock.clone(),
        token,
    };
    let stop = CancellationToken::new();
    stop_on_signal(stop.clone()).map_err(Failure::of)?;
    let bot = Bot::prepare(parts).await?;
    let app = std::sync::Arc::clone(&bot.app);
    // Whatever waits below waits no longer than the bot lives.
    let stopping = stop.clone();
    let running = tokio::spawn(async move {
        let ended = bot.run(stopping.clone()).await;
        stopping.cancel();
        ended
    });

    commands_registered(&mut happenings, &stop).await;
    clock.play();
    if arguments.transcript {
        let transcript = Transcript::new(&schedule, &stage.world);
        let settled = async { app.settled().await };
        print_transcript(happenings, &transcript, settled, &stop).await.map_err(Failure::of)?;
        stop.cancel();
    } else {
        introduce(&schedule, &stage, arguments.speed, &local.page_url());
        introduce_board(&app, &stage, &schedule);
        println!("Ctrl-C ends the rehearsal.");
        tokio::select! {
            () = app.settled() => println!("The programme has ended. The page stays until you press Ctrl-C."),
            () = stop.cancelled() => {}
        }
    }
    let ended = running.await;
    local.stop().await;
    ended.unwrap_or_else(|error| Err(Failure::of(format!("the bot broke off: {error}"))))
}

fn schedule(arguments: &Arguments) -> Result<Schedule, Failure> {
    let (name, imported) = match &arguments.source {
        None => {
            let hints = arguments.said.hints();
            let year = hints.year.or(Some(SAMPLE_YEAR));
            (SAMPLE_NAME.to_owned(), import(SAMPLE, &Hints { year, ..hints }))
        }
        Some(path) => (source::name(path), arguments.said.import(path)),
    };
    let Imported { schedule, diagnostics } = imported;
    let said = |wanted: fn(Level) -> bool| -> Vec<String> {
        let lines = diagnostics.iter().filter(|diagnostic| wanted(diagnostic.level));
        lines.map(|diagnostic| format!("{}: {}", source::place(&name, diagnostic), diagnostic.message)).collect()
    };
    let schedule = schedule.ok_or_else(|| {
        let lines = said(|level| level == Level::Error);
        match (lines.as_slice(), diagnostics.first().and_then(Diagnostic::place)) {
            // There is no programme to say it of.
            ([line], None) => Failure::of(line),
            _ => Failure::of(format!("this programme cannot be rehearsed:\n{}", lines.join("\n"))),
        }
    })?;
    for line in said(|level| level != Level::Error) {
        eprintln!("{line}");
    }
    Ok(schedule)
}

async fn commands_registered(happenings: &mut Receiver<Happening>, stop: &CancellationToken) {
    loop {
        tokio::select! {
            happening = happenings.recv() => match happening {
                Ok(Happening::CommandsRegistered(_)) | Err(RecvError::Closed) => return,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
            },
            () = stop.cancelled() => return,
        }
    }
}

async fn print_transcript(
    mut happenings: Receiver<Happening>,
    transcript: &Transcript,
    settled: impl Future<Output = ()>,
    stop: &CancellationToken,
) -> io::Result<()> {
    tokio::pin!(settled);
    let mut out = io::stdout();
    loop {
        let happening = tokio::select! {
            biased;
            happening = happenings.recv() => happening,
            () = &mut settled => return Ok(()),
            () = stop.cancelled() => return Ok(()),
        };
        let shown = match happening {
            Ok(Happening::Posted(seen)) => transcript.entry(&seen),
            Ok(Happening::Edited(seen)) => transcript.edit(&seen),
            Ok(_) => continue,
            Err(RecvError::Lagged(lost)) => format!("({lost} happenings came too fast to be printed)\n"),
            Err(RecvError::Closed) => return Ok(()),
        };
        match writeln!(out, "{shown}").and_then(|()| out.flush()) {
            // A reader that has seen enough, such as `head`, is no failure.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            written => written?,
        }
    }
}

fn introduce_board(app: &App, stage: &Stage, schedule: &Schedule) {
    let Some(session) = schedule.sessions.first() else { return };
    let conference = &stage.settings.id;
    let links = (app.board_link(conference, &session.id), app.moderator_board_link(conference, &session.id));
    let (Some(board), Some(desk)) = links else { return };
    println!("The board of questions of “{}”, for a projector: {board}", session.title);
    println!("  for a stream: {board}?view=overlay");
    println!("  for the moderator's phone: {desk}");
}

fn introduce(schedule: &Schedule, stage: &Stage, speed: f64, page: &str) {
    let moderators: BTreeMap<_, _> = stage.settings.moderators.iter().collect();
    println!("Rehearsing “{}” at {speed}×; nothing leaves this machine.", schedule.title);
    println!("Open {page} to watch, press buttons and try /now, /next, /abstract and /schedule.");
    if !moderators.is_empty() {
        let names: Vec<_> = moderators.keys().map(|name| name.as_str()).collect();
        println!("You also see the direct messages to {}.", names.join(", "));
    }
}
