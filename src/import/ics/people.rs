//! Who speaks, where the program that wrote the calendar has a place for that.

use std::collections::HashSet;

use calcard::icalendar::{ICalendarComponent, ICalendarEntry, ICalendarParameterName, ICalendarProperty};

use super::calendar::Calendar;
use super::text_of;
use crate::import::assemble::DraftTalk;
use crate::import::grouping::Slot;
use crate::import::names::{is_name, labelled};
use crate::import::prose::line;
use crate::import::report::Report;
use crate::import::source_text::clean;
use crate::schedule::TalkKind;

const SPEAKERS: [&str; 9] = [
    "speaker",
    "speakers",
    "presenter",
    "presenters",
    "presented by",
    "panelists",
    "panellists",
    "instructor",
    "instructors",
];
const MODERATORS: [&str; 9] =
    ["convener", "conveners", "chair", "chairs", "session chair", "moderator", "moderators", "moderation", "host"];
/// Labels that stand before those of people, and say nothing of them.
const OTHERS: [&str; 10] =
    ["track", "type", "kind", "name", "room", "format", "level", "language", "category", "location"];
/// What stands between a title and its speakers.
const PARTINGS: [&str; 5] = [" -- ", " - ", " – ", " — ", " | "];
/// Fewer names than these are chance.
const FEWEST: usize = 3;
/// What Google's calendar puts around an invitation to its meetings.
const FENCE: &str = "-::~:~::";

/// An event's title without the people in it, and those people.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) title: String,
    pub(super) speakers: Vec<String>,
    pub(super) moderators: Vec<String>,
}

impl People {
    /// Takes the people out of the description, which is clean.
    pub(super) fn of(component: &ICalendarComponent, description: &mut String, organisers_speak: bool) -> Self {
        let title = text_of(component, &ICalendarProperty::Summary).unwrap_or_default();
        let mut said = Self { title: line(title), speakers: attending(component), moderators: Vec::new() };
        said.take_from_pretalx(title, text_of(component, &ICalendarProperty::Uid).unwrap_or_default());
        said.take_from_description(description);
        said.take_from_title();
        if said.speakers.is_empty() {
            let speaks =
                |(name, address): (String, Option<&str>)| (organisers_speak || address.is_none()).then_some(name);
            said.speakers.extend(organiser(component).and_then(speaks));
        }
        said
    }

    /// pretalx writes `Title - Ada Lovelace, Alan Turing`, and `Title - ` where nobody is named.
    fn take_from_pretalx(&mut self, title: &str, uid: &str) {
        let Some((title, names)) = title.rsplit_once(" -") else { return };
        if !uid.starts_with("pretalx-") || !names.is_empty() && !names.starts_with(' ') {
            return;
        }
        self.title = line(title);
        let names = names.split(", ").map(clean).filter(|name| !name.is_empty());
        self.speakers.extend(names);
    }

    /// `Speakers: Ada Lovelace (CERN), …` and `Conveners: …`, as Indico begins its descriptions; others repeat the title
    /// before that, or name the speakers at the end, on a line of their own or below their label. In the midst of prose
    /// only what reads like names is believed.
    fn take_from_description(&mut self, description: &mut String) {
        let mut kept: Vec<&str> = Vec::new();
        let mut lines = description.lines().peekable();
        let mut at_the_head = true;
        while let Some(line) = lines.next() {
            if at_the_head && !self.title.is_empty() && line.trim() == self.title {
                continue;
            }
            let (label, named) = line.split_once(':').unwrap_or(("", line));
            let label = label.trim().to_lowercase().replace("(s)", "s");
            let into = match label.as_str() {
                label if SPEAKERS.contains(&label) => Some(&mut self.speakers),
                label if MODERATORS.contains(&label) => Some(&mut self.moderators),
                _ => None,
            };
            let Some(into) = into else {
                at_the_head &= line.trim().is_empty() || OTHERS.contains(&label.as_str()) || line.starts_with("http");
                kept.push(line);
                continue;
            };
            let is_below = named.trim().is_empty();
            let names = labelled(if is_below { lines.peek().copied().unwrap_or_default() } else { named });
            let sure = at_the_head && !is_below || names.iter().all(|name| is_name(name));
            if names.is_empty() || !sure {
                at_the_head = false;
                kept.push(line);
                continue;
            }
            into.extend(names);
            if is_below {
                lines.next();
            }
        }
        if kept.len() < description.lines().count() {
            kept.join("\n").replace("\n\n\n", "\n\n").trim().clone_into(description);
        }
    }

    /// `Title - Ada Lovelace`, where the description names her too.
    fn take_from_title(&mut self) {
        let parted = PARTINGS.iter().find_map(|parting| self.title.rsplit_once(parting));
        let Some((title, names)) = parted else { return };
        if !self.speakers.is_empty() && labelled(names) == self.speakers {
            self.title = title.trim().to_owned();
        }
    }
}

/// Takes out an invitation that Google's calendar wrote into a description, and says whether there was one: whoever reads
/// it could walk in.
pub(super) fn take_invitation(description: &mut String) -> bool {
    let Some(start) = description.find(FENCE) else { return false };
    let inside = description[start..].find('\n').map(|end| start + end);
    let fence = inside.and_then(|inside| description[inside..].find(FENCE).map(|at| inside + at));
    let end = fence.map(|fence| description[fence..].find('\n').map_or(description.len(), |end| fence + end));
    description.replace_range(start..end.unwrap_or(description.len()), "");
    description.truncate(description.trim_end().len());
    true
}

/// Who is said to organise an event, with their address.
fn organiser(component: &ICalendarComponent) -> Option<(String, Option<&str>)> {
    let entry = component.property(&ICalendarProperty::Organizer)?;
    let value = entry.values.first().and_then(|value| value.as_text()).unwrap_or_default();
    let address = Some(value).filter(|value| value.contains(['@', ':']));
    let name = called(entry).or_else(|| address.is_none().then(|| clean(value)))?;
    let nobody = ["", "none", "unknown", "noreply"].contains(&name.to_lowercase().as_str());
    (!nobody && !name.contains('@')).then_some((name, address))
}

/// Whether a calendar calls its speakers organisers: many names, and one address for all of them.
pub(super) fn organisers_speak(calendars: &[Calendar]) -> bool {
    let events = calendars.iter().flat_map(|calendar| calendar.events.iter().filter_map(|at| calendar.component(at)));
    let (mut names, mut addresses) = (HashSet::new(), HashSet::new());
    for (name, address) in events.filter_map(organiser) {
        names.insert(name);
        addresses.extend(address);
    }
    names.len() >= FEWEST && addresses.len() == 1
}

/// Takes the speakers from behind a dash, where nearly every title ends in names, and nearly all in others: `Title -- Ada
/// Lovelace and Alan Turing`. A room or a track reads like a name, too, and comes again.
pub(super) fn take_from_titles(slots: &mut [Slot], report: &mut Report) {
    let is_told = |talk: &DraftTalk| talk.speakers.is_empty() && talk.kind != TalkKind::Break;
    let talks = || slots.iter().map(|slot| &slot.talk).filter(|talk| is_told(talk));
    let told = talks().count();
    for parting in PARTINGS {
        let named: Vec<Vec<String>> = talks().filter_map(|talk| Some(with_names(&talk.title, parting)?.1)).collect();
        let different: HashSet<&Vec<String>> = named.iter().collect();
        if named.len() < FEWEST || named.len() * 10 < told * 8 || different.len() * 10 < named.len() * 8 {
            continue;
        }
        for talk in slots.iter_mut().map(|slot| &mut slot.talk).filter(|talk| is_told(talk)) {
            if let Some((title, names)) = with_names(&talk.title, parting) {
                let title = title.to_owned();
                (talk.title, talk.speakers) = (title, names);
            }
        }
        let message =
            format!("Nearly all titles end in names behind “{}”: these are taken for the speakers.", parting.trim());
        report.note(None, message);
        return;
    }
}

fn with_names<'a>(title: &'a str, parting: &str) -> Option<(&'a str, Vec<String>)> {
    let (title, names) = title.rsplit_once(parting)?;
    let names = labelled(names);
    (!names.is_empty() && names.iter().all(|name| is_name(name))).then_some((title.trim(), names))
}

/// FOSDEM names speakers as attendees without an address. Those with one are guests, whose names are nobody's business.
fn attending(component: &ICalendarComponent) -> Vec<String> {
    let attendees = component.properties(&ICalendarProperty::Attendee).filter(|entry| {
        let address = entry.values.first().and_then(|value| value.as_text()).unwrap_or_default();
        address.starts_with("invalid:")
    });
    attendees.filter_map(called).filter(|name| !name.is_empty()).collect()
}

fn called(entry: &ICalendarEntry) -> Option<String> {
    entry.parameters(&ICalendarParameterName::Cn).next()?.as_text().map(clean)
}
