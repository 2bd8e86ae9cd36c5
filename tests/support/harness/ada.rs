//! What Ada does, who is in the audience.

use serde_json::{Value, json};
use talkbell::rehearsal::Answer;

use super::super::stage::ADA;
use super::super::transcript;
use super::Harness;

impl Harness {
    /// From now on, Ada asks in this channel.
    pub fn goes_to(&mut self, channel: u64) {
        self.place = channel;
    }

    /// Ada sends a command, such as `/now`, `/now public:true` or `/abstract tensor programs`.
    pub async fn asks(&mut self, command: &str) -> String {
        let (name, options) = parsed(command);
        let answer = self.discord.command(ADA, self.place, &name, options).await.unwrap();
        self.told(&answer)
    }

    /// Ada types a command and has not sent it yet: what is offered, a line each.
    pub async fn types(&mut self, command: &str) -> String {
        let offers = self.offers(command).await;
        offers.iter().map(|offer| offer["name"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
    }

    /// What is offered while Ada types, `{name, value}` each.
    pub async fn offers(&mut self, command: &str) -> Vec<Value> {
        let (name, options) = parsed(command);
        let typed = options["talk"].as_str().unwrap_or_default();
        let options = json!([{"name": "talk", "value": typed, "focused": true}]);
        self.discord.autocomplete(ADA, self.place, &name, options).await.unwrap().choices
    }

    /// Ada presses the newest button with this label that she sees in the channel, ephemeral answers included.
    pub async fn presses(&mut self, label: &str) -> String {
        let channel = self.place;
        let (message, custom_id) = self.button(channel, label);
        let answer = self.discord.press(ADA, channel, message, &custom_id).await.unwrap();
        self.told(&answer)
    }

    /// Ada chooses, in the newest menu with this placeholder that she sees, the offers whose labels begin so.
    pub async fn chooses(&mut self, menu: &str, beginnings: &[&str]) -> String {
        let channel = self.place;
        let messages = self.discord.messages(channel);
        let wanted = |message: &Value| {
            let menu = transcript::menus(message).find(|it| it["placeholder"] == menu)?.clone();
            Some((message["id"].as_str()?.parse::<u64>().ok()?, menu))
        };
        let newest = messages.iter().rev().find_map(wanted);
        let (message, menu) = newest.unwrap_or_else(|| panic!("no message has a menu {menu}"));
        let offers = menu["options"].as_array().unwrap();
        let value = |beginning: &&str| {
            let offer = offers.iter().find(|it| it["label"].as_str().unwrap().starts_with(beginning));
            offer.unwrap_or_else(|| panic!("{beginning} is not offered: {offers:#?}"))["value"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let values: Vec<String> = beginnings.iter().map(value).collect();
        let custom_id = menu["custom_id"].as_str().unwrap();
        let answer = self.discord.choose(ADA, channel, message, custom_id, &values).await.unwrap();
        self.told(&answer)
    }

    /// The message that answered last, as Discord holds it.
    pub fn last_answer(&self) -> &Value {
        self.last_answer.as_ref().expect("something was answered")
    }

    fn told(&mut self, answer: &Answer) -> String {
        let message = answer.message.clone().expect("a message is the answer");
        let seen = if answer.ephemeral { "(only Ada sees this)" } else { "(everyone sees this)" };
        let told = format!("{seen}\n{}", transcript::said(&message, self.zone));
        self.last_answer = Some(message);
        told
    }
}

/// `/abstract tensor programs public:true` as a name and its options.
fn parsed(command: &str) -> (String, Value) {
    let (command, public) = match command.strip_suffix(" public:true") {
        Some(command) => (command, true),
        None => (command, false),
    };
    let command = command.strip_prefix('/').expect("a command begins with a slash");
    let (command, before) = match command.split_once(" before:") {
        Some((command, minutes)) => (command, Some(minutes.parse::<i64>().unwrap())),
        None => (command, None),
    };
    let (name, talk) = command.split_once(' ').unwrap_or((command, ""));
    let mut options = serde_json::Map::new();
    if !talk.is_empty() {
        options.insert("talk".to_owned(), talk.into());
    }
    if let Some(minutes) = before {
        options.insert("before".to_owned(), minutes.into());
    }
    if public {
        options.insert("public".to_owned(), true.into());
    }
    (name.to_owned(), options.into())
}
