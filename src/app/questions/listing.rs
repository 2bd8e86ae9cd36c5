use super::super::{Answer, Asked, Conference, Order};
use super::{Attendant, PATIENCE, in_time, person, session_meant, sessions_meant};
use crate::questions::Board;
use crate::schedule::talk_named;
use crate::text::{Message, View, board_page, busy, button_outdated, no_conference, question_choices, talk_unknown};

impl Attendant<'_> {
    /// `/questions [talk]`
    pub(super) async fn list_ordered(&self, asked: &Asked, order: &Order) -> Answer {
        let now = self.clock.now();
        let Some(conference) = self.conferences.asked_in(asked.guild, asked.channel, now) else {
            return Answer::private(no_conference(self.words, asked.guild.is_some()));
        };
        let schedule = conference.schedule();
        let view = match order.text("talk") {
            Some(named) => match talk_named(&schedule, named) {
                Some(found) => View::Talk(found.talk.id.clone()),
                None => return self.privately(&conference, |scene| talk_unknown(scene, named)),
            },
            None => match session_meant(&sessions_meant(&schedule, &conference.route(), asked.channel), now, |_| false)
            {
                Some(session) => View::Session(session.id.clone()),
                None => return Answer::private(no_conference(self.words, true)),
            },
        };
        Answer::private(self.page(asked, &conference, &view, 0).await)
    }

    /// The board, in a message of its own.
    pub(super) async fn show(&self, asked: &Asked, conference: &Conference, view: &View) -> Answer {
        Answer::private(self.page(asked, conference, view, 0).await)
    }

    /// A page of a board, in the place of the one that was seen.
    pub(super) async fn turn_to(&self, asked: &Asked, conference: &Conference, view: &View, page: u8) -> Answer {
        Answer::Update(self.page(asked, conference, view, page).await)
    }

    /// What autocompletion offers for a question.
    pub(super) async fn complete_question(&self, asked: &Asked, typed: &str) -> Answer {
        let offers = async {
            let conference = self.conferences.asked_in(asked.guild, asked.channel, self.clock.now())?;
            let schedule = conference.schedule();
            let session = self.moderated(asked, &conference, &schedule)?;
            let seen = in_time(super::PATIENCE_FOR_A_FORM, self.questions_seen(&conference, &session.id)).await?;
            let listed = seen.questions.iter().filter(|question| question.merged_into.is_none());
            // Held questions and unnamed ones are for moderators: so is the whole list.
            Some(question_choices(listed, typed))
        };
        Answer::Choices(offers.await.unwrap_or_default())
    }

    async fn page(&self, asked: &Asked, conference: &Conference, view: &View, page: u8) -> Message {
        let Some(session) = Self::session_of(conference, view) else { return button_outdated(self.words) };
        let Some(seen) = in_time(PATIENCE, self.questions_seen(conference, &session)).await else {
            return busy(self.words, None);
        };
        let schedule = conference.schedule();
        let Some(session) = schedule.session(&session) else { return button_outdated(self.words) };
        let board = Board::of(session, seen.stage, &seen.questions);
        let reader = person(&asked.asker);
        let wants = seen.wanted_by(reader);
        self.in_scene(conference, |scene| board_page(scene, &board, view, page, reader, &wants))
    }
}
