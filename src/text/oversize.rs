use super::Message;

/// Discord's documentation of message limits, in characters unless said otherwise.
const CONTENT: usize = 2000;
const AUTHOR: usize = 256;
const TITLE: usize = 256;
const DESCRIPTION: usize = 4096;
const FOOTER: usize = 2048;
const EMBED: usize = 6000;
const ROWS: usize = 5;
const ROW: usize = 5;
const LABEL: usize = 80;
const CUSTOM_ID: usize = 100;
const URL: usize = 512;
const PLACEHOLDER: usize = 150;

/// A part of a message that is longer than Discord takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oversize {
    /// Which part.
    pub part: &'static str,
    /// How long it is: characters, or rows for the rows of buttons and menus.
    pub length: usize,
    /// How long it may be.
    pub limit: usize,
}

/// Every part of the message that is longer than Discord takes.
#[must_use]
pub fn oversize(message: &Message) -> Vec<Oversize> {
    let mut parts =
        vec![("content", characters(&message.content), CONTENT), ("rows of buttons and menus", rows(message), ROWS)];
    if let Some(embed) = &message.embed {
        let optional = |text: &Option<String>| text.as_deref().map_or(0, characters);
        let (author, title) = (optional(&embed.author), optional(&embed.title));
        let (description, footer) = (characters(&embed.description), optional(&embed.footer));
        parts.extend([
            ("embed's author", author, AUTHOR),
            ("embed's title", title, TITLE),
            ("embed's description", description, DESCRIPTION),
            ("embed's footer", footer, FOOTER),
            ("embed as a whole", author + title + description + footer, EMBED),
        ]);
    }
    for button in &message.buttons {
        parts.push(("button's label", characters(&button.label), LABEL));
        parts.push(("button's id", characters(&button.id.to_string()), CUSTOM_ID));
    }
    for link in &message.links {
        parts.push(("link's label", characters(&link.label), LABEL));
        parts.push(("link's address", characters(&link.url), URL));
    }
    for menu in &message.menus {
        parts.push(("menu's placeholder", characters(&menu.placeholder), PLACEHOLDER));
        parts.push(("menu's id", characters(&menu.id.to_string()), CUSTOM_ID));
    }
    let too_long = |(part, length, limit)| (length > limit).then_some(Oversize { part, length, limit });
    parts.into_iter().filter_map(too_long).collect()
}

/// The rows that the message's menus, buttons and links take.
fn rows(message: &Message) -> usize {
    let mut rows = message.menus.len();
    let mut room = 0;
    let begins = message.buttons.iter().map(|button| button.begins_row).chain(message.links.iter().map(|_| false));
    for begins_row in begins {
        if room == 0 || begins_row {
            rows += 1;
            room = ROW;
        }
        room -= 1;
    }
    rows
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Action, Button, ComponentId, Embed};

    fn message(content: usize, title: usize, description: usize, footer: usize) -> Message {
        let text = |length: usize| "é".repeat(length);
        Message {
            content: text(content),
            embed: Some(Embed {
                title: Some(text(title)),
                description: text(description),
                footer: Some(text(footer)),
                ..Embed::default()
            }),
            ..Message::default()
        }
    }

    fn parts(message: &Message) -> Vec<&'static str> {
        oversize(message).into_iter().map(|it| it.part).collect()
    }

    #[test]
    fn what_just_fits_is_not_named_and_a_character_more_is() {
        assert_eq!(parts(&message(2000, 256, 4096, 1648)), [""; 0]);
        let found = oversize(&message(2001, 256, 4096, 1648));
        assert_eq!(found, [Oversize { part: "content", length: 2001, limit: 2000 }]);
        assert_eq!(parts(&message(2000, 256, 4096, 1649)), ["embed as a whole"]);
        assert_eq!(parts(&message(0, 257, 4097, 2049)).len(), 4);
    }

    #[test]
    fn buttons_are_counted_and_measured() {
        let id = ComponentId { conference: "c".parse().unwrap(), action: Action::Now, notice: None };
        let button = |length: usize| Button::new("x".repeat(length), id.clone());
        let with = |buttons| Message { buttons, ..Message::default() };
        assert_eq!(parts(&with(vec![button(80); 5])), [""; 0]);
        assert_eq!(parts(&with(vec![button(81)])), ["button's label"]);
        assert_eq!(parts(&with(vec![button(1); 25])), [""; 0]);
        assert_eq!(parts(&with(vec![button(1); 26])), ["rows of buttons and menus"]);
        assert_eq!(parts(&with(vec![button(1).in_new_row(); 6])), ["rows of buttons and menus"]);
    }
}
