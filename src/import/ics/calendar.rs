//! The calendars of a file, as far as they can be read.

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarMethod, ICalendarProperty, ICalendarValue,
};
use calcard::{Entry, Parser};

use super::rules::Zones;
use super::text_of;
use crate::import::Level;
use crate::import::prose::line;
use crate::import::report::{Place, Report};

/// Lines that no calendar has so many of.
const MOST_LINES: usize = 1_500_000;
/// Nor so many events, alarms and zones: 15,000 events with an alarm each are below it.
const MOST_PARTS: usize = 40_000;

/// A calendar.
pub(super) struct Calendar {
    pub(super) parsed: ICalendar,
    pub(super) title: Option<String>,
    pub(super) zone: Option<String>,
    /// Whether it takes events back rather than announcing them.
    pub(super) cancels: bool,
    pub(super) events: Vec<EventAt>,
    pub(super) zones: Zones,
}

/// Where an event is.
#[derive(Clone, Debug)]
pub(super) struct EventAt {
    /// Among its calendar's components.
    pub(super) index: usize,
    pub(super) place: Place,
}

impl Calendar {
    pub(super) fn component(&self, at: &EventAt) -> Option<&ICalendarComponent> {
        self.at(at.index)
    }

    pub(super) fn at(&self, index: usize) -> Option<&ICalendarComponent> {
        self.parsed.components.get(index)
    }

    /// The events that it takes back, by their UIDs.
    pub(super) fn called_off(&self) -> impl Iterator<Item = &str> {
        let events = self.events.iter().filter(|_| self.cancels).filter_map(|at| self.component(at));
        events.filter_map(|event| text_of(event, &ICalendarProperty::Uid))
    }

    fn of(parsed: ICalendar, places: &mut impl Iterator<Item = Place>) -> Self {
        let root = parsed.components.first();
        let named = |names: &[&str]| {
            let entries = root.into_iter().flat_map(|root| &root.entries);
            let mut named = entries.filter(|entry| match &entry.name {
                ICalendarProperty::Other(name) => names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)),
                ICalendarProperty::Name => names.contains(&"NAME"),
                _ => false,
            });
            named.find_map(|entry| entry.values.first()?.as_text()).map(line).filter(|text| !text.is_empty())
        };
        let method = root.and_then(|root| root.property(&ICalendarProperty::Method)?.values.first());
        let cancels = matches!(method, Some(ICalendarValue::Method(ICalendarMethod::Cancel)));
        let (title, zone) = (named(&["X-WR-CALNAME", "NAME"]), named(&["X-WR-TIMEZONE"]));
        let is_event = |component: &ICalendarComponent| component.component_type == ICalendarComponentType::VEvent;
        let events = parsed.components.iter().enumerate().filter(|(_, component)| is_event(component));
        let events = events.map(|(index, _)| EventAt { index, place: places.next().unwrap_or_default() }).collect();
        let zones = Zones::of(&parsed);
        Self { parsed, title, zone, cancels, events, zones }
    }
}

/// Every calendar in a file; what is broken in it is said.
pub(super) fn calendars(text: &str, report: &mut Report) -> Vec<Calendar> {
    let lower = |line: &str| line.trim().to_ascii_uppercase();
    let begins = text.char_indices().find(|(at, c)| {
        let word = text[*at..].get(..15);
        matches!(c, 'B' | 'b') && word.is_some_and(|word| word.eq_ignore_ascii_case("BEGIN:VCALENDAR"))
    });
    let Some((begin, _)) = begins else {
        report.error(None, "This holds no calendar: it has no line BEGIN:VCALENDAR.");
        return Vec::new();
    };
    let parts = memchr::memmem::find_iter(text.as_bytes(), b"BEGIN:").count();
    if parts > MOST_PARTS || text.bytes().filter(|byte| matches!(byte, b'\n' | b',' | b';')).count() > MOST_LINES {
        report.error(None, "This calendar holds more than any programme has. Is it the right file?");
        return Vec::new();
    }
    if !text[..begin].trim().is_empty() {
        report.note(1, "What stands before BEGIN:VCALENDAR is left out.");
    }
    let numbered = text.lines().enumerate().filter(|(_, line)| line.len() < 32 && lower(line) == "BEGIN:VEVENT");
    let mut places = numbered.map(|(number, _)| Place::from(number + 1));
    let mut parser = Parser::new(&text[begin..]);
    let mut calendars = Vec::new();
    loop {
        match parser.entry() {
            Entry::ICalendar(parsed) => calendars.push(Calendar::of(parsed, &mut places)),
            Entry::Eof => return calendars,
            Entry::InvalidLine(line) => {
                if !line.trim().trim_start_matches("-->").is_empty() {
                    report.once(
                        Level::Warning,
                        None,
                        "A line between the calendars is none of iCalendar's, and is left out.".to_owned(),
                    );
                }
            }
            Entry::UnterminatedComponent(name) => {
                report.once(
                    Level::Warning,
                    None,
                    format!("The file breaks off within a {name}: what came of it is left out. Fetch it again."),
                );
            }
            Entry::UnexpectedComponentEnd { .. } => {
                report.once(
                    Level::Warning,
                    None,
                    "A part of the calendar ends where another began, and is left out.".to_owned(),
                );
            }
            _ => {
                report.once(Level::Warning, None, "A part of the calendar cannot be read, and is left out.".to_owned());
            }
        }
    }
}
