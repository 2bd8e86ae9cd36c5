//! Use cases: the only room where the pure parts, the store and the chat meet.
//!
//! Knows neither Discord's types nor SQL: it speaks through [`Chat`] and [`Outbox`].

mod ailments;
mod answer;
mod asked;
mod bases;
mod board;
mod calendar;
mod change;
mod channels;
mod chat;
mod conference;
mod corrections;
mod delivery;
mod directory;
mod dispatcher;
mod feed;
mod health;
mod held;
mod kept;
mod leases;
mod local;
mod missed;
mod news;
mod organise;
mod outbox;
mod programmes;
mod published;
mod questions;
mod recurring;
mod refresh;
mod reminders;
mod show;
mod watchdog;
mod why;

pub use ailments::{Ailment, Limits, Measures};
pub use asked::{Answer, Asked, Asker, Given, Order, Question};
pub use board::{BoardKey, BoardName, Boards, NoKey, Screen, Screens};
pub use calendar::Calendar;
pub use chat::{Chat, ChatError, Door, Posted, Threads};
pub use conference::{Conference, Conferences};
pub use corrections::Edit;
pub use directory::{Directory, Member, TextChannel};
pub use dispatcher::{Dispatcher, Stepped};
pub use feed::{Feed, Feeds, Read, UnusableSource};
pub use health::{Deliveries, Health, LATENESS_CLASSES, Programme};
pub use kept::{SetUp, set_up_by_command};
pub use local::{FetchBase, Local, Place, refusal};
pub use outbox::Outbox;
pub use programmes::Programmes;
pub use questions::{Acted, NotActed};
pub use recurring::{Recurring, UnusableSchedule};
pub use refresh::{Refreshed, tell_diagnostics};
pub use watchdog::Watchdog;

use std::sync::{Arc, Mutex, OnceLock};

use tokio::sync::{Notify, watch};

use crate::announce::Policy;
use crate::clock::Clock;
use crate::schedule::ConferenceId;
use crate::store::Store;
use crate::text::Words;

/// What every use case needs; shared by all tasks.
pub struct App<O = Store> {
    /// Session time.
    pub clock: Clock,
    /// The outbox.
    pub store: O,
    /// What is said.
    pub words: Arc<Words>,
    /// What talkbell carries.
    pub conferences: Conferences,
    /// What the parts tell about themselves.
    pub health: Health,
    /// Where the boards of questions are.
    pub boards: Boards,
    /// Where the programmes come from.
    pub feeds: Feeds,
    /// Where files come from that are handed over on Discord.
    pub attachments: Feeds,
    /// When things are said of a conference that is set up by command.
    pub policy: Policy,
    proposals: organise::Proposals,
    outbox_changed: Notify,
    settled: watch::Sender<bool>,
    corrections_due: Notify,
    desk: questions::Desk,
    panels_due: Notify,
    door: OnceLock<Arc<dyn Door>>,
    directory: OnceLock<Arc<dyn Directory>>,
    calendars: Mutex<calendar::Written>,
}

impl<O> App<O> {
    /// Puts the parts together.
    #[must_use]
    pub fn new(clock: Clock, store: O, words: impl Into<Arc<Words>>, conferences: Conferences) -> Self {
        Self {
            clock,
            store,
            words: words.into(),
            conferences,
            health: Health::default(),
            boards: Boards::default(),
            feeds: Feeds::default(),
            attachments: Feeds::default(),
            policy: Policy::default(),
            proposals: organise::Proposals::default(),
            outbox_changed: Notify::new(),
            settled: watch::Sender::new(false),
            corrections_due: Notify::new(),
            desk: questions::Desk::default(),
            panels_due: Notify::new(),
            door: OnceLock::new(),
            directory: OnceLock::new(),
            calendars: Mutex::default(),
        }
    }

    /// From now on it is asked there whether somebody takes direct messages. Counts once.
    pub fn knock_at(&self, door: Arc<dyn Door>) {
        let _ = self.door.set(door);
    }

    /// From now on it is looked up there what a server holds. Counts once.
    pub fn look_up_in(&self, directory: Arc<dyn Directory>) {
        let _ = self.directory.set(directory);
    }

    /// The same, with boards that can be opened.
    #[must_use]
    pub fn with_boards(self, boards: Boards) -> Self {
        Self { boards, ..self }
    }

    /// The same, with feeds of its own.
    #[must_use]
    pub fn with_feeds(self, feeds: Feeds, attachments: Feeds) -> Self {
        Self { feeds, attachments, ..self }
    }

    /// The same, with another policy for conferences that are set up by command.
    #[must_use]
    pub fn with_policy(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// What a conference's people read.
    #[must_use]
    pub fn words_of(&self, conference: &Conference) -> &Words {
        self.words.or_in(conference.settings.language)
    }

    /// What is read where this conference is told of, or all of them.
    pub(crate) fn words_about(&self, conference: Option<&ConferenceId>) -> &Words {
        let conference = conference.and_then(|id| self.conferences.get(id));
        conference.map_or(&self.words, |conference| self.words_of(&conference))
    }

    /// What someone reads who asks: the words of the conference that their question concerns most likely.
    pub(crate) fn words_for(&self, asked: &Asked) -> &Words {
        let here = self.conferences.asked_in(asked.guild, asked.channel, self.clock.now());
        here.map_or(&self.words, |conference| self.words_of(&conference))
    }

    /// Completes when every notice in the outbox has come to its end.
    pub async fn settled(&self) {
        let mut settled = self.settled.subscribe();
        // The sender lives as long as `self`.
        let _ = settled.wait_for(|settled| *settled).await;
    }

    /// Tells the dispatcher that the outbox was changed, so that it looks at once.
    pub fn announce_change(&self) {
        self.outbox_changed.notify_one();
    }
}
