//! A page as the text that a person would copy from it.

use ego_tree::iter::Edge;
use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

use super::cards;
use crate::import::source_text::clean;
use crate::import::time_line::{Reading, read};
use crate::schedule::TalkKind;

/// Elements that hold nothing of the programme.
const DROPPED: [&str; 18] = [
    "script", "style", "noscript", "template", "svg", "head", "nav", "footer", "select", "button", "iframe", "form",
    "input", "textarea", "video", "audio", "canvas", "object",
];
/// Elements around which a browser leaves a blank line.
const APART: [&str; 20] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "hr",
    "section",
    "article",
    "details",
    "figure",
    "main",
    "header",
];
/// Elements on lines of their own.
const BLOCKS: [&str; 10] = ["div", "li", "dt", "dd", "tr", "br", "summary", "address", "fieldset", "figcaption"];

/// The text of the page. On pages with cards, each card's parts stand in the order in which the pasted page has them.
pub(super) fn text(document: &Html) -> String {
    let mut writer = Writer::default();
    let root = document.root_element();
    let title = main_title(&root);
    let cards = cards::cards(&root);
    if let Some(title) = title {
        writer.line("Session");
        writer.blank();
        writer.line(&inner(&title));
        writer.blank();
    }
    let mut flow = Flow { writer, begun: title.is_none(), title, has_cards: !cards.is_empty(), time: None };
    flow.walk(root, &cards);
    flow.writer.text
}

/// All the text in an element, on one line.
pub(super) fn inner(element: &ElementRef<'_>) -> String {
    clean(&element.text().collect::<Vec<_>>().join(" "))
}

fn main_title<'a>(root: &ElementRef<'a>) -> Option<ElementRef<'a>> {
    let selectors = [".main-title", "h2.card-title", ".event-detail h1", ".pp-card-header .card-title"];
    let mut found = selectors
        .iter()
        .filter_map(|text| Selector::parse(text).ok())
        .filter_map(|selector| root.select(&selector).next());
    found.find(|title| !inner(title).is_empty())
}

struct Flow<'a> {
    writer: Writer,
    /// Whether the title was passed: what stands above it is the site's.
    begun: bool,
    title: Option<ElementRef<'a>>,
    has_cards: bool,
    /// The time line above, for cards that have none of their own.
    time: Option<String>,
}

impl<'a> Flow<'a> {
    fn walk(&mut self, root: ElementRef<'a>, cards: &[ElementRef<'a>]) {
        // Ids of the subtrees that are passed over, until their end.
        let mut passed = None;
        let mut line = String::new();
        let mut first_card = true;
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) if passed.is_none() => match node.value() {
                    Node::Text(text) if self.begun => line.push_str(text),
                    Node::Element(_) => {
                        let Some(element) = ElementRef::wrap(node) else { continue };
                        if self.title.is_some_and(|title| title.id() == element.id()) {
                            self.begun = true;
                            passed = Some(element.id());
                        } else if is_dropped(&element) {
                            passed = Some(element.id());
                        } else if self.is_room(&element) {
                            self.writer.blank();
                            self.writer.line(&format!("Room: {}", inner(&element)));
                            passed = Some(element.id());
                        } else if cards.iter().any(|card| card.id() == element.id()) {
                            self.end_line(&mut line);
                            self.card(&element, std::mem::take(&mut first_card));
                            passed = Some(element.id());
                        } else {
                            self.edge(&element, &mut line);
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    if passed == Some(node.id()) {
                        passed = None;
                        self.end_line(&mut line);
                    } else if passed.is_none()
                        && let Some(element) = ElementRef::wrap(node)
                    {
                        self.edge(&element, &mut line);
                    }
                }
                Edge::Open(_) => {}
            }
        }
        self.end_line(&mut line);
    }

    /// Where a session is stands grey and centred below its title, without a label.
    fn is_room(&self, element: &ElementRef<'_>) -> bool {
        let value = element.value();
        let grey =
            value.classes().any(|class| class == "text-muted") && value.classes().any(|class| class == "text-center");
        let text = inner(element);
        let plain = !text.is_empty() && text.len() <= 80 && !text.contains(':') && matches!(read(&text), Reading::Text);
        self.begun && self.title.is_some() && grey && plain && matches!(value.name(), "h3" | "h4" | "h5" | "h6")
    }

    fn edge(&mut self, element: &ElementRef<'_>, line: &mut String) {
        let name = element.value().name();
        let apart = APART.contains(&name);
        if apart || BLOCKS.contains(&name) {
            self.end_line(line);
        } else if matches!(name, "td" | "th") {
            line.push(' ');
        }
        if apart {
            self.writer.blank();
        }
    }

    fn end_line(&mut self, line: &mut String) {
        let text = clean(&std::mem::take(line));
        if text.is_empty() {
            return;
        }
        if self.has_cards
            && let Reading::Slot(_) = read(&text)
        {
            // Cards repeat it; alone it would be a slot without a title.
            self.time = Some(text);
            return;
        }
        self.writer.line(&text);
    }

    fn heading(&mut self, kind: Option<&str>, title: Option<&str>) {
        match (kind, title) {
            (Some(kind), Some(title)) if is_kind(kind) => self.writer.line(&format!("({kind}) {title}")),
            (Some(kind), Some(title)) => {
                self.writer.line(&format!("({kind})"));
                self.writer.line(title);
            }
            (kind, title) => kind.into_iter().chain(title).for_each(|line| self.writer.line(line)),
        }
    }

    fn card(&mut self, element: &ElementRef<'a>, first: bool) {
        let card = cards::Card::of(element);
        if first {
            self.writer.blank();
            self.writer.line("Chat is not available.");
        }
        self.writer.blank();
        let time = card.time.clone().or_else(|| self.time.clone());
        self.time.clone_from(&time);
        if let Some(line) = &time {
            self.writer.line(line);
        }
        self.writer.blank();
        self.heading(card.kind.as_deref(), card.title.as_deref());
        // The card says what each of its parts is: with labels nobody has to guess it again.
        let people = card.people.iter().map(|people| format!("Speakers: {people}"));
        let room = card.room.iter().map(|room| format!("Room: {room}"));
        for part in people.chain(room).chain(card.paragraphs.iter().cloned()) {
            self.writer.blank();
            self.writer.line(&part);
        }
        self.writer.blank();
    }
}

fn is_kind(label: &str) -> bool {
    TalkKind::from_label(label).or_else(|| TalkKind::from_qualified_label(label)).is_some()
}

fn is_dropped(element: &ElementRef<'_>) -> bool {
    let value = element.value();
    let is_button = value.name() == "a" && value.classes().any(|class| class == "btn" || class.starts_with("btn-"));
    let hidden = value.attr("hidden").is_some()
        || value.attr("style").is_some_and(|style| style.replace(' ', "").contains("display:none"))
        || value.classes().any(|class| matches!(class, "visually-hidden" | "sr-only" | "navbar" | "bookmark-cell"));
    DROPPED.contains(&value.name()) || is_button || hidden
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}
