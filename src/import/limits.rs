//! What no programme has. A source that has it is refused before anything is made of it.

use memchr::{memchr_iter, memchr2, memrchr};

/// Bytes of the longest line, cell or text: the longest abstracts that were seen have some 20,000.
const LONGEST: usize = 1024 * 1024;

/// What is said of a source that goes beyond.
pub(super) const TOO_LONG: &str = "A text here is longer than any of a programme is. Is it the right file?";

/// The number of the first line that is too long.
pub(super) fn too_long_line(text: &str) -> Option<usize> {
    let ends = memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    for (number, end) in ends.enumerate() {
        if end.saturating_sub(start) > LONGEST {
            return Some(number + 1);
        }
        start = end + 1;
    }
    None
}

/// Whether JSON holds a string that is too long, by its quotes alone.
pub(super) fn has_too_long_string(json: &str) -> bool {
    let bytes = json.as_bytes();
    let (mut at, mut begun) = (0, None);
    while let Some(found) = memchr2(b'"', b'\\', &bytes[at..]) {
        let place = at + found;
        at = place + 1;
        match (bytes[place], begun) {
            // Whatever is escaped ends nothing.
            (b'\\', Some(_)) => at = (place + 2).min(bytes.len()),
            (b'\\', None) => {}
            (_, None) => begun = Some(place),
            (_, Some(start)) if place - start > LONGEST => return true,
            (_, Some(_)) => begun = None,
        }
    }
    begun.is_some_and(|start| bytes.len() - start > LONGEST)
}

/// Whether XML holds a text that is too long, by the elements that it is between. It goes from one to the last that is
/// near enough, and sees few of them.
pub(super) fn has_too_long_text(xml: &str) -> bool {
    let mut rest = xml.as_bytes();
    while rest.len() > LONGEST {
        match memrchr(b'<', &rest[..=LONGEST]) {
            None | Some(0) => return true,
            Some(at) => rest = &rest[at..],
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_strings_and_texts_are_measured() {
        let long = "a".repeat(LONGEST + 1);
        let (short, lines) = ("a".repeat(LONGEST - 8), format!("one\n{long}\nthree"));
        assert_eq!(too_long_line(&lines), Some(2));
        assert_eq!(too_long_line(&format!("{short}\n{short}\n")), None);
        assert!(has_too_long_string(&format!("{{\"a\":\"\\\"{long}\"}}")));
        assert!(has_too_long_string(&format!("{{\"a\":\"{long}")), "one that does not end");
        assert!(!has_too_long_string(&format!("[\"{short}\",\"\\\\\",\"{short}\"]")));
        assert!(has_too_long_text(&format!("<a>{long}</a>")));
        assert!(has_too_long_text(&format!("<a/>{long}")));
        assert!(has_too_long_text(&format!("{long}<a/>")));
        assert!(!has_too_long_text(&format!("<a>{short}<b/>{short}</a>")));
    }
}
