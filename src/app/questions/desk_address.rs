use tracing::{info, warn};

use super::super::{Answer, Asked, Conference};
use super::{Attendant, PATIENCE};
use crate::schedule::SessionId;
use crate::text::{Message, busy, moderator_board};

impl Attendant<'_> {
    /// `/qa board`: where the moderators' board is, with the way to another address.
    pub(super) fn moderator_board(&self, conference: &Conference, session: &SessionId, renewed: bool) -> Message {
        let desk = self.moderator_board_link(conference.id(), session);
        self.in_scene(conference, |scene| moderator_board(scene, session, desk, renewed))
    }

    /// The address of the moderators' board is changed.
    pub(super) async fn renewed_board(&self, asked: &Asked, conference: &Conference, session: &SessionId) -> Answer {
        let renewing = self.renew_moderator_board(conference.id(), session);
        match tokio::time::timeout(PATIENCE, renewing).await {
            Ok(Ok(())) => {
                info!(%session, user = %asked.asker.user, "The address of a moderators' board was renewed.");
                Answer::Update(self.moderator_board(conference, session, true))
            }
            Ok(Err(error)) => {
                warn!(%session, %error, "The address of a moderators' board could not be renewed.");
                Answer::private(busy(self.words, None))
            }
            Err(_) => Answer::private(busy(self.words, None)),
        }
    }
}
