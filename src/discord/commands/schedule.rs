//! Questions about the programme, and about a message.

use serenity::all::{CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InteractionContext};

use super::command;
use crate::text::Words;

pub(super) fn definitions(words: &Words) -> Vec<CreateCommand> {
    let public = || CreateCommandOption::new(CommandOptionType::Boolean, "public", words.say("option-public", &[]));
    let talk = CreateCommandOption::new(CommandOptionType::String, "talk", words.say("option-talk", &[]))
        .set_autocomplete(true);
    vec![
        command(words, "now").add_option(public()),
        command(words, "next").add_option(public()),
        command(words, "abstract").add_option(talk).add_option(public()),
        command(words, "schedule").add_option(public()),
        CreateCommand::new(words.say("command-why", &[]))
            .kind(CommandType::Message)
            .add_context(InteractionContext::Guild),
    ]
}
