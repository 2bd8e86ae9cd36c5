//! The programmes with which a bot starts.

use std::sync::Arc;

use tracing::warn;

use super::failure::Failure;
use crate::app::{Conference, Feed, Feeds, UnusableSource, tell_diagnostics};
use crate::clock::Clock;
use crate::config::Config;
use crate::fetch::Fetcher;
use crate::schedule::Schedule;
use crate::store::Store;

/// What each conference's source gave at the start, and the feeds that go on from there.
#[derive(Debug, Default)]
pub struct Programmes {
    feeds: Feeds,
    /// In the order of the configuration.
    read: Vec<Result<Arc<Schedule>, UnusableSource>>,
}

/// The conferences as they start.
pub(super) struct Started {
    pub(super) conferences: Vec<Conference>,
    pub(super) feeds: Feeds,
    /// Why a conference starts with the programme that it had: its place in the list, and what is wrong with its source.
    pub(super) unread: Vec<(usize, String)>,
}

impl Programmes {
    /// Reads every programme of the configuration.
    pub async fn load(config: &Config, clock: &Clock) -> Self {
        let feeds = Feeds::new(Fetcher::new(&config.fetch));
        let mut read = Vec::new();
        for settings in &config.conferences {
            let one = feeds.read(&Feed::of(settings), clock.now(), clock.wall()).await;
            if let Ok(one) = &one {
                tell_diagnostics(settings, &one.diagnostics);
            }
            read.push(one.map(|one| one.schedule));
        }
        Self { feeds, read }
    }

    /// Programmes that are there already, in the order of the configuration.
    #[must_use]
    pub fn of(schedules: Vec<Schedule>) -> Self {
        Self { feeds: Feeds::default(), read: schedules.into_iter().map(|schedule| Ok(Arc::new(schedule))).collect() }
    }

    /// All of them.
    ///
    /// # Errors
    /// When one could not be read or used, with its line in the configuration.
    pub fn all(&self, config: &Config) -> Result<Vec<Arc<Schedule>>, Failure> {
        let placed = config.conferences.iter().zip(&self.read);
        placed
            .map(|(settings, read)| read.clone().map_err(|error| refused(config, settings.source.line, &error)))
            .collect()
    }

    /// The conferences of the configuration. One whose source is away or unusable starts with the programme that the store
    /// has of it.
    ///
    /// # Errors
    /// When there is no programme at all for a conference, or the store does not answer.
    pub(super) async fn start(self, config: &Config, store: &Store) -> Result<Started, Failure> {
        let mut started = Started { conferences: Vec::new(), feeds: self.feeds, unread: Vec::new() };
        for (place, (settings, read)) in config.conferences.iter().zip(self.read).enumerate() {
            let schedule = match read {
                Ok(schedule) => schedule,
                Err(error) => {
                    let text = store.programme(&settings.id).await.map_err(Failure::of)?;
                    let stored = text.and_then(|text| serde_json::from_str::<Schedule>(text.as_printed()).ok());
                    let stored = stored.ok_or_else(|| refused(config, settings.source.line, &error))?;
                    warn!(conference = %settings.id, "{error}. Starting with the last good programme.");
                    started.unread.push((place, error.to_string()));
                    Arc::new(stored)
                }
            };
            started.conferences.push(Conference::new(settings.clone(), schedule));
        }
        Ok(started)
    }
}

fn refused(config: &Config, line: usize, error: &UnusableSource) -> Failure {
    Failure::of(config.unusable(line, error.to_string()))
}
