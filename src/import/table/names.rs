//! What columns hold, and what `--map` calls it.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Title,
    Start,
    End,
    Date,
    EndDate,
    Zone,
    Duration,
    Session,
    Track,
    Room,
    Kind,
    Speakers,
    Authors,
    Abstract,
    Moderators,
    Id,
    Status,
    /// Whova's word for a row that is a part of the row above.
    Part,
}

pub(super) use super::known_names::NAMES;
use super::spelling::normalised;
use Role::{
    Abstract, Authors, Date, Duration, End, EndDate, Id, Kind, Moderators, Part, Room, Session, Speakers, Start,
    Status, Title, Track, Zone,
};

/// Names that hold other things as often: what they were taken for is said.
pub(super) const DOUBTFUL: [&str; 19] = [
    "name",
    "event",
    "subject",
    "item",
    "activity",
    "topic",
    "what",
    "program",
    "programme",
    "agenda",
    "paper",
    "papers",
    "summary",
    "who",
    "by",
    "names",
    "where",
    "hours",
    "wer",
];

/// What `--map` and the configuration call it.
pub(super) fn key(role: Role) -> &'static str {
    match role {
        Title => "title",
        Start => "start",
        End => "end",
        Date => "date",
        EndDate => "end-date",
        Zone => "time-zone",
        Duration => "duration",
        Session => "session",
        Track => "track",
        Room => "room",
        Kind => "kind",
        Speakers => "speakers",
        Authors => "authors",
        Abstract => "abstract",
        Moderators => "moderators",
        Id => "id",
        Status => "status",
        Part => "part",
    }
}

/// The role that `--map` means by a word: our own for it, or any name that such columns have.
pub(super) fn role_named(text: &str) -> Option<Role> {
    let text = normalised(text);
    let by_key = NAMES.iter().find(|(role, _)| key(*role) == text);
    let by_name = || NAMES.iter().find(|(_, names)| names.contains(&text.as_str()));
    by_key.or_else(by_name).map(|(role, _)| *role)
}
