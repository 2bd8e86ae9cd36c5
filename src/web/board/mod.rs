//! The board of questions as a page: for a projector, a stream, everybody's own screen, and the moderator's phone.
//!
//! Read-only. What is shown comes over server-sent events, the whole of it each time, so that a page which lost touch is
//! right again with the next one.

mod files;
mod live;
mod page;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use self::live::{Live, Side};
use self::page::{Page, Theme, View};
use crate::app::{App, BoardName};

/// What a proxy must not do with events: keep them back until there are more.
const UNBUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

#[derive(Deserialize)]
struct Looks {
    #[serde(default)]
    view: String,
    #[serde(default)]
    theme: String,
}

/// The board's pages, their files and their events, until `stop`.
pub(super) fn routes(app: Arc<App>, stop: CancellationToken) -> Router {
    Router::new()
        .route("/board/{conference}/{session}", get(board))
        .route("/board/{conference}/{session}/events", get(board_events))
        .route("/board/{conference}/{session}/moderator/{secret}", get(desk))
        .route("/board/{conference}/{session}/moderator/{secret}/events", get(desk_events))
        .with_state(Arc::new(Live::new(app, stop)))
        .merge(files::routes())
}

/// What is said where there is no such page.
pub(super) async fn nowhere(State(app): State<Arc<App>>) -> Response {
    unknown(&app)
}

async fn board(
    State(live): State<Arc<Live>>,
    Path((conference, session)): Path<(String, String)>,
    Query(looks): Query<Looks>,
) -> Response {
    let Some((board, title)) = live.named(&conference, &session) else { return unknown(live.app()) };
    let view = View::named(&looks.view).unwrap_or(View::Screen);
    let page = Page { view, theme: Theme::named(&looks.theme), title: &title, way_up: "../", last: &session };
    shown(StatusCode::OK, page.html(&live.app().board_words(Some(&board)), &board.path()))
}

async fn desk(
    State(live): State<Arc<Live>>,
    Path((conference, session, secret)): Path<(String, String, String)>,
    Query(looks): Query<Looks>,
) -> Response {
    let Some((board, title)) = live.opened(&conference, &session, &secret) else { return unknown(live.app()) };
    let theme = Theme::named(&looks.theme);
    let page = Page { view: View::Desk, theme, title: &title, way_up: "../../../", last: &secret };
    shown(StatusCode::OK, page.html(&live.app().board_words(Some(&board)), &board.path()))
}

async fn board_events(State(live): State<Arc<Live>>, Path((conference, session)): Path<(String, String)>) -> Response {
    match live.named(&conference, &session) {
        Some((board, _)) => events(&live, &board, Side::Audience),
        None => unknown(live.app()),
    }
}

async fn desk_events(
    State(live): State<Arc<Live>>,
    Path((conference, session, secret)): Path<(String, String, String)>,
) -> Response {
    match live.opened(&conference, &session, &secret) {
        Some((board, _)) => events(&live, &board, Side::Moderators(secret)),
        None => unknown(live.app()),
    }
}

fn events(live: &Arc<Live>, board: &BoardName, side: Side) -> Response {
    let Some(stream) = live.watch(board.clone(), side) else {
        let full = page::told(&live.app().board_words(Some(board)), "board-full", None);
        return ([(RETRY_AFTER, "10")], shown(StatusCode::SERVICE_UNAVAILABLE, full)).into_response();
    };
    let headers = [(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-store"), UNBUFFERED];
    (headers, files::GUARD, Body::from_stream(stream)).into_response()
}

/// One answer for what is not there and for what someone may not see.
fn unknown(app: &App) -> Response {
    shown(StatusCode::NOT_FOUND, page::told(&app.board_words(None), "board-unknown", Some("board-unknown-advice")))
}

fn shown(status: StatusCode, html: String) -> Response {
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    (status, headers, files::GUARD, html).into_response()
}
