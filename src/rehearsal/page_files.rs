//! The page itself: a few small files, built into the binary so that a rehearsal needs no network and no folder.

use std::sync::Arc;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::routing::{MethodRouter, get};

use super::state::Shared;

/// What the page may do: run its own scripts and talk to its own server, nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page, its style and its modules.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/", file("text/html; charset=utf-8", include_str!("page/index.html")))
        .route("/page.css", file("text/css; charset=utf-8", include_str!("page/page.css")))
        .route("/channels.js", script(include_str!("page/channels.js")))
        .route("/clock.js", script(include_str!("page/clock.js")))
        .route("/components.js", script(include_str!("page/components.js")))
        .route("/composer.js", script(include_str!("page/composer.js")))
        .route("/connection.js", script(include_str!("page/connection.js")))
        .route("/dom.js", script(include_str!("page/dom.js")))
        .route("/embeds.js", script(include_str!("page/embeds.js")))
        .route("/interactions.js", script(include_str!("page/interactions.js")))
        .route("/markdown.js", script(include_str!("page/markdown.js")))
        .route("/message_list.js", script(include_str!("page/message_list.js")))
        .route("/messages.js", script(include_str!("page/messages.js")))
        .route("/modal.js", script(include_str!("page/modal.js")))
        .route("/options.js", script(include_str!("page/options.js")))
        .route("/page.js", script(include_str!("page/page.js")))
        .route("/prose.js", script(include_str!("page/prose.js")))
        .route("/state.js", script(include_str!("page/state.js")))
        .route("/suggestions.js", script(include_str!("page/suggestions.js")))
        .route("/tab.js", script(include_str!("page/tab.js")))
        .route("/times.js", script(include_str!("page/times.js")))
}

fn script(text: &'static str) -> MethodRouter<Arc<Shared>> {
    file("text/javascript; charset=utf-8", text)
}

fn file(kind: &'static str, text: &'static str) -> MethodRouter<Arc<Shared>> {
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store"), (CONTENT_SECURITY_POLICY, POLICY)];
    get(move || async move { (headers, text) })
}
