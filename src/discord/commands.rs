use serenity::all::{CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InteractionContext};

use crate::text::Words;

/// The commands, as they are registered: on the slash, and in the menu of a message.
pub(super) fn definitions(words: &Words) -> Vec<CreateCommand> {
    let command = |name: &str| {
        CreateCommand::new(name)
            .description(words.say(&format!("command-{name}"), &[]))
            .add_context(InteractionContext::Guild)
    };
    let public = || CreateCommandOption::new(CommandOptionType::Boolean, "public", words.say("option-public", &[]));
    let talk = CreateCommandOption::new(CommandOptionType::String, "talk", words.say("option-talk", &[]))
        .set_autocomplete(true);
    vec![
        command("now").add_option(public()),
        command("next").add_option(public()),
        command("abstract").add_option(talk).add_option(public()),
        command("schedule").add_option(public()),
        CreateCommand::new(words.say("command-why", &[]))
            .kind(CommandType::Message)
            .add_context(InteractionContext::Guild),
    ]
}
