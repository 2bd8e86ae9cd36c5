//! What a story waits for.

use chrono::{DateTime, Utc};
use talkbell::announce::Destination;
use talkbell::store::{Entry, State, Store};

use super::{GLANCE, Harness, PATIENCE};

impl Harness {
    /// Waits until so many messages stand in a channel.
    pub async fn until_posted(&self, channel: u64, many: usize) {
        self.until("Discord has taken it", async || self.discord.messages(channel).len() >= many).await;
    }

    /// Waits until nothing that is due is open, and the organisers were told of what was missed.
    pub async fn landed(&self) {
        let Some(running) = &self.running else { return };
        let store = &running.app.store;
        self.until("all that is due has landed", async || {
            // Twice: what fails between two questions comes back as a report, which then stands among the entries.
            self.is_quiet(store).await && self.is_quiet(store).await
        })
        .await;
    }

    async fn is_quiet(&self, store: &Store) -> bool {
        let told = store.unreported(DateTime::<Utc>::MIN_UTC).await.unwrap().is_empty()
            && store.switched().await.unwrap().is_empty();
        let off: Vec<Destination> = store.switched_off().await.unwrap().iter().map(|it| it.destination).collect();
        let now = self.clock.now();
        // Where nothing is posted, nothing shows that the dispatcher was there. Without a look it takes the next step for an
        // absence.
        let health = &self.running.as_ref().expect("the bot runs").app.health;
        if !off.is_empty() && health.last_look().is_none_or(|looked| looked < now) {
            return false;
        }
        // What is to stand in a channel that is switched off waits for that, or for its end.
        let held = |entry: &Entry| {
            let in_time = entry.state == State::Pending && entry.notice.expires > now;
            in_time && off.contains(&entry.notice.destination)
        };
        let waits = |entry: &Entry| is_open(entry.state) && entry.notice.due <= now && !held(entry);
        told && !self.outbox().await.iter().any(waits)
    }

    /// Looks again and again until it is so.
    pub async fn until(&self, what: &str, mut is_so: impl AsyncFnMut() -> bool) {
        let waiting = async {
            while !is_so().await {
                tokio::time::sleep(GLANCE).await;
            }
        };
        let Err(_) = tokio::time::timeout(PATIENCE, waiting).await else { return };
        panic!("waited in vain until {what}; the outbox: {:#?}", self.outbox().await);
    }

    /// Waits until every posted message says what holds.
    pub async fn corrected(&self) {
        let app = &self.running.as_ref().expect("the bot runs").app;
        self.until("the posted messages are corrected", async || app.store.corrections().await.unwrap().is_empty())
            .await;
    }
}

/// Whether something still happens to it.
pub fn is_open(state: State) -> bool {
    matches!(state, State::Pending | State::Claimed | State::Uncertain)
}
