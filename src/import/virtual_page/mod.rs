//! The text of an ICML, NeurIPS or ICLR session page, copied from the browser.

mod content;
mod furniture;
mod header;
mod outline;

use super::assemble::{DraftSession, DraftTalk, schedule};
use super::names::people;
use super::report::Report;
use super::source_text::lines;
use super::time_line::{EXAMPLE, TimeLine};
use super::timing::Timing;
use super::{Hints, Level};
use crate::schedule::{Schedule, TalkKind};
use content::{Content, Layout, content};
use furniture::bracketed;
use outline::{Part, Slot, outline};

/// Reads one or several pages, one after another.
pub(super) fn import(text: &str, hints: &Hints, report: &mut Report) -> Option<Schedule> {
    let parts = outline(&lines(text), report);
    if parts.iter().all(|part| part.slots.is_empty()) {
        let (line, message) = nothing_found(text, &parts);
        report.error(line, message);
        return None;
    }
    let times: Vec<(usize, &TimeLine)> = parts.iter().flat_map(times).collect();
    let timing = Timing::of(&times, hints, report);
    let layout = Layout::of(&parts);
    let sessions = parts.iter().map(|part| session(part, layout, &timing, report)).collect();
    schedule(None, timing.time_zone(), sessions, report)
}

/// Why a page without a slot may have none, and what to do.
fn nothing_found(text: &str, parts: &[Part]) -> (Option<usize>, String) {
    if let Some((line, _)) = parts.iter().find_map(|part| part.own_time.as_ref()) {
        let message = format!(
            "This says when the session is, but no talk was found below it. Copy the page down to its last talk; above each talk \
             put a line that says when it is, like {EXAMPLE}."
        );
        return (Some(*line), message);
    }
    let starts = lines(text).iter().filter(|line| ends_with_a_start(&line.text)).count();
    if starts >= SOME_STARTS {
        let message = "This is the page of a whole day, which says when things start but not when they end. Open its sessions \
                       one by one, and paste their pages one below the other.";
        return (None, message.to_owned());
    }
    (None, format!("No slot was found. A slot begins with a line that says when it is, like {EXAMPLE}."))
}

/// So many things that only start make a page one of a day.
const SOME_STARTS: usize = 3;

/// `Opening Remarks Tue 19 Jul 08:45 a.m.`
fn ends_with_a_start(line: &str) -> bool {
    let lower = line.to_lowercase();
    let half = ["a.m.", "p.m.", "am", "pm"].iter().find_map(|half| lower.strip_suffix(half));
    let clock = half.and_then(|rest| rest.trim_end().rsplit(' ').next());
    clock.and_then(|clock| clock.split_once(':')).is_some_and(|(hour, minute)| {
        hour.parse::<u8>().is_ok_and(|hour| hour <= 12) && minute.len() == 2 && minute.parse::<u8>().is_ok()
    })
}

fn times(part: &Part) -> impl Iterator<Item = (usize, &TimeLine)> {
    let own = part.own_time.iter().map(|(line, time)| (*line, time));
    own.chain(part.slots.iter().filter_map(|slot| Some((slot.line, slot.time.as_ref()?))))
}

fn session(part: &Part, layout: Layout, timing: &Timing, report: &mut Report) -> DraftSession {
    let header = &part.header;
    let title = header.title.clone().unwrap_or_else(|| {
        report.warn(header.line, "This session has no title above its first slot; it is called “Session”.");
        "Session".to_owned()
    });
    if part.slots.is_empty() {
        report.error(header.line, format!("The session “{}” has no slot.", shortened(&title)));
    }
    let moderators: Vec<String> = header.moderators.iter().flat_map(|names| people(names)).collect();
    if moderators.is_empty() {
        let message = format!("The session “{}” names no moderator: nobody will be reminded.", shortened(&title));
        report.warn(header.line, message);
    }
    for line in &header.left_over {
        report.once(Level::Note, line.number, left_out(&line.text));
    }
    let mut rooms = header.room.clone();
    let mut talks = Vec::with_capacity(part.slots.len());
    for slot in &part.slots {
        let content = content(slot, layout);
        rooms = rooms.or_else(|| content.room.clone());
        talks.extend(talk(slot, content, timing, report));
    }
    let summary = Some(header.paragraphs.join("\n\n")).filter(|text| !text.is_empty());
    DraftSession { place: header.line.into(), title, moderators, summary, room: rooms, track: None, talks }
}

fn talk(slot: &Slot, content: Content, timing: &Timing, report: &mut Report) -> Option<DraftTalk> {
    let span = slot.time.as_ref().and_then(|time| timing.span(slot.line, time, report));
    if let Some(word) = &content.unknown_kind {
        let bare = bracketed(&word.text).unwrap_or(&word.text);
        let message = format!("“{}” is no kind of talk that talkbell knows; it counts as “other”.", shortened(bare));
        report.once(Level::Warning, word.line, message);
    }
    for piece in &content.left_over {
        report.once(Level::Note, piece.line, left_out(&piece.text));
    }
    let from_kind = || content.named_by_kind.then(|| slot.body.first().map(|piece| piece.text.clone())).flatten();
    let Some(title) = content.title.clone().or_else(from_kind) else {
        report.error(
            slot.line,
            "This slot has no title. Put the title on a line of its own, below the time and the kind.",
        );
        return None;
    };
    let span = span?;
    let kind = content.kind.unwrap_or(TalkKind::Other);
    let Content { speakers, summary, room, .. } = content;
    Some(DraftTalk {
        place: slot.line.into(),
        id: None,
        kind,
        title,
        speakers,
        summary,
        room,
        cancelled: false,
        start: span.start,
        end: span.end,
    })
}

fn left_out(text: &str) -> String {
    format!("Left out, not understood: “{}”.", shortened(text))
}

/// Enough of a foreign text to find it again.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    let start: String = text.chars().take(57).collect();
    format!("{}…", start.trim_end())
}
