//! A session under way, and someone who sees it on the rehearsal's page.

use serde_json::{Value, json};
use talkbell::rehearsal::Member;

use crate::browser::Browser;
use crate::support::harness::Harness;
use crate::support::stage::{ADA, AUDIENCE, MODERATORS, Stage};

/// What the page shows of its messages.
pub const MESSAGES: &str = "document.getElementById('messages').innerText";

/// The sample on a server that Ada manages. She is the one at the page.
pub async fn begin(time: &str) -> Harness {
    Harness::begin(stage(), time).await
}

/// The same, and talkbell has no conference there yet.
pub async fn nothing_yet(time: &str) -> Harness {
    let mut story = Harness::begin_without_bot(stage(), time).await;
    let configuration = story.configuration();
    configuration.truncate(configuration.find("[[conference]]").unwrap());
    story.start().await.unwrap();
    story
}

fn stage() -> Stage {
    let mut stage = Stage::sample();
    let ada = stage.world.members.iter_mut().find(|member| member.id == ADA).unwrap();
    *ada = Member::organiser(ADA, "Ada");
    stage
}

/// Ada orders something, elsewhere than on the page.
pub async fn orders(story: &Harness, channel: u64, name: &str, options: Value) -> Value {
    let answer = story.discord.command(ADA, channel, name, options).await.unwrap();
    answer.message.as_deref().cloned().unwrap_or_default()
}

/// Ada asks.
pub async fn asks(story: &Harness, question: &str, talk: &str) {
    orders(story, AUDIENCE, "ask", json!({"question": question, "talk": talk})).await;
    story.landed().await;
}

/// Ada goes to the moderators' channel of the page.
pub async fn among_moderators(browser: &mut Browser) {
    browser.evaluate(&format!("document.querySelector('[data-channel=\"{MODERATORS}\"]').click()")).await;
}

/// What stands below is as good as a person's keys: <https://chromedevtools.github.io/devtools-protocol/tot/Input/>.
pub async fn press(browser: &mut Browser, key: &str) {
    let (code, number, text) = match key {
        "Tab" => ("Tab", 9, ""),
        "Enter" => ("Enter", 13, "\r"),
        "Escape" => ("Escape", 27, ""),
        "ArrowDown" => ("ArrowDown", 40, ""),
        "Backspace" => ("Backspace", 8, ""),
        "/" => ("Slash", 191, "/"),
        _ => panic!("no such key: {key}"),
    };
    let mut down = json!({"type": "keyDown", "key": key, "code": code, "windowsVirtualKeyCode": number});
    if !text.is_empty() {
        down["text"] = text.into();
    }
    browser.call("Input.dispatchKeyEvent", down).await;
    let up = json!({"type": "keyUp", "key": key, "code": code, "windowsVirtualKeyCode": number});
    browser.call("Input.dispatchKeyEvent", up).await;
}

pub async fn types(browser: &mut Browser, text: &str) {
    browser.call("Input.insertText", json!({"text": text})).await;
}

/// Tab, until what has the focus bears this name.
pub async fn tabs_to(browser: &mut Browser, name: &str) {
    const FOCUSED: &str = "(({activeElement: it}) => it.getAttribute('aria-label') ?? (it.innerText || it.labels?.[0]?.innerText) ?? '')(document)";
    let mut passed = Vec::new();
    for _ in 0..100 {
        press(browser, "Tab").await;
        let focused = browser.text(FOCUSED).await;
        if focused.trim().starts_with(name) {
            return;
        }
        passed.push(focused);
    }
    panic!("Tab leads to {passed:?}, and never to {name}");
}
