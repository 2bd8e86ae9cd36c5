//! One event of a `schedule.xml`, as it is written.

use roxmltree::Node;

use super::xml::{content, name};
use crate::import::prose::{Prose, line, markup, paragraphs};

/// What is read of an event. Texts are clean; times are as written.
#[derive(Debug, Default)]
pub(super) struct Event<'a> {
    /// 1-based.
    pub(super) line: usize,
    pub(super) id: Option<&'a str>,
    pub(super) title: String,
    pub(super) date: Option<&'a str>,
    pub(super) start: Option<&'a str>,
    pub(super) end: Option<&'a str>,
    pub(super) duration: Option<&'a str>,
    pub(super) room: Option<String>,
    pub(super) track: Option<String>,
    pub(super) kind: Option<&'a str>,
    pub(super) summary: Option<String>,
    /// Whether the way into a meeting was left out of its abstract.
    pub(super) secret: bool,
    pub(super) speakers: Vec<String>,
    pub(super) moderators: Vec<String>,
    pub(super) cancelled: bool,
}

impl<'a> Event<'a> {
    pub(super) fn of(node: Node<'a, 'a>, line_number: usize, source: &'a str) -> Self {
        let guid = node.attribute("guid").or_else(|| node.attribute("code"));
        let mut event = Event { line: line_number, id: guid.or_else(|| node.attribute("id")), ..Self::default() };
        let mut texts = [None, None, None, None];
        let mut slug = None;
        for child in node.children().filter(Node::is_element) {
            let text = || child.text().map(str::trim).filter(|text| !text.is_empty());
            match name(&child) {
                "title" => event.title = line(&content(child, source)),
                "date" => event.date = text(),
                "start" => event.start = text(),
                "end" => event.end = text(),
                "duration" => event.duration = text(),
                "room" => event.room = text().map(line),
                "track" => event.track = text().map(line),
                "type" => event.kind = text(),
                "slug" => slug = text(),
                "guid" | "code" if event.id.is_none() => event.id = text(),
                "subtitle" => texts[0] = text().map(|_| content(child, source)),
                "abstract" => texts[1] = text_or_markup(child, source),
                "description" => texts[2] = text_or_markup(child, source),
                "url" => texts[3] = text().map(Into::into),
                "persons" | "speakers" => people(child, &mut event.speakers, &mut event.moderators),
                "moderators" | "coordinators" | "chairs" | "hosts" => {
                    let mut others = Vec::new();
                    people(child, &mut others, &mut event.moderators);
                    event.moderators.append(&mut others);
                }
                "status" | "state" => {
                    event.cancelled |= text().is_some_and(|text| text.to_ascii_lowercase().starts_with("cancel"));
                }
                "cancelled" | "canceled" => event.cancelled |= text().is_none_or(|text| text == "true" || text == "1"),
                _ => {}
            }
        }
        event.id = event.id.or(slug);
        if texts[1] == texts[2] {
            texts[2] = None;
        }
        let mut summary = String::new();
        let [subtitle, about, description, url] = &texts;
        let texts = [subtitle, about, description].into_iter().flatten().map(|text| markup(text));
        for Prose { text, secret } in texts.chain(url.as_deref().map(paragraphs)) {
            event.secret |= secret;
            if summary.is_empty() {
                summary = text;
            } else if !text.is_empty() {
                summary.push_str("\n\n");
                summary.push_str(&text);
            }
        }
        event.summary = Some(summary).filter(|text| !text.is_empty());
        event
    }
}

fn text_or_markup<'a>(node: Node<'a, 'a>, source: &'a str) -> Option<std::borrow::Cow<'a, str>> {
    node.has_children().then(|| content(node, source)).filter(|text| !text.trim().is_empty())
}

/// A person is a moderator where the source says so.
fn people(node: Node<'_, '_>, speakers: &mut Vec<String>, moderators: &mut Vec<String>) {
    for person in node.children().filter(Node::is_element) {
        let named = person.children().find(|child| matches!(name(child), "name" | "public_name" | "publicname"));
        let Some(text) = named.unwrap_or(person).text().or_else(|| person.attribute("name")) else { continue };
        let person_name = line(text);
        if person_name.is_empty() {
            continue;
        }
        let role = person.attribute("role").unwrap_or_default().to_ascii_lowercase();
        let leads = ["moderator", "coordinator", "chair", "host", "herald"].iter().any(|word| role.contains(word));
        if leads { moderators.push(person_name) } else { speakers.push(person_name) }
    }
}
