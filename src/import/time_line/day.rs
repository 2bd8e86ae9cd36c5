use std::fmt;

use chrono::{NaiveDate, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// A leap year, so that 29 February passes.
const LEAP_YEAR: i32 = 2000;

/// A day as printed: the year may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_field_names, reason = "the day of a day is its day")]
pub(in crate::import) struct Day {
    pub(in crate::import) weekday: Option<Weekday>,
    pub(in crate::import) year: Option<i32>,
    /// 1 to 12.
    pub(in crate::import) month: u32,
    /// 1 to 31.
    pub(in crate::import) day: u32,
}

impl Day {
    /// The day in `year`, if there is one.
    pub(in crate::import) fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }

    /// Whether any year has such a day.
    pub(super) fn exists(self) -> bool {
        self.in_year(LEAP_YEAR).is_some()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.day, month_name(self.month))?;
        self.year.map_or(Ok(()), |year| write!(f, " {year}"))
    }
}

pub(super) fn month_name(month: u32) -> &'static str {
    let index = usize::try_from(month).unwrap_or_default().wrapping_sub(1);
    MONTHS.get(index).copied().unwrap_or("no month")
}

/// The months in other languages: German, French, Spanish, Italian, Portuguese and Dutch, in full and as they are cut short.
/// Left out is what is a word of English too, such as `set` and `out`.
const ELSEWHERE: [&[&str]; 12] = [
    &["januar", "jänner", "janvier", "janv", "enero", "gennaio", "janeiro", "januari"],
    &["februar", "février", "févr", "febrero", "febbraio", "fevereiro", "februari"],
    &["märz", "mär", "mars", "marzo", "março", "maart"],
    &["avril", "avr", "abril", "abr", "aprile"],
    &["mai", "mayo", "maggio", "maio", "mei"],
    &["juni", "juin", "junio", "giugno", "giu", "junho"],
    &["juli", "juillet", "juil", "julio", "luglio", "julho"],
    &["août", "agosto", "augustus"],
    &["septembre", "septiembre", "settembre", "setembro"],
    &["oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro"],
    &["novembre", "noviembre", "novembro"],
    &["dezember", "dez", "décembre", "déc", "diciembre", "dicembre", "dezembro"],
];

/// The days of the week, likewise, from Monday on.
const DAYS_ELSEWHERE: [&[&str]; 7] = [
    &["montag", "mo", "lundi", "lunes", "lunedì", "maandag"],
    &["dienstag", "di", "mardi", "martes", "martedì", "dinsdag"],
    &["mittwoch", "mi", "mercredi", "miércoles", "mercoledì", "woensdag"],
    &["donnerstag", "do", "jeudi", "jueves", "giovedì", "donderdag"],
    &["freitag", "fr", "vendredi", "viernes", "venerdì", "vrijdag"],
    &["samstag", "sa", "sonnabend", "samedi", "sábado", "sabato", "zaterdag"],
    &["sonntag", "so", "dimanche", "domingo", "domenica", "zondag"],
];

/// `Jul`, `july`, `Sept`: the first three letters or more; in other languages as they are listed.
pub(super) fn month_named(word: &str) -> Option<u32> {
    let index = MONTHS.iter().position(|month| is_start_of(word, month)).or_else(|| listed(word, &ELSEWHERE))?;
    u32::try_from(index + 1).ok()
}

pub(super) fn weekday_named(word: &str) -> Option<Weekday> {
    if word.eq_ignore_ascii_case("weds") {
        return Some(Weekday::Wed);
    }
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let in_english = days.into_iter().find(|day| is_start_of(word, super::weekday_name(*day)));
    in_english.or_else(|| listed(word, &DAYS_ELSEWHERE).map(|index| days[index]))
}

fn listed(word: &str, names: &[&[&str]]) -> Option<usize> {
    // The longest has eleven letters, and words of prose are asked about too.
    let word = Some(word).filter(|word| word.len() <= 16)?.to_lowercase();
    names.iter().position(|names| names.contains(&word.as_str()))
}

fn is_start_of(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
