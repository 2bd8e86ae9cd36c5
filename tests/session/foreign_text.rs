//! Text of other people, hostile or just large: it never pings, never breaks the markdown, never gets lost.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::harness::Harness;
use crate::support::page::{sentences, session, talk};
use crate::support::stage::{AUDIENCE, BELL, MODERATORS, Stage};
use talkbell::store::State;

const HOSTILE: &str = "@everyone <@&3000> <@5000> **bold** [x](http://example.org) `code` ||spoiler||";

#[tokio::test]
async fn a_hostile_programme_is_shown_to_the_letter() {
    let programme = session(
        HOSTILE,
        "@here <@5000>",
        &[
            talk("18:00 - 18:20", "Oral", HOSTILE, "<@5000> · __Mallory__", &format!("# {HOSTILE}\n\n> @here")),
            talk("18:20 - 18:30", "Q&A", "Q&A", "", ""),
        ],
    );
    let mut story = Harness::begin(Stage::with_programme(&programme), "17:40").await;
    story.at("18:00").await;
    assert_snapshot!(story.channel(AUDIENCE), @r"
    ── 17:50:00 ──
    **@¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|** starts at 18:00, in 10 min.
    │ @¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|
    │ Moderator: @¦here \<@5000>
    │ 18:00 · Oral · **@¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|**
    │ \<@5000> · \_\_Mallory\_\_
    │ 18:20 · **Q&A**
    [▾ Remind me of … (1)]
    [Schedule]

    ── 17:55:00 ──
    <@&3000> Oral at 18:00, in 5 min: **@¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|** by \<@5000> · \_\_Mallory\_\_
    (pings @&3000)
    [Abstract]

    ── 18:00:00 ──
    Now: **@¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|**
    │ Oral
    │ @¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|
    │ **\<@5000> · \_\_Mallory\_\_**
    │ 18:00 – 18:20 · 20 min
    │ \# @¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|
    │ \> @¦here
    │ @everyone <@&3000> <@5000> **bold** [x](http://example.org) `code` ||spoiler|| · 1 of 1
    [Ask a question] [What's next?]
    ");
    assert_snapshot!(story.channel(MODERATORS), @r"
    ── 17:45:00 ──
    **@¦here \<@5000>**: **@¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|** starts at 18:00, in 15 min, in <#2000>. Please be there and check your microphone.
    One talk, 18:00 – 18:30. The Q&A is at 18:20.
    [I'm here] [Schedule]

    ── 17:50:00 ──
    **@¦here \<@5000>**: **@¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|** starts in 10 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    [I'm here] [Schedule]

    ── 17:55:00 ──
    **@¦here \<@5000>**: **@¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|** starts in 5 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    [I'm here] [Schedule]

    ── 17:58:00 ──
    Nobody is there yet to moderate **@¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|**, which starts in 2 min in <#2000>. Expected: @¦here \<@5000>. Whoever steps in, please press **I'm here**.
    [I'm here] [Schedule]
    ");
    assert_snapshot!(story.asks("/abstract").await, @r#"
    (only Ada sees this)
    Ends in 20 min.
    │ Oral
    │ @¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|
    │ **\<@5000> · \_\_Mallory\_\_**
    │ 18:00 – 18:20 · 20 min
    │ \# @¦everyone \<@&3000> \<@5000> \*\*bold\*\* \[x](http://example.org) \`code\` \|\|spoiler\|\|
    │ \> @¦here
    │ @everyone <@&3000> <@5000> **bold** [x](http://example.org) `code` ||spoiler|| · 1 of 1
    "#);
    story.at("20:00").await;
    let posted = [story.discord.messages(AUDIENCE), story.discord.messages(MODERATORS)].concat();
    for message in posted {
        assert_eq!((&message["mention_everyone"], &message["mentions"]), (&json!(false), &json!([])), "{message}");
        assert!(message["mention_roles"].as_array().unwrap().iter().all(|role| *role == json!(BELL.to_string())));
    }
    assert!(story.outbox().await.iter().all(|entry| entry.state == State::Delivered));
}

#[tokio::test]
async fn an_abstract_of_18_000_characters_is_cut_at_a_sentence_and_read_to_its_end() {
    let whole = sentences(320);
    assert!(whole.len() > 18_000, "{}", whole.len());
    let programme = session("Theory", "Yi Ma", &[talk("18:00 - 18:20", "Oral", "A Long Story", "Ada", &whole)]);
    let mut story = Harness::begin(Stage::with_programme(&programme), "17:58").await;
    story.channel(AUDIENCE);
    story.at("18:00").await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:00:00 ──
    Now: **A Long Story**
    │ Oral
    │ A Long Story
    │ **Ada**
    │ 18:00 – 18:20 · 20 min
    │ Sentence 1 says something that no other sentence says. Sentence 2 says s… (3294 characters)
    │ … the abstract goes on: press **Read the rest**.
    │ Theory · 1 of 1
    [Read the rest] [Ask a question] [What's next?]
    ");

    let announced = story.discord.messages(AUDIENCE).pop().unwrap();
    let (first, goes_on) = description(&announced).rsplit_once("\n\n").unwrap();
    let (_, first) = first.split_once("\n\n").unwrap();
    assert!(first.ends_with('.'), "cut at a sentence");
    assert_eq!(goes_on, "… the abstract goes on: press **Read the rest**.");

    let mut read = vec![first.to_owned()];
    story.presses("Read the rest").await;
    read.push(description(story.last_answer()).to_owned());
    while has_button(story.last_answer(), "Next page") {
        story.presses("Next page").await;
        read.push(description(story.last_answer()).to_owned());
    }
    assert_eq!(read.join(" "), whole);
    assert!(read.iter().all(|page| page.ends_with('.')));
}

#[tokio::test]
async fn an_abstract_without_a_sentence_or_a_space_is_not_lost_either() {
    let whole = "Lorem**".repeat(2000);
    let programme = session("Theory", "Yi Ma", &[talk("18:00 - 18:20", "Oral", "A Wall", "Ada", &whole)]);
    let mut story = Harness::begin(Stage::with_programme(&programme), "17:58").await;
    story.at("18:00").await;
    let announced = story.discord.messages(AUDIENCE).pop().unwrap();
    let (_, first) = description(&announced).split_once("\n\n").unwrap();
    let mut read = first.split_once("\n\n").unwrap().0.to_owned();
    story.presses("Read the rest").await;
    read += description(story.last_answer());
    while has_button(story.last_answer(), "Next page") {
        story.presses("Next page").await;
        read += description(story.last_answer());
    }
    assert_eq!(read.replace('\\', ""), whole);
}

#[tokio::test]
async fn a_title_of_300_characters_and_80_speakers_fit_everywhere() {
    let title = "Very ".repeat(59) + "Long";
    let speakers = (1..=80).map(|n| format!("Speaker Number {n}")).collect::<Vec<_>>().join(" · ");
    let talks: Vec<String> = (0..40)
        .map(|n| talk(&format!("18:{:02} - 18:{:02}", n, n + 1), "Oral", &format!("{title} {n}"), &speakers, "Short."))
        .chain([talk("18:50 - 18:59", "Q&A", "Q&A", "", "")])
        .collect();
    let programme = session(&title, "Yi Ma", &talks);
    let mut story = Harness::begin(Stage::with_programme(&programme), "17:40").await;
    story.at("20:00").await;
    let failed: Vec<_> = story.outbox().await.into_iter().filter(|entry| entry.state != State::Delivered).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    for command in ["/now", "/next", "/schedule", "/abstract"] {
        story.asks(command).await;
    }
    assert_eq!(story.offers("/abstract very").await.len(), 25);
    assert!(
        story.offers("/abstract very").await.iter().all(|offer| offer["name"].as_str().unwrap().chars().count() <= 100)
    );
}

fn description(message: &Value) -> &str {
    message["embeds"][0]["description"].as_str().unwrap()
}

fn has_button(message: &Value, label: &str) -> bool {
    crate::support::transcript::buttons(message).any(|button| button["label"] == label)
}
