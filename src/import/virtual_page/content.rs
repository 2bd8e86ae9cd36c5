//! What stands in a slot below its time: kind, title, speakers, abstract.

use super::super::names::{could_be_a_name, is_clearly_a_list, is_name, people};
use super::furniture::{bracketed, is_position};
use super::header::{Field, add_to, field};
use super::outline::{Part, Piece, Slot};
use crate::schedule::TalkKind;

/// How the slots of a page are laid out, learnt from all of them: one slot with a line missing is understood by the
/// others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Layout {
    /// Most slots name their kind.
    kinds: bool,
    /// Most titles follow their kind without a blank line.
    title_close_to_kind: bool,
}

impl Layout {
    pub(super) fn of(parts: &[Part]) -> Self {
        let slots = || parts.iter().flat_map(|part| &part.slots);
        let bodies = slots().map(|slot| below_position(&slot.body));
        let with_kind: Vec<&[Piece]> = bodies.filter(|body| leading_kind(body).is_some()).collect();
        let close = with_kind.iter().filter(|body| body.get(1).is_some_and(|title| !title.apart)).count();
        let apart = with_kind.iter().filter(|body| body.get(1).is_some_and(|title| title.apart)).count();
        Self { kinds: with_kind.len() * 2 > slots().count(), title_close_to_kind: close > apart * 2 }
    }
}

/// A slot's content.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// `None` where the page names none.
    pub(super) kind: Option<TalkKind>,
    /// Named where a kind should be, but no word for one.
    pub(super) unknown_kind: Option<Piece>,
    pub(super) title: Option<String>,
    /// Whether the kind had to serve as the title.
    pub(super) named_by_kind: bool,
    pub(super) speakers: Vec<String>,
    pub(super) summary: Option<String>,
    pub(super) room: Option<String>,
    /// Lines that are none of these.
    pub(super) left_over: Vec<Piece>,
}

/// Understands the lines of one slot.
pub(super) fn content(slot: &Slot, layout: Layout) -> Content {
    let mut content = Content::default();
    let lines = take_kind(below_position(&slot.body), layout, &mut content);
    let lines = take_title(lines, layout, &mut content);
    let lines = take_speakers(lines, &mut content);
    take_summary(lines, &mut content);
    content
}

fn take_kind<'a>(lines: &'a [Piece], layout: Layout, content: &mut Content) -> &'a [Piece] {
    let Some((first, rest)) = lines.split_first() else { return lines };
    if let Some(kind) = leading_kind(lines) {
        content.kind = Some(kind);
        return below_the_same_kind(first, rest);
    }
    if is_award(&first.text) && is_title_below(rest) {
        content.left_over.push(first.clone());
        return rest;
    }
    let followed = rest.first().is_some_and(|next| !next.apart && !is_clearly_a_list(&next.text));
    let short = first.text.len() <= 30 && first.text.split(' ').count() <= 3;
    let unknown = bracketed(&first.text).is_some_and(|inner| inner.len() <= 40);
    if unknown && !rest.is_empty() || layout.kinds && layout.title_close_to_kind && followed && short {
        content.unknown_kind = Some(first.clone());
        return rest;
    }
    lines
}

fn take_title<'a>(lines: &'a [Piece], layout: Layout, content: &mut Content) -> &'a [Piece] {
    let mut lines = lines;
    while let Some((first, rest)) = lines.split_first() {
        if bracketed(&first.text).is_none() || rest.is_empty() {
            break;
        }
        match kind(&first.text).filter(|_| content.kind.is_none()) {
            Some(kind) => content.kind = Some(kind),
            None => content.left_over.push(first.clone()),
        }
        lines = rest;
    }
    let Some((first, rest)) = lines.split_first() else {
        let telling = content.kind.filter(|kind| says_enough(*kind));
        content.named_by_kind = telling.is_some();
        return lines;
    };
    let far = layout.title_close_to_kind && first.apart && content.kind.is_some();
    let not_a_title =
        field(&first.text).is_some() || is_middle_dotted(&first.text) || far && reads_like_people(&first.text);
    if not_a_title {
        return lines;
    }
    let (kind, title) = kind_before(&first.text);
    content.kind = content.kind.or(kind);
    content.title = Some(title.to_owned());
    rest
}

fn take_speakers<'a>(lines: &'a [Piece], content: &mut Content) -> &'a [Piece] {
    let Some((first, rest)) = lines.split_first() else { return lines };
    match field(&first.text) {
        Some((Field::Speakers, names)) if !names.is_empty() => {
            content.speakers = people(names);
            return rest;
        }
        Some(_) => return lines,
        None => {}
    }
    let by_place = rest.first().is_some_and(|next| next.apart || next.text.len() > 120) && could_be_a_name(&first.text);
    if !reads_like_people(&first.text) && !by_place {
        return lines;
    }
    // A long list may be wrapped.
    let mut names = first.text.clone();
    let mut rest = rest;
    while let Some((next, beyond)) = rest.split_first() {
        let continues = names.ends_with(['·', '⋅', ';', ',', '|']) || next.text.starts_with(['·', '⋅']);
        if next.apart || !continues {
            break;
        }
        names = format!("{names} {}", next.text);
        rest = beyond;
    }
    content.speakers = people(&names);
    rest
}

fn take_summary(lines: &[Piece], content: &mut Content) {
    let mut paragraphs = Vec::new();
    for (index, piece) in lines.iter().enumerate() {
        let apart = piece.apart || index == 0;
        match field(&piece.text) {
            Some((Field::Abstract, "")) if paragraphs.is_empty() => {}
            Some((Field::Abstract, text)) if paragraphs.is_empty() => paragraphs.push(text.to_owned()),
            Some((Field::Room, room)) if paragraphs.is_empty() && !room.is_empty() => {
                content.room = Some(room.to_owned());
            }
            _ => add_to(&mut paragraphs, &piece.text, apart),
        }
    }
    content.summary = Some(paragraphs.join("\n\n")).filter(|text| !text.is_empty());
}

/// Where in the hall a poster hangs says nothing of what it is.
fn below_position(lines: &[Piece]) -> &[Piece] {
    match lines.split_first() {
        Some((first, rest)) if is_position(&first.text) => rest,
        _ => lines,
    }
}

/// The kind with which a slot begins. One with other words before it, such as `San Diego Oral`, might be a title: it is a
/// kind where a title stands close below.
fn leading_kind(lines: &[Piece]) -> Option<TalkKind> {
    let (first, rest) = lines.split_first()?;
    let qualified = || {
        let stands_above_a_title = bracketed(&first.text).is_some() && !rest.is_empty() || is_title_below(rest);
        if stands_above_a_title { TalkKind::from_qualified_label(&first.text) } else { None }
    };
    kind(&first.text).or_else(qualified)
}

/// Some pages print a kind twice.
fn below_the_same_kind<'a>(first: &Piece, rest: &'a [Piece]) -> &'a [Piece] {
    match rest {
        [again, beyond @ ..] if again.text == first.text && is_title_below(beyond) => beyond,
        _ => rest,
    }
}

/// Whether the first of these lines, which stand below a kind or an award, is a title: neither people nor prose. A title may
/// read like a name, with people close below it.
fn is_title_below(lines: &[Piece]) -> bool {
    let Some((next, beyond)) = lines.split_first() else { return false };
    let prose = next.text.len() > 200 || next.text.ends_with('.');
    let people_below = || beyond.first().is_some_and(|people| reads_like_people(&people.text));
    let people = is_clearly_a_list(&next.text) || is_name(&next.text) && !people_below();
    !next.apart && !prose && field(&next.text).is_none() && !people
}

/// `Outstanding Paper Honorable Mention`.
fn is_award(line: &str) -> bool {
    let lower = line.to_lowercase();
    let named = ["outstanding paper", "best paper", "best student paper", "test of time", "honorable mention"];
    line.split(' ').count() <= 6 && named.iter().any(|award| lower.starts_with(award))
}

/// A kind alone on its line, bare or in brackets.
fn kind(line: &str) -> Option<TalkKind> {
    TalkKind::from_label(bracketed(line).unwrap_or(line))
}

/// The kind in `(Oral) A title`.
fn kind_before(line: &str) -> (Option<TalkKind>, &str) {
    let closed = line.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let closed = closed.or_else(|| line.strip_prefix('[').and_then(|rest| rest.split_once(']')));
    let known = |label| TalkKind::from_label(label).or_else(|| TalkKind::from_qualified_label(label));
    let known = closed.and_then(|(label, title)| Some((known(label)?, title.trim())));
    match known.filter(|(_, title)| !title.is_empty()) {
        Some((kind, title)) => (Some(kind), title),
        None => (None, line),
    }
}

fn reads_like_people(line: &str) -> bool {
    is_clearly_a_list(line) || is_name(line)
}

fn is_middle_dotted(line: &str) -> bool {
    line.contains(['·', '⋅']) && is_clearly_a_list(line)
}

/// A slot that prints nothing but `Coffee Break` is named; one that prints nothing but `Oral` is not.
const fn says_enough(kind: TalkKind) -> bool {
    matches!(kind, TalkKind::QuestionsAndAnswers | TalkKind::Break | TalkKind::Panel | TalkKind::Other)
}
