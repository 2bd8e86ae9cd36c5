//! The audience's questions, and the moderator's Q&A.

use serenity::all::{CommandOptionType, CreateCommand, CreateCommandOption};

use super::command;
use crate::text::Words;

/// Longest text that Discord takes in an option; the conference's own limit is said when the question comes.
const LONGEST: u16 = 1500;

pub(super) fn definitions(words: &Words) -> Vec<CreateCommand> {
    let option = |kind, name: &str, word: &str| CreateCommandOption::new(kind, name, words.say(word, &[]));
    let text = |name, word| option(CommandOptionType::String, name, word);
    let ask = command(words, "ask")
        .add_option(text("question", "option-question-words").max_length(LONGEST))
        .add_option(text("talk", "option-question-talk").set_autocomplete(true))
        .add_option(option(CommandOptionType::Boolean, "anonymous", "option-anonymous"));
    let questions =
        command(words, "questions").add_option(text("talk", "option-questions-talk").set_autocomplete(true));
    vec![ask, questions, moderating(words)]
}

fn moderating(words: &Words) -> CreateCommand {
    let option = |kind, name: &str, word: &str| CreateCommandOption::new(kind, name, words.say(word, &[]));
    let text = |name, word| option(CommandOptionType::String, name, word);
    let question = || text("question", "option-question").set_autocomplete(true);
    let current = || text("question", "option-question-current").set_autocomplete(true);
    let why = || text("why", "option-why").max_length(200);
    let user = || option(CommandOptionType::User, "user", "option-user");
    let sub = |name: &str, options: Vec<CreateCommandOption>| {
        let sub = option(CommandOptionType::SubCommand, name, &format!("command-qa-{name}"));
        options.into_iter().fold(sub, CreateCommandOption::add_sub_option)
    };
    let subs = [
        sub("open", Vec::new()),
        sub("next", Vec::new()),
        sub("answered", vec![current()]),
        sub("dismiss", vec![current(), why()]),
        sub("remove", vec![question().required(true), why().required(true)]),
        sub("approve", vec![question().required(true)]),
        sub(
            "merge",
            vec![question().required(true), text("into", "option-into").set_autocomplete(true).required(true)],
        ),
        sub("show", Vec::new()),
        sub("end", Vec::new()),
        sub("block", vec![user(), text("question", "option-question-author").set_autocomplete(true), why()]),
        sub("unblock", vec![user().required(true)]),
        sub("export", Vec::new()),
        sub("board", Vec::new()),
    ];
    subs.into_iter().fold(command(words, "qa"), CreateCommand::add_option)
}
