use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::feed::Feed;
use super::held::Care;
use super::{App, ChatError, Conference, Refreshed};
use crate::announce::{Notice, NoticeKey, NoticeKind, Subject};
use crate::schedule::{Course, Schedule, apply, changes};
use crate::store::{Adoption, Renewal, Standing, Store, StoreError, TakenIn};
use crate::text::{Message, Reach, Scene, correction};

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
            let fresh = Schedule::clone(&conference.course().printed);
            let from_store = self.health.is_unread(conference.id()) || !conference.is_declared();
            let care = match (from_store, telling) {
                (true, _) => Care::Same,
                (false, Telling::Aloud) => Care::Ask,
                (false, Telling::Silent) => Care::Trust,
            };
            self.take(&conference, Some(fresh), telling, care).await?;
            self.follow_talks(&conference).await?;
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
        self.take(conference, Some(fresh), Telling::Aloud, Care::Ask).await
    }

    /// Takes in what moderators did since.
    ///
    /// # Errors
    /// When the store does not answer. What was done is then taken in with the next change, or at the next start.
    pub(super) async fn take_acts(&self, conference: &Conference) -> Result<Refreshed, StoreError> {
        self.take(conference, None, Telling::Aloud, Care::Same).await
    }

    /// Takes in a programme, or what moderators did to the one that is in force.
    pub(super) async fn take(
        &self,
        conference: &Conference,
        imported: Option<Schedule>,
        telling: Telling,
        care: Care,
    ) -> Result<Refreshed, StoreError> {
        let _in_turn = conference.taking().await;
        let acts = self.acts_of(conference).await?;
        let now = self.clock.now();
        let Some(known) = self.known(conference).await? else {
            let printed = imported.map_or_else(|| Arc::clone(&conference.course().printed), Arc::new);
            let course = apply(printed, &acts);
            let programme = taken_in(&course);
            self.store.adopt(conference.id(), &Adoption { programme, ..Adoption::default() }, now).await?;
            self.store.stem_from(conference.id(), &Feed::of(&conference.settings).mark()).await?;
            return self.adopt_and_follow(conference, course).await;
        };
        let imported = imported.unwrap_or_else(|| known.printed.clone());
        let Some(printed) = self.settle(conference, &known.printed, imported, care).await? else {
            // A start has read the source; what is in force is in the store.
            self.adopt_and_follow(conference, apply(known.printed, &acts)).await?;
            return Ok(Refreshed::Held);
        };
        let course = apply(printed, &acts);
        let (old, fresh) = (known.schedule, &*course.schedule);
        if *fresh == old && *course.printed == known.printed {
            return self.adopt_and_follow(conference, course).await;
        }
        let changes = changes(&old, fresh);
        let consequences = self.consequences(conference, &old, fresh).await?;
        let (told, personal) = match telling {
            Telling::Aloud => {
                let personal = self.personal_news(conference, &old, fresh, now).await?;
                (self.news(conference, fresh, &changes), personal)
            }
            Telling::Silent => (Vec::new(), Vec::new()),
        };
        let corrected = consequences.corrections.len();
        info!(conference = %conference.id(), told = told.len(), corrected, "The programme changed.");
        let Consequences { renewals, corrections } = consequences;
        let published = self.to_publish(conference, fresh).await?;
        let programme = taken_in(&course);
        let adoption = Adoption { programme, renewals, corrections, changes: told, personal, published };
        self.store.adopt(conference.id(), &adoption, now).await?;
        self.store.stem_from(conference.id(), &Feed::of(&conference.settings).mark()).await?;
        self.corrections_due.notify_one();
        self.adopt_and_follow(conference, course).await
    }

    async fn adopt_and_follow(&self, conference: &Conference, course: Course) -> Result<Refreshed, StoreError> {
        let refreshed = self.adopt_course(conference, course).await?;
        // The programme is in force all the same; the next change, or the next start, makes up for it.
        if refreshed == Refreshed::Changed
            && let Err(error) = self.follow_talks(conference).await
        {
            warn!(conference = %conference.id(), %error, "Questions could not go with their talks into other sessions yet.");
        }
        Ok(refreshed)
    }

    /// The programme as it was last taken in. One that this version cannot read is as good as none.
    async fn known(&self, conference: &Conference) -> Result<Option<Taken>, StoreError> {
        let Some(text) = self.store.programme(conference.id()).await? else { return Ok(None) };
        let Ok(schedule) = serde_json::from_str::<Schedule>(&text.schedule) else { return Ok(None) };
        let printed = text.printed.and_then(|printed| serde_json::from_str(&printed).ok());
        Ok(Some(Taken { printed: printed.unwrap_or_else(|| schedule.clone()), schedule }))
    }

    /// What the posted messages have to do with a change: which of them read otherwise from then on, and which announced a
    /// start that stands for another instant now.
    pub(super) async fn consequences(
        &self,
        conference: &Conference,
        old: &Schedule,
        new: &Schedule,
    ) -> Result<Consequences, StoreError> {
        let mut consequences = Consequences::default();
        for mut standing in self.store.standing(conference.id()).await? {
            let subject = &standing.notice.subject;
            // What was skipped and is not skipped any more is named by the programme that has it again.
            let Some(title) = title_in(old, subject).or_else(|| title_in(new, subject)) else { continue };
            let renewed = self.renewed(&standing.notice, old, new);
            let is_renewed = renewed.is_some();
            if let Some(notice) = renewed {
                let was = std::mem::replace(&mut standing.key, notice.key());
                standing.notice = notice.clone();
                consequences.renewals.push(Renewal { was, notice });
            }
            let says = |schedule| self.says(conference, schedule, &standing, &title);
            if self.is_correctable(&standing) && (is_renewed || says(old) != says(new)) {
                consequences.corrections.push((standing.key, title));
            }
        }
        Ok(consequences)
    }

    /// A talk whose start was announced, and which has begun by its new time as well, is not announced again.
    fn renewed(&self, said: &Notice, old: &Schedule, new: &Schedule) -> Option<Notice> {
        // Posters that were announced together stand for each other.
        let id = match &said.subject {
            Subject::Talk(id) => id,
            Subject::Session(id) => &old.session(id)?.posters_at(said.starts).find(|talk| !talk.cancelled)?.id,
            Subject::Question(_) | Subject::Conference => return None,
        };
        let stood_for_it = old.talk(id)?.talk.start == said.starts;
        let announces = matches!(said.kind, NoticeKind::TalkStart | NoticeKind::QaOpening | NoticeKind::QaNow);
        let talk = new.talk(id)?.talk;
        let renewed = announces && stood_for_it && talk.start != said.starts && talk.start <= self.clock.now();
        renewed.then(|| Notice { starts: talk.start, expires: talk.end, ..said.clone() })
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
            let of_questions = standing.notice.kind.is_of_questions();
            let says = if of_questions {
                self.says_of_questions(&conference, &standing).await?
            } else {
                self.says(&conference, &conference.schedule(), &standing, &title)
            };
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
            if of_questions {
                self.store.retold(&standing.key, &title).await?;
            } else {
                self.store.corrected(&standing.key).await?;
            }
        }
        Ok(())
    }
}

/// A programme as the store has it.
struct Taken {
    printed: Schedule,
    schedule: Schedule,
}

/// What posted messages have to do with a change.
#[derive(Default)]
pub(super) struct Consequences {
    renewals: Vec<Renewal>,
    /// With what the subject of each was called when it was said.
    pub(super) corrections: Vec<(NoticeKey, String)>,
}

fn taken_in(course: &Course) -> TakenIn {
    let text = |schedule: &Schedule| serde_json::to_string(schedule).expect("a schedule is plain data");
    TakenIn { printed: Some(text(&course.printed)), schedule: text(&course.schedule) }
}

fn title_in(schedule: &Schedule, subject: &Subject) -> Option<String> {
    match subject {
        Subject::Session(id) => schedule.session(id).map(|session| session.title.clone()),
        Subject::Talk(id) => schedule.talk(id).map(|found| found.talk.title.clone()),
        Subject::Question(_) | Subject::Conference => None,
    }
}
