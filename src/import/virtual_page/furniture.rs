//! What a virtual site prints around a programme: menus, buttons, notices.

use crate::schedule::TalkKind;

const WHOLE_LINES: [&str; 14] = [
    "chat is not available",
    "successful page load",
    "video is not available",
    "log in and register to view live content",
    "please log in to view this content",
    "show more",
    "show less",
    "view more",
    "abstract view details",
    "add to calendar",
    "toggle abstract",
    "accept cookies",
    "our privacy policy »",
    "getting started",
];
const STARTS: [&str; 4] = ["skip to yearly menu bar", "skip to main content", "select year:", "livestream content"];
/// Words that a button's bracket begins with: `[ Visit Poster at Spot B3 in Virtual World ]`.
const BUTTONS: [&str; 22] = [
    "abstract",
    "add",
    "bookmark",
    "chat",
    "code",
    "gather",
    "join",
    "link",
    "livestream",
    "openreview",
    "paper",
    "pdf",
    "project",
    "recording",
    "rocketchat",
    "slides",
    "slideslive",
    "supplementary",
    "video",
    "visit",
    "website",
    "zoom",
];

/// Whether a cleaned line is the site's, not the programme's.
pub(super) fn is_furniture(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim_end_matches(['.', '!']);
    let about_cookies = lower.contains(" uses cookies") && line.len() < 120;
    about_cookies
        || WHOLE_LINES.contains(&bare)
        || STARTS.iter().any(|start| lower.starts_with(start))
        || is_buttons(line)
}

/// The line with which a pasted page begins.
pub(super) fn is_top_of_page(line: &str) -> bool {
    let lower = line.to_lowercase();
    lower.starts_with("skip to yearly menu bar") || lower.starts_with("skip to main content")
}

/// The line after which a page holds nothing but its footer.
pub(super) fn is_foot_of_page(line: &str) -> bool {
    line.to_lowercase().trim_end_matches('.') == "successful page load"
}

/// What stands in the brackets of a line that is one pair of brackets and nothing else.
pub(super) fn bracketed(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let inner = inner.or_else(|| line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')))?;
    (!inner.contains(['(', ')', '[', ']'])).then(|| inner.trim())
}

/// Where in the hall a poster hangs, alone on its line: `#1010`, `#W-100`.
pub(super) fn is_position(line: &str) -> bool {
    let Some(number) = line.strip_prefix('#') else { return false };
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    number.len() <= 10 && number.contains(|c: char| c.is_ascii_digit()) && number.chars().all(fits)
}

fn is_buttons(line: &str) -> bool {
    let Some(inner) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let mut groups = inner.split(']').map(|group| group.trim_start().trim_start_matches('[').trim());
    groups.all(is_button)
}

fn is_button(group: &str) -> bool {
    let lower = group.to_lowercase();
    let word = lower.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    BUTTONS.contains(&word) && TalkKind::from_label(group).is_none()
}
