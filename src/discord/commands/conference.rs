//! What organisers order.

use serenity::all::{CommandOptionType, CreateCommand, CreateCommandOption};

use super::command;
use crate::text::Words;

pub(super) fn definitions(words: &Words) -> Vec<CreateCommand> {
    let text = |id: &str| words.say(id, &[]);
    let option = |kind, name: &str| CreateCommandOption::new(kind, name, text(&format!("option-{name}")));
    let which = || option(CommandOptionType::String, "conference").set_autocomplete(true);
    let sub = |name: &str| {
        CreateCommandOption::new(CommandOptionType::SubCommand, name, text(&format!("command-conference-{name}")))
    };
    let hours = option(CommandOptionType::Integer, "hours").min_int_value(1).max_int_value(168);
    let name = option(CommandOptionType::String, "name").required(true).min_length(2).max_length(80);
    let address = || option(CommandOptionType::String, "address").max_length(1000);
    // Who holds the organiser role may use it too, and Discord cannot know that: it is asked when they do.
    let conference = command(words, "conference");
    let subcommands = [
        sub("setup").add_sub_option(name).add_sub_option(address()),
        sub("import")
            .add_sub_option(option(CommandOptionType::Attachment, "file"))
            .add_sub_option(address())
            .add_sub_option(which()),
        sub("refresh").add_sub_option(which()),
        sub("status").add_sub_option(which()),
        sub("preview").add_sub_option(hours).add_sub_option(which()),
        sub("routes")
            .add_sub_option(option(CommandOptionType::String, "session").set_autocomplete(true))
            .add_sub_option(which()),
        sub("moderators")
            .add_sub_option(
                CreateCommandOption::new(CommandOptionType::String, "name", text("option-person"))
                    .set_autocomplete(true),
            )
            .add_sub_option(which()),
        sub("pause").add_sub_option(which()),
        sub("resume").add_sub_option(which()),
        sub("test").add_sub_option(which()),
    ];
    vec![subcommands.into_iter().fold(conference, CreateCommand::add_option)]
}
