//! What a member can do, checked as Discord's own client checks it: commands, components, modals.

use serde_json::{Map, Value, json};

use super::interactions::{Deed, Unanswered, not_offered};
use super::snowflake;
use super::state::{Shared, State};

/// An attachment's id is its own only within its interaction.
const FIRST_ATTACHMENT: usize = 900_000_000;
const SLASH_COMMAND: u64 = 1;
const MESSAGE_COMMAND: u64 = 3;
const SUBCOMMAND: u64 = 1;
const SUBCOMMAND_GROUP: u64 = 2;
const ATTACHMENT: u64 = 11;

impl Shared {
    /// A slash command. `name` may hold a subcommand after a space; `options` is an object or a list of
    /// `{name, value, focused}`, which may be folded into `{name: subcommand, options}` as Discord does it.
    pub fn command_deed(
        &self,
        user: u64,
        room: u64,
        name: &str,
        options: &Value,
        autocomplete: bool,
    ) -> Result<Deed, Unanswered> {
        let state = self.state();
        let (path, given) = unfolded(name, given(options)?);
        let (called, below) = path.split_first().ok_or_else(|| not_offered("a command has a name"))?;
        let command = state.commands().find(|it| it["name"] == called.as_str() && it["type"] == SLASH_COMMAND);
        let command = command.ok_or_else(|| not_offered(&format!("the bot has no command /{called}")))?;
        self.check_permissions(user, command)?;

        let mut chosen = command;
        let mut steps = Vec::new();
        for step in below {
            let mut offered = chosen["options"].as_array().into_iter().flatten();
            let found = offered.find(|option| option["name"] == step.as_str());
            chosen = found.ok_or_else(|| not_offered(&format!("/{called} has no subcommand {step}")))?;
            steps.push((step, chosen["type"].clone()));
        }
        let mut resolved = json!({});
        let mut options = self.options(&state, chosen, &given, &mut resolved, autocomplete)?;
        for (name, kind) in steps.into_iter().rev() {
            options = vec![json!({"name": name, "type": kind, "options": options})];
        }
        let mut data = json!({
            "id": command["id"], "name": called, "type": command["type"], "options": options, "resolved": resolved,
        });
        if let Some(guild) = command.get("guild_id") {
            data["guild_id"] = guild.clone();
        }
        let kind = if autocomplete { 4 } else { 2 };
        Ok(Deed { kind, user, room, name: path.join(" "), source: None, data })
    }

    /// A command of a message's own menu.
    pub fn message_deed(&self, user: u64, room: u64, message: u64, name: &str) -> Result<Deed, Unanswered> {
        let state = self.state();
        let held = state.rooms.get(&room).and_then(|room| room.messages.get(&message));
        let held = held.ok_or_else(|| not_offered("there is no such message"))?;
        let command = state.commands().find(|it| it["name"] == name && it["type"] == MESSAGE_COMMAND);
        let command = command.ok_or_else(|| not_offered(&format!("the bot has no message command {name}")))?;
        self.check_permissions(user, command)?;
        let target = message.to_string();
        let mut data = json!({
            "id": command["id"], "name": name, "type": MESSAGE_COMMAND, "target_id": target,
            "resolved": {"messages": {target: Value::clone(held)}},
        });
        if let Some(guild) = command.get("guild_id") {
            data["guild_id"] = guild.clone();
        }
        Ok(Deed { kind: 2, user, room, name: name.to_owned(), source: None, data })
    }

    /// A pressed button, or a choice in a select menu.
    pub fn component_deed(
        &self,
        user: u64,
        room: u64,
        message: u64,
        custom_id: &str,
        values: &[String],
    ) -> Result<Deed, Unanswered> {
        let state = self.state();
        let held = state.rooms.get(&room).and_then(|room| room.messages.get(&message));
        let held = held.ok_or_else(|| not_offered("there is no such message"))?;
        let rows = held["components"].as_array().into_iter().flatten();
        let mut components = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
        let component = components.find(|component| component["custom_id"] == custom_id);
        let component = component.ok_or_else(|| not_offered("the message has no such button"))?;
        if component["disabled"] == true {
            return Err(not_offered("the button is disabled"));
        }
        let kind = &component["type"];
        let mut data = json!({"custom_id": custom_id, "component_type": kind});
        if kind != 2 {
            data["values"] = json!(values);
            data["resolved"] = json!({});
        }
        Ok(Deed { kind: 3, user, room, name: custom_id.to_owned(), source: Some(message), data })
    }

    /// A modal, filled in by the user to whom the bot showed it.
    pub fn modal_deed(
        &self,
        user: u64,
        room: u64,
        custom_id: &str,
        fields: &Map<String, Value>,
    ) -> Result<Deed, Unanswered> {
        let mut state = self.state();
        let key = (user, custom_id.to_owned());
        let open = state.exchange.modals.get(&key).ok_or_else(|| not_offered("that modal is not open"))?;
        let rows = open.modal["components"].as_array().into_iter().flatten();
        let rows = rows.map(|row| filled_row(row, fields)).collect::<Result<Vec<_>, _>>()?;
        let source = open.source;
        state.exchange.modals.remove(&key);
        let data = json!({"custom_id": custom_id, "components": rows, "resolved": {}});
        Ok(Deed { kind: 5, user, room, name: custom_id.to_owned(), source, data })
    }

    fn check_permissions(&self, user: u64, command: &Value) -> Result<(), Unanswered> {
        let needed = snowflake(&command["default_member_permissions"]).unwrap_or_default();
        let held = self.world.member(user).map(|member| member.permissions).unwrap_or_default();
        if needed & held == needed { Ok(()) } else { Err(not_offered("this member may not use that command")) }
    }

    fn options(
        &self,
        state: &State,
        command: &Value,
        given: &[Value],
        resolved: &mut Value,
        autocomplete: bool,
    ) -> Result<Vec<Value>, Unanswered> {
        let known: Vec<&Value> = command["options"].as_array().into_iter().flatten().collect();
        if known.iter().any(|option| matches!(option["type"].as_u64(), Some(SUBCOMMAND | SUBCOMMAND_GROUP))) {
            return Err(not_offered("the command needs a subcommand after its name"));
        }
        let missing = known
            .iter()
            .find(|option| option["required"] == true && !given.iter().any(|given| given["name"] == option["name"]));
        if let Some(missing) = missing.filter(|_| !autocomplete) {
            return Err(not_offered(&format!("the option {} is required", missing["name"])));
        }
        let filled = given.iter().map(|given| {
            let option = known.iter().find(|option| option["name"] == given["name"]);
            let option = option.ok_or_else(|| not_offered(&format!("there is no option {}", given["name"])))?;
            let focused = given["focused"] == true;
            if focused && option["autocomplete"] != true {
                return Err(not_offered(&format!("the option {} has no autocomplete", given["name"])));
            }
            let value = if option["type"] == ATTACHMENT {
                attached(&given["value"], resolved)?
            } else if focused {
                given["value"].clone()
            } else {
                coerced(option, &given["value"])?
            };
            self.resolve(state, option["type"].as_u64(), &value, resolved);
            let mut filled = json!({"name": given["name"], "type": option["type"], "value": value});
            if focused {
                filled["focused"] = true.into();
            }
            Ok(filled)
        });
        filled.collect()
    }

    /// Adds the object that an option of type user, channel, role or mentionable names.
    fn resolve(&self, state: &State, kind: Option<u64>, value: &Value, resolved: &mut Value) {
        let Some(id) = snowflake(value) else { return };
        let key = id.to_string();
        let by_id = |objects: Vec<Value>| objects.into_iter().find(|object| object["id"] == key);
        if let (Some(6 | 9), Some(user), Some(mut member)) = (kind, self.world.user(id), self.world.member_object(id)) {
            resolved["users"][&key] = user;
            if let Some(fields) = member.as_object_mut() {
                fields.remove("user");
            }
            resolved["members"][&key] = member;
        }
        if let (Some(7), Some(room)) = (kind, state.rooms.get(&id)) {
            resolved["channels"][&key] = self.channel_object(room);
        }
        if let (Some(8 | 9), Some(role)) = (kind, by_id(self.world.role_objects())) {
            resolved["roles"][&key] = role;
        }
    }
}

/// A file: `{filename, url, size}`, as an upload gives it. Its id, by which it is found among what is resolved.
fn attached(file: &Value, resolved: &mut Value) -> Result<Value, Unanswered> {
    let (Some(name), Some(url)) = (file["filename"].as_str(), file["url"].as_str()) else {
        return Err(not_offered("a file is wanted: {filename, url, size}"));
    };
    let known = resolved["attachments"].as_object().map_or(0, Map::len);
    let id = (FIRST_ATTACHMENT + known).to_string();
    let size = file["size"].as_u64().unwrap_or_default();
    resolved["attachments"][&id] =
        json!({"id": id, "filename": name, "size": size, "url": url, "proxy_url": url, "ephemeral": true});
    Ok(id.into())
}

fn given(options: &Value) -> Result<Vec<Value>, Unanswered> {
    match options {
        Value::Null => Ok(Vec::new()),
        Value::Array(list) => Ok(list.clone()),
        Value::Object(by_name) => {
            Ok(by_name.iter().map(|(name, value)| json!({"name": name, "value": value})).collect())
        }
        _ => Err(not_offered("options are a list of {name, value}")),
    }
}

/// The command's name and those of its subcommands, and the options of the innermost.
fn unfolded(name: &str, mut given: Vec<Value>) -> (Vec<String>, Vec<Value>) {
    let mut path: Vec<String> = name.trim_start_matches('/').split_whitespace().map(str::to_owned).collect();
    while let [only] = given.as_slice()
        && let (Some(step), Some(inside)) = (only["name"].as_str(), only["options"].as_array())
    {
        path.push(step.to_owned());
        given = inside.clone();
    }
    (path, given)
}

/// The value as the option's type wants it; the page may send numbers as text.
fn coerced(option: &Value, value: &Value) -> Result<Value, Unanswered> {
    let text = value.as_str();
    let coerced = match option["type"].as_u64() {
        Some(4) => value.as_i64().or_else(|| text?.parse().ok()).map(Value::from),
        Some(5) => value.as_bool().or_else(|| text?.parse().ok()).map(Value::from),
        Some(6..=9) => snowflake(value).map(|id| id.to_string().into()),
        Some(10) => value.as_f64().or_else(|| text?.parse().ok()).map(Value::from),
        _ => text.map(Value::from),
    };
    let coerced = coerced.ok_or_else(|| not_offered(&format!("{value} does not fit the option {}", option["name"])))?;
    let choices = option["choices"].as_array().filter(|choices| !choices.is_empty());
    let offered = choices.is_none_or(|choices| choices.iter().any(|choice| choice["value"] == coerced));
    if offered { Ok(coerced) } else { Err(not_offered(&format!("{coerced} is not among the choices"))) }
}

fn filled_row(row: &Value, fields: &Map<String, Value>) -> Result<Value, Unanswered> {
    let inputs = row["components"].as_array().into_iter().flatten().map(|input| {
        let id = input["custom_id"].as_str().unwrap_or_default();
        let value = fields.get(id).and_then(Value::as_str).unwrap_or_default();
        let length = u64::try_from(value.chars().count()).unwrap_or(u64::MAX);
        let least = input["min_length"].as_u64().unwrap_or(0);
        let most = input["max_length"].as_u64().unwrap_or(4000);
        if value.is_empty() && input["required"] != false {
            return Err(not_offered(&format!("the field {} is required", input["label"])));
        }
        if length > most || (length < least && !value.is_empty()) {
            let label = &input["label"];
            return Err(not_offered(&format!("the field {label} takes {least} to {most} characters")));
        }
        Ok(json!({"type": 4, "custom_id": id, "value": value}))
    });
    Ok(json!({"type": 1, "components": inputs.collect::<Result<Vec<_>, _>>()?}))
}
