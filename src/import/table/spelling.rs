//! The many spellings of one column's name.

use crate::import::zones;

/// `*Start Time (PDT)`, `start_time` and `StartTime` are one name.
pub(super) fn normalised(name: &str) -> String {
    let name = name.replace("(s)", "s").replace("/s", "s");
    let mut words = String::new();
    let mut depth = 0_usize;
    let mut before = ' ';
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if c.is_alphanumeric() => {
                if c.is_uppercase() && before.is_lowercase() {
                    words.push(' ');
                }
                words.extend(c.to_lowercase().map(plain));
            }
            _ => words.push(' '),
        }
        before = c;
    }
    let words: Vec<&str> = words.split_whitespace().collect();
    match words.as_slice() {
        // Whova's `Role: Session Chairs`
        ["role", name @ ..] if !name.is_empty() => name.join(" "),
        // `start_utc`, `Start time CET`
        [name @ .., zone] if !name.is_empty() && is_zone(zone) => name.join(" "),
        words => words.join(" "),
    }
}

/// Whether the last word of a column's name is a zone rather than a part of the name.
pub(super) fn is_zone(word: &str) -> bool {
    (3..=5).contains(&word.len()) && matches!(zones::zone(word), Ok(zones::Zone::Abbreviation { .. }))
}

/// Without the accents of the languages in which columns have names here.
fn plain(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        c => c,
    }
}
