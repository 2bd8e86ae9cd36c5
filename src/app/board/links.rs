use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::{BoardKey, BoardName, NoKey};
use crate::app::App;
use crate::schedule::{ConferenceId, SessionId};
use crate::store::{Store, StoreError};

/// The names under which the store keeps what made an address another one.
const RENEWED: &str = "board/";

/// The addresses of the boards.
#[derive(Clone, Debug, Default)]
pub struct Boards {
    /// What the addresses begin with, without a slash at the end; `None` where nobody outside can open one.
    pub public_url: Option<String>,
    key: Option<BoardKey>,
    /// What was mixed into an address when it was renewed last, by the name under which the store keeps it.
    renewed: Arc<RwLock<BTreeMap<String, String>>>,
}

impl Boards {
    /// Boards of which the moderators' addresses are made with this key; without it there are none.
    #[must_use]
    pub fn new(public_url: Option<String>, key: Option<BoardKey>) -> Self {
        Self { public_url, key, renewed: Arc::default() }
    }

    /// What a moderator's address of this board ends with.
    #[must_use]
    pub fn secret(&self, board: &BoardName) -> Option<String> {
        self.key.as_ref().map(|key| key.secret(board, &self.mixed_in(board)))
    }

    /// Whether this secret opens the moderators' side of this board.
    #[must_use]
    pub fn opens(&self, board: &BoardName, secret: &str) -> bool {
        self.key.as_ref().is_some_and(|key| key.opens(board, &self.mixed_in(board), secret))
    }

    /// The moderators' address, below what the addresses begin with.
    #[must_use]
    pub fn moderator_path(&self, board: &BoardName) -> Option<String> {
        Some(format!("{}/moderator/{}", board.path(), self.secret(board)?))
    }

    /// Learns which addresses were renewed, here or by another replica. Gives whether one was that was not known.
    ///
    /// # Errors
    /// When the store does not answer. Then the addresses stay as they are known.
    pub async fn learn(&self, store: &Store) -> Result<bool, StoreError> {
        let renewed = store.secrets_of(RENEWED).await?;
        let mut known = self.renewed.write().unwrap_or_else(PoisonError::into_inner);
        let news = *known != renewed;
        *known = renewed;
        Ok(news)
    }

    fn mixed_in(&self, board: &BoardName) -> String {
        let renewed = self.renewed.read().unwrap_or_else(PoisonError::into_inner);
        renewed.get(&kept_as(board)).cloned().unwrap_or_default()
    }
}

impl App {
    /// Gives the moderators' board of a session another address, as one that somebody else has got hold of must have. The
    /// one so far leads nowhere from now on; with another replica, some seconds later.
    ///
    /// # Errors
    /// When the store does not answer, or the system gives no randomness. Then the address stays.
    pub async fn renew_moderator_board(&self, conference: &ConferenceId, session: &SessionId) -> Result<(), NoKey> {
        let board = BoardName::new(conference.clone(), session.clone());
        self.store.renew_secret(&kept_as(&board), &BoardKey::mixture()?).await?;
        self.boards.learn(&self.store).await?;
        self.panels_due.notify_one();
        Ok(())
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

fn kept_as(board: &BoardName) -> String {
    format!("{RENEWED}{}", board.path())
}
