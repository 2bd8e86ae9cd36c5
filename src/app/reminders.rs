use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join;
use tracing::warn;

use super::{Answer, App, Asked, Conference, Given, Order, Programmes, Question};
use crate::announce::{Destination, Notice, NoticeKind, Reminder, Subject, UserId, reminder_lead};
use crate::schedule::{ConferenceId, Schedule, TalkId, TalkRef, changes, talk_named};
use crate::store::{Noted, StoreError};
use crate::text::{
    Action, ComponentId, Message, Mine, Reminding, button_outdated, cannot_remind, drop_all_question, no_conference,
    reminder_dropped, reminder_lines, reminder_list, reminders_full, reminding, talk_unknown,
};

/// So many talks ahead one person may be reminded of: more than anybody can hear in a week.
const MOST: usize = 50;
/// How long news about a talk is worth telling to one person.
const NEWS_LIFE: TimeDelta = TimeDelta::hours(6);
/// Whether direct messages can be begun is found out in so long, or not at all: the answer has to get there in 3 s.
const DOOR: Duration = Duration::from_millis(900);

impl<O: Programmes> App<O> {
    /// What is told to those who asked to be reminded of what has changed: one notice a person, for all of it.
    pub(super) async fn personal_news(
        &self,
        conference: &Conference,
        old: &Schedule,
        fresh: &Schedule,
        now: DateTime<Utc>,
    ) -> Result<Vec<(Notice, Vec<String>)>, StoreError> {
        let told = self.in_programme(conference, fresh, now, |scene| reminder_lines(scene, &changes(old, fresh)));
        if told.is_empty() || conference.policy().reminder.is_none() {
            return Ok(Vec::new());
        }
        let mut lines: BTreeMap<UserId, Vec<String>> = BTreeMap::new();
        for reminder in self.store.reminders(conference.id()).await? {
            if let Some(line) = told.get(&reminder.talk) {
                lines.entry(reminder.user).or_default().push(line.clone());
            }
        }
        Ok(lines.into_iter().map(|(user, lines)| (news(conference, user, now), lines)).collect())
    }
}

impl App {
    /// Answers what is about personal reminders; `None` for all else.
    pub(super) async fn reminding(&self, asked: &Asked) -> Option<Answer> {
        let answered = match &asked.question {
            Question::Ordered(order) => match order.names().as_slice() {
                ["remind"] => self.ordered(asked, order).await,
                ["reminders"] => self.list(asked.asker.user, asked).await.map(Answer::private),
                _ => return None,
            },
            Question::Pressed(id) => self.pressed_for(asked, id, &[]).await?,
            Question::Chosen { id, values } => self.pressed_for(asked, id, values).await?,
            _ => return None,
        };
        Some(answered.unwrap_or_else(|error| {
            warn!(%error, "A reminder could not be looked after.");
            Answer::private(cannot_remind(self.words_for(asked), true))
        }))
    }

    /// How many people are reminded of at least one of these talks, and so are told when it moves.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn reminded(&self, conference: &ConferenceId, talks: &[TalkId]) -> Result<usize, StoreError> {
        let wanted = self.store.reminders(conference).await?;
        let people = wanted.iter().filter(|reminder| talks.contains(&reminder.talk)).map(|reminder| reminder.user);
        Ok(people.collect::<BTreeSet<_>>().len())
    }

    async fn ordered(&self, asked: &Asked, order: &Order) -> Result<Answer, StoreError> {
        let Some(conference) = self.conferences.asked_in(asked.guild, asked.channel, self.clock.now()) else {
            return Ok(Answer::private(no_conference(self.words_for(asked), asked.guild.is_some())));
        };
        let wanted = order.text("talk").unwrap_or_default();
        let schedule = conference.schedule();
        let Some(found) = talk_named(&schedule, wanted) else {
            return Ok(Answer::private(self.in_scene(&conference, |scene| talk_unknown(scene, wanted))));
        };
        let before = match order.options.get("before") {
            Some(Given::Number(minutes)) => TimeDelta::try_minutes(*minutes).filter(|lead| *lead > TimeDelta::zero()),
            _ => None,
        };
        self.remind(asked, &conference, &[found], before).await.map(Answer::private)
    }

    async fn pressed_for(&self, asked: &Asked, id: &str, values: &[String]) -> Option<Result<Answer, StoreError>> {
        let component: ComponentId = id.parse().ok()?;
        let conference = self.conferences.get(&component.conference);
        let user = asked.asker.user;
        let outdated = || Ok(Answer::private(button_outdated(self.words_for(asked))));
        Some(match (component.action, conference) {
            (Action::Reminders, _) => self.list(user, asked).await.map(Answer::private),
            (Action::KeepReminders, _) => self.list(user, asked).await.map(Answer::Update),
            (Action::DropReminder, _) => self.drop_chosen(asked, values).await,
            (Action::DropReminders(sure), Some(conference)) => self.drop_all(asked, &conference, sure).await,
            (Action::Remind(talk), Some(conference)) => self.toggle(asked, &conference, &talk).await,
            (Action::Unremind(talk), Some(conference)) => {
                self.drop_one(user, &conference, &talk).await.map(Answer::Update)
            }
            (Action::RemindOf, Some(conference)) => {
                let schedule = conference.schedule();
                let chosen = values.iter().filter_map(|value| schedule.talk(&value.parse().ok()?));
                let chosen: Vec<TalkRef<'_>> = chosen.collect();
                match chosen.as_slice() {
                    [] => outdated(),
                    chosen => self.remind(asked, &conference, chosen, None).await.map(Answer::private),
                }
            }
            (Action::DropReminders(_) | Action::Remind(_) | Action::Unremind(_) | Action::RemindOf, None) => outdated(),
            _ => return None,
        })
    }

    /// Reminds, or no longer.
    async fn toggle(&self, asked: &Asked, conference: &Conference, talk: &TalkId) -> Result<Answer, StoreError> {
        let user = asked.asker.user;
        let schedule = conference.schedule();
        let Some(found) = schedule.talk(talk) else {
            return Ok(Answer::private(button_outdated(self.words_for(asked))));
        };
        let dropped =
            self.store.forget(conference.id(), user, Some(std::slice::from_ref(talk)), self.clock.now()).await?;
        let message = if dropped > 0 {
            self.in_scene(conference, |scene| reminder_dropped(scene, found))
        } else {
            self.remind(asked, conference, &[found], None).await?
        };
        Ok(Answer::private(message))
    }

    async fn remind(
        &self,
        asked: &Asked,
        conference: &Conference,
        talks: &[TalkRef<'_>],
        before: Option<TimeDelta>,
    ) -> Result<Message, StoreError> {
        let Some(usual) = conference.policy().reminder else { return Ok(cannot_remind(self.words_for(asked), false)) };
        let (now, user, wanted) = (self.clock.now(), asked.asker.user, before.unwrap_or(usual));
        let mut outcome = Reminding { kept: Vec::new(), wanted, past: Vec::new(), closed: false };
        for found in talks {
            match reminder_lead(found.talk, wanted, now).filter(|_| !found.talk.cancelled) {
                Some(lead) => outcome.kept.push((*found, lead)),
                None => outcome.past.push(*found),
            }
        }
        let wishes: Vec<(Reminder, Notice)> = outcome
            .kept
            .iter()
            .map(|(found, lead)| {
                let reminder = Reminder { talk: found.talk.id.clone(), user, lead: *lead };
                let notice = reminder.notice(conference.id(), found.talk);
                (reminder, notice)
            })
            .collect();
        if !wishes.is_empty() {
            let noting = self.store.remind(conference.id(), &wishes, MOST, now);
            let (noted, closed) = join(noting, self.is_closed(user)).await;
            if noted? == Noted::Full {
                return Ok(self.in_scene(conference, |scene| reminders_full(scene, MOST)));
            }
            outcome.closed = closed?;
            self.announce_change();
        }
        Ok(self.in_scene(conference, |scene| reminding(scene, &outcome)))
    }

    /// Whether direct messages do not seem to reach somebody: Discord says so when one is begun, or said so last time.
    async fn is_closed(&self, user: UserId) -> Result<bool, StoreError> {
        let asking = async {
            match self.door.get() {
                Some(door) => tokio::time::timeout(DOOR, door.is_open(user)).await.unwrap_or(true),
                None => true,
            }
        };
        let (open, unreached) = join(asking, self.store.is_unreached(user)).await;
        Ok(!open || unreached?)
    }

    async fn list(&self, user: UserId, asked: &Asked) -> Result<Message, StoreError> {
        let (theirs, closed) = join(self.store.reminders_of(user), self.store.is_unreached(user)).await;
        let (theirs, closed) = (theirs?, closed?);
        // In a server its own conferences; in a direct message, where no server is, all.
        let here = |conference: &ConferenceId| {
            let conference = self.conferences.get(conference)?;
            let in_guild = asked.guild.is_none_or(|guild| conference.settings.guild.value == guild);
            in_guild.then(|| (conference.schedule(), conference.route(), conference))
        };
        let mine: Vec<_> = theirs.iter().filter_map(|(id, reminder)| Some((here(id)?, reminder))).collect();
        let listed: Vec<Mine<'_>> = mine
            .iter()
            .map(|((schedule, route, conference), reminder)| {
                let scene = self.scene(conference, schedule, route);
                Mine { scene, reminder }
            })
            .collect();
        Ok(reminder_list(self.words_for(asked), &listed, closed))
    }

    async fn drop_one(&self, user: UserId, conference: &Conference, talk: &TalkId) -> Result<Message, StoreError> {
        self.store.forget(conference.id(), user, Some(std::slice::from_ref(talk)), self.clock.now()).await?;
        let schedule = conference.schedule();
        Ok(match schedule.talk(talk) {
            Some(found) => self.in_scene(conference, |scene| reminder_dropped(scene, found)),
            None => button_outdated(self.words_of(conference)),
        })
    }

    /// The menu's values are a conference and a talk each.
    async fn drop_chosen(&self, asked: &Asked, values: &[String]) -> Result<Answer, StoreError> {
        for value in values {
            let Some((conference, talk)) = value.split_once('/') else { continue };
            let (Ok(conference), Ok(talk)) = (conference.parse(), talk.parse()) else { continue };
            self.store.forget(&conference, asked.asker.user, Some(&[talk]), self.clock.now()).await?;
        }
        self.list(asked.asker.user, asked).await.map(Answer::Update)
    }

    /// Those of one server go together, as they were listed together.
    async fn drop_all(&self, asked: &Asked, conference: &Conference, sure: bool) -> Result<Answer, StoreError> {
        let user = asked.asker.user;
        let theirs = self.store.reminders_of(user).await?;
        let guild = conference.settings.guild.value;
        let beside = |id: &ConferenceId| self.conferences.get(id).is_some_and(|it| it.settings.guild.value == guild);
        let ahead = |id: &ConferenceId, reminder: &Reminder| {
            let schedule = self.conferences.get(id).map(|it| it.schedule());
            schedule.is_some_and(|it| it.talk(&reminder.talk).is_some_and(|it| it.talk.start > self.clock.now()))
        };
        let count = theirs.iter().filter(|(id, reminder)| beside(id) && ahead(id, reminder)).count();
        if !sure {
            return Ok(Answer::Update(self.in_scene(conference, |scene| drop_all_question(scene, count))));
        }
        let conferences: BTreeSet<&ConferenceId> = theirs.iter().map(|(id, _)| id).filter(|id| beside(id)).collect();
        for id in conferences {
            self.store.forget(id, user, None, self.clock.now()).await?;
        }
        let content = self.words_of(conference).say("reminders-dropped-all", &[("count", count.into())]);
        Ok(Answer::Update(Message { content, ..Message::default() }))
    }
}

fn news(conference: &Conference, user: UserId, now: DateTime<Utc>) -> Notice {
    Notice {
        conference: conference.id().clone(),
        kind: NoticeKind::ReminderChange,
        destination: Destination::Direct(user),
        subject: Subject::Conference,
        lead: TimeDelta::zero(),
        starts: now,
        due: now,
        expires: now + NEWS_LIFE,
    }
}
