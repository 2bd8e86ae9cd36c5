use std::collections::BTreeSet;
use std::sync::Arc;

use tracing::info;

use super::asking::asking_words;
use super::{Deed, act, deed_of};
use crate::announce::Destination;
use crate::app::{App, Asker, Conference, news};
use crate::schedule::{Act, Course, SessionId, TalkId, Unfit, Wish, apply, changes, effect};
use crate::store::{Act as Asking, Recorded, ShowDeed as Record, Store, StoreError};
use crate::text::{
    Action, Message, Press, Proposal, Scene, deed, done, nothing_meant, overtaken, proposal, question,
    undo_asking_question, undo_question, undone, unfit,
};

/// Who acts upon what.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) conference: &'a Conference,
    pub(super) session: &'a SessionId,
    pub(super) asker: &'a Asker,
}

/// How things stand in a session.
struct Stand {
    course: Course,
    /// What was done in the session.
    deeds: Vec<Recorded>,
    /// How much was done to its questions.
    askings: usize,
    /// What a moderator did to its questions last and nobody undid.
    asking: Option<Asking>,
}

/// What can be undone.
enum Undoable<'a> {
    Show(&'a Recorded, Act),
    Asking(&'a Asking),
}

impl Stand {
    fn last_seq(&self) -> i64 {
        self.deeds.last().map_or(0, |deed| deed.seq)
    }

    /// The last deed that can be undone, if there is one.
    fn undoable(&self) -> Option<Undoable<'_>> {
        let show = self.deeds.iter().rev().filter(|deed| !deed.undone).find_map(|deed| Some((deed, act(deed)?)));
        match (show, &self.asking) {
            (Some((show, _)), Some(asking)) if asking.at >= show.done => Some(Undoable::Asking(asking)),
            (Some((show, act)), _) => Some(Undoable::Show(show, act)),
            (None, asking) => asking.as_ref().map(Undoable::Asking),
        }
    }

    /// Changes with everything that is done.
    fn stamp(&self) -> i64 {
        self.last_seq() + i64::try_from(self.askings).unwrap_or_default()
    }
}

impl App<Store> {
    /// Shows what a button would do, to the talk that is meant or that was chosen.
    pub(super) async fn propose(
        &self,
        target: &Target<'_>,
        press: Press,
        chosen: Option<&TalkId>,
    ) -> Result<Message, StoreError> {
        let stand = self.stand(target).await?;
        let Some(wish) = wish(press) else { return self.propose_undo(target, &stand).await };
        let now = self.clock.now();
        let meant = chosen.or_else(|| stand.course.meant(wish, target.session, now).map(|talk| &talk.id));
        let Some(talk) = meant else { return Ok(self.told_in(target, &stand, |scene| nothing_meant(scene, press))) };
        let (act, after) = match self.tried(&stand.course, wish, talk) {
            Ok(tried) => tried,
            Err(why) => return Ok(self.told_in(target, &stand, |scene| unfit(scene, why))),
        };
        let others = stand.course.could_be_meant(wish, target.session, now);
        let others: Vec<_> = others.into_iter().filter(|other| other.id != *talk).collect();
        let other = Action::Other(press, target.session.clone());
        let confirm = Action::Confirm(press, stand.last_seq(), talk.clone());
        let effect = effect(&stand.course.schedule, &after.schedule, target.session);
        let (edited, told) = self.touched(target.conference, &stand.course, &after).await?;
        Ok(self.told_in(target, &stand, |scene| {
            let Some(session) = scene.schedule.session(target.session) else { return unfit(scene, Unfit::Gone) };
            let question = question(scene, &act, &effect, session);
            let shown = Proposal { question: &question, talk, effect: &effect, edited, told, confirm: &confirm };
            proposal(scene, &shown, Some((&other, &others)))
        }))
    }

    async fn propose_undo(&self, target: &Target<'_>, stand: &Stand) -> Result<Message, StoreError> {
        let Some(last) = stand.undoable() else {
            return Ok(self.told_in(target, stand, |scene| nothing_meant(scene, Press::Undo)));
        };
        let confirm = Action::ConfirmUndo(stand.stamp(), target.session.clone());
        let (last, last_act) = match last {
            Undoable::Show(last, act) => (last, act),
            Undoable::Asking(asking) => {
                return Ok(self.told_in(target, stand, |scene| {
                    undo_asking_question(scene, &asking_words(scene, asking), &confirm)
                }));
            }
        };
        let after = self.without(target, stand, last.seq).await?;
        let effect = effect(&stand.course.schedule, &after.schedule, target.session);
        let (edited, told) = self.touched(target.conference, &stand.course, &after).await?;
        Ok(self.told_in(target, stand, |scene| {
            let what = deed_words(scene, &stand.course, &last_act);
            let question = undo_question(scene, &what, &last.by_name);
            let talk = last_act.talk();
            let shown = Proposal { question: &question, talk, effect: &effect, edited, told, confirm: &confirm };
            proposal(scene, &shown, None)
        }))
    }

    /// Does what was shown, unless somebody did something meanwhile.
    pub(super) async fn act(
        &self,
        target: &Target<'_>,
        press: Press,
        after: i64,
        talk: &TalkId,
    ) -> Result<Message, StoreError> {
        let stand = self.stand(target).await?;
        let Some(wish) = wish(press) else {
            return Ok(self.told_in(target, &stand, |scene| unfit(scene, Unfit::Gone)));
        };
        if stand.last_seq() != after {
            return Ok(self.overtaken(target, &stand));
        }
        let act = match self.tried(&stand.course, wish, talk) {
            Ok((act, _)) => act,
            Err(why) => return Ok(self.told_in(target, &stand, |scene| unfit(scene, why))),
        };
        if !self.record(target, after, &Deed::Show(act.clone()), None).await? {
            return Ok(self.overtaken(target, &self.stand(target).await?));
        }
        self.take_acts(target.conference).await?;
        Ok(self.told_in(target, &stand, |scene| done(scene, &deed_words(scene, &stand.course, &act))))
    }

    /// Undoes the last deed, unless somebody did something meanwhile.
    pub(super) async fn undo(&self, target: &Target<'_>, after: i64) -> Result<Message, StoreError> {
        let stand = self.stand(target).await?;
        if stand.stamp() != after {
            return Ok(self.overtaken(target, &stand));
        }
        let (seq, act) = match stand.undoable() {
            None => return Ok(self.told_in(target, &stand, |scene| nothing_meant(scene, Press::Undo))),
            Some(Undoable::Show(last, act)) => (last.seq, act),
            Some(Undoable::Asking(asking)) => {
                let is_undone = self.undo_asking(target, asking.id).await?;
                let what = |scene: &Scene<'_>| asking_words(scene, asking);
                return Ok(self.told_in(target, &stand, |scene| {
                    if is_undone { undone(scene, &what(scene)) } else { overtaken(scene, None) }
                }));
            }
        };
        if !self.record(target, stand.last_seq(), &Deed::Undo(seq), Some(seq)).await? {
            return Ok(self.overtaken(target, &self.stand(target).await?));
        }
        self.take_acts(target.conference).await?;
        Ok(self.told_in(target, &stand, |scene| undone(scene, &deed_words(scene, &stand.course, &act))))
    }

    /// What the store knows, which may be more than this process has taken in.
    async fn stand(&self, target: &Target<'_>) -> Result<Stand, StoreError> {
        let acts = self.acts_of(target.conference).await?;
        let course = apply(Arc::clone(&target.conference.course().printed), &acts);
        let (askings, asking) = self.last_asking(target).await?;
        Ok(Stand { course, deeds: self.deeds_in(target.conference, target.session).await?, askings, asking })
    }

    /// The programme as it would be without a deed.
    async fn without(&self, target: &Target<'_>, stand: &Stand, seq: i64) -> Result<Course, StoreError> {
        let recorded = self.store.show_acts(target.conference.id()).await?;
        let stays = |deed: &&Recorded| !deed.undone && (deed.session != *target.session || deed.seq != seq);
        let acts: Vec<Act> = recorded.iter().filter(stays).filter_map(act).collect();
        Ok(apply(Arc::clone(&stand.course.printed), &acts))
    }

    fn tried(&self, course: &Course, wish: Wish, talk: &TalkId) -> Result<(Act, Course), Unfit> {
        let act = course.wished(wish, talk, self.clock.now())?;
        let after = course.after(&act)?;
        Ok((act, after))
    }

    /// How many posted messages are edited by a change, and how many people are told of it personally.
    async fn touched(
        &self,
        conference: &Conference,
        before: &Course,
        after: &Course,
    ) -> Result<(usize, usize), StoreError> {
        let consequences = self.consequences(conference, &before.schedule, &after.schedule).await?;
        let changes = changes(&before.schedule, &after.schedule);
        let now = self.clock.now();
        let personal = self.personal_news(conference, &before.schedule, &after.schedule, now).await?;
        let speakers = news::speakers(conference, &after.schedule, &changes).into_keys().map(Destination::Direct);
        let people: BTreeSet<Destination> =
            personal.into_iter().map(|(notice, _)| notice.destination).chain(speakers).collect();
        Ok((consequences.corrections.len(), people.len()))
    }

    async fn record(
        &self,
        target: &Target<'_>,
        after: i64,
        deed: &Deed,
        undoes: Option<i64>,
    ) -> Result<bool, StoreError> {
        let (session, asker) = (target.session, target.asker);
        let text = serde_json::to_string(deed).expect("a deed is plain data");
        let record = Record { session, after, deed: &text, undoes, by: asker.user, by_name: &asker.name };
        let recorded = self.store.record(target.conference.id(), &record, self.clock.now()).await?;
        if recorded {
            self.panels_due.notify_one();
            info!(conference = %target.conference.id(), %session, user = %asker.user, deed = text, "A moderator acted.");
        }
        Ok(recorded)
    }

    /// The answer to who came second: what the first one did.
    fn overtaken(&self, target: &Target<'_>, stand: &Stand) -> Message {
        self.told_in(target, stand, |scene| {
            let first = stand.deeds.last();
            let what = first.and_then(|first| {
                let act = match deed_of(first)? {
                    Deed::Show(act) => act,
                    Deed::Undo(seq) => act(stand.deeds.iter().find(|deed| deed.seq == seq)?)?,
                };
                Some((first.by_name.as_str(), deed_words(scene, &stand.course, &act)))
            });
            overtaken(scene, what.as_ref().map(|(who, what)| (*who, what.as_str())))
        })
    }

    fn told_in(&self, target: &Target<'_>, stand: &Stand, tell: impl FnOnce(&Scene<'_>) -> Message) -> Message {
        self.in_programme(target.conference, &stand.course.schedule, self.clock.now(), tell)
    }
}

/// What a button wants done to the programme; `None` for one that does not move it.
const fn wish(press: Press) -> Option<Wish> {
    Some(match press {
        Press::Start => Wish::Start,
        Press::End => Wish::End,
        Press::One => Wish::Extend(1),
        Press::Five => Wish::Extend(5),
        Press::Skip => Wish::Skip,
        Press::Swap => Wish::Swap,
        Press::Undo => return None,
    })
}

/// What was done, in words.
pub(super) fn deed_words(scene: &Scene<'_>, course: &Course, act: &Act) -> String {
    deed(scene, act, |talk| course.printed.talk(talk).map(|found| found.talk.title.clone()))
}
