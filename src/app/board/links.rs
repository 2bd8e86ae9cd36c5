use super::{BoardKey, BoardName};
use crate::app::App;
use crate::schedule::{ConferenceId, SessionId};

/// The addresses of the boards.
#[derive(Clone, Debug, Default)]
pub struct Boards {
    /// What the addresses begin with, without a slash at the end; `None` where nobody outside can open one.
    pub public_url: Option<String>,
    /// What the moderators' addresses are made with; without it there are none.
    pub key: Option<BoardKey>,
}

impl Boards {
    /// What a moderator's address of this board ends with.
    #[must_use]
    pub fn secret(&self, board: &BoardName) -> Option<String> {
        self.key.as_ref().map(|key| key.secret(board))
    }

    /// Whether this secret opens the moderators' side of this board.
    #[must_use]
    pub fn opens(&self, board: &BoardName, secret: &str) -> bool {
        self.key.as_ref().is_some_and(|key| key.opens(board, secret))
    }

    /// The moderators' address, below what the addresses begin with.
    #[must_use]
    pub fn moderator_path(&self, board: &BoardName) -> Option<String> {
        Some(format!("{}/moderator/{}", board.path(), self.secret(board)?))
    }
}

impl<O> App<O> {
    /// Where everybody finds the board of a session; `None` where nobody outside can open it.
    #[must_use]
    pub fn board_link(&self, conference: &ConferenceId, session: &SessionId) -> Option<String> {
        let board = BoardName::new(conference.clone(), session.clone());
        Some(format!("{}{}", self.boards.public_url.as_ref()?, board.path()))
    }

    /// Where its moderator finds it. Whoever knows the address sees what waits for approval: show it to moderators alone.
    #[must_use]
    pub fn moderator_board_link(&self, conference: &ConferenceId, session: &SessionId) -> Option<String> {
        let board = BoardName::new(conference.clone(), session.clone());
        Some(format!("{}{}", self.boards.public_url.as_ref()?, self.boards.moderator_path(&board)?))
    }
}
