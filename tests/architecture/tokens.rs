//! The words of a Rust source file, without its comments and its literals.

/// One word or sign, and the 1-based line it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// An identifier, `::`, one other sign, or nothing where a literal stood.
    pub text: String,
    pub line: usize,
}

/// All tokens in order.
pub fn tokens(source: &str) -> Vec<Token> {
    let mut reader = Reader { rest: source, line: 1 };
    std::iter::from_fn(|| reader.next_token()).collect()
}

/// The tokens without what is compiled for tests only.
pub fn without_tests(all: &[Token]) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < all.len() {
        if starts_with(&all[at..], &["#", "[", "cfg", "(", "test", ")", "]"]) {
            at = end_of_item(all, at);
            continue;
        }
        kept.push(all[at].clone());
        at += 1;
    }
    kept
}

/// Whether the tokens begin with these texts.
pub fn starts_with(tokens: &[Token], texts: &[&str]) -> bool {
    tokens.len() >= texts.len() && tokens.iter().zip(texts).all(|(token, text)| token.text == *text)
}

pub fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The index after the item that begins at `at` with an attribute: past its `;` or its closing brace.
fn end_of_item(all: &[Token], at: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in all.iter().enumerate().skip(at) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "}" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + 1;
                }
            }
            ";" if depth == 0 => return index + 1,
            _ => {}
        }
    }
    all.len()
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl Reader<'_> {
    fn next_token(&mut self) -> Option<Token> {
        self.skip_blanks_and_comments();
        let first = self.rest.chars().next()?;
        let line = self.line;
        let (length, text) = self.measure(first);
        self.advance(length);
        Some(Token { text, line })
    }

    /// How many bytes the next token takes, and what it is.
    fn measure(&self, first: char) -> (usize, String) {
        if let Some(length) = literal(self.rest) {
            return (length, String::new());
        }
        if is_identifier(self.rest) {
            let raw = if self.rest.starts_with("r#") { 2 } else { 0 };
            let length = word(&self.rest[raw..]);
            return (raw + length, self.rest[raw..raw + length].to_owned());
        }
        if self.rest.starts_with("::") {
            return (2, "::".to_owned());
        }
        if first == '\'' {
            return (1 + word(&self.rest[1..]), String::new());
        }
        if first.is_ascii_digit() {
            return (word(self.rest), String::new());
        }
        (first.len_utf8(), first.to_string())
    }

    fn skip_blanks_and_comments(&mut self) {
        loop {
            let blank = self.rest.len() - self.rest.trim_start().len();
            let comment = if self.rest.starts_with("//") {
                self.rest.find('\n').unwrap_or(self.rest.len())
            } else if self.rest.starts_with("/*") {
                block_comment(self.rest)
            } else {
                0
            };
            if blank + comment == 0 {
                return;
            }
            self.advance(blank.max(comment));
        }
    }

    fn advance(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at(bytes);
        self.line += passed.matches('\n').count();
        self.rest = rest;
    }
}

fn word(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())
}

/// Block comments nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The bytes of a string or character literal at the start of the text.
fn literal(text: &str) -> Option<usize> {
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find(|prefix| {
        let after = text.strip_prefix(prefix).unwrap_or_default();
        let quoted = after.trim_start_matches('#').starts_with('"');
        quoted && (prefix.ends_with('r') || after.starts_with('"'))
    });
    if let Some(prefix) = prefix {
        let body = &text[prefix.len()..];
        return Some(prefix.len() + if prefix.ends_with('r') { raw_string(body) } else { quoted(body, '"') });
    }
    let start = usize::from(text.starts_with("b'"));
    let body = &text[start..];
    let mut inside = body.strip_prefix('\'')?.chars();
    let is_character = matches!((inside.next()?, inside.next()), ('\\', _) | (_, Some('\'')));
    is_character.then(|| start + quoted(body, '\''))
}

fn raw_string(text: &str) -> usize {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let end = format!("\"{}", "#".repeat(hashes));
    let start = hashes + 1;
    text[start..].find(&end).map_or(text.len(), |found| start + found + end.len())
}

/// Up to the closing quote; what follows a backslash does not close.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}
