//! JSON for every format that is written in it.

use serde_json::Value;

use super::limits;
use super::report::Report;

/// Most values that are read: a programme of 10,000 talks has under half of these. Each takes up to 80 bytes of memory.
const LARGEST: usize = 600_000;

/// Reads JSON. Nesting deeper than 128 is refused by the parser.
pub(super) fn parse(text: &str, report: &mut Report) -> Option<Value> {
    if values(text) > LARGEST {
        report.error(None, "This JSON holds more values than any programme has. Is it the right file?");
        return None;
    }
    if limits::has_too_long_string(text) {
        report.error(None, limits::TOO_LONG);
        return None;
    }
    serde_json::from_str(text).map_err(|error| report.error(error.line(), unreadable(&error))).ok()
}

/// At most so many values stand in the text: as many as there are brackets and commas, in strings too.
fn values(text: &str) -> usize {
    text.bytes().filter(|byte| matches!(byte, b'{' | b'[' | b',')).count()
}

fn unreadable(error: &serde_json::Error) -> String {
    if error.is_eof() {
        return "This JSON breaks off here. Fetch the file again; it is not whole.".to_owned();
    }
    let problem = error.to_string();
    let problem = problem.split(" at line ").next().unwrap_or_default();
    format!("This is no JSON that can be read: {problem} (column {}).", error.column())
}
