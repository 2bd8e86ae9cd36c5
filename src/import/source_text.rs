//! Bytes to clean lines: what an editor, a browser or a clipboard leaves in a text must not matter.

/// One line of a source, trimmed, with plain spaces and nothing invisible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// 1-based.
    pub(super) number: usize,
    pub(super) text: String,
}

/// Why bytes are no text: the line of the first bad byte where there is one, and a sentence.
pub(super) type NoText = (Option<usize>, String);

/// The text in `source`, without a byte-order mark.
pub(super) fn decode(source: &[u8]) -> Result<&str, NoText> {
    if source.starts_with(&[0xFF, 0xFE]) || source.starts_with(&[0xFE, 0xFF]) {
        let advice = "This file is UTF-16 text. Save it as UTF-8 and try again.";
        return Err((Some(1), advice.to_owned()));
    }
    let text = match std::str::from_utf8(source) {
        Ok(text) if memchr::memchr(0, source).is_none() => text.trim_start_matches('\u{FEFF}'),
        read => {
            let bad_byte = source.iter().position(|byte| *byte == 0);
            let not_utf8 = read.err().map(|error| error.valid_up_to());
            let at = bad_byte.into_iter().chain(not_utf8).min().unwrap_or_default();
            let found = if bad_byte == Some(at) { "a NUL byte" } else { "a byte that is not UTF-8" };
            let advice = format!("This is no text file: it holds {found}. Give a programme as UTF-8 text.");
            return Err((Some(line_of(source, at)), advice));
        }
    };
    if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return Err((None, "This file is empty. Paste the text of the programme's page into it.".to_owned()));
    }
    Ok(text)
}

/// A calendar without the NUL bytes that stand in it here and there: Outlook leaves them behind names that it cut off.
/// `None` for what is no calendar or holds none.
pub(super) fn without_stray_nuls(source: &[u8]) -> Option<(Vec<u8>, usize)> {
    let head = &source[..source.len().min(1024)];
    if !head.windows(15).any(|word| word.eq_ignore_ascii_case(b"BEGIN:VCALENDAR")) {
        return None;
    }
    let first = source.iter().position(|byte| *byte == 0)?;
    let text: Vec<u8> = source.iter().copied().filter(|byte| *byte != 0).collect();
    // Where every other byte is one, it is another encoding.
    (source.len() - text.len() < source.len() / 10).then(|| (text, line_of(source, first)))
}

/// How often a byte stands in a text.
pub(super) fn count(text: &str, wanted: u8) -> usize {
    memchr::memchr_iter(wanted, text.as_bytes()).count()
}

/// The lines of a text, whatever ends them.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n').enumerate().map(|(index, line)| Line { number: index + 1, text: clean(line) }).collect()
}

/// A text on one line: trimmed, with plain spaces and nothing invisible.
pub(super) fn clean(line: &str) -> String {
    let visible = line.chars().filter(|c| !is_invisible(*c));
    let spaced: String = visible.map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let words: Vec<&str> = spaced.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Joiners stay, scripts and emoji need them; what turns the writing direction or drives a terminal goes.
pub(super) fn is_invisible(c: char) -> bool {
    let harmful = c.is_control() && !c.is_whitespace();
    harmful
        || matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn line_of(source: &[u8], at: usize) -> usize {
    let before = &source[..at];
    let lines = before.split(|byte| *byte == b'\n').count();
    let lone_returns = before.windows(2).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n').count();
    lines + lone_returns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bad_byte_names_its_line() {
        assert_eq!(decode(b"one\ntwo \xFF\n\0").unwrap_err().0, Some(2));
        assert_eq!(decode(b"one\r\n\r\n\0").unwrap_err().0, Some(3));
    }

    #[test]
    fn what_cannot_be_seen_does_not_matter() {
        let texts: Vec<_> = lines("\u{A0}a\u{A0}\u{A0}b\r\nc\u{200B}\u{1B}\rd").into_iter().map(|l| l.text).collect();
        assert_eq!(texts, ["a b", "c", "d"]);
    }

    #[test]
    fn a_file_of_blanks_is_empty() {
        assert!(decode("\u{FEFF} \r\n\t".as_bytes()).unwrap_err().1.contains("empty"));
    }
}
