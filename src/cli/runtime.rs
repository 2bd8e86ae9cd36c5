//! What every long-running subcommand needs of the system.

use std::io::{self, IsTerminal};
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing::debug;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use super::failure::Failure;
use crate::discord::CloseCodes;

/// As many files as talkbell ever needs.
const FILES: u64 = 16_384;
/// The fastest clock that still leaves room for a message between two instants.
const FASTEST: f64 = 100_000.0;

/// How long the end waits for what still runs.
const LAST_WAIT: Duration = Duration::from_secs(1);

/// Runs a future on a small runtime: talkbell waits far more than it works.
pub(super) fn block_on<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| Failure::of(format!("the runtime cannot be started: {error}")))?;
    let outcome = runtime.block_on(future);
    // serenity's task may go round without ever yielding; the end of talkbell does not wait for it.
    runtime.shutdown_timeout(LAST_WAIT);
    outcome
}

/// Every viewer of a board takes a file descriptor, and systems let a process open a thousand unless it asks for more.
/// Where it may not have more, fewer can look.
pub(super) fn raise_file_limit() {
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(FILES, |most| most.min(FILES));
    if limit.current.is_none_or(|now| now >= wanted) {
        return;
    }
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), ..limit }) {
        debug!(%error, "The limit of open files stays as it is.");
    }
}

/// Cancels `stop` at Ctrl-C or SIGTERM.
pub(super) fn stop_on_signal(stop: CancellationToken) -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        stop.cancel();
    });
    Ok(())
}

/// Sends logs of our own at `level`, and warnings of libraries, to the standard error. `TALKBELL_LOG` says otherwise.
pub(super) fn log_to_stderr(level: &str) {
    let default = format!("warn,talkbell={level},serenity=error");
    let filter = EnvFilter::try_from_env("TALKBELL_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    let logs = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_target(false);
    let logs = logs.with_ansi(io::stderr().is_terminal()).with_filter(filter);
    let codes = CloseCodes.with_filter(CloseCodes::targets());
    // Only a second call in one process is refused, and the first one's filter then stays.
    let _ = tracing_subscriber::registry().with(logs).with(codes).try_init();
}

/// Reads `--speed`.
pub(super) fn speed(text: &str) -> Result<f64, String> {
    match text.trim_end_matches(['x', '×']).parse() {
        Ok(speed) if speed > 0.0 && speed <= FASTEST => Ok(speed),
        _ => Err(format!("a number above 0 and at most {FASTEST} is wanted, such as 60")),
    }
}
