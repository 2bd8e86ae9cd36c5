use serenity::all::{
    ActionRowComponent, Button, ButtonKind, CommandInteraction, ComponentInteraction, Interaction, Message,
    ResolvedOption, ResolvedTarget, ResolvedValue,
};

use crate::announce::{ChannelId, GuildId, NoticeDigest};
use crate::app::{Asked, Question};
use crate::text::ComponentId;

/// What an interaction asks; `None` for one that no command or button of ours can have made.
pub(super) fn asked(interaction: &Interaction) -> Option<Asked> {
    match interaction {
        Interaction::Command(command) => command_asks(command),
        Interaction::Autocomplete(typing) => completion_asks(typing),
        Interaction::Component(component) => component_asks(component),
        _ => None,
    }
}

fn command_asks(command: &CommandInteraction) -> Option<Asked> {
    // Of all kinds but the slash there is one command, whose name is a catalogue's word.
    if let Some(ResolvedTarget::Message(message)) = command.data.target() {
        return place(command.guild_id, command.channel_id, false, Question::Why(notice_of(message)));
    }
    let options = command.data.options();
    let question = match command.data.name.as_str() {
        "now" => Question::Now,
        "next" => Question::Next,
        "abstract" => Question::Abstract(text(&options, "talk")),
        "schedule" => Question::Schedule,
        _ => return None,
    };
    place(command.guild_id, command.channel_id, flag(&options, "public"), question)
}

fn completion_asks(typing: &CommandInteraction) -> Option<Asked> {
    let focused = typing.data.autocomplete()?;
    place(typing.guild_id, typing.channel_id, false, Question::Complete(focused.value.to_owned()))
}

fn component_asks(component: &ComponentInteraction) -> Option<Asked> {
    let question = Question::Pressed(component.data.custom_id.clone());
    place(component.guild_id, component.channel_id, false, question)
}

/// The notice that a message of ours carries in its buttons.
fn notice_of(message: &Message) -> Option<NoticeDigest> {
    let parts = message.components.iter().flat_map(|row| &row.components);
    parts.into_iter().find_map(|part| match part {
        ActionRowComponent::Button(Button { data: ButtonKind::NonLink { custom_id, .. }, .. }) => {
            custom_id.parse::<ComponentId>().ok()?.notice
        }
        _ => None,
    })
}

fn place(
    guild: Option<serenity::all::GuildId>,
    channel: serenity::all::ChannelId,
    public: bool,
    question: Question,
) -> Option<Asked> {
    let guild = guild.and_then(|guild| GuildId::new(guild.get()));
    Some(Asked { guild, channel: ChannelId::new(channel.get())?, public, question })
}

fn text(options: &[ResolvedOption<'_>], name: &str) -> Option<String> {
    options.iter().find_map(|option| match option.value {
        ResolvedValue::String(text) if option.name == name => Some(text.to_owned()),
        _ => None,
    })
}

fn flag(options: &[ResolvedOption<'_>], name: &str) -> bool {
    options.iter().any(|option| option.name == name && matches!(option.value, ResolvedValue::Boolean(true)))
}
