//! XML that is read as kindly as it can be without being fooled.

use std::borrow::Cow;

use roxmltree::{Document, Error, Node, ParsingOptions};

use crate::import::limits;
use crate::import::report::Report;
use crate::import::source_text::count;

/// Most memory that the tree may take, in bytes. A programme of 8,000 talks takes less.
const LARGEST_TREE: usize = 56 * 1024 * 1024;
/// Most references of a text that is mended, good ones among them: it is copied for that.
const MOST_MENDED: usize = 200_000;
/// Bytes that roxmltree 0.21 takes for a node and for an attribute.
const NODE: usize = 80;
const ATTRIBUTE: usize = 72;

/// Bytes of `<a>` and of ` a=""`.
const SHORTEST_TAG: usize = 3;
const SHORTEST_ATTRIBUTE: usize = 5;

/// Parses XML, mending what people break when they write it by hand.
pub(super) fn parse<'a>(text: &'a str, mended: &'a mut Option<String>, report: &mut Report) -> Option<Document<'a>> {
    let tags = count(text, b'<');
    // Whatever stands between them, so short a text holds no more.
    let most_attributes = text.len().saturating_sub(tags * SHORTEST_TAG) / SHORTEST_ATTRIBUTE;
    let too_large = |attributes: usize| tags * NODE + attributes * ATTRIBUTE > LARGEST_TREE;
    if too_large(most_attributes) && too_large(count(text, b'=')) {
        report.error(None, "This XML holds more elements than any programme has. Is it the right file?");
        return None;
    }
    if limits::has_too_long_text(text) {
        report.error(None, limits::TOO_LONG);
        return None;
    }
    let error = match tree(text) {
        Ok(document) => return Some(document),
        Err(error) => error,
    };
    let line = error.pos().row as usize;
    let can_be_mended = matches!(
        error,
        Error::UnknownEntityReference(..) | Error::MalformedEntityReference(..) | Error::NonXmlChar(..)
    );
    if can_be_mended && count(text, b'&') <= MOST_MENDED {
        *mended = Some(mend(text));
        if let Some(document) = mended.as_deref().and_then(|text| tree(text).ok()) {
            report.warn(line, format!("This is no XML to the letter ({error}). It was mended and read all the same."));
            return Some(document);
        }
    }
    let advice = match error {
        Error::DtdDetected => "Its document type defines entities, which no schedule.xml needs".to_owned(),
        error => error.to_string(),
    };
    report.error(line, format!("This XML cannot be read: {advice}. Fetch the file again, or mend it there."));
    None
}

/// A document type is let pass if it defines no entity: only those can make a small file large.
fn tree(text: &str) -> Result<Document<'_>, Error> {
    let prologue = text.split("<schedule").next().unwrap_or_default();
    let allow_dtd = !prologue.contains("<!ENTITY") && prologue.len() < 4096;
    Document::parse_with_options(text, ParsingOptions { allow_dtd, ..ParsingOptions::default() })
}

/// With references that XML does not know as characters, and without characters that it forbids.
fn mend(text: &str) -> String {
    let mut mended = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let of_xml = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"].iter().find(|known| rest.starts_with(**known));
        let (written, used) = match (of_xml, crate::import::prose::reference(rest)) {
            (Some(known), _) => ((*known).to_owned(), known.len()),
            (None, Some((character, used))) => (character.to_string().replace('&', "&amp;").replace('<', "&lt;"), used),
            (None, None) => ("&amp;".to_owned(), 1),
        };
        mended.push_str(&written);
        rest = &rest[used..];
    }
    mended.push_str(rest);
    mended.retain(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'));
    mended
}

/// The elements of this name, without those that are within one of them: most of a tree is inside events.
pub(super) fn within<'a>(document: &'a Document<'a>, wanted: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    let mut next = document.root().first_child();
    std::iter::from_fn(move || {
        loop {
            let node = next?;
            let found = node.is_element() && name(&node) == wanted;
            let inside = if found { None } else { node.first_child() };
            next = inside.or_else(|| node.ancestors().find_map(|above| above.next_sibling()));
            if found {
                return Some(node);
            }
        }
    })
}

/// An element's name, whatever its namespace.
pub(super) fn name<'a>(node: &Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// What an element holds: its text, or its markup where somebody forgot to escape it.
pub(super) fn content<'a>(node: Node<'a, 'a>, source: &'a str) -> Cow<'a, str> {
    let mut children = node.children();
    match (children.next(), children.next()) {
        (None, _) => Cow::Borrowed(""),
        (Some(only), None) if only.is_text() => Cow::Borrowed(only.text().unwrap_or_default()),
        (Some(first), _) => {
            let last = node.last_child().unwrap_or(first);
            Cow::Borrowed(source.get(first.range().start..last.range().end).unwrap_or_default())
        }
    }
}

/// Line numbers of places that are asked for in order.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(super) const fn of(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// 1-based.
    pub(super) fn line(&mut self, at: usize) -> usize {
        let passed = self.text.get(self.at..at).unwrap_or_default();
        self.line += count(passed, b'\n');
        self.at = self.at.max(at);
        self.line
    }
}
