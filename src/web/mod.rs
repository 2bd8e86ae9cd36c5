//! What talkbell shows over HTTP: its health, its metrics, the boards of questions, and calendars. Nothing there changes anything.

mod board;
mod calendar;
mod metrics;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use axum::serve::ListenerExt;
use axum::{Router, serve};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::debug;

use crate::app::{App, Limits};

/// Prometheus's text format.
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Connections get this long to end by themselves.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// A server that listens.
pub struct Web {
    listener: TcpListener,
}

impl Web {
    /// Listens on `address`; port 0 takes a free one.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn listen(address: SocketAddr) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::bind(address).await? })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `stop`.
    ///
    /// # Errors
    /// When the system closes the listener.
    pub async fn run(self, app: Arc<App>, stop: CancellationToken) -> io::Result<()> {
        let own = Router::new()
            .route("/healthz", get(health))
            .route("/metrics", get(measured))
            .fallback(board::nowhere)
            .with_state(Arc::clone(&app));
        let routes = own.merge(calendar::routes(Arc::clone(&app))).merge(board::routes(app, stop.clone()));
        // Events are small and must not wait for each other.
        let listener = self.listener.tap_io(|connection| {
            if let Err(error) = connection.set_nodelay(true) {
                debug!(%error, "could not set TCP_NODELAY");
            }
        });
        let served = serve(listener, routes).with_graceful_shutdown(stop.clone().cancelled_owned()).into_future();
        // A reader that keeps its connection must not keep talkbell from stopping.
        let out_of_patience = async {
            stop.cancelled().await;
            sleep(LAST_WORDS).await;
        };
        tokio::select! { served = served => served, () = out_of_patience => Ok(()) }
    }
}

async fn health(State(app): State<Arc<App>>) -> Response {
    let ailments = app.ailments(&Limits::default()).await;
    if ailments.is_empty() {
        return Json(json!({"status": "ok", "reasons": []})).into_response();
    }
    let reasons = ailments.iter().map(|ailment| {
        let conference = ailment.conference.as_ref().map(ToString::to_string);
        json!({"kind": ailment.alarm.kind(), "conference": conference, "what": ailment.alarm.to_string()})
    });
    let body = json!({"status": "ailing", "reasons": reasons.collect::<Vec<_>>()});
    (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response()
}

async fn measured(State(app): State<Arc<App>>) -> Response {
    let text = metrics::text(&app.measures().await);
    ([(CONTENT_TYPE, METRICS)], text).into_response()
}
