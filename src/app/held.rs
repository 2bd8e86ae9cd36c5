use chrono::TimeDelta;
use tracing::{info, warn};

use super::change::Telling;
use super::feed::Feed;
use super::{Answer, App, Asker, Conference, Programmes};
use crate::announce::{Destination, Notice, NoticeDigest, NoticeKind, Subject};
use crate::schedule::{Doubt, Schedule, doubt, with_ids_of, with_tombstones};
use crate::store::{Held, HeldState, Store, StoreError};
use crate::text::{HeldEnd, Message, held_end, held_lines, organisers_only, went_wrong};

/// How long the question is worth posting.
const QUESTION_LIFE: TimeDelta = TimeDelta::days(1);

/// With how much care a programme is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// It comes from its source: what is hard to believe is held.
    Ask,
    /// Somebody has said that it is meant.
    Trust,
    /// It comes from the store, and says nothing about the source.
    Same,
}

impl<O: Programmes> App<O> {
    /// What a programme makes of the one that was taken in before: talks keep their ids, and what vanished is called off.
    /// `None` if the change is hard to believe: then it is held, and the organisers are asked.
    pub(super) async fn settle(
        &self,
        conference: &Conference,
        old: &Schedule,
        imported: Schedule,
        care: Care,
    ) -> Result<Option<Schedule>, StoreError> {
        let fresh = with_ids_of(old, imported);
        let now = self.clock.now();
        let origin = Feed::of(&conference.settings).mark();
        let known = self.store.origin(conference.id()).await?;
        if known.is_some_and(|known| known != origin) {
            info!(conference = %conference.id(), "The programme's source was configured anew; it is taken in as it is.");
            self.store.release_held(conference.id()).await?;
            return Ok(Some(fresh));
        }
        let held = if care == Care::Same { None } else { self.store.held(conference.id()).await? };
        if care == Care::Ask
            && let Some(doubt) = doubt(old, &fresh, now)
            && !held.as_ref().is_some_and(|held| held.state == HeldState::Applied && held.mark == doubt.mark())
        {
            self.hold(conference, &fresh, &doubt, held).await?;
            return Ok(None);
        }
        if let Some(held) = held {
            if held.state == HeldState::Waiting {
                let over = self.in_scene(conference, |scene| held_end(scene, HeldEnd::Over));
                self.store.supersede(&held.digest, &over).await?;
                self.corrections_due.notify_one();
                info!(conference = %conference.id(), "The source gives a plausible programme again; nothing is held any more.");
            }
            self.store.release_held(conference.id()).await?;
        }
        Ok(Some(with_tombstones(old, fresh, now)))
    }

    /// Asks once for each change that differs.
    async fn hold(
        &self,
        conference: &Conference,
        fresh: &Schedule,
        doubt: &Doubt,
        known: Option<Held>,
    ) -> Result<(), StoreError> {
        let schedule = serde_json::to_string(fresh).expect("a schedule is plain data");
        let mark = doubt.mark();
        let now = self.clock.now();
        if let Some(known) = &known
            && known.mark == mark
        {
            if known.schedule != schedule {
                self.store.hold(conference.id(), &Held { schedule, ..known.clone() }, None, now).await?;
            }
            return Ok(());
        }
        if let Some(known) = known.filter(|known| known.state == HeldState::Waiting) {
            let over = self.in_scene(conference, |scene| held_end(scene, HeldEnd::Over));
            self.store.supersede(&known.digest, &over).await?;
            self.corrections_due.notify_one();
        }
        let lines = self.in_programme(conference, fresh, now, |scene| held_lines(scene, doubt));
        let (asked, notice) = self.question(conference).await?;
        let (ahead, gone, moved) = (doubt.ahead, doubt.gone.len(), doubt.moved.len());
        warn!(
            conference = %conference.id(),
            "Held: of {ahead} talks still to come, {gone} would be gone and {moved} would move. The programme in force stays; \
             an organiser decides, where it was asked or by /conference status."
        );
        let digest = notice.key().digest().as_str().to_owned();
        let held = Held { mark, schedule, digest, lines, state: HeldState::Waiting, since: now };
        self.store.hold(conference.id(), &held, asked.then_some(&notice), now).await?;
        self.announce_change();
        Ok(())
    }

    /// The notice that asks, and whether there is somewhere to ask.
    async fn question(&self, conference: &Conference) -> Result<(bool, Notice), StoreError> {
        let now = self.clock.now();
        let channel = conference.settings.report_channel();
        let mut notice = Notice {
            conference: conference.id().clone(),
            kind: NoticeKind::Held,
            destination: Destination::Channel(channel.unwrap_or(conference.settings.channel.value)),
            subject: Subject::Conference,
            lead: TimeDelta::zero(),
            starts: now,
            due: now,
            expires: now + QUESTION_LIFE,
        };
        // Two may fall on one instant, as they do while the clock is paused; each needs a key of its own.
        while self.store.knows(&notice.key().digest()).await? {
            notice.starts += TimeDelta::milliseconds(1);
        }
        Ok((channel.is_some(), notice))
    }
}

impl App<Store> {
    /// An organiser's word on a held change.
    pub(super) async fn decide_held(
        &self,
        conference: &Conference,
        asker: &Asker,
        asked: Option<&NoticeDigest>,
        apply: bool,
    ) -> Answer {
        if !conference.is_organiser(asker) {
            info!(conference = %conference.id(), user = %asker.user, "Refused a decision on a held change.");
            return Answer::private(organisers_only(self.words_of(conference)));
        }
        let end = match self.decided(conference, asker, asked, apply).await {
            Ok(end) => end,
            Err(error) => {
                warn!(conference = %conference.id(), %error, "A decision on a held change could not be carried out.");
                return Answer::private(went_wrong(self.words_of(conference)));
            }
        };
        let content = self.in_scene(conference, |scene| held_end(scene, end));
        Answer::Update(Message { content, ..Message::default() })
    }

    async fn decided<'a>(
        &self,
        conference: &Conference,
        asker: &'a Asker,
        asked: Option<&NoticeDigest>,
        apply: bool,
    ) -> Result<HeldEnd<'a>, StoreError> {
        let Some(digest) = asked else { return Ok(HeldEnd::Decided) };
        let to = if apply { HeldState::Applied } else { HeldState::Kept };
        if !self.store.decide_held(conference.id(), digest, HeldState::Waiting, to).await? {
            return Ok(HeldEnd::Decided);
        }
        let end = if apply { HeldEnd::Applied(&asker.name) } else { HeldEnd::Kept(&asker.name) };
        if apply {
            let applied = self.apply_held(conference).await;
            if applied.is_err() {
                self.store.decide_held(conference.id(), digest, to, HeldState::Waiting).await?;
            }
            applied?;
        }
        let said = self.in_scene(conference, |scene| held_end(scene, end));
        self.store.supersede(digest.as_str(), &said).await?;
        self.corrections_due.notify_one();
        info!(conference = %conference.id(), user = %asker.user, apply, "An organiser decided on a held change.");
        Ok(end)
    }

    async fn apply_held(&self, conference: &Conference) -> Result<(), StoreError> {
        let Some(held) = self.store.held(conference.id()).await? else { return Ok(()) };
        let schedule = serde_json::from_str(&held.schedule)
            .map_err(|error| StoreError::Unreadable(format!("a held programme ({error})")))?;
        self.take(conference, Some(schedule), Telling::Aloud, Care::Trust).await?;
        Ok(())
    }
}
