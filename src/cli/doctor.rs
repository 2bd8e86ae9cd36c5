//! `talkbell doctor`: everything that can be wrong before the day.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::bot::{load_words, unopened};
use super::examine::{of_discord, strays, too_long};
use super::failure::Failure;
use super::programmes::Programmes;
use super::run::token;
use super::runtime::{block_on, log_to_stderr};
use crate::announce::{plan, silent_moderators};
use crate::app::{SetUp, set_up_by_command};
use crate::clock::Clock;
use crate::config::{ConferenceSettings, Config, Source};
use crate::discord::{Rest, Verdict};
use crate::schedule::{ConferenceId, Schedule};
use crate::store::{Store, StoreError, StoreLock};
use crate::text::Words;

/// What `doctor` is asked.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The configuration to check
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    log_to_stderr("error");
    match block_on(examine(arguments)) {
        Ok(0) => {
            println!("All is well.");
            ExitCode::SUCCESS
        }
        Ok(bad) => {
            println!("{bad} of these must be mended before talkbell can do its work.");
            ExitCode::FAILURE
        }
        Err(failure) => failure.tell(),
    }
}

async fn examine(arguments: &Arguments) -> Result<u32, Failure> {
    let mut config = Config::read(&arguments.config).map_err(Failure::usage)?;
    let mut report = Report::default();
    report.add(Verdict::Good, &format!("{} is sound.", arguments.config.display()));
    let words = load_words(&config).unwrap_or_else(|failure| {
        report.add(Verdict::Bad, &failure.to_string());
        Words::english()
    });
    let set_up = match store(&config, &mut report).await {
        Some(decided) => {
            config.conferences = decided.declared;
            decided.set_up
        }
        None => Vec::new(),
    };
    match Programmes::load(&config, &Clock::system()).await.all(&config) {
        Ok(schedules) => programmes(&config, config.conferences.iter().zip(schedules), &words, &mut report),
        Err(failure) => report.add(Verdict::Bad, &failure.to_string()),
    }
    follow(&config, &set_up, &mut report).await;
    let kept = set_up.iter().map(|set_up| (&set_up.settings, Arc::new(set_up.schedule.clone())));
    programmes(&config, kept, &words, &mut report);
    config.conferences.extend(set_up.into_iter().map(|set_up| set_up.settings));
    if config.conferences.is_empty() {
        let what = "There is no conference yet: give the command /conference setup on Discord once talkbell runs, or declare \
                    one in the file.";
        report.add(Verdict::Doubtful, what);
    }
    discord(&config, &mut report).await;
    Ok(report.bad)
}

/// Whether the addresses answer that conferences follow which were set up by command.
async fn follow(config: &Config, set_up: &[SetUp], report: &mut Report) {
    let followed = set_up.iter().map(|set_up| &set_up.settings);
    for settings in followed.filter(|settings| matches!(settings.source.value, Source::Address(_))) {
        let alone = Config { conferences: vec![settings.clone()], ..config.clone() };
        if let Err(failure) = Programmes::load(&alone, &Clock::system()).await.all(&alone) {
            let what = format!("The conference {} keeps its last good programme: {failure}", settings.id);
            report.add(Verdict::Doubtful, &what);
        }
    }
}

fn programmes<'a>(
    config: &Config,
    conferences: impl Iterator<Item = (&'a ConferenceSettings, Arc<Schedule>)>,
    words: &Words,
    report: &mut Report,
) {
    let now = Clock::system().now();
    for (settings, schedule) in conferences {
        let schedule = &schedule;
        let notices = plan(&settings.id, schedule, &settings.policy, &settings.route());
        let ahead = notices.iter().filter(|notice| notice.due > now).count();
        let talks = schedule.talks().count();
        let summary = format!(
            "The programme of {} has {talks} talks in {} sessions, and {} announcements, {ahead} of them still to come.",
            settings.id,
            schedule.sessions.len(),
            notices.len()
        );
        let verdict = if ahead == 0 { Verdict::Doubtful } else { Verdict::Good };
        report.add(verdict, &summary);
        for what in too_long(settings, schedule, words, config.public_url.as_deref()) {
            report.add(Verdict::Bad, &what);
        }
        for stray in strays(config, settings, schedule) {
            report.add(Verdict::Doubtful, &stray);
        }
        for session in silent_moderators(schedule, &settings.route()) {
            let what = format!(
                "No reminder can reach the moderators of “{}”: name them in [conference.moderators], or set moderator_channel.",
                session.title
            );
            report.add(Verdict::Doubtful, &what);
        }
    }
}

/// What was decided on Discord, as the store keeps it.
struct Decided {
    /// The conferences of the configuration, with where commands send them.
    declared: Vec<ConferenceSettings>,
    /// Those that commands set up.
    set_up: Vec<SetUp>,
}

async fn store(config: &Config, report: &mut Report) -> Option<Decided> {
    let locked = StoreLock::take(&config.store_url);
    let opened = match &locked {
        Ok(_) => Store::open(&config.store_url).await,
        Err(error) => {
            report.add(Verdict::Doubtful, &format!("The store is not free: {error}."));
            Store::visit(&config.store_url).await
        }
    };
    let store = match opened {
        Ok(store) => store,
        Err(error) => {
            report.add(Verdict::Bad, &unopened(config, &error).to_string());
            return None;
        }
    };
    if locked.is_ok() {
        report.add(Verdict::Good, &format!("The store {} opens.", config.store_url));
    }
    let decided = decided(config, &store).await;
    store.close().await;
    decided.map_err(|error| report.add(Verdict::Bad, &unopened(config, &error).to_string())).ok()
}

async fn decided(config: &Config, store: &Store) -> Result<Decided, StoreError> {
    let mut decided = Decided { declared: Vec::new(), set_up: Vec::new() };
    for settings in &config.conferences {
        decided.declared.push(settings.clone().with(&store.routings(&settings.id).await?));
    }
    let is_declared = |id: &ConferenceId| config.conferences.iter().any(|settings| settings.id == *id);
    for set_up in set_up_by_command(store, &config.policy).await? {
        // Where both say it, the configuration counts.
        if is_declared(&set_up.settings.id) {
            continue;
        }
        let routings = store.routings(&set_up.settings.id).await?;
        decided.set_up.push(SetUp { settings: set_up.settings.with(&routings), ..set_up });
    }
    Ok(decided)
}

async fn discord(config: &Config, report: &mut Report) {
    let token = match token() {
        Ok(token) => token,
        Err(failure) => return report.add(Verdict::Bad, &failure.to_string()),
    };
    let rest = match Rest::new(&config.api_url, token, config.timeout) {
        Ok(rest) => rest,
        Err(error) => return report.add(Verdict::Bad, &error.to_string()),
    };
    for (finding, place) in of_discord(&rest, config, &Clock::system()).await {
        let what = match (finding.verdict, place) {
            (Verdict::Good, _) | (_, None) => finding.what,
            (_, Some(place)) => place.to_string(),
        };
        report.add(finding.verdict, &what);
    }
}

#[derive(Default)]
struct Report {
    bad: u32,
}

impl Report {
    fn add(&mut self, verdict: Verdict, what: &str) {
        let mark = match verdict {
            Verdict::Good => "ok   ",
            Verdict::Doubtful => "look ",
            Verdict::Bad => "BAD  ",
        };
        self.bad += u32::from(verdict == Verdict::Bad);
        println!("{mark}{what}");
    }
}
