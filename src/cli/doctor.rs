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
use crate::clock::Clock;
use crate::config::Config;
use crate::discord::{Rest, Verdict};
use crate::schedule::Schedule;
use crate::store::{Store, StoreLock};
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
    let config = Config::read(&arguments.config).map_err(Failure::usage)?;
    let mut report = Report::default();
    report.add(Verdict::Good, &format!("{} is sound.", arguments.config.display()));
    let words = load_words(&config).unwrap_or_else(|failure| {
        report.add(Verdict::Bad, &failure.to_string());
        Words::english()
    });
    match Programmes::load(&config, &Clock::system()).await.all(&config) {
        Ok(schedules) => programmes(&config, &schedules, &words, &mut report),
        Err(failure) => report.add(Verdict::Bad, &failure.to_string()),
    }
    store(&config, &mut report).await;
    discord(&config, &mut report).await;
    Ok(report.bad)
}

fn programmes(config: &Config, schedules: &[Arc<Schedule>], words: &Words, report: &mut Report) {
    let now = Clock::system().now();
    for (settings, schedule) in config.conferences.iter().zip(schedules) {
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
            report.add(Verdict::Doubtful, &stray.to_string());
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

async fn store(config: &Config, report: &mut Report) {
    let locked = StoreLock::take(&config.store_url);
    if let Err(error) = &locked {
        return report.add(Verdict::Doubtful, &format!("The store is not free: {error}."));
    }
    match Store::open(&config.store_url).await {
        Ok(store) => {
            report.add(Verdict::Good, &format!("The store {} opens.", config.store_url));
            store.close().await;
        }
        Err(error) => report.add(Verdict::Bad, &unopened(config, &error).to_string()),
    }
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
