//! Foreign text to plain text: HTML, character references (also encoded twice), LaTeX, and what must not be posted.
//!
//! What comes out is *plain*, and holds no markup of any kind: paragraphs parted by one empty line, list items that begin
//! with “•” or a number, links as `text (address)`. The room `text` escapes all that is foreign when it posts it, so that
//! nothing in an abstract can ping, break a message or pretend to be something else; formatting in Discord's own syntax
//! would have to pass that border, and with it whatever a stranger writes in it. Plain text passes it unharmed, reads the
//! same in an embed, a calendar and a terminal, and can be searched and cut anywhere.
//!
//! Nothing here builds a tree, which a stranger can make as deep as they like. As no markup comes out, there is none to
//! sanitise, so no library for that is needed: an element that is known is dropped, with its content if that is not for
//! readers, and any other `<` is a character.

mod entities;
mod html;
mod latex;
mod links;
mod markdown;
mod mathematics;
mod scripts;
mod secrets;
mod symbols;
mod tags;
mod writer;

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2, memchr3};

pub(super) use entities::reference;

use super::source_text::is_invisible;

/// What is said where a way into a meeting was left out.
pub(super) const MEETING_LEFT_OUT: &str =
    "A meeting link or password is left out of what is posted: whoever reads it could walk in.";

/// Foreign text, cleaned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prose {
    pub(super) text: String,
    /// Whether the way into a meeting, with its password, was left out.
    pub(super) secret: bool,
}

/// An abstract: several paragraphs.
pub(super) fn paragraphs(text: &str) -> Prose {
    // To readers, a space that does not break is a space.
    let text = if memchr(0xC2, text.as_bytes()).is_some() {
        Cow::Owned(text.replace('\u{A0}', " "))
    } else {
        Cow::Borrowed(text)
    };
    let text = html::to_text(&unwrapped(&text));
    let text = if memchr2(b'$', b'\\', text.as_bytes()).is_some() { latex::readable(&text) } else { text };
    let (linked, opened) = links::in_text(&text);
    let (safe, told) = secrets::without(&linked);
    let untouched = matches!((&linked, &safe), (Cow::Borrowed(_), Cow::Borrowed(_)));
    let secret = opened || told;
    let text = if untouched { text } else { tidy(&safe) };
    Prose { text: visible(text), secret }
}

/// As [`paragraphs`], of Markdown, which may hold HTML.
pub(super) fn markdown(text: &str) -> Prose {
    // Its underscores are no emphasis.
    if latex::is_in(text) {
        return paragraphs(text);
    }
    let bytes = text.as_bytes();
    let marks = memchr3(b'*', b'_', b'[', bytes).or_else(|| memchr3(b'#', b'`', b'>', bytes));
    if marks.is_none() && !memchr_iter(b'-', bytes).any(|at| bytes.get(at + 1) == Some(&b' ')) {
        return paragraphs(text);
    }
    paragraphs(&markdown::to_plain(text))
}

/// As [`paragraphs`], of HTML or of Markdown, whichever it is.
pub(super) fn markup(text: &str) -> Prose {
    if html::is_flowing(text) { paragraphs(text) } else { markdown(text) }
}

/// A title, a name, a room: one line.
pub(super) fn line(text: &str) -> String {
    let plain = text.trim();
    if is_simple(plain) {
        return visible(plain.to_owned());
    }
    let text = paragraphs(plain).text;
    if text.contains('\n') { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text }
}

/// A text whose elements are all encoded once more (`&lt;p&gt;`) is decoded first.
fn unwrapped(text: &str) -> Cow<'_, str> {
    let wrapped = |text: &str| ["&lt;p", "&lt;br", "&lt;/", "&lt;li"].iter().any(|sign| text.contains(sign));
    let has = |sign: u8| memchr(sign, text.as_bytes()).is_some();
    if has(b'&') && !has(b'<') && wrapped(text) {
        return Cow::Owned(
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"),
        );
    }
    Cow::Borrowed(text)
}

/// After something was taken out: no lines that are empty twice, no space that parts nothing.
fn tidy(text: &str) -> String {
    let mut writer = writer::Writer::new(false, text.len());
    writer.text(text, false);
    writer.finish().replace("()", "").replace(" ,", ",").trim_end().to_owned()
}

/// Without what turns the direction of writing or drives a terminal.
fn visible(text: String) -> String {
    if !may_hide_something(text.as_bytes()) || !text.contains(|c| is_invisible(c) || c == '\u{A0}') {
        return text;
    }
    let visible = text.chars().filter(|c| !is_invisible(*c)).map(|c| if c == '\u{A0}' { ' ' } else { c });
    visible.collect::<String>().trim().to_owned()
}

/// Whether one of [`is_invisible`] or a space that does not break may stand among these bytes of UTF-8. It looks at bytes,
/// many at a time: most texts hold quotes and dashes beyond ASCII, and nothing that is hidden.
fn may_hide_something(text: &[u8]) -> bool {
    // C2 begins U+0080 to U+00BF, and EF what U+FEFF is among.
    let begins = |byte: u8| (byte < b' ' && byte != b'\n') | matches!(byte, 0x7F | 0xC2 | 0xEF);
    let marks = |rest: &[u8]| match rest {
        // U+200B to U+200F, U+202A to U+202E.
        [0xE2, 0x80, third, ..] => matches!(third, 0x8B..=0x8F | 0xAA..=0xAE),
        // U+2060 to U+2069.
        [0xE2, 0x81, third, ..] => matches!(third, 0xA0..=0xA9),
        _ => false,
    };
    text.iter().fold(false, |found, byte| found | begins(*byte))
        || memchr::memchr_iter(0xE2, text).any(|at| marks(&text[at..]))
}

/// Whether a line without spaces around it holds neither markup nor spaces that are to be made one.
fn is_simple(line: &str) -> bool {
    let mut before = b' ';
    line.bytes().all(|byte| {
        let two_spaces = byte == b' ' && before == b' ';
        let no_break = before == 0xC2 && byte == 0xA0;
        before = byte;
        !two_spaces && !no_break && !matches!(byte, b'<' | b'&' | b'$' | b'\\' | b'\n' | b'\t' | b'\r')
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whatever_is_invisible_is_seen_in_its_bytes() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32).filter(|c| is_invisible(*c) || *c == '\u{A0}') {
            assert!(may_hide_something(format!("a“{c}”").as_bytes()), "{c:?}");
        }
        assert!(!may_hide_something("“Ordinary” prose – it’s …\nsaid".as_bytes()));
    }

    fn told(text: &str) -> String {
        paragraphs(text).text
    }

    /// Lesson 12: HTML in titles and abstracts.
    #[test]
    fn html_becomes_paragraphs_lists_and_links() {
        let html = "<p>One\n  <b>bold</b> word.</p>\n<p>Two:</p><ul>\n<li><p>first</p></li>\n<li>second<ol><li>deep</li>\
                    <li>deeper</li></ol></li></ul><p>See <a href=\"https://a.example/?a=1&amp;b=2\">the paper</a>, \
                    <a href='https://b.example'>https://b.example</a>, x<sup>2</sup>, H<sub>2</sub>O.</p>\
                    <script>alert(1)</script><pre>let x = 1;\n  let y;</pre>";
        insta::assert_snapshot!(told(html), @r"
        One bold word.

        Two:

        • first
        • second
          1. deep
          2. deeper

        See the paper (https://a.example/?a=1&b=2), https://b.example, x², H₂O.

        let x = 1;
          let y;
        ");
    }

    /// Lesson 12: doubly escaped entities.
    #[test]
    fn entities_are_decoded_twice_where_they_were_encoded_twice() {
        assert_eq!(told("R&amp;D &amp;amp; caf&eacute; &amp;#39;quoted&amp;rsquo; &#8230;"), "R&D & café 'quoted’ …");
        assert_eq!(
            told("&lt;p&gt;All of it &amp;amp; more&lt;/p&gt;&lt;p&gt;is encoded&lt;/p&gt;"),
            "All of it & more\n\nis encoded"
        );
        assert_eq!(told("a < b && c > d, Vec<T>, AT&T; 5 &lt; 6"), "a < b && c > d, Vec<T>, AT&T; 5 < 6");
    }

    /// Lesson 12: LaTeX.
    #[test]
    fn latex_is_readable_or_code() {
        for (latex, readable) in [
            ("an $\\ell_2$ ball", "an ℓ₂ ball"),
            ("\\textit{very} \\emph{deep} nets", "very deep nets"),
            ("$O(n^2 \\log n)$ in $\\mathbb{R}^d$", "O(n² log n) in ℝᵈ"),
            ("$\\frac{1}{n}\\sum_i x_i \\leq \\epsilon$", "1/n∑ᵢ xᵢ ≤ ϵ"),
            ("with $\\mathcal{O}(\\sqrt{T})$ regret", "with 𝒪(√T) regret"),
            ("$\\unknowable{x}$ stays", "`$\\unknowable{x}$` stays"),
            ("$x_{Q}$ has no character", "`$x_{Q}$` has no character"),
            ("from $5 to $10, at 5\\% of $HOME/$USER", "from $5 to $10, at 5% of $HOME/$USER"),
            ("Erd\\H{o}s, Schr\\\"odinger, Poincar\\'e, Fran\\c{c}ois", "Erdős, Schrödinger, Poincaré, François"),
            ("C:\\new\\alpha is a path", "C:\\new\\alpha is a path"),
            ("\\href{https://a.example}{the code}", "the code (https://a.example)"),
            ("{\\em old} braces stay", "{\\em old} braces stay"),
        ] {
            assert_eq!(told(latex), readable, "{latex}");
        }
    }

    #[test]
    fn mathematics_in_markdown_is_no_emphasis() {
        let bounds = "bounds on $\\|Ax\\|_2^2$ where $\\|x\\|_{\\infty} / \\|x\\|_2$ is small";
        assert_ne!(markdown::to_plain(bounds), bounds, "as emphasis its underscores would be lost");
        assert_eq!(markdown(bounds).text, "bounds on ‖Ax‖₂² where ‖x‖∞ / ‖x‖₂ is small");
        assert_eq!(markdown("for $5 or $10 it is _yours_").text, "for $5 or $10 it is yours");
    }

    #[test]
    fn plain_text_keeps_its_lines_and_paragraphs() {
        assert_eq!(told("One.\r\n\r\n\r\n\r\nTwo,\n  still two. \n\u{202E}"), "One.\n\nTwo,\nstill two.");
        assert_eq!(line("  A <i>title</i>\n in\ttwo  lines &amp; tags "), "A title in two lines & tags");
    }

    /// Lesson 15: meeting links with passwords stand in public feeds.
    #[test]
    fn the_way_into_a_meeting_is_left_out_and_that_is_said() {
        let found = paragraphs(
            "<p>Join <a href=\"https://zoom.us/j/1?pwd=x\">here</a>.</p><p>Passcode: 123</p><p>All welcome</p>",
        );
        assert_eq!((found.text.as_str(), found.secret), ("Join here.\n\nAll welcome", true));
    }

    #[test]
    fn hostile_markup_takes_time_in_proportion_to_its_length() {
        for piece in [
            "<div>",
            "<script>",
            "<a href='",
            "<a href=\"x",
            "<ul><li>",
            "&amp;",
            "<!--",
            "<sup>",
            "$x",
            "\\emph{",
            "{",
            "<b",
            "</",
            "Password:",
            "http://",
            "(http://x",
        ] {
            let text = piece.repeat(200_000 / piece.len());
            let _ = paragraphs(&text);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(<|>|&|amp;|lt;|#|;|\\$|\\\\|\\{|\\}|\\^|_|p|a href=|script|/|\"|'|=|http://|\\?pwd=|:|\\(|é|∞| |\n|x|2|frac|text){0,40}") {
            let _ = paragraphs(&text);
            let _ = line(&text);
        }

        #[test]
        fn prose_without_markup_is_left_alone(text in "[a-zA-Zéß,.]{1,9}( [a-zA-Zéß,.]{1,9}){0,20}") {
            prop_assert_eq!(told(&text), text);
        }
    }
}
