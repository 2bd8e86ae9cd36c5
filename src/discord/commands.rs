use serenity::all::{CommandOptionType, CreateCommand, CreateCommandOption, InteractionContext};

use crate::text::Words;

/// The slash commands, as they are registered.
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
    ]
}
