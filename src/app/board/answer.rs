use super::super::{App, Asked, Conference, Order};
use crate::schedule::talk_named;
use crate::text::{Message, board_answer, current_in, no_conference, talk_unknown};

impl<O> App<O> {
    /// `/board`: where the board is, of the session of the named talk, or of the one that runs or comes next.
    pub(in super::super) fn board_asked(&self, asked: &Asked, order: &Order) -> Message {
        let Some(conference) = self.conferences.asked_in(asked.guild, asked.channel, self.clock.now()) else {
            return no_conference(self.words_for(asked), asked.guild.is_some());
        };
        self.board_of(&conference, asked, order.text("talk"))
    }

    fn board_of(&self, conference: &Conference, asked: &Asked, talk: Option<&str>) -> Message {
        self.in_scene(conference, |scene| {
            let found = match talk {
                Some(text) => talk_named(scene.schedule, text),
                None => current_in(scene, asked.channel),
            };
            let Some(found) = found else { return talk_unknown(scene, talk.unwrap_or_default()) };
            let moderates = conference.is_moderator(&asked.asker, found.session);
            let desk = moderates.then(|| self.moderator_board_link(conference.id(), &found.session.id)).flatten();
            board_answer(scene, found.session, desk)
        })
    }
}
