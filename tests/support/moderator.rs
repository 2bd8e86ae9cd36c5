//! People who press buttons, as a story tells it.

use serde_json::Value;
use talkbell::rehearsal::Answer;

use super::harness::{Harness, is_panel};
use super::stage::MODERATORS;
use super::transcript;

const ZONE: chrono_tz::Tz = chrono_tz::America::Los_Angeles;

/// Somebody presses the newest button with this label that they see in a channel, and all that follows lands.
pub async fn presses(story: &Harness, user: u64, channel: u64, label: &str) -> String {
    let (message, custom_id) = story.button(channel, label);
    told(story, story.discord.press(user, channel, message, &custom_id).await.unwrap()).await
}

/// Somebody presses a button in their direct messages.
pub async fn presses_directly(story: &Harness, user: u64, label: &str) -> String {
    presses(story, user, story.discord.direct_channel(user), label).await
}

/// Somebody presses a button of the panel, and then the one that confirms what they are shown.
pub async fn does(story: &Harness, user: u64, label: &str) -> String {
    let shown = presses_panel(story, user, label).await;
    let done = presses(story, user, MODERATORS, "Confirm").await;
    format!("{shown}\n{done}")
}

/// Somebody presses a button of the panel.
pub async fn presses_panel(story: &Harness, user: u64, label: &str) -> String {
    // A panel is edited at most every two seconds.
    story.until("the button can be pressed", async || panel_button(story, label).is_some()).await;
    let (message, custom_id) = panel_button(story, label).unwrap();
    told(story, story.discord.press(user, MODERATORS, message, &custom_id).await.unwrap()).await
}

/// The panel's button with this label, if it can be pressed.
pub fn panel_button(story: &Harness, label: &str) -> Option<(u64, String)> {
    let panel = story.discord.messages(MODERATORS).into_iter().rev().find(is_panel)?;
    let button = transcript::buttons(&panel).find(|button| button["label"] == label && button["disabled"] != true)?;
    Some((panel["id"].as_str()?.parse().ok()?, button["custom_id"].as_str()?.to_owned()))
}

/// Waits until the panel says this.
pub async fn panel_says(story: &Harness, text: &str) {
    story.until(&format!("the panel says {text}"), async || story.panel(MODERATORS).contains(text)).await;
}

pub async fn told(story: &Harness, answer: Answer) -> String {
    story.landed().await;
    story.corrected().await;
    let message: &Value = answer.message.as_deref().expect("a message is the answer");
    transcript::said(message, ZONE)
}
