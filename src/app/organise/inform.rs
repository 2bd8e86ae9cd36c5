use chrono::TimeDelta;
use tracing::info;

use super::super::{App, Asker, Conference, Order, Refreshed};
use super::number;
use crate::announce::{ChannelId, Destination, Notice, NoticeDigest, NoticeKind, Subject};
use crate::store::{Entry, HeldState, Pause, State, StoreError};
use crate::text::{Message, Standing, preview, status};

/// How many of the next announcements a status shows.
const NEXT: usize = 6;
/// How far a preview looks, unless it is said.
const HOURS: i64 = 3;
/// A week is as far as anyone looks.
const MOST_HOURS: i64 = 168;
/// How long a sample is worth posting.
const SAMPLE_LIFE: TimeDelta = TimeDelta::minutes(10);

impl App {
    pub(super) async fn status(&self, conference: &Conference) -> Result<Message, StoreError> {
        let id = conference.id();
        let counts = self.store.counts_of(id).await?;
        let of = |states: &[State]| states.iter().filter_map(|state| counts.get(state)).sum();
        let next = self.waiting(conference).await?;
        let held = self.store.held(id).await?.filter(|held| held.state == HeldState::Waiting);
        let held = held.and_then(|held| Some((held.digest.parse::<NoticeDigest>().ok()?, held.lines)));
        let programme = self.health.programmes().remove(id).unwrap_or_default();
        let paused = self.store.paused(id).await?;
        let standing = Standing {
            declared: conference.is_declared(),
            source: conference.settings.source.value.to_string(),
            read: programme.read,
            trouble: programme.trouble,
            paused: paused.map(|pause| (pause.since, pause.by)),
            counts: [
                of(&[State::Delivered]),
                of(&[State::Pending, State::Claimed, State::Uncertain]),
                of(&[State::Missed]),
                of(&[State::Failed]),
            ],
            next: next.into_iter().take(NEXT).collect(),
            held,
        };
        Ok(self.in_scene(conference, |scene| status(scene, &standing)))
    }

    pub(super) async fn preview(&self, conference: &Conference, order: &Order) -> Result<Message, StoreError> {
        let hours = number(order, "hours").unwrap_or(HOURS).clamp(1, MOST_HOURS);
        let until = self.clock.now() + TimeDelta::hours(hours);
        let mut notices = self.waiting(conference).await?;
        notices.retain(|notice| notice.due <= until);
        Ok(self.in_scene(conference, |scene| preview(scene, &notices, until)))
    }

    pub(super) async fn refresh_now(&self, conference: &Conference) -> Message {
        match self.refresh_conference(conference).await {
            None => self.tells_of(conference, "refresh-given", &[]),
            Some(Ok(Refreshed::Unchanged)) => self.tells_of(conference, "refresh-unchanged", &[]),
            Some(Ok(Refreshed::Changed)) => self.tells_of(conference, "refresh-changed", &[]),
            Some(Ok(Refreshed::Held)) => self.tells_of(conference, "refresh-held", &[]),
            Some(Err(why)) => self.tells_of(conference, "refresh-failed", &[("why", &why)]),
        }
    }

    pub(super) async fn pause(&self, conference: &Conference, asker: &Asker) -> Result<Message, StoreError> {
        let pause = Pause { since: self.clock.now(), by: asker.name.clone() };
        let paused = self.store.pause(conference.id(), &pause).await?;
        info!(conference = %conference.id(), user = %asker.user, "Paused the announcements.");
        let id = if paused { "pause-paused" } else { "pause-already" };
        Ok(self.tells_of(conference, id, &[("conference", &conference.schedule().title)]))
    }

    pub(super) async fn resume(&self, conference: &Conference) -> Result<Message, StoreError> {
        let resumed = self.store.resume(conference.id()).await?;
        self.announce_change();
        let id = if resumed { "resume-resumed" } else { "resume-running" };
        Ok(self.tells_of(conference, id, &[("conference", &conference.schedule().title)]))
    }

    /// Into the channel in which it is asked for, if an audience is there; else into the conference's.
    pub(super) async fn test(&self, conference: &Conference, asked_in: ChannelId) -> Result<Message, StoreError> {
        let now = self.clock.now();
        let route = conference.route();
        let channel = if route.audiences().contains(&asked_in) { asked_in } else { route.channel };
        let notice = Notice {
            conference: conference.id().clone(),
            kind: NoticeKind::Test,
            destination: Destination::Channel(channel),
            subject: Subject::Conference,
            lead: TimeDelta::zero(),
            starts: now,
            due: now,
            expires: now + SAMPLE_LIFE,
        };
        self.store.file_alone(notice, &[], now).await?;
        self.announce_change();
        let words = self.words_of(conference);
        let content = words.say("test-filed", &[("channel", format!("<#{channel}>").into())]);
        Ok(Message { content, ..Message::default() })
    }

    /// What is still to be said, in its order.
    async fn waiting(&self, conference: &Conference) -> Result<Vec<Notice>, StoreError> {
        let now = self.clock.now();
        let waits = |entry: &Entry| {
            matches!(entry.state, State::Pending | State::Claimed | State::Uncertain) && entry.notice.expires > now
        };
        let entries = self.store.entries(conference.id()).await?;
        Ok(entries.into_iter().filter(waits).map(|entry| entry.notice).collect())
    }
}
