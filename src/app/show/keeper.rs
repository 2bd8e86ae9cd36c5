use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;
use tracing::{debug, error, info, warn};

use super::act;
use super::acting::deed_words;
use super::asking::last_by_moderator;
use crate::announce::{Subject, UserId};
use crate::app::{App, ChatError, Conference, Edit};
use crate::questions::Board;
use crate::schedule::{ConferenceId, Session, SessionId};
use crate::store::{Act as Asking, CheckIn, Recorded, Standing, Store, StoreError};
use crate::text::{LastDeed, Message, PanelView, panel, panel_changes, qa_deed, safe_name};

/// A panel is edited at most once in this time: Discord allows five edits in five seconds in a channel, and other panels
/// and messages want their share.
const PAUSE: TimeDelta = TimeDelta::seconds(2);
/// For so long after its session a panel is kept true: nothing much happens to it then, but a start after an outage must not
/// leave one that says what was.
const KEPT_AFTER: TimeDelta = TimeDelta::hours(12);
/// So long before its session a panel may stand at the earliest.
const KEPT_BEFORE: TimeDelta = TimeDelta::days(7);
/// How often the store is asked what other replicas did.
const LOOK: Duration = Duration::from_secs(5);
/// Between two rounds, while a panel waits for its turn and while none does.
const SOON: Duration = Duration::from_millis(100);
const LATER: Duration = Duration::from_secs(1);

/// What the keeper remembers of a conference. All of it is found out again after a restart.
#[derive(Default)]
struct Memory {
    /// When it last looked at everything.
    looked: Option<Instant>,
    /// Session time at which a panel reads otherwise by itself.
    changes: Option<DateTime<Utc>>,
    /// How many acts and check-ins there were.
    deeds: Option<(i64, i64)>,
    /// A panel is not true yet.
    behind: bool,
    /// When a panel was edited last. Until it may be again, nobody needs to be asked what it would say.
    edited: Option<Instant>,
}

impl App<Store> {
    /// Keeps the panels true until `stop`.
    pub async fn keep_panels<E: Edit>(self: Arc<Self>, chat: Arc<E>, stop: CancellationToken) {
        let mut memories: BTreeMap<ConferenceId, Memory> = BTreeMap::new();
        let mut answers = true;
        while !stop.is_cancelled() {
            let (stepped, pressed) = (self.clock.changed(), self.panels_due.notified());
            let kept = self.keep_all(&*chat, &mut memories).await;
            if let Err(error) = &kept
                && answers
            {
                error!(%error, "The panels cannot be kept true now; trying again.");
            }
            answers = kept.is_ok();
            let behind = memories.values().any(|memory| memory.behind);
            tokio::select! {
                () = stop.cancelled() => {}
                () = pressed => memories.values_mut().for_each(|memory| memory.looked = None),
                () = stepped => {}
                () = tokio::time::sleep(if behind { SOON } else { LATER }) => {}
            }
        }
    }

    async fn keep_all<E: Edit>(
        &self,
        chat: &E,
        memories: &mut BTreeMap<ConferenceId, Memory>,
    ) -> Result<(), StoreError> {
        for conference in self.conferences.iter() {
            let memory = memories.entry(conference.id().clone()).or_default();
            let now = self.clock.now();
            let schedule = conference.schedule();
            let near = |session: &&Session| session.start() - KEPT_BEFORE <= now && now <= session.end() + KEPT_AFTER;
            if !schedule.sessions.iter().any(|session| near(&session)) {
                continue;
            }
            let pause = PAUSE.to_std().unwrap_or_default();
            if memory.edited.is_some_and(|edited| edited.elapsed() < pause) {
                memory.behind = true;
                continue;
            }
            let rested = memory.looked.is_some_and(|looked| looked.elapsed() < LOOK);
            let changed = memory.behind || memory.changes.is_some_and(|changes| changes <= now);
            if rested && !changed {
                continue;
            }
            if !rested {
                self.catch_up(&conference, memory).await?;
                memory.looked = Some(Instant::now());
            }
            self.keep_true(chat, &conference, memory).await?;
        }
        Ok(())
    }

    /// Takes in what other replicas let their moderators and organisers do.
    async fn catch_up(&self, conference: &Conference, memory: &mut Memory) -> Result<(), StoreError> {
        let deeds = self.store.deeds(conference.id()).await?;
        let known = memory.deeds.replace(deeds);
        if known.is_some_and(|known| known.0 != deeds.0) {
            self.take_acts(conference).await?;
        }
        if self.take_routes(conference).await? || known.is_some_and(|known| known.1 != deeds.1) {
            self.plan(conference).await?;
        }
        Ok(())
    }

    async fn keep_true<E: Edit>(
        &self,
        chat: &E,
        conference: &Conference,
        memory: &mut Memory,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let panels = self.store.panels(conference.id(), now - KEPT_AFTER).await?;
        if panels.is_empty() {
            memory.behind = false;
            memory.changes = None;
            return Ok(());
        }
        let (recorded, check_ins) =
            (self.store.show_acts(conference.id()).await?, self.store.check_ins(conference.id()).await?);
        let schedule = conference.schedule();
        // Of several panels of a session that was moved, the newest is its panel.
        let newest: BTreeMap<&SessionId, &(Standing, Option<String>)> =
            panels.iter().filter_map(|panel| Some((session_of(&panel.0)?, panel))).collect();
        memory.behind = false;
        memory.changes = schedule.sessions.iter().filter_map(|session| panel_changes(session, now)).min();
        for (id, (standing, shown)) in newest {
            let Some(session) = schedule.session(id) else { continue };
            let board = self.board(conference, id).await?;
            let askings = self.store.acts(conference.id(), id).await?;
            let view = self.view(conference, session, &recorded, &check_ins, last_by_moderator(askings), board);
            let digest = standing.key.digest();
            let says = self.in_scene(conference, |scene| panel(scene, session, &view, &digest));
            let mark = mark(&says);
            if shown.as_ref() == Some(&mark) {
                continue;
            }
            if !self.store.claim_panel(&standing.key, self.clock.wall(), PAUSE).await? {
                memory.behind = true;
                continue;
            }
            memory.behind |= !self.show(chat, standing, &says, &mark).await?;
            memory.edited = Some(Instant::now());
        }
        Ok(())
    }

    /// Edits a panel. Gives whether it needs no other try.
    async fn show<E: Edit>(
        &self,
        chat: &E,
        standing: &Standing,
        says: &Message,
        mark: &str,
    ) -> Result<bool, StoreError> {
        match chat.edit(standing.channel, standing.message, says).await {
            Ok(()) => debug!(key = %standing.key, "Edited a panel."),
            Err(
                ChatError::Refused { reason } | ChatError::DirectClosed { reason } | ChatError::Barred { reason, .. },
            ) => {
                warn!(key = %standing.key, "A panel cannot be edited, and says no more what is true: {reason}");
            }
            Err(ChatError::NotTaken { reason, .. } | ChatError::Unknown { reason }) => {
                info!(key = %standing.key, "A panel is not edited yet: {reason}");
                return Ok(false);
            }
        }
        self.store.panel_shows(&standing.key, mark).await?;
        Ok(true)
    }

    fn view(
        &self,
        conference: &Conference,
        session: &Session,
        recorded: &[Recorded],
        check_ins: &[CheckIn],
        asking: Option<Asking>,
        board: Option<Arc<Board>>,
    ) -> PanelView {
        let course = conference.course();
        let mut last = recorded.iter().rev().filter(|deed| deed.session == session.id && !deed.undone);
        let last = last.find_map(|deed| Some((deed, act(deed)?))).map(|(deed, act)| LastDeed {
            what: self.in_scene(conference, |scene| deed_words(scene, &course, &act)),
            by: deed.by,
            at: deed.done,
        });
        let asking = asking.and_then(|asking| {
            let what = self.in_scene(conference, |scene| qa_deed(scene, &asking.what));
            Some(LastDeed { what, by: UserId::new(asking.actor.get())?, at: asking.at })
        });
        let here: Vec<&CheckIn> = check_ins.iter().filter(|check_in| check_in.session == session.id).collect();
        PanelView {
            printed_end: course.printed.session(&session.id).map(Session::end),
            present: here.iter().map(|check_in| present_name(conference, session, check_in)).collect(),
            absent: absent(conference, session, &here),
            last: last.into_iter().chain(asking).max_by_key(|deed| deed.at),
            board,
        }
    }
}

/// Those who are expected and can say that they are there.
fn absent(conference: &Conference, session: &Session, here: &[&CheckIn]) -> Vec<String> {
    let is_here = |user| here.iter().any(|check_in| check_in.user == user);
    let route = conference.route();
    let moderators = session.moderators.iter().filter(|name| match route.moderator(name) {
        Some(user) => !is_here(user),
        // Nobody knows who that is: whoever is there may be the one.
        None => here.is_empty(),
    });
    let held = session.talks.iter().filter(|talk| !talk.cancelled);
    let speakers = held.flat_map(|talk| &talk.speakers);
    let speakers = speakers.filter(|name| route.speaker(name).is_some_and(|user| !is_here(user)));
    let mut told = BTreeSet::new();
    moderators.chain(speakers).filter(|name| told.insert(*name)).map(|name| safe_name(name)).collect()
}

/// As the programme calls them, if it does.
fn present_name(conference: &Conference, session: &Session, check_in: &CheckIn) -> String {
    let route = conference.route();
    let moderators = session.moderators.iter().filter(|name| route.moderator(name) == Some(check_in.user));
    let speakers = session.talks.iter().flat_map(|talk| &talk.speakers);
    let speakers = speakers.filter(|name| route.speaker(name) == Some(check_in.user));
    let known = moderators.chain(speakers).next();
    safe_name(known.unwrap_or(&check_in.name))
}

fn session_of(standing: &Standing) -> Option<&SessionId> {
    match &standing.notice.subject {
        Subject::Session(id) => Some(id),
        Subject::Talk(_) | Subject::Question(_) | Subject::Conference => None,
    }
}

/// What is shown, small enough for the store: only whether it is the same counts.
fn mark(says: &Message) -> String {
    let hash = Sha256::digest(format!("{says:?}").as_bytes());
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
