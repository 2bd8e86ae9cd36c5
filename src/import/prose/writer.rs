//! Text in the making: words, lines, paragraphs and lists, with no more space between them than there should be.

use memchr::{memchr, memchr3, memmem};

/// Lists deeper than this are indented like this.
const DEEPEST: usize = 4;

/// What parts two pieces of text; the strongest that is asked for wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

#[derive(Debug)]
pub(super) struct Writer {
    out: String,
    gap: Gap,
    /// Whether a line break in the text is no more than a space, as in HTML.
    flowing: bool,
    /// For each list around this place, the number of its next item; `None` for bullets.
    lists: Vec<Option<u32>>,
    /// Lists around it that are deeper than is counted.
    too_deep: usize,
    marker: Option<String>,
}

impl Writer {
    pub(super) fn new(flowing: bool, capacity: usize) -> Self {
        let out = String::with_capacity(capacity);
        Self { out, gap: Gap::None, flowing, lists: Vec::new(), too_deep: 0, marker: None }
    }

    /// Where the next text will begin, at the earliest.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// What was written since `start`.
    pub(super) fn since(&self, start: usize) -> &str {
        self.out.get(start..).unwrap_or_default().trim_start()
    }

    /// Puts `text` in the place of what was written since `start`, whose space before it stays.
    pub(super) fn replace_since(&mut self, start: usize, text: &str) {
        let kept = self.out.len() - self.since(start).len();
        self.out.truncate(kept);
        self.out.push_str(text);
    }

    pub(super) fn gap(&mut self, gap: Gap) {
        let most = if self.lists.is_empty() { gap } else { gap.min(Gap::Line) };
        self.gap = self.gap.max(most);
    }

    pub(super) fn begin_list(&mut self, numbered: bool) {
        self.gap(if self.lists.is_empty() { Gap::Paragraph } else { Gap::Line });
        if self.lists.len() < DEEPEST {
            self.lists.push(numbered.then_some(1));
        } else {
            self.too_deep += 1;
        }
    }

    pub(super) fn end_list(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else {
            self.lists.pop();
        }
        self.marker = None;
        self.gap(Gap::Paragraph);
    }

    pub(super) fn item(&mut self) {
        self.gap(Gap::Line);
        let indent = "  ".repeat(self.lists.len().saturating_sub(1));
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{indent}{}. ", *number - 1)
            }
            _ => format!("{indent}• "),
        };
        self.marker = Some(marker);
    }

    /// A character that is no space.
    pub(super) fn character(&mut self, c: char) {
        if c.is_whitespace() {
            return self.gap(Gap::Space);
        }
        self.flush();
        self.out.push(c);
    }

    pub(super) fn text(&mut self, text: &str, as_it_stands: bool) {
        if as_it_stands || !self.flowing {
            self.lines(text, as_it_stands);
        } else {
            self.words(text);
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    fn words(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let words = rest.trim_ascii_start();
            if words.len() < rest.len() {
                self.gap(Gap::Space);
            }
            if words.is_empty() {
                return;
            }
            self.flush();
            let end = single_spaced(words.as_bytes());
            self.out.push_str(&words[..end]);
            rest = &words[end..];
        }
    }

    fn lines(&mut self, text: &str, as_it_stands: bool) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                let blank = matches!(self.gap, Gap::Line | Gap::Paragraph);
                self.gap(if blank { Gap::Paragraph } else { Gap::Line });
            }
            if as_it_stands {
                let line = line.trim_end();
                if !line.is_empty() {
                    self.flush();
                    self.out.push_str(line);
                }
            } else {
                self.words(line);
            }
        }
    }

    fn flush(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.gap = Gap::None;
        if let Some(marker) = self.marker.take() {
            self.out.push_str(&marker);
        }
    }
}

/// How far a text goes without a line break, a tab or two spaces in a row. Ends at no single space, so that ordinary prose
/// is copied in one piece.
fn single_spaced(text: &[u8]) -> usize {
    let line = memchr3(b'\n', b'\t', b'\r', text).map_or(text, |end| &text[..end]);
    let line = memchr(b'\x0C', line).map_or(line, |end| &line[..end]);
    let words = memmem::find(line, b"  ").map_or(line, |end| &line[..end]);
    words.strip_suffix(b" ").unwrap_or(words).len()
}
