use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use tokio::sync::{Mutex, MutexGuard};

use super::Asker;
use crate::announce::{ChannelId, GuildId, Policy, RoleId, Route, Routing};
use crate::config::{ConferenceSettings, Placed};
use crate::schedule::{ConferenceId, Course, Schedule, Session};

/// A conference that talkbell carries.
pub struct Conference {
    /// As configured.
    pub settings: ConferenceSettings,
    route: ArcSwap<Route>,
    course: ArcSwap<Course>,
    declared: bool,
    unplanned: AtomicBool,
    unchecked: AtomicBool,
    revision: AtomicI64,
    taking: Mutex<()>,
    planning: Mutex<()>,
}

/// All of them. The list may grow and change at any time; what somebody holds of it stays as it was.
#[derive(Default)]
pub struct Conferences {
    all: ArcSwap<Vec<Arc<Conference>>>,
}

impl Conference {
    /// A conference with its first programme.
    #[must_use]
    pub fn new(settings: ConferenceSettings, schedule: impl Into<Arc<Schedule>>) -> Self {
        let route = ArcSwap::from_pointee(settings.route());
        Self {
            settings,
            route,
            course: ArcSwap::from_pointee(Course::printed(schedule)),
            declared: true,
            taking: Mutex::new(()),
            planning: Mutex::new(()),
            unplanned: AtomicBool::new(true),
            unchecked: AtomicBool::new(true),
            revision: AtomicI64::new(0),
        }
    }

    /// One that a command set up.
    pub(super) fn set_up(settings: ConferenceSettings, schedule: Arc<Schedule>) -> Self {
        Self { declared: false, ..Self::new(settings, schedule) }
    }

    /// Whether the configuration declares it; else a command set it up.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        self.declared
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &ConferenceId {
        &self.settings.id
    }

    /// Where its notices go, as it is now. Never waits.
    #[must_use]
    pub fn route(&self) -> Arc<Route> {
        self.route.load_full()
    }

    /// From now on its notices go where the configuration says, and where this was decided by command. Gives whether that is
    /// anything new.
    pub(super) fn reroute(&self, decided: &[Routing]) -> bool {
        let route = self.settings.route().with(decided);
        let is_new = route != **self.route.load();
        if is_new {
            self.route.store(Arc::new(route));
        }
        is_new
    }

    /// When its notices are said.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.settings.policy
    }

    /// Its programme as it is now. Never waits.
    #[must_use]
    pub fn schedule(&self) -> Arc<Schedule> {
        Arc::clone(&self.course.load().schedule)
    }

    /// Its programme with what moderators did to it. Never waits.
    #[must_use]
    pub fn course(&self) -> Arc<Course> {
        self.course.load_full()
    }

    /// Programmes are taken in one after the other: whoever comes later sees what the one before left.
    pub(super) async fn taking(&self) -> MutexGuard<'_, ()> {
        self.taking.lock().await
    }

    /// Plans are made one after the other: a later one never goes by an older route.
    pub(super) async fn in_turn_to_plan(&self) -> MutexGuard<'_, ()> {
        self.planning.lock().await
    }

    /// Whether someone may do what organisers may.
    #[must_use]
    pub fn is_organiser(&self, asker: &Asker) -> bool {
        asker.manages_server || holds(asker, self.settings.organiser_role)
    }

    /// Whether someone may moderate a session: who is named as its moderator or as a backup, who holds the moderator role, or an
    /// organiser.
    #[must_use]
    pub fn is_moderator(&self, asker: &Asker, session: &Session) -> bool {
        let route = self.route.load();
        let named = session.moderators.iter().any(|name| route.moderator(name) == Some(asker.user));
        let backup = route.backup_moderators.values().any(|user| *user == asker.user);
        named || backup || holds(asker, self.settings.moderator_role) || self.is_organiser(asker)
    }

    pub(super) fn replace_course(&self, course: Course) {
        self.course.store(Arc::new(course));
        self.unplanned.store(true, Ordering::Release);
    }

    /// The number of the programme that is in force, as the store counts them. Whoever reads the programme after it has one
    /// that is at least as new.
    pub(super) fn revision(&self) -> i64 {
        self.revision.load(Ordering::Acquire)
    }

    /// The programme in force is the one with this number.
    pub(super) fn counts_as(&self, revision: i64) {
        self.revision.store(revision, Ordering::Release);
    }

    /// Whether a posted message may tell what this programme does not.
    pub(super) fn is_unchecked(&self) -> bool {
        self.unchecked.load(Ordering::Acquire)
    }

    /// Begins to look at what was posted: a change from here on asks for another look.
    pub(super) fn checking(&self) {
        self.unchecked.store(false, Ordering::Release);
    }

    /// What was posted is to be looked at.
    pub(super) fn uncheck(&self) {
        self.unchecked.store(true, Ordering::Release);
    }

    /// Whether the outbox does not know this programme yet.
    pub(super) fn is_unplanned(&self) -> bool {
        self.unplanned.load(Ordering::Acquire)
    }

    /// Begins a plan: a change from here on asks for another.
    pub(super) fn planning(&self) {
        self.unplanned.store(false, Ordering::Release);
    }

    /// The plan did not reach the outbox.
    pub(super) fn plan_failed(&self) {
        self.unplanned.store(true, Ordering::Release);
    }

    pub(super) fn uses(&self, channel: ChannelId) -> bool {
        let route = self.route.load();
        route.channel == channel
            || route.is_routed(channel)
            || route.moderator_channel == Some(channel)
            || self.settings.organiser_channel.is_some_and(|organisers| organisers.value == channel)
    }
}

impl Conferences {
    /// In the order of the configuration.
    #[must_use]
    pub fn new(all: Vec<Conference>) -> Self {
        Self { all: ArcSwap::from_pointee(all.into_iter().map(Arc::new).collect()) }
    }

    /// Each of them, as they are at this moment.
    pub fn iter(&self) -> impl Iterator<Item = Arc<Conference>> + use<> {
        let all = self.all.load_full();
        (0..all.len()).map(move |place| Arc::clone(&all[place]))
    }

    /// Puts one in, in the place of the one with its id if there is one.
    pub(super) fn put(&self, conference: Conference) -> Arc<Conference> {
        let conference = Arc::new(conference);
        self.all.rcu(|all| {
            let mut all = Vec::clone(all);
            match all.iter_mut().find(|known| known.id() == conference.id()) {
                Some(known) => *known = Arc::clone(&conference),
                None => all.push(Arc::clone(&conference)),
            }
            all
        });
        conference
    }

    /// The one with this id.
    #[must_use]
    pub fn get(&self, id: &ConferenceId) -> Option<Arc<Conference>> {
        self.iter().find(|conference| conference.id() == id)
    }

    /// The one that someone means who asks in this channel of this server: the one that uses the channel, else one of
    /// the server's; of several the one that runs, else the one that starts next, else the one that ended last.
    #[must_use]
    pub fn asked_in(&self, guild: Option<GuildId>, channel: ChannelId, now: DateTime<Utc>) -> Option<Arc<Conference>> {
        self.meant_in(guild, channel).into_iter().min_by_key(|conference| distance(&conference.schedule(), now))
    }

    /// All that someone may mean who asks in this channel of this server: those that use the channel, else those of the server.
    #[must_use]
    pub fn meant_in(&self, guild: Option<GuildId>, channel: ChannelId) -> Vec<Arc<Conference>> {
        let of_channel: Vec<_> = self.iter().filter(|conference| conference.uses(channel)).collect();
        if !of_channel.is_empty() {
            return of_channel;
        }
        self.iter().filter(|conference| Some(conference.settings.guild.value) == guild).collect()
    }
}

fn holds(asker: &Asker, role: Option<Placed<RoleId>>) -> bool {
    role.is_some_and(|role| asker.roles.contains(&role.value))
}

/// Sorts what runs before what comes, what comes soon before what comes later, and what is over last.
fn distance(schedule: &Schedule, now: DateTime<Utc>) -> (u8, i64) {
    let moment = schedule.at(now);
    match (moment.running.first(), moment.next.first(), moment.last_ended) {
        (Some(_), ..) => (0, 0),
        (None, Some(next), _) => (1, (next.talk.start - now).num_seconds()),
        (None, None, Some(ended)) => (2, (now - ended.end()).num_seconds()),
        (None, None, None) => (3, 0),
    }
}
