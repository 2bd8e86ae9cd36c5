//! The interaction that a message answers, as the message names it.

use serde_json::{Value, json};

use super::snowflake;
use super::world::World;

const COMMAND: u8 = 2;
const COMPONENT: u8 = 3;
const MODAL_SUBMIT: u8 = 5;

/// The interaction that a message answers.
pub(super) struct Asked<'a> {
    pub id: u64,
    /// Discord's interaction type.
    pub kind: u8,
    /// The command's name.
    pub name: &'a str,
    pub user: u64,
    /// The message whose component was used.
    pub source: Option<u64>,
}

impl Asked<'_> {
    /// Names the interaction in the message.
    pub fn name_in(&self, world: &World, message: &mut Value) {
        let application = world.bot.application_id.to_string();
        message["application_id"] = application.as_str().into();
        message["webhook_id"] = application.into();
        message["interaction_metadata"] = self.metadata(world, self.kind);
        if self.kind == COMMAND {
            message["type"] = 20.into();
            message["interaction"] = json!({
                "id": self.id.to_string(), "type": COMMAND, "name": self.name, "user": world.user(self.user),
            });
        }
    }

    fn metadata(&self, world: &World, kind: u8) -> Value {
        let mut metadata = json!({
            "id": self.id.to_string(), "type": kind, "user": world.user(self.user),
            "authorizing_integration_owners": {"0": world.guild.id.to_string()},
        });
        match (kind, self.source) {
            (COMPONENT, source) => metadata["interacted_message_id"] = source.unwrap_or(self.id).to_string().into(),
            (MODAL_SUBMIT, source) => {
                let opened_by = if source.is_some() { COMPONENT } else { COMMAND };
                metadata["triggering_interaction_metadata"] = self.metadata(world, opened_by);
            }
            _ => {}
        }
        metadata
    }
}

/// Who asked for the message, if it answers an interaction.
pub(super) fn asker(message: &Value) -> Option<u64> {
    snowflake(&message["interaction_metadata"]["user"]["id"])
}
