//! The way to the board, on Discord.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::events::Events;
use crate::room::{CONFERENCE, Room, SESSION};
use crate::support::harness::{Harness, is_panel};
use crate::support::stage::{ADA, AUDIENCE, MODERATORS, Stage, YI_MA};

async fn told(story: &Harness, user: u64, options: Value) -> Value {
    let answer = story.discord.command(user, AUDIENCE, "board", options).await.unwrap();
    assert!(answer.ephemeral, "only the asker sees the address");
    Value::clone(&answer.message.unwrap())
}

fn links(message: &Value) -> String {
    let rows = message["components"].as_array().into_iter().flatten();
    let buttons = rows.flat_map(|row| row["components"].as_array().unwrap());
    let links = buttons.filter(|button| button["style"] == 5);
    links.map(|link| format!("[{}]({})\n", link["label"].as_str().unwrap(), link["url"].as_str().unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_told_where_the_board_is_and_moderators_where_theirs_is() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "18:10").await;
    let web = "[web]\nlisten = \"127.0.0.1:0\"\npublic_url = \"https://example.org/talkbell/\"\n";
    story.configuration().push_str(web);
    story.start().await.unwrap();
    let attendee = told(&story, ADA, Value::Null).await;
    assert_snapshot!(attendee["content"].as_str().unwrap(), @"The board of **Deep Learning Theory 5** shows everybody's questions live, on a screen or on your phone.");
    let board = format!("[Open the board](https://example.org/talkbell/board/{CONFERENCE}/{SESSION})\n");
    assert_eq!(links(&attendee), board);
    let moderator = told(&story, YI_MA, json!({"talk": "tensor programs iv"})).await;
    let desk = links(&moderator);
    let (both, secret) = desk.rsplit_once('/').unwrap();
    let own = format!("[Your own board](https://example.org/talkbell/board/{CONFERENCE}/{SESSION}/moderator");
    assert_eq!(both, format!("{board}{own}"));
    assert_eq!(secret.trim_end_matches([')', '\n']).len(), 32);
    assert_snapshot!(told(&story, ADA, json!({"talk": "qqqzzz"})).await["content"].as_str().unwrap(), @"No talk matches “qqqzzz”. Pick one from the list as you type, or look at /schedule.");

    story.at("18:50").await;
    let opening = story.discord.messages(AUDIENCE);
    let opening = opening.iter().rev().find(|message| message["content"].as_str().unwrap().contains("Q&A")).unwrap();
    assert_eq!(links(opening), board);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_can_open_a_board_no_message_links_to_one() {
    let story = Harness::begin(Stage::sample(), "18:10").await;
    let moderator = told(&story, YI_MA, Value::Null).await;
    assert_snapshot!(moderator["content"].as_str().unwrap(), @"The board is not shown on the web. The organisers can have that changed, with public_url under [web] in talkbell's configuration.");
    assert_eq!(links(&moderator), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_local_discord_the_link_leads_to_this_machine() {
    let room = Room::at("18:10").await;
    let link = links(&told(&room.story, ADA, Value::Null).await);
    assert_eq!(link, format!("[Open the board]({})\n", room.board()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_renews_an_address_that_others_have_got_hold_of() {
    let room = Room::at("18:10").await;
    let (story, leaked) = (&room.story, room.desk());
    let panel = || {
        let panel = story.discord.messages(MODERATORS).into_iter().rev().find(is_panel).expect("a panel stands");
        links(&panel)
    };
    story.until("the panel links to the board", async || panel() == format!("[Your own board]({leaked})\n")).await;
    let mut stolen = Events::of(&leaked).await;
    assert!(stolen.next().await.is_some());

    let refused = story.discord.command(ADA, AUDIENCE, "qa board", Value::Null).await.unwrap();
    assert!(refused.message.unwrap()["content"].as_str().unwrap().starts_with("Only the moderators"));
    let told = story.discord.command(YI_MA, MODERATORS, "qa board", Value::Null).await.unwrap();
    assert!(told.ephemeral, "only the asker sees the address");
    let told = told.message.unwrap();
    assert_snapshot!(told["content"].as_str().unwrap(), @"The moderators' board of **Deep Learning Theory 5** also shows what waits for approval and what is fair to ask next. Keep its address among moderators. If somebody else has got hold of it, press **Renew the address**: the address then changes at once, and the old one leads nowhere.");
    assert_eq!(links(&told), format!("[Your own board]({leaked})\n[Open the board]({})\n", room.board()));
    let (id, renew) = story.button(MODERATORS, "Renew the address");
    let renewed = story.discord.press(YI_MA, MODERATORS, id, &renew).await.unwrap().message.unwrap();
    assert_snapshot!(renewed["content"].as_str().unwrap(), @"The moderators' board of **Deep Learning Theory 5** has a new address. The old one leads nowhere from now on; the panel has the new one.");

    let desk = room.desk();
    assert_ne!(desk, leaked);
    assert_eq!(links(&renewed), format!("[Your own board]({desk})\n[Open the board]({})\n", room.board()));
    story.until("the panel has the new address", async || panel() == format!("[Your own board]({desk})\n")).await;
    assert_eq!(reqwest::get(&leaked).await.unwrap().status().as_u16(), 404);
    assert_eq!(reqwest::get(format!("{leaked}/events")).await.unwrap().status().as_u16(), 404);
    assert_eq!(reqwest::get(&desk).await.unwrap().status().as_u16(), 200);
    // Who looked at it sees no more of it.
    room.asks("Is this a secret?").await;
    while let Some((_, shown)) = stolen.next().await {
        assert!(!shown.to_string().contains("Is this a secret?"), "{shown}");
    }
}
