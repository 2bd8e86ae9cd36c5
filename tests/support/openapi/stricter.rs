//! What Discord refuses and its OpenAPI document lets pass, and what talkbell asks of itself on top.

use std::collections::HashSet;

use serde_json::Value;

/// Characters of a message.
const CONTENT: usize = 2000;
/// Characters over all embeds of a message.
const ALL_EMBEDS: usize = 6000;
/// Rows of buttons or menus in a message; the document counts the newer layout components.
const ROWS: usize = 5;

/// What is wrong with this request beyond the document's schema.
pub fn complaints(method: &str, template: &str, body: Option<&Value>) -> Vec<String> {
    let Some(body) = body else { return Vec::new() };
    match (method, template) {
        ("post", "/channels/{channel_id}/messages" | "/webhooks/{webhook_id}/{webhook_token}") => created(body),
        (
            "patch",
            "/channels/{channel_id}/messages/{message_id}"
            | "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
            | "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
        ) => edited(body),
        ("post", "/interactions/{interaction_id}/{interaction_token}/callback") => answered(body),
        ("post", "/users/@me/channels") => opened(body),
        (
            "put" | "post",
            "/applications/{application_id}/commands" | "/applications/{application_id}/guilds/{guild_id}/commands",
        ) => defined(body),
        _ => Vec::new(),
    }
}

fn created(message: &Value) -> Vec<String> {
    let mut complaints = message_in(message);
    let said = ["content", "embeds", "components", "sticker_ids", "attachments", "poll"];
    if said.iter().all(|part| is_empty(&message[part])) {
        complaints.push("body: an empty message".to_owned());
    }
    let wants_nonce = message["enforce_nonce"] == true;
    if wants_nonce && is_empty(&message["nonce"]) {
        complaints.push("enforce_nonce: there is no nonce to enforce".to_owned());
    }
    complaints
}

/// An edit leaves alone what it does not name, so only one that empties everything it could is an empty message.
fn edited(message: &Value) -> Vec<String> {
    let mut complaints = message_in(message);
    let emptied = |part: &str| message.get(part).is_some_and(is_empty);
    if emptied("content") && emptied("embeds") {
        complaints.push("body: an empty message".to_owned());
    }
    complaints
}

fn answered(callback: &Value) -> Vec<String> {
    let data = &callback["data"];
    let found = match callback["type"].as_u64() {
        Some(4) if data.is_null() => return vec!["data: an answer without a message".to_owned()],
        Some(4) => created(data),
        Some(7) if !data.is_null() => edited(data),
        Some(8) => choices_in(data),
        Some(9) => modal_in(data),
        _ => Vec::new(),
    };
    found.into_iter().map(|complaint| format!("data/{complaint}")).collect()
}

fn opened(channel: &Value) -> Vec<String> {
    if channel["recipient_id"].is_string() {
        return Vec::new();
    }
    vec!["recipient_id: whom to talk to is not said".to_owned()]
}

fn message_in(message: &Value) -> Vec<String> {
    let mut complaints = Vec::new();
    if length(&message["content"]) > CONTENT {
        complaints.push(format!("content: longer than {CONTENT} characters"));
    }
    complaints.extend(mentions_in(&message["allowed_mentions"]));
    complaints.extend(embeds_in(&message["embeds"]));
    complaints.extend(components_in(&message["components"]));
    complaints
}

/// The house's own rule: nothing in a title, a name or a question can ping, so who may be mentioned is always said, one
/// by one.
fn mentions_in(mentions: &Value) -> Option<String> {
    if !mentions.is_object() {
        return Some("allowed_mentions: who may be mentioned is not said".to_owned());
    }
    if !is_empty(&mentions["parse"]) {
        return Some("allowed_mentions/parse: lets whatever stands in the text ping; name roles and users".to_owned());
    }
    None
}

fn embeds_in(embeds: &Value) -> Vec<String> {
    let mut complaints = Vec::new();
    for (n, embed) in each(embeds) {
        let shown = ["title", "description", "fields", "author", "footer", "image", "thumbnail"];
        if shown.iter().all(|part| is_empty(&embed[part])) {
            complaints.push(format!("embeds/{n}: an empty embed"));
        }
        for (f, field) in each(&embed["fields"]) {
            if is_empty(&field["name"]) || is_empty(&field["value"]) {
                complaints.push(format!("embeds/{n}/fields/{f}: a field without a name or a value"));
            }
        }
    }

    let total: usize = each(embeds).flat_map(|(_, embed)| embed_texts(embed)).map(length).sum();
    if total > ALL_EMBEDS {
        complaints.push(format!("embeds: {total} characters together, over {ALL_EMBEDS}"));
    }
    complaints
}

/// The texts that count towards the limit over all embeds. Each one's own limit is in the document.
fn embed_texts(embed: &Value) -> Vec<&Value> {
    let whole = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
    let fields = each(&embed["fields"]).flat_map(|(_, field)| [&field["name"], &field["value"]]);
    whole.into_iter().chain(fields).collect()
}

fn components_in(rows: &Value) -> Vec<String> {
    let mut complaints = Vec::new();
    if each(rows).filter(|(_, row)| row["type"] == 1).count() > ROWS {
        complaints.push(format!("components: more than {ROWS} rows"));
    }
    let mut seen = HashSet::new();
    for (r, row) in each(rows) {
        for (c, component) in each(&row["components"]) {
            let place = format!("components/{r}/components/{c}");
            complaints.extend(button_in(component).map(|complaint| format!("{place}: {complaint}")));
            if component["custom_id"].as_str().is_some_and(|id| !seen.insert(id)) {
                complaints.push(format!("{place}/custom_id: there is another one with this id"));
            }
        }
    }
    complaints
}

fn button_in(component: &Value) -> Option<&'static str> {
    const LINK: u64 = 5;
    const PREMIUM: u64 = 6;
    let style = component["style"].as_u64();
    if component["type"] != 2 || style == Some(PREMIUM) {
        return None;
    }
    if is_empty(&component["label"]) && is_empty(&component["emoji"]) {
        return Some("a button with nothing on it");
    }
    match (style == Some(LINK), is_empty(&component["url"]), is_empty(&component["custom_id"])) {
        (true, true, _) => Some("a link without its url"),
        (true, false, false) => Some("a link with a custom_id"),
        (false, _, true) => Some("a button without a custom_id"),
        (false, false, false) => Some("a button with a url"),
        _ => None,
    }
}

fn choices_in(data: &Value) -> Vec<String> {
    let blank = |(_, choice): &(usize, &Value)| is_empty(&choice["name"]) || is_empty(&choice["value"]);
    each(&data["choices"]).filter(blank).map(|(n, _)| format!("choices/{n}: without a name or a value")).collect()
}

fn modal_in(modal: &Value) -> Vec<String> {
    let mut complaints = Vec::new();
    if each(&modal["components"]).count() > ROWS {
        complaints.push(format!("components: more than {ROWS} rows"));
    }
    for (r, row) in each(&modal["components"]) {
        let inputs: Vec<&Value> = each(&row["components"]).map(|(_, input)| input).filter(|i| i["type"] == 4).collect();
        if row["type"] == 1 && inputs.len() != 1 {
            complaints.push(format!("components/{r}: a row of a modal holds one text input"));
        }
        if inputs.iter().any(|input| is_empty(&input["label"])) {
            complaints.push(format!("components/{r}: a text input without a label"));
        }
    }
    complaints
}

fn defined(commands: &Value) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut seen = HashSet::new();
    let single = std::slice::from_ref(commands);
    for command in commands.as_array().map_or(single, Vec::as_slice) {
        let name = command["name"].as_str().unwrap_or_default();
        let is_slash = matches!(command["type"].as_u64(), None | Some(1));
        if !seen.insert((name, command["type"].as_u64().unwrap_or(1))) {
            complaints.push(format!("/{name}: defined twice"));
        }
        if !is_slash {
            continue;
        }
        if !is_command_name(name) {
            complaints.push(format!("/{name}: a name is 1 to 32 lower-case letters, digits, - and _"));
        }
        if is_empty(&command["description"]) {
            complaints.push(format!("/{name}: no description"));
        }
        complaints.extend(options_in(&command["options"]).map(|complaint| format!("/{name}: {complaint}")));
    }
    complaints
}

fn options_in(options: &Value) -> Option<String> {
    let mut seen = HashSet::new();
    let mut optional_before = false;
    for (_, option) in each(options) {
        let name = option["name"].as_str().unwrap_or_default();
        let required = option["required"] == true;
        if !is_command_name(name) {
            return Some(format!("option {name:?}: a name is 1 to 32 lower-case letters, digits, - and _"));
        }
        if !seen.insert(name) {
            return Some(format!("option {name}: there twice"));
        }
        if required && optional_before {
            return Some(format!("option {name}: required, and stands after an optional one"));
        }
        if option["autocomplete"] == true && !is_empty(&option["choices"]) {
            return Some(format!("option {name}: both autocomplete and fixed choices"));
        }
        optional_before |= !required;
        if let Some(nested) = options_in(&option["options"]) {
            return Some(format!("option {name}: {nested}"));
        }
    }
    None
}

fn is_command_name(name: &str) -> bool {
    let fits = |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || matches!(c, '-' | '_' | '\'');
    (1..=32).contains(&name.chars().count()) && name.chars().all(fits)
}

fn each(list: &Value) -> impl Iterator<Item = (usize, &Value)> {
    list.as_array().map(Vec::as_slice).unwrap_or_default().iter().enumerate()
}

/// In characters, as Discord counts; 0 for what is not a text.
fn length(text: &Value) -> usize {
    text.as_str().map_or(0, |text| text.chars().count())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
