//! What columns are called, and what that means.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Title,
    Start,
    End,
    Date,
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

use Role::{
    Abstract, Authors, Date, Duration, End, Id, Kind, Moderators, Part, Room, Session, Speakers, Start, Status, Title,
    Track,
};

/// The names that columns have in the wild, in the order in which they are believed; normalised.
pub(super) const NAMES: [(Role, &[&str]); 16] = [
    (
        Title,
        &[
            "title",
            "talk title",
            "paper title",
            "presentation title",
            "event title",
            "contribution title",
            "session title",
            "talk",
            "presentation",
            "event",
            "event name",
            "name",
            "session name",
            "subject",
            "agenda item",
            "item",
            "activity",
            "contribution",
            "topic",
            "what",
            "titel",
            "titre",
            "program",
            "programme",
            "agenda",
            "paper",
            "papers",
            "summary",
        ],
    ),
    (
        Start,
        &[
            "start",
            "start time",
            "time start",
            "starts",
            "starts at",
            "start at",
            "starttime",
            "begin",
            "begins",
            "begin time",
            "beginning",
            "from",
            "session start",
            "scheduled start",
            "start date time",
            "start datetime",
            "dtstart",
            "time",
            "times",
            "time slot",
            "timeslot",
            "slot",
            "when",
            "hour",
            "hours",
            "beginn",
            "uhrzeit",
            "zeit",
            "debut",
            "start date",
        ],
    ),
    (
        End,
        &[
            "end",
            "end time",
            "time end",
            "ends",
            "ends at",
            "end at",
            "endtime",
            "until",
            "to",
            "till",
            "finish",
            "finish time",
            "session end",
            "scheduled end",
            "end date time",
            "end datetime",
            "dtend",
            "ende",
            "fin",
        ],
    ),
    (Date, &["date", "day", "start date", "session date", "event date", "datum", "tag", "jour"]),
    (Duration, &["duration", "length", "minutes", "duration minutes", "duration min", "min", "mins", "dauer", "duree"]),
    (Session, &["session", "session title", "session name", "block", "session block", "panel session"]),
    (Track, &["track", "tracks", "schedule track", "stream", "theme", "devroom"]),
    (
        Room,
        &[
            "room",
            "room name",
            "location",
            "room location",
            "venue",
            "hall",
            "place",
            "stage",
            "where",
            "raum",
            "ort",
            "salle",
        ],
    ),
    (
        Kind,
        &[
            "kind",
            "type",
            "talk type",
            "presentation type",
            "session type",
            "event type",
            "submission type",
            "session format",
            "format",
            "category",
            "typ",
        ],
    ),
    (
        Speakers,
        &[
            "speakers",
            "speaker",
            "presenters",
            "presenter",
            "speaker names",
            "speaker name",
            "presenting author",
            "talk by",
            "by",
            "who",
            "names",
            "sprecher",
            "referent",
            "referenten",
            "orateur",
        ],
    ),
    (Authors, &["authors", "author", "author names", "author list", "autoren"]),
    (Abstract, &["abstract", "description", "details", "session description", "talk abstract", "beschreibung"]),
    (
        Moderators,
        &[
            "moderators",
            "moderator",
            "session chair",
            "session chairs",
            "chair",
            "chairs",
            "chairperson",
            "session moderator",
            "chaired by",
            "moderated by",
            "host",
            "moderation",
        ],
    ),
    (Id, &["id", "uid", "guid", "code", "talk id", "paper id", "submission id", "event id", "proposal id"]),
    (Status, &["status", "state", "cancelled", "canceled"]),
    (Part, &["session or sub session", "session or sub session sub", "sub session"]),
];

/// Names that hold other things as often: what they were taken for is said.
pub(super) const DOUBTFUL: [&str; 18] = [
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
];

/// What `--map` and the configuration call it.
pub(super) fn key(role: Role) -> &'static str {
    match role {
        Title => "title",
        Start => "start",
        End => "end",
        Date => "date",
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

/// `*Start Time (PDT)`, `start_time` and `StartTime` are one name.
pub(super) fn normalised(name: &str) -> String {
    let name = name.replace("(s)", "s").replace("/s", "s");
    let mut words = String::new();
    let mut depth = 0_usize;
    let mut before = ' ';
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if c.is_alphanumeric() => {
                if c.is_uppercase() && before.is_lowercase() {
                    words.push(' ');
                }
                words.extend(c.to_lowercase());
            }
            _ => words.push(' '),
        }
        before = c;
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
