use serenity::all::{
    CreateAllowedMentions, CreateAutocompleteResponse, CreateEmbed, CreateEmbedAuthor, CreateEmbedFooter,
    CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage, EditMessage, Nonce,
};

use super::components::{modal, rows};
use crate::announce::NoticeDigest;
use crate::app::Answer;
use crate::text::{Embed, Message, Pings, Tone};

/// A message to post, which Discord takes once however often it comes within the nonce's window.
pub(super) fn message(message: &Message, nonce: &NoticeDigest) -> CreateMessage {
    let mut create = CreateMessage::new()
        .nonce(Nonce::String(nonce.to_string()))
        .enforce_nonce(true)
        .allowed_mentions(allowed_mentions(&message.pings))
        .components(rows(message));
    if !message.content.is_empty() {
        create = create.content(&message.content);
    }
    match &message.embed {
        Some(framed) => create.embed(embed(framed)),
        None => create,
    }
}

/// What a posted message is to say from now on.
pub(super) fn edit(message: &Message) -> EditMessage {
    EditMessage::new()
        .content(&message.content)
        .embeds(message.embed.iter().map(embed).collect())
        .components(rows(message))
        .allowed_mentions(allowed_mentions(&message.pings))
}

/// An answer to an interaction.
pub(super) fn answer(answer: &Answer) -> CreateInteractionResponse {
    match answer {
        Answer::Message { message, public } => CreateInteractionResponse::Message(reply(message, *public)),
        Answer::Update(message) => CreateInteractionResponse::UpdateMessage(update(message)),
        Answer::Modal(form) => CreateInteractionResponse::Modal(modal(form)),
        Answer::Choices(choices) => {
            let offers = choices.iter().fold(CreateAutocompleteResponse::new(), |offers, choice| {
                offers.add_string_choice(choice.name.as_str(), choice.value.as_str())
            });
            CreateInteractionResponse::Autocomplete(offers)
        }
    }
}

/// A message that answers.
pub(super) fn reply(message: &Message, public: bool) -> CreateInteractionResponseMessage {
    let mut reply = CreateInteractionResponseMessage::new()
        .allowed_mentions(allowed_mentions(&message.pings))
        .components(rows(message))
        .ephemeral(!public);
    if !message.content.is_empty() {
        reply = reply.content(&message.content);
    }
    match &message.embed {
        Some(framed) => reply.embed(embed(framed)),
        None => reply,
    }
}

/// Every part is said, so that nothing of what stood there stays.
fn update(message: &Message) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
        .allowed_mentions(allowed_mentions(&message.pings))
        .components(rows(message))
        .content(&message.content)
        .embeds(message.embed.iter().map(embed).collect())
}

/// Always said, so that nothing in a text decides who is notified.
fn allowed_mentions(pings: &Pings) -> CreateAllowedMentions {
    CreateAllowedMentions::new()
        .roles(pings.roles.iter().map(|role| role.get()).collect::<Vec<_>>())
        .users(pings.users.iter().map(|user| user.get()).collect::<Vec<_>>())
}

fn embed(embed: &Embed) -> CreateEmbed {
    let mut create = CreateEmbed::new().colour(colour(embed.tone));
    if let Some(author) = &embed.author {
        create = create.author(CreateEmbedAuthor::new(author));
    }
    if let Some(title) = &embed.title {
        create = create.title(title);
    }
    if !embed.description.is_empty() {
        create = create.description(&embed.description);
    }
    match &embed.footer {
        Some(footer) => create.footer(CreateEmbedFooter::new(footer)),
        None => create,
    }
}

const fn colour(tone: Tone) -> u32 {
    match tone {
        Tone::Programme => 0x002f_6fde,
        Tone::Questions => 0x001f_9d6b,
        Tone::Quiet => 0x0080_848e,
        Tone::Alert => 0x00d9_5040,
    }
}
