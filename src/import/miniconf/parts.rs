//! What a workshop, a tutorial or a plenary consists of: `sessions: [{name: Part 1, start_time: …, end_time: …}]`.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::calendar::{ENDS, STARTS};
use super::people;
use crate::import::fields::{first_text, line, list, text};
use crate::import::instants::Instants;
use crate::import::report::{Place, Report};

/// A part with a time of its own.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) place: Place,
    pub(super) name: Option<String>,
    pub(super) speakers: Vec<String>,
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
}

/// The parts, if any has a name, and what they are parts of, with the times and the hosts of all of them.
pub(super) fn of(
    place: &Place,
    value: &Value,
    instants: &mut Instants,
    report: &mut Report,
) -> Option<(Value, Vec<Part>)> {
    let times = |part: &Value| first_text(part, &STARTS).zip(first_text(part, &ENDS));
    let sessions = list(value, "sessions");
    if !sessions.iter().any(|part| text(part, "name").is_some() && times(part).is_some()) {
        return None;
    }
    let path = place.path.clone().unwrap_or_default();
    let mut parts = Vec::with_capacity(sessions.len());
    let mut hosts: Vec<String> = Vec::new();
    for (index, session) in sessions.iter().enumerate() {
        let place = Place::from(format!("{path}.sessions[{index}]"));
        let name = text(session, "name").and_then(|name| line(&name));
        let called = name.clone().unwrap_or_else(|| "This part".to_owned());
        let Some((starts, ends)) = times(session) else {
            report.warn(place, format!("“{called}” has no start or no end and is left out. Give it both."));
            continue;
        };
        let read = (instants.read(&starts, &place, report), instants.read(&ends, &place, report));
        let (Some(start), Some(end)) = read else { continue };
        if end <= start {
            report.error(place, format!("“{called}” ends before it starts. Mend one of the two times."));
            continue;
        }
        for host in people::moderators(session) {
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        let part = Part { place, name, speakers: people::speakers(session), start, end };
        parts.push((part, starts, ends));
    }
    let mut whole = value.clone();
    let first = parts.iter().min_by_key(|(part, ..)| part.start)?;
    let last = parts.iter().max_by_key(|(part, ..)| part.end)?;
    let map = whole.as_object_mut()?;
    map.insert(STARTS[0].to_owned(), first.1.clone().into());
    map.insert(ENDS[0].to_owned(), last.2.clone().into());
    if !hosts.is_empty() {
        map.insert("hosts".to_owned(), hosts.into());
    }
    Some((whole, parts.into_iter().map(|(part, ..)| part).collect()))
}
