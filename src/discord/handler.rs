//! What is done with the events that come.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serenity::all::{
    ConnectionStage, Context, Event, EventHandler, Interaction, RawEventHandler, Ready, ResumedEvent,
    ShardStageUpdateEvent,
};
use tracing::{debug, info, warn};

use super::interactions;
use super::register::Registration;
use super::responding::Counter;
use super::rest::Rest;
use crate::announce::GuildId;
use crate::app::App;

/// Answers.
pub(super) struct Handler {
    pub(super) app: Arc<App>,
    pub(super) rest: Arc<Rest>,
    pub(super) registration: Arc<Registration>,
    pub(super) counter: Arc<Counter>,
}

/// Counts the interactions that serenity could not read: it drops them, and the asker sees that nothing answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Unread(Arc<AtomicU64>);

#[serenity::async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _: Context, ready: Ready) {
        self.app.health.gateway(true);
        info!(bot = ready.user.name, "Connected to Discord.");
        let guilds = ready.guilds.iter().filter_map(|guild| GuildId::new(guild.id.get())).collect();
        self.registration.register_once(ready.application.id, guilds).await;
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        self.app.health.gateway(true);
        info!("The gateway connection was resumed.");
    }

    async fn shard_stage_update(&self, _: Context, event: ShardStageUpdateEvent) {
        match event.new {
            ConnectionStage::Disconnected => {
                self.app.health.gateway(false);
                warn!("The gateway connection is gone; announcements go on.");
            }
            stage => debug!(%stage, "The gateway connection changed."),
        }
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        let Some(asked) = interactions::asked(&interaction) else {
            warn!(id = %interaction.id(), "An interaction came that no command of talkbell's makes.");
            return;
        };
        let sent = self.counter.respond(&self.app, &self.rest, &interaction, &asked).await;
        if let Err(error) = sent {
            warn!(%error, question = ?asked.question, "An answer did not reach Discord.");
        }
    }
}

#[serenity::async_trait]
impl RawEventHandler for Unread {
    async fn raw_event(&self, _: Context, event: Event) {
        let Event::Unknown(unknown) = event else { return };
        if unknown.kind != "INTERACTION_CREATE" {
            return debug!(event = unknown.kind, "An event came that talkbell does not know.");
        }
        // Without its data: that holds a token with which one can answer.
        let before = self.0.fetch_add(1, Ordering::Relaxed);
        if before == 0 {
            warn!(
                "Discord sent an interaction that talkbell cannot read, so it stays without an answer; this is said once. \
                 A newer talkbell may know it. Announcements go on."
            );
        }
        debug!(unread = before + 1, "An interaction could not be read.");
    }
}
