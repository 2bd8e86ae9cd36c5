//! Personal reminders.

use serenity::all::{CommandOptionType, CreateCommand, CreateCommandOption};

use super::command;
use crate::text::Words;

/// A day: whoever wants to know of a talk earlier has a calendar.
const LONGEST: u64 = 24 * 60;

pub(super) fn definitions(words: &Words) -> Vec<CreateCommand> {
    let talk = CreateCommandOption::new(CommandOptionType::String, "talk", words.say("option-remind-talk", &[]))
        .set_autocomplete(true)
        .required(true);
    let before = CreateCommandOption::new(CommandOptionType::Integer, "before", words.say("option-before", &[]))
        .min_int_value(1)
        .max_int_value(LONGEST);
    vec![command(words, "remind").add_option(talk).add_option(before), command(words, "reminders")]
}
