//! What one event says.

use calcard::common::PartialDateTime;
use calcard::icalendar::{ICalendarComponent, ICalendarEntry, ICalendarProperty, ICalendarValue, Uri};
use chrono::{DateTime, TimeDelta, Utc};

use super::calendar::Calendar;
use super::people::{self, People};
use super::{Span, is_cancelled, text_of};
use crate::import::Level;
use crate::import::assemble::USUAL_LENGTH;
use crate::import::instants::Instants;
use crate::import::moments::Moment;
use crate::import::prose::{line, markup, paragraphs};
use crate::import::report::{Place, Report};

/// Longer than this an event is none that a bell rings for.
const LONGEST: TimeDelta = TimeDelta::days(14);

/// Its texts, clean.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) uid: Option<String>,
    pub(super) title: String,
    pub(super) summary: Option<String>,
    pub(super) room: Option<String>,
    /// As the calendar lists them: its tracks, and what sort of event it is.
    pub(super) categories: Vec<String>,
    pub(super) cancelled: bool,
    /// Whether the way into a meeting was left out.
    pub(super) secret: bool,
    pub(super) speakers: Vec<String>,
    pub(super) moderators: Vec<String>,
}

impl Words {
    pub(super) fn of(component: &ICalendarComponent, organisers_speak: bool) -> Self {
        let text = |property: &ICalendarProperty| text_of(component, property);
        let mut description = text(&ICalendarProperty::Description).map(|it| markup(unquoted(it))).unwrap_or_default();
        description.secret |= people::take_invitation(&mut description.text);
        let said = People::of(component, &mut description.text, organisers_speak);
        let url = component.property(&ICalendarProperty::Url).and_then(|entry| entry.values.first());
        let url = url.and_then(|value| match value {
            ICalendarValue::Uri(Uri::Location(address)) => Some(address.as_str()),
            value => value.as_text(),
        });
        let url = url.filter(|url| url.starts_with("http")).map(paragraphs).unwrap_or_default();
        let place = text(&ICalendarProperty::Location).map(paragraphs).unwrap_or_default();
        let categories = component.properties(&ICalendarProperty::Categories).flat_map(|entry| &entry.values);
        let categories = categories.filter_map(|value| value.as_text()).map(line).filter(|text| !text.is_empty());
        let secret = description.secret || url.secret || place.secret;
        // A place that is an address is where to click, not where to go.
        let (online, room) = (place.text.starts_with("http"), line(&place.text));
        let mut parts = Vec::new();
        for part in [Some(description.text), Some(url.text), online.then(|| place.text.clone())].into_iter().flatten() {
            if !part.is_empty() && !parts.iter().any(|known: &String| known.contains(&part)) {
                parts.push(part);
            }
        }
        Self {
            uid: text(&ICalendarProperty::Uid).map(str::to_owned),
            title: said.title,
            summary: Some(parts.join("\n\n")).filter(|text| !text.is_empty()),
            room: Some(room).filter(|room| !online && !room.is_empty()),
            categories: categories.collect(),
            cancelled: is_cancelled(component),
            secret,
            speakers: said.speakers,
            moderators: said.moderators,
        }
    }
}

/// Some programs quote a description as a table's cell would be.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

/// When it takes place, the first time if it repeats; `None` if it is left out, which is said.
pub(super) fn start_and_end(
    calendar: &Calendar,
    component: &ICalendarComponent,
    place: &Place,
    instants: &mut Instants,
    report: &mut Report,
) -> Option<Span> {
    let start_entry = component.property(&ICalendarProperty::Dtstart);
    let start_entry = start_entry.or_else(|| component.property(&ICalendarProperty::RecurrenceId));
    let Some((entry, written)) = start_entry.and_then(|entry| Some((entry, date_of(entry)?))) else {
        let message = "An event has no start that can be read, and is left out.".to_owned();
        report.once(Level::Warning, place, message);
        return None;
    };
    if !written.has_time() {
        let message =
            "An event of whole days has no time of day, and is left out: no bell could ring for it.".to_owned();
        report.once(Level::Note, place, message);
        return None;
    }
    let start = instant(calendar, entry, written, place, instants, report)?;
    let told = component.property(&ICalendarProperty::Dtend).and_then(|entry| Some((entry, date_of(entry)?)));
    let end = match told {
        Some((entry, written)) if written.has_time() => instant(calendar, entry, written, place, instants, report),
        _ => None,
    };
    let length = component.property(&ICalendarProperty::Duration).and_then(|entry| match entry.values.first()? {
        ICalendarValue::Duration(length) => length.to_time_delta(),
        _ => None,
    });
    let end = end.or_else(|| start.checked_add_signed(length?)).filter(|end| *end > start && *end - start <= LONGEST);
    let end = end.unwrap_or_else(|| {
        let message = "An event does not say when it ends; 30 minutes are taken.".to_owned();
        report.once(Level::Warning, place, message);
        start + USUAL_LENGTH
    });
    Some(Span { start, end })
}

fn date_of(entry: &ICalendarEntry) -> Option<&PartialDateTime> {
    entry.values.first()?.as_partial_date_time().filter(|date| date.has_date())
}

/// A zone that cannot be mapped is an error, and never a guess: calcard itself would take the time for a floating one.
fn instant(
    calendar: &Calendar,
    entry: &ICalendarEntry,
    written: &PartialDateTime,
    place: &Place,
    instants: &mut Instants,
    report: &mut Report,
) -> Option<DateTime<Utc>> {
    let Some(date) = written.to_date_time() else {
        report.once(Level::Warning, place, "An event has a time that does not exist, and is left out.".to_owned());
        return None;
    };
    if let Some(offset) = date.offset {
        let fixed = date.date_time.and_local_timezone(offset).single()?;
        return instants.instant(Moment::Fixed(fixed), place, report);
    }
    let Some(name) = entry.tz_id().map(str::trim).filter(|name| !name.is_empty()) else {
        return instants.instant(Moment::Local(date.date_time), place, report);
    };
    match calendar.zones.known(name, date.date_time) {
        Some(tz) => instants.instant_in(tz, date.date_time, place, report),
        None if instants.is_demanded() => {
            let message =
                format!("`{name}` is no time zone that talkbell knows; --time-zone {} decides.", instants.zone());
            report.once(Level::Warning, place, message);
            instants.instant(Moment::Local(date.date_time), place, report)
        }
        None if let Some(tz) = calendar.zones.like(name, date.date_time) => {
            let message = format!(
                "`{name}` is no time zone that talkbell knows. By the rules that the calendar spells out it is as {tz}, and \
                 is taken for that; --time-zone says otherwise."
            );
            report.once(Level::Warning, place, message);
            instants.instant_in(tz, date.date_time, place, report)
        }
        None => {
            let message = format!(
                "`{name}` is no time zone that talkbell knows. Say which is meant, for example --time-zone Europe/Berlin."
            );
            report.once(Level::Error, place, message);
            None
        }
    }
}
