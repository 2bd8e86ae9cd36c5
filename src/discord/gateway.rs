use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::all::{
    ApplicationId, ConnectionStage, Context, EventHandler, GatewayError, GatewayIntents, GuildId, Interaction, Ready,
    ResumedEvent, ShardStageUpdateEvent,
};
use serenity::client::ClientBuilder;
use serenity::http::{HttpBuilder, LightMethod, Route};
use tokio_util::sync::CancellationToken;
use tracing::{debug, error, info, warn};

use super::commands::definitions;
use super::rest::{Rest, with_json};
use super::{interactions, render};
use crate::app::App;

/// Between two attempts to open the gateway anew: Discord counts IDENTIFYs (1,000 a day).
const PAUSE: Duration = Duration::from_secs(5);

/// The connection through which questions come. Announcements do not need it.
pub struct Gateway {
    app: Arc<App>,
    rest: Arc<Rest>,
}

/// Why the gateway is over for good.
#[derive(Debug, thiserror::Error)]
pub enum GatewayEnd {
    /// Close code 4004.
    #[error(
        "Discord refuses the token at the gateway (4004): set a fresh one in DISCORD_TOKEN; \
         the developer portal gives it under Bot, Reset Token"
    )]
    TokenRefused,
    /// Close codes 4013 and 4014.
    #[error("Discord refuses talkbell's gateway intents ({0}); talkbell asks for none that need approval")]
    IntentsRefused(&'static str),
    /// Close codes 4010 and 4011.
    #[error("Discord refuses talkbell's single shard: the bot is in too many servers for one connection")]
    ShardRefused,
}

impl Gateway {
    /// A gateway that answers with `app` through `rest`.
    #[must_use]
    pub fn new(app: Arc<App>, rest: Arc<Rest>) -> Self {
        Self { app, rest }
    }

    /// Keeps the connection until `stop`.
    ///
    /// # Errors
    /// When Discord refuses it for a reason that trying again cannot change.
    pub async fn run(&self, stop: CancellationToken) -> Result<(), GatewayEnd> {
        while !stop.is_cancelled() {
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                ended = self.connect(&stop) => ended?,
            }
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
        Ok(())
    }

    async fn connect(&self, stop: &CancellationToken) -> Result<(), GatewayEnd> {
        let http = HttpBuilder::new(self.rest.token().expose_secret())
            .client(self.rest.client())
            .proxy(self.rest.api_url())
            .ratelimiter_disabled(true)
            .build();
        let handler =
            Handler { app: Arc::clone(&self.app), rest: Arc::clone(&self.rest), connected: AtomicU32::new(0) };
        // Interactions come whatever the intents; talkbell wants nothing else.
        let built = ClientBuilder::new_with_http(http, GatewayIntents::empty()).event_handler(handler).await;
        let mut client = match built {
            Ok(client) => client,
            Err(error) => {
                warn!(%error, "The gateway cannot be opened; trying again. Announcements go on.");
                return Ok(());
            }
        };
        let shards = Arc::clone(&client.shard_manager);
        let started = tokio::select! {
            started = client.start() => started,
            () = stop.cancelled() => {
                // Says goodbye, so that Discord shows the bot as offline at once.
                if tokio::time::timeout(Duration::from_millis(500), shards.shutdown_all()).await.is_err() {
                    debug!("The gateway did not close in time.");
                }
                return Ok(());
            }
        };
        match started {
            Ok(()) => Ok(()),
            Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => Err(GatewayEnd::TokenRefused),
            Err(serenity::Error::Gateway(GatewayError::InvalidGatewayIntents)) => {
                Err(GatewayEnd::IntentsRefused("4013"))
            }
            Err(serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)) => {
                Err(GatewayEnd::IntentsRefused("4014"))
            }
            Err(serenity::Error::Gateway(GatewayError::InvalidShardData | GatewayError::OverloadedShard)) => {
                Err(GatewayEnd::ShardRefused)
            }
            Err(error) => {
                warn!(%error, "The gateway closed; opening it anew. Announcements go on.");
                Ok(())
            }
        }
    }
}

struct Handler {
    app: Arc<App>,
    rest: Arc<Rest>,
    connected: AtomicU32,
}

#[serenity::async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _: Context, ready: Ready) {
        info!(bot = ready.user.name, "Connected to Discord.");
        if self.connected.fetch_add(1, Ordering::Relaxed) == 0 {
            self.register(ready.application.id).await;
        }
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        info!("The gateway connection was resumed.");
    }

    async fn shard_stage_update(&self, _: Context, event: ShardStageUpdateEvent) {
        match event.new {
            ConnectionStage::Disconnected => warn!("The gateway connection is gone; announcements go on."),
            stage => debug!(%stage, "The gateway connection changed."),
        }
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        let Some(asked) = interactions::asked(&interaction) else {
            warn!(id = %interaction.id(), "An interaction came that no command of talkbell's makes.");
            return;
        };
        let response = render::answer(&self.app.respond(&asked).await);
        let route = Route::InteractionResponse { interaction_id: interaction.id(), token: interaction.token() };
        let sent = match with_json(LightMethod::Post, route, &response) {
            Ok(request) => self.rest.send_at_once(request).await,
            Err(error) => Err(error),
        };
        if let Err(error) = sent {
            warn!(%error, question = ?asked.question, "An answer did not reach Discord.");
        }
    }
}

impl Handler {
    async fn register(&self, application_id: ApplicationId) {
        let commands = definitions(&self.app.words);
        let guilds: BTreeSet<_> = self.app.conferences.iter().map(|c| c.settings.guild.value).collect();
        for guild in guilds {
            let route = Route::GuildCommands { application_id, guild_id: GuildId::new(guild.get()) };
            let sent = match with_json(LightMethod::Put, route, &commands) {
                Ok(request) => self.rest.send(request).await.map(|_| ()),
                Err(error) => Err(error),
            };
            match sent {
                Ok(()) => info!(%guild, commands = commands.len(), "Registered the slash commands."),
                Err(error) => error!(
                    %guild, %error,
                    "The slash commands could not be registered: is the guild id right, and was talkbell invited with \
                     the scope applications.commands? Announcements go on."
                ),
            }
        }
    }
}
