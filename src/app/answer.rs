use super::{Answer, App, Asked, Conference, Order, Question};
use crate::announce::{ChannelId, Route};
use crate::schedule::Schedule;
use crate::text::{
    Action, Browsing, Choice, ComponentId, Message, Offered, Scene, WhyNot, abstract_answer, button_outdated, choices,
    command_unknown, current_in, next_in, next_in_all, no_conference, now_in, now_in_all, schedule_answer,
    session_of_day, why_not,
};

impl<O> App<O> {
    /// Answers from memory: the store is never asked, so an answer never waits for it.
    #[must_use]
    pub fn answer(&self, asked: &Asked) -> Answer {
        match &asked.question {
            Question::Complete { order, typed, .. } => Answer::Choices(self.complete(asked, order, typed)),
            Question::Pressed(id) | Question::Submitted { id, .. } => self.pressed(asked.channel, id, None),
            Question::Chosen { id, values } => self.pressed(asked.channel, id, values.first().map(String::as_str)),
            Question::Ordered(order) if order.names() == ["board"] => Answer::private(self.board_asked(asked, order)),
            Question::Ordered(_) => Answer::Message { message: command_unknown(self.words_for(asked)), public: false },
            _ => Answer::Message { message: self.told(asked), public: asked.public },
        }
    }

    fn told(&self, asked: &Asked) -> Message {
        let now = self.clock.now();
        let Some(conference) = self.conferences.asked_in(asked.guild, asked.channel, now) else {
            return no_conference(self.words_for(asked), asked.guild.is_some());
        };
        if let Some(message) = self.told_of_all(asked) {
            return message;
        }
        self.in_scene(&conference, |scene| match &asked.question {
            Question::Now => now_in(scene, asked.channel),
            Question::Next => next_in(scene, asked.channel),
            Question::Abstract(Some(talk)) => abstract_answer(scene, Some(talk), 0),
            Question::Abstract(None) => {
                let current = current_in(scene, asked.channel);
                abstract_answer(scene, current.map(|found| found.talk.id.as_str()), 0)
            }
            // Only `respond` asks the store.
            Question::Why(_) => why_not(scene.words, WhyNot::Busy),
            _ => {
                let session = current_in(scene, asked.channel).map(|found| &found.session.id);
                schedule_answer(scene, Browsing { session, public: asked.public, ..Browsing::default() })
            }
        })
    }

    /// Where several conferences can be meant: what runs or comes in all of them.
    fn told_of_all(&self, asked: &Asked) -> Option<Message> {
        let told = match asked.question {
            Question::Now => now_in_all,
            Question::Next => next_in_all,
            _ => return None,
        };
        let meant = self.conferences.meant_in(asked.guild, asked.channel);
        let held: Vec<_> = meant.iter().map(|it| (it, it.schedule(), it.route())).collect();
        let scenes: Vec<Scene<'_>> = held.iter().map(|(it, schedule, route)| self.scene(it, schedule, route)).collect();
        told(&scenes)
    }

    fn complete(&self, asked: &Asked, order: &Order, typed: &str) -> Vec<Choice> {
        let offered = if order.names() == ["remind"] { Offered::Ahead } else { Offered::All };
        let conference = self.conferences.asked_in(asked.guild, asked.channel, self.clock.now());
        conference
            .map(|conference| self.in_scene(&conference, |scene| choices(scene, typed, offered)))
            .unwrap_or_default()
    }

    fn pressed(&self, channel: ChannelId, id: &str, chosen: Option<&str>) -> Answer {
        let outdated = || Answer::private(button_outdated(&self.words));
        let Ok(component) = id.parse::<ComponentId>() else { return outdated() };
        let Some(conference) = self.conferences.get(&component.conference) else { return outdated() };
        self.in_scene(&conference, |scene| {
            let told = |talk: &str, page| match talk.parse().ok().and_then(|id| scene.schedule.talk(&id)) {
                Some(found) => abstract_answer(scene, Some(found.talk.id.as_str()), page),
                None => button_outdated(scene.words),
            };
            let shown = |session, page| schedule_answer(scene, Browsing { session, page, public: false });
            let of_day = |day: &str| session_of_day(scene, day.parse().ok()?);
            match (&component.action, chosen) {
                (Action::Now, _) => Answer::private(now_in(scene, channel)),
                (Action::Next, _) => Answer::private(next_in(scene, channel)),
                (Action::Schedule(session), _) => Answer::private(shown(Some(session), None)),
                (Action::Sessions(session, page), _) => Answer::Update(shown(Some(session), Some(*page))),
                (Action::PickSession, Some(session)) => Answer::Update(shown(session.parse().ok().as_ref(), None)),
                (Action::PickDay, Some(day)) => Answer::Update(shown(of_day(day), None)),
                (Action::PickAbstract, Some(talk)) => Answer::private(told(talk, 0)),
                (Action::Abstract(talk, page), _) => Answer::private(told(talk.as_str(), *page)),
                // Only `respond` asks the store.
                _ => outdated(),
            }
        })
    }

    pub(super) fn in_scene<T>(&self, conference: &Conference, tell: impl FnOnce(&Scene<'_>) -> T) -> T {
        tell(&self.scene(conference, &conference.schedule(), &conference.route()))
    }

    pub(super) fn scene<'a>(
        &'a self,
        conference: &'a Conference,
        schedule: &'a Schedule,
        route: &'a Route,
    ) -> Scene<'a> {
        Scene {
            words: self.words_of(conference),
            conference: conference.id(),
            schedule,
            route,
            board: self.boards.public_url.as_deref(),
            now: self.clock.now(),
            reminds: conference.policy().reminder.is_some(),
        }
    }
}
