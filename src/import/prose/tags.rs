//! What the elements of HTML do to a text. A `<` before anything else is a character: `Vec<T>` is no markup.

/// What an element does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Paragraph,
    Line,
    Row,
    Cell,
    Space,
    List {
        numbered: bool,
    },
    Item,
    Preformatted,
    Quote,
    Link,
    Raised,
    Sunk,
    /// Its content is not for readers.
    Hidden(&'static str),
    /// Looks alone.
    Inline,
}

/// The tag that `text` begins with, whether it closes its element, and the length of its name. `text` begins with `<`.
pub(super) fn tag(text: &str) -> Option<(Tag, bool, usize)> {
    let inside = text.get(1..)?;
    let closes = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside).as_bytes();
    let length = inside.iter().take(12).position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let ended = inside.get(length).is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    if length == 0 || length > 10 || !ended {
        return None;
    }
    let mut name = [0_u8; 10];
    name[..length].copy_from_slice(&inside[..length]);
    name.make_ascii_lowercase();
    let tag = named(std::str::from_utf8(&name[..length]).ok()?)?;
    Some((tag, closes, length))
}

fn named(name: &str) -> Option<Tag> {
    Some(match name {
        "p" | "div" | "section" | "article" | "header" | "footer" | "main" | "nav" | "aside" | "blockquote" | "h1"
        | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "figure" | "figcaption" | "address" | "center" | "details"
        | "summary" | "form" | "fieldset" | "dl" | "body" | "html" | "hr" => Tag::Paragraph,
        "br" | "dt" | "dd" | "option" | "legend" | "caption" => Tag::Line,
        "tr" => Tag::Row,
        "td" | "th" => Tag::Cell,
        "tbody" | "thead" | "tfoot" | "img" => Tag::Space,
        "ul" | "menu" | "dir" => Tag::List { numbered: false },
        "ol" => Tag::List { numbered: true },
        "li" => Tag::Item,
        "pre" | "listing" => Tag::Preformatted,
        "q" => Tag::Quote,
        "a" => Tag::Link,
        "sup" => Tag::Raised,
        "sub" => Tag::Sunk,
        "script" => Tag::Hidden("script"),
        "style" => Tag::Hidden("style"),
        "head" => Tag::Hidden("head"),
        "title" => Tag::Hidden("title"),
        "template" => Tag::Hidden("template"),
        "noscript" => Tag::Hidden("noscript"),
        "iframe" => Tag::Hidden("iframe"),
        "object" => Tag::Hidden("object"),
        "svg" => Tag::Hidden("svg"),
        "video" => Tag::Hidden("video"),
        "audio" => Tag::Hidden("audio"),
        "canvas" => Tag::Hidden("canvas"),
        "select" => Tag::Hidden("select"),
        "textarea" => Tag::Hidden("textarea"),
        "button" => Tag::Hidden("button"),
        "b" | "strong" | "i" | "em" | "u" | "s" | "del" | "ins" | "strike" | "span" | "font" | "code" | "tt"
        | "kbd" | "samp" | "var" | "small" | "big" | "mark" | "abbr" | "acronym" | "cite" | "dfn" | "label"
        | "time" | "wbr" | "bdi" | "bdo" | "nobr" | "picture" | "source" | "input" | "meta" | "link" | "embed"
        | "param" | "base" => Tag::Inline,
        _ => return None,
    })
}
