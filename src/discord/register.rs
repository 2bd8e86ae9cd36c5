use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use serenity::all::{ApplicationId, GuildId};
use serenity::http::{LightMethod, Route};
use tokio::sync::Mutex;
use tracing::{error, info, warn};

use super::commands::in_all_languages;
use super::rest::{Rest, with_json};
use super::rest_error::RestError;
use crate::app::App;

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Registers the slash commands, once in a process's life: Discord keeps them, and counts who registers them.
pub(super) struct Registration {
    app: Arc<App>,
    rest: Arc<Rest>,
    /// The servers that have them, or refuse them.
    settled: Mutex<BTreeSet<crate::announce::GuildId>>,
}

impl Registration {
    pub(super) fn new(app: Arc<App>, rest: Arc<Rest>) -> Self {
        Self { app, rest, settled: Mutex::default() }
    }

    /// In every server that does not have them from us yet: those of our conferences, and those that talkbell is in, where
    /// one may be set up. Goes on until Discord has answered.
    pub(super) async fn register_once(
        &self,
        application_id: ApplicationId,
        joined: BTreeSet<crate::announce::GuildId>,
    ) {
        // Held all along: a second READY waits here and finds nothing to do.
        let mut settled = self.settled.lock().await;
        let ours = self.app.conferences.iter().map(|c| c.settings.guild.value);
        let guilds: BTreeSet<_> = ours.chain(joined).collect();
        for guild in guilds.difference(&settled.clone()) {
            match self.register(application_id, GuildId::new(guild.get())).await {
                Ok(commands) => info!(%guild, commands, "Registered the slash commands."),
                Err(error) => error!(
                    %guild, %error,
                    "The slash commands could not be registered: is the guild id right, and was talkbell invited with \
                     the scope applications.commands? Announcements go on."
                ),
            }
            settled.insert(*guild);
        }
    }

    async fn register(&self, application_id: ApplicationId, guild_id: GuildId) -> Result<usize, RestError> {
        let commands = in_all_languages(&self.app.words).map_err(|error| RestError::Unmade(error.to_string()))?;
        let mut pauses = ExponentialBuilder::default()
            .with_min_delay(FIRST_PAUSE)
            .with_max_delay(LONGEST_PAUSE)
            .with_jitter()
            .without_max_times()
            .build();
        loop {
            let request = with_json(LightMethod::Put, Route::GuildCommands { application_id, guild_id }, &commands)?;
            let Err(error) = self.rest.send(request).await else { return Ok(commands.len()) };
            // To register the same commands once more changes nothing, so what is in doubt may be tried again.
            let pause = match &error {
                RestError::Limited { retry_after, .. } => Some(*retry_after),
                RestError::Unreachable { .. } => pauses.next(),
                error if error.leaves_doubt() => pauses.next(),
                _ => None,
            };
            let Some(pause) = pause else { return Err(error) };
            warn!(%error, again_in = ?pause, "The slash commands are not registered yet.");
            tokio::time::sleep(pause).await;
        }
    }
}
