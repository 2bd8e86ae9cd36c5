//! A web server that says what it is told to, and remembers how it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing};
use futures_util::stream;
use tokio::net::TcpListener;

/// What the server says.
#[derive(Clone, Debug)]
pub enum Says {
    /// This, with an `ETag`, and 304 to whoever has it.
    Text(String),
    /// This status, with nothing.
    Status(u16),
    /// That it is elsewhere.
    Elsewhere(String),
    /// That it is elsewhere, if this path is asked; else this text.
    ElsewhereFrom(&'static str, String, String),
    /// More and more, without an end.
    WithoutEnd,
    /// That there will be so much, and then nothing.
    Promise(u64),
    /// Nothing at all.
    Silence,
    /// A byte now and then.
    Drip,
}

/// How it was asked.
#[derive(Clone, Debug)]
pub struct AskedFor {
    pub path: String,
    pub headers: HeaderMap,
}

#[derive(Clone)]
pub struct Web {
    says: Arc<Mutex<Says>>,
    asked: Arc<Mutex<Vec<AskedFor>>>,
    address: SocketAddr,
}

impl Web {
    pub async fn start(says: Says) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let web = Self { says: Arc::new(Mutex::new(says)), asked: Arc::default(), address };
        let router = Router::new().fallback(routing::any(answer)).with_state(web.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        web
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn says(&self, says: Says) {
        *self.says.lock().unwrap() = says;
    }

    /// How it was asked since this was last called.
    pub fn asked(&self) -> Vec<AskedFor> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

async fn answer(State(web): State<Web>, request: Request) -> Response {
    let asked = AskedFor { path: request.uri().path().to_owned(), headers: request.headers().clone() };
    web.asked.lock().unwrap().push(asked.clone());
    let says = web.says.lock().unwrap().clone();
    match says {
        Says::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Says::Elsewhere(location) => elsewhere(&location),
        Says::ElsewhereFrom(path, location, _) if asked.path == path => elsewhere(&location),
        Says::Text(text) | Says::ElsewhereFrom(_, _, text) => text_or_unchanged(&text, &asked.headers),
        Says::WithoutEnd => {
            let chunk = Bytes::from(vec![b'a'; 1024 * 1024]);
            Body::from_stream(stream::repeat_with(move || Ok::<_, std::io::Error>(chunk.clone()))).into_response()
        }
        Says::Promise(length) => {
            let body = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
            ([(header::CONTENT_LENGTH, length.to_string())], body).into_response()
        }
        Says::Silence => std::future::pending().await,
        Says::Drip => {
            let drops = stream::unfold((), |()| async {
                tokio::time::sleep(Duration::from_millis(20)).await;
                Some((Ok::<_, std::io::Error>(Bytes::from_static(b"a")), ()))
            });
            Body::from_stream(drops).into_response()
        }
    }
}

fn elsewhere(location: &str) -> Response {
    (StatusCode::FOUND, [(header::LOCATION, location.to_owned())]).into_response()
}

fn text_or_unchanged(text: &str, headers: &HeaderMap) -> Response {
    let etag = format!("\"{}-{}\"", text.len(), text.bytes().map(u64::from).sum::<u64>());
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == etag.as_str()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    ([(header::ETAG, etag)], text.to_owned()).into_response()
}
