use std::sync::Arc;

use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};
use tracing::{info, warn};

use super::App;

/// Every minute, at second 0; whether a source is due then is asked anew. In UTC, and nothing is lost if a tick is.
const REFRESH: &str = "0 * * * * *";

/// Every day, at a time when few conferences run. In UTC; a tick that is lost is made up for at the next start.
const BACKUP: &str = "0 30 3 * * *";

/// What recurs. Announcements are not here: they live in the outbox.
pub struct Recurring {
    scheduler: JobScheduler,
}

/// The scheduler refused to start.
#[derive(Debug, thiserror::Error)]
#[error("the recurring jobs cannot be started: {0}")]
pub struct UnusableSchedule(#[from] JobSchedulerError);

impl Recurring {
    /// Starts the jobs.
    ///
    /// # Errors
    /// When the scheduler refuses.
    pub async fn start(app: Arc<App>) -> Result<Self, UnusableSchedule> {
        let scheduler = JobScheduler::new().await?;
        let backing_up = Arc::clone(&app);
        let backup = Job::new_async(BACKUP, move |_, _| {
            let app = Arc::clone(&backing_up);
            Box::pin(async move { app.back_up().await })
        })?;
        scheduler.add(backup).await?;
        let starting = Arc::clone(&app);
        tokio::spawn(async move { starting.make_up_for_backup().await });
        let refresh = Job::new_async(REFRESH, move |_, _| {
            let app = Arc::clone(&app);
            Box::pin(async move { app.refresh_due().await })
        })?;
        scheduler.add(refresh).await?;
        scheduler.start().await?;
        Ok(Self { scheduler })
    }

    /// Stops the jobs.
    ///
    /// # Errors
    /// When the scheduler does not answer.
    pub async fn stop(mut self) -> Result<(), UnusableSchedule> {
        Ok(self.scheduler.shutdown().await?)
    }
}

impl App {
    /// Backs the store up, if it is one that talkbell backs up. That it cannot is said, and changes nothing else.
    pub(super) async fn back_up(&self) {
        match self.store.back_up(self.clock.wall().date_naive()).await {
            Ok(Some(backup)) => info!(backup = %backup.display(), "Backed up the store."),
            Ok(None) => {}
            Err(error) => {
                warn!(%error, "The store could not be backed up; older backups stand. Trying again tomorrow.");
            }
        }
    }

    /// Backs the store up if the newest backup is not of today.
    async fn make_up_for_backup(&self) {
        let today = self.clock.wall().date_naive();
        let newest = self.store.backups().and_then(|backups| backups.newest());
        if newest.is_none_or(|newest| newest.day < today) {
            self.back_up().await;
        }
    }
}
