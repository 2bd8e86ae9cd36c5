//! Close codes that serenity 0.12.5 keeps to itself.
//!
//! Discord closes the gateway for good with 4010 and 4011 (the shard) and 4012 (the version): serenity goes on waiting or
//! connecting for ever. It tells of these codes in its log alone: so the log is listened to.
//!
//! After 4003 (not authenticated) it waits for the next heartbeat, at most 41 s, and begins anew. Its task does not yield
//! meanwhile, nor can it be ended; so it is left to that.

use std::fmt::{Debug, Write};
use std::sync::LazyLock;

use tokio::sync::watch;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::Context;

use super::GatewayEnd;

/// What serenity's log says, and what it means.
const SAID: [(&str, GatewayEnd); 3] = [
    ("Sent invalid shard data", GatewayEnd::ShardRefused("4010")),
    ("Shard has too many guilds", GatewayEnd::ShardRefused("4011")),
    ("Unknown unclean close 4012", GatewayEnd::VersionRefused),
];

/// As there is one subscriber a process.
static MET: LazyLock<watch::Sender<Option<GatewayEnd>>> = LazyLock::new(|| watch::Sender::new(None));

/// A layer that listens to serenity's log. Without it, a gateway that is closed so is opened again and again.
#[derive(Debug)]
pub struct CloseCodes;

/// What is met from now on.
pub(super) struct Refusals(watch::Receiver<Option<GatewayEnd>>);

impl CloseCodes {
    /// The events that it needs.
    #[must_use]
    pub fn targets() -> Targets {
        Targets::new().with_target("serenity::gateway", Level::WARN)
    }
}

pub(super) fn refusals() -> Refusals {
    let mut receiver = MET.subscribe();
    receiver.mark_unchanged();
    Refusals(receiver)
}

impl Refusals {
    /// Completes when Discord closes the gateway for good.
    pub(super) async fn met(&mut self) -> GatewayEnd {
        loop {
            // The sender is never dropped.
            if self.0.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
            if let Some(end) = self.0.borrow_and_update().clone() {
                return end;
            }
        }
    }
}

impl<S: Subscriber> Layer<S> for CloseCodes {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut said = Said(String::new());
        event.record(&mut said);
        if let Some((_, end)) = SAID.iter().find(|(words, _)| said.0.contains(words)) {
            // serenity's task now goes round and round without ever yielding, and what it wakes waits behind it: so it is
            // not the one that wakes.
            let end = end.clone();
            std::thread::spawn(move || MET.send_replace(Some(end)));
        }
    }
}

/// The message of an event.
struct Said(String);

impl Visit for Said {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            // Writing into a String cannot fail.
            let _ = write!(self.0, "{value:?}");
        }
    }
}
