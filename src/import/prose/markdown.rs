//! Markdown of abstracts to plain text: what it marks is said without marks.

/// The text of Markdown as pretalx and its like take it: links, emphasis, headings, lists, fences of code.
pub(super) fn to_plain(markdown: &str) -> String {
    let mut plain = String::with_capacity(markdown.len());
    for (index, line) in markdown.split('\n').enumerate() {
        let content = line.trim_start();
        if content.starts_with("```") || content.starts_with("~~~") {
            continue;
        }
        if index > 0 {
            plain.push('\n');
        }
        let heading = content.trim_start_matches('#');
        let depth = content.len() - heading.len();
        let item = ["- ", "* ", "+ "].iter().find_map(|marker| content.strip_prefix(marker));
        if (1..=6).contains(&depth) && heading.starts_with(' ') {
            spans(heading.trim_start().trim_end_matches(['#', ' ']), &mut plain);
        } else if let Some(item) = item {
            plain.push_str("• ");
            spans(item, &mut plain);
        } else {
            spans(content.strip_prefix("> ").unwrap_or(content), &mut plain);
        }
    }
    plain
}

/// Links and strong or slight emphasis within a line.
fn spans(line: &str, plain: &mut String) {
    let mut rest = line;
    while let Some(at) = rest.find(['[', '*', '_', '!', '`']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let before = plain.chars().next_back();
        let mark = rest.len() - rest.trim_start_matches(rest.chars().next().unwrap_or(' ')).len();
        let used = link(rest, plain).or_else(|| emphasis(rest, before, plain));
        if used.is_none() {
            plain.push_str(&rest[..mark]);
        }
        rest = &rest[used.unwrap_or(mark)..];
    }
    plain.push_str(rest);
}

/// `[text](address)` and `![text](address)`. Bytes used.
fn link(text: &str, plain: &mut String) -> Option<usize> {
    let image = text.starts_with("![");
    let inside = text.strip_prefix("![").or_else(|| text.strip_prefix('['))?;
    let (label, rest) = inside.split_once("](")?;
    if label.contains(['[', ']']) {
        return None;
    }
    let (target, _) = rest.split_once(')')?;
    let address = target.split_whitespace().next().unwrap_or_default();
    plain.push_str(label);
    if !image && address != label {
        plain.push_str(&format!(" ({address})"));
    }
    Some(usize::from(image) + 1 + label.len() + 2 + target.len() + 1)
}

/// `**text**`, `__text__`, `*text*`, `_text_` that stand at the edges of words. Bytes used.
fn emphasis(text: &str, before: Option<char>, plain: &mut String) -> Option<usize> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let mark = ["***", "**", "__", "*", "_"].into_iter().find(|mark| text.starts_with(mark))?;
    let inside = &text[mark.len()..];
    let end = inside.find(mark)?;
    let (content, after) = (&inside[..end], &inside[end + mark.len()..]);
    let tight = !content.is_empty() && content.trim() == content && !content.contains(mark.chars().next()?);
    if !tight || after.starts_with(char::is_alphanumeric) {
        return None;
    }
    plain.push_str(content);
    Some(mark.len() * 2 + content.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_marks_is_said_plainly() {
        let markdown = "# What it is\n\nA **bold** and _slight_ claim, see [the paper](https://a.example/x_y \"t\").\n\n\
                        * one\n- two\n```rust\nlet a_b = 1 * 2;\n```\nsnake_case, 2 * 3 * 4, ![a picture](x.png), [1]";
        insta::assert_snapshot!(to_plain(markdown), @r"
        What it is

        A bold and slight claim, see the paper (https://a.example/x_y).

        • one
        • two
        let a_b = 1 * 2;
        snake_case, 2 * 3 * 4, a picture, [1]
        ");
    }
}
