//! Application commands, their options, and autocomplete's choices.

use serde_json::Value;

use super::{between, list, not_among, required_text, text, up_to};
use crate::rehearsal::refusal::{FieldErrors, Refusal};

const CHAT_INPUT: u64 = 1;
const SUBCOMMAND: u64 = 1;
const SUBCOMMAND_GROUP: u64 = 2;
/// Over all names, descriptions and choices of one command.
const TOGETHER: usize = 8000;

/// Refuses a list of commands that Discord refuses.
pub(in crate::rehearsal) fn commands(body: &Value) -> Result<(), Refusal> {
    let Some(commands) = body.as_array() else {
        return Err(FieldErrors::one("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"));
    };
    let slash = commands.iter().filter(|command| kind(command) == CHAT_INPUT).count();
    if slash > 100 {
        return Err(Refusal::new(400, 30032, "Maximum number of application commands reached (100)."));
    }
    let mut errors = FieldErrors::default();
    for (index, command) in commands.iter().enumerate() {
        one(&mut errors, &index.to_string(), command);
        let before = &commands[..index];
        if before.iter().any(|other| other["name"] == command["name"] && kind(other) == kind(command)) {
            let message = "Application command names must be unique";
            errors.add(&index.to_string(), "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
    }
    errors.verdict()
}

/// Refuses autocomplete choices that Discord refuses.
pub(in crate::rehearsal) fn choices(data: &Value) -> Result<(), Refusal> {
    let mut errors = FieldErrors::default();
    if data.get("choices").is_none_or(Value::is_null) {
        errors.required("data.choices");
    }
    choice_list(&mut errors, "data.choices", data.get("choices"));
    errors.verdict()
}

fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(CHAT_INPUT)
}

fn one(errors: &mut FieldErrors, path: &str, command: &Value) {
    if kind(command) != CHAT_INPUT {
        return required_text(errors, &format!("{path}.name"), command.get("name"), between(1, 32));
    }
    name(errors, &format!("{path}.name"), command.get("name"));
    required_text(errors, &format!("{path}.description"), command.get("description"), between(1, 100));
    options(errors, &format!("{path}.options"), command.get("options"));
    if weight(command) > TOGETHER {
        let message = "Command exceeds maximum size (8000)";
        errors.add(path, "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

fn name(errors: &mut FieldErrors, path: &str, value: Option<&Value>) {
    required_text(errors, path, value, between(1, 32));
    let Some(name) = value.and_then(Value::as_str).filter(|name| !name.is_empty()) else { return };
    // Discord: ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$, in lower case where the script has one.
    let fits = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '\''));
    if !fits || name.to_lowercase() != name {
        errors.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
}

fn options(errors: &mut FieldErrors, path: &str, value: Option<&Value>) {
    let options = list(errors, path, value, up_to(25));
    let mut optional_before = false;
    for (index, option) in options.iter().enumerate() {
        let path = format!("{path}.{index}");
        one_option(errors, &path, option);
        if options[..index].iter().any(|other| other["name"] == option["name"]) {
            let message = "Option name already exists";
            errors.add(&path, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message);
        }
        let required = option["required"] == true;
        if required && optional_before {
            let message = "Required options must be placed before non-required options";
            errors.add(&path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional_before |= !required;
    }
}

fn one_option(errors: &mut FieldErrors, path: &str, option: &Value) {
    name(errors, &format!("{path}.name"), option.get("name"));
    required_text(errors, &format!("{path}.description"), option.get("description"), between(1, 100));
    match option["type"].as_u64() {
        Some(SUBCOMMAND | SUBCOMMAND_GROUP) => options(errors, &format!("{path}.options"), option.get("options")),
        Some(3..=11) => {}
        _ => not_among(errors, &format!("{path}.type"), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"),
    }
    choice_list(errors, &format!("{path}.choices"), option.get("choices"));
    let has_choices = option["choices"].as_array().is_some_and(|choices| !choices.is_empty());
    if option["autocomplete"] == true && has_choices {
        let message = "Autocomplete cannot be set to true if choices are present";
        errors.add(path, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_EXCLUSIVE", message);
    }
}

fn choice_list(errors: &mut FieldErrors, path: &str, value: Option<&Value>) {
    let choices = list(errors, path, value, up_to(25));
    for (index, choice) in choices.iter().enumerate() {
        let path = format!("{path}.{index}");
        required_text(errors, &format!("{path}.name"), choice.get("name"), between(1, 100));
        match choice.get("value") {
            Some(Value::Number(_)) => {}
            value @ (None | Some(Value::Null)) => text(errors, &path, value, up_to(100)),
            value => text(errors, &format!("{path}.value"), value, between(1, 100)),
        }
        if choice.get("value").is_none_or(Value::is_null) {
            errors.required(&format!("{path}.value"));
        }
    }
}

fn weight(option: &Value) -> usize {
    let length = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let choices = option["choices"].as_array().into_iter().flatten();
    let options = option["options"].as_array().into_iter().flatten();
    length(&option["name"])
        + length(&option["description"])
        + choices.map(|choice| length(&choice["name"]) + length(&choice["value"])).sum::<usize>()
        + options.map(weight).sum::<usize>()
}
