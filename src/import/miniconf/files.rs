//! One file of the folder as a structure, whichever of CSV, JSON and YAML it is.

use serde_json::{Map, Value};

use crate::import::report::Report;
use crate::import::{json, source_text, table, yaml};

/// Most rows of one file.
const MOST_ROWS: usize = 50_000;

/// `None` after an error about it.
pub(super) fn parsed(name: &str, bytes: &[u8], report: &mut Report) -> Option<Value> {
    let text = match source_text::decode(bytes) {
        Ok(text) => text,
        Err((_, problem)) => {
            report.error(name.to_owned(), problem);
            return None;
        }
    };
    match ending(name).as_str() {
        "csv" => Some(rows(name, text, report)),
        "json" => of_json(name, text, report),
        _ => yaml::parse(name, text, report),
    }
}

/// The end of a file's name that says what it is written in, in lower case.
pub(super) fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

fn of_json(name: &str, text: &str, report: &mut Report) -> Option<Value> {
    let mut said = Report::default();
    let value = json::parse(text, &mut said);
    for diagnostic in said.into_diagnostics() {
        let place = diagnostic.line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"));
        report.error(place, diagnostic.message);
    }
    value
}

/// A table as a list of objects, as the JSON of these sites has it.
fn rows(name: &str, text: &str, report: &mut Report) -> Value {
    if table::is_too_large(text, b',') {
        report.error(name.to_owned(), table::TOO_LARGE);
        return Value::Null;
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let Ok(header) = reader.headers().cloned() else { return Value::Null };
    let header: Vec<String> = header.iter().map(|cell| cell.trim().to_owned()).collect();
    let mut rows = Vec::new();
    for record in reader.into_records().filter_map(Result::ok) {
        if rows.len() == MOST_ROWS || header.len() > 200 {
            report.error(name.to_owned(), table::TOO_LARGE);
            break;
        }
        let cells = header.iter().zip(record.iter()).map(|(key, cell)| (key.clone(), Value::String(cell.to_owned())));
        rows.push(Value::Object(cells.collect::<Map<_, _>>()));
    }
    Value::Array(rows)
}
