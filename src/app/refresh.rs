use std::path::PathBuf;

use chrono::{DateTime, Utc};
use tracing::{info, warn};

use super::{App, Conference, Outbox};
use crate::announce::{Known, plan_knowing, silent_moderators};
use crate::config::ConferenceSettings;
use crate::import::{self, Diagnostic, Hints, Level};
use crate::schedule::{Course, Schedule};
use crate::store::{Store, StoreError};

/// A programme's file that cannot be used. The last good programme stays.
#[derive(Debug, thiserror::Error)]
pub enum UnusableSource {
    /// The file could not be read.
    #[error("the programme {} cannot be read: {}", path.display(), unreadable(error))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file was read, and is no usable programme.
    #[error("the programme {} is unusable: {}", path.display(), first_error(diagnostics))]
    Unusable {
        /// The file.
        path: PathBuf,
        /// All that is wrong with it.
        diagnostics: Vec<Diagnostic>,
    },
}

/// What a refresh came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refreshed {
    /// The programme is what it was.
    Unchanged,
    /// The programme changed, and its notices were planned anew.
    Changed,
}

/// Reads a conference's programme from its source.
///
/// # Errors
/// When the file cannot be read or used.
pub async fn refresh(settings: &ConferenceSettings, now: DateTime<Utc>) -> Result<Schedule, UnusableSource> {
    read_programme(settings, now).await.map(|(schedule, _)| schedule)
}

/// As [`refresh`], with what there is to say about a programme that is usable: what was inferred, what looks odd.
///
/// # Errors
/// When the file cannot be read or used.
pub async fn read_programme(
    settings: &ConferenceSettings,
    now: DateTime<Utc>,
) -> Result<(Schedule, Vec<Diagnostic>), UnusableSource> {
    let path = settings.source.value.clone();
    let bytes = tokio::fs::read(&path).await;
    let bytes = bytes.map_err(|error| UnusableSource::Unreadable { path: path.clone(), error })?;
    let hints = Hints { time_zone: settings.time_zone, year: settings.year, today: now.date_naive() };
    let imported = import::import(&bytes, &hints);
    match imported.schedule {
        Some(schedule) => Ok((schedule, imported.diagnostics)),
        None => Err(UnusableSource::Unusable { path, diagnostics: imported.diagnostics }),
    }
}

/// Says what there is to say about a usable programme: no inference stays unsaid.
pub fn tell_diagnostics(settings: &ConferenceSettings, diagnostics: &[Diagnostic]) {
    let file = settings.source.value.display();
    for Diagnostic { level, line, message } in diagnostics {
        let place = line.map(|line| format!(":{line}")).unwrap_or_default();
        match level {
            Level::Note => info!(conference = %settings.id, "{file}{place}: {message}"),
            Level::Warning | Level::Error => warn!(conference = %settings.id, "{file}{place}: {message}"),
        }
    }
}

impl<O: Outbox> App<O> {
    /// Plans every conference's notices into the outbox. Can be done at any time: what was said is not said again.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn plan_all(&self) -> Result<(), StoreError> {
        for conference in self.conferences.iter() {
            self.plan(&conference).await?;
        }
        Ok(())
    }

    /// Puts a conference's programme into force and plans its notices anew if it changed.
    ///
    /// # Errors
    /// When the store does not answer. The programme is in force all the same, and the dispatcher plans it as soon as the
    /// store answers.
    pub async fn adopt(&self, conference: &Conference, schedule: Schedule) -> Result<Refreshed, StoreError> {
        self.adopt_course(conference, Course::printed(schedule)).await
    }

    /// As [`App::adopt`], with what moderators did to the programme.
    pub(super) async fn adopt_course(&self, conference: &Conference, course: Course) -> Result<Refreshed, StoreError> {
        if course == *conference.course() {
            return Ok(Refreshed::Unchanged);
        }
        conference.replace_course(course);
        self.panels_due.notify_one();
        self.plan(conference).await?;
        Ok(Refreshed::Changed)
    }

    /// Plans what an earlier attempt could not write.
    pub(super) async fn plan_overdue(&self) -> Result<(), StoreError> {
        for conference in self.conferences.iter().filter(|conference| conference.is_unplanned()) {
            self.plan(&conference).await?;
        }
        Ok(())
    }

    pub(super) async fn plan(&self, conference: &Conference) -> Result<(), StoreError> {
        conference.planning();
        let schedule = conference.schedule();
        for session in silent_moderators(&schedule, &conference.route) {
            warn!(
                conference = %conference.id(),
                session = session.title,
                "No reminder can reach this session's moderators: name them in [conference.moderators], or set moderator_channel."
            );
        }
        let present = self.store.present(conference.id()).await.inspect_err(|_| conference.plan_failed())?;
        let known = Known::of(&conference.course(), present);
        let notices = plan_knowing(conference.id(), &schedule, conference.policy(), &conference.route, &known);
        let replanned = self.store.replan(conference.id(), &notices, self.clock.now()).await;
        let replanned = replanned.inspect_err(|_| conference.plan_failed())?;
        info!(
            conference = %conference.id(),
            notices = notices.len(),
            written = replanned.written,
            cancelled = replanned.cancelled,
            "Planned the announcements."
        );
        self.announce_change();
        Ok(())
    }
}

impl App<Store> {
    /// Reads every programme again and plans anew what changed. A programme that has become unusable keeps its last good
    /// state, and that is said.
    pub async fn refresh_all(&self) {
        for conference in self.conferences.iter() {
            match self.refresh_one(&conference).await {
                Ok(refreshed) => {
                    self.health.programme_read(conference.id(), self.clock.wall());
                    if refreshed == Refreshed::Changed {
                        info!(conference = %conference.id(), "The programme changed; planned anew.");
                    }
                }
                Err(error) => self.refresh_failed(&conference, format!("{error:#}")),
            }
        }
    }

    /// Said once, however often it is met.
    fn refresh_failed(&self, conference: &Conference, trouble: String) {
        let programmes = self.health.programmes();
        let mut known = programmes.iter().filter(|(id, _)| *id == conference.id());
        if !known.any(|(_, programme)| programme.trouble.as_ref() == Some(&trouble)) {
            warn!(conference = %conference.id(), "{trouble}. The last good programme stays in force.");
        }
        self.health.programme_failed(conference.id(), trouble);
    }

    async fn refresh_one(&self, conference: &Conference) -> anyhow::Result<Refreshed> {
        let (schedule, diagnostics) = read_programme(&conference.settings, self.clock.now()).await?;
        let refreshed = self.take_in(conference, schedule).await?;
        if refreshed == Refreshed::Changed {
            tell_diagnostics(&conference.settings, &diagnostics);
        }
        Ok(refreshed)
    }
}

fn unreadable(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file; correct its path".to_owned(),
        std::io::ErrorKind::PermissionDenied => "talkbell may not read it; check its permissions".to_owned(),
        _ => error.to_string(),
    }
}

fn first_error(diagnostics: &[Diagnostic]) -> String {
    let error = diagnostics.iter().find(|diagnostic| diagnostic.level == Level::Error);
    error.map_or_else(String::new, |error| match error.line {
        Some(line) => format!("line {line}: {}", error.message),
        None => error.message.clone(),
    })
}
