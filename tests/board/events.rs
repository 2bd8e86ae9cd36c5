//! Server-sent events, as a program reads them.

use std::time::Duration;

use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(30);

/// A board's events.
pub struct Events {
    response: reqwest::Response,
    text: String,
    /// How many states of the board were read.
    pub boards: usize,
    /// How many of them were votes alone.
    pub votes: usize,
    last: Value,
}

impl Events {
    pub async fn of(page: &str) -> Self {
        let response = reqwest::get(format!("{page}/events")).await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, text: String::new(), boards: 0, votes: 0, last: Value::Null }
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
            match name.as_str() {
                "board" => self.last = data,
                "votes" => {
                    self.votes += 1;
                    self.last["open"] = voted(&self.last["open"], &data["open"]);
                }
                _ => continue,
            }
            self.boards += 1;
            return self.last.clone();
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

/// The questions with their new votes, in their new order.
fn voted(questions: &Value, votes: &Value) -> Value {
    let row = |vote: &Value| {
        let found = questions.as_array().unwrap().iter().find(|shown| shown["id"] == vote[0]);
        let mut shown = found.expect("votes come for questions that are known").clone();
        (shown["votes"], shown["wanted"]) = (vote[1].clone(), vote[2].clone());
        shown
    };
    votes.as_array().unwrap().iter().map(row).collect()
}

/// The texts of a list of questions, with their votes.
pub fn lines(questions: &Value) -> Vec<String> {
    let line = |shown: &Value| format!("{} {}", shown["votes"], shown["text"].as_str().unwrap());
    questions.as_array().unwrap().iter().map(line).collect()
}
