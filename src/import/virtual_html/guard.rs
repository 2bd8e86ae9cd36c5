//! What is refused before it is parsed: a parser's time and memory grow faster than a hostile page.

/// Largest page, in bytes: one with 500 posters has 2 MB.
const LARGEST: usize = 8 * 1024 * 1024;
/// Deepest nesting of elements.
const DEEPEST: usize = 250;
/// Most attributes and elements.
const MOST_TAGS: usize = 400_000;
/// Elements that close themselves, or that a page may leave open.
const OPEN: [&[u8]; 24] = [
    b"area", b"base", b"br", b"col", b"dd", b"dt", b"embed", b"hr", b"img", b"input", b"li", b"link", b"meta",
    b"option", b"p", b"param", b"source", b"tbody", b"td", b"th", b"thead", b"tr", b"track", b"wbr",
];

/// Why a page is not parsed.
pub(super) fn refusal(html: &str) -> Option<String> {
    if html.len() > LARGEST {
        let limit = LARGEST / 1024 / 1024;
        return Some(format!("This page is larger than {limit} MiB, which no session page is. Is it the right file?"));
    }
    let (deepest, tags) = shape(html.as_bytes());
    if deepest > DEEPEST || tags > MOST_TAGS {
        return Some(
            "This page is nested deeper, or has more elements, than any session page. Is it the right file?".to_owned(),
        );
    }
    None
}

fn shape(html: &[u8]) -> (usize, usize) {
    let (mut depth, mut deepest, mut tags) = (0_usize, 0, 0);
    let mut at = 0;
    while let Some(found) = html[at..].iter().position(|byte| *byte == b'<') {
        at += found + 1;
        let closes = html.get(at) == Some(&b'/');
        let name = &html[at + usize::from(closes)..];
        let length = name.iter().take(16).position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len().min(16));
        let name = name[..length].to_ascii_lowercase();
        tags += 1;
        if name.is_empty() {
            continue;
        }
        if OPEN.contains(&name.as_slice()) {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    (deepest, tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_would_cost_too_much_are_refused() {
        assert_eq!(refusal("<html><body><p>one<p>two<br><ul><li>three</ul></body></html>"), None);
        assert!(refusal(&"<div>".repeat(100_000)).is_some());
        assert!(refusal(&"<b>".repeat(100_000)).is_some());
        assert!(refusal(&"<p>".repeat(1_000_000)).is_some());
        assert!(refusal(&"a".repeat(LARGEST + 1)).is_some());
    }
}
