//! LaTeX in titles and abstracts, as plain text where Unicode can say it, else as code.

use super::mathematics::formula;

/// Longest formula that is looked for: a `$` far from another is a price.
const LONGEST: usize = 400;
/// Commands that only change how a text looks.
const LOOKS: [&str; 13] = [
    "textit",
    "textbf",
    "emph",
    "texttt",
    "textsc",
    "textrm",
    "textsf",
    "textnormal",
    "underline",
    "uline",
    "mbox",
    "text",
    "textsuperscript",
];
/// Commands that stand for characters in text.
const CHARACTERS: [(&str, &str); 14] = [
    ("ldots", "…"),
    ("dots", "…"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("ss", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("o", "ø"),
    ("O", "Ø"),
    ("aa", "å"),
    ("AA", "Å"),
    ("l", "ł"),
    ("L", "Ł"),
    ("textquotesingle", "'"),
];

/// Whether mathematics stand between two dollars of one line.
pub(super) fn is_in(text: &str) -> bool {
    let mut parts = text.split('$').skip(1).peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_some() && part.contains(['_', '^', '\\']) && !part.contains('\n') {
            return true;
        }
    }
    false
}

/// `text` with its LaTeX made readable.
pub(super) fn readable(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['$', '\\']) {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        let used = if rest.starts_with('$') { dollar(rest, &mut written) } else { command(rest, &mut written) };
        rest = &rest[used..];
    }
    written.push_str(rest);
    written
}

/// Bytes used.
fn dollar(text: &str, written: &mut String) -> usize {
    let (opening, closing) = if text.starts_with("$$") { ("$$", "$$") } else { ("$", "$") };
    let used = enclosed(text, opening, closing).filter(|inside| opening == "$$" || is_formula(text, inside));
    let Some(inside) = used else {
        written.push('$');
        return 1;
    };
    set(inside, opening, closing, written)
}

/// What stands between the delimiters at the beginning of `text`, on one paragraph.
fn enclosed<'a>(text: &'a str, opening: &str, closing: &str) -> Option<&'a str> {
    let inside = text.strip_prefix(opening)?;
    let mut end = inside.len().min(LONGEST);
    while !inside.is_char_boundary(end) {
        end -= 1;
    }
    let near = &inside[..end];
    let closes = |(at, _): &(usize, &str)| !near[..*at].ends_with('\\');
    let (end, _) = near.match_indices(closing).find(closes)?;
    let inside = &near[..end];
    (!inside.trim().is_empty() && !inside.contains("\n\n")).then_some(inside)
}

/// `$5 and $10` and `$HOME/$USER` are no formulas.
fn is_formula(text: &str, inside: &str) -> bool {
    let after = text[1 + inside.len() + 1..].chars().next();
    let tight = !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace);
    let marked = inside.contains(['\\', '^', '_', '{', '=', '<', '>']);
    let symbol = inside.chars().count() <= 12 && inside.chars().any(char::is_alphabetic) && !inside.contains(' ');
    let sum = inside.chars().all(|c| c.is_ascii_digit() || "+-*/.,()% ".contains(c));
    tight && !after.is_some_and(char::is_alphanumeric) && (marked || symbol || sum)
}

/// Writes a formula. Bytes used.
fn set(inside: &str, opening: &str, closing: &str, written: &mut String) -> usize {
    match formula(inside) {
        Some(readable) => written.push_str(&readable),
        None => written.push_str(&format!("`{opening}{inside}{closing}`")),
    }
    opening.len() + inside.len() + closing.len()
}

/// A command in text. Bytes used.
fn command(text: &str, written: &mut String) -> usize {
    for (opening, closing) in [("\\(", "\\)"), ("\\[", "\\]")] {
        if let Some(inside) = enclosed(text, opening, closing) {
            return set(inside, opening, closing, written);
        }
    }
    let name = name(text);
    let after = &text[1 + name.len()..];
    if let (true, Some((inside, used))) = (LOOKS.contains(&name), braced(after)) {
        written.push_str(&readable(inside));
        return 1 + name.len() + used;
    }
    if let ("url" | "href" | "footnote" | "cite" | "citep" | "citet" | "ref" | "label", Some((first, used))) =
        (name, braced(after))
    {
        let second = braced(&after[used..]).filter(|_| name == "href");
        match (name, second) {
            ("url", _) => written.push_str(first),
            ("href", Some((text, _))) => written.push_str(&format!("{} ({first})", readable(text))),
            ("footnote", _) => written.push_str(&format!(" ({})", readable(first))),
            _ => {}
        }
        return 1 + name.len() + used + second.map_or(0, |(_, more)| more);
    }
    if let Some((_, character)) = CHARACTERS.iter().find(|(known, _)| *known == name) {
        // `\o` before a letter is the beginning of another word.
        written.push_str(character);
        let spaces = if after.starts_with("{}") { 2 } else { usize::from(after.starts_with(' ') && name.len() <= 2) };
        return 1 + name.len() + spaces;
    }
    if let Some(used) = accented(text, written) {
        return used;
    }
    let escaped = text[1..].chars().next().filter(|c| matches!(c, '%' | '&' | '_' | '#' | '$' | '{' | '}'));
    if let Some(character) = escaped {
        written.push(character);
        return 2;
    }
    written.push('\\');
    1
}

fn name(text: &str) -> &str {
    let letters = text[1..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len() - 1);
    &text[1..=letters]
}

/// `\'e`, `\"{o}`, `\c{c}`.
fn accented(text: &str, written: &mut String) -> Option<usize> {
    let mark = text[1..].chars().next()?;
    let combining = match mark {
        '\'' => '\u{301}',
        '`' => '\u{300}',
        '"' => '\u{308}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        'c' => '\u{327}',
        'v' => '\u{30C}',
        'u' => '\u{306}',
        '=' => '\u{304}',
        'H' => '\u{30B}',
        _ => return None,
    };
    let after = &text[2..];
    let (inside, used) = match braced(after) {
        Some(found) => found,
        None if mark.is_ascii_alphabetic() => return None,
        None => (after.get(..1)?, 1),
    };
    let letter = match inside {
        "\\i" => 'i',
        inside => inside.chars().next().filter(|c| c.is_ascii_alphabetic() && inside.len() == 1)?,
    };
    written.push(composed(letter, combining)?);
    Some(2 + used)
}

fn composed(letter: char, mark: char) -> Option<char> {
    const LETTERS: &str = "aeiouyAEIOUYnNcCsSzZgG";
    let table = match mark {
        '\u{301}' => "áéíóúýÁÉÍÓÚÝńŃćĆśŚźŹǵǴ",
        '\u{300}' => "àèìòùỳÀÈÌÒÙỲǹǸ......",
        '\u{308}' => "äëïöüÿÄËÏÖÜŸ........",
        '\u{302}' => "âêîôûŷÂÊÎÔÛŶ..ĉĈŝŜẑẐĝĜ",
        '\u{303}' => "ãẽĩõũỹÃẼĨÕŨỸñÑ......",
        '\u{327}' => ".ȩ.....Ȩ....ņŅçÇşŞ..ģĢ",
        '\u{30C}' => "ǎěǐǒǔ.ǍĚǏǑǓ.ňŇčČšŠžŽǧǦ",
        '\u{306}' => "ăĕĭŏŭ.ĂĔĬŎŬ.........ğĞ",
        '\u{304}' => "āēīōūȳĀĒĪŌŪȲ........ḡḠ",
        '\u{30B}' => "...őű....ŐŰ.",
        _ => return None,
    };
    let at = LETTERS.chars().position(|known| known == letter)?;
    table.chars().nth(at).filter(|c| *c != '.')
}

/// What stands in the braces that `text` begins with, and the bytes that it takes with them.
pub(super) fn braced(text: &str) -> Option<(&str, usize)> {
    if !text.starts_with('{') {
        return None;
    }
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some((&text[1..at], at + 1)),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}
