//! HTML to text in one pass over its bytes, without a tree: nothing that a page holds can make it slow, deep or large.

use super::entities::reference;
use super::links::{is_address, shown};
use super::scripts::{raised, sunk};
use super::tags::{Tag, tag};
use super::writer::{Gap, Writer};

/// The text of HTML, or of plain text that may hold some.
pub(super) fn to_text(html: &str) -> String {
    let mut reader = Reader {
        writer: Writer::new(is_flowing(html), html.len()),
        preformatted: 0,
        link: None,
        script: None,
        unclosed: Vec::new(),
        no_more_tags: false,
    };
    reader.read(html);
    reader.writer.finish()
}

/// Whether its lines and paragraphs are made by elements rather than by line breaks.
pub(super) fn is_flowing(html: &str) -> bool {
    memchr::memchr_iter(b'<', html.as_bytes()).any(|at| {
        matches!(tag(&html[at..]), Some((Tag::Paragraph | Tag::Line | Tag::List { .. } | Tag::Item | Tag::Row, ..)))
    })
}

struct Reader<'a> {
    writer: Writer,
    preformatted: usize,
    /// An open link: where it leads, and where its text begins.
    link: Option<(&'a str, usize)>,
    /// An open superscript or subscript, and where it begins.
    script: Option<(Tag, usize)>,
    /// Elements whose content is left out, and of which no end was found: their like is not searched for again.
    unclosed: Vec<&'static str>,
    no_more_tags: bool,
}

impl<'a> Reader<'a> {
    fn read(&mut self, html: &'a str) {
        let mut rest = html;
        while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
            self.text(&rest[..at]);
            rest = &rest[at..];
            let used = if rest.starts_with('&') { self.reference(rest) } else { self.markup(rest) };
            rest = &rest[used..];
        }
        self.text(rest);
        self.end_link();
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.writer.text(text, self.preformatted > 0);
        }
    }

    /// Bytes used.
    fn reference(&mut self, text: &str) -> usize {
        let Some((character, used)) = reference(text) else {
            self.writer.character('&');
            return 1;
        };
        // Encoded twice: `&amp;#39;` is an apostrophe.
        if character == '&' {
            let mut end = text.len().min(used + 12);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let again = format!("&{}", &text[used..end]);
            if let Some((character, more)) = reference(&again) {
                self.writer.character(character);
                return used + more - 1;
            }
        }
        self.writer.character(character);
        used
    }

    /// Bytes used.
    fn markup(&mut self, text: &'a str) -> usize {
        if text.starts_with("<!--") {
            return text.find("-->").map_or(text.len(), |end| end + 3);
        }
        let instruction =
            text[1..].starts_with(['!', '?']) && text[2..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '[');
        if instruction && !self.no_more_tags {
            let end = text.find('>');
            self.no_more_tags = end.is_none();
            if let Some(end) = end {
                return end + 1;
            }
        }
        let found = if self.no_more_tags { None } else { tag(text) };
        let Some((tag, closes, name)) = found else {
            self.writer.character('<');
            return 1;
        };
        let Some(end) = end_of_tag(text) else {
            self.no_more_tags = true;
            self.writer.character('<');
            return 1;
        };
        let attributes = &text[1 + usize::from(closes) + name..end];
        match tag {
            Tag::Hidden(name) if !closes => end + 1 + self.hidden(name, &text[end + 1..]),
            _ => {
                self.element(tag, closes, attributes);
                end + 1
            }
        }
    }

    fn element(&mut self, tag: Tag, closes: bool, attributes: &'a str) {
        match tag {
            Tag::Paragraph => self.writer.gap(Gap::Paragraph),
            Tag::Line | Tag::Row => self.writer.gap(Gap::Line),
            Tag::Cell | Tag::Space => self.writer.gap(Gap::Space),
            Tag::List { numbered } if !closes => self.writer.begin_list(numbered),
            Tag::List { .. } => self.writer.end_list(),
            Tag::Item if !closes => self.writer.item(),
            Tag::Item | Tag::Hidden(_) | Tag::Inline => {}
            Tag::Preformatted => {
                self.writer.gap(Gap::Paragraph);
                self.preformatted = if closes { self.preformatted.saturating_sub(1) } else { self.preformatted + 1 };
            }
            Tag::Quote => self.writer.character('"'),
            Tag::Link => {
                self.end_link();
                let target = attribute(attributes, "href").filter(|_| !closes);
                self.link = target.map(|target| (target, self.writer.len()));
            }
            Tag::Raised | Tag::Sunk if closes => self.end_script(),
            Tag::Raised | Tag::Sunk => self.script = Some((tag, self.writer.len())),
        }
    }

    fn end_link(&mut self) {
        let Some((target, start)) = self.link.take() else { return };
        let target = decoded(target);
        let text = self.writer.since(start).trim_end();
        if text.is_empty() {
            if is_address(&target) {
                self.writer.text(&target, false);
            }
        } else if let Some(shown) = shown(text, &target) {
            self.writer.replace_since(start, &shown);
        }
    }

    fn end_script(&mut self) {
        let Some((tag, start)) = self.script.take() else { return };
        let text = self.writer.since(start);
        let written = if tag == Tag::Raised { raised(text) } else { sunk(text) };
        if let Some(written) = written.filter(|_| !text.is_empty()) {
            self.writer.replace_since(start, &written);
        }
    }

    /// Bytes of an element's content that is not shown, with its end.
    fn hidden(&mut self, name: &'static str, content: &str) -> usize {
        if self.unclosed.contains(&name) {
            return 0;
        }
        let ends = |at: usize| content[at + 2..].get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
        let Some(end) = content.match_indices("</").map(|(at, _)| at).find(|at| ends(*at)) else {
            self.unclosed.push(name);
            return 0;
        };
        content[end..].find('>').map_or(content.len(), |close| end + close + 1)
    }
}

/// The place of the `>` that ends the tag at the beginning of `text`. One inside quotes does not, if the quotes end.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut at = 1;
    loop {
        let found = at + text[at..].find(['>', '"', '\''])?;
        match text.as_bytes()[found] {
            b'>' => return Some(found),
            quote => match text[found + 1..].find(char::from(quote)) {
                Some(end) => at = found + 1 + end + 1,
                None => return text[found..].find('>').map(|end| found + end),
            },
        }
    }
}

/// The value of an attribute in the inside of a tag.
fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
        if rest.is_empty() {
            return None;
        }
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let Some(value) = rest.strip_prefix('=') else {
            // A lone `=` is no name and must not hold the reader up.
            if end == 0 {
                rest = rest.get(1..)?;
            }
            continue;
        };
        let value = value.trim_start();
        let quoted = value.strip_prefix('"').map(|v| (v, '"')).or_else(|| value.strip_prefix('\'').map(|v| (v, '\'')));
        let (value, beyond) = match quoted {
            Some((value, quote)) => value.split_once(quote).unwrap_or((value, "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value.trim());
        }
        rest = beyond;
    }
}

/// An address with its character references resolved.
fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        let (character, used) = reference(&rest[at..]).unwrap_or(('&', 1));
        decoded.push(character);
        rest = &rest[at + used..];
    }
    decoded + rest
}
