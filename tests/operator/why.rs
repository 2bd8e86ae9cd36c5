//! "Why this message?", from the menu of a message.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use talkbell::announce::{ChannelId, GuildId, NoticeKey, UserId};
use talkbell::app::{Answer, App, Asked, Asker, Conferences, Question};
use talkbell::clock::Clock;
use talkbell::rehearsal::{Fault, FaultKind, Target};
use talkbell::store::Store;
use talkbell::text::Words;

use crate::support::harness::Harness;
use crate::support::page::SAMPLE;
use crate::support::stage::{ADA, AUDIENCE, LOUNGE, Stage};

const COMMAND: &str = "Why this message?";

fn last_message(story: &Harness, channel: u64) -> u64 {
    story.discord.messages(channel).last().unwrap()["id"].as_str().unwrap().parse().unwrap()
}

async fn why(story: &Harness, channel: u64, message: u64) -> (String, bool) {
    let answer = story.discord.message_command(ADA, channel, message, COMMAND).await.unwrap();
    (answer.message.unwrap()["content"].as_str().unwrap().to_owned(), answer.ephemeral)
}

#[tokio::test]
async fn a_message_tells_what_it_is_and_how_it_came() {
    let mut story = Harness::begin(Stage::sample(), "17:54").await;
    story.at("17:55").await;
    let bell = last_message(&story, AUDIENCE);
    let (said, ephemeral) = why(&story, AUDIENCE, bell).await;
    insta::assert_snapshot!(said, @r"
    This is the bell before **Dissecting Supervised Constrastive Learning**.
    Due: <t:1626915300:D>, <t:1626915300:T>
    Posted: <t:1626915300:T>, on time
    The first attempt reached Discord.
    ");
    assert!(ephemeral);
}

#[tokio::test]
async fn lateness_and_attempts_are_told() {
    let mut story = Harness::begin(Stage::sample(), "17:59").await;
    story.discord.inject(Fault::posting(AUDIENCE, 2, FaultKind::TooMany { retry_after: Duration::from_millis(20) }));
    story.stop().await;
    story.at("18:03:20").await;
    story.start().await.unwrap();
    let start = last_message(&story, AUDIENCE);
    let (said, _) = why(&story, AUDIENCE, start).await;
    assert!(said.contains(", 3 minutes late\nIt took "), "{said}");
}

#[tokio::test]
async fn what_could_not_be_corrected_is_admitted_until_it_is() {
    let story = Harness::begin(Stage::sample(), "18:19").await;
    let bell = last_message(&story, AUDIENCE);
    let on = Target::Request { method: "PATCH".to_owned(), path: format!("/channels/{AUDIENCE}/messages/{bell}") };
    story.discord.inject(Fault { on, times: 1, kind: FaultKind::Status(403) });
    story.rewrites_programme(&SAMPLE.replace("18:20 - 18:25 PDT", "18:56 - 19:01 PDT"));
    story.rereads_programme().await;
    insta::assert_snapshot!(why(&story, AUDIENCE, bell).await.0, @r"
    This is the bell before **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**.
    Due: <t:1626916740:D>, <t:1626916740:T>
    Posted: <t:1626916740:T>, on time
    The first attempt reached Discord.
    The programme has changed since, and I could not correct this message: Discord answered 403 Forbidden: 403: Forbidden. Give talkbell View Channel, Send Messages and Embed Links there.
    ");
    story.rewrites_programme(&SAMPLE.replace("18:20 - 18:25 PDT", "18:57 - 19:02 PDT"));
    story.rereads_programme().await;
    let (said, _) = why(&story, AUDIENCE, bell).await;
    assert!(!said.contains("could not correct"), "{said}");
}

#[tokio::test]
async fn what_is_not_ours_gets_a_kind_word() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("17:50").await;
    let said: Value = story.discord.say(ADA, LOUNGE, "Where is the coffee?").unwrap();
    let message = said["id"].as_str().unwrap().parse().unwrap();
    insta::assert_snapshot!(why(&story, LOUNGE, message).await.0, @"That is none of my announcements, so I know nothing of it. Choose one that I posted by myself, such as the bell before a talk.");
    let answer = story.discord.message_command(ADA, LOUNGE, 12, COMMAND).await.unwrap_err();
    assert_eq!(answer.to_string(), "there is no such message");
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_admitted_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite:{}", folder.path().join("talkbell.db").display())).await.unwrap();
    let app = Arc::new(App::new(Clock::system(), store, Words::english(), Conferences::default()));
    let ask = async |notice: &str| {
        let question = Question::Why(Some(NoticeKey::from(notice.to_owned()).digest()));
        let place = (GuildId::new(1000), ChannelId::new(2000).unwrap());
        let asker = Asker {
            user: UserId::new(5000).unwrap(),
            name: "Ada".to_owned(),
            roles: Vec::new(),
            manages_server: false,
            locale: None,
        };
        let asked = Asked { id: 1, guild: place.0, channel: place.1, asker, public: true, question };
        match app.respond(&asked).await {
            Answer::Message { message, public: false } => message.content,
            other => panic!("a message for the asker alone is expected, not {other:?}"),
        }
    };
    insta::assert_snapshot!(ask("unheard of").await, @"That looks like an announcement of mine, but my records do not hold it.");
    app.store.close().await;
    insta::assert_snapshot!(ask("unheard of").await, @"I cannot look into my records just now. Please ask once more in a moment.");
}
