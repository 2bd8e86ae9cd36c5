//! What a moderator does: acts over the programme, check-ins, and the panel.

mod acting;
mod asking;
mod check_in;
mod keeper;
mod respond;

use serde::{Deserialize, Serialize};
use tracing::warn;

use super::{App, Conference, Programmes};
use crate::schedule::{Act, SessionId};
use crate::store::{Recorded, Store, StoreError};

/// What is recorded of a moderator's doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Deed {
    /// The programme moved.
    Show(Act),
    /// An earlier deed, by its number, was undone.
    Undo(i64),
}

impl<O: Programmes> App<O> {
    /// What moderators did to the programme and nobody undid, in order.
    pub(super) async fn acts_of(&self, conference: &Conference) -> Result<Vec<Act>, StoreError> {
        let recorded = self.store.show_acts(conference.id()).await?;
        Ok(recorded.iter().filter(|recorded| !recorded.undone).filter_map(act).collect())
    }
}

impl App<Store> {
    /// What was done in a session, in order.
    pub(super) async fn deeds_in(
        &self,
        conference: &Conference,
        session: &SessionId,
    ) -> Result<Vec<Recorded>, StoreError> {
        let mut recorded = self.store.show_acts(conference.id()).await?;
        recorded.retain(|deed| deed.session == *session);
        Ok(recorded)
    }
}

/// The act that a record holds, if it holds one.
pub(super) fn act(recorded: &Recorded) -> Option<Act> {
    match deed_of(recorded)? {
        Deed::Show(act) => Some(act),
        Deed::Undo(_) => None,
    }
}

fn deed_of(recorded: &Recorded) -> Option<Deed> {
    let deed = serde_json::from_str(&recorded.deed);
    deed.inspect_err(|error| warn!(%error, seq = recorded.seq, "A recorded deed cannot be read; it is left out.")).ok()
}
