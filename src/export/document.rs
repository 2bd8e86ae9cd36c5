//! The lines of an iCalendar file: escaped, folded, ended as RFC 5545 wants.

use std::fmt::Display;

/// Longest line in octets, its end not counted (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// An iCalendar file in the making.
#[derive(Debug, Default)]
pub(super) struct Document {
    text: String,
}

impl Document {
    /// A property whose value is no text: a time, a number, a word of the standard.
    pub(super) fn property(&mut self, name: &str, value: impl Display) {
        self.line(&format!("{name}:{value}"));
    }

    /// A property whose value is text that people wrote.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escaped(value)));
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Folds between characters, so that no program sees half of one.
    fn line(&mut self, line: &str) {
        let mut room = LONGEST;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.text.push_str("\r\n ");
                room = LONGEST - 1;
            }
            self.text.push(c);
            room -= c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(value: &str) -> String {
        let mut document = Document::default();
        document.text("X", value);
        document.finish()
    }

    #[test]
    fn what_means_something_to_a_calendar_is_escaped() {
        assert_eq!(written("a, b; c\\d\ne\u{7}"), "X:a\\, b\\; c\\\\d\\ne\r\n");
    }

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_was_written(value in "\\PC{0,300}") {
            let text = written(&value);
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LONGEST));
            let unfolded = text.replace("\r\n ", "");
            prop_assert_eq!(unfolded.trim_end_matches("\r\n"), format!("X:{}", escaped(&value)));
        }
    }
}
