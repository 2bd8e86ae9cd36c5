//! What talkbell sends is what Discord takes, by Discord's own description of its API. The judge of that is itself
//! judged: what Discord takes passes, what it refuses is named.

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use talkbell::rehearsal::RecordedRequest;

use support::harness::Harness;
use support::openapi::CONTRACT;
use support::page::{sentences, session, talk};
use support::stage::Stage;

const MESSAGES: &str = "/channels/2000/messages";
const ONE_MESSAGE: &str = "/channels/2000/messages/5000";
const COMMANDS: &str = "/applications/7/guilds/1000/commands";
const CALLBACK: &str = "/interactions/6000/a-token/callback";

#[tokio::test]
async fn everything_that_talkbell_sends_in_a_session_is_what_discord_takes() {
    let mut story = Harness::begin(Stage::sample().with_closed_doors(), "17:40").await;
    for (time, button) in
        [("17:50", "Schedule"), ("17:55", "Abstract"), ("18:00", "What's next?"), ("18:49", "What's on now?")]
    {
        story.at(time).await;
        story.presses(button).await;
        for command in ["/now", "/next public:true", "/abstract", "/abstract tensor", "/abstract qqqq", "/schedule"] {
            story.asks(command).await;
        }
        story.types("/abstract t").await;
        story.types("/abstract qqqq").await;
    }
    story.at("20:00").await;

    let routes = routes(&story.discord.requests());
    // How often the panel is edited is a matter of real time.
    let routes: Vec<&str> = routes.lines().filter(|route| !route.starts_with("PATCH ")).collect();
    insta::assert_snapshot!(routes.join("\n"), @"
    GET /channels/2000: 200, 1 times
    GET /channels/2001: 200, 1 times
    GET /gateway: 200, 2 times
    GET /users/@me: 200, 1 times
    POST /channels/2000/messages: 200, 18 times
    POST /channels/2001/messages: 200, 7 times
    POST /channels/N/messages: 403, 30 times
    POST /interactions/N/{token}/callback of type 4: 204, 28 times
    POST /interactions/N/{token}/callback of type 8: 204, 8 times
    POST /users/@me/channels: 200, 1 times
    PUT /applications/6001/guilds/1000/commands: 200, 1 times
    ");
}

#[tokio::test]
async fn so_is_what_it_sends_of_a_programme_that_strains_every_limit() {
    let title = "@everyone **Very** ".repeat(18);
    let talks: Vec<String> = (0..40)
        .map(|n| {
            talk(
                &format!("18:{n:02} - 18:{:02}", n + 1),
                "Oral",
                &format!("{title} {n}"),
                &"Ada L. · ".repeat(60),
                &sentences(320),
            )
        })
        .chain([talk("18:50 - 18:55", "Q&A", "Q&A", "", "")])
        .collect();
    let stage = Stage::with_programme(&session(&title, "Yi Ma", &talks));
    let mut story = Harness::begin(stage, "18:05").await;
    story.presses("Read the rest").await;
    story.presses("Next page").await;
    for command in ["/now", "/next", "/abstract", "/schedule"] {
        story.asks(command).await;
    }
    assert_eq!(story.offers("/abstract very").await.len(), 25);
    story.stop().await;
    story.start().await.unwrap();
    story.at("20:00").await;
}

#[test]
fn an_announcement_passes() {
    assert_passes("POST", MESSAGES, &announcement());
    assert_passes("POST", "/api/v10/channels/2000/messages", &announcement());
    assert_passes("PATCH", ONE_MESSAGE, &announcement());
}

#[test]
fn a_message_that_discord_refuses_is_named() {
    insta::assert_snapshot!(refusal_of_message(&json!({ "content": "x".repeat(2001) })), @"content: longer than 2000 characters");
    insta::assert_snapshot!(refusal_of_message(&json!({ "content": "x".repeat(4001) })), @r#"
        /content: what is there is longer than 4000 characters
        content: longer than 2000 characters
    "#);
    insta::assert_snapshot!(refusal_of_message(&json!({ "content": " ", "embeds": [] })), @"body: an empty message");
    insta::assert_snapshot!(refusal_of_message(&json!({ "content": 5 })), @r#"/content: what is there is not of types "null", "string""#);
    insta::assert_snapshot!(refusal_of_message(&json!({ "content": "x", "nonce": "n".repeat(26) })), @"/nonce: what is there is longer than 25 characters");
    insta::assert_snapshot!(refusal_of_message(&json!({ "content": "x", "enforce_nonce": true })), @"enforce_nonce: there is no nonce to enforce");
    insta::assert_snapshot!(refusal_of_message(&json!({ "content": "x", "message_reference": { "message_id": "abc" } })), @r#"/message_reference/message_id: what is there does not match "^(0|[1-9][0-9]*)$"; /message_reference/message_id: what is there is not a "snowflake""#);
}

#[test]
fn who_may_be_mentioned_is_always_said() {
    let silent = json!({ "content": "hello" });
    let careless = json!({ "content": "hello", "allowed_mentions": { "parse": ["everyone"] } });
    for (method, path) in [("POST", MESSAGES), ("PATCH", ONE_MESSAGE)] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(refusal(method, path, &silent), @"allowed_mentions: who may be mentioned is not said");
            insta::assert_snapshot!(refusal(method, path, &careless), @"allowed_mentions/parse: lets whatever stands in the text ping; name roles and users");
        }
    }
    for kind in [4, 7] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(refusal("POST", CALLBACK, &json!({ "type": kind, "data": silent })), @"data/allowed_mentions: who may be mentioned is not said");
        }
    }
}

#[test]
fn embeds_have_limits_each_and_together() {
    let embeds = |embeds: Value| refusal_of_message(&json!({ "embeds": embeds }));
    let description = "d".repeat(3001);
    insta::assert_snapshot!(embeds(json!([{}])), @"embeds/0: an empty embed");
    insta::assert_snapshot!(embeds(json!([{ "title": "t".repeat(257) }])), @"/embeds/0/title: what is there is longer than 256 characters");
    insta::assert_snapshot!(embeds(json!([{ "description": "d".repeat(4097) }])), @"/embeds/0/description: what is there is longer than 4096 characters");
    insta::assert_snapshot!(embeds(json!([{ "description": description }, { "description": description }])), @"embeds: 6002 characters together, over 6000");
    insta::assert_snapshot!(embeds(json!([{ "fields": [{ "name": "Speakers", "value": "" }] }])), @"embeds/0/fields/0: a field without a name or a value");
    insta::assert_snapshot!(embeds(json!([{ "fields": vec![json!({ "name": "n", "value": "v" }); 26] }])), @"/embeds/0/fields: what is there has more than 25 items");
    insta::assert_snapshot!(embeds(json!([{ "title": "t", "timestamp": "tomorrow" }])), @r#"/embeds/0/timestamp: what is there is not a "date-time""#);
}

#[test]
fn buttons_have_limits() {
    let button = |button: Value| {
        refusal_of_message(&json!({ "content": "x", "components": [{ "type": 1, "components": [button] }] }))
    };
    insta::assert_snapshot!(button(json!({ "type": 2, "style": 1, "label": "Ask", "custom_id": "c".repeat(101) })), @"/components/0/components/0/custom_id: what is there is longer than 100 characters");
    insta::assert_snapshot!(button(json!({ "type": 2, "style": 1, "label": "l".repeat(81), "custom_id": "ask" })), @"/components/0/components/0/label: what is there is longer than 80 characters");
    insta::assert_snapshot!(button(json!({ "type": 2, "style": 1, "label": "Ask" })), @"components/0/components/0: a button without a custom_id");
    insta::assert_snapshot!(button(json!({ "type": 2, "style": 1, "custom_id": "ask" })), @"components/0/components/0: a button with nothing on it");
    insta::assert_snapshot!(button(json!({ "type": 2, "style": 5, "label": "The rest", "custom_id": "ask" })), @"components/0/components/0: a link without its url");
    insta::assert_snapshot!(button(json!({ "type": 4, "style": 1, "label": "Ask", "custom_id": "ask" })), @"/components/0/components/0/type: what is there is not one of 2");

    let ask = json!({ "type": 2, "style": 1, "label": "Ask", "custom_id": "ask" });
    let twice = json!({ "content": "x", "components": [{ "type": 1, "components": [ask, ask] }] });
    insta::assert_snapshot!(refusal_of_message(&twice), @"components/0/components/1/custom_id: there is another one with this id");
}

#[test]
fn an_edit_names_what_changes() {
    assert_passes("PATCH", ONE_MESSAGE, &json!({ "components": [], "allowed_mentions": { "parse": [] } }));
    let emptied = json!({ "content": "", "embeds": [], "allowed_mentions": { "parse": [] } });
    insta::assert_snapshot!(refusal("PATCH", ONE_MESSAGE, &emptied), @"body: an empty message");
}

#[test]
fn a_direct_message_channel_has_a_recipient() {
    assert_passes("POST", "/users/@me/channels", &json!({ "recipient_id": "4000" }));
    insta::assert_snapshot!(refusal("POST", "/users/@me/channels", &json!({})), @"recipient_id: whom to talk to is not said");
    insta::assert_snapshot!(refusal("POST", "/users/@me/channels", &json!({ "recipient_id": "Yi Ma" })), @r#"/recipient_id: what is there does not match "^(0|[1-9][0-9]*)$"; /recipient_id: what is there is not a "snowflake""#);
    insta::assert_snapshot!(refusal("POST", "/users/@me/channels", &json!({ "recipient_id": "99999999999999999999" })), @r#"/recipient_id: what is there is not a "snowflake""#);
}

#[test]
fn commands_are_defined_as_discord_wants_them() {
    let talk = json!({ "type": 3, "name": "talk", "description": "Title or speaker", "autocomplete": true });
    let private = json!({ "type": 5, "name": "public", "description": "For all to see", "required": false });
    let commands = json!([
        { "type": 1, "name": "now", "description": "What is on", "options": [private], "contexts": [0] },
        { "type": 1, "name": "abstract", "description": "An abstract", "options": [talk, private],
          "default_member_permissions": "8192" },
    ]);
    assert_passes("PUT", COMMANDS, &commands);
    assert_passes("PUT", COMMANDS, &json!([]));

    let command = |command: Value| refusal("PUT", COMMANDS, &json!([command]));
    insta::assert_snapshot!(command(json!({ "name": "Now", "description": "What is on" })), @"/Now: a name is 1 to 32 lower-case letters, digits, - and _");
    insta::assert_snapshot!(command(json!({ "name": "now", "description": "" })), @"/now: no description");
    insta::assert_snapshot!(command(json!({ "name": "now", "description": "d".repeat(101) })), @"/0/description: what is there is longer than 100 characters");
    let named = json!({ "type": 3, "name": "session", "description": "Which", "required": true });
    insta::assert_snapshot!(command(json!({ "name": "now", "description": "d", "options": [talk, named] })), @"/now: option session: required, and stands after an optional one");
    insta::assert_snapshot!(command(json!({ "name": "now", "description": "d", "options": [{ "type": 3, "name": "talk" }] })), @r#"/0/options/0: "description" is a required property"#);
    insta::assert_snapshot!(refusal("PUT", COMMANDS, &json!([commands[0], commands[0]])), @"/now: defined twice");
}

#[test]
fn an_interaction_is_answered_in_each_way() {
    let choices: Vec<Value> = (0..25).map(|n| json!({ "name": format!("Talk {n}"), "value": n.to_string() })).collect();
    let answers = [
        json!({ "type": 4, "data": announcement() }),
        json!({ "type": 5, "data": { "flags": 64 } }),
        json!({ "type": 5 }),
        json!({ "type": 6 }),
        json!({ "type": 7, "data": { "content": "Asked", "components": [], "allowed_mentions": { "parse": [] } } }),
        json!({ "type": 8, "data": { "choices": choices } }),
        json!({ "type": 8, "data": { "choices": [] } }),
        json!({ "type": 9, "data": question_form("Your question") }),
    ];
    for answer in answers {
        assert_passes("POST", CALLBACK, &answer);
    }
}

#[test]
fn an_answer_that_discord_refuses_is_named() {
    let answer = |answer: Value| refusal("POST", CALLBACK, &answer);
    let choice = |length: usize| json!({ "name": "n".repeat(length), "value": "v" });
    insta::assert_snapshot!(answer(json!({ "type": 4 })), @"data: an answer without a message");
    insta::assert_snapshot!(answer(json!({ "type": 4, "data": { "flags": 64, "allowed_mentions": {} } })), @"data/body: an empty message");
    insta::assert_snapshot!(answer(json!({ "type": 5, "data": { "flags": "ephemeral" } })), @r#"/data/flags: what is there is not of types "null", "integer""#);
    insta::assert_snapshot!(answer(json!({ "type": 3 })), @"/type: what is there is not one of 4 or 5; /type: 1 was expected");
    insta::assert_snapshot!(answer(json!({ "type": 8, "data": { "choices": vec![choice(5); 26] } })), @"/data/choices: what is there has more than 25 items");
    insta::assert_snapshot!(answer(json!({ "type": 8, "data": { "choices": [choice(101)] } })), @"/data/choices/0/name: what is there is longer than 100 characters");
    insta::assert_snapshot!(answer(json!({ "type": 8, "data": { "choices": [choice(0)] } })), @r#"
        /data/choices/0/name: what is there is shorter than 1 character
        data/choices/0: without a name or a value
    "#);
    insta::assert_snapshot!(answer(json!({ "type": 9, "data": question_form(&"t".repeat(46)) })), @"/data/title: what is there is longer than 45 characters");
    insta::assert_snapshot!(answer(json!({ "type": 9, "data": { "custom_id": "ask", "title": "Ask" } })), @r#"/data: "components" is a required property"#);
}

#[test]
fn paths_and_queries_are_judged_too() {
    let get = |path: &str| CONTRACT.check_request("GET", path, None).err().unwrap_or_default().join("\n");
    assert_eq!(get("/channels/2000/messages?limit=100&before=5000"), "");
    assert_eq!(get("/api/v10/users/@me"), "");
    insta::assert_snapshot!(get("/channels/2000/messages?limit=101"), @r#"limit: "101" is not what Discord takes here"#);
    insta::assert_snapshot!(get("/channels/2000/messages?newest=1"), @"query newest: Discord knows no such parameter here");
    insta::assert_snapshot!(get("/channels/general/messages"), @r#"channel_id: "general" is not what Discord takes here"#);
    insta::assert_snapshot!(get("/channels/2000/telegrams"), @"GET /channels/2000/telegrams: Discord has no such operation");

    let without_body = CONTRACT.check_request("POST", MESSAGES, None);
    insta::assert_debug_snapshot!(without_body, @r#"
        Err(
            [
                "body: is required",
            ],
        )
    "#);
    let with_response = format!("{CALLBACK}?with_response=false");
    assert_passes("POST", &with_response, &json!({ "type": 6 }));
}

/// The routes that were asked, with how often and how each was answered.
fn routes(requests: &[RecordedRequest]) -> String {
    let mut routes: BTreeMap<String, usize> = BTreeMap::new();
    for RecordedRequest { method, path, body, status, .. } in requests {
        let numbers =
            path.split('/').map(|part| if part.len() > 8 && part.parse::<u64>().is_ok() { "N" } else { part });
        let kind = Some(body).filter(|_| path.ends_with("/callback")).map(|body| format!(" of type {}", body["type"]));
        let status = status.map(|status| status.to_string()).unwrap_or_default();
        let route = format!("{method} {}{}: {status}", numbers.collect::<Vec<_>>().join("/"), kind.unwrap_or_default());
        *routes.entry(route).or_default() += 1;
    }
    routes.into_iter().map(|(route, count)| format!("{route}, {count} times")).collect::<Vec<_>>().join("\n")
}

/// Everything that an announcement may carry.
fn announcement() -> Value {
    json!({
        "content": "<@&3000> starts now",
        "embeds": [{
            "title": "A talk",
            "description": "Its abstract",
            "color": 0x58_65_f2,
            "fields": [{ "name": "Speakers", "value": "Yi Ma", "inline": true }],
            "footer": { "text": "Deep Learning Theory 5" },
        }],
        "components": [{ "type": 1, "components": [
            { "type": 2, "style": 2, "label": "The rest", "custom_id": "k:0123456789abcdef" },
            { "type": 2, "style": 5, "label": "Paper", "url": "https://example.org/paper" },
        ] }],
        "allowed_mentions": { "parse": [], "roles": ["3000"] },
        "nonce": "n".repeat(25),
        "enforce_nonce": true,
        "tts": false,
    })
}

fn question_form(title: &str) -> Value {
    let input = json!({ "type": 4, "custom_id": "question", "style": 2, "label": "Question", "max_length": 300 });
    json!({ "custom_id": "ask", "title": title, "components": [{ "type": 1, "components": [input] }] })
}

#[track_caller]
fn assert_passes(method: &str, path: &str, body: &Value) {
    assert_eq!(CONTRACT.check_request(method, path, Some(body)), Ok(()), "{method} {path} {body}");
}

fn refusal_of_message(message: &Value) -> String {
    let mut message = message.clone();
    message["allowed_mentions"] = json!({ "parse": [] });
    refusal("POST", MESSAGES, &message)
}

/// The complaints, a line each; empty where there are none, which no snapshot here expects.
fn refusal(method: &str, path: &str, body: &Value) -> String {
    CONTRACT.check_request(method, path, Some(body)).err().unwrap_or_default().join("\n")
}
