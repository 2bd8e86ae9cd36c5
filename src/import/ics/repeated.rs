//! Events that a rule repeats.

use std::collections::{HashMap, HashSet};

use calcard::common::timezone::Tz as AnyZone;
use calcard::icalendar::dates::TimeOrDelta;
use calcard::icalendar::{ICalendar, ICalendarEntry, ICalendarProperty};
use chrono_tz::Tz;

use super::calendar::{Calendar, EventAt};
use super::{Span, has, text_of};
use crate::import::Level;
use crate::import::report::Report;

/// Most occurrences of one event that are read: a conference has fewer days.
const MOST: usize = 60;
/// Most events that are searched for rules, so that a file of rules alone does not hold everything up.
const MOST_RULES: usize = 500;

/// The repeated events of a calendar, with the occurrences that were changed one by one.
pub(super) struct Repeated<'a> {
    calendar: &'a Calendar,
    /// For an event with a rule, the components that are it and its changed occurrences.
    groups: HashMap<usize, Vec<usize>>,
    changed: HashSet<usize>,
}

impl<'a> Repeated<'a> {
    pub(super) fn of(calendar: &'a Calendar) -> Self {
        let mut by_uid: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
        let mut groups = HashMap::new();
        for at in &calendar.events {
            let Some(component) = calendar.component(at) else { continue };
            let repeats = has(component, &ICalendarProperty::Rrule) || has(component, &ICalendarProperty::Rdate);
            let changes = has(component, &ICalendarProperty::RecurrenceId);
            match text_of(component, &ICalendarProperty::Uid) {
                Some(uid) if changes => by_uid.entry(uid).or_default().1.push(at.index),
                Some(uid) if repeats => by_uid.entry(uid).or_default().0.push(at.index),
                None if repeats => {
                    groups.insert(at.index, vec![at.index]);
                }
                _ => {}
            }
        }
        let mut changed = HashSet::new();
        for (rules, changes) in by_uid.into_values() {
            // Events that share a useless UID are none of each other's occurrences.
            let changes: &[usize] = if rules.len() == 1 { &changes } else { &[] };
            changed.extend(changes);
            for rule in rules {
                groups.insert(rule, std::iter::once(rule).chain(changes.iter().copied()).collect());
            }
        }
        Self { calendar, groups, changed }
    }

    /// Whether an event is an occurrence of another that is read with it.
    pub(super) fn is_taken_from_its_rule(&self, at: &EventAt) -> bool {
        self.changed.contains(&at.index)
    }

    /// When an event with a rule takes place, with the component that says so; `None` for an event without one.
    pub(super) fn spans(&self, at: &EventAt, first: Span, tz: Tz, report: &mut Report) -> Option<Vec<(usize, Span)>> {
        let group = self.groups.get(&at.index).filter(|_| self.groups.len() <= MOST_RULES)?;
        let named = self.calendar.component(at)?.property(&ICalendarProperty::Dtstart).and_then(ICalendarEntry::tz_id);
        let zones = &self.calendar.zones;
        let at_first = first.start.naive_utc();
        let named = named.map(str::trim);
        let tz =
            named.and_then(|name| zones.known(name, at_first).or_else(|| zones.like(name, at_first))).unwrap_or(tz);
        let components = group.iter().filter_map(|index| self.calendar.at(*index).cloned()).collect();
        // One more than is read shows that there are more.
        let expanded = ICalendar { components }.expand_dates(AnyZone::from(tz), MOST + 1);
        let mut spans: Vec<(usize, Span)> = expanded
            .events
            .into_iter()
            .filter_map(|event| {
                let index = *group.get(usize::try_from(event.comp_id).ok()?)?;
                let start = event.start.to_utc();
                let end = match event.end {
                    TimeOrDelta::Time(end) => end.to_utc(),
                    TimeOrDelta::Delta(length) => start.checked_add_signed(length)?,
                };
                // What has no length of its own is as long as the first.
                let end = if end > start { end } else { start + (first.end - first.start) };
                Some((index, Span { start, end }))
            })
            .collect();
        spans.sort_by_key(|(_, span)| span.start);
        spans.dedup_by_key(|(_, span)| span.start);
        if spans.is_empty() {
            let message = "The rule that repeats an event cannot be read: the event is taken once.".to_owned();
            report.once(Level::Warning, &at.place, message);
            return None;
        }
        if spans.len() > MOST {
            let message = format!(
                "An event is repeated without end, or more than {MOST} times: the first {MOST} times are taken."
            );
            report.once(Level::Warning, &at.place, message);
            spans.truncate(MOST);
        }
        Some(spans)
    }
}
