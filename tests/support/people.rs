//! People who ask, vote and moderate on the local Discord, in a few words.

use serde_json::{Map, Value, json};
use talkbell::rehearsal::{Answer, Happening, LocalDiscord, Unanswered};

use super::harness::Harness;
use super::transcript;

/// The first of a large audience: their ids count on from here.
pub const CROWD: u64 = 7000;

/// Somebody at a place.
#[derive(Clone, Copy)]
pub struct Someone<'a> {
    pub discord: &'a LocalDiscord,
    pub id: u64,
    pub place: u64,
}

/// What somebody sees after what they did.
pub struct Seen {
    pub answer: Answer,
}

/// Somebody who acts in this channel.
pub fn someone(story: &Harness, id: u64, place: u64) -> Someone<'_> {
    Someone { discord: &story.discord, id, place }
}

impl Someone<'_> {
    /// A command with its options, such as `("ask", json!({"question": "Why?"}))`.
    pub async fn orders(&self, name: &str, options: Value) -> Seen {
        answered(self.discord.command(self.id, self.place, name, options).await)
    }

    /// Presses the button with this label, of the message that was seen.
    pub async fn presses(&self, seen: &Seen, label: &str) -> Seen {
        let message = seen.message();
        let found = transcript::buttons(message).find(|button| button["label"] == label);
        let id = found.unwrap_or_else(|| panic!("there is no button {label} in {}", seen.text()))["custom_id"].clone();
        self.presses_id(message["id"].as_str().unwrap().parse().unwrap(), id.as_str().unwrap()).await
    }

    pub async fn presses_id(&self, message: u64, custom_id: &str) -> Seen {
        answered(self.discord.press(self.id, self.place, message, custom_id).await)
    }

    /// Chooses from the one menu of the message that was seen.
    pub async fn chooses(&self, seen: &Seen, value: &str) -> Seen {
        let message = seen.message();
        let id = message["components"][0]["components"][0]["custom_id"].as_str().unwrap();
        let number = message["id"].as_str().unwrap().parse().unwrap();
        answered(self.discord.choose(self.id, self.place, number, id, &[value.to_owned()]).await)
    }

    /// Fills in the form that was seen, and sends it off.
    pub async fn fills_in(&self, seen: &Seen, fields: &[(&str, &str)]) -> Seen {
        let form = seen.answer.modal.as_ref().expect("a form was opened");
        let fields: Map<String, Value> = fields.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
        let id = form["custom_id"].as_str().unwrap();
        answered(self.discord.submit_modal(self.id, self.place, id, &fields).await)
    }
}

fn answered(came: Result<Answer, Unanswered>) -> Seen {
    Seen { answer: came.unwrap() }
}

impl Seen {
    pub fn message(&self) -> &Value {
        self.answer.message.as_ref().expect("a message is the answer")
    }

    /// The number of the question that was taken.
    pub fn number(&self) -> u32 {
        let text = self.text();
        let digits = text.split('#').nth(1).unwrap_or_else(|| panic!("no number in {text}"));
        digits.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
    }

    /// What the message says, without what stands around it.
    pub fn text(&self) -> String {
        match &self.answer.message {
            Some(message) => transcript::said(message, chrono_tz::America::Los_Angeles),
            None => format!("{:?}", self.answer.modal),
        }
    }
}

/// The newest message of a channel that has a button with this label, as if someone saw it.
pub fn newest(story: &Harness, place: u64, label: &str) -> Seen {
    let messages = story.discord.messages(place);
    let has = |message: &&Value| transcript::buttons(message).any(|button| button["label"] == label);
    let message = messages.iter().rev().find(has).unwrap_or_else(|| panic!("no message has a button {label}"));
    let answer = Answer {
        interaction: 0,
        kind: talkbell::rehearsal::AnswerKind::Message,
        message: Some(std::sync::Arc::new(message.clone())),
        ephemeral: false,
        choices: Vec::new(),
        modal: None,
    };
    Seen { answer }
}

/// The text of a file that came with a message.
pub async fn file(seen: &Seen, ending: &str) -> String {
    let files = seen.message()["attachments"].as_array().unwrap();
    let wanted = files.iter().find(|file| file["filename"].as_str().unwrap().ends_with(ending));
    let url = wanted.expect("such a file came")["url"].as_str().unwrap().to_owned();
    reqwest::get(url).await.unwrap().text().await.unwrap()
}

/// A thread that was opened, by its name.
pub fn threads(happened: &mut tokio::sync::broadcast::Receiver<Happening>) -> Vec<(u64, String)> {
    let mut opened = Vec::new();
    while let Ok(happening) = happened.try_recv() {
        if let Happening::ChannelOpened(channel) = happening {
            let id = channel["id"].as_str().unwrap().parse().unwrap();
            opened.push((id, channel["name"].as_str().unwrap().to_owned()));
        }
    }
    opened
}
