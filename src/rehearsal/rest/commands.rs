//! Application commands: read, and overwritten all at once.

use serde_json::{Value, json};

use super::Call;
use super::reply::{Reply, Verdict};
use crate::rehearsal::happening::Happening;
use crate::rehearsal::refusal::Refusal;
use crate::rehearsal::state::{Shared, State};
use crate::rehearsal::validate;

impl Shared {
    pub(super) fn list_commands(&self, application: u64, guild: Option<u64>) -> Verdict {
        self.check_application(application, guild)?;
        let mut state = self.state();
        Reply::json(200, registered(&mut state, guild))
    }

    pub(super) fn put_commands(&self, application: u64, guild: Option<u64>, call: &Call) -> Verdict {
        self.check_application(application, guild)?;
        let body = call.json()?;
        validate::commands(body)?;
        let mut state = self.state();
        let wanted = body.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut commands = Vec::with_capacity(wanted.len());
        for command in wanted {
            let known = registered(&mut state, guild).iter().find(|known| {
                let kind = command.get("type").and_then(Value::as_u64).unwrap_or(1);
                known["name"] == command["name"] && known["type"] == kind
            });
            // Discord keeps a command's snowflake when it is registered again under its name.
            let id = known.map(|known| known["id"].clone());
            let id = id.unwrap_or_else(|| self.new_id(&mut state).to_string().into());
            let version = self.new_id(&mut state);
            commands.push(self.command_object(command, &id, version, guild));
        }
        registered(&mut state, guild).clone_from(&commands);
        self.tell(Happening::CommandsRegistered(state.commands().cloned().collect()));
        drop(state);
        Reply::json(200, &commands)
    }

    fn command_object(&self, command: &Value, id: &Value, version: u64, guild: Option<u64>) -> Value {
        let mut object = json!({
            "id": id, "application_id": self.world.bot.application_id.to_string(), "version": version.to_string(),
            "type": 1, "description": "", "options": [], "default_member_permissions": null, "nsfw": false,
            "name_localizations": null, "description_localizations": null, "integration_types": [0], "contexts": null,
        });
        for (field, value) in command.as_object().into_iter().flatten() {
            object[field] = value.clone();
        }
        match guild {
            Some(guild) => object["guild_id"] = guild.to_string().into(),
            None if object.get("dm_permission").is_none() => object["dm_permission"] = true.into(),
            None => {}
        }
        object
    }

    fn check_application(&self, application: u64, guild: Option<u64>) -> Result<(), Refusal> {
        if application != self.world.bot.application_id {
            return Err(Refusal::unknown_application());
        }
        if guild.is_some_and(|guild| guild != self.world.guild.id) {
            return Err(Refusal::missing_access());
        }
        Ok(())
    }
}

fn registered(state: &mut State, guild: Option<u64>) -> &mut Vec<Value> {
    if guild.is_some() { &mut state.guild_commands } else { &mut state.global_commands }
}
