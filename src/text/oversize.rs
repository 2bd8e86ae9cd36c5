use super::Message;

/// Discord's documentation of message limits, in characters unless said otherwise.
const CONTENT: usize = 2000;
const AUTHOR: usize = 256;
const TITLE: usize = 256;
const DESCRIPTION: usize = 4096;
const FOOTER: usize = 2048;
const EMBED: usize = 6000;
const BUTTONS: usize = 5;
const LABEL: usize = 80;
const CUSTOM_ID: usize = 100;

/// A part of a message that is longer than Discord takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oversize {
    /// Which part.
    pub part: &'static str,
    /// How long it is: characters, or buttons for the row of buttons.
    pub length: usize,
    /// How long it may be.
    pub limit: usize,
}

/// Every part of the message that is longer than Discord takes.
#[must_use]
pub fn oversize(message: &Message) -> Vec<Oversize> {
    let mut parts =
        vec![("content", characters(&message.content), CONTENT), ("row of buttons", message.buttons.len(), BUTTONS)];
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
    let too_long = |(part, length, limit)| (length > limit).then_some(Oversize { part, length, limit });
    parts.into_iter().filter_map(too_long).collect()
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
        let button = |length: usize| Button { label: "x".repeat(length), id: id.clone() };
        let with = |buttons| Message { buttons, ..Message::default() };
        assert_eq!(parts(&with(vec![button(80); 5])), [""; 0]);
        assert_eq!(parts(&with(vec![button(81)])), ["button's label"]);
        assert_eq!(parts(&with(vec![button(1); 6])), ["row of buttons"]);
    }
}
