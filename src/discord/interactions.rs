//! From an interaction of Discord's to what was asked, in no chat's own terms.

use std::collections::BTreeMap;

use serenity::all::{
    ActionRowComponent, Button, ButtonKind, CommandDataOption, CommandDataOptionValue, CommandInteraction,
    ComponentInteraction, ComponentInteractionDataKind, Interaction, Member, Message, ModalInteraction, Permissions,
    ResolvedTarget, User,
};

use crate::announce::{ChannelId, GuildId, NoticeDigest, RoleId, UserId};
use crate::app::{Asked, Asker, Given, Order, Question};
use crate::text::ComponentId;

/// What an interaction asks, read from the JSON in which Discord sends it. `None` for one that is none, or that no command,
/// button, menu or modal of ours can have made.
#[must_use]
pub fn decode(json: &[u8]) -> Option<Asked> {
    asked(&serde_json::from_slice(json).ok()?)
}

/// What an interaction asks; `None` for one that no command, button, menu or modal of ours can have made.
pub(super) fn asked(interaction: &Interaction) -> Option<Asked> {
    match interaction {
        Interaction::Command(command) => command_asks(command),
        Interaction::Autocomplete(typing) => completion_asks(typing),
        Interaction::Component(component) => component_asks(component),
        Interaction::Modal(modal) => modal_asks(modal),
        _ => None,
    }
}

fn command_asks(command: &CommandInteraction) -> Option<Asked> {
    // Of all kinds but the slash there is one command, whose name is a catalogue's word.
    if let Some(ResolvedTarget::Message(message)) = command.data.target() {
        return place(command, false, Question::Why(notice_of(message)));
    }
    let order = order(command)?;
    let public = order.says_yes("public");
    let question = match order.names().as_slice() {
        ["now"] => Question::Now,
        ["next"] => Question::Next,
        ["abstract"] => Question::Abstract(order.text("talk").map(str::to_owned)),
        ["schedule"] => Question::Schedule,
        _ => Question::Ordered(order),
    };
    place(command, public, question)
}

fn completion_asks(typing: &CommandInteraction) -> Option<Asked> {
    let focused = typing.data.autocomplete()?;
    let (option, typed) = (focused.name.to_owned(), focused.value.to_owned());
    place(typing, false, Question::Complete { order: order(typing)?, option, typed })
}

fn component_asks(component: &ComponentInteraction) -> Option<Asked> {
    let id = component.data.custom_id.clone();
    let values = match &component.data.kind {
        ComponentInteractionDataKind::Button => None,
        ComponentInteractionDataKind::StringSelect { values } => Some(values.clone()),
        ComponentInteractionDataKind::UserSelect { values } => Some(decimal(values, |id| id.get())),
        ComponentInteractionDataKind::RoleSelect { values } => Some(decimal(values, |id| id.get())),
        ComponentInteractionDataKind::ChannelSelect { values } => Some(decimal(values, |id| id.get())),
        _ => return None,
    };
    let question = match values {
        None => Question::Pressed(id),
        Some(values) => Question::Chosen { id, values },
    };
    place(component, false, question)
}

fn modal_asks(modal: &ModalInteraction) -> Option<Asked> {
    let parts = modal.data.components.iter().flat_map(|row| &row.components);
    let fields = parts.filter_map(|part| match part {
        ActionRowComponent::InputText(input) => Some((input.custom_id.clone(), input.value.clone()?)),
        _ => None,
    });
    let question = Question::Submitted { id: modal.data.custom_id.clone(), fields: fields.collect() };
    place(modal, false, question)
}

/// The command's path and options; `None` for one that Discord does not make.
fn order(command: &CommandInteraction) -> Option<Order> {
    let mut path = vec![command.data.name.clone()];
    let mut level = &command.data.options;
    loop {
        let inner = level.first().and_then(|first| match &first.value {
            CommandDataOptionValue::SubCommand(inner) | CommandDataOptionValue::SubCommandGroup(inner) => {
                Some((first.name.clone(), inner))
            }
            _ => None,
        });
        let Some((name, inner)) = inner else { break };
        path.push(name);
        level = inner;
    }
    let options = level.iter().map(|option| Some((option.name.clone(), given(command, option)?)));
    Some(Order { path, options: options.collect::<Option<BTreeMap<_, _>>>()? })
}

fn given(command: &CommandInteraction, option: &CommandDataOption) -> Option<Given> {
    Some(match &option.value {
        CommandDataOptionValue::String(text) => Given::Text(text.clone()),
        CommandDataOptionValue::Autocomplete { value, .. } => Given::Text(value.clone()),
        CommandDataOptionValue::Integer(number) => Given::Number(*number),
        CommandDataOptionValue::Boolean(flag) => Given::Flag(*flag),
        CommandDataOptionValue::User(user) => Given::User(UserId::new(user.get())?),
        CommandDataOptionValue::Channel(channel) => Given::Channel(ChannelId::new(channel.get())?),
        CommandDataOptionValue::Role(role) => Given::Role(RoleId::new(role.get())?),
        CommandDataOptionValue::Attachment(id) => {
            let file = command.data.resolved.attachments.get(id)?;
            Given::File { name: file.filename.clone(), url: file.url.clone(), bytes: file.size.into() }
        }
        _ => return None,
    })
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

/// What every interaction says of where it comes from.
trait Origin {
    fn id(&self) -> u64;
    fn guild(&self) -> Option<serenity::all::GuildId>;
    fn channel(&self) -> serenity::all::ChannelId;
    fn user(&self) -> &User;
    fn member(&self) -> Option<&Member>;
    fn locale(&self) -> &str;
}

macro_rules! origin {
    ($interaction:ty, $as_ref:ident) => {
        impl Origin for $interaction {
            fn id(&self) -> u64 {
                self.id.get()
            }

            fn guild(&self) -> Option<serenity::all::GuildId> {
                self.guild_id
            }

            fn channel(&self) -> serenity::all::ChannelId {
                self.channel_id
            }

            fn user(&self) -> &User {
                &self.user
            }

            fn member(&self) -> Option<&Member> {
                self.member.$as_ref()
            }

            fn locale(&self) -> &str {
                &self.locale
            }
        }
    };
}

origin!(CommandInteraction, as_deref);
origin!(ComponentInteraction, as_ref);
origin!(ModalInteraction, as_ref);

fn place(origin: &impl Origin, public: bool, question: Question) -> Option<Asked> {
    let guild = origin.guild().and_then(|guild| GuildId::new(guild.get()));
    let (channel, asker) = (ChannelId::new(origin.channel().get())?, asker(origin)?);
    Some(Asked { id: origin.id(), guild, channel, asker, public, question })
}

fn asker(origin: &impl Origin) -> Option<Asker> {
    let (user, member) = (origin.user(), origin.member());
    // Discord computes a member's permissions for the channel and sends them with the interaction.
    let permissions = member.and_then(|member| member.permissions).unwrap_or_default();
    let name = member.map_or_else(|| user.display_name(), Member::display_name);
    Some(Asker {
        user: UserId::new(user.id.get())?,
        name: name.to_owned(),
        roles: member
            .map(|member| member.roles.iter().filter_map(|role| RoleId::new(role.get())).collect())
            .unwrap_or_default(),
        manages_server: permissions.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR),
        locale: Some(origin.locale().to_owned()).filter(|locale| !locale.is_empty()),
    })
}

fn decimal<T>(ids: &[T], number: impl Fn(&T) -> u64) -> Vec<String> {
    ids.iter().map(|id| number(id).to_string()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(kind: u8, data: &Value) -> Asked {
        let user =
            json!({"id": "5000", "username": "ada", "global_name": "Ada L.", "discriminator": "0", "avatar": null});
        let member = json!({
            "user": user, "nick": "Ada", "roles": ["3001"], "joined_at": "2021-07-01T00:00:00Z", "deaf": false,
            "mute": false, "flags": 0, "permissions": "32", "avatar": null, "premium_since": null,
        });
        let message = json!({
            "id": "70", "channel_id": "2000", "author": user, "content": "", "timestamp": "2021-07-21T18:00:00Z",
            "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [],
            "attachments": [], "embeds": [], "pinned": false, "type": 0,
        });
        let interaction = json!({
            "id": "1", "application_id": "6001", "type": kind, "data": data, "guild_id": "1000", "channel_id": "2000",
            "member": member, "message": message, "token": "t", "version": 1, "locale": "de", "entitlements": [],
            "attachment_size_limit": 1, "authorizing_integration_owners": {},
        });
        asked(&serde_json::from_value(interaction).unwrap()).unwrap()
    }

    #[test]
    fn a_subcommand_is_an_order_with_its_path_and_options() {
        let options = json!([{"name": "routes", "type": 2, "options": [{"name": "set", "type": 1, "options": [
            {"name": "room", "type": 3, "value": "Hall 1"}, {"name": "channel", "type": 7, "value": "2002"},
            {"name": "public", "type": 5, "value": true}, {"name": "programme", "type": 11, "value": "9"},
        ]}]}]);
        let file =
            json!({"id": "9", "filename": "a.xml", "size": 3, "url": "http://x/a.xml", "proxy_url": "http://x/a.xml"});
        let resolved = json!({"attachments": {"9": file}});
        let data = json!({"id": "7", "name": "conference", "type": 1, "options": options, "resolved": resolved});
        let Asked { question: Question::Ordered(order), asker, public, .. } = read(2, &data) else { panic!() };
        assert_eq!(order.names(), ["conference", "routes", "set"]);
        assert_eq!((order.text("room"), public), (Some("Hall 1"), true));
        assert_eq!(order.options["channel"], Given::Channel(ChannelId::new(2002).unwrap()));
        let url = "http://x/a.xml".to_owned();
        assert_eq!(order.options["programme"], Given::File { name: "a.xml".to_owned(), url, bytes: 3 });
        assert_eq!((asker.name.as_str(), asker.manages_server, asker.locale.as_deref()), ("Ada", true, Some("de")));
        assert_eq!((asker.user.get(), asker.roles), (5000, vec![RoleId::new(3001).unwrap()]));
    }

    #[test]
    fn buttons_menus_and_modals_say_what_was_done() {
        let pressed = read(3, &json!({"custom_id": "now/c//", "component_type": 2}));
        assert_eq!(pressed.question, Question::Pressed("now/c//".to_owned()));
        let chosen = read(3, &json!({"custom_id": "x", "component_type": 8, "values": ["2002"], "resolved": {}}));
        assert_eq!(chosen.question, Question::Chosen { id: "x".to_owned(), values: vec!["2002".to_owned()] });
        let input = json!({"type": 4, "custom_id": "question", "value": "Why?"});
        let rows = json!([{"type": 1, "components": [input]}]);
        let sent = read(5, &json!({"custom_id": "ask", "components": rows}));
        let fields = BTreeMap::from([("question".to_owned(), "Why?".to_owned())]);
        assert_eq!(sent.question, Question::Submitted { id: "ask".to_owned(), fields });
    }

    #[test]
    fn what_is_typed_names_its_option() {
        let options = json!([{"name": "talk", "type": 3, "value": "tens", "focused": true}]);
        let typing = read(4, &json!({"id": "7", "name": "abstract", "type": 1, "options": options}));
        let Question::Complete { option, typed, order } = typing.question else { panic!() };
        assert_eq!((option.as_str(), typed.as_str(), order.names()), ("talk", "tens", vec!["abstract"]));
    }
}
