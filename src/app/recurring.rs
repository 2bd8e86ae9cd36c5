use std::sync::Arc;

use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

use super::App;

/// Every minute, at second 0: a file costs nothing to read. In UTC, and nothing is lost if a tick is.
const REFRESH: &str = "0 * * * * *";

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
        let refresh = Job::new_async(REFRESH, move |_, _| {
            let app = Arc::clone(&app);
            Box::pin(async move { app.refresh_all().await })
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
