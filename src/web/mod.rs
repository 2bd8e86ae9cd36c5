//! What talkbell shows of itself over HTTP: its health, and its metrics. No secrets, and nothing that changes anything.

mod metrics;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use axum::{Router, serve};
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::app::{App, Limits};

/// Prometheus's text format.
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";

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
        let routes = Router::new().route("/healthz", get(health)).route("/metrics", get(measured)).with_state(app);
        let served = serve(self.listener, routes).into_future();
        // A reader that keeps its connection must not keep talkbell from stopping.
        tokio::select! { served = served => served, () = stop.cancelled() => Ok(()) }
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
