//! Who speaks, where the program that wrote the calendar has a place for that.

use calcard::icalendar::{ICalendarComponent, ICalendarParameterName, ICalendarProperty};

use super::text_of;
use crate::import::names::people;
use crate::import::source_text::clean;

/// An event's texts without the people in them, and those people.
#[derive(Debug, Default)]
pub(super) struct People<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) description: Option<&'a str>,
    pub(super) speakers: Vec<String>,
    pub(super) moderators: Vec<String>,
}

impl<'a> People<'a> {
    pub(super) fn of(component: &'a ICalendarComponent) -> Self {
        let title = text_of(component, &ICalendarProperty::Summary);
        let description = text_of(component, &ICalendarProperty::Description);
        let mut said = Self { title, description, speakers: attending(component), moderators: Vec::new() };
        said.take_from_title(text_of(component, &ICalendarProperty::Uid).unwrap_or_default());
        said.take_from_description();
        said
    }

    /// pretalx writes `Title - Ada Lovelace, Alan Turing`, and `Title - ` where nobody is named.
    fn take_from_title(&mut self, uid: &str) {
        let Some((title, names)) = self.title.and_then(|title| title.rsplit_once(" -")) else { return };
        if !uid.starts_with("pretalx-") || !names.is_empty() && !names.starts_with(' ') {
            return;
        }
        self.title = Some(title);
        let names = names.split(", ").map(clean).filter(|name| !name.is_empty());
        self.speakers.extend(names);
    }

    /// Indico begins its descriptions with `Speakers: Ada Lovelace (CERN), …` and `Conveners: …`.
    fn take_from_description(&mut self) {
        while let Some(description) = self.description {
            let (first, rest) = description.split_once('\n').unwrap_or((description, ""));
            let Some((label, names)) = first.split_once(": ") else { return };
            let into = match label.trim() {
                "Speaker" | "Speakers" | "Presenter" | "Presenters" => &mut self.speakers,
                "Convener" | "Conveners" | "Chair" | "Chairs" | "Moderator" | "Moderators" => &mut self.moderators,
                _ => return,
            };
            into.extend(people(&clean(names)));
            self.description = Some(rest.trim()).filter(|rest| !rest.is_empty());
        }
    }
}

/// FOSDEM names speakers as attendees without an address. Those with one are guests, whose names are nobody's business.
fn attending(component: &ICalendarComponent) -> Vec<String> {
    let attendees = component.properties(&ICalendarProperty::Attendee).filter(|entry| {
        let address = entry.values.first().and_then(|value| value.as_text()).unwrap_or_default();
        address.starts_with("invalid:")
    });
    let names = attendees.filter_map(|entry| entry.parameters(&ICalendarParameterName::Cn).next()?.as_text());
    names.map(clean).filter(|name| !name.is_empty()).collect()
}
