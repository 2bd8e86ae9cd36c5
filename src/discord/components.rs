//! Buttons, menus and forms.

use serenity::all::{
    ButtonStyle, ChannelType, CreateActionRow, CreateButton, CreateInputText, CreateModal, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, InputTextStyle,
};

use crate::text::{Button, Field, Menu, Message, Modal, Offer, Offers, Style};

/// Buttons in a row: Discord's documentation of action rows.
const ROW: usize = 5;

/// The rows of a message: its menus, then its buttons, then its links.
pub(super) fn rows(message: &Message) -> Vec<CreateActionRow> {
    let mut rows: Vec<Vec<CreateButton>> = Vec::new();
    let buttons = message.buttons.iter().map(|it| (button(it), it.begins_row));
    let links = message.links.iter().map(|link| (CreateButton::new_link(&link.url).label(&link.label), false));
    for (button, begins_row) in buttons.chain(links) {
        match rows.last_mut().filter(|row| row.len() < ROW && !begins_row) {
            Some(row) => row.push(button),
            None => rows.push(vec![button]),
        }
    }
    let menus = message.menus.iter().map(|it| CreateActionRow::SelectMenu(menu(it)));
    menus.chain(rows.into_iter().map(CreateActionRow::Buttons)).collect()
}

/// A form.
pub(super) fn modal(modal: &Modal) -> CreateModal {
    let rows = modal.fields.iter().map(|it| CreateActionRow::InputText(field(it)));
    CreateModal::new(modal.id.to_string(), &modal.title).components(rows.collect())
}

fn button(button: &Button) -> CreateButton {
    let style = match button.style {
        Style::Quiet => ButtonStyle::Secondary,
        Style::Main => ButtonStyle::Primary,
        Style::Good => ButtonStyle::Success,
        Style::Danger => ButtonStyle::Danger,
    };
    CreateButton::new(button.id.to_string()).label(&button.label).style(style).disabled(button.disabled)
}

fn menu(menu: &Menu) -> CreateSelectMenu {
    let kind = match &menu.offers {
        Offers::Texts(offers) => CreateSelectMenuKind::String { options: offers.iter().map(offer).collect() },
        Offers::Channels => CreateSelectMenuKind::Channel {
            channel_types: Some(vec![ChannelType::Text, ChannelType::News]),
            default_channels: None,
        },
        Offers::Roles => CreateSelectMenuKind::Role { default_roles: None },
        Offers::Users => CreateSelectMenuKind::User { default_users: None },
    };
    CreateSelectMenu::new(menu.id.to_string(), kind)
        .placeholder(&menu.placeholder)
        .min_values(menu.least)
        .max_values(menu.most)
}

fn offer(offer: &Offer) -> CreateSelectMenuOption {
    let option = CreateSelectMenuOption::new(&offer.label, &offer.value).default_selection(offer.chosen);
    match &offer.description {
        Some(description) => option.description(description),
        None => option,
    }
}

fn field(field: &Field) -> CreateInputText {
    let style = if field.long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
    let mut input =
        CreateInputText::new(style, &field.label, &field.name).required(!field.optional).max_length(field.most);
    if let Some(placeholder) = &field.placeholder {
        input = input.placeholder(placeholder);
    }
    match &field.value {
        Some(value) => input.value(value),
        None => input,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::text::{Action, ComponentId, Link};

    fn id() -> ComponentId {
        ComponentId { conference: "c".parse().unwrap(), action: Action::Now, notice: None }
    }

    fn labels(row: &Value) -> Vec<&str> {
        row["components"].as_array().unwrap().iter().filter_map(|it| it["label"].as_str()).collect()
    }

    #[test]
    fn buttons_fill_rows_of_five_below_the_menus() {
        let button = |label: &str| Button::new(label, id());
        let mut buttons: Vec<Button> = ["1", "2", "3", "4", "5", "6"].map(button).into();
        buttons.push(button("7").in_new_row().styled(Style::Danger).enabled(false));
        let offers =
            Offers::Texts(vec![Offer { label: "A".into(), value: "a".into(), description: None, chosen: true }]);
        let menus = vec![Menu { id: id(), placeholder: "Which?".into(), offers, least: 1, most: 1 }];
        let links = vec![Link { label: "Board".into(), url: "https://example.org".into() }];
        let rows = json!(rows(&Message { menus, buttons, links, ..Message::default() }));
        assert_eq!(rows.as_array().unwrap().len(), 4);
        assert_eq!(rows[0]["components"][0]["placeholder"], "Which?");
        assert_eq!((labels(&rows[1]), labels(&rows[2])), (vec!["1", "2", "3", "4", "5"], vec!["6"]));
        assert_eq!(labels(&rows[3]), ["7", "Board"]);
        assert_eq!(
            (&rows[3]["components"][0]["style"], &rows[3]["components"][0]["disabled"]),
            (&json!(4), &json!(true))
        );
    }
}
