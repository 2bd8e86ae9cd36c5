//! Channels that refuse for good are switched off, and come back when one of them takes a message again.

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{error, info};

use super::{Chat, Conference, Dispatcher, Outbox};
use crate::announce::{ChannelId, Destination, Notice, NoticeKind, Subject};
use crate::store::{Bar, StoreError, Switched};

/// After so many refusals in a row a channel is switched off: Discord shuts out who makes 10,000 invalid requests in ten
/// minutes (its documentation of rate limits).
const IN_A_ROW: i64 = 3;
/// While a channel is off, one announcement is tried there this often. No longer than a retry may be put off, since the
/// store takes what lies further ahead for a clock that was set back.
const PROBE: TimeDelta = TimeDelta::minutes(5);
/// How long the word of a switching is worth posting.
const LIFE: TimeDelta = TimeDelta::days(1);

/// A refusal by the channel itself, met at a wall time.
pub(super) fn bar(reason: String, wall: DateTime<Utc>) -> Bar {
    Bar { reason, limit: IN_A_ROW, probe: wall + PROBE }
}

impl<C: Chat, O: Outbox> Dispatcher<C, O> {
    /// Tells the organisers of each channel that was switched off or on, once.
    pub(super) async fn tell_of_channels(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        for switched in self.app.store.switched().await? {
            let notices = self.words_of(&switched, now);
            if !self.app.store.file_switching(&switched, &notices, now).await? {
                continue;
            }
            let Switched { destination, off_since, reason } = &switched;
            let told = notices.len();
            if off_since.is_some() {
                error!(%destination, told, "Switched a channel off, which refused {IN_A_ROW} times in a row: {reason}");
            } else {
                info!(%destination, told, "A channel takes announcements again.");
            }
        }
        Ok(())
    }

    /// One for each organisers' channel that is concerned and is not itself the one.
    fn words_of(&self, switched: &Switched, now: DateTime<Utc>) -> Vec<(Notice, Vec<String>)> {
        let Destination::Channel(channel) = switched.destination else { return Vec::new() };
        let concerned = self.app.conferences.iter().filter(|conference| conference.uses(channel));
        let kind = if switched.off_since.is_some() { NoticeKind::ChannelOff } else { NoticeKind::ChannelOn };
        let lines = vec![channel.to_string(), switched.reason.replace('\n', " ")];
        let mut told: Vec<(Notice, Vec<String>)> = Vec::new();
        for conference in concerned {
            let Some(place) = place(&conference, channel).map(Destination::Channel) else { continue };
            if told.iter().all(|(notice, _)| notice.destination != place) {
                told.push((word(&conference, kind, place, now), lines.clone()));
            }
        }
        told
    }
}

/// Where the organisers are told of it: not in the channel that refuses.
fn place(conference: &Conference, channel: ChannelId) -> Option<ChannelId> {
    let settings = &conference.settings;
    let places = [settings.organiser_channel, settings.moderator_channel].into_iter().flatten();
    places.map(|placed| placed.value).find(|place| *place != channel)
}

fn word(conference: &Conference, kind: NoticeKind, destination: Destination, now: DateTime<Utc>) -> Notice {
    Notice {
        conference: conference.id().clone(),
        kind,
        destination,
        subject: Subject::Conference,
        lead: TimeDelta::zero(),
        starts: now,
        due: now,
        expires: now + LIFE,
    }
}
