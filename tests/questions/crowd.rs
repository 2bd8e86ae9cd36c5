//! The sample, rehearsed with an audience of two hundred: bursts, duplicates, withdrawals and a thousand votes at once; at
//! the end the record says what happened.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use talkbell::rehearsal::AnswerKind;

use crate::support::harness::Harness;
use crate::support::people::{self, CROWD, Someone, file};
use crate::support::stage::{AUDIENCE, MODERATORS, Stage, YI_MA};
use crate::support::transcript::buttons;

const PEOPLE: u64 = 200;
/// More than a thousand answers take where a busy machine runs an unoptimised bot.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many questions each of the seven talks gets, and when: two on average, in bursts.
const BURSTS: [(&str, u64); 7] =
    [("18:05", 4), ("18:21", 1), ("18:26", 2), ("18:31", 0), ("18:36", 3), ("18:41", 1), ("18:46", 3)];

/// The talk that runs at five past six.
const TALK_OF_FIRST: &str = "Dissecting Supervised";

const QUESTIONS: [&str; 14] = [
    "Why is the bound tight?",
    "How large was your dataset?",
    "Does dropout change anything?",
    "Which optimiser did you use?",
    "Can transformers benefit?",
    "Is convexity essential?",
    "Where does it break?",
    "Who labelled the images?",
    "Have you tried reinforcement learning?",
    "What inspired this architecture?",
    "Could biology learn from it?",
    "Are the experiments reproducible?",
    "When will the code appear?",
    "Should practitioners care?",
];

/// What the record must say of a question.
#[derive(Default)]
struct Expected {
    author: u64,
    voters: BTreeSet<u64>,
    state: &'static str,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_people_ask_and_vote_and_the_record_matches() {
    let mut story = Harness::begin(Stage::sample().with_guests(PEOPLE), "17:55").await;
    story.discord.wait_for_answers(PATIENCE);
    let mut expected: BTreeMap<u32, Expected> = BTreeMap::new();
    let mut asker = CROWD;
    for (time, many) in BURSTS {
        story.at(time).await;
        let authors: Vec<u64> = (0..many).map(|next| asker + next).collect();
        asker += many;
        let asking = authors.iter().map(|author| {
            let guest = guest(&story, *author);
            let question = QUESTIONS[usize::try_from(author - CROWD).unwrap()];
            async move { guest.orders("ask", json!({"question": question})).await.number() }
        });
        for (number, author) in join_all(asking).await.into_iter().zip(authors) {
            expected.insert(number, Expected { author, state: "open", ..Expected::default() });
        }
    }
    assert_eq!(expected.len(), 14, "two a talk on average, each with a number of its own");

    // Duplicates of the first question, which their authors upvote instead; and one who insists.
    let first = *expected.iter().find(|(_, it)| it.author == CROWD).unwrap().0;
    let same = "why is the bound so tight";
    for copycat in asker..asker + 5 {
        let guest = guest(&story, copycat);
        let offered = guest.orders("ask", json!({"question": same, "talk": TALK_OF_FIRST})).await;
        guest.presses(&offered, "Upvote it").await;
        expected.get_mut(&first).unwrap().voters.insert(copycat);
    }
    // Three think better of it.
    let withdrawn: Vec<(u32, u64)> = expected.iter().rev().take(3).map(|(number, it)| (*number, it.author)).collect();
    for (number, author) in withdrawn {
        let withdrew = withdraws(&story, author, number).await;
        assert!(withdrew.contains("is withdrawn"), "{withdrew}");
        expected.get_mut(&number).unwrap().state = "withdrawn";
    }

    // Everybody looks at the board, and then everybody votes at once for the five on its first page.
    let mut boards = Vec::new();
    let guests: Vec<Someone<'_>> = (0..PEOPLE).map(|next| guest(&story, CROWD + next)).collect();
    for some in guests.chunks(10) {
        let looking = some.iter().map(|guest| async move { (*guest, guest.orders("questions", json!({})).await) });
        boards.extend(join_all(looking).await);
    }
    let mut presses = Vec::new();
    for (guest, board) in &boards {
        let message: u64 = board.message()["id"].as_str().unwrap().parse().unwrap();
        for button in buttons(board.message()) {
            let id = button["custom_id"].as_str().unwrap();
            let vote = id.strip_prefix("qv").filter(|_| button["disabled"] != true);
            let Some(number) = vote.and_then(|rest| rest.split('.').next()).and_then(|it| it.parse::<u32>().ok())
            else {
                continue;
            };
            let wants = &mut expected.get_mut(&number).unwrap().voters;
            // Who wanted it already takes that back.
            if !wants.remove(&guest.id) {
                wants.insert(guest.id);
            }
            presses.push(story.discord.press(guest.id, AUDIENCE, message, id));
        }
    }
    assert!(presses.len() >= 990, "{} votes", presses.len());
    // Each is answered, with the board or a promise of it. How fast is measured elsewhere (benches/votes.rs).
    let kinds = join_all(presses).await.into_iter().map(|answer| answer.unwrap().kind);
    let is_served = |kind| matches!(kind, AnswerKind::Update | AnswerKind::DeferredUpdate);
    assert_eq!(kinds.filter(|kind| !is_served(*kind)).count(), 0, "nobody is refused");
    let counted = async || {
        let record = record(&story).await;
        record.iter().map(|row| row[5].parse::<usize>().unwrap()).sum::<usize>()
            == expected.values().map(|it| it.voters.len()).sum::<usize>()
    };
    story.until("all votes are counted", counted).await;

    // The moderator asks four questions, takes one off, and ends.
    story.at("18:50").await;
    let yi_ma = people::someone(&story, YI_MA, MODERATORS);
    let mut panel = yi_ma.orders("qa next", json!({})).await;
    for turn in 0..4 {
        let number = panel.number();
        expected.get_mut(&number).unwrap().state = "answered";
        panel = yi_ma.presses(&panel, if turn < 3 { "Next question" } else { "Answered" }).await;
    }
    let off = *expected.iter().find(|(_, it)| it.state == "open").unwrap().0;
    yi_ma.orders("qa remove", json!({"question": off.to_string(), "why": "off topic"})).await;
    expected.get_mut(&off).unwrap().state = "dismissed";
    yi_ma.orders("qa end", json!({})).await;
    story.landed().await;

    let record = record(&story).await;
    assert_eq!(record.len(), expected.len());
    for row in &record {
        let number: u32 = row[0].parse().unwrap();
        let it = &expected[&number];
        let name = format!("Guest {}", it.author - CROWD);
        let happened = (&row[4], &row[5], &row[6]);
        assert_eq!(happened, (name.as_str(), it.voters.len().to_string().as_str(), it.state), "question {number}");
    }
    let removed = record.iter().find(|row| row[6] == *"dismissed").unwrap();
    assert_eq!((&removed[11], &removed[12]), (YI_MA.to_string().as_str(), "off topic"));
}

fn guest(story: &Harness, id: u64) -> Someone<'_> {
    people::someone(story, id, AUDIENCE)
}

async fn withdraws(story: &Harness, author: u64, number: u32) -> String {
    let wanted = format!("qw/icml2021-dlt5/{number}/");
    let messages = story.discord.messages(AUDIENCE);
    let has = |message: &&serde_json::Value| buttons(message).any(|button| button["custom_id"] == wanted);
    let message = messages.iter().rev().find(has).expect("its author has the confirmation");
    let id = message["id"].as_str().unwrap().parse().unwrap();
    guest(story, author).presses_id(id, &wanted).await.text()
}

async fn record(story: &Harness) -> Vec<csv::StringRecord> {
    let yi_ma = people::someone(story, YI_MA, MODERATORS);
    let exported = yi_ma.orders("qa export", json!({})).await;
    let table = file(&exported, ".csv").await;
    csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap).collect()
}
