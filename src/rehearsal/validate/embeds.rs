//! Embeds.

use serde_json::Value;

use super::{list, required_text, text, up_to};
use crate::rehearsal::refusal::FieldErrors;

/// Discord's limit over all embeds of a message: titles, descriptions, field names and values, footers, authors.
const TOGETHER: usize = 6000;

pub(super) fn check(errors: &mut FieldErrors, value: Option<&Value>) {
    let embeds = list(errors, "embeds", value, up_to(10));
    for (index, embed) in embeds.iter().enumerate() {
        one(errors, &format!("embeds.{index}"), embed);
    }
    if embeds.iter().map(weight).sum::<usize>() > TOGETHER {
        let message = "Embed size exceeds maximum size of 6000";
        errors.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", message);
    }
}

fn one(errors: &mut FieldErrors, path: &str, embed: &Value) {
    if !embed.is_object() {
        return errors.add(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
    }
    text(errors, &format!("{path}.title"), embed.get("title"), up_to(256));
    text(errors, &format!("{path}.description"), embed.get("description"), up_to(4096));
    if embed["footer"].is_object() {
        required_text(errors, &format!("{path}.footer.text"), embed["footer"].get("text"), up_to(2048));
    }
    if embed["author"].is_object() {
        required_text(errors, &format!("{path}.author.name"), embed["author"].get("name"), up_to(256));
    }
    let fields = list(errors, &format!("{path}.fields"), embed.get("fields"), up_to(25));
    for (index, field) in fields.iter().enumerate() {
        required_text(errors, &format!("{path}.fields.{index}.name"), field.get("name"), up_to(256));
        required_text(errors, &format!("{path}.fields.{index}.value"), field.get("value"), up_to(1024));
    }
    for part in ["url", "image.url", "thumbnail.url", "author.url", "author.icon_url", "footer.icon_url"] {
        let link = part.split('.').fold(embed, |inside, name| &inside[name]);
        url(errors, &format!("{path}.{part}"), link, part.ends_with("image.url"));
    }
    timestamp(errors, &format!("{path}.timestamp"), &embed["timestamp"]);
    if let Some(colour) = embed["color"].as_i64().filter(|colour| !(0..=0xff_ff_ff).contains(colour)) {
        let message = format!("int value should be less than or equal to 16777215, not {colour}.");
        errors.add(&format!("{path}.color"), "NUMBER_TYPE_MAX", message);
    }
    if is_empty(embed) {
        errors.required(&format!("{path}.description"));
    }
}

fn is_empty(embed: &Value) -> bool {
    let said = ["title", "description"].iter().any(|field| embed[field].as_str().is_some_and(|text| !text.is_empty()));
    let shown = ["footer", "author", "image", "thumbnail"].iter().any(|field| embed[field].is_object());
    !said && !shown && embed["fields"].as_array().is_none_or(Vec::is_empty)
}

fn url(errors: &mut FieldErrors, path: &str, link: &Value, may_be_attached: bool) {
    let Some(link) = link.as_str() else { return };
    let scheme = link.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") => {}
        Some("attachment") if may_be_attached || path.ends_with("icon_url") => {}
        Some(scheme) => {
            let message = format!("Scheme \"{scheme}\" is not supported. Scheme must be one of ('http', 'https').");
            errors.add(path, "URL_TYPE_INVALID_SCHEME", message);
        }
        None => errors.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL."),
    }
}

fn timestamp(errors: &mut FieldErrors, path: &str, value: &Value) {
    let parsed = value.as_str().map(chrono::DateTime::parse_from_rfc3339);
    if let Some(Err(_)) = parsed {
        errors.add(path, "DATE_TIME_TYPE_PARSE", format!("Could not parse {value}. Should be ISO8601."));
    }
}

fn weight(embed: &Value) -> usize {
    let length = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let fields = embed["fields"].as_array().into_iter().flatten();
    length(&embed["title"])
        + length(&embed["description"])
        + length(&embed["footer"]["text"])
        + length(&embed["author"]["name"])
        + fields.map(|field| length(&field["name"]) + length(&field["value"])).sum::<usize>()
}
