//! Server-sent events, as a program reads them.

use std::time::Duration;

use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(30);

/// A board's events.
pub struct Events {
    response: reqwest::Response,
    text: String,
    /// How many boards were read.
    pub boards: usize,
}

impl Events {
    pub async fn of(page: &str) -> Self {
        let response = reqwest::get(format!("{page}/events")).await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, text: String::new(), boards: 0 }
    }

    /// The next event, its name and its data; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            let Some((event, rest)) = self.text.split_once("\n\n") else {
                let chunk = tokio::time::timeout(PATIENCE, self.response.chunk()).await.expect("an event comes");
                self.text += std::str::from_utf8(&chunk.ok()??).unwrap();
                continue;
            };
            let (event, rest) = (event.to_owned(), rest.to_owned());
            self.text = rest;
            let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
            let Some(name) = field("event: ") else { continue };
            return Some((name, serde_json::from_str(&field("data: ").unwrap()).unwrap()));
        }
    }

    /// The next board.
    pub async fn board(&mut self) -> Value {
        loop {
            let (name, data) = self.next().await.expect("the stream goes on");
            if name == "board" {
                self.boards += 1;
                return data;
            }
        }
    }

    /// Reads until a board is as it should be.
    pub async fn board_where(&mut self, is_so: impl Fn(&Value) -> bool) -> Value {
        loop {
            let board = self.board().await;
            if is_so(&board) {
                return board;
            }
        }
    }
}

/// The texts of a list of questions, with their votes.
pub fn lines(questions: &Value) -> Vec<String> {
    let line = |shown: &Value| format!("{} {}", shown["votes"], shown["text"].as_str().unwrap());
    questions.as_array().unwrap().iter().map(line).collect()
}
