//! What an organiser does, and sees.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use talkbell::rehearsal::Member;

use crate::support::harness::Harness;
use crate::support::stage::{ADA, MODERATORS, Stage};
use crate::support::transcript;

/// A stage on which Ada manages the server.
pub fn stage() -> Stage {
    organised(Stage::sample())
}

/// A stage with two halls, on which Ada manages the server.
pub fn halls() -> Stage {
    organised(Stage::two_rooms().without_the_show().without_bell())
}

/// The same stage, on which Ada manages the server.
pub fn organised(mut stage: Stage) -> Stage {
    let ada = stage.world.members.iter_mut().find(|member| member.id == ADA).unwrap();
    *ada = Member::organiser(ADA, "Ada");
    stage
}

/// Ada chooses, in the menu with this placeholder, the offer with this label.
pub async fn picks(story: &Harness, message: &Value, menu: &str, label: &str) -> Arc<Value> {
    let found = transcript::menus(message).find(|it| it["placeholder"] == menu).unwrap();
    let offers = found["options"].as_array().unwrap();
    let offer = offers.iter().find(|it| it["label"] == label);
    let value = offer.unwrap_or_else(|| panic!("{label} is not offered: {offers:#?}"))["value"].as_str().unwrap();
    chooses(story, message, menu, value).await
}

/// What is offered to Ada while she types into an option of a command.
pub async fn offered(story: &Harness, command: &str, option: &str, typed: &str) -> Vec<String> {
    let options = json!([{"name": option, "value": typed, "focused": true}]);
    let offers = story.discord.autocomplete(ADA, MODERATORS, &format!("conference {command}"), options).await.unwrap();
    offers.choices.iter().map(|offer| offer["name"].as_str().unwrap().to_owned()).collect()
}

/// What someone sees after a command in the moderators' channel, as Discord holds it.
pub async fn orders(story: &Harness, user: u64, command: &str, options: Value) -> Arc<Value> {
    let name = format!("conference {command}");
    story.discord.command(user, MODERATORS, &name, options).await.unwrap().message.expect("a message is the answer")
}

/// What Ada sees, in plain text.
pub async fn told(story: &Harness, command: &str, options: Value) -> String {
    read(&orders(story, ADA, command, options).await)
}

pub fn read(message: &Arc<Value>) -> String {
    transcript::said(message, chrono_tz::America::Los_Angeles)
}

/// Ada presses a button of a message that she sees.
pub async fn presses(story: &Harness, message: &Value, label: &str) -> Arc<Value> {
    let custom_id = part(message, "label", label);
    let answer = story.discord.press(ADA, MODERATORS, id(message), &custom_id).await.unwrap();
    answer.message.expect("a message is the answer")
}

/// Ada chooses in the menu with this placeholder.
pub async fn chooses(story: &Harness, message: &Value, menu: &str, value: &str) -> Arc<Value> {
    let custom_id = part(message, "placeholder", menu);
    let values = [value.to_owned()];
    let answer = story.discord.choose(ADA, MODERATORS, id(message), &custom_id, &values).await.unwrap();
    answer.message.expect("a message is the answer")
}

/// Ada opens a form by a button, fills it in and sends it off.
pub async fn fills_in(story: &Harness, message: &Value, label: &str, fields: Value) -> Arc<Value> {
    let custom_id = part(message, "label", label);
    let opened = story.discord.press(ADA, MODERATORS, id(message), &custom_id).await.unwrap();
    let form = opened.modal.expect("a form is the answer");
    let fields: Map<String, Value> = fields.as_object().unwrap().clone();
    let form_id = form["custom_id"].as_str().unwrap();
    let answer = story.discord.submit_modal(ADA, MODERATORS, form_id, &fields).await.unwrap();
    answer.message.expect("a message is the answer")
}

fn id(message: &Value) -> u64 {
    message["id"].as_str().unwrap().parse().unwrap()
}

fn part(message: &Value, key: &str, value: &str) -> String {
    let rows = message["components"].as_array().unwrap().iter();
    let mut parts = rows.flat_map(|row| row["components"].as_array().unwrap());
    let found = parts.find(|part| part[key] == json!(value));
    found.unwrap_or_else(|| panic!("no {value} in {message}"))["custom_id"].as_str().unwrap().to_owned()
}
