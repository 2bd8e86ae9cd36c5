use tracing::info;

use super::respond::refused;
use crate::app::{App, Asker, Conference};
use crate::schedule::Session;
use crate::store::{CheckIn, Store, StoreError};
use crate::text::{CheckedIn, Message, checked_in, not_expected};

impl App<Store> {
    /// Somebody says that they are there. What would have asked them again is not said any more.
    pub(super) async fn here(
        &self,
        conference: &Conference,
        asker: &Asker,
        session: &Session,
    ) -> Result<Message, StoreError> {
        let moderates = conference.is_moderator(asker, session);
        if !moderates && !speaks(conference, asker, session) {
            refused(conference, asker, &session.id);
            return Ok(self.in_scene(conference, |scene| not_expected(scene, session)));
        }
        let now = self.clock.now();
        let how = if now >= session.end() {
            CheckedIn::TooLate
        } else {
            let check_in = CheckIn { session: session.id.clone(), user: asker.user, name: asker.name.clone(), at: now };
            if self.store.check_in(conference.id(), &check_in).await? {
                info!(conference = %conference.id(), session = %session.id, user = %asker.user, "Somebody checked in.");
                self.plan(conference).await?;
                self.panels_due.notify_one();
                CheckedIn::Now
            } else {
                let known = self.store.check_ins(conference.id()).await?;
                let same = known.iter().find(|known| known.session == session.id && known.user == asker.user);
                CheckedIn::Before(same.map_or(now, |known| known.at))
            }
        };
        Ok(self.in_scene(conference, |scene| checked_in(scene, session, how, moderates)))
    }
}

fn speaks(conference: &Conference, asker: &Asker, session: &Session) -> bool {
    let mut names = session.talks.iter().flat_map(|talk| &talk.speakers);
    let route = conference.route();
    names.any(|name| route.speaker(name) == Some(asker.user))
}
