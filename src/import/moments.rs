//! Days, times and durations as programs write them: `2026-01-31T14:45:00+01:00`, `00:25`, `PT30M`.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Longest slot that is believed, so that a slip in a date does not run a talk for a year.
const LONGEST: TimeDelta = TimeDelta::days(14);

/// A point in time as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// With its offset from UTC.
    Fixed(DateTime<FixedOffset>),
    /// By the clock of a place that is said elsewhere.
    Local(NaiveDateTime),
}

/// Reads a day and a time of day: ISO 8601, with a space for the `T` too, seconds or none. Mini-Conf sites write
/// `2020-07-06_05:00:00`.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    if let Ok(fixed) = DateTime::parse_from_rfc3339(text) {
        return Some(Moment::Fixed(fixed));
    }
    let (date, rest) = text.split_at_checked(10)?;
    let date = day(date)?;
    let rest = rest.strip_prefix(['T', 't', ' ', '_'])?.trim();
    let zone = rest.find(['+', '-', 'Z', 'z']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(zone);
    let local = date.and_time(time_of_day(without_fraction(time.trim()))?);
    let seconds = match zone {
        "" => return Some(Moment::Local(local)),
        "Z" | "z" => 0,
        zone => offset(zone)?,
    };
    local.and_local_timezone(FixedOffset::east_opt(seconds)?).single().map(Moment::Fixed)
}

/// Fractions of a second matter to no programme.
fn without_fraction(time: &str) -> &str {
    match time.split_once('.') {
        Some((whole, fraction)) if whole.contains(':') && fraction.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        _ => time,
    }
}

/// Reads a day: `2026-01-31`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    usual_day(text.as_bytes())
        .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .or_else(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok())
}

/// As nearly all write it, which chrono takes long over.
fn usual_day(text: &[u8]) -> Option<NaiveDate> {
    if text.len() != 10 || (text[4], text[7]) != (b'-', b'-') {
        return None;
    }
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
    };
    let year = i32::try_from(number(&text[..4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&text[5..7])?, number(&text[8..])?)
}

/// Reads a time of day: `9:00`, `09:00:00`, `0930`.
pub(super) fn time_of_day(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let parts: Vec<&str> = match text.split_once([':', '.']) {
        Some(_) => text.split([':', '.']).collect(),
        None if text.len() == 4 && text.is_ascii() => vec![&text[..2], &text[2..]],
        None => return None,
    };
    let number = |part: &&str| part.parse::<u32>().ok().filter(|_| (1..=2).contains(&part.len()));
    let numbers: Option<Vec<u32>> = parts.iter().map(number).collect();
    match numbers?.as_slice() {
        [hours, minutes] => NaiveTime::from_hms_opt(*hours, *minutes, 0),
        [hours, minutes, seconds] => NaiveTime::from_hms_opt(*hours, *minutes, *seconds),
        _ => None,
    }
}

/// Reads a duration: `00:25`, `1:30:00`, `2:03:30` (days, hours, minutes), `1:00:00:00` (days first), `PT1H30M`, or a number of minutes.
pub(super) fn duration(text: &str) -> Option<TimeDelta> {
    let text = text.trim();
    if text.starts_with(['P', 'p']) {
        return iso_duration(text).filter(|length| *length <= LONGEST);
    }
    let numbers: Option<Vec<i64>> =
        text.split(':').map(|part| part.trim().parse().ok().filter(|n| (0..=100_000).contains(n))).collect();
    let seconds = match numbers?.as_slice() {
        [minutes] => minutes * 60,
        [hours, minutes] => hours * 3600 + minutes * 60,
        // Nobody counts the seconds of what takes hours: pretalx writes days before hours.
        [days, hours, minutes] if *days > 0 && *hours < 24 && *minutes > 0 => {
            days * 86_400 + hours * 3600 + minutes * 60
        }
        [hours, minutes, seconds] => hours * 3600 + minutes * 60 + seconds,
        [days, hours, minutes, seconds] => days * 86_400 + hours * 3600 + minutes * 60 + seconds,
        _ => return None,
    };
    TimeDelta::try_seconds(seconds).filter(|length| *length <= LONGEST)
}

fn iso_duration(text: &str) -> Option<TimeDelta> {
    let mut seconds = 0_i64;
    let mut number = String::new();
    let mut in_time = false;
    for c in text.get(1..)?.chars() {
        let unit = match c.to_ascii_uppercase() {
            'T' => {
                in_time = true;
                continue;
            }
            'W' => 604_800,
            'D' => 86_400,
            'H' => 3600,
            'M' if in_time => 60,
            'S' => 1,
            c if c.is_ascii_digit() && number.len() < 7 => {
                number.push(c);
                continue;
            }
            _ => return None,
        };
        seconds += number.parse::<i64>().ok()? * unit;
        number.clear();
    }
    number.is_empty().then(|| TimeDelta::try_seconds(seconds)).flatten()
}

/// Seconds east of UTC: `+01:00`, `+0100`, `-7`.
fn offset(text: &str) -> Option<i32> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = if digits.len() > 2 { digits.split_at_checked(2)? } else { (digits.as_str(), "0") };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn moments_are_read_in_every_spelling() {
        let fixed = Moment::Fixed(DateTime::parse_from_rfc3339("2026-01-31T14:45:00+01:00").unwrap());
        for text in [
            "2026-01-31T14:45:00+01:00",
            "2026-01-31 14:45+01:00",
            "2026-01-31T14:45:00+0100",
            "2026-01-31T14:45:00.000+01:00",
        ] {
            assert_eq!(moment(text), Some(fixed), "{text}");
        }
        let local = Moment::Local("2026-01-31T14:45:00".parse().unwrap());
        for text in [
            "2026-01-31T14:45:00",
            "2026-01-31 14:45",
            "2026-01-31_14:45:00",
            "2026-01-31T14:45:00.000",
            "2026-01-31T1445",
        ] {
            assert_eq!(moment(text), Some(local), "{text}");
        }
        for text in
            ["", "2026-01-31", "2026-02-31T10:00", "14:45", "2026-01-31T25:00", "\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}T10:00"]
        {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    /// Lesson 5: odd shapes.
    #[test]
    fn times_and_durations_have_odd_shapes() {
        for (text, expected) in
            [("0930", "09:30:00"), ("9:00", "09:00:00"), ("11:00", "11:00:00"), ("09:00:00", "09:00:00")]
        {
            assert_eq!(time_of_day(text).unwrap().to_string(), expected);
        }
        for (text, minutes) in [
            ("00:25", 25),
            ("1:30", 90),
            ("01:30:00", 90),
            ("PT45M", 45),
            ("P1DT2H", 1560),
            ("25", 25),
            ("24:00", 1440),
        ] {
            assert_eq!(duration(text), Some(TimeDelta::minutes(minutes)), "{text}");
        }
        for text in ["", "long", "-5", "1000:00", "P", "PT", "PTM", "P1", "99999999999"] {
            assert!(duration(text).is_none_or(|length| length.is_zero()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9PTDHMSZ:.+ é-]{0,30}") {
            let _ = (moment(&text), day(&text), time_of_day(&text), duration(&text));
        }
    }
}
