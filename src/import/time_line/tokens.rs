/// A piece of a line, with where it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) at: usize,
    pub(super) piece: Piece<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Word(&'a str),
    Number(&'a str),
    /// Hyphen, minus or any dash.
    Dash,
    Sign(char),
}

pub(super) fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            c if c.is_ascii_digit() => run(rest, |c| c.is_ascii_digit()),
            c if c.is_alphabetic() => run(rest, char::is_alphabetic),
            c => c.len_utf8(),
        };
        let (text, tail) = rest.split_at(length);
        let at = line.len() - rest.len();
        rest = tail;
        let piece = match first {
            ' ' => continue,
            c if c.is_ascii_digit() => Piece::Number(text),
            c if c.is_alphabetic() => Piece::Word(text),
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' => Piece::Dash,
            c => Piece::Sign(c),
        };
        tokens.push(Token { at, piece });
    }
    tokens
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}
