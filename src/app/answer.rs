use super::{Answer, App, Asked, Conference, Order, Question};
use crate::schedule::Schedule;
use crate::text::{
    Action, Choice, ComponentId, Message, Offered, Scene, WhyNot, abstract_answer, button_outdated, choices,
    command_unknown, next_answer, no_conference, now_answer, schedule_answer, why_not,
};

impl<O> App<O> {
    /// Answers from memory: the store is never asked, so an answer never waits for it.
    #[must_use]
    pub fn answer(&self, asked: &Asked) -> Answer {
        match &asked.question {
            Question::Complete { order, typed, .. } => Answer::Choices(self.complete(asked, order, typed)),
            Question::Pressed(id) | Question::Chosen { id, .. } | Question::Submitted { id, .. } => {
                Answer::Message { message: self.pressed(id), public: false }
            }
            Question::Ordered(order) if order.names() == ["board"] => Answer::private(self.board_asked(asked, order)),
            Question::Ordered(_) => Answer::Message { message: command_unknown(&self.words), public: false },
            _ => Answer::Message { message: self.told(asked), public: asked.public },
        }
    }

    fn told(&self, asked: &Asked) -> Message {
        let Some(conference) = self.conferences.asked_in(asked.guild, asked.channel, self.clock.now()) else {
            return no_conference(&self.words, asked.guild.is_some());
        };
        self.in_scene(&conference, |scene| match &asked.question {
            Question::Now => now_answer(scene),
            Question::Next => next_answer(scene),
            Question::Abstract(talk) => abstract_answer(scene, talk.as_deref(), 0),
            // Only `respond` asks the store.
            Question::Why(_) => why_not(scene.words, WhyNot::Busy),
            _ => schedule_answer(scene, None),
        })
    }

    fn complete(&self, asked: &Asked, order: &Order, typed: &str) -> Vec<Choice> {
        let offered = if order.names() == ["remind"] { Offered::Ahead } else { Offered::All };
        let conference = self.conferences.asked_in(asked.guild, asked.channel, self.clock.now());
        conference
            .map(|conference| self.in_scene(&conference, |scene| choices(scene, typed, offered)))
            .unwrap_or_default()
    }

    fn pressed(&self, id: &str) -> Message {
        let Ok(component) = id.parse::<ComponentId>() else { return button_outdated(&self.words) };
        let Some(conference) = self.conferences.get(&component.conference) else {
            return button_outdated(&self.words);
        };
        self.in_scene(&conference, |scene| match &component.action {
            Action::Now => now_answer(scene),
            Action::Next => next_answer(scene),
            Action::Schedule(session) => schedule_answer(scene, Some(session)),
            Action::Abstract(talk, _) if scene.schedule.talk(talk).is_none() => button_outdated(scene.words),
            Action::Abstract(talk, page) => abstract_answer(scene, Some(talk.as_str()), *page),
            // Only `respond` knows the others.
            _ => button_outdated(scene.words),
        })
    }

    pub(super) fn in_scene<T>(&self, conference: &Conference, tell: impl FnOnce(&Scene<'_>) -> T) -> T {
        tell(&self.scene(conference, &conference.schedule()))
    }

    pub(super) fn scene<'a>(&'a self, conference: &'a Conference, schedule: &'a Schedule) -> Scene<'a> {
        Scene {
            words: &self.words,
            conference: conference.id(),
            schedule,
            route: &conference.route,
            board: self.boards.public_url.as_deref(),
            now: self.clock.now(),
            reminds: conference.policy().reminder.is_some(),
        }
    }
}
