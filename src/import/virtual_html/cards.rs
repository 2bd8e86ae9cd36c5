//! The cards in which these sites show their talks, by the names that their designs of several years gave the parts.

use scraper::{ElementRef, Selector};

use super::flow::inner;
use crate::import::source_text::clean;
use crate::import::time_line::{Reading, read};

const CARDS: [&str; 4] = [".track-schedule-card", ".maincard", ".displaycards", ".event-card"];
const KINDS: [&str; 5] = [".maincardType", ".event-type", ".float-end.small", ".pull-right.small", ".badge"];
const TITLES: [&str; 7] = [".maincardBody", ".event-title", ".small-title", "h5 a", "h5", "h4", "strong a"];
const PEOPLE: [&str; 6] =
    [".maincardFooter", ".event-speakers", ".author-str", "p.text-muted", ".indented i", ".authors"];
const ABSTRACTS: [&str; 6] =
    [".abstract-text", ".abstract-display", ".abstract", "details .text-start", ".p-4", ".card-text"];
const TIMES: [&str; 5] = [".touchup-time", ".touchup-date-div", ".maincardHeader", ".card-time", ".text-muted"];

/// What one card shows.
#[derive(Debug, Default)]
pub(super) struct Card {
    pub(super) time: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) title: Option<String>,
    pub(super) people: Option<String>,
    pub(super) room: Option<String>,
    pub(super) paragraphs: Vec<String>,
}

/// The cards of a page that hold no other card.
pub(super) fn cards<'a>(root: &ElementRef<'a>) -> Vec<ElementRef<'a>> {
    for text in CARDS {
        let Ok(selector) = Selector::parse(text) else { continue };
        let all = root.select(&selector);
        let cards: Vec<_> = all.filter(|card| Card::of(card).title.is_some()).collect();
        let innermost = |card: &ElementRef<'_>| card.select(&selector).all(|inner| inner.id() == card.id());
        let cards: Vec<_> = cards.into_iter().filter(innermost).collect();
        if !cards.is_empty() {
            return cards;
        }
    }
    Vec::new()
}

impl Card {
    pub(super) fn of(card: &ElementRef<'_>) -> Self {
        let kind = card.value().attr("data-event-type").map(clean).filter(|kind| !kind.is_empty());
        let (time, room) = time(card).unzip();
        Self {
            time,
            room: room.flatten(),
            kind: kind.or_else(|| first(card, &KINDS)),
            title: first(card, &TITLES),
            people: first(card, &PEOPLE).filter(|people| !matches!(read(people), Reading::Slot(_))),
            paragraphs: paragraphs(card),
        }
    }
}

/// A text in the card that says when, and where if it does: `Tue Oct 06 02:30 PM -- 03:30 PM (PDT) @ Hall C #12`.
fn time(card: &ElementRef<'_>) -> Option<(String, Option<String>)> {
    let named = selected(card, &TIMES).map(|element| inner(&element));
    let mut lines = named.chain(card.text().map(clean)).map(|line| match line.split_once('@') {
        Some((time, room)) => (time.trim().to_owned(), place(room)),
        None => (line, None),
    });
    lines.find(|(line, _)| matches!(read(line), Reading::Slot(_)))
}

/// A room without the number of a board in it, for which the sites write `None` where there is none.
fn place(room: &str) -> Option<String> {
    let room = room.split('#').next().unwrap_or_default().trim();
    let room = room.strip_suffix("None").unwrap_or(room).trim_end();
    (!room.is_empty()).then(|| room.to_owned())
}

fn first(card: &ElementRef<'_>, selectors: &[&str]) -> Option<String> {
    selected(card, selectors).map(|element| inner(&element)).find(|text| !text.is_empty())
}

fn paragraphs(card: &ElementRef<'_>) -> Vec<String> {
    let Some(whole) = selected(card, &ABSTRACTS).find(|element| !inner(element).is_empty()) else { return Vec::new() };
    let paragraphs: Vec<String> = selected(&whole, &["p"]).map(|paragraph| inner(&paragraph)).collect();
    let paragraphs: Vec<String> = paragraphs.into_iter().filter(|text| !text.is_empty()).collect();
    let texts = if paragraphs.is_empty() { vec![inner(&whole)] } else { paragraphs };
    let unlabelled = |text: String| text.strip_prefix("Abstract:").map(|rest| rest.trim().to_owned()).unwrap_or(text);
    texts.into_iter().map(unlabelled).filter(|text| !text.is_empty()).collect()
}

fn selected<'a>(card: &ElementRef<'a>, selectors: &[&str]) -> impl Iterator<Item = ElementRef<'a>> {
    let parsed: Vec<Selector> = selectors.iter().filter_map(|text| Selector::parse(text).ok()).collect();
    let card = *card;
    parsed.into_iter().flat_map(move |selector| card.select(&selector).collect::<Vec<_>>())
}
