use super::{App, Conference, Programmes};
use crate::schedule::{Published, Schedule, publish};
use crate::store::StoreError;

impl<O: Programmes> App<O> {
    /// What calendar programs must be told anew once this programme is in force.
    pub(super) async fn to_publish(
        &self,
        conference: &Conference,
        schedule: &Schedule,
    ) -> Result<Vec<Published>, StoreError> {
        let known = self.store.published(conference.id()).await?;
        Ok(publish(&known, schedule, self.clock.now()))
    }

    /// Publishes what never was: a store may be older than its calendar.
    pub(super) async fn publish(&self, conference: &Conference) -> Result<(), StoreError> {
        let anew = self.to_publish(conference, &conference.schedule()).await?;
        if anew.is_empty() {
            return Ok(());
        }
        self.store.publish(conference.id(), &anew).await
    }
}
