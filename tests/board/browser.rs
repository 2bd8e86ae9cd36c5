//! A real Chromium, driven over its `DevTools` protocol: <https://chromedevtools.github.io/devtools-protocol/>.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A browser takes long to start on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(20);
/// Names under which it is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ARGUMENTS: [&str; 14] = [
    "--headless",
    // CI runs as root, where its sandbox does not start. It opens nothing but pages of this test.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--no-first-run",
    "--remote-debugging-port=0",
    "about:blank",
];

/// A browser with one page. Gone when it is dropped.
pub struct Browser {
    child: Child,
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last_call: u64,
    /// What the page has complained about: exceptions, refused scripts, failed requests.
    pub complaints: Vec<String>,
    _profile: TempDir,
}

impl Browser {
    /// Starts one, with a window of this size.
    pub async fn open(width: u32, height: u32) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut command = Command::new(program());
        command.arg(format!("--user-data-dir={}", profile.path().display())).args(ARGUMENTS);
        command.env("TZ", "UTC").env("LANG", "en_GB.UTF-8").env("LANGUAGE", "en_GB");
        // A group of its own, so that all of its processes can be ended.
        let child = command.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = Group(Some(child.unwrap()));
        let socket = tokio::time::timeout(PATIENCE, attach(profile.path())).await.expect("Chromium starts");
        let mut browser = Self { child: child.keep(), socket, last_call: 0, complaints: Vec::new(), _profile: profile };
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), json!({})).await;
        }
        browser.resize(width, height).await;
        browser
    }

    pub async fn resize(&mut self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// What the reader's system prefers: `dark` or `light`.
    pub async fn prefers(&mut self, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.call("Emulation.setEmulatedMedia", json!({"features": features})).await;
    }

    pub async fn visit(&mut self, url: &str) {
        self.call("Page.navigate", json!({"url": url})).await;
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'").await;
    }

    /// The value of an expression in the page.
    pub async fn evaluate(&mut self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.call("Runtime.evaluate", asked).await;
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    pub async fn text(&mut self, expression: &str) -> String {
        self.evaluate(expression).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until it is so on the page.
    pub async fn until(&mut self, condition: &str) {
        let waiting = async {
            // A page that is being left has no answer, and the next one has.
            while self.ask("Runtime.evaluate", json!({"expression": condition, "returnByValue": true})).await["result"]
                ["value"]
                != true
            {
                tokio::time::sleep(GLANCE).await;
            }
        };
        if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
            let seen = self.evaluate("document.body.innerText").await;
            panic!("waited in vain until {condition}; the page shows {seen}; it complained: {:?}", self.complaints);
        }
    }

    /// The page as a picture, in a file.
    pub async fn picture(&mut self, file: &Path, transparent: bool) {
        let colour = if transparent { json!({"color": {"r": 0, "g": 0, "b": 0, "a": 0}}) } else { json!({}) };
        self.call("Emulation.setDefaultBackgroundColorOverride", colour).await;
        let shot = self.call("Page.captureScreenshot", json!({"format": "png"})).await;
        std::fs::write(file, bytes(shot["data"].as_str().unwrap())).unwrap();
    }

    /// Calls a method that does not fail.
    pub async fn call(&mut self, method: &str, parameters: Value) -> Value {
        let answer = self.ask(method, parameters).await;
        assert!(answer["code"].is_null(), "{method}: {answer}");
        answer
    }

    async fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.last_call += 1;
        let id = self.last_call;
        let call = json!({"id": id, "method": method, "params": parameters}).to_string();
        self.socket.send(Message::text(call)).await.unwrap();
        let answered = async {
            loop {
                let message = self.socket.next().await.expect("Chromium lives").unwrap();
                let Ok(text) = message.to_text() else { continue };
                let Ok(said) = serde_json::from_str::<Value>(text) else { continue };
                if said["id"] == id {
                    return if said["error"].is_null() { said["result"].clone() } else { said["error"].clone() };
                }
                self.complaints.extend(complaint(&said));
            }
        };
        tokio::time::timeout(PATIENCE, answered).await.unwrap_or_else(|_| panic!("Chromium does not answer {method}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// Processes that are ended unless somebody keeps them.
struct Group(Option<Child>);

impl Group {
    fn keep(mut self) -> Child {
        self.0.take().expect("until it is kept")
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.0.as_mut().into_iter().for_each(end);
    }
}

fn end(child: &mut Child) {
    // Whatever has ended already needs no end.
    let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).stderr(Stdio::null()).status();
    let _ = child.wait();
}

async fn attach(profile: &Path) -> WebSocketStream<MaybeTlsStream<TcpStream>> {
    loop {
        if let Some(address) = page(profile).await {
            return connect_async(address).await.unwrap().0;
        }
        tokio::time::sleep(GLANCE).await;
    }
}

/// The address of its page, once it has said where it listens.
async fn page(profile: &Path) -> Option<String> {
    let said = std::fs::read_to_string(profile.join("DevToolsActivePort")).ok()?;
    let port: u16 = said.lines().next()?.parse().ok()?;
    let targets: Value = reqwest::get(format!("http://127.0.0.1:{port}/json/list")).await.ok()?.json().await.ok()?;
    let page = targets.as_array()?.iter().find(|target| target["type"] == "page")?;
    page["webSocketDebuggerUrl"].as_str().map(str::to_owned)
}

fn complaint(said: &Value) -> Option<String> {
    match said["method"].as_str()? {
        "Runtime.exceptionThrown" => Some(said["params"]["exceptionDetails"].to_string()),
        "Log.entryAdded" => Some(said["params"]["entry"]["text"].as_str()?.to_owned()),
        _ => None,
    }
}

fn program() -> PathBuf {
    if let Some(named) = std::env::var_os("TALKBELL_TEST_CHROMIUM") {
        return named.into();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found =
        std::env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name))).find(|it| it.exists());
    found.expect("the board is tested in Chromium: install it (tests/run does), or name it in TALKBELL_TEST_CHROMIUM")
}

/// Base64, as RFC 4648 has it.
fn bytes(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for value in text.bytes().filter_map(|digit| DIGITS.iter().position(|it| *it == digit)) {
        held = (held << 6) | u32::try_from(value).unwrap();
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).unwrap());
        }
    }
    bytes
}
