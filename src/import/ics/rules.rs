//! Zones that a calendar spells out under a name of its own: found by their rules.

use std::cell::RefCell;
use std::collections::HashMap;

use calcard::common::timezone::Tz as AnyZone;
use calcard::icalendar::timezone::TzResolver;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarRecurrenceRule, ICalendarValue,
    ICalendarWeekday,
};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::import::zones::zone;

/// Most parts of a zone that are looked at: some calendars spell out a century.
const MOST_PARTS: usize = 400;

/// Letters of `CHAST`.
const LONGEST_ABBREVIATION: usize = 5;

/// Of several zones with the same rules the one that most calendars mean.
const USUAL: [Tz; 17] = [
    Tz::UTC,
    Tz::Europe__Berlin,
    Tz::Europe__London,
    Tz::Europe__Athens,
    Tz::America__New_York,
    Tz::America__Chicago,
    Tz::America__Denver,
    Tz::America__Los_Angeles,
    Tz::America__Panama,
    Tz::America__Phoenix,
    Tz::America__Sao_Paulo,
    Tz::Asia__Kolkata,
    Tz::Asia__Shanghai,
    Tz::Asia__Tokyo,
    Tz::Australia__Brisbane,
    Tz::Australia__Sydney,
    Tz::Pacific__Auckland,
];

/// The zones that a calendar names.
pub(super) struct Zones {
    resolver: TzResolver<String>,
    /// Those that are spelt out, by their names.
    spelt: HashMap<String, Vec<Part>>,
    /// What a name turned out to be in a year: the same few are asked for by every event.
    like: RefCell<HashMap<(String, i32), Option<Tz>>>,
}

/// A part of the year, and what its clocks show.
struct Part {
    /// Minutes east of UTC, before it begins and in it.
    from: i32,
    to: i32,
    begins: NaiveDateTime,
    rule: Option<ICalendarRecurrenceRule>,
}

impl Zones {
    pub(super) fn of(calendar: &ICalendar) -> Self {
        let spelt = |component: &ICalendarComponent| {
            let name = component.property(&ICalendarProperty::Tzid)?.values.first()?.as_text()?.trim().to_owned();
            let ids = component.component_ids.iter();
            let parts = ids.filter_map(|id| part(calendar.components.get(usize::try_from(*id).ok()?)?));
            Some((name, parts.take(MOST_PARTS).collect()))
        };
        let is_zone = |component: &&ICalendarComponent| component.component_type == ICalendarComponentType::VTimezone;
        Self {
            resolver: calendar.build_owned_tz_resolver(),
            spelt: calendar.components.iter().filter(is_zone).filter_map(spelt).collect(),
            like: RefCell::default(),
        }
    }

    /// By its name: IANA's, Windows', an abbreviation. What an abbreviation means at that time is what the calendar spells
    /// out under it: programs write `GMT` and `EST` for London and New York, summer and winter.
    pub(super) fn known(&self, name: &str, at: NaiveDateTime) -> Option<Tz> {
        let is_abbreviation = name.bytes().all(|byte| byte.is_ascii_alphabetic()) && name.len() <= LONGEST_ABBREVIATION;
        if let Some(tz) = self.like(name, at).filter(|_| is_abbreviation) {
            return Some(tz);
        }
        let by_calendar = self.resolver.resolve(name).and_then(|zone| match zone {
            AnyZone::Tz(tz) => Some(tz),
            _ => None,
        });
        by_calendar.or_else(|| zone(name).ok().map(crate::import::zones::Zone::tz))
    }

    /// The IANA zone that has the offsets of the zone that the calendar calls `name`, in the year of `at`; `None` if there
    /// is none, or nothing is spelt out under that name.
    pub(super) fn like(&self, name: &str, at: NaiveDateTime) -> Option<Tz> {
        let parts = self.spelt.get(name)?;
        let year = at.year();
        let mut like = self.like.borrow_mut();
        *like.entry((name.to_owned(), year)).or_insert_with(|| zone_like(parts, year))
    }
}

fn zone_like(parts: &[Part], year: i32) -> Option<Tz> {
    let mut changes: Vec<(DateTime<Utc>, i32)> = parts.iter().flat_map(|part| part.changes(year)).collect();
    changes.sort_unstable();
    if changes.is_empty() {
        return None;
    }
    // Each day of the year, and the hours around each change: that tells all zones apart that differ in that year.
    let start = NaiveDate::from_ymd_opt(year, 1, 1)?.and_hms_opt(12, 0, 0)?.and_utc();
    let days = (0..365).map(|day| start + TimeDelta::days(day));
    let around = changes.iter().flat_map(|(at, _)| [-1, 1].map(|minute| *at + TimeDelta::minutes(minute)));
    let told: Vec<(DateTime<Utc>, i32)> = days
        .chain(around.filter(|at| at.year() == year))
        .filter_map(|at| {
            let past = changes.partition_point(|(change, _)| *change <= at);
            Some((at, changes.get(past.checked_sub(1)?)?.1))
        })
        .collect();
    let is_like = |tz: &Tz| told.iter().all(|(at, minutes)| offset(*tz, *at) == *minutes);
    USUAL.into_iter().chain(TZ_VARIANTS).find(is_like)
}

fn part(component: &ICalendarComponent) -> Option<Part> {
    let of_zone =
        matches!(component.component_type, ICalendarComponentType::Standard | ICalendarComponentType::Daylight);
    let begins = component.property(&ICalendarProperty::Dtstart)?.values.first()?.as_partial_date_time()?;
    let rule = component.property(&ICalendarProperty::Rrule).and_then(|entry| match entry.values.first()? {
        ICalendarValue::RecurrenceRule(rule) => Some(ICalendarRecurrenceRule::clone(rule)),
        _ => None,
    });
    of_zone.then_some(Part {
        from: minutes(component, &ICalendarProperty::Tzoffsetfrom)?,
        to: minutes(component, &ICalendarProperty::Tzoffsetto)?,
        begins: begins.to_date_time()?.date_time,
        rule,
    })
}

fn minutes(component: &ICalendarComponent, property: &ICalendarProperty) -> Option<i32> {
    let value = component.property(property)?.values.first()?.as_partial_date_time()?;
    let minutes = i32::from(value.tz_hour?) * 60 + i32::from(value.tz_minute.unwrap_or_default());
    Some(if value.tz_minus { -minutes } else { minutes })
}

impl Part {
    /// When it begins in the year before and in this one, as far as its rule says so, and once where it has none.
    fn changes(&self, year: i32) -> Vec<(DateTime<Utc>, i32)> {
        let instant = |local: NaiveDateTime| (local - TimeDelta::minutes(self.from.into())).and_utc();
        let years = (year - 1..=year).filter(|year| *year >= self.begins.year());
        match &self.rule {
            None => vec![(instant(self.begins), self.to)],
            Some(rule) => {
                let until = rule.until.as_ref().and_then(|until| until.year);
                let years = years.filter(|year| until.is_none_or(|until| *year <= i32::from(until)));
                let days = years.filter_map(|year| self.day(rule, year));
                days.map(|day| (instant(day.and_time(self.begins.time())), self.to)).collect()
            }
        }
    }

    /// `BYMONTH=3;BYDAY=-1SU`, or the day of the first time.
    fn day(&self, rule: &ICalendarRecurrenceRule, year: i32) -> Option<NaiveDate> {
        let month = rule.bymonth.first().map_or(self.begins.month(), |month| u32::from(month.month()));
        let Some(day) = rule.byday.first() else {
            return NaiveDate::from_ymd_opt(year, month, self.begins.day());
        };
        let weekday = weekday(day.weekday);
        // `BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14` is the second Sunday.
        let from = rule.bymonthday.iter().copied().min().and_then(|day| u8::try_from(day).ok());
        let by_number = || from.map(|from| i16::from((from - 1) / 7 + 1));
        match day.ordwk.or_else(by_number)? {
            nth @ 1..=5 => NaiveDate::from_weekday_of_month_opt(year, month, weekday, u8::try_from(nth).ok()?),
            -1 => (4..=5).rev().find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth)),
            _ => None,
        }
    }
}

fn weekday(day: ICalendarWeekday) -> Weekday {
    match day {
        ICalendarWeekday::Monday => Weekday::Mon,
        ICalendarWeekday::Tuesday => Weekday::Tue,
        ICalendarWeekday::Wednesday => Weekday::Wed,
        ICalendarWeekday::Thursday => Weekday::Thu,
        ICalendarWeekday::Friday => Weekday::Fri,
        ICalendarWeekday::Saturday => Weekday::Sat,
        ICalendarWeekday::Sunday => Weekday::Sun,
    }
}

fn offset(tz: Tz, at: DateTime<Utc>) -> i32 {
    tz.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc() / 60
}
