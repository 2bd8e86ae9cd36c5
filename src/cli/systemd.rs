//! What systemd is told: ready, alive, stopping. Without systemd all of this does nothing.

use std::sync::Arc;
use std::time::Duration;

use sd_notify::{NotifyState, notify, watchdog_enabled};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use crate::app::App;

/// How often the dispatcher's first round is awaited, and the watchdog fed where systemd wants it seldom.
const LOOK: Duration = Duration::from_secs(1);
/// A dispatcher that has not gone round for so long does not feed the watchdog.
const STALLED: Duration = Duration::from_secs(10);

/// Says when talkbell is ready, and feeds systemd's watchdog as long as the dispatcher goes round, until `stop`.
pub(super) async fn accompany(app: Arc<App>, stop: CancellationToken) {
    let pause = watchdog_enabled().map_or(LOOK, |limit| (limit / 4).min(LOOK));
    let mut ready = false;
    while !stop.is_cancelled() {
        if !ready && app.health.has_beaten() {
            ready = true;
            tell(&[NotifyState::Ready, NotifyState::Status("Carrying the announcements.")]);
        }
        if ready && app.health.since_beat() < STALLED {
            tell(&[NotifyState::Watchdog]);
        }
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
    }
    tell(&[NotifyState::Stopping]);
}

fn tell(states: &[NotifyState]) {
    match notify(states) {
        Ok(()) => debug!(?states, "Told systemd."),
        Err(error) => warn!(%error, "systemd could not be told; it may think that talkbell hangs."),
    }
}
