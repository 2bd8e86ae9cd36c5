//! Time zones as people write them: `PDT`, `UTC+2`, `America/Los_Angeles`.

use chrono_tz::{TZ_VARIANTS, Tz};

use Tz::{
    Africa__Johannesburg as Johannesburg, Africa__Lagos as Lagos, Africa__Nairobi as Nairobi, America__Adak as Adak,
    America__Anchorage as Anchorage, America__Argentina__Buenos_Aires as BuenosAires, America__Chicago as Chicago,
    America__Denver as Denver, America__Halifax as Halifax, America__Los_Angeles as LosAngeles,
    America__New_York as NewYork, America__Phoenix as Phoenix, America__Sao_Paulo as SaoPaulo,
    Asia__Hong_Kong as HongKong, Asia__Jakarta as Jakarta, Asia__Karachi as Karachi, Asia__Seoul as Seoul,
    Asia__Singapore as Singapore, Asia__Tokyo as Tokyo, Australia__Adelaide as Adelaide, Australia__Perth as Perth,
    Australia__Sydney as Sydney, Etc__GMTPlus12 as AnywhereOnEarth, Europe__Berlin as Berlin,
    Europe__Helsinki as Helsinki, Europe__Lisbon as Lisbon, Europe__Moscow as Moscow, Pacific__Auckland as Auckland,
    Pacific__Honolulu as Honolulu,
};

/// A zone as a programme names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// An abbreviation with the offset that it stands for, in minutes east of UTC, and where it is used.
    Abbreviation { minutes: i32, used_in: Tz },
    /// Minutes east of UTC, and a zone that always has this offset.
    Offset { minutes: i32, zone: Tz },
    /// An IANA zone, with whatever offset it has at that time.
    Named(Tz),
}

impl Zone {
    pub(super) const fn tz(self) -> Tz {
        match self {
            Self::Abbreviation { used_in: tz, .. } | Self::Offset { zone: tz, .. } | Self::Named(tz) => tz,
        }
    }
}

/// `--time-zone` or a configured zone that names no IANA zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no time zone `{name}`; did you mean {suggestion}?")]
pub struct UnknownTimeZone {
    name: String,
    suggestion: String,
}

/// The IANA zone with this name, in any case.
///
/// # Errors
/// [`UnknownTimeZone`], with the nearest name there is.
pub fn time_zone_named(name: &str) -> Result<Tz, UnknownTimeZone> {
    let wanted = name.trim().replace(' ', "_");
    if let Some(tz) = iana(&wanted) {
        return Ok(tz);
    }
    let suggestion = match zone(&wanted) {
        Ok(known) => known.tz().name().to_owned(),
        Err(Unreadable::Ambiguous(meanings)) => meanings.join(" or "),
        Err(Unreadable::Unknown) => nearest_zone(&wanted).to_owned(),
    };
    Err(UnknownTimeZone { name: name.to_owned(), suggestion })
}

/// Why a zone in a programme cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// IANA zones that it may stand for.
    Ambiguous(&'static [&'static str]),
    Unknown,
}

/// Abbreviation, minutes east of UTC, where it is used. Offsets from the IANA database; `CDT` and `PST` have rivals in
/// Cuba and the Philippines that conference pages never mean.
const ABBREVIATIONS: [(&str, i32, Tz); 46] = [
    ("UTC", 0, Tz::UTC),
    ("GMT", 0, Tz::UTC),
    ("Z", 0, Tz::UTC),
    ("UT", 0, Tz::UTC),
    ("PST", -480, LosAngeles),
    ("PDT", -420, LosAngeles),
    ("MST", -420, Denver),
    ("MDT", -360, Denver),
    ("CDT", -300, Chicago),
    ("EST", -300, NewYork),
    ("EDT", -240, NewYork),
    ("ADT", -180, Halifax),
    ("AKST", -540, Anchorage),
    ("AKDT", -480, Anchorage),
    ("HST", -600, Honolulu),
    ("HDT", -540, Adak),
    ("BRT", -180, SaoPaulo),
    ("ART", -180, BuenosAires),
    ("WET", 0, Lisbon),
    ("WEST", 60, Lisbon),
    ("CET", 60, Berlin),
    ("CEST", 120, Berlin),
    ("MEZ", 60, Berlin),
    ("MESZ", 120, Berlin),
    ("EET", 120, Helsinki),
    ("EEST", 180, Helsinki),
    ("MSK", 180, Moscow),
    ("WAT", 60, Lagos),
    ("CAT", 120, Tz::Africa__Maputo),
    ("SAST", 120, Johannesburg),
    ("EAT", 180, Nairobi),
    ("PKT", 300, Karachi),
    ("WIB", 420, Jakarta),
    ("ICT", 420, Tz::Asia__Bangkok),
    ("HKT", 480, HongKong),
    ("SGT", 480, Singapore),
    ("AWST", 480, Perth),
    ("JST", 540, Tokyo),
    ("KST", 540, Seoul),
    ("ACST", 570, Adelaide),
    ("ACDT", 630, Adelaide),
    ("AEST", 600, Sydney),
    ("AEDT", 660, Sydney),
    ("NZST", 720, Auckland),
    ("NZDT", 780, Auckland),
    ("CHAST", 765, Tz::Pacific__Chatham),
];

/// Words for a zone in summer and winter alike.
const GENERIC: [(&str, Tz); 11] = [
    ("PT", LosAngeles),
    ("MT", Denver),
    ("CT", Chicago),
    ("ET", NewYork),
    ("AZ", Phoenix),
    ("AOE", AnywhereOnEarth),
    ("PACIFIC TIME", LosAngeles),
    ("MOUNTAIN TIME", Denver),
    ("CENTRAL TIME", Chicago),
    ("EASTERN TIME", NewYork),
    ("ANYWHERE ON EARTH", AnywhereOnEarth),
];

const AMBIGUOUS: [(&str, &[&str]); 8] = [
    ("IST", &["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]),
    ("CST", &["America/Chicago", "Asia/Shanghai", "America/Havana"]),
    ("BST", &["Europe/London", "Asia/Dhaka"]),
    ("AST", &["America/Halifax", "Asia/Riyadh"]),
    ("SST", &["Pacific/Pago_Pago", "Asia/Singapore"]),
    ("GST", &["Asia/Dubai", "Atlantic/South_Georgia"]),
    ("AMT", &["America/Manaus", "Asia/Yerevan"]),
    ("ECT", &["America/Guayaquil", "America/Puerto_Rico"]),
];

/// Zones with an offset that is no whole hour, which the `Etc` zones lack.
const BROKEN_HOURS: [(i32, Tz); 8] = [
    (-210, Tz::America__St_Johns),
    (210, Tz::Asia__Tehran),
    (270, Tz::Asia__Kabul),
    (330, Tz::Asia__Kolkata),
    (345, Tz::Asia__Kathmandu),
    (390, Tz::Asia__Yangon),
    (525, Tz::Australia__Eucla),
    (570, Tz::Australia__Darwin),
];

/// Reads a zone as a programme prints it.
pub(super) fn zone(text: &str) -> Result<Zone, Unreadable> {
    let text = text.trim();
    let upper = text.to_ascii_uppercase();
    if let Some((_, meanings)) = AMBIGUOUS.iter().find(|(name, _)| *name == upper) {
        return Err(Unreadable::Ambiguous(meanings));
    }
    if let Some((_, minutes, used_in)) = ABBREVIATIONS.iter().find(|(name, ..)| *name == upper) {
        return Ok(Zone::Abbreviation { minutes: *minutes, used_in: *used_in });
    }
    if let Some((_, tz)) = GENERIC.iter().find(|(name, _)| *name == upper) {
        return Ok(Zone::Named(*tz));
    }
    offset(&upper).or_else(|| iana(text).map(Zone::Named)).ok_or(Unreadable::Unknown)
}

/// Abbreviations one slip away from `text`.
pub(super) fn similar_abbreviation(text: &str) -> Option<&'static str> {
    let upper = text.to_ascii_uppercase();
    let names = ABBREVIATIONS.iter().map(|(name, ..)| *name).filter(|name| name.len() > 2);
    names.map(|name| (distance(name, &upper), name)).filter(|(d, _)| *d <= 1).min().map(|(_, name)| name)
}

/// Prints minutes east of UTC as `UTC-7` or `UTC+5:30`.
pub(super) fn offset_name(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    match (hours, rest) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

fn offset(upper: &str) -> Option<Zone> {
    let signed = ["UTC", "GMT", ""].iter().find_map(|prefix| upper.strip_prefix(prefix))?.trim_start();
    let (sign, digits) = match signed.chars().next()? {
        '+' => (1, &signed[1..]),
        '-' => (-1, &signed[1..]),
        '−' | '–' => (-1, signed.get(3..)?),
        _ => return None,
    };
    let digits = digits.trim_start();
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit()) && (1..=2).contains(&text.len());
    if !plain(hours) || !plain(minutes) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = sign * (hours * 60 + minutes);
    let zone = if minutes == 0 { etc(total / 60)? } else { BROKEN_HOURS.iter().find(|(m, _)| *m == total)?.1 };
    Some(Zone::Offset { minutes: total, zone })
}

/// The `Etc` zones count westward.
fn etc(hours: i32) -> Option<Tz> {
    match hours {
        0 => Some(Tz::UTC),
        1.. => iana(&format!("Etc/GMT-{hours}")),
        _ => iana(&format!("Etc/GMT+{}", -hours)),
    }
}

fn iana(name: &str) -> Option<Tz> {
    let exact = name.parse().ok();
    exact.or_else(|| TZ_VARIANTS.iter().copied().find(|tz| tz.name().eq_ignore_ascii_case(name)))
}

fn nearest_zone(name: &str) -> &'static str {
    let wanted = name.to_ascii_lowercase();
    let cost = |tz: &Tz| {
        let full = tz.name().to_ascii_lowercase();
        let city = full.rsplit('/').next().unwrap_or_default();
        (distance(&full, &wanted).min(distance(city, &wanted)), full.len())
    };
    TZ_VARIANTS.iter().min_by_key(|tz| cost(tz)).map_or("UTC", |tz| tz.name())
}

/// How many letters must be added, dropped or changed (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_read_in_every_spelling() {
        for (text, minutes) in [("UTC+2", 120), ("GMT-7", -420), ("UTC+05:30", 330), ("utc −7", -420), ("+0200", 120)]
        {
            let Ok(Zone::Offset { minutes: read, .. }) = zone(text) else { panic!("{text}") };
            assert_eq!(read, minutes, "{text}");
        }
        assert_eq!(zone("UTC+2").unwrap().tz().name(), "Etc/GMT-2");
    }

    #[test]
    fn what_may_mean_two_zones_is_refused() {
        assert!(matches!(zone("IST"), Err(Unreadable::Ambiguous(_))));
        assert_eq!(zone("XYZ"), Err(Unreadable::Unknown));
    }

    #[test]
    fn a_misspelt_zone_gets_the_nearest_name() {
        let said = |name| time_zone_named(name).unwrap_err().to_string();
        assert_eq!(
            said("America/Los_Angelos"),
            "there is no time zone `America/Los_Angelos`; did you mean America/Los_Angeles?"
        );
        assert!(said("Berlin").ends_with("did you mean Europe/Berlin?"));
        assert!(said("PDT").ends_with("did you mean America/Los_Angeles?"));
        assert_eq!(time_zone_named("europe/berlin").map(Tz::name), Ok("Europe/Berlin"));
    }

    #[test]
    fn every_abbreviation_is_used_where_the_table_says() {
        use chrono::{Offset, TimeDelta, TimeZone, Utc};
        let start = Utc.with_ymd_and_hms(2000, 1, 1, 0, 0, 0).unwrap();
        for (name, minutes, tz) in ABBREVIATIONS {
            let mut days = (0..366 * 20).map(|day| start + TimeDelta::days(day));
            let used =
                days.any(|at| tz.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc() == minutes * 60);
            assert!(used, "{name}");
        }
    }
}
