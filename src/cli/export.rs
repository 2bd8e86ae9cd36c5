//! `talkbell export`: a programme, written for others.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::source::{self, Given};
use crate::clock::Clock;
use crate::export::{self, IcsOptions, Target};
use crate::schedule::{Schedule, unique_slugs};

/// What `export` is asked.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    given: Given,
    /// What to write
    #[arg(long, value_name = "ics|json|toml|markdown")]
    to: Target,
    /// For calendars: a name of yours that the ids of events end with, and that never changes
    #[arg(long, value_name = "DOMAIN", default_value = "talkbell.invalid")]
    uid_domain: String,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let imported = arguments.given.import();
    let name = arguments.given.name();
    for diagnostic in &imported.diagnostics {
        // A reader that closed its end has seen enough.
        let _ = writeln!(io::stderr(), "{}", source::line(&name, diagnostic));
    }
    let Some(schedule) = imported.schedule else {
        return Failure::of(format!("{name} is no usable programme, so there is nothing to write")).tell();
    };
    let text = written(&schedule, arguments);
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // A reader that has seen enough, such as `head`, is no failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Failure::of(format!("the programme cannot be written: {error}")).tell()
        }
        _ => ExitCode::SUCCESS,
    }
}

fn written(schedule: &Schedule, arguments: &Arguments) -> String {
    match arguments.to {
        Target::Json => export::json(schedule),
        Target::Toml => export::toml(schedule),
        Target::Markdown => export::markdown(schedule),
        Target::Ics => {
            let slug = unique_slugs([schedule.title.as_str()]).pop().unwrap_or_default();
            let options = IcsOptions {
                uid_domain: &arguments.uid_domain,
                conference: &slug,
                stamped: Clock::system().wall(),
                sequences: BTreeMap::new(),
                gone: Vec::new(),
                session: None,
            };
            export::ics(schedule, &options)
        }
    }
}
