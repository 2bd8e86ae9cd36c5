//! What a story reads.

use serde_json::Value;

use super::super::transcript;
use super::Harness;

impl Harness {
    /// The messages of a channel that have not been read yet, in plain text; but for panels, which change as they like.
    pub fn channel(&mut self, channel: u64) -> String {
        let messages = self.discord.messages(channel);
        let read = self.read.insert(channel, messages.len()).unwrap_or_default();
        let unread = messages[read..].iter().filter(|message| !is_panel(message));
        unread.map(|message| transcript::posted(message, self.zone)).collect::<Vec<_>>().join("\n")
    }

    /// The panel that stands last in a channel, as it is now.
    pub fn panel(&self, channel: u64) -> String {
        let messages = self.discord.messages(channel);
        let panel = messages.iter().rev().find(|message| is_panel(message));
        panel.map_or_else(String::new, |panel| transcript::said(panel, self.zone))
    }

    /// All messages of a channel that nobody asked for, in plain text.
    pub fn channel_without_answers(&self, channel: u64) -> String {
        let messages = self.discord.messages(channel);
        let unasked = messages.iter().filter(|message| message["interaction_metadata"].is_null() && !is_panel(message));
        unasked.map(|message| transcript::posted(message, self.zone)).collect::<Vec<_>>().join("\n")
    }

    /// The direct messages to a member that have not been read yet.
    pub fn direct(&mut self, member: u64) -> String {
        self.channel(self.discord.direct_channel(member))
    }

    /// The message and the custom id of the newest button with this label.
    pub fn button(&self, channel: u64, label: &str) -> (u64, String) {
        let messages = self.discord.messages(channel);
        let labelled = |message: &Value| {
            let custom_id = transcript::buttons(message).find(|button| button["label"] == label)?["custom_id"].clone();
            Some((message["id"].as_str()?.parse().ok()?, custom_id.as_str()?.to_owned()))
        };
        let newest = messages.iter().rev().find_map(labelled);
        newest.unwrap_or_else(|| panic!("no message has a button {label}"))
    }
}

/// Whether a message is a moderator's panel.
pub fn is_panel(message: &Value) -> bool {
    message["embeds"][0]["author"]["name"] == "Moderator's panel"
}
