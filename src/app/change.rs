use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{info, warn};

use super::feed::Feed;
use super::held::Care;
use super::{App, Conference, Programmes, Refreshed};
use crate::announce::{Notice, NoticeKey, NoticeKind, StrayKind, Subject};
use crate::schedule::{Course, Schedule, apply, changes};
use crate::store::{Adoption, Renewal, Standing, StoreError, TakenIn};
use crate::text::{Message, Reach, Scene, correction};

/// For how long after its session a message is still corrected.
pub(super) const CORRECTED_UNTIL: TimeDelta = TimeDelta::hours(12);

/// Whether the audience is told of what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    Aloud,
    Silent,
}

impl<O: Programmes> App<O> {
    /// Brings every conference up to date with its programme: what changed while talkbell was away counts as changed now.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn begin(&self) -> Result<(), StoreError> {
        // A backup does not know which changes were told after it was made.
        let telling = if self.store.restored().await?.is_some() { Telling::Silent } else { Telling::Aloud };
        for conference in self.conferences.iter() {
            self.take_routes(&conference).await?;
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
            tell_strays(&conference);
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
        loop {
            // Another replica may take the same change in at this moment: it is told of once.
            if let Some(refreshed) = self.take_once(conference, imported.as_ref(), telling, care).await? {
                // The programme is in force all the same; the next change, or the next start, makes up for it.
                if refreshed == Refreshed::Changed
                    && let Err(error) = self.follow_talks(conference).await
                {
                    warn!(conference = %conference.id(), %error, "Questions could not go with their talks into other sessions yet.");
                }
                return Ok(refreshed);
            }
        }
    }

    /// `None` when another replica took a programme in meanwhile.
    async fn take_once(
        &self,
        conference: &Conference,
        imported: Option<&Schedule>,
        telling: Telling,
        care: Care,
    ) -> Result<Option<Refreshed>, StoreError> {
        let acts = self.acts_of(conference).await?;
        let now = self.clock.now();
        let (revision, known) = self.known(conference).await?;
        let Some(known) = known else {
            let printed = imported.map_or_else(|| Arc::clone(&conference.course().printed), |it| Arc::new(it.clone()));
            let course = apply(printed, &acts);
            let adoption = Adoption { follows: Some(revision), programme: taken_in(&course), ..Adoption::default() };
            return self.put_into_force(conference, course, &adoption, now).await;
        };
        let imported = imported.unwrap_or(&known.printed).clone();
        let Some(printed) = self.settle(conference, &known.printed, imported, care).await? else {
            // A start has read the source; what is in force is in the store.
            self.adopt_course(conference, apply(known.printed, &acts), revision).await?;
            return Ok(Some(Refreshed::Held));
        };
        let course = apply(printed, &acts);
        let (old, fresh) = (known.schedule, &*course.schedule);
        if *fresh == old && *course.printed == known.printed {
            return self.adopt_course(conference, course, revision).await.map(Some);
        }
        let changes = changes(&old, fresh);
        let consequences = self.consequences(conference, &old, fresh).await?;
        let (told, personal) = match telling {
            Telling::Aloud => {
                let personal = self.personal_news(conference, &old, fresh, now).await?;
                (self.news(conference, &old, fresh, &changes, now), personal)
            }
            Telling::Silent => (Vec::new(), Vec::new()),
        };
        let corrected = consequences.corrections.len();
        info!(conference = %conference.id(), told = told.len(), corrected, "The programme changed.");
        let Consequences { renewals, corrections } = consequences;
        let published = self.to_publish(conference, fresh).await?;
        let programme = taken_in(&course);
        let follows = Some(revision);
        let adoption = Adoption { follows, programme, renewals, corrections, changes: told, personal, published };
        self.put_into_force(conference, course, &adoption, now).await
    }

    async fn put_into_force(
        &self,
        conference: &Conference,
        course: Course,
        adoption: &Adoption,
        now: DateTime<Utc>,
    ) -> Result<Option<Refreshed>, StoreError> {
        if !self.store.adopt(conference.id(), adoption, now).await? {
            return Ok(None);
        }
        self.store.stem_from(conference.id(), &Feed::of(&conference.settings).mark()).await?;
        let revision = adoption.follows.unwrap_or_default() + 1;
        let refreshed = self.adopt_course(conference, course, revision).await;
        self.corrections_due.notify_one();
        refreshed.map(Some)
    }

    /// The programme as it was last taken in, with its number. One that this version cannot read is as good as none.
    async fn known(&self, conference: &Conference) -> Result<(i64, Option<Taken>), StoreError> {
        let numbered = self.store.numbered_programme(conference.id()).await?;
        let Some((revision, text)) = numbered else { return Ok((0, None)) };
        let Ok(schedule) = serde_json::from_str::<Schedule>(&text.schedule) else { return Ok((revision, None)) };
        let printed = text.printed.and_then(|printed| serde_json::from_str(&printed).ok());
        Ok((revision, Some(Taken { printed: printed.unwrap_or_else(|| schedule.clone()), schedule })))
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
        standing.notice.kind.is_corrected() && self.clock.now() - standing.notice.expires < CORRECTED_UNTIL
    }

    pub(super) fn says(
        &self,
        conference: &Conference,
        schedule: &Schedule,
        standing: &Standing,
        title: &str,
    ) -> Message {
        self.in_programme(conference, schedule, standing.said, |scene| {
            correction(scene, &standing.notice, Reach::AsPlanned, title)
        })
    }
}

impl<O> App<O> {
    pub(super) fn in_programme<T>(
        &self,
        conference: &Conference,
        schedule: &Schedule,
        now: DateTime<Utc>,
        tell: impl FnOnce(&Scene<'_>) -> T,
    ) -> T {
        tell(&Scene { now, ..self.scene(conference, schedule, &conference.route()) })
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

/// Names in the routes that the programme does not have. It may have them later, so they keep nobody from starting.
fn tell_strays(conference: &Conference) {
    let (route, schedule) = (conference.route(), conference.schedule());
    for stray in route.strays(&schedule) {
        let what = if stray.kind == StrayKind::Room { "room" } else { "session" };
        warn!(conference = %conference.id(), "The programme has no {what} “{}”{}.", stray.name, stray.advice());
    }
}

fn taken_in(course: &Course) -> TakenIn {
    let text = |schedule: &Schedule| serde_json::to_string(schedule).expect("a schedule is plain data");
    TakenIn { printed: Some(text(&course.printed)), schedule: text(&course.schedule) }
}

pub(super) fn title_in(schedule: &Schedule, subject: &Subject) -> Option<String> {
    match subject {
        Subject::Session(id) => schedule.session(id).map(|session| session.title.clone()),
        Subject::Talk(id) => schedule.talk(id).map(|found| found.talk.title.clone()),
        Subject::Question(_) | Subject::Conference => None,
    }
}
