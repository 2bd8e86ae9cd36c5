//! What the columns of a table hold, by their names or as the organiser says.

use std::collections::BTreeMap;

use super::names::{DOUBTFUL, NAMES, Role, key, role_named};
use super::records::Row;
use super::spelling::{is_zone, normalised};
use super::when::{day, when};
use crate::import::report::Report;
use crate::import::source_text::clean;
use crate::import::{Hints, zones};
use Role::{Abstract, Date, Moderators, Part, Session, Speakers, Start, Title};

/// Most columns of a table of people's making.
const WIDEST: usize = 300;

/// Where each thing stands.
#[derive(Debug)]
pub(super) struct Columns {
    by_role: BTreeMap<Role, usize>,
    /// More columns of those who lead a session: Whova has one for moderators and one for chairs.
    more_moderators: Vec<usize>,
    /// First and last names, where speakers have two columns.
    two_names: Option<(usize, usize)>,
    /// A zone that the header names, such as `Start (PDT)`.
    pub(super) zone: Option<String>,
}

/// How much a row looks like a header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Recognised {
    /// Columns that `--map` names.
    demanded: usize,
    /// Columns with a name that is known.
    known: usize,
    /// Of a title and a time, how many.
    needed: usize,
}

impl Recognised {
    pub(super) fn is_anything(self) -> bool {
        self.demanded > 0 || self.known > 1
    }

    /// One of the two things that a programme needs.
    pub(super) fn needs_one(self) -> bool {
        self.needed == 1
    }

    /// Something that is held, and when.
    pub(super) fn is_a_programme(self) -> bool {
        self.demanded > 0 || self.needed == 2
    }
}

/// How many columns this row would name.
pub(super) fn recognised(row: &Row, hints: &Hints) -> Recognised {
    if row.cells().nth(WIDEST).is_some() {
        return Recognised::default();
    }
    let names: Vec<String> = row.cells().map(normalised).collect();
    let guessed = guess(&names, &BTreeMap::new(), &|_, _| true);
    let demanded = hints.columns.values().filter(|wanted| position(row, wanted).is_some()).count();
    let has = |role: Role| usize::from(guessed.contains_key(&role));
    Recognised { demanded, known: guessed.len(), needed: has(Title) + has(Start) }
}

impl Columns {
    /// `below` are the first rows below the header.
    pub(super) fn of(header: &Row, below: &[Row], hints: &Hints, report: &mut Report) -> Option<Self> {
        let demanded = demanded(header, hints, report)?;
        let names: Vec<String> = header.cells().map(normalised).collect();
        let by_role = guess(&names, &demanded, &|role, column| holds(below, role, column));
        let named = |wanted: Role| {
            let by_role = &by_role;
            let free = move |column: &usize| !by_role.values().any(|used| used == column);
            let known = names.iter().enumerate().filter(move |(_, name)| role_of(name) == Some(wanted));
            known.map(|(column, _)| column).filter(free)
        };
        let called = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
        let columns = Self {
            more_moderators: named(Moderators).filter(|_| !demanded.contains_key(&Moderators)).collect(),
            two_names: called(&["first name", "firstname", "given name", "vorname"])
                .zip(called(&["last name", "lastname", "family name", "surname", "nachname"]))
                .filter(|_| !by_role.contains_key(&Speakers)),
            zone: header.cells().find_map(zone_in),
            by_role,
        };
        for (role, missing) in [(Title, "the titles"), (Start, "the times at which talks start")] {
            if columns.of_role(role).is_none() {
                let key = key(role);
                let message = format!(
                    "No column is known to hold {missing}. Say which does: --map {key}=\"…\". The columns are {}.",
                    listed(header)
                );
                report.error(header.line, message);
            }
        }
        columns.refuse_lost_days(header, &names, below, report);
        if report.has_errors() {
            return None;
        }
        columns.tell(header, &demanded, &names, report);
        Some(columns)
    }

    pub(super) fn of_role(&self, role: Role) -> Option<usize> {
        self.by_role.get(&role).copied()
    }

    /// What a row holds of this; empty where there is no such column.
    pub(super) fn cell<'a>(&self, row: &'a Row, role: Role) -> &'a str {
        self.of_role(role).map_or("", |column| row.cell(column))
    }

    /// Who leads, by every column that says so.
    pub(super) fn moderators<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a str> {
        let columns = self.of_role(Moderators).into_iter().chain(self.more_moderators.iter().copied());
        columns.map(|column| row.cell(column)).filter(|cell| !cell.is_empty())
    }

    /// Who speaks, by the column of speakers, by those of first and last names, or by that of authors.
    pub(super) fn speakers(&self, row: &Row) -> String {
        let own = self.cell(row, Speakers);
        let both = self.two_names.map(|(first, last)| format!("{} {}", row.cell(first), row.cell(last)));
        let both = both.filter(|both| !both.trim().is_empty()).map(|both| both.trim().to_owned());
        if own.is_empty() { both.unwrap_or_else(|| self.cell(row, Role::Authors).to_owned()) } else { own.to_owned() }
    }

    /// A column of days that cannot be read must not put all rows on the day of `--date`.
    fn refuse_lost_days(&self, header: &Row, names: &[String], below: &[Row], report: &mut Report) {
        let dated = |row: &Row| {
            let cell = self.of_role(Start).map_or("", |column| row.cell(column));
            when(&clean(cell)).is_ok_and(|cell| cell.is_some_and(|cell| cell.day.is_some()))
        };
        if self.of_role(Date).is_some() || below.iter().any(dated) {
            return;
        }
        for (column, name) in names.iter().enumerate() {
            let free = !self.by_role.values().any(|used| *used == column);
            if !free || role_of(name) != Some(Date) {
                continue;
            }
            let mut values = below.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
            let Some(first) = values.next() else { continue };
            if values.any(|value| value != first) {
                let message = format!(
                    "The column “{}” holds days such as “{}”, which cannot be read as days. Write them like 2025-07-18.",
                    clean(header.cell(column)),
                    clean(first)
                );
                report.error(header.line, message);
            }
        }
    }

    fn tell(&self, header: &Row, demanded: &BTreeMap<Role, usize>, names: &[String], report: &mut Report) {
        let doubtful = |(role, column): &(&Role, &usize)| {
            !demanded.contains_key(role) && **role != Abstract && DOUBTFUL.contains(&names[**column].as_str())
        };
        for (role, column) in self.by_role.iter().filter(doubtful) {
            let (key, name) = (key(*role), header.cell(*column));
            report
                .note(header.line, format!("The column “{name}” is taken for {key}; --map {key}=\"…\" names another."));
        }
        let names = self.two_names.map(|(first, last)| [first, last]);
        let more = self.more_moderators.iter().copied().chain(names.into_iter().flatten());
        let used: Vec<usize> = self.by_role.values().copied().chain(more).collect();
        let unused: Vec<String> = header
            .cells()
            .enumerate()
            .filter(|(column, name)| !used.contains(column) && !name.is_empty())
            .map(|(_, name)| format!("“{}”", clean(name)))
            .collect();
        if let Some(first) = unused.first() {
            let (columns, are) = if unused.len() == 1 { ("column", "is") } else { ("columns", "are") };
            let example = first.trim_matches(['“', '”']);
            // A role that has its column already is no advice.
            let free = [Speakers, Role::Room, Abstract, Session, Moderators, Role::Kind]
                .into_iter()
                .find(|role| !(self.by_role.contains_key(role) || *role == Speakers && self.two_names.is_some()));
            let advice =
                free.map_or(".".to_owned(), |role| format!(", for example --map {}=\"{example}\".", key(role)));
            let message =
                format!("The {columns} {} {are} left out. If one holds something, say what{advice}", unused.join(", "));
            report.note(header.line, message);
        }
    }
}

/// The columns that `--map` names; `None` after an error about one.
fn demanded(header: &Row, hints: &Hints, report: &mut Report) -> Option<BTreeMap<Role, usize>> {
    let mut demanded = BTreeMap::new();
    for (key, name) in &hints.columns {
        let Some(role) = role_named(key) else {
            let keys = NAMES.iter().filter(|(role, _)| *role != Part).map(|(role, _)| self::key(*role));
            let keys = keys.collect::<Vec<_>>().join(", ");
            report.error(None, format!("--map knows no `{key}`. It knows {keys}."));
            continue;
        };
        match position(header, name) {
            Some(column) => _ = demanded.insert(role, column),
            None => {
                report.error(
                    header.line,
                    format!("--map {key}: there is no column “{name}”. The columns are {}.", listed(header)),
                );
            }
        }
    }
    (!report.has_errors()).then_some(demanded)
}

/// What a column of this name holds.
pub(super) fn named(name: &str) -> Option<Role> {
    role_of(&normalised(name))
}

/// As [`named`], of a name that is normalised.
fn role_of(name: &str) -> Option<Role> {
    NAMES.iter().find(|(_, known)| known.contains(&name)).map(|(role, _)| *role)
}

/// Whether what stands in a column can be what its name says: a slot may be a number, and a day “Day 1”.
fn holds(below: &[Row], role: Role, column: usize) -> bool {
    if !matches!(role, Start | Role::End | Role::Date | Role::EndDate) {
        return true;
    }
    let mut filled = below.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).peekable();
    let read = if matches!(role, Date | Role::EndDate) { day } else { when };
    filled.peek().is_none() || filled.any(|cell| read(&clean(cell)).is_ok_and(|cell| cell.is_some()))
}

/// The role of each column: those demanded, then those whose names are believed most, if they hold what they say. Where none
/// does, that is still what the organiser should hear about.
fn guess(
    names: &[String],
    demanded: &BTreeMap<Role, usize>,
    holds: &dyn Fn(Role, usize) -> bool,
) -> BTreeMap<Role, usize> {
    let mut by_role = demanded.clone();
    let mut candidates: Vec<(usize, usize, Role)> = Vec::new();
    for (column, name) in names.iter().enumerate() {
        for (role, known) in NAMES {
            candidates.extend(known.iter().position(|known| known == name).map(|rank| (rank, column, role)));
        }
    }
    candidates.sort_by_key(|(rank, column, role)| (!holds(*role, *column), *rank, *column, *role));
    for (_, column, role) in candidates {
        if role != Start && !holds(role, column) {
            continue;
        }
        let taken = by_role.values().any(|taken| *taken == column);
        if !taken && !by_role.contains_key(&role) {
            by_role.insert(role, column);
        }
    }
    let called = |role: &Role| by_role.get(role).map(|column| names[*column].as_str());
    // A session's title is believed to be one before a column that may be anything.
    let better = called(&Session).filter(|name| ["session title", "session name"].contains(name));
    let worse = called(&Title).filter(|name| DOUBTFUL.contains(name) && !["paper", "papers"].contains(name));
    if let (Some(_), Some(_), Some(session)) = (better, worse, by_role.get(&Session))
        && ![Title, Session].iter().any(|role| demanded.contains_key(role))
    {
        let demanded = demanded.iter().map(|(role, column)| (*role, *column)).chain([(Title, *session)]).collect();
        return guess(names, &demanded, holds);
    }
    // What a programme of one level calls a session is what we call a talk.
    if !by_role.contains_key(&Title)
        && let Some(session) = by_role.get(&Session).copied().filter(|_| !demanded.contains_key(&Session))
    {
        by_role.remove(&Session);
        by_role.insert(Title, session);
    }
    // A calendar's summary of an event is its title.
    if !by_role.contains_key(&Title)
        && let Some(summary) = by_role.get(&Abstract).copied().filter(|column| names[*column] == "summary")
        && !demanded.contains_key(&Abstract)
    {
        by_role.remove(&Abstract);
        by_role.insert(Title, summary);
    }
    by_role
}

fn position(header: &Row, name: &str) -> Option<usize> {
    let exact = header.cells().position(|cell| clean(cell) == clean(name));
    exact.or_else(|| {
        header.cells().position(|cell| !normalised(name).is_empty() && normalised(cell) == normalised(name))
    })
}

fn listed(header: &Row) -> String {
    let names = header.cells().filter(|cell| !cell.is_empty()).map(|cell| format!("“{}”", clean(cell)));
    names.take(30).collect::<Vec<_>>().join(", ")
}

fn zone_in(name: &str) -> Option<String> {
    let last = name.rsplit([' ', '_']).next().filter(|word| word.len() < name.len() && is_zone(word));
    let Some((_, inner)) = name.split_once('(') else { return last.map(str::to_uppercase) };
    let inner = inner.split_once(')').map_or(inner, |(inner, _)| inner).trim();
    let known = zones::zone(inner).is_ok() || matches!(zones::zone(inner), Err(zones::Unreadable::Ambiguous(_)));
    known.then(|| inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(header: &[&str]) -> String {
        let names: Vec<String> = header.iter().map(|name| normalised(name)).collect();
        let by_role = guess(&names, &BTreeMap::new(), &|_, _| true);
        by_role.iter().map(|(role, column)| format!("{}={}", key(*role), header[*column])).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn columns_are_known_by_many_names() {
        assert_eq!(guessed(&["Start time", "Program", "Paper(s)"]), "title=Program start=Start time");
        assert_eq!(
            guessed(&["Date", "Time", "Session", "Speaker(s)", "Room"]),
            "title=Session start=Time date=Date room=Room speakers=Speaker(s)"
        );
        assert_eq!(
            guessed(&["Session Title", "Paper Title", "StartTime", "end_time", "Session Chair"]),
            "title=Paper Title start=StartTime end=end_time session=Session Title moderators=Session Chair"
        );
        assert_eq!(
            guessed(&["*Date", "*Time Start", "*Time End", "Tracks (Optional)", "*Session Title", "Room/Location"]),
            "title=*Session Title start=*Time Start end=*Time End date=*Date track=Tracks (Optional) room=Room/Location"
        );
    }

    #[test]
    fn a_header_may_name_the_zone() {
        assert_eq!(zone_in("Start (PDT)"), Some("PDT".to_owned()));
        assert_eq!(zone_in("Room (optional)"), None);
    }
}
