//! Foreign text made safe for Discord, and cut where it must be.

use chrono::{DateTime, Utc};

/// Foreign text as Discord shows it to the letter: no formatting, no mention, no masked link.
///
/// Only what Discord would act on is escaped, so that the text stays readable in notifications and transcripts.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + text.len() / 16);
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            safe.push('\n');
        }
        escape_line(line, &mut safe);
    }
    safe
}

/// The instant as each reader sees it in their own zone: `<t:…:style>`, style as in Discord's message formatting.
#[must_use]
pub fn timestamp(instant: DateTime<Utc>, style: char) -> String {
    format!("<t:{}:{style}>", instant.timestamp())
}

/// `text` in at most `limit` characters: cut at the end of a sentence where one ends in the second half, else at a word,
/// and ended by `…`.
#[must_use]
pub fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut = cut_point(text, limit.saturating_sub(2));
    let kept = text[..cut].trim_end();
    if ends_sentence(kept) { format!("{kept} …") } else { format!("{kept}…") }
}

/// `text` in pages of at most `limit` characters, each ending with a sentence where possible. Nothing is lost.
#[must_use]
pub fn pages(text: &str, limit: usize) -> Vec<&str> {
    let mut pages = Vec::new();
    let mut rest = text.trim();
    while rest.chars().count() > limit {
        let (page, remainder) = rest.split_at(cut_point(rest, limit));
        pages.push(page.trim_end());
        rest = remainder.trim_start();
    }
    pages.push(rest);
    pages
}

/// Where, at most `limit` characters in, `text` is best cut. Never inside an escape, never at 0.
fn cut_point(text: &str, limit: usize) -> usize {
    let end = text.char_indices().nth(limit).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let second_half = head.len() / 2;
    let spaces = || head.char_indices().filter(|(at, c)| c.is_whitespace() && *at > second_half).map(|(at, _)| at);
    let sentence = spaces().rfind(|at| ends_sentence(&head[..*at]));
    let inside_escape = head.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
    let hard = if inside_escape && end > 1 { end - 1 } else { end };
    sentence.or_else(|| spaces().next_back()).unwrap_or(hard)
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', ')', '*']);
    match text.strip_suffix('.') {
        Some(before) => !is_abbreviation(before),
        None => text.ends_with(['!', '?', '。', '…']),
    }
}

/// An initial ("Roland S."), or an abbreviation with a stop inside ("e.g.").
fn is_abbreviation(before_stop: &str) -> bool {
    let word = before_stop.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[')).next().unwrap_or_default();
    let mut letters = word.chars();
    letters.next_back().is_some_and(char::is_alphabetic) && matches!(letters.next_back(), None | Some('.'))
}

fn escape_line(line: &str, safe: &mut String) {
    let content = line.trim_start();
    safe.push_str(&line[..line.len() - content.len()]);
    let mut rest = content;
    if let Some(after) = block_marker(content) {
        let marker = &content[..content.len() - after.len()];
        // `1.` becomes `1\.`; every other marker is escaped at its first character.
        let digits = marker.len() - marker.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        safe.push_str(&marker[..digits]);
        safe.push('\\');
        safe.push_str(&marker[digits..]);
        rest = after;
    }
    let mut characters = rest.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if let Some(address) = address(&rest[at..]).filter(|_| !safe.ends_with(char::is_alphanumeric)) {
            safe.push_str(address);
            while characters.next_if(|(next, _)| *next < at + address.len()).is_some() {}
            continue;
        }
        let tail = &rest[at + c.len_utf8()..];
        let next = characters.peek().map(|(_, next)| *next);
        let active = match c {
            '\\' | '*' | '_' | '`' => true,
            '~' | '|' => next == Some(c) || safe.ends_with(c),
            '<' => next.is_some_and(|n| n.is_alphabetic() || matches!(n, '@' | '#' | ':' | '/' | '!')),
            '[' => masked_link(tail),
            _ => false,
        };
        if active {
            safe.push('\\');
        }
        safe.push(c);
        if c == '@' && ["everyone", "here"].iter().any(|word| tail.starts_with(word)) {
            safe.push('\u{200b}');
        }
    }
}

/// The address that `text` begins with, as far as Discord takes every character of it for a link's, whatever it means
/// elsewhere: an escape within it would lead astray.
fn address(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].iter().find(|scheme| text.starts_with(**scheme))?;
    let in_link = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'(),;=%+".contains(c);
    let end = text.find(|c| !in_link(c)).unwrap_or(text.len());
    let address = &text[..end];
    let pings = ["@everyone", "@here"].iter().any(|word| address.contains(word));
    (end > scheme.len() && !pings).then_some(address)
}

/// What follows the marker at the start of a line that Discord would take for a heading, quote or list.
fn block_marker(line: &str) -> Option<&str> {
    let markers = ["### ", "## ", "# ", "-# ", ">>> ", "> ", "- ", "+ "];
    let fixed = markers.iter().find_map(|marker| line.strip_prefix(marker));
    let numbered = || {
        let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if after_digits.len() == line.len() { None } else { after_digits.strip_prefix(". ") }
    };
    fixed.or_else(numbered)
}

fn masked_link(after_bracket: &str) -> bool {
    after_bracket.contains("](")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_discord_would_act_on_is_escaped_and_nothing_else() {
        let cases = [
            ("a harmless (2020) text - with x < y & 50% [1]", "a harmless (2020) text - with x < y & 50% [1]"),
            ("@everyone and @here", "@\u{200b}everyone and @\u{200b}here"),
            ("<@4000> <@&3000> <#2000> <t:0:R>", "\\<@4000> \\<@&3000> \\<#2000> \\<t:0:R>"),
            (
                "**bold** _it_ `code` ||spoiler|| ~~no~~",
                "\\*\\*bold\\*\\* \\_it\\_ \\`code\\` \\|\\|spoiler\\|\\| \\~\\~no\\~\\~",
            ),
            ("[free money](https://evil.example)", "\\[free money](https://evil.example)"),
            ("see (https://a.example/x_y__z) and _this_", "see (https://a.example/x_y__z) and \\_this\\_"),
            ("https://x.example/@everyone_", "https://x.example/@\u{200b}everyone\\_"),
            ("xhttps://a_b_c *", "xhttps://a\\_b\\_c \\*"),
            ("# Heading\n> quote\n- list\n12. item", "\\# Heading\n\\> quote\n\\- list\n12\\. item"),
        ];
        for (foreign, safe) in cases {
            assert_eq!(escape(foreign), safe);
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_sentence() {
        assert_eq!(shorten("One sentence. Another one that is long.", 20), "One sentence. …");
        assert_eq!(shorten("Short.", 20), "Short.");
        assert_eq!(shorten("no sentence ends anywhere here", 20), "no sentence ends…");
    }

    proptest! {
        #[test]
        fn a_shortened_text_fits(text in "\\PC{0,200}", limit in 5_usize..80) {
            prop_assert!(shorten(&text, limit).chars().count() <= limit);
        }

        #[test]
        fn pages_lose_nothing(text in "([a-z]{1,9}[.!]? ){0,80}", limit in 4_usize..60) {
            let pages = pages(&text, limit);
            prop_assert!(pages.iter().all(|page| page.chars().count() <= limit), "{:?}", pages);
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&pages.concat()), letters(&text));
        }

        #[test]
        fn no_mention_survives(text in "[@<>#&!:a-z0-9 ]{0,60}") {
            let safe = escape(&text);
            prop_assert!(!safe.contains("@everyone") && !safe.contains("@here"), "{}", safe);
            prop_assert!(safe.match_indices("<@").all(|(at, _)| safe[..at].ends_with('\\')), "{}", safe);
        }
    }
}
