use super::{Answer, App, Asked, Conference, Order, Question};
use crate::schedule::Schedule;
use crate::text::{
    Action, Browsing, Choice, ComponentId, Message, Offered, Scene, WhyNot, abstract_answer, button_outdated, choices,
    command_unknown, next_answer, no_conference, now_answer, schedule_answer, session_of_day, why_not,
};

impl<O> App<O> {
    /// Answers from memory: the store is never asked, so an answer never waits for it.
    #[must_use]
    pub fn answer(&self, asked: &Asked) -> Answer {
        match &asked.question {
            Question::Complete { order, typed, .. } => Answer::Choices(self.complete(asked, order, typed)),
            Question::Pressed(id) | Question::Submitted { id, .. } => self.pressed(id, None),
            Question::Chosen { id, values } => self.pressed(id, values.first().map(String::as_str)),
            Question::Ordered(order) if order.names() == ["board"] => Answer::private(self.board_asked(asked, order)),
            Question::Ordered(_) => Answer::Message { message: command_unknown(self.words_for(asked)), public: false },
            _ => Answer::Message { message: self.told(asked), public: asked.public },
        }
    }

    fn told(&self, asked: &Asked) -> Message {
        let Some(conference) = self.conferences.asked_in(asked.guild, asked.channel, self.clock.now()) else {
            return no_conference(self.words_for(asked), asked.guild.is_some());
        };
        self.in_scene(&conference, |scene| match &asked.question {
            Question::Now => now_answer(scene),
            Question::Next => next_answer(scene),
            Question::Abstract(talk) => abstract_answer(scene, talk.as_deref(), 0),
            // Only `respond` asks the store.
            Question::Why(_) => why_not(scene.words, WhyNot::Busy),
            _ => schedule_answer(scene, Browsing { public: asked.public, ..Browsing::default() }),
        })
    }

    fn complete(&self, asked: &Asked, order: &Order, typed: &str) -> Vec<Choice> {
        let offered = if order.names() == ["remind"] { Offered::Ahead } else { Offered::All };
        let conference = self.conferences.asked_in(asked.guild, asked.channel, self.clock.now());
        conference
            .map(|conference| self.in_scene(&conference, |scene| choices(scene, typed, offered)))
            .unwrap_or_default()
    }

    fn pressed(&self, id: &str, chosen: Option<&str>) -> Answer {
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
                (Action::Now, _) => Answer::private(now_answer(scene)),
                (Action::Next, _) => Answer::private(next_answer(scene)),
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
        tell(&self.scene(conference, &conference.schedule()))
    }

    pub(super) fn scene<'a>(&'a self, conference: &'a Conference, schedule: &'a Schedule) -> Scene<'a> {
        Scene {
            words: self.words_of(conference),
            conference: conference.id(),
            schedule,
            route: &conference.route,
            board: self.boards.public_url.as_deref(),
            now: self.clock.now(),
            reminds: conference.policy().reminder.is_some(),
        }
    }
}
