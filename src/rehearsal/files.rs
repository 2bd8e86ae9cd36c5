//! Files that come with a message or with a command: taken from a body, held, and given out again.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Json, Path, Query, State as Extract};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::refusal::{FieldErrors, Refusal};
use super::state::{Shared, State};

/// Files of one message: Discord's documentation of uploading files.
const MOST: usize = 10;
/// Bytes of all files of a message of a bot without privileges, and of a member's file: the same.
pub(super) const BYTES: usize = 10 << 20;
/// The field of a parsed body under which its files wait to be attached.
const WAITING: &str = "files waiting to be attached";

/// A file that was uploaded.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    pub filename: String,
    pub bytes: Arc<[u8]>,
}

/// A multipart body as the JSON that it holds, and its files.
///
/// # Errors
/// When it is no multipart body, or holds more than Discord takes.
pub(super) fn parsed(content_type: &str, body: &[u8]) -> Result<(Value, Vec<Upload>), Refusal> {
    let boundary = content_type.split("boundary=").nth(1).map(|text| text.trim_matches('"'));
    let boundary = boundary.filter(|text| !text.is_empty()).ok_or_else(Refusal::invalid_json)?;
    let (mut payload, mut files) = (Value::Null, Vec::new());
    for part in parts(body, format!("--{boundary}").as_bytes()) {
        let Some(head_end) = find(part, b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&part[..head_end]).into_owned();
        let content = &part[head_end + 4..];
        match (value(&head, "name"), value(&head, "filename")) {
            (Some(name), Some(filename)) if name.starts_with("files[") => {
                files.push(Upload { filename, bytes: content.into() });
            }
            (Some(name), None) if name == "payload_json" => {
                payload = serde_json::from_slice(content).map_err(|_| Refusal::invalid_json())?;
            }
            _ => {}
        }
    }
    if files.len() > MOST {
        let message = format!("Must be {MOST} or fewer in length.");
        return Err(FieldErrors::one("attachments", "BASE_TYPE_MAX_LENGTH", &message));
    }
    if files.iter().map(|file| file.bytes.len()).sum::<usize>() > BYTES {
        return Err(Refusal::new(413, 40005, "Request entity too large"));
    }
    Ok((payload, files))
}

/// The parts between the boundaries, without the line breaks that belong to these.
fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let Some(first) = find(body, boundary) else { return parts };
    let mut rest = &body[first + boundary.len()..];
    while let Some(end) = find(rest, boundary) {
        let part = &rest[..end];
        let part = part.strip_prefix(b"\r\n").unwrap_or(part);
        parts.push(part.strip_suffix(b"\r\n").unwrap_or(part));
        rest = &rest[end + boundary.len()..];
    }
    parts
}

fn find(within: &[u8], wanted: &[u8]) -> Option<usize> {
    within.windows(wanted.len()).position(|window| window == wanted)
}

/// `name="payload_json"` of a part's head; what stands before it tells `name` from `filename`.
fn value(head: &str, key: &str) -> Option<String> {
    let start = head.find(&format!("; {key}=\""))? + key.len() + 4;
    head[start..].split('"').next().map(str::to_owned)
}

impl Shared {
    /// Marks in a body which files came with it: in its `data`, where it is an answer to an interaction.
    pub fn expect_files(&self, body: &mut Value, files: Vec<Upload>) {
        if files.is_empty() {
            return;
        }
        let mut state = self.state();
        let ids: Vec<String> = files
            .into_iter()
            .map(|file| {
                let id = self.new_id(&mut state);
                state.files.insert(id, file);
                id.to_string()
            })
            .collect();
        let place = if body["data"].is_object() { &mut body["data"] } else { body };
        place[WAITING] = json!(ids);
    }

    /// Attaches the files that came with a body to its message.
    pub fn attach(&self, state: &State, message: &mut Value, body: &Value) {
        let Some(ids) = body[WAITING].as_array() else { return };
        let attached = ids.iter().filter_map(|id| {
            let file = state.files.get(&super::snowflake(id)?)?;
            let id = id.as_str()?;
            let url = self.file_address(id, &file.filename);
            Some(json!({
                "id": id, "filename": file.filename, "size": file.bytes.len(), "url": url, "proxy_url": url,
                "content_type": content_type(&file.filename),
            }))
        });
        message["attachments"] = attached.collect();
    }

    fn file_address(&self, id: &str, filename: &str) -> String {
        let mut url = Url::parse(&format!("http://{}", self.address)).expect("an address of this machine is a host");
        // A member's file may be called anything.
        url.path_segments_mut().expect("http has a path").extend(["attachments", id, filename]);
        url.into()
    }
}

/// Where files can be had again, and where the page brings a member's.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/attachments/{id}/{name}", get(download))
        .route("/page/file", post(upload).layer(DefaultBodyLimit::max(BYTES)))
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// Takes a member's file, which is the body, and says under what address the bot finds it: `{filename, url, size}`.
async fn upload(
    Extract(shared): Extract<Arc<Shared>>,
    Query(Named { name }): Query<Named>,
    bytes: Bytes,
) -> Json<Value> {
    let size = bytes.len();
    let file = Upload { filename: name.clone(), bytes: bytes.as_ref().into() };
    let mut state = shared.state();
    let id = shared.new_id(&mut state);
    state.files.insert(id, file);
    Json(json!({"filename": name, "url": shared.file_address(&id.to_string(), &name), "size": size}))
}

async fn download(Extract(shared): Extract<Arc<Shared>>, Path((id, name)): Path<(u64, String)>) -> Response {
    let file = shared.state().files.get(&id).filter(|file| file.filename == name).cloned();
    match file {
        Some(file) => ([(header::CONTENT_TYPE, content_type(&file.filename))], file.bytes.to_vec()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn content_type(filename: &str) -> &'static str {
    match filename.rsplit('.').next() {
        Some("csv") => "text/csv; charset=utf-8",
        Some("md") => "text/markdown; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_multipart_body_is_its_payload_and_its_files() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a.csv\"\r\n\
                    Content-Type: text/csv\r\n\r\none,two\r\n\r\n--x\r\n\
                    Content-Disposition: form-data; name=\"payload_json\"\r\n\r\n{\"content\":\"hi\"}\r\n--x--\r\n";
        let (payload, files) = parsed("multipart/form-data; boundary=x", body.as_bytes()).unwrap();
        assert_eq!(payload["content"], "hi");
        assert_eq!((files[0].filename.as_str(), &*files[0].bytes), ("a.csv", "one,two\r\n".as_bytes()));
        assert!(parsed("multipart/form-data", b"").is_err());
    }
}
