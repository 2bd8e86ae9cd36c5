//! A session whose audience asks and votes, with its board.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;
use talkbell::app::BoardName;
use talkbell::questions::{Person, QaAct, QuestionId, QuestionState};
use talkbell::schedule::{ConferenceId, SessionId};
use talkbell::store::{CastVote, NewQuestion, Taken, Voted};

use crate::support::harness::Harness;
use crate::support::stage::{ADA, AUDIENCE, Stage};

pub const CONFERENCE: &str = "icml2021-dlt5";
pub const SESSION: &str = "deep-learning-theory-5";
/// Titles in the sample, and how their ids begin.
pub const FIRST_TALK: &str = "dissecting-supervised";
pub const TENSOR_PROGRAMS: &str = "tensor-programs-iv";
const MODERATOR: u64 = 4000;

pub struct Room {
    pub story: Harness,
    people: AtomicU64,
}

/// A question that is asked.
#[derive(Default)]
pub struct Asked<'a> {
    pub text: &'a str,
    /// How the talk's id begins; empty: to everybody.
    pub talk: &'a str,
    pub name: &'a str,
    pub held: bool,
}

impl Room {
    /// The sample, with its bot running and its board shown.
    pub async fn at(time: &str) -> Self {
        let mut story = Harness::begin_without_bot(Stage::sample(), time).await;
        story.configuration().push_str("[web]\nlisten = \"127.0.0.1:0\"\n");
        story.start().await.unwrap();
        Self { story, people: AtomicU64::new(100_000) }
    }

    /// Below this are all pages.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.story.web())
    }

    /// The address for everybody.
    pub fn board(&self) -> String {
        self.url(&format!("/board/{CONFERENCE}/{SESSION}"))
    }

    /// The moderator's address.
    pub fn desk(&self) -> String {
        let board = BoardName::parse(CONFERENCE, SESSION).unwrap();
        self.url(&self.story.app().boards.moderator_path(&board).unwrap())
    }

    /// Whoever starts the bot again finds it at the same address.
    pub fn keeps_its_address(&mut self) {
        let listen = format!("listen = \"{}\"", self.story.web());
        let configuration = self.story.configuration().replace("listen = \"127.0.0.1:0\"", &listen);
        *self.story.configuration() = configuration;
    }

    /// Somebody asks.
    pub async fn asks(&self, text: &str) -> QuestionId {
        self.asks_so(Asked { text, name: "Ada", talk: FIRST_TALK, held: false }).await
    }

    pub async fn asks_so(&self, asked: Asked<'_>) -> QuestionId {
        let app = self.story.app();
        let author = self.somebody();
        let new = NewQuestion {
            session: session(),
            talk: (!asked.talk.is_empty()).then(|| self.talk(asked.talk)),
            author,
            name: (!asked.name.is_empty()).then(|| asked.name.to_owned()),
            text: asked.text.to_owned(),
            state: if asked.held { QuestionState::Held } else { QuestionState::Open },
            origin: author.to_string(),
            asked: app.clock.now(),
            limit: 10,
        };
        let Taken::New(id) = app.store.ask(&conference(), &new, |_| None).await.unwrap() else {
            panic!("it is not taken")
        };
        app.questions_changed(&conference(), &session());
        id
    }

    /// So many people want a question, each of whom presses by themselves.
    pub async fn want(&self, question: QuestionId, people: u32) {
        let app = self.story.app();
        for _ in 0..people {
            let vote = CastVote { conference: conference(), question, person: self.somebody(), at: app.clock.now() };
            assert_eq!(app.store.vote(&[vote]).await.unwrap(), [Voted::Added]);
            app.questions_changed(&conference(), &session());
        }
    }

    /// Ada looks at the questions on Discord: the message, and the button of the one that is wanted most.
    pub async fn looks_at_the_questions(&self) -> (u64, String) {
        let answer = self.story.discord.command(ADA, AUDIENCE, "questions", Value::Null).await.unwrap();
        let message = answer.message.unwrap();
        let first = message["components"][0]["components"][0]["custom_id"].as_str().unwrap().to_owned();
        (message["id"].as_str().unwrap().parse().unwrap(), first)
    }

    /// Ada presses it: she wants the question, or no longer does.
    pub async fn ada_presses(&self, (message, button): &(u64, String)) {
        self.story.discord.press(ADA, AUDIENCE, *message, button).await.unwrap();
    }

    /// The moderator does something.
    pub async fn moderator(&self, act: QaAct) {
        let app = self.story.app();
        let conference = app.conferences.get(&conference()).unwrap();
        app.qa_act(&conference, &session(), &act, Person::new(MODERATOR).unwrap(), None).await.unwrap();
    }

    fn talk(&self, beginning: &str) -> talkbell::schedule::TalkId {
        let schedule = self.story.app().conferences.get(&conference()).unwrap().schedule();
        let talk = schedule.talks().find(|found| found.talk.id.as_str().starts_with(beginning));
        talk.unwrap_or_else(|| panic!("no talk {beginning}")).talk.id.clone()
    }

    fn somebody(&self) -> Person {
        Person::new(self.people.fetch_add(1, Ordering::Relaxed)).unwrap()
    }
}

fn conference() -> ConferenceId {
    CONFERENCE.parse().unwrap()
}

fn session() -> SessionId {
    SESSION.parse().unwrap()
}
