use std::collections::HashMap;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tracing::{info, warn};

use super::feed::{Feed, Read};
use super::{App, Conference, Outbox};
use crate::announce::{Known, plan_knowing, reminders, silent_moderators};
use crate::config::ConferenceSettings;
use crate::import::{Diagnostic, Level};
use crate::schedule::{ConferenceId, Course, Schedule};
use crate::store::{Store, StoreError};

/// What a refresh came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refreshed {
    /// The programme is what it was.
    Unchanged,
    /// The programme changed, and its notices were planned anew.
    Changed,
    /// The change is hard to believe, so the organisers are asked first.
    Held,
}

/// Says what there is to say about a usable programme: no inference stays unsaid.
pub fn tell_diagnostics(settings: &ConferenceSettings, diagnostics: &[Diagnostic]) {
    let source = &settings.source.value;
    for diagnostic in diagnostics {
        let Diagnostic { level, message, .. } = diagnostic;
        let place = diagnostic.place().map(|place| format!(":{place}")).unwrap_or_default();
        match level {
            Level::Note => info!(conference = %settings.id, "{source}{place}: {message}"),
            Level::Warning | Level::Error => warn!(conference = %settings.id, "{source}{place}: {message}"),
        }
    }
}

impl<O: Outbox> App<O> {
    /// Plans every conference's notices into the outbox. Can be done at any time: what was said is not said again.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn plan_all(&self) -> Result<(), StoreError> {
        for conference in self.conferences.iter() {
            self.plan(&conference).await?;
        }
        Ok(())
    }

    /// Puts the programme with this number into force, with what moderators did to it, and plans its notices anew if it
    /// changed.
    pub(super) async fn adopt_course(
        &self,
        conference: &Conference,
        course: Course,
        revision: i64,
    ) -> Result<Refreshed, StoreError> {
        conference.uncheck();
        if course == *conference.course() {
            conference.counts_as(revision);
            return Ok(Refreshed::Unchanged);
        }
        let course = self.sharing(conference, course);
        conference.replace_course(course);
        conference.counts_as(revision);
        self.panels_due.notify_one();
        self.plan(conference).await?;
        Ok(Refreshed::Changed)
    }

    /// Who follows the same feed has the same programme in memory, once for all.
    fn sharing(&self, conference: &Conference, course: Course) -> Course {
        let feed = Feed::of(&conference.settings);
        let others = self.conferences.iter().filter(|other| Feed::of(&other.settings) == feed);
        let same = others.map(|other| Arc::clone(&other.course().printed)).find(|other| **other == *course.printed);
        let printed = same.unwrap_or_else(|| Arc::clone(&course.printed));
        let untouched = course.schedule == printed;
        let schedule = if untouched { Arc::clone(&printed) } else { Arc::clone(&course.schedule) };
        Course { printed, schedule, ..course }
    }

    /// Plans what an earlier attempt could not write.
    pub(super) async fn plan_overdue(&self) -> Result<(), StoreError> {
        for conference in self.conferences.iter().filter(|conference| conference.is_unplanned()) {
            self.plan(&conference).await?;
        }
        Ok(())
    }

    pub(super) async fn plan(&self, conference: &Conference) -> Result<(), StoreError> {
        let _in_turn = conference.in_turn_to_plan().await;
        conference.planning();
        self.take_routes(conference).await.inspect_err(|_| conference.plan_failed())?;
        let (schedule, route) = (conference.schedule(), conference.route());
        for session in silent_moderators(&schedule, &route) {
            warn!(
                conference = %conference.id(),
                session = session.title,
                "No reminder can reach this session's moderators: name them in [conference.moderators] or by /conference \
                 moderators, or set moderator_channel."
            );
        }
        let present = self.store.present(conference.id()).await.inspect_err(|_| conference.plan_failed())?;
        let known = Known::of(&conference.course(), present);
        let notices = plan_knowing(conference.id(), &schedule, conference.policy(), &route, &known);
        let replanned = self.store.replan(conference.id(), &notices, self.clock.now()).await;
        let replanned = replanned.inspect_err(|_| conference.plan_failed())?;
        let personal = |wanted: &[_]| {
            let mut notices = reminders(conference.id(), &schedule, wanted);
            notices.retain(|notice| known.allows(notice));
            notices
        };
        let reminding = self.store.replan_reminders(conference.id(), personal, self.clock.now()).await;
        let reminding = reminding.inspect_err(|_| conference.plan_failed())?;
        info!(
            conference = %conference.id(),
            notices = notices.len(),
            written = replanned.written,
            cancelled = replanned.cancelled,
            reminders = reminding.written,
            "Planned the announcements."
        );
        self.announce_change();
        Ok(())
    }

    /// Takes in what was decided by command of where things go. Gives whether that is anything new to this process.
    pub(super) async fn take_routes(&self, conference: &Conference) -> Result<bool, StoreError> {
        Ok(conference.reroute(&self.store.routings(conference.id()).await?))
    }
}

impl App<Store> {
    /// Reads every programme again and takes in what changed. A programme that has become unusable keeps its last good
    /// state, and that is said.
    pub async fn refresh_all(&self) {
        self.refresh_those(|_, _| true).await;
    }

    /// As [`App::refresh_all`], but only what is due: a file each time, an address every ten minutes, and every minute
    /// from an hour before a session to its end.
    pub async fn refresh_due(&self) {
        let (now, wall) = (self.clock.now(), self.clock.wall());
        self.refresh_those(|feed, followers| {
            let schedules: Vec<Arc<Schedule>> = followers.iter().map(|follower| follower.schedule()).collect();
            self.feeds.is_due(feed, schedules.iter().map(|schedule| &**schedule), now, wall)
        })
        .await;
    }

    /// Each feed is read once for all conferences that follow it, and a slow one keeps no other waiting.
    async fn refresh_those(&self, wanted: impl Fn(&Feed, &[Arc<Conference>]) -> bool) {
        let mut followers: HashMap<Feed, Vec<Arc<Conference>>> = HashMap::new();
        for conference in self.conferences.iter() {
            followers.entry(Feed::of(&conference.settings)).or_default().push(conference);
        }
        self.feeds.keep_only(|feed| followers.contains_key(feed));
        followers.retain(|feed, followers| feed.can_change() && wanted(feed, followers));
        let refreshing: FuturesUnordered<_> =
            followers.into_iter().map(|(feed, followers)| self.refresh_feed(feed, followers)).collect();
        refreshing.collect::<Vec<_>>().await;
    }

    /// Reads a conference's programme again now, for all that follow it. `None` for one that was handed over.
    pub(super) async fn refresh_conference(&self, conference: &Conference) -> Option<Result<Refreshed, String>> {
        let feed = Feed::of(&conference.settings);
        let followers = self.conferences.iter().filter(|other| Feed::of(&other.settings) == feed).collect();
        if !feed.can_change() {
            return None;
        }
        let mut refreshed = self.refresh_feed(feed, followers).await;
        refreshed.remove(conference.id())
    }

    async fn refresh_feed(
        &self,
        feed: Feed,
        followers: Vec<Arc<Conference>>,
    ) -> HashMap<ConferenceId, Result<Refreshed, String>> {
        let mut ends = HashMap::new();
        let read = self.feeds.read(&feed, self.clock.now(), self.clock.wall()).await;
        for conference in followers {
            let refreshed = match &read {
                Ok(read) => self.refresh_one(&conference, read).await.map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            match &refreshed {
                Ok(_) => self.health.programme_read(conference.id(), self.clock.wall()),
                Err(trouble) => self.refresh_failed(&conference, trouble.clone()),
            }
            ends.insert(conference.id().clone(), refreshed);
        }
        ends
    }

    /// Said once, however often it is met.
    fn refresh_failed(&self, conference: &Conference, trouble: String) {
        let programmes = self.health.programmes();
        let mut known = programmes.iter().filter(|(id, _)| *id == conference.id());
        if !known.any(|(_, programme)| programme.trouble.as_ref() == Some(&trouble)) {
            warn!(conference = %conference.id(), "{trouble}. The last good programme stays in force.");
        }
        self.health.programme_failed(conference.id(), trouble);
    }

    async fn refresh_one(&self, conference: &Conference, read: &Read) -> Result<Refreshed, StoreError> {
        let refreshed = self.take_in(conference, Schedule::clone(&read.schedule)).await?;
        if refreshed == Refreshed::Changed {
            tell_diagnostics(&conference.settings, &read.diagnostics);
        }
        Ok(refreshed)
    }
}
