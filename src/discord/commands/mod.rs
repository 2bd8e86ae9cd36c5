//! The commands, as they are registered: on the slash, and in the menu of a message. A file a group.

mod board;
mod conference;
mod questions;
mod reminders;
mod schedule;

use serenity::all::{CreateCommand, InteractionContext};

use crate::text::Words;

/// Every command.
pub(super) fn definitions(words: &Words) -> Vec<CreateCommand> {
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
