use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::all::{GatewayError, GatewayIntents};
use serenity::client::ClientBuilder;
use serenity::http::HttpBuilder;
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use super::close_codes;
use super::handler::{Handler, Unread};
use super::register::Registration;
use super::responding::Counter;
use super::rest::Rest;
use crate::app::App;

/// Between two attempts to open the gateway anew: Discord counts IDENTIFYs (1,000 a day).
const PAUSE: Duration = Duration::from_secs(5);

/// The connection through which questions come. Announcements do not need it.
pub struct Gateway {
    app: Arc<App>,
    rest: Arc<Rest>,
    registration: Arc<Registration>,
    counter: Arc<Counter>,
    unread: Unread,
}

/// Why the gateway is over for good.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayEnd {
    /// The token was refused in the middle of the work, by a 401.
    #[error(
        "Discord refuses the token (401): it was reset or withdrawn while talkbell ran. Set a fresh one in DISCORD_TOKEN \
         and start again; the developer portal gives it under Bot, Reset Token. What was not posted yet is kept"
    )]
    TokenWithdrawn,
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
    #[error("Discord refuses talkbell's single shard ({0}): the bot is in too many servers for one connection")]
    ShardRefused(&'static str),
    /// Close code 4012.
    #[error("Discord no longer speaks the gateway's version 10 (4012); a newer talkbell is needed")]
    VersionRefused,
}

impl Gateway {
    /// A gateway that answers with `app` through `rest`.
    #[must_use]
    pub fn new(app: Arc<App>, rest: Arc<Rest>) -> Self {
        let registration = Arc::new(Registration::new(Arc::clone(&app), Arc::clone(&rest)));
        Self { app, rest, registration, counter: Arc::default(), unread: Unread::default() }
    }

    /// Keeps the connection until `stop`.
    ///
    /// # Errors
    /// When Discord refuses it for a reason that trying again cannot change.
    pub async fn run(&self, stop: CancellationToken) -> Result<(), GatewayEnd> {
        while !stop.is_cancelled() {
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = self.rest.token_refused() => return Err(GatewayEnd::TokenWithdrawn),
                ended = self.connect(&stop) => ended?,
            }
            self.app.health.gateway(false);
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = self.rest.token_refused() => return Err(GatewayEnd::TokenWithdrawn),
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
        let handler = Handler {
            app: Arc::clone(&self.app),
            rest: Arc::clone(&self.rest),
            registration: Arc::clone(&self.registration),
            counter: Arc::clone(&self.counter),
        };
        // Interactions come whatever the intents; talkbell wants nothing else.
        let built = ClientBuilder::new_with_http(http, GatewayIntents::empty())
            .event_handler(handler)
            .raw_event_handler(self.unread.clone())
            .await;
        let mut client = match built {
            Ok(client) => client,
            Err(error) => {
                warn!(%error, "The gateway cannot be opened; trying again. Announcements go on.");
                return Ok(());
            }
        };
        let shards = Arc::clone(&client.shard_manager);
        let mut refusals = close_codes::refusals();
        let started = tokio::select! {
            started = client.start() => started,
            end = refusals.met() => return Err(end),
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
            Err(error) => {
                warn!(%error, "The gateway closed; opening it anew. Announcements go on.");
                Ok(())
            }
        }
    }
}
