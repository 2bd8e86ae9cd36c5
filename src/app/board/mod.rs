//! The board of questions on screens: its addresses, who may see which, and what it shows.

mod answer;
mod key;
mod links;

pub use key::{BoardKey, NoKey};
pub use links::Boards;

pub use crate::text::Screen;

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use super::{App, Conference};
use crate::questions::Board;
use crate::schedule::{ConferenceId, SessionId};
use crate::store::StoreError;
use crate::text::{Desk, board_path, desk, next_turn, page_words, plain, screen};

/// Names the board of a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BoardName {
    conference: ConferenceId,
    session: SessionId,
}

/// What the screens of a session show at one instant.
#[derive(Clone, Debug)]
pub struct Screens {
    /// To everybody.
    pub audience: Screen,
    /// To the moderators.
    pub moderators: Desk,
    /// When the programme alone changes what is shown.
    pub turn: Option<DateTime<Utc>>,
}

impl BoardName {
    /// The board of a session.
    #[must_use]
    pub fn new(conference: ConferenceId, session: SessionId) -> Self {
        Self { conference, session }
    }

    /// As an address names it; `None` for what can be no name.
    #[must_use]
    pub fn parse(conference: &str, session: &str) -> Option<Self> {
        Some(Self { conference: conference.parse().ok()?, session: session.parse().ok()? })
    }

    /// Its address for everybody, below what all of them begin with.
    #[must_use]
    pub fn path(&self) -> String {
        board_path(&self.conference, &self.session)
    }
}

impl<O> App<O> {
    /// What the session is called; `None` if talkbell carries no such session.
    #[must_use]
    pub fn board_title(&self, name: &BoardName) -> Option<String> {
        let schedule = self.conferences.get(&name.conference)?.schedule();
        schedule.session(&name.session).map(|session| plain(&session.title))
    }

    /// Follows the changes of a board, as [`App::follow_questions`] does.
    #[must_use]
    pub fn follow_board(&self, name: &BoardName) -> watch::Receiver<u64> {
        self.follow_questions(&name.conference, &name.session)
    }

    /// The words that a page says by itself, by their ids: of a board, or `None` where there is none.
    #[must_use]
    pub fn board_words(&self, name: Option<&BoardName>) -> Vec<(&'static str, String)> {
        page_words(self.words_about(name.map(|name| &name.conference)))
    }
}

impl App {
    /// What the screens of a session show now; `None` if talkbell carries no such session.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn screens(&self, name: &BoardName) -> Result<Option<Screens>, StoreError> {
        let Some(conference) = self.conferences.get(&name.conference) else { return Ok(None) };
        let Some(board) = self.board(&conference, &name.session).await? else { return Ok(None) };
        Ok(self.shown(&conference, name, &board))
    }

    fn shown(&self, conference: &Conference, name: &BoardName, board: &Board) -> Option<Screens> {
        self.in_scene(conference, |scene| {
            let session = scene.schedule.session(&name.session)?;
            Some(Screens {
                audience: screen(scene, session, board),
                moderators: desk(scene, session, board),
                turn: next_turn(session, scene.now),
            })
        })
    }
}
