use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::feed::Feed;
use super::held::Care;
use super::{App, ChatError, Conference, Refreshed};
use crate::announce::{Destination, Notice, NoticeKey, NoticeKind, Subject};
use crate::schedule::{Schedule, changes};
use crate::store::{Adoption, Standing, Store, StoreError};
use crate::text::{Message, Reach, Scene, change_lines, correction};

/// How long news of a change is worth posting.
const CHANGE_LIFE: TimeDelta = TimeDelta::hours(6);
/// For how long after its session a message is still corrected.
const CORRECTED_UNTIL: TimeDelta = TimeDelta::hours(12);
/// What could not be corrected is tried again this often.
const PAUSE: Duration = Duration::from_secs(15);

/// Where posted messages can be changed.
pub trait Edit: Send + Sync + 'static {
    /// Makes a message that stands say something else. Doing it twice changes nothing.
    fn edit(&self, channel: u64, message: u64, says: &Message) -> impl Future<Output = Result<(), ChatError>> + Send;
}

/// Whether the audience is told of what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    Aloud,
    Silent,
}

impl App<Store> {
    /// Brings every conference up to date with its programme: what changed while talkbell was away counts as changed now.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn begin(&self) -> Result<(), StoreError> {
        // A backup does not know which changes were told after it was made.
        let telling = if self.store.restored().await?.is_some() { Telling::Silent } else { Telling::Aloud };
        for conference in self.conferences.iter() {
            let fresh = Schedule::clone(&conference.schedule());
            let from_store = self.health.is_unread(conference.id()) || !conference.is_declared();
            let care = match (from_store, telling) {
                (true, _) => Care::Same,
                (false, Telling::Aloud) => Care::Ask,
                (false, Telling::Silent) => Care::Trust,
            };
            self.take(&conference, fresh, telling, care).await?;
            self.publish(&conference).await?;
            self.plan(&conference).await?;
        }
        Ok(())
    }

    /// Takes a programme in: the audience is told what changed, what was posted is corrected, and what is still to come is
    /// planned anew.
    ///
    /// # Errors
    /// When the store does not answer. Then the old programme stays in force.
    pub async fn take_in(&self, conference: &Conference, fresh: Schedule) -> Result<Refreshed, StoreError> {
        self.take(conference, fresh, Telling::Aloud, Care::Ask).await
    }

    pub(super) async fn take(
        &self,
        conference: &Conference,
        fresh: Schedule,
        telling: Telling,
        care: Care,
    ) -> Result<Refreshed, StoreError> {
        let _in_turn = conference.taking().await;
        let Some(old) = self.known(conference).await? else {
            self.store.adopt(conference.id(), &adoption(&fresh, Vec::new(), None), self.clock.now()).await?;
            self.store.stem_from(conference.id(), &Feed::of(&conference.settings).mark()).await?;
            return self.adopt(conference, fresh).await;
        };
        let Some(fresh) = self.settle(conference, &old, fresh, care).await? else {
            // A start has read the source; what is in force is in the store.
            self.adopt(conference, old).await?;
            return Ok(Refreshed::Held);
        };
        if fresh == old {
            return self.adopt(conference, fresh).await;
        }
        let now = self.clock.now();
        let lines = self.in_programme(conference, &fresh, now, |scene| change_lines(scene, &changes(&old, &fresh)));
        let corrections = self.corrections(conference, &old, &fresh).await?;
        info!(conference = %conference.id(), told = lines.len(), corrected = corrections.len(), "The programme changed.");
        let aloud = telling == Telling::Aloud;
        let told = aloud && !lines.is_empty();
        let change = told.then(|| (change_notice(conference, now), lines));
        let personal = if aloud { self.personal_news(conference, &old, &fresh, now).await? } else { Vec::new() };
        let published = self.to_publish(conference, &fresh).await?;
        let adoption = Adoption { personal, published, ..adoption(&fresh, corrections, change) };
        self.store.adopt(conference.id(), &adoption, now).await?;
        self.store.stem_from(conference.id(), &Feed::of(&conference.settings).mark()).await?;
        self.corrections_due.notify_one();
        self.adopt(conference, fresh).await
    }

    /// The programme as it was last taken in. One that this version cannot read is as good as none.
    async fn known(&self, conference: &Conference) -> Result<Option<Schedule>, StoreError> {
        let text = self.store.programme(conference.id()).await?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// The messages that would read otherwise by the new programme.
    async fn corrections(
        &self,
        conference: &Conference,
        old: &Schedule,
        new: &Schedule,
    ) -> Result<Vec<(NoticeKey, String)>, StoreError> {
        let standing = self.store.standing(conference.id()).await?;
        let corrected = standing.into_iter().filter(|standing| self.is_correctable(standing)).filter_map(|standing| {
            let title = title_in(old, &standing.notice.subject)?;
            let says = |schedule| self.says(conference, schedule, &standing, &title);
            (says(old) != says(new)).then_some((standing.key, title))
        });
        Ok(corrected.collect())
    }

    fn is_correctable(&self, standing: &Standing) -> bool {
        let shown = matches!(
            standing.notice.kind,
            NoticeKind::SessionOpening | NoticeKind::TalkPing | NoticeKind::TalkStart | NoticeKind::QaOpening
        );
        shown && self.clock.now() - standing.notice.expires < CORRECTED_UNTIL
    }

    fn says(&self, conference: &Conference, schedule: &Schedule, standing: &Standing, title: &str) -> Message {
        self.in_programme(conference, schedule, standing.said, |scene| {
            correction(scene, &standing.notice, Reach::AsPlanned, title)
        })
    }

    pub(super) fn in_programme<T>(
        &self,
        conference: &Conference,
        schedule: &Schedule,
        now: DateTime<Utc>,
        tell: impl FnOnce(&Scene<'_>) -> T,
    ) -> T {
        tell(&Scene { now, ..self.scene(conference, schedule) })
    }

    /// Corrects posted messages until `stop`.
    pub async fn correct<E: Edit>(self: Arc<Self>, chat: Arc<E>, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Err(error) = self.correct_all(&*chat).await {
                error!(%error, "Posted messages cannot be corrected now; trying again.");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.corrections_due.notified() => {}
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }

    async fn correct_all<E: Edit>(&self, chat: &E) -> Result<(), StoreError> {
        for (standing, title) in self.store.corrections().await? {
            let Some(conference) = self.conferences.get(&standing.notice.conference) else { continue };
            let says = self.says(&conference, &conference.schedule(), &standing, &title);
            match chat.edit(standing.channel, standing.message, &says).await {
                Ok(()) => info!(key = %standing.key, "Corrected a posted message."),
                Err(
                    ChatError::Barred { reason } | ChatError::Refused { reason } | ChatError::DirectClosed { reason },
                ) => {
                    warn!(key = %standing.key, "A posted message cannot be corrected: {reason}");
                }
                Err(ChatError::NotTaken { reason, .. } | ChatError::Unknown { reason }) => {
                    warn!(key = %standing.key, "A posted message is not corrected yet: {reason}");
                    continue;
                }
            }
            self.store.corrected(&standing.key).await?;
        }
        Ok(())
    }
}

fn adoption(
    schedule: &Schedule,
    corrections: Vec<(NoticeKey, String)>,
    change: Option<(Notice, Vec<String>)>,
) -> Adoption {
    let schedule = serde_json::to_string(schedule).expect("a schedule is plain data");
    Adoption { schedule, corrections, change, ..Adoption::default() }
}

fn change_notice(conference: &Conference, now: DateTime<Utc>) -> Notice {
    Notice {
        conference: conference.id().clone(),
        kind: NoticeKind::Change,
        destination: Destination::Channel(conference.route.channel),
        subject: Subject::Conference,
        lead: TimeDelta::zero(),
        starts: now,
        due: now,
        expires: now + CHANGE_LIFE,
    }
}

fn title_in(schedule: &Schedule, subject: &Subject) -> Option<String> {
    match subject {
        Subject::Session(id) => schedule.session(id).map(|session| session.title.clone()),
        Subject::Talk(id) => schedule.talk(id).map(|found| found.talk.title.clone()),
        Subject::Question(_) | Subject::Conference => None,
    }
}
