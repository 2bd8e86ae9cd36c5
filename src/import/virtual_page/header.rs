//! What stands above a session's first slot: title, moderators, room, abstract.

use super::super::source_text::Line;

/// A labelled line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Moderators,
    Abstract,
    Room,
    Speakers,
}

impl Field {
    pub(super) fn begins_a_header(self) -> bool {
        self != Self::Speakers
    }
}

const LABELS: [(&str, Field); 20] = [
    ("moderator", Field::Moderators),
    ("moderators", Field::Moderators),
    ("moderator(s)", Field::Moderators),
    ("session chair", Field::Moderators),
    ("session chairs", Field::Moderators),
    ("chair", Field::Moderators),
    ("chairs", Field::Moderators),
    ("session moderator", Field::Moderators),
    ("moderated by", Field::Moderators),
    ("chaired by", Field::Moderators),
    ("abstract", Field::Abstract),
    ("summary", Field::Abstract),
    ("room", Field::Room),
    ("location", Field::Room),
    ("venue", Field::Room),
    ("speaker", Field::Speakers),
    ("speakers", Field::Speakers),
    ("authors", Field::Speakers),
    ("author", Field::Speakers),
    ("presenter", Field::Speakers),
];

/// The label of a line such as `Moderator: Yi Ma`, and what follows it.
pub(super) fn field(line: &str) -> Option<(Field, &str)> {
    let (label, value) = line.split_once(':')?;
    let label = label.trim().to_lowercase();
    let (_, field) = LABELS.iter().find(|(known, _)| *known == label)?;
    Some((*field, value.trim()))
}

/// What was read of a session's header.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) line: usize,
    pub(super) title: Option<String>,
    /// As printed; lists are not split yet.
    pub(super) moderators: Vec<String>,
    pub(super) paragraphs: Vec<String>,
    pub(super) room: Option<String>,
    /// Lines that are none of these.
    pub(super) left_over: Vec<Line>,
    /// The line that was taken for the room.
    unlabelled_room: Option<Line>,
    expects: Expects,
    apart: bool,
}

/// What an unlabelled line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Expects {
    #[default]
    Anything,
    Moderators,
    Abstract,
    Room,
}

/// An unlabelled line this long is prose about the session.
const PROSE: usize = 100;

impl Header {
    pub(super) fn at(line: usize) -> Self {
        Self { line, ..Self::default() }
    }

    pub(super) fn blank(&mut self) {
        self.apart = true;
    }

    pub(super) fn end_abstract(&mut self) {
        self.expects = Expects::Anything;
    }

    pub(super) fn read(&mut self, line: &Line) {
        let apart = std::mem::take(&mut self.apart);
        match field(&line.text) {
            _ if self.title.is_none() => self.title = Some(line.text.clone()),
            Some((Field::Moderators, names)) => self.labelled(Expects::Moderators, names),
            Some((Field::Abstract, text)) => self.labelled(Expects::Abstract, text),
            Some((Field::Room, room)) => {
                // What has a label is the room; the line without one was something else.
                self.left_over.extend(self.unlabelled_room.take());
                self.labelled(Expects::Room, room);
            }
            Some((Field::Speakers, _)) | None => self.unlabelled(line, apart),
        }
    }

    fn labelled(&mut self, label: Expects, value: &str) {
        self.expects = label;
        if !value.is_empty() {
            self.take(label, value, true);
        }
    }

    fn unlabelled(&mut self, line: &Line, apart: bool) {
        match self.expects {
            Expects::Anything if line.text.len() >= PROSE => self.take(Expects::Abstract, &line.text, apart),
            Expects::Anything if self.is_bare() && is_room(&line.text) => {
                self.unlabelled_room = Some(line.clone());
                self.take(Expects::Room, &line.text, apart);
            }
            Expects::Anything => self.left_over.push(line.clone()),
            expected => self.take(expected, &line.text, apart),
        }
    }

    /// Whether nothing but a title was read.
    fn is_bare(&self) -> bool {
        let nothing = self.moderators.is_empty() && self.paragraphs.is_empty();
        nothing && self.room.is_none() && self.left_over.is_empty()
    }

    fn take(&mut self, what: Expects, value: &str, apart: bool) {
        match what {
            Expects::Moderators => self.moderators.push(value.to_owned()),
            Expects::Room => self.room = Some(value.to_owned()),
            Expects::Abstract | Expects::Anything => return add_to(&mut self.paragraphs, value, apart),
        }
        self.expects = Expects::Anything;
    }
}

/// Whether the line below a title says where: the sites print no label before it.
fn is_room(line: &str) -> bool {
    const PLACES: [&str; 17] = [
        "hall",
        "halls",
        "room",
        "rooms",
        "ballroom",
        "auditorium",
        "theater",
        "theatre",
        "level",
        "floor",
        "building",
        "foyer",
        "lobby",
        "pavilion",
        "terrace",
        "pier",
        "center",
    ];
    let lower = line.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // `B1`, `20AB`.
    let number = |word: &str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        digits > 0 && digits < word.len() && word.len() <= 5 && word.is_ascii()
    };
    let short = line.len() <= 60 && !line.ends_with(['.', '?', '!']);
    short && words.any(|word| PLACES.contains(&word) || number(word))
}

/// Lines that no blank line parts are one paragraph, wrapped.
pub(super) fn add_to(paragraphs: &mut Vec<String>, line: &str, apart: bool) {
    match paragraphs.last_mut().filter(|_| !apart) {
        Some(paragraph) => {
            paragraph.push(' ');
            paragraph.push_str(line);
        }
        None => paragraphs.push(line.to_owned()),
    }
}
