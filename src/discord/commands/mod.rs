//! The commands, as they are registered: on the slash, and in the menu of a message. A file a group.

mod board;
mod conference;
mod questions;
mod reminders;
mod schedule;

use serde_json::Value;
use serenity::all::{CreateCommand, InteractionContext};

use crate::text::{Language, Words};

/// Every command as Discord takes it, described in each language that talkbell speaks. Those whose Discord speaks another
/// read `words`.
///
/// # Errors
/// When a command cannot be written as JSON.
pub(super) fn in_all_languages(words: &Words) -> serde_json::Result<Vec<Value>> {
    let written = |words: &Words| -> serde_json::Result<Vec<Value>> {
        definitions(words).into_iter().map(serde_json::to_value).collect()
    };
    let mut commands = written(words)?;
    for language in Language::ALL.into_iter().filter(|language| *language != words.language()) {
        for (command, translated) in commands.iter_mut().zip(&written(Words::of(language))?) {
            localize(command, translated, locales(language));
        }
    }
    Ok(commands)
}

/// What Discord calls a language (its documentation of locales).
fn locales(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["en-US", "en-GB"],
        Language::German => &["de"],
    }
}

/// Puts what another language says differently beside what is there. The names of slash commands and of options are the same
/// in all, so that what one person tells another to type is right.
fn localize(command: &mut Value, translated: &Value, locales: &[&str]) {
    for (key, localizations) in [("name", "name_localizations"), ("description", "description_localizations")] {
        let Some(text) = translated[key].as_str().filter(|text| command[key].as_str() != Some(text)) else { continue };
        for locale in locales {
            command[localizations][*locale] = Value::from(text);
        }
    }
    let options = command["options"].as_array_mut().into_iter().flatten();
    for (option, translated) in options.zip(translated["options"].as_array().into_iter().flatten()) {
        localize(option, translated, locales);
    }
}

fn definitions(words: &Words) -> Vec<CreateCommand> {
    let groups = [
        schedule::definitions(words),
        reminders::definitions(words),
        questions::definitions(words),
        board::definitions(words),
        conference::definitions(words),
    ];
    groups.into_iter().flatten().collect()
}

/// A slash command, described by the catalogue's word `command-NAME`, for servers only.
fn command(words: &Words, name: &str) -> CreateCommand {
    CreateCommand::new(name)
        .description(words.say(&format!("command-{name}"), &[]))
        .add_context(InteractionContext::Guild)
}
