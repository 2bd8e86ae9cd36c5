//! The page's few small files, built into the binary, and the headers that every answer of the board carries.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::Router;
use axum::http::HeaderName;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::routing::{MethodRouter, get};

/// What a page may do: run its own scripts and talk to its own server, nothing else. No text can become an element.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
                      trusted-types 'none'";

/// On every answer. A moderator's address is a secret: no other site is told it, and no search engine keeps it.
pub(super) const GUARD: [(HeaderName, &str); 4] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

/// Name, kind and content.
const FILES: [(&str, &str, &str); 6] = [
    ("board.css", "text/css; charset=utf-8", include_str!("page/board.css")),
    ("overlay.css", "text/css; charset=utf-8", include_str!("page/overlay.css")),
    ("screen.js", "text/javascript; charset=utf-8", include_str!("page/screen.js")),
    ("desk.js", "text/javascript; charset=utf-8", include_str!("page/desk.js")),
    ("live.js", "text/javascript; charset=utf-8", include_str!("page/live.js")),
    ("elements.js", "text/javascript; charset=utf-8", include_str!("page/elements.js")),
];

pub(super) fn routes() -> Router {
    FILES
        .into_iter()
        .fold(Router::new(), |routes, (name, kind, text)| routes.route(&format!("/board/{name}"), file(kind, text)))
}

/// Differs between two versions of the page, so that one which has been open for weeks knows that it is an old one.
pub(super) fn version() -> String {
    let mut hasher = DefaultHasher::new();
    FILES.hash(&mut hasher);
    format!("{}-{:016x}", env!("CARGO_PKG_VERSION"), hasher.finish())
}

fn file(kind: &'static str, text: &'static str) -> MethodRouter {
    get(move || async move { ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], GUARD, text) })
}
