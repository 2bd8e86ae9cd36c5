//! Foreign text for a page that shows it to the letter: the marks that Discord would act on are taken out, not escaped.

/// Marks on one letter beyond this are no language's, and tower over the lines around them.
const MARKS_ON_A_LETTER: usize = 4;
/// What stands around words to make them bold, underlined, struck out or hidden; longer ones first.
const AROUND: [&str; 5] = ["***", "**", "__", "~~", "||"];

/// The text as Discord would show it, in one line and without formatting: `**bold**` becomes `bold`, a masked link its
/// label, a custom emoji its name. What only looks like a mark stays: `2 * 3 * 4`, `x_i`.
///
/// Nothing in it can change the direction of the text around it or grow out of its line. It is still foreign text: a page
/// escapes it.
#[must_use]
pub fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| inline(without_block_mark(line.trim())));
    let whole = lines.filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ");
    let tame = tame(&whole);
    tame.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_block_mark(line: &str) -> &str {
    let marks = ["### ", "## ", "# ", "-# ", ">>> ", "> ", "```"];
    marks.iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line).trim_start()
}

fn inline(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let (piece, length) = mark(rest, before).unwrap_or_else(|| (c.to_string(), c.len_utf8()));
        before = rest[..length].chars().next_back();
        shown.push_str(&piece);
        rest = &rest[length..];
    }
    shown
}

/// What the mark at the beginning of `rest` shows, and how many bytes it takes up, if there is one.
fn mark(rest: &str, before: Option<char>) -> Option<(String, usize)> {
    match rest.chars().next()? {
        '\\' => {
            let escaped = rest[1..].chars().next().filter(char::is_ascii_punctuation)?;
            Some((escaped.to_string(), 1 + escaped.len_utf8()))
        }
        '`' => {
            let fence = &rest[..rest.len() - rest.trim_start_matches('`').len()];
            let code = &rest[fence.len()..];
            let end = code.find(fence).filter(|end| *end > 0)?;
            Some((code[..end].to_owned(), fence.len() * 2 + end))
        }
        '[' => {
            let (label, target) = rest[1..].split_once("](")?;
            let end = target.find(')')?;
            let is_link = target.starts_with("http") && !label.is_empty() && !label.contains(['[', ']']);
            is_link.then(|| (inline(label), "[](".len() + label.len() + end + ")".len()))
        }
        '<' => tag(rest),
        c @ ('*' | '_') => around(rest).or_else(|| emphasis(rest, c, before)),
        '~' | '|' => around(rest),
        _ => None,
    }
}

fn around(rest: &str) -> Option<(String, usize)> {
    AROUND.iter().find_map(|mark| {
        let content = rest.strip_prefix(mark)?;
        let end = content.find(mark)?;
        let inner = &content[..end];
        let is_framed = !inner.is_empty() && inner.trim() == inner;
        is_framed.then(|| (inline(inner), mark.len() * 2 + end))
    })
}

/// `*one*`, with a word's edge on the outer sides.
fn emphasis(rest: &str, mark: char, before: Option<char>) -> Option<(String, usize)> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let content = &rest[1..];
    let ends = content.match_indices(mark).map(|(at, _)| at);
    let end = ends.filter(|at| *at > 0).find(|at| {
        let after = content[at + 1..].chars().next();
        !after.is_some_and(|c| c.is_alphanumeric() || c == mark)
    })?;
    let inner = &content[..end];
    (inner.trim() == inner).then(|| (inline(inner), 2 + end))
}

/// A mention, a custom emoji, or an address in angle brackets.
fn tag(rest: &str) -> Option<(String, usize)> {
    let end = rest.find('>')?;
    let inside = &rest[1..end];
    let is_id = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let mention = |marks: &[&str]| marks.iter().any(|mark| inside.strip_prefix(mark).is_some_and(is_id));
    let emoji = || {
        let (name, id) = inside.strip_prefix('a').unwrap_or(inside).strip_prefix(':')?.split_once(':')?;
        (is_id(id) && !name.is_empty()).then(|| format!(":{name}:"))
    };
    let shown = match inside {
        _ if mention(&["@", "@!", "@&"]) => "@…".to_owned(),
        _ if mention(&["#"]) => "#…".to_owned(),
        address if address.starts_with("http://") || address.starts_with("https://") => address.to_owned(),
        _ => emoji()?,
    };
    Some((shown, end + 1))
}

fn tame(text: &str) -> String {
    let mut marks = 0;
    let kept = text.chars().filter(|c| {
        marks = if is_mark(*c) { marks + 1 } else { 0 };
        !turns_or_hides(*c) && marks <= MARKS_ON_A_LETTER
    });
    kept.collect()
}

/// Controls, and what sets the direction of all that follows. The marks that shape a word or join an emoji stay.
fn turns_or_hides(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{206a}'..='\u{206f}');
    let hides = matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{2028}' | '\u{2029}');
    turns || hides || (c.is_control() && !c.is_whitespace())
}

/// The blocks of combining marks that belong to no script of their own.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_go_and_what_only_looks_like_one_stays() {
        let cases = [
            ("Is **this** __really__ *so* _simple_?", "Is this really so simple?"),
            ("***All*** of `ReLU(x)` and ||hidden|| ~~gone~~", "All of ReLU(x) and hidden gone"),
            ("2 * 3 * 4, x_i and y_j, a*b*c, a || b", "2 * 3 * 4, x_i and y_j, a*b*c, a || b"),
            ("# Heading\n> quoted\n\n- a dash", "Heading quoted - a dash"),
            (
                "see [the paper](https://example.org/x) and <https://example.org>",
                "see the paper and https://example.org",
            ),
            ("hi <@4000> <@&3000> in <#2000> <:party:123> <a:go:4>", "hi @… @… in #… :party: :go:"),
            ("a < b > c, 1 <2> 3, <b>bold</b>", "a < b > c, 1 <2> 3, <b>bold</b>"),
            (r"a \*star\* and a C:\path", r"a *star* and a C:\path"),
            ("```rust\nfn main() {}\n```", "rust fn main() {}"),
            ("**", "**"),
            ("line\u{202e}turned \u{200b}and\ttabbed  twice", "lineturned and tabbed twice"),
            ("👩‍👩‍👧 می‌خواهم", "👩‍👩‍👧 می‌خواهم"),
        ];
        for (foreign, shown) in cases {
            assert_eq!(plain(foreign), shown);
        }
        let tower = format!("e{}", "\u{301}".repeat(40));
        assert_eq!(plain(&tower).chars().count(), 1 + MARKS_ON_A_LETTER);
    }

    proptest! {
        #[test]
        fn whatever_is_written_comes_out_in_one_line(text in "[a-z*_~|`<>\\[\\]()@#:\\\\0-9 \n]{0,80}") {
            let shown = plain(&text);
            prop_assert!(!shown.contains('\n') && shown.trim() == shown);
            let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
            prop_assert!(letters(&shown) <= letters(&text));
        }

        #[test]
        fn plain_words_stay_as_they_are(text in "([a-zA-Z0-9,.?!'-]{1,8} ){0,12}[a-z]{1,5}") {
            prop_assert_eq!(plain(&text), text);
        }
    }
}
