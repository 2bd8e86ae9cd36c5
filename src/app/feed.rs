use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::bases::Bases;
use super::{Local, Place};
use crate::announce::NoticeKey;
use crate::config::{Address, ConferenceSettings, Source, SourceHints};
use crate::fetch::{FetchError, Fetched, Fetcher, Validators};
use crate::import::{self, Diagnostic, Hints, Level};
use crate::schedule::Schedule;

/// How often an address is fetched.
const EVERY: TimeDelta = TimeDelta::minutes(10);
/// How often from an hour before a session to its end.
const EVERY_BUSY: TimeDelta = TimeDelta::minutes(1);
/// From when on a session that comes makes its source busy.
const BUSY_BEFORE: TimeDelta = TimeDelta::hours(1);
/// A tick may come a little early; the next would be a minute late.
const TICK_JITTER: TimeDelta = TimeDelta::seconds(10);

/// A programme's source that cannot be used. The last good programme stays.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnusableSource {
    /// There is nothing to read.
    #[error("the programme {name} cannot be read: {why}")]
    Unreadable {
        /// The source, as it is shown.
        name: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// It was read, and is no usable programme.
    #[error("the programme {name} is unusable: {}", first_error(diagnostics))]
    Unusable {
        /// The source, as it is shown.
        name: String,
        /// All that is wrong with it.
        diagnostics: Vec<Diagnostic>,
    },
}

/// A programme as its source has it now, with what there is to say about it: what was inferred, what looks odd.
#[derive(Clone, Debug)]
pub struct Read {
    /// The programme.
    pub schedule: Arc<Schedule>,
    /// In order of their line.
    pub diagnostics: Arc<[Diagnostic]>,
}

/// A source, and how it is to be understood. Conferences of one feed have one programme, and it is read once for all.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Feed {
    source: Source,
    year: Option<i32>,
    time_zone: Option<Tz>,
    hints: SourceHints,
}

/// Where programmes are read from, and what is known of each source.
#[derive(Debug, Default)]
pub struct Feeds {
    fetcher: Arc<Fetcher>,
    bases: Arc<Bases>,
    known: Mutex<HashMap<Feed, Known>>,
}

#[derive(Debug, Default)]
struct Known {
    /// Wall time of the last attempt.
    tried: Option<DateTime<Utc>>,
    /// What the server said of the content that `last` was made of.
    validators: Option<Validators>,
    /// Whether it is not yet time to ask again for what a file is laid over.
    spare: bool,
    last: Option<Result<Read, UnusableSource>>,
}

impl Feed {
    /// A source, and how it is to be understood.
    #[must_use]
    pub fn new(source: Source, year: Option<i32>, time_zone: Option<Tz>) -> Self {
        Self { source, year, time_zone, hints: SourceHints::default() }
    }

    /// The feed of a conference.
    #[must_use]
    pub fn of(settings: &ConferenceSettings) -> Self {
        let ConferenceSettings { source, year, time_zone, hints, .. } = settings;
        Self { source: source.value.clone(), year: *year, time_zone: *time_zone, hints: hints.clone() }
    }

    /// What tells it from any other, without its secrets.
    pub(super) fn mark(&self) -> String {
        let Self { source, year, time_zone, hints } = self;
        let mark = format!("{}\n{year:?}\n{time_zone:?}\n{hints:?}", source.identity());
        NoticeKey::from(mark).digest().as_str().to_owned()
    }

    fn hints(&self, now: DateTime<Utc>) -> Hints {
        let SourceHints { date, columns, .. } = self.hints.clone();
        Hints { time_zone: self.time_zone, year: self.year, date, columns, ..Hints::on(now.date_naive()) }
    }

    /// What was handed over once stays as it is.
    pub(super) fn can_change(&self) -> bool {
        !matches!(self.source, Source::Given(_))
    }
}

impl Feeds {
    /// Feeds that are fetched by these rules.
    #[must_use]
    pub fn new(fetcher: Fetcher) -> Self {
        let fetcher = Arc::new(fetcher);
        Self { bases: Arc::new(Bases::new(Arc::clone(&fetcher))), fetcher, known: Mutex::default() }
    }

    /// Reads a feed. An address is asked whether it changed since it was last read.
    ///
    /// # Errors
    /// When the source cannot be read or used.
    pub async fn read(&self, feed: &Feed, now: DateTime<Utc>, wall: DateTime<Utc>) -> Result<Read, UnusableSource> {
        match &feed.source {
            Source::Given(name) => {
                Err(unreadable(name, "it was handed over once, and talkbell's store no longer has it"))
            }
            Source::Path(path) => {
                let spare = {
                    let mut known = self.known();
                    let known = known.entry(feed.clone()).or_default();
                    let spare = std::mem::take(&mut known.spare);
                    known.tried = if spare { known.tried } else { Some(wall) };
                    spare
                };
                let path = path.clone();
                let read = move || Local::read(&path).map_err(|error| why(&error));
                imported(feed, now, read, Arc::clone(&self.bases), spare).await
            }
            Source::Address(address) => self.read_address(feed, address, now, wall).await,
        }
    }

    async fn read_address(
        &self,
        feed: &Feed,
        address: &Address,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
    ) -> Result<Read, UnusableSource> {
        let validators = {
            let mut known = self.known();
            let known = known.entry(feed.clone()).or_default();
            known.tried = Some(wall);
            known.validators.clone().filter(|_| known.last.is_some())
        };
        let fetched = self.fetcher.fetch(address, validators.as_ref()).await;
        match fetched.map_err(|error| unreadable(address, error.to_string()))? {
            Fetched::Unchanged => {
                let last = self.known().get(feed).and_then(|known| known.last.clone());
                last.unwrap_or_else(|| {
                    Err(unreadable(address, "the server says that nothing changed, and nothing is known"))
                })
            }
            Fetched::New(bytes, validators) => {
                // What it is laid over may change while it does not.
                let is_whole = import::referral(&bytes, &feed.hints(now)).is_none();
                let place = Place::Web(address.clone());
                let read = imported(feed, now, || Ok(Local::File(bytes, place)), Arc::clone(&self.bases), false).await;
                let known = &mut *self.known();
                let known = known.entry(feed.clone()).or_default();
                (known.validators, known.last) = (Some(validators).filter(|_| is_whole), Some(read.clone()));
                read
            }
        }
    }

    /// Forgets what is known of feeds that nobody follows.
    pub(super) fn keep_only(&self, followed: impl Fn(&Feed) -> bool) {
        self.known().retain(|feed, _| followed(feed));
    }

    /// Whether it is time to read a feed again, for conferences with these programmes. A file costs nothing to read.
    pub(super) fn is_due<'a>(
        &self,
        feed: &Feed,
        schedules: impl Iterator<Item = &'a Schedule>,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
    ) -> bool {
        match feed.source {
            Source::Given(_) => false,
            Source::Path(_) => {
                let mut known = self.known();
                let known = known.entry(feed.clone()).or_default();
                known.spare = known.tried.is_some_and(|tried| !is_stale(tried, wall, every(schedules, now)));
                true
            }
            Source::Address(_) => {
                let tried = self.known().get(feed).and_then(|known| known.tried);
                tried.is_none_or(|tried| is_stale(tried, wall, every(schedules, now)))
            }
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Feed, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A wall clock that was set back makes everything stale rather than nothing.
fn is_stale(tried: DateTime<Utc>, wall: DateTime<Utc>, every: TimeDelta) -> bool {
    let age = wall - tried;
    age < TimeDelta::zero() || age >= every - TICK_JITTER
}

fn every<'a>(mut schedules: impl Iterator<Item = &'a Schedule>, now: DateTime<Utc>) -> TimeDelta {
    let busy = schedules.any(|schedule| {
        schedule.sessions.iter().any(|session| session.start() - BUSY_BEFORE <= now && now < session.end())
    });
    if busy { EVERY_BUSY } else { EVERY }
}

async fn imported(
    feed: &Feed,
    now: DateTime<Utc>,
    read: impl FnOnce() -> Result<Local, String> + Send + 'static,
    bases: Arc<Bases>,
    spare: bool,
) -> Result<Read, UnusableSource> {
    let (format, hints) = (feed.hints.format, feed.hints(now));
    let runtime = tokio::runtime::Handle::current();
    let fetch = move |address: &Address| runtime.block_on(bases.read(address, spare));
    // A large programme takes a while, and announcements do not wait for it.
    let imported = tokio::task::spawn_blocking(move || Ok(read()?.import(format, &hints, &fetch))).await;
    let imported = imported.map_err(|error| unreadable(&feed.source, format!("reading it broke off: {error}")))?;
    let imported = imported.map_err(|why: String| unreadable(&feed.source, why))?;
    match imported.schedule {
        Some(schedule) => Ok(Read { schedule: Arc::new(schedule), diagnostics: imported.diagnostics.into() }),
        None => Err(UnusableSource::Unusable { name: feed.source.to_string(), diagnostics: imported.diagnostics }),
    }
}

fn why(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file; correct its path".to_owned(),
        std::io::ErrorKind::PermissionDenied => "talkbell may not read it; check its permissions".to_owned(),
        std::io::ErrorKind::FileTooLarge => FetchError::TooLarge.to_string(),
        _ => error.to_string(),
    }
}

fn unreadable(name: &(impl fmt::Display + ?Sized), why: impl Into<String>) -> UnusableSource {
    UnusableSource::Unreadable { name: name.to_string(), why: why.into() }
}

fn first_error(diagnostics: &[Diagnostic]) -> String {
    let error = diagnostics.iter().find(|diagnostic| diagnostic.level == Level::Error);
    error.map_or_else(String::new, |error| match (error.line, &error.path) {
        (Some(line), _) => format!("line {line}: {}", error.message),
        (None, Some(path)) => format!("{path}: {}", error.message),
        (None, None) => error.message.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &[u8] = include_bytes!("../../data/icml-2021-deep-learning-theory-5.txt");

    fn at(time: &str) -> DateTime<Utc> {
        format!("2021-07-22T{time}Z").parse().expect("an instant")
    }

    #[test]
    fn an_address_is_fetched_more_often_around_its_sessions() {
        let hints = Hints { year: Some(2021), ..Hints::on(at("00:00:00").date_naive()) };
        let schedule = crate::import::import(SAMPLE, &hints).schedule.expect("a programme");
        let minutes = |time: &str| every(std::iter::once(&schedule), at(time)).num_minutes();
        // The session runs from 01:00 to 01:55.
        let times = ["00:00:00", "01:30:00", "01:54:59"].map(minutes);
        assert_eq!(times, [1, 1, 1]);
        assert_eq!(
            [
                minutes("01:55:00"),
                every(std::iter::once(&schedule), at("00:00:00") - TimeDelta::seconds(1)).num_minutes()
            ],
            [10, 10]
        );
        assert_eq!(every(std::iter::empty(), at("01:00:00")).num_minutes(), 10);
    }

    #[test]
    fn a_tick_may_come_early_and_a_clock_may_be_set_back() {
        let wall = at("12:00:00");
        assert!(!is_stale(wall, wall + TimeDelta::seconds(49), EVERY_BUSY));
        assert!(is_stale(wall, wall + TimeDelta::seconds(50), EVERY_BUSY));
        assert!(!is_stale(wall, wall + TimeDelta::minutes(9), EVERY));
        assert!(is_stale(wall, wall + TimeDelta::minutes(10), EVERY));
        assert!(is_stale(wall, wall - TimeDelta::hours(1), EVERY));
    }
}
