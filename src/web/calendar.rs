//! `/calendar/…`: what calendar programs subscribe to.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED, RETRY_AFTER,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, Utc};
use tracing::warn;

use crate::app::{App, Calendar};

/// As RFC 5545 registers it.
const CALENDAR: &str = "text/calendar; charset=utf-8";
/// As often as a programme is read: who asks again sooner is served from nearby.
const FRESH_FOR: &str = "public, max-age=300";
/// HTTP's date, which is always in GMT.
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

pub(super) fn routes(app: Arc<App>) -> Router {
    Router::new()
        .route("/calendar/{conference}", get(of_conference))
        .route("/calendar/{conference}/{session}", get(of_session))
        .with_state(app)
}

async fn of_conference(State(app): State<Arc<App>>, Path(file): Path<String>, asked: HeaderMap) -> Response {
    let Some(conference) = file.strip_suffix(".ics") else { return nothing() };
    answer(&app, conference, None, &asked).await
}

async fn of_session(
    State(app): State<Arc<App>>,
    Path((conference, file)): Path<(String, String)>,
    asked: HeaderMap,
) -> Response {
    let Some(session) = file.strip_suffix(".ics") else { return nothing() };
    answer(&app, &conference, Some(session), &asked).await
}

async fn answer(app: &App, conference: &str, session: Option<&str>, asked: &HeaderMap) -> Response {
    let Ok(conference) = conference.parse() else { return nothing() };
    let Ok(session) = session.map(str::parse).transpose() else { return nothing() };
    match app.calendar(&conference, session.as_ref()).await {
        Ok(Some(calendar)) => serve(&calendar, asked),
        Ok(None) => nothing(),
        Err(error) => {
            warn!(%error, "A calendar could not be written.");
            let later = "The calendar cannot be read just now; please come again in a minute.";
            (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "60")], later).into_response()
        }
    }
}

fn serve(calendar: &Calendar, asked: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", calendar.tag);
    let headers = [
        (CONTENT_TYPE, CALENDAR.to_owned()),
        (CACHE_CONTROL, FRESH_FOR.to_owned()),
        (LAST_MODIFIED, calendar.changed.format(HTTP_DATE).to_string()),
        (CONTENT_DISPOSITION, "inline; filename=\"programme.ics\"".to_owned()),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
        (ETAG, tag.clone()),
    ];
    if is_known(calendar, &tag, asked) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, calendar.text.clone()).into_response()
}

/// Whether the asker has this state already. As RFC 9110 says, a tag counts for more than a date.
fn is_known(calendar: &Calendar, tag: &str, asked: &HeaderMap) -> bool {
    let text = |name| asked.get(name).and_then(|value| value.to_str().ok());
    if let Some(tags) = text(IF_NONE_MATCH) {
        return tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag || known.trim() == "*");
    }
    let since = text(IF_MODIFIED_SINCE).and_then(|date| DateTime::parse_from_rfc2822(date).ok());
    since.is_some_and(|since| calendar.changed.timestamp() <= since.with_timezone(&Utc).timestamp())
}

fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "There is no such calendar. Look at /schedule on Discord for the address.").into_response()
}
