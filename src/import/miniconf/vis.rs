//! The sessions of an IEEE VIS site: `session_list.json` has events with sessions, and each session's talks.

use serde_json::Value;

use super::{about, at, people};
use crate::import::assemble::{DraftSession, DraftTalk};
use crate::import::fields::{first_text, line, list, text};
use crate::import::instants::Instants;
use crate::import::kinds::{kind, of_label};
use crate::import::report::{Place, Report};
use crate::schedule::TalkKind;

const STARTS: [&str; 2] = ["time_start", "start_time"];
const ENDS: [&str; 2] = ["time_end", "end_time"];

/// Whether a file is of this shape.
pub(super) fn is(value: &Value) -> bool {
    let sessions = value.as_object().into_iter().flatten().flat_map(|(_, event)| list(event, "sessions"));
    sessions.clone().next().is_some() && sessions.clone().any(|session| session.get("time_slots").is_some())
}

/// All the sessions.
pub(super) fn sessions(file: &str, value: &Value, instants: &mut Instants, report: &mut Report) -> Vec<DraftSession> {
    let mut drafts = Vec::new();
    for (key, event) in value.as_object().into_iter().flatten() {
        for (index, value) in list(event, "sessions").iter().enumerate() {
            let place = at(file, format_args!(".{key}.sessions[{index}]"));
            drafts.extend(session(&place, event, value, instants, report));
        }
    }
    drafts
}

fn session(
    place: &Place,
    event: &Value,
    value: &Value,
    instants: &mut Instants,
    report: &mut Report,
) -> Option<DraftSession> {
    let title = first_text(value, &["title", "session_id"]).and_then(|title| line(&title))?;
    let path = place.path.clone().unwrap_or_default();
    let label = text(event, "event_type");
    let slots = list(value, "time_slots").iter().enumerate();
    let talks = slots.filter_map(|(index, slot)| {
        let place = Place::from(format!("{path}.time_slots[{index}]"));
        talk(place, &title, label.as_deref(), slot, instants, report)
    });
    let mut talks: Vec<DraftTalk> = talks.collect();
    if talks.is_empty() {
        // A keynote or a party has no slots: it is one itself.
        talks.extend(talk(place.clone(), &title, None, value, instants, report));
    }
    let track = first_text(event, &["long_name", "event"]).and_then(|track| line(&track));
    (!talks.is_empty()).then(|| DraftSession {
        place: place.clone(),
        moderators: people::moderators(value),
        summary: None,
        room: first_text(value, &["room_name", "room"]).and_then(|room| line(&room)),
        track: track.filter(|track| *track != title),
        talks,
        title,
    })
}

fn talk(
    place: Place,
    session: &str,
    event_type: Option<&str>,
    slot: &Value,
    instants: &mut Instants,
    report: &mut Report,
) -> Option<DraftTalk> {
    let title = text(slot, "title").and_then(|title| line(&title)).unwrap_or_else(|| session.to_owned());
    let Some((start, end)) = first_text(slot, &STARTS).zip(first_text(slot, &ENDS)) else {
        report.warn(place, format!("“{title}” has no time and is left out."));
        return None;
    };
    let (start, end) = (instants.read(&start, &place, report)?, instants.read(&end, &place, report)?);
    if end <= start {
        report.error(place, format!("“{title}” ends before it starts. Mend one of the two times."));
        return None;
    }
    Some(DraftTalk {
        id: first_text(slot, &["slot_id"]),
        kind: told(text(slot, "type"), event_type, &title),
        speakers: people::speakers(slot),
        summary: about(slot, &place, report),
        room: None,
        cancelled: false,
        place,
        title,
        start,
        end,
    })
}

/// `In Person Q+A` is one of questions; a presentation is what its event is one of.
fn told(slot_type: Option<String>, event_type: Option<&str>, title: &str) -> TalkKind {
    let label = slot_type.map(|label| label.to_lowercase()).unwrap_or_default();
    if label.ends_with("q+a") || label.ends_with("q&a") {
        return TalkKind::QuestionsAndAnswers;
    }
    let by_slot = Some(label.as_str()).filter(|label| of_label(label).is_some());
    kind(by_slot.or(event_type), title)
}
