//! The page before the first question has come.

use maud::{DOCTYPE, Markup, html};

use super::files::version;

/// How a board is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// From ten metres away; what does not fit is counted.
    Screen,
    /// Over the pictures of a stream.
    Overlay,
    /// On one's own screen: all of it, to be scrolled.
    List,
    /// On a moderator's phone.
    Desk,
}

/// Light or dark, whatever the reader's system prefers.
#[derive(Clone, Copy)]
pub(super) enum Theme {
    Dark,
    Light,
}

/// A board's page.
pub(super) struct Page<'a> {
    pub(super) view: View,
    pub(super) theme: Option<Theme>,
    pub(super) title: &'a str,
    /// From this page's address to where the files are.
    pub(super) way_up: &'a str,
    /// The last part of this page's address.
    pub(super) last: &'a str,
}

/// The catalogue's words for the page.
type Words = [(&'static str, String)];

impl View {
    /// As an address asks for it.
    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Screen, Self::Overlay, Self::List].into_iter().find(|view| view.as_str() == name)
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Overlay => "overlay",
            Self::List => "list",
            Self::Desk => "desk",
        }
    }
}

impl Theme {
    /// As an address asks for it.
    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Dark, Self::Light].into_iter().find(|theme| theme.as_str() == name)
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

impl Page<'_> {
    /// The whole page.
    pub(super) fn html(&self, words: &Words, board: &str) -> String {
        let Self { view, title, way_up, last, .. } = *self;
        let script = if view == View::Desk { "desk.js" } else { "screen.js" };
        let spoken: serde_json::Map<_, _> =
            words.iter().map(|(id, word)| ((*id).to_owned(), word.as_str().into())).collect();
        let body = html! {
            body data-board=(board) data-events={ (last) "/events" } data-version=(version())
                data-words=(serde_json::Value::Object(spoken)) {
                header id="top" {
                    div class="where" {
                        h1 id="title" dir="auto" { (title) }
                        p id="slot" dir="auto" {}
                    }
                    div id="clock" role="timer" hidden {
                        span id="time" {}
                        span id="counts" {}
                    }
                }
                @if view == View::Desk { (desk()) } @else { (screen(words)) }
                p id="lost" role="status" hidden { (said(words, "board-lost")) }
                noscript { p class="told" { (said(words, "board-needs-script")) } }
            }
        };
        let name = format!("{} · {title}", said(words, "board-name"));
        framed(self, words, &name, &html! { script type="module" src={ (way_up) (script) } {} }, &body).into_string()
    }
}

/// A page that says one thing. Without files: it may stand at any address.
pub(super) fn told(words: &Words, what: &str, advice: Option<&str>) -> String {
    let what = said(words, what);
    let page = html! {
        (DOCTYPE)
        html lang=(said(words, "board-language")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="dark light";
                title { (what) }
                link rel="icon" href="data:,";
            }
            body {
                h1 { (what) }
                @if let Some(advice) = advice { p { (said(words, advice)) } }
            }
        }
    };
    page.into_string()
}

fn framed(page: &Page<'_>, words: &Words, name: &str, script: &Markup, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(said(words, "board-language")) data-view=(page.view.as_str())
            data-theme=[page.theme.map(Theme::as_str)] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="dark light";
                title { (name) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href={ (page.way_up) "board.css" };
                @if page.view == View::Overlay { link rel="stylesheet" href={ (page.way_up) "overlay.css" }; }
                (script)
            }
            (body)
        }
    }
}

fn screen(words: &Words) -> Markup {
    html! {
        main {
            section id="current" aria-live="polite" hidden {
                h2 { (said(words, "board-current")) }
                p id="current-text" dir="auto" {}
                p id="current-about" dir="auto" {}
            }
            section id="waiting" {
                h2 id="waiting-head" hidden { (said(words, "board-questions")) }
                ol id="questions" {}
                p id="empty" { (said(words, "board-loading")) }
            }
        }
        footer {
            span id="hint" dir="auto" {}
            span id="answered" dir="auto" {}
            span id="more" dir="auto" {}
        }
    }
}

fn desk() -> Markup {
    html! { main id="desk" {} }
}

fn said(words: &Words, wanted: &str) -> String {
    let found = words.iter().find(|(id, _)| *id == wanted);
    found.map_or_else(|| wanted.to_owned(), |(_, word)| word.clone())
}
