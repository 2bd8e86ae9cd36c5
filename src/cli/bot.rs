//! The bot, put together from its rooms.

use std::net::SocketAddr;
use std::sync::Arc;

use secrecy::SecretString;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::failure::Failure;
use super::programmes::{Programmes, Started};
use super::{reach, supervision, systemd};
use crate::app::{App, BoardKey, Boards, Conferences, Dispatcher, Door, Feeds, Recurring, Watchdog};
use crate::clock::Clock;
use crate::config::{Address, Config, Placed};
use crate::discord::{DiscordChat, DiscordDirectory, Gateway, Rest};
use crate::fetch::Fetcher;
use crate::store::{Store, StoreError, StoreLock, Unopenable};
use crate::text::Words;
use crate::web::Web;

/// A bot that has been checked and is ready to run.
pub struct Bot {
    /// What it works on.
    pub app: Arc<App>,
    rest: Arc<Rest>,
    dispatcher: Dispatcher<DiscordChat>,
    chat: Arc<DiscordChat>,
    watchdog: Watchdog<DiscordChat>,
    web: Option<Web>,
    _lock: Option<StoreLock>,
}

/// What a bot is made of.
pub struct Parts {
    /// As configured.
    pub config: Config,
    /// Each conference's programme.
    pub programmes: Programmes,
    /// What is said.
    pub words: Words,
    /// Session time.
    pub clock: Clock,
    /// The bot's token.
    pub token: SecretString,
}

impl Bot {
    /// Opens the store, asks Discord whether everything is there, and plans the announcements.
    ///
    /// # Errors
    /// When the store is not ours or does not open, or Discord refuses the token or a channel.
    pub async fn prepare(parts: Parts) -> Result<Self, Failure> {
        let Parts { config, programmes, words, clock, token } = parts;
        let web = match &config.web {
            Some(listen) => Some(Web::listen(listen.value).await.map_err(|error| {
                let what = format!("listen: {} cannot be listened on: {error}", listen.value);
                Failure::of(config.unusable(listen.line, what))
            })?),
            None => None,
        };
        let lock = StoreLock::take(&config.store_url).map_err(Failure::of)?;
        let (store, rest) = tokio::join!(Store::open(&config.store_url), reach::client(&config, token));
        let rest = Arc::new(rest?);
        let store = store.map_err(|error| unopened(&config, &error))?;
        reach::check(&rest, &config, &store, clock.now()).await?;

        let public_url = public_url(&config, web.as_ref());
        let boards = Boards { public_url, key: Some(BoardKey::of(&store).await.map_err(Failure::of)?) };
        let Started { conferences, feeds, unread } = programmes.start(&config, &store).await?;
        let app = App::new(clock, store, words, Conferences::new(conferences)).with_boards(boards);
        let app = app.with_feeds(feeds, attachments(&config)).with_policy(config.policy.clone());
        let app = Arc::new(app);
        let owner = format!("{}-{}", std::process::id(), app.clock.wall().timestamp_millis());
        let chat = Arc::new(DiscordChat::new(Arc::clone(&rest)));
        app.look_up_in(Arc::new(DiscordDirectory::new(Arc::clone(&rest))));
        app.knock_at(Arc::clone(&chat) as Arc<dyn Door>);
        let watchdog = Watchdog::new(Arc::clone(&app), Arc::clone(&chat));
        let dispatcher = Dispatcher::new(Arc::clone(&app), Arc::clone(&chat), owner);
        if lock.is_some() {
            dispatcher.take_over().await.map_err(Failure::of)?;
        }
        for (place, conference) in app.conferences.iter().enumerate() {
            match unread.iter().find(|(unread, _)| *unread == place) {
                Some((_, trouble)) => app.health.programme_failed(conference.id(), trouble.clone()),
                None => app.health.programme_read(conference.id(), app.clock.wall()),
            }
        }
        app.bring_in_kept().await.map_err(Failure::of)?;
        if app.conferences.iter().next().is_none() {
            info!(
                "There is no conference yet: somebody who manages the server gives the command /conference setup there."
            );
        }
        app.begin().await.map_err(Failure::of)?;
        let doubtful = app.store.doubt_restored(app.clock.now()).await.map_err(Failure::of)?;
        if doubtful > 0 {
            info!(doubtful, "The store was restored; looking into the channels for what was posted meanwhile.");
        }
        Ok(Self { app, rest, dispatcher, chat, watchdog, web, _lock: lock })
    }

    /// Where its pages are, if it has any.
    #[must_use]
    pub fn web_address(&self) -> Option<SocketAddr> {
        self.web.as_ref()?.address().ok()
    }

    /// Runs until `stop`, or until something ends that must not.
    ///
    /// # Errors
    /// When a part ended that must not, most likely because Discord refuses the gateway.
    pub async fn run(self, stop: CancellationToken) -> Result<(), Failure> {
        let Self { app, rest, dispatcher, chat, watchdog, web, _lock } = self;
        let gateway = Gateway::new(Arc::clone(&app), rest);
        let mut parts = supervision::Parts::until(stop.clone());
        let owner = dispatcher.owner().to_owned();
        let stopping = stop.clone();
        parts.add("the dispatcher", async move {
            dispatcher.run(stopping).await;
            Ok(())
        });
        let (left, opening, stopping) = (Arc::clone(&app), Arc::clone(&chat), stop.clone());
        parts.add("the threads of questions", async move {
            left.open_threads(opening, stopping).await;
            Ok(())
        });
        let (keeping, panels) = (Arc::clone(&app), Arc::clone(&chat));
        let (correcting, stopping) = (Arc::clone(&app), stop.clone());
        parts.add("the corrections", async move {
            correcting.correct(chat, owner, stopping).await;
            Ok(())
        });
        let stopping = stop.clone();
        parts.add("the panels", async move {
            keeping.keep_panels(panels, stopping).await;
            Ok(())
        });
        let stopping = stop.clone();
        parts.add("the gateway", async move { gateway.run(stopping).await.map_err(Failure::of) });
        let stopping = stop.clone();
        parts.add("the watchdog", async move {
            watchdog.run(stopping).await;
            Ok(())
        });
        if let Some(web) = web {
            let address = web.address().map_err(Failure::of)?;
            info!(
                "Health is at http://{address}/healthz, metrics at http://{address}/metrics, boards below http://{address}/board/."
            );
            let serving = web.run(Arc::clone(&app), stop.clone());
            parts.add("the web server", async move { serving.await.map_err(Failure::of) });
        }
        let accompanied = systemd::accompany(Arc::clone(&app), stop.clone());
        parts.add("the word to systemd", async move {
            accompanied.await;
            Ok(())
        });
        let recurring = Recurring::start(Arc::clone(&app)).await.map_err(Failure::of)?;
        let outcome = parts.end().await;
        if let Err(error) = recurring.stop().await {
            warn!(%error, "The recurring jobs did not stop cleanly.");
        }
        app.store.close().await;
        info!("Stopped.");
        outcome
    }
}

/// Files that are handed over on Discord lie at an address of Discord's, or of what stands for it.
fn attachments(config: &Config) -> Feeds {
    let api = Address::parse(&config.api_url).ok();
    let host = api.and_then(|api| api.url().host_str().map(str::to_owned));
    let mut settings = config.fetch.clone();
    settings.allow_hosts.extend(host.filter(|host| !host.ends_with("discord.com")));
    Feeds::new(Fetcher::new(&settings))
}

/// The words, with what the organiser says differently.
///
/// # Errors
/// When the organiser's catalogue cannot be read or used, with its line in the configuration.
pub fn load_words(config: &Config) -> Result<Words, Failure> {
    let Some(Placed { value: file, line }) = &config.words else {
        return Ok(Words::built_in(config.language));
    };
    let unusable = |what: String| Failure::usage(config.unusable(*line, format!("{}: {what}", file.display())));
    let catalogue = std::fs::read_to_string(file).map_err(|error| unusable(format!("cannot be read: {error}")))?;
    Words::overridden(config.language, &catalogue).map_err(|error| unusable(error.to_string()))
}

/// What the boards' addresses begin with. Whoever reads a local Discord sits at this machine, and can open what it shows.
fn public_url(config: &Config, web: Option<&Web>) -> Option<String> {
    let is_local = |address: &SocketAddr| address.ip().is_loopback() && config.speaks_to_this_machine();
    let local = || web?.address().ok().filter(is_local).map(|address| format!("http://{address}"));
    config.public_url.clone().or_else(local)
}

/// Why the store was not opened, and what to do.
pub(super) fn unopened(config: &Config, error: &StoreError) -> Failure {
    match error {
        StoreError::Unopenable(Unopenable::Damaged { backup: Some(_), .. }) => {
            Failure::of(format!("{error}; put it in place with: talkbell restore --config {}", config.file.display()))
        }
        StoreError::Unopenable(Unopenable::Damaged { .. }) => Failure::of(format!(
            "{error}; name one from elsewhere with: talkbell restore --config {} --from BACKUP, or move the file away and \
             start anew",
            config.file.display()
        )),
        StoreError::Unopenable(_) => Failure::of(error),
        _ => Failure::of(format!("the store cannot be opened: {error}")),
    }
}
