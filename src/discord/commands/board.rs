//! The way to the board of questions.

use serenity::all::{CommandOptionType, CreateCommand, CreateCommandOption};

use super::command;
use crate::text::Words;

pub(super) fn definitions(words: &Words) -> Vec<CreateCommand> {
    let talk = CreateCommandOption::new(CommandOptionType::String, "talk", words.say("option-board-talk", &[]))
        .set_autocomplete(true);
    vec![command(words, "board").add_option(talk)]
}
