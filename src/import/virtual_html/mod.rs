//! The session page of an ICML, NeurIPS or ICLR site as a browser saves it: turned into the text that a person would copy
//! from it, and read as such.

mod cards;
mod flow;
mod guard;

use scraper::Html;

use super::report::{Place, Report};
use super::{Hints, Level, virtual_page};
use crate::schedule::Schedule;

/// Reads one saved page.
pub(super) fn import(html: &str, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    if let Some(problem) = guard::refusal(html) {
        report.error(None, problem);
        return None;
    }
    let document = Html::parse_document(html);
    let text = flow::text(&document);
    let mut said = Report::default();
    let schedule = virtual_page::import(&text, hints, &mut said);
    let mut not_a_page = schedule.is_none();
    for diagnostic in said.into_diagnostics() {
        not_a_page &= diagnostic.line.is_none();
        // The lines are those of the text, which nobody sees: what stands on them helps.
        let place = diagnostic.line.map(|line| {
            let content = text.lines().nth(line - 1).unwrap_or_default();
            let start: String = content.chars().take(50).collect();
            format!("“{start}”")
        });
        let place = Place { line: None, path: place };
        match diagnostic.level {
            Level::Note => report.note(place, diagnostic.message),
            Level::Warning => report.warn(place, diagnostic.message),
            Level::Error => report.error(place, diagnostic.message),
        }
    }
    if not_a_page {
        let message = "This is a web page, but no session page that talkbell can read. Its parts may be loaded only in the \
                       browser: open it, copy all its text, and paste that into a file; or look for the site's JSON, iCalendar \
                       or CSV.";
        report.note(None, message);
    }
    schedule
}
