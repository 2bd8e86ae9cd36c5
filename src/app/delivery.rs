use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use chrono::TimeDelta;

use super::{App, Chat, ChatError, Conference, Posted};
use crate::announce::{Destination, NoticeKind, UserId};
use crate::store::{Claim, Finished, StoreError};
use crate::text::{Cause, Message, Reach, Unposted, cause, notice, report};

/// For how long Discord surely gives the standing message back when the same nonce comes again ("a few minutes" in its
/// documentation of `enforce_nonce`).
const NONCE_WINDOW: TimeDelta = TimeDelta::minutes(2);
/// Between two tries of one notice.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// Says a claimed notice, and says how that ended.
pub(super) async fn deliver<C: Chat>(app: &App, chat: &C, claim: &Claim) -> Result<Finished, StoreError> {
    let Some(conference) = app.conferences.get(&claim.notice.conference) else {
        return Ok(Finished::Cancelled(format!("the conference {} is no longer configured", claim.notice.conference)));
    };
    let delivery = Delivery { app, chat, claim, conference };
    match claim.uncertain_since {
        Some(_) => delivery.reconcile().await,
        None => delivery.post().await,
    }
}

struct Delivery<'a, C> {
    app: &'a App,
    chat: &'a C,
    claim: &'a Claim,
    conference: &'a Conference,
}

impl<C: Chat> Delivery<'_, C> {
    /// An earlier attempt may have reached the channel: look first. Within the nonce's window posting again is safe even
    /// when looking is impossible; after it, only a look can tell.
    async fn reconcile(&self) -> Result<Finished, StoreError> {
        match self.look().await {
            Ok(Some(posted)) => Ok(delivered(posted)),
            Ok(None) => self.post().await,
            Err(_) if self.within_nonce_window() => self.post().await,
            Err(ChatError::Refused { reason } | ChatError::DirectClosed { reason }) => Ok(Finished::Failed(format!(
                "It is unknown whether this was posted, and the channel's messages cannot be read to find out. {reason}"
            ))),
            Err(ChatError::NotTaken { reason, retry_after }) => Ok(self.uncertain(retry_after, reason)),
            Err(ChatError::Unknown { reason }) => Ok(self.uncertain(None, reason)),
        }
    }

    async fn post(&self) -> Result<Finished, StoreError> {
        if self.app.clock.now() >= self.claim.notice.expires {
            return Ok(Finished::Missed(self.too_late()));
        }
        let Some(message) = self.message(Reach::AsPlanned).await? else {
            return Ok(Finished::Cancelled("its session or talk is no longer in the programme".to_owned()));
        };
        let posted = self.chat.post(self.claim.notice.destination, &message, &self.claim.key.digest()).await;
        match (posted, self.claim.notice.destination) {
            (Err(ChatError::DirectClosed { reason }), Destination::Direct(user)) => {
                self.post_instead(user, reason).await
            }
            (posted, _) => Ok(self.ended(posted)),
        }
    }

    /// In the moderator channel, by a mention.
    async fn post_instead(&self, user: UserId, reason: String) -> Result<Finished, StoreError> {
        let Some(channel) = self.conference.route.moderator_channel else {
            let advice = "There is no moderator_channel in the configuration to say it in instead.";
            return Ok(Finished::Failed(format!("{reason} {advice}")));
        };
        let Some(message) = self.message(Reach::InsteadOfDirect(user)).await? else {
            return Ok(Finished::Cancelled("its session or talk is no longer in the programme".to_owned()));
        };
        let destination = Destination::Channel(channel);
        Ok(self.ended(self.chat.post(destination, &message, &self.claim.key.digest()).await))
    }

    async fn look(&self) -> Result<Option<Posted>, ChatError> {
        let digest = self.claim.key.digest();
        let destination = self.claim.notice.destination;
        let instead = self.conference.route.moderator_channel.filter(|_| matches!(destination, Destination::Direct(_)));
        let found = self.chat.find(destination, &digest).await;
        match (found, instead) {
            (Ok(None) | Err(ChatError::DirectClosed { .. }), Some(channel)) => {
                self.chat.find(Destination::Channel(channel), &digest).await
            }
            (found, _) => found,
        }
    }

    async fn message(&self, reach: Reach) -> Result<Option<Message>, StoreError> {
        let asked = &self.claim.notice;
        if asked.kind != NoticeKind::Report {
            return Ok(self.app.in_scene(self.conference, |scene| notice(scene, asked, reach)));
        }
        let reported = self.app.store.reported_in(&self.claim.key).await?;
        let unposted: Vec<Unposted> = reported
            .into_iter()
            .map(|(notice, reason)| Unposted {
                kind: notice.kind,
                subject: notice.subject,
                destination: notice.destination,
                due: notice.due,
                reason,
            })
            .collect();
        Ok(Some(self.app.in_scene(self.conference, |scene| report(scene, asked, &unposted))))
    }

    fn ended(&self, posted: Result<Posted, ChatError>) -> Finished {
        match posted {
            Ok(posted) => delivered(posted),
            Err(ChatError::NotTaken { reason, retry_after }) => Finished::Again(self.retry(retry_after), reason),
            Err(ChatError::Unknown { reason }) => self.uncertain(None, reason),
            Err(ChatError::Refused { reason } | ChatError::DirectClosed { reason }) => Finished::Failed(reason),
        }
    }

    fn uncertain(&self, retry_after: Option<Duration>, reason: String) -> Finished {
        Finished::Uncertain(self.retry(retry_after), reason)
    }

    fn retry(&self, wanted: Option<Duration>) -> chrono::DateTime<chrono::Utc> {
        let pause = wanted.unwrap_or_else(|| pause_after(self.claim.attempts));
        self.app.clock.wall() + TimeDelta::from_std(pause).unwrap_or(NONCE_WINDOW)
    }

    fn within_nonce_window(&self) -> bool {
        self.claim.uncertain_since.is_some_and(|since| self.app.clock.wall() - since < NONCE_WINDOW)
    }

    fn too_late(&self) -> String {
        let tried = self.claim.reason.clone().map(|last| Cause::Tried { attempts: self.claim.attempts - 1, last });
        cause(&self.app.words, &tried.unwrap_or(Cause::Behind))
    }
}

fn delivered(Posted { channel, message }: Posted) -> Finished {
    Finished::Delivered { channel, message }
}

fn pause_after(attempts: i64) -> Duration {
    let mut pauses = ExponentialBuilder::default()
        .with_min_delay(FIRST_PAUSE)
        .with_max_delay(LONGEST_PAUSE)
        .with_jitter()
        .without_max_times()
        .build();
    let earlier = usize::try_from(attempts - 1).unwrap_or_default().min(16);
    pauses.nth(earlier).unwrap_or(LONGEST_PAUSE)
}
