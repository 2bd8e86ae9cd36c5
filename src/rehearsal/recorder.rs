//! The requests that arrived, for tests and benches.

use std::time::Instant;

use serde_json::Value;

/// A request to the API, as it arrived. Its headers, and so the token, are left out.
#[derive(Clone, Debug)]
pub struct RecordedRequest {
    /// The HTTP method.
    pub method: String,
    /// The path without `/api/v10`; an interaction's token in it is replaced by `{token}`.
    pub path: String,
    /// What stands after `?`.
    pub query: Option<String>,
    /// The JSON body; null if there was none.
    pub body: Value,
    /// The status it was answered with; `None` if it was not answered.
    pub status: Option<u16>,
    /// When it had arrived whole, in real time.
    pub at: Instant,
}

/// Keeps requests, or not: a bot that runs for days must not fill the memory.
#[derive(Debug, Default)]
pub(super) enum Recorder {
    #[default]
    Off,
    On(Vec<RecordedRequest>),
}

impl Recorder {
    pub fn is_on(&self) -> bool {
        matches!(self, Self::On(_))
    }

    pub fn keep(&mut self, request: RecordedRequest) {
        if let Self::On(requests) = self {
            requests.push(request);
        }
    }

    pub fn kept(&self) -> Vec<RecordedRequest> {
        match self {
            Self::Off => Vec::new(),
            Self::On(requests) => requests.clone(),
        }
    }
}
