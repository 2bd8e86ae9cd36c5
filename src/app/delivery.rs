use std::collections::BTreeSet;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use chrono::TimeDelta;

use super::change::title_in;
use super::channels::bar;
use super::{App, Chat, ChatError, Conference, Outbox, Posted};
use crate::announce::{Destination, Known, Notice, NoticeKind, Reminder, Subject, Told, UserId, planned};
use crate::store::{Bar, Claim, Finished, LONGEST_RETRY, NO_LONGER_CALLED_FOR, Said, StoreError};
use crate::text::{
    Cause, Message, Reach, Unposted, catch_up, cause, change_notice, filed_message, held_question, notice,
    reminder_change, report, sample, switching,
};

/// For how long Discord surely gives the standing message back when the same nonce comes again ("a few minutes" in its
/// documentation of `enforce_nonce`).
const NONCE_WINDOW: TimeDelta = TimeDelta::minutes(2);
/// Between two tries of one notice.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// Says a claimed notice, and says how that ended.
pub(super) async fn deliver<C: Chat, O: Outbox>(app: &App<O>, chat: &C, claim: &Claim) -> Result<Finished, StoreError> {
    let Some(conference) = app.conferences.get(&claim.notice.conference) else {
        return Ok(Finished::Cancelled(format!("the conference {} is no longer configured", claim.notice.conference)));
    };
    let delivery = Delivery { app, chat, claim, conference: &conference };
    match claim.uncertain_since {
        Some(_) => delivery.reconcile().await,
        None => delivery.post().await,
    }
}

/// What could not be said now, to be tried again. What was uncertain stays so: a later try that surely was not taken says
/// nothing about an earlier one.
pub(super) fn put_off<O>(app: &App<O>, claim: &Claim, retry_after: Option<Duration>, reason: String) -> Finished {
    match claim.uncertain_since {
        Some(_) => uncertain(app, claim, retry_after, reason),
        None => Finished::Again(retry(app, claim, retry_after), reason),
    }
}

/// What may have been said, to be looked for.
pub(super) fn uncertain<O>(app: &App<O>, claim: &Claim, retry_after: Option<Duration>, reason: String) -> Finished {
    Finished::Uncertain(retry(app, claim, retry_after), reason)
}

impl<O> App<O> {
    /// Has a message corrected that was on its way while its programme changed, or that an earlier attempt wrote.
    pub(super) fn look_at(&self, notice: &Notice, finished: &Finished) {
        let Finished::Delivered { said: Some(said), .. } = finished else { return };
        let Some(conference) = self.conferences.get(&notice.conference) else { return };
        if said.told != Some(Told::of(notice, &conference.schedule())) {
            conference.uncheck();
            self.corrections_due.notify_one();
        }
    }
}

struct Delivery<'a, C, O> {
    app: &'a App<O>,
    chat: &'a C,
    claim: &'a Claim,
    conference: &'a Conference,
}

impl<C: Chat, O: Outbox> Delivery<'_, C, O> {
    /// An earlier attempt may have reached the channel: only a look can tell. Where looking is forbidden, the nonce gives
    /// the standing message back, for as long as Discord remembers it.
    async fn reconcile(&self) -> Result<Finished, StoreError> {
        match self.look().await {
            Ok(Some(posted)) => Ok(delivered(posted, self.said_before())),
            Ok(None) => self.post().await,
            Err(ChatError::NotTaken { reason, retry_after }) => {
                Ok(uncertain(self.app, self.claim, retry_after, reason))
            }
            Err(ChatError::Unknown { reason }) => Ok(uncertain(self.app, self.claim, None, reason)),
            Err(ChatError::Barred { reason } | ChatError::Refused { reason } | ChatError::DirectClosed { reason }) => {
                self.by_nonce(reason).await
            }
        }
    }

    /// Whatever keeps this try from being posted says nothing about the earlier one.
    async fn by_nonce(&self, unreadable: String) -> Result<Finished, StoreError> {
        let posted = if self.within_nonce_window() { Some(self.post().await?) } else { None };
        let reason = format!(
            "It is unknown whether this was posted, and the channel's messages cannot be read to find out. {unreadable}"
        );
        match posted {
            None | Some(Finished::Missed(_) | Finished::Failed(_) | Finished::Cancelled(_)) => {
                Ok(Finished::Failed(reason))
            }
            Some(Finished::Barred(bar)) => Ok(Finished::Barred(Bar { reason, ..bar })),
            Some(finished) => Ok(finished),
        }
    }

    async fn post(&self) -> Result<Finished, StoreError> {
        // Taken before the words are chosen: a change in between only makes it look at the message once more.
        let said = self.said();
        let message = match self.message(Reach::AsPlanned).await? {
            Ok(message) => message,
            Err(finished) => return Ok(finished),
        };
        let posted = self.chat.post(self.claim.notice.destination, &message, &self.claim.key.digest()).await;
        match (posted, self.claim.notice.destination) {
            // Its author can read it in the channel: a courtesy is not forced upon anybody.
            (Err(ChatError::DirectClosed { reason }), _) if self.claim.notice.kind == NoticeKind::QuestionAnswered => {
                Ok(Finished::Cancelled(reason))
            }
            (Err(ChatError::DirectClosed { reason }), _) if self.is_on_panel() => {
                Ok(Finished::Cancelled(format!("{reason} The moderator's panel shows it.")))
            }
            (Err(ChatError::DirectClosed { reason }), Destination::Direct(user))
                if !self.claim.notice.is_personal() =>
            {
                self.post_instead(user, reason).await
            }
            (posted, _) => Ok(self.ended(posted, said)),
        }
    }

    /// Whether the moderator's panel shows what this says. Whoever takes no direct messages was mentioned in the moderator
    /// channel when they were called to the session. From then on a message there for each time card would push the panel
    /// out of sight, and ring for a speaker who may not even see that channel.
    fn is_on_panel(&self) -> bool {
        let (notice, policy) = (&self.claim.notice, self.conference.policy());
        let has_panel = policy.panel && self.conference.route().moderator_channel.is_some();
        let asks_again = notice.kind == NoticeKind::SpeakerCall && Some(notice.lead) != policy.speaker_call;
        has_panel && (notice.counts_down() || asks_again)
    }

    /// In the moderator channel, by a mention.
    async fn post_instead(&self, user: UserId, reason: String) -> Result<Finished, StoreError> {
        let Some(channel) = self.conference.route().moderator_channel else {
            let advice = "There is no moderator_channel in the configuration to say it in instead.";
            return Ok(Finished::Failed(format!("{reason} {advice}")));
        };
        let message = match self.message(Reach::InsteadOfDirect(user)).await? {
            Ok(message) => message,
            Err(finished) => return Ok(finished),
        };
        let destination = Destination::Channel(channel);
        Ok(self.ended(self.chat.post(destination, &message, &self.claim.key.digest()).await, None))
    }

    async fn look(&self) -> Result<Option<Posted>, ChatError> {
        let digest = self.claim.key.digest();
        let since = self.claim.uncertain_since.unwrap_or(self.claim.claimed);
        let destination = self.claim.notice.destination;
        let is_elsewhere = matches!(destination, Destination::Direct(_)) && !self.claim.notice.is_personal();
        let instead = self.conference.route().moderator_channel.filter(|_| is_elsewhere);
        let found = self.chat.find(destination, &digest, since).await;
        match (found, instead) {
            (Ok(None) | Err(ChatError::DirectClosed { .. }), Some(channel)) => {
                self.chat.find(Destination::Channel(channel), &digest, since).await
            }
            (found, _) => found,
        }
    }

    /// What is to be said, or how it ends unsaid.
    async fn message(&self, reach: Reach) -> Result<Result<Message, Finished>, StoreError> {
        let asked = match self.called_for().await? {
            Ok(asked) => asked,
            Err(finished) => return Ok(Err(finished)),
        };
        match asked.kind {
            NoticeKind::Report => self.report(&asked).await.map(Ok),
            NoticeKind::Test => Ok(Ok(self.app.in_scene(self.conference, |scene| sample(scene, &asked)))),
            kind if kind.is_of_questions() => {
                let lines = self.app.store.lines(&self.claim.key).await?;
                Ok(Ok(self.app.in_scene(self.conference, |scene| filed_message(scene, &asked, &lines))))
            }
            NoticeKind::Held => {
                let lines = self.app.store.lines(&self.claim.key).await?;
                let digest = self.claim.key.digest();
                Ok(Ok(self.app.in_scene(self.conference, |scene| held_question(scene, &digest, &lines))))
            }
            NoticeKind::ChannelOff | NoticeKind::ChannelOn => {
                let lines = self.app.store.lines(&self.claim.key).await?;
                Ok(Ok(self.app.in_scene(self.conference, |scene| switching(scene, &asked, &lines))))
            }
            NoticeKind::CatchUp => {
                let missed = self.app.store.caught_up_in(&self.claim.key).await?;
                let message = self.app.in_scene(self.conference, |scene| catch_up(scene, &asked, &missed));
                Ok(message.ok_or_else(no_longer_called_for))
            }
            NoticeKind::Change => {
                let lines = self.app.store.lines(&self.claim.key).await?;
                Ok(Ok(self.app.in_scene(self.conference, |scene| change_notice(scene, &asked, &lines))))
            }
            NoticeKind::ReminderChange => {
                let lines = self.app.store.lines(&self.claim.key).await?;
                Ok(Ok(self.app.in_scene(self.conference, |scene| reminder_change(scene, &asked, &lines))))
            }
            _ => {
                let message = self.app.in_scene(self.conference, |scene| notice(scene, &asked, reach));
                Ok(message.ok_or_else(no_longer_called_for))
            }
        }
    }

    async fn report(&self, asked: &Notice) -> Result<Message, StoreError> {
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
        Ok(self.app.in_scene(self.conference, |scene| report(scene, asked, &unposted)))
    }

    /// The notice as the programme calls for it now. It may have changed since it was claimed, and so may the clock.
    async fn called_for(&self) -> Result<Result<Notice, Finished>, StoreError> {
        let asked = &self.claim.notice;
        let called_for = if asked.is_filed() {
            Some(asked.clone())
        } else {
            // Asked anew: who is called may have said meanwhile that they are there.
            let present = if asked.is_for_moderators() {
                self.app.store.present(self.conference.id()).await?
            } else {
                BTreeSet::new()
            };
            let known = Known::of(&self.conference.course(), present);
            let route = self.conference.route();
            let planned = planned(asked, &self.conference.schedule(), self.conference.policy(), &route, &known);
            if self.is_unwanted().await? { None } else { planned }
        };
        Ok(self.in_time(called_for))
    }

    /// Whether it reminds somebody of what they do not want to be reminded of any more. What waits for them ends when they
    /// say so; what may be on its way is asked here.
    async fn is_unwanted(&self) -> Result<bool, StoreError> {
        let asked = &self.claim.notice;
        let (NoticeKind::Reminder, Destination::Direct(user), Subject::Talk(talk)) =
            (asked.kind, asked.destination, &asked.subject)
        else {
            return Ok(false);
        };
        let wishes = self.app.store.reminders_of(user).await?;
        let wanted = Reminder { talk: talk.clone(), user, lead: asked.lead };
        Ok(!wishes.iter().any(|(conference, wish)| *conference == asked.conference && *wish == wanted))
    }

    fn in_time(&self, called_for: Option<Notice>) -> Result<Notice, Finished> {
        let notice = called_for.ok_or_else(no_longer_called_for)?;
        let now = self.app.clock.now();
        if now >= notice.expires {
            return Err(Finished::Missed(self.too_late()));
        }
        if now < notice.due {
            return Err(put_off(self.app, self.claim, None, "It is due later now.".to_owned()));
        }
        Ok(notice)
    }

    /// What the message tells that is now posted. Where an earlier attempt may have got through, it may be that one's.
    fn said(&self) -> Option<Said> {
        let notice = &self.claim.notice;
        let schedule = self.conference.schedule();
        let title = title_in(&schedule, &notice.subject).filter(|_| notice.kind.is_corrected())?;
        let told = self.claim.uncertain_since.is_none().then(|| Told::of(notice, &schedule));
        Some(Said { told, title, at: None })
    }

    /// An earlier attempt's message may tell what held then.
    fn said_before(&self) -> Option<Said> {
        let clock = &self.app.clock;
        let ago = self.claim.uncertain_since.map(|since| (clock.wall() - since).max(TimeDelta::zero()));
        let at = ago.map(|ago| (clock.now() - ago).max(self.claim.notice.due));
        self.said().map(|said| Said { told: None, at, ..said })
    }

    fn ended(&self, posted: Result<Posted, ChatError>, said: Option<Said>) -> Finished {
        match posted {
            Ok(posted) => delivered(posted, said),
            Err(ChatError::NotTaken { reason, retry_after }) => put_off(self.app, self.claim, retry_after, reason),
            Err(ChatError::Unknown { reason }) => uncertain(self.app, self.claim, None, reason),
            // A direct message has a way of its own; and the channel that it falls back on is not its destination.
            Err(ChatError::Barred { reason }) if matches!(self.claim.notice.destination, Destination::Channel(_)) => {
                Finished::Barred(bar(reason, self.app.clock.wall()))
            }
            Err(ChatError::Barred { reason } | ChatError::Refused { reason } | ChatError::DirectClosed { reason }) => {
                Finished::Failed(reason)
            }
        }
    }

    fn within_nonce_window(&self) -> bool {
        let age = self.claim.uncertain_since.map(|since| self.app.clock.wall() - since);
        age.is_some_and(|age| (TimeDelta::zero()..NONCE_WINDOW).contains(&age))
    }

    fn too_late(&self) -> String {
        let tried = self.claim.reason.clone().map(|last| Cause::Tried { attempts: self.claim.attempts - 1, last });
        cause(self.app.words_of(self.conference), &tried.unwrap_or(Cause::Behind))
    }
}

fn delivered(Posted { channel, message }: Posted, said: Option<Said>) -> Finished {
    Finished::Delivered { channel, message, said }
}

fn no_longer_called_for() -> Finished {
    Finished::Cancelled(NO_LONGER_CALLED_FOR.to_owned())
}

fn retry<O>(app: &App<O>, claim: &Claim, wanted: Option<Duration>) -> chrono::DateTime<chrono::Utc> {
    let pause = wanted.unwrap_or_else(|| pause_after(claim));
    app.clock.wall() + TimeDelta::from_std(pause).map_or(LONGEST_RETRY, |pause| pause.min(LONGEST_RETRY))
}

/// Longer each time, and by a share that differs from notice to notice, so that what failed together does not come back
/// together.
fn pause_after(claim: &Claim) -> Duration {
    let seed = claim.key.as_str().bytes().fold(0, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
    let mut pauses = ExponentialBuilder::default()
        .with_min_delay(FIRST_PAUSE)
        .with_max_delay(LONGEST_PAUSE)
        .with_jitter()
        .with_jitter_seed(seed)
        .without_max_times()
        .build();
    let earlier = usize::try_from(claim.attempts - 1).unwrap_or_default().min(16);
    pauses.nth(earlier).unwrap_or(LONGEST_PAUSE)
}
