//! The way to the board: a link where questions are spoken of, and the answer to `/board`.

use super::parts::{Scene, short};
use super::{Action, Asking, Link, Message, Moderate, Style};
use crate::schedule::{ConferenceId, Session, SessionId};

/// The address of a session's board, below what all of them begin with.
#[must_use]
pub fn board_path(conference: &ConferenceId, session: &SessionId) -> String {
    format!("/board/{conference}/{session}")
}

/// `/board`: where the board of a session is. Who moderates it also gets the address of their own side, `moderators`.
#[must_use]
pub fn board_answer(scene: &Scene<'_>, session: &Session, moderators: Option<String>) -> Message {
    let Some(board) = scene.board_link(&session.id) else {
        return Message { content: scene.say("board-closed-off", &[]), ..Message::default() };
    };
    let title = [("session", short(&session.title).into())];
    let mut content = vec![scene.say("board-here", &title)];
    let mut links = vec![board];
    if let Some(url) = moderators {
        content.push(scene.say("board-moderators", &[]));
        links.push(Link { label: scene.say("button-board-moderators", &[]), url });
    }
    Message { content: content.join("\n"), links, ..Message::default() }
}

/// `/qa board`: where the moderators' board is, `desk`, and how its address is changed; or that it has just been.
#[must_use]
pub fn moderator_board(scene: &Scene<'_>, session: &SessionId, desk: Option<String>, renewed: bool) -> Message {
    let (Some(board), Some(url)) = (scene.board_link(session), desk) else {
        return Message { content: scene.say("board-closed-off", &[]), ..Message::default() };
    };
    let title = scene.schedule.session(session).map_or_else(|| session.to_string(), |it| short(&it.title));
    let id = if renewed { "board-renewed" } else { "board-desk" };
    let desk = Link { label: scene.say("button-board-moderators", &[]), url };
    let renew = Action::Questions(Asking::Moderate(Moderate::RenewBoard(session.clone())));
    Message {
        content: scene.say(id, &[("session", title.into())]),
        buttons: vec![scene.button("button-board-renew", renew, None).styled(Style::Danger)],
        links: vec![desk, board],
        ..Message::default()
    }
}

impl Scene<'_> {
    /// The link to the board of a session, where people can open one.
    #[must_use]
    pub fn board_link(&self, session: &SessionId) -> Option<Link> {
        let url = format!("{}{}", self.board?, board_path(self.conference, session));
        Some(Link { label: self.say("button-board", &[]), url })
    }
}
