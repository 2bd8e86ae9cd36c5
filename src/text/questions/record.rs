//! The record of a Q&A, as files.

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;

use super::super::markdown::escape;
use super::super::parts::Scene;
use crate::questions::{Person, Question, QuestionState};

/// A question with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The question, with its votes.
    pub question: Question,
    /// When it was asked aloud for the last time, if it was.
    pub taken_up: Option<DateTime<Utc>>,
    /// Who brought it to its state, unless it was its author.
    pub by: Option<Person>,
    /// Why, where it was said.
    pub why: Option<String>,
}

/// Every question with its votes, states and times, a line each, for a spreadsheet. Times are UTC.
#[must_use]
pub fn record_csv(scene: &Scene<'_>, recorded: &[Recorded]) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    let head = [
        "number",
        "session",
        "talk",
        "question",
        "by",
        "votes",
        "state",
        "merged_into",
        "asked",
        "taken_up",
        "changed",
        "changed_by",
        "why",
    ];
    // A vector takes whatever is written to it.
    let _ = table.write_record(head);
    for Recorded { question, taken_up, by, why } in recorded {
        let title = |talk| scene.schedule.talk(talk).map(|found| found.talk.title.clone());
        let talk = question.talk.as_ref().map(|talk| title(talk).unwrap_or_else(|| talk.to_string()));
        let session = scene.schedule.session(&question.session).map(|session| session.title.clone());
        let row = [
            question.id.to_string(),
            harmless(&session.unwrap_or_else(|| question.session.to_string())),
            harmless(&talk.unwrap_or_default()),
            harmless(&question.text),
            harmless(question.name.as_deref().unwrap_or_default()),
            question.votes.to_string(),
            question.state.to_string(),
            question.merged_into.map(|into| into.to_string()).unwrap_or_default(),
            instant(Some(question.asked)),
            instant(*taken_up),
            instant(Some(question.changed)),
            by.map(|person| person.to_string()).unwrap_or_default(),
            harmless(why.as_deref().unwrap_or_default()),
        ];
        let _ = table.write_record(row);
    }
    table.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// The same to be read, by session and talk. Times are those of the programme's zone.
#[must_use]
pub fn record_markdown(scene: &Scene<'_>, recorded: &[Recorded]) -> String {
    let zone = scene.schedule.time_zone;
    let mut lines =
        vec![format!("# {}", scene.say("record-title", &[("title", escape(&scene.schedule.title).into())]))];
    for session in &scene.schedule.sessions {
        let of_session: Vec<&Recorded> = recorded.iter().filter(|it| it.question.session == session.id).collect();
        if of_session.is_empty() {
            continue;
        }
        lines.push(format!("\n## {}", escape(&session.title)));
        let talks = session.talks.iter().map(|talk| (Some(&talk.id), escape(&talk.title)));
        let to_all = scene.say("record-to-all", &[]);
        let known = |it: &&&Recorded| session.talks.iter().any(|talk| Some(&talk.id) == it.question.talk.as_ref());
        for (talk, title) in talks {
            let of_talk: Vec<&&Recorded> = of_session.iter().filter(|it| it.question.talk.as_ref() == talk).collect();
            lines.extend(section(scene, &title, &of_talk, zone));
        }
        let others: Vec<&&Recorded> = of_session.iter().filter(|it| !known(it)).collect();
        lines.extend(section(scene, &to_all, &others, zone));
    }
    lines.join("\n") + "\n"
}

fn section(scene: &Scene<'_>, title: &str, recorded: &[&&Recorded], zone: Tz) -> Vec<String> {
    if recorded.is_empty() {
        return Vec::new();
    }
    let mut recorded = recorded.to_vec();
    recorded.sort_by_key(|it| (rank(it.question.state), std::cmp::Reverse(it.question.votes), it.question.id));
    let line = |it: &&&Recorded| {
        let question = &it.question;
        let at = question.changed.with_timezone(&zone).format("%H:%M").to_string();
        let number = question.id.to_string();
        let into = question.merged_into.map(|into| into.to_string()).unwrap_or_default();
        scene.say(
            "record-line",
            &[
                ("number", (&number).into()),
                ("text", escape(&question.text).into()),
                ("by", scene.by(question).into()),
                ("votes", scene.wanted(question).into()),
                ("state", scene.state(question.state).into()),
                ("at", (&at).into()),
                ("into", (&into).into()),
                ("merged", i64::from(question.merged_into.is_some()).into()),
            ],
        )
    };
    [format!("\n### {title}\n")].into_iter().chain(recorded.iter().map(line)).collect()
}

/// What was answered comes first, what was taken away last.
fn rank(state: QuestionState) -> u8 {
    match state {
        QuestionState::Answered => 0,
        QuestionState::Current => 1,
        QuestionState::Open => 2,
        QuestionState::Held => 3,
        QuestionState::Merged => 4,
        QuestionState::Withdrawn => 5,
        QuestionState::Dismissed => 6,
    }
}

fn instant(instant: Option<DateTime<Utc>>) -> String {
    instant.map(|instant| instant.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default()
}

/// A cell that begins so is a formula to a spreadsheet, and may do harm.
fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}
