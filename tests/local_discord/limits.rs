//! Discord's limits: each at its edge and one beyond.

use serde_json::{Value, json};

use crate::support::{BOT, Client, STAGE, discord};

#[tokio::test]
async fn every_limit_of_a_message_holds_at_its_edge_and_not_beyond() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    for limit in limits() {
        let within = bot.say((limit.make)(limit.most)).await;
        assert_eq!(within.status, 200, "{} at {}: {}", limit.what, limit.most, within.body);
        let beyond = bot.say((limit.make)(limit.most + 1)).await;
        assert_eq!(beyond.refusal(), (400, 50035), "{} at {}", limit.what, limit.most + 1);
        let noted = limit.path.split('.').fold(&beyond.body["errors"], |inside, part| &inside[part]);
        assert_eq!(noted["_errors"][0]["code"], limit.code, "{}: {}", limit.what, beyond.body);
    }
}

struct Limit {
    what: &'static str,
    most: usize,
    make: fn(usize) -> Value,
    path: &'static str,
    code: &'static str,
}

fn limits() -> Vec<Limit> {
    const LONG: &str = "BASE_TYPE_MAX_LENGTH";
    const BAD: &str = "BASE_TYPE_BAD_LENGTH";
    let limit = |what, most, make, path, code| Limit { what, most, make, path, code };
    vec![
        limit("content", 2000, |n| json!({"content": text(n)}), "content", LONG),
        limit("title", 256, |n| embed(&json!({"title": text(n)})), "embeds.0.title", LONG),
        limit("description", 4096, |n| embed(&json!({"description": text(n)})), "embeds.0.description", LONG),
        limit("author", 256, |n| embed(&json!({"author": {"name": text(n)}})), "embeds.0.author.name", LONG),
        limit("footer", 2048, |n| embed(&json!({"footer": {"text": text(n)}})), "embeds.0.footer.text", LONG),
        limit("fields", 25, |n| embed(&json!({"fields": vec![field(1, 1); n]})), "embeds.0.fields", LONG),
        limit("field name", 256, |n| embed(&json!({"fields": [field(n, 1)]})), "embeds.0.fields.0.name", LONG),
        limit("field value", 1024, |n| embed(&json!({"fields": [field(1, n)]})), "embeds.0.fields.0.value", LONG),
        limit("embeds", 10, |n| json!({"embeds": vec![json!({"title": "t"}); n]}), "embeds", LONG),
        limit("embeds together", 6000, six_thousand, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
        limit("rows", 5, rows, "components", LONG),
        limit("buttons in a row", 5, buttons, "components.0.components", BAD),
        limit("label", 80, |n| button(&json!({"label": text(n)})), "components.0.components.0.label", LONG),
        limit("custom id", 100, |n| button(&json!({"custom_id": text(n)})), "components.0.components.0.custom_id", BAD),
        limit("select options", 25, select, "components.0.components.0.options", BAD),
        limit("nonce", 25, |n| json!({"content": "a", "nonce": text(n)}), "nonce", LONG),
        limit("allowed users", 100, allowed_users, "allowed_mentions.users", LONG),
    ]
}

#[tokio::test]
async fn lengths_count_characters_and_not_bytes() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    assert_eq!(bot.say(json!({"content": "🔔".repeat(2000)})).await.status, 200);
    assert_eq!(bot.say(json!({"content": "é".repeat(2001)})).await.status, 400);
}

#[tokio::test]
async fn a_form_that_makes_no_sense_is_refused_with_the_place() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    let both = json!({"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}});
    let twice = json!({"components": [{"type": 1, "components": [
        {"type": 2, "style": 1, "label": "a", "custom_id": "x"}, {"type": 2, "style": 1, "label": "b", "custom_id": "x"},
    ]}]});
    for (body, path, code) in [
        (both, "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"),
        (twice, "components.0.components.1.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
        (embed(&json!({})), "embeds.0.description", "BASE_TYPE_REQUIRED"),
        (embed(&json!({"fields": [{"name": "n"}]})), "embeds.0.fields.0.value", "BASE_TYPE_REQUIRED"),
        (embed(&json!({"title": "t", "url": "javascript:alert(1)"})), "embeds.0.url", "URL_TYPE_INVALID_URL"),
        (embed(&json!({"title": "t", "url": "ftp://a"})), "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
        (json!({"content": ["a"]}), "content", "STRING_TYPE_CONVERT"),
        (button(&json!({"label": ""})), "components.0.components.0", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"),
    ] {
        let refused = bot.say(body).await;
        assert_eq!(refused.refusal(), (400, 50035), "{path}");
        let noted = path.split('.').fold(&refused.body["errors"], |inside, part| &inside[part]);
        assert_eq!(noted["_errors"][0]["code"], code, "{}", refused.body);
    }
    assert_eq!(bot.say(json!({"content": "   "})).await.refusal(), (400, 50006));
    assert!(discord.messages(STAGE).is_empty());
}

#[tokio::test]
async fn a_refusal_reads_as_discord_writes_it() {
    let discord = discord().await;
    let refused = Client::of(&discord).say(json!({"content": text(2001)})).await;
    insta::assert_snapshot!(serde_json::to_string_pretty(&refused.body).unwrap(), @r#"
    {
      "code": 50035,
      "errors": {
        "content": {
          "_errors": [
            {
              "code": "BASE_TYPE_MAX_LENGTH",
              "message": "Must be 2000 or fewer in length."
            }
          ]
        }
      },
      "message": "Invalid Form Body"
    }
    "#);
}

#[tokio::test]
async fn commands_are_checked_as_a_whole() {
    let discord = discord().await;
    let bot = Client::of(&discord);
    let path = format!("/applications/{BOT}/commands");
    let command = |name: &str| json!({"name": name, "description": "d"});
    let with = |option: Value| json!([{"name": "now", "description": "d", "options": [option]}]);
    let choice = json!({"name": "c", "value": "v"});
    for (body, place, code) in [
        (json!([command("Now")]), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
        (json!([command("what now")]), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
        (json!([{"name": "now"}]), "0.description", "BASE_TYPE_REQUIRED"),
        (json!([command("now"), command("now")]), "1", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
        (json!([{"name": "now", "description": text(101)}]), "0.description", "BASE_TYPE_BAD_LENGTH"),
        (with(json!({"name": "o", "description": "d", "type": 99})), "0.options.0.type", "BASE_TYPE_CHOICES"),
        (
            with(json!({"name": "o", "description": "d", "type": 3, "choices": vec![choice; 26]})),
            "0.options.0.choices",
            "BASE_TYPE_MAX_LENGTH",
        ),
    ] {
        let refused = bot.put(&path, body).await;
        let noted = place.split('.').fold(&refused.body["errors"], |inside, part| &inside[part]);
        assert_eq!(noted["_errors"][0]["code"], code, "{}", refused.body);
    }
    let first = bot.put(&path, json!([command("now"), command("next")])).await.body;
    let second = bot.put(&path, json!([command("next")])).await.body;
    assert_eq!(second[0]["id"], first[1]["id"]);
    assert_eq!(bot.get(&path).await.body, second);
}

fn text(length: usize) -> String {
    "x".repeat(length)
}

fn embed(embed: &Value) -> Value {
    json!({"embeds": [embed]})
}

fn field(name: usize, value: usize) -> Value {
    json!({"name": text(name), "value": text(value)})
}

fn six_thousand(length: usize) -> Value {
    json!({"embeds": [{"description": text(4000)}, {"description": text(length - 4000)}]})
}

fn rows(count: usize) -> Value {
    let row = |n: usize| json!({"type": 1, "components": [plain_button(n)]});
    json!({"components": (0..count).map(row).collect::<Vec<_>>()})
}

fn buttons(count: usize) -> Value {
    json!({"components": [{"type": 1, "components": (0..count).map(plain_button).collect::<Vec<_>>()}]})
}

fn plain_button(number: usize) -> Value {
    json!({"type": 2, "style": 1, "label": "Ask", "custom_id": format!("ask-{number}")})
}

fn button(changed: &Value) -> Value {
    let mut button = plain_button(0);
    button.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
    json!({"components": [{"type": 1, "components": [button]}]})
}

fn select(options: usize) -> Value {
    let options: Vec<Value> = (0..options).map(|n| json!({"label": "l", "value": n.to_string()})).collect();
    json!({"components": [{"type": 1, "components": [{"type": 3, "custom_id": "s", "options": options}]}]})
}

fn allowed_users(count: usize) -> Value {
    let ids: Vec<String> = (1..=count).map(|id| id.to_string()).collect();
    json!({"content": "a", "allowed_mentions": {"users": ids}})
}
