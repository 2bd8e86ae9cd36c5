//! Lines to sessions and slots, before anything in them is understood.

use super::super::report::Report;
use super::super::source_text::Line;
use super::super::time_line::{Day, Reading, TimeLine, read};
use super::furniture::{is_foot_of_page, is_furniture, is_position, is_top_of_page};
use super::header::{Field, Header, field};
use crate::schedule::TalkKind;

/// A session as the page has it.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) header: Header,
    /// The session's own times, with their line, where its header prints them: they may name the year and the zone.
    pub(super) own_time: Option<(usize, TimeLine)>,
    pub(super) slots: Vec<Slot>,
}

/// A slot as the page has it.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) line: usize,
    /// `None` when the time line cannot be read, which is then in the report.
    pub(super) time: Option<TimeLine>,
    /// Without furniture and blank lines.
    pub(super) body: Vec<Piece>,
}

/// A line of text in a slot.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) line: usize,
    pub(super) text: String,
    /// Whether a blank line, or furniture, parts it from the text above.
    pub(super) apart: bool,
}

/// Where in a page the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Above a session: menus, or a title whose "Session" line was not copied.
    Above,
    Header,
    Slot,
    /// Below the last slot.
    Below,
}

/// The sessions of one or several pasted pages.
pub(super) fn outline(lines: &[Line], report: &mut Report) -> Vec<Part> {
    let mut reader = Reader {
        report,
        parts: Vec::new(),
        place: Place::Above,
        loose: Vec::new(),
        apart: true,
        day: None,
        below_time: false,
        below_header: false,
    };
    for line in lines {
        reader.read(line);
    }
    reader.leave_out_loose();
    reader.parts
}

struct Reader<'a> {
    report: &'a mut Report,
    parts: Vec<Part>,
    place: Place,
    /// Lines that belong to no session yet.
    loose: Vec<Line>,
    apart: bool,
    /// Of the slot or day heading above.
    day: Option<Day>,
    /// Whether the last line with text was a time line.
    below_time: bool,
    /// Whether the line that ends a header was read: what stands below it is no header.
    below_header: bool,
}

impl Reader<'_> {
    fn read(&mut self, line: &Line) {
        if line.text.is_empty() {
            self.apart = true;
            if let (Place::Header, Some(part)) = (self.place, self.parts.last_mut()) {
                part.header.blank();
            }
            return;
        }
        let below_time = std::mem::take(&mut self.below_time);
        if is_furniture(&line.text) {
            return self.furniture(line);
        }
        if line.text.trim_end_matches(':').eq_ignore_ascii_case("session") && !below_time {
            return self.begin(line.number);
        }
        match read(&line.text) {
            Reading::Slot(time) => self.slot(line, Some(time)),
            Reading::Broken(problem) => {
                self.report.once(super::super::Level::Error, line.number, problem);
                self.slot(line, None);
            }
            Reading::Day(day) if self.place != Place::Slot || self.apart => self.day = Some(day),
            Reading::Day(_) | Reading::Text => self.text(line),
        }
        self.apart = false;
    }

    fn furniture(&mut self, line: &Line) {
        self.apart = true;
        let head_ends_here = line.text.to_lowercase().starts_with("chat is not available");
        if is_top_of_page(&line.text) {
            self.leave_out_loose();
            self.place = Place::Above;
        } else if is_foot_of_page(&line.text) && self.place == Place::Slot {
            self.place = Place::Below;
        } else if head_ends_here {
            self.was_the_sessions_own_time();
            if self.place == Place::Header {
                self.end_abstract();
                self.below_header = true;
            }
        }
    }

    fn begin(&mut self, number: usize) {
        self.leave_out_loose();
        self.parts.push(Part { header: Header::at(number), ..Part::default() });
        self.place = Place::Header;
        self.below_header = false;
        self.apart = true;
    }

    fn slot(&mut self, line: &Line, time: Option<TimeLine>) {
        self.adopt_loose(line.number);
        if time.as_ref().is_some_and(|time| self.is_within_the_slot_above(time)) {
            self.was_the_sessions_own_time();
        }
        let time = time.map(|time| TimeLine { day: time.day.or(self.day), ..time });
        self.day = time.as_ref().and_then(|time| time.end_day.or(time.day)).or(self.day);
        self.place = Place::Slot;
        self.below_time = true;
        let part = self.part(line.number);
        part.slots.push(Slot { line: line.number, time, body: Vec::new() });
    }

    fn text(&mut self, line: &Line) {
        match self.place {
            Place::Above if field(&line.text).is_some_and(|(field, _)| field.begins_a_header()) => {
                self.adopt_loose(line.number);
                self.header_text(line);
            }
            Place::Above => self.loose.push(line.clone()),
            Place::Header | Place::Slot if self.begins_an_entry(line) => self.entry(line),
            Place::Header => self.header_text(line),
            Place::Slot => self.slot_text(line),
            Place::Below => {
                let message = "Text below the last slot was left out as the page's footer.";
                self.report.once(super::super::Level::Note, line.number, message.to_owned());
            }
        }
    }

    fn header_text(&mut self, line: &Line) {
        let number = line.number;
        self.place = Place::Header;
        self.part(number).header.read(line);
    }

    fn slot_text(&mut self, line: &Line) {
        let header_field =
            field(&line.text).is_some_and(|(field, _)| matches!(field, Field::Moderators | Field::Abstract));
        if header_field && self.was_the_sessions_own_time() {
            return self.header_text(line);
        }
        let piece = Piece { line: line.number, text: line.text.clone(), apart: self.apart };
        if let Some(slot) = self.part(line.number).slots.last_mut() {
            slot.body.push(piece);
        }
    }

    /// The posters of a session have its time and print none of their own: each begins with its position in the hall, or
    /// with its kind.
    fn begins_an_entry(&self, line: &Line) -> bool {
        let Some(part) = self.parts.last() else { return false };
        let begins = |slot: &Slot| slot.body.first().map(|first| is_position(&first.text));
        match part.slots.last() {
            None if part.own_time.is_none() => false,
            None => is_position(&line.text) || self.below_header && is_shown(&line.text),
            Some(slot) if is_position(&line.text) => slot.body.len() > 1 && begins(slot) == Some(true),
            Some(slot) => {
                let shared = part.own_time.as_ref().is_some_and(|(_, own)| slot.time.as_ref() == Some(own));
                shared && slot.body.len() > 1 && begins(slot) == Some(false) && is_shown(&line.text)
            }
        }
    }

    fn entry(&mut self, line: &Line) {
        self.place = Place::Slot;
        let part = self.part(line.number);
        let above = part.slots.last().and_then(|slot| slot.time.clone());
        let time = above.or_else(|| part.own_time.as_ref().map(|(_, time)| time.clone()));
        part.slots.push(Slot { line: line.number, time, body: Vec::new() });
        self.apart = true;
        self.slot_text(line);
    }

    /// Whether the only slot so far is empty and goes on for longer than this one, which is in it.
    fn is_within_the_slot_above(&self, time: &TimeLine) -> bool {
        let above = self.parts.last().and_then(|part| part.slots.last()).filter(|slot| slot.body.is_empty());
        above.and_then(|slot| slot.time.as_ref()).is_some_and(|above| {
            let (start, end) = (time.start.seconds, time.end.seconds);
            let same_day = time.day.is_none() || time.day == above.day;
            same_day && above.start.seconds <= start && end <= above.end.seconds && *above != *time
        })
    }

    /// Newer pages print the session's own times in its header. Such a line is no slot: it is taken back.
    fn was_the_sessions_own_time(&mut self) -> bool {
        let Some(part) = self.parts.last_mut() else { return false };
        let alone = self.place == Place::Slot && part.slots.len() == 1 && part.slots[0].body.is_empty();
        if !alone {
            return false;
        }
        part.own_time = part.slots.pop().and_then(|slot| Some((slot.line, slot.time?)));
        self.place = Place::Header;
        true
    }

    fn end_abstract(&mut self) {
        if let Some(part) = self.parts.last_mut() {
            part.header.end_abstract();
        }
    }

    /// Loose lines above a slot or field are the header of a session whose "Session" line was not copied.
    fn adopt_loose(&mut self, number: usize) {
        if self.place != Place::Above {
            return;
        }
        let loose = std::mem::take(&mut self.loose);
        let start = loose.first().map_or(number, |line| line.number);
        self.parts.push(Part { header: Header::at(start), ..Part::default() });
        self.place = Place::Header;
        for line in &loose {
            self.header_text(line);
        }
    }

    fn leave_out_loose(&mut self) {
        let loose = std::mem::take(&mut self.loose);
        if let Some(first) = loose.first() {
            let count = loose.len();
            let lines = if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
            self.report.note(
                first.number,
                format!("Left out {lines} above the session: “{}”.", super::shortened(&first.text)),
            );
        }
    }

    fn part(&mut self, line: usize) -> &mut Part {
        if self.parts.is_empty() {
            self.parts.push(Part { header: Header::at(line), ..Part::default() });
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }
}

/// Whether a line is the kind of what is shown or told for a paper.
fn is_shown(line: &str) -> bool {
    let kind = TalkKind::from_label(line).or_else(|| TalkKind::from_qualified_label(line));
    matches!(kind, Some(TalkKind::Oral | TalkKind::Spotlight | TalkKind::Poster))
}
