//! Formulas of LaTeX as one line of Unicode, as far as Unicode goes.

use super::latex::braced;
use super::scripts::{raised, sunk};
use super::symbols::{Spacing, blackboard, calligraphic, symbol};

/// Formulas nested deeper than this stay code.
const DEEPEST: usize = 8;

/// The formula as people read it; `None` if something in it has no character.
pub(super) fn formula(latex: &str) -> Option<String> {
    let written = at_depth(latex, 0)?;
    let plain = written.split_whitespace().collect::<Vec<_>>().join(" ");
    (!plain.is_empty()).then_some(plain)
}

fn at_depth(latex: &str, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    let mut written = String::new();
    let mut rest = latex;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '\\' => command(after, &mut written, depth)?,
            '^' | '_' => {
                let (inside, beyond) = argument(after, depth)?;
                let script = if c == '^' { raised(&inside) } else { sunk(&inside) };
                written.push_str(&script?);
                beyond
            }
            '{' => {
                let (inside, used) = braced(rest)?;
                written.push_str(&at_depth(inside, depth + 1)?);
                &rest[used..]
            }
            '}' => return None,
            '~' => {
                written.push(' ');
                after
            }
            '-' => {
                written.push('−');
                after
            }
            '\'' => {
                written.push('′');
                after
            }
            c => {
                written.push(c);
                after
            }
        };
    }
    Some(written)
}

/// What a command makes of what follows it; gives what is left.
fn command<'a>(text: &'a str, written: &mut String, depth: usize) -> Option<&'a str> {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    if letters == 0 {
        let c = text.chars().next()?;
        written.push(match c {
            ',' | ';' | ':' | ' ' | '\\' => ' ',
            '!' => return Some(&text[1..]),
            '%' | '&' | '_' | '#' | '$' | '{' | '}' => c,
            '|' => '‖',
            _ => return None,
        });
        return Some(&text[c.len_utf8()..]);
    }
    let (name, after) = text.split_at(letters);
    let after = after.trim_start();
    match name {
        "frac" | "tfrac" | "dfrac" => {
            let (above, after) = argument(after, depth)?;
            let (below, after) = argument(after, depth)?;
            written.push_str(&format!("{}/{}", grouped(&above), grouped(&below)));
            return Some(after);
        }
        "sqrt" => {
            let (inside, after) = argument(after, depth)?;
            written.push_str(&format!("√{}", grouped(&inside)));
            return Some(after);
        }
        "text" | "textit" | "textbf" | "texttt" | "mathrm" | "mathbf" | "mathit" | "mathsf" | "mathtt"
        | "operatorname" | "boldsymbol" | "bm" | "emph" | "textrm" | "textsc" | "mbox" | "rm" | "bf" => {
            let (inside, after) = argument(after, depth)?;
            written.push_str(&inside);
            return Some(after);
        }
        "mathbb" | "Bbb" | "mathcal" | "mathscr" => {
            let (inside, after) = argument(after, depth)?;
            let letter = if name == "mathbb" || name == "Bbb" { blackboard } else { calligraphic };
            let letters: Option<String> = inside.chars().map(letter).collect();
            written.push_str(&letters?);
            return Some(after);
        }
        "left" | "right" | "big" | "Big" | "bigl" | "bigr" | "displaystyle" | "limits" => {
            return Some(after.strip_prefix('.').unwrap_or(after));
        }
        "tilde" | "widetilde" | "hat" | "widehat" | "bar" | "overline" | "dot" | "vec" => {
            let (inside, after) = argument(after, depth)?;
            let mark = match name {
                "tilde" | "widetilde" => '\u{303}',
                "hat" | "widehat" => '\u{302}',
                "dot" => '\u{307}',
                "vec" => '\u{20D7}',
                _ => '\u{304}',
            };
            let mut letters = inside.chars();
            let (Some(letter), None) = (letters.next(), letters.next()) else { return None };
            written.push(letter);
            written.push(mark);
            return Some(after);
        }
        _ => {}
    }
    let (character, spacing) = symbol(name)?;
    if spacing == Spacing::Around {
        written.push(' ');
    }
    written.push_str(character);
    let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || c == '\\');
    if spacing == Spacing::Around || spacing == Spacing::Function && goes_on {
        written.push(' ');
    }
    Some(after)
}

/// One argument, set, and what is left: a group, a command, or a single character.
fn argument(text: &str, depth: usize) -> Option<(String, &str)> {
    let text = text.trim_start();
    if let Some((inside, used)) = braced(text) {
        return Some((at_depth(inside, depth + 1)?.trim().to_owned(), &text[used..]));
    }
    if let Some(command_text) = text.strip_prefix('\\') {
        let mut written = String::new();
        let rest = command(command_text, &mut written, depth + 1)?;
        return Some((written.trim().to_owned(), rest));
    }
    let c = text.chars().next().filter(|c| !matches!(c, '}' | '^' | '_'))?;
    Some((c.to_string(), &text[c.len_utf8()..]))
}

/// In parentheses, if it is more than one thing.
fn grouped(text: &str) -> String {
    if text.chars().all(char::is_alphanumeric) { text.to_owned() } else { format!("({text})") }
}
