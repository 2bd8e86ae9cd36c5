//! The sample, rehearsed whole: two hundred people who ask in bursts, ask the same, think better of it and vote; a moderator who
//! checks in late, gives more time, skips a talk, slips and undoes; the Q&A from the panel; and a record that says what
//! happened, against a tally that the script keeps for itself.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::harness::{Harness, is_panel};
use crate::support::moderator::{does, panel_says, presses, presses_directly, presses_panel};
use crate::support::people::{CROWD, Someone, file, someone};
use crate::support::stage::{ADA, AUDIENCE, MODERATORS, Stage, YI_MA};
use crate::support::transcript::{self, buttons};
use crate::tally::Tally;

const PEOPLE: u64 = 200;
const ZONE: chrono_tz::Tz = chrono_tz::America::Los_Angeles;

/// When how many ask: fourteen, two a talk on average, most of them in bursts.
const BURSTS: [(&str, &[&str]); 6] = [
    (
        "18:06",
        &[
            "Why is the bound tight?",
            "How large was your dataset?",
            "Does dropout change anything?",
            "Which optimiser did you use?",
        ],
    ),
    ("18:27", &["Can transformers benefit?", "Is convexity essential?"]),
    ("18:33", &["Where does it break?"]),
    ("18:38", &["Who labelled the images?", "Have you tried reinforcement learning?", "What inspired this?"]),
    ("18:43", &["Could biology learn from it?"]),
    ("18:48", &["Are the experiments reproducible?", "When will the code appear?", "Should practitioners care?"]),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::too_many_lines, reason = "a whole evening is one story")]
async fn the_whole_evening_and_its_record() {
    let mut story = Harness::begin(Stage::sample().with_guests(PEOPLE).with_speaker("Greg Yang", ADA), "17:40").await;
    let mut tally = Tally::default();
    let mut talk_of: BTreeMap<u32, usize> = BTreeMap::new();

    // A moderator who checks in late.
    story.at("17:56").await;
    let here = presses_directly(&story, YI_MA, "I'm here").await;
    tally.notes(&story, "Yi Ma", "presses I'm here", &here);

    // The first talk begins in time and needs five minutes more; the second one does not take place; a slip is undone.
    let [first, rest @ ..] = &BURSTS;
    story.at(first.0).await;
    for question in first.1 {
        talk_of.insert(tally.asks(&story, question).await, 0);
    }
    for (time, press) in [("18:12", "+5 min"), ("18:22", "Skip"), ("18:32", "+1 min"), ("18:32:30", "Undo")] {
        if time == "18:32" {
            story.at(rest[0].0).await;
            for question in rest[0].1 {
                talk_of.insert(tally.asks(&story, question).await, 1);
            }
        }
        story.at(time).await;
        let done = does(&story, YI_MA, press).await;
        tally.notes(&story, "Yi Ma", &format!("presses {press}"), done.lines().last().unwrap());
    }
    for (talk, (time, questions)) in (2..).zip(&rest[1..]) {
        story.at(time).await;
        for question in *questions {
            talk_of.insert(tally.asks(&story, question).await, talk);
        }
    }
    assert_eq!(tally.questions.len(), 14, "two a talk on average");

    // Three who would ask the same upvote it instead; one insists, and is merged.
    let popular = 1;
    let same = json!({"question": "why is the bound so tight", "talk": "dissecting supervised"});
    for _ in 0..3 {
        let copycat = CROWD + tally.askers;
        tally.askers += 1;
        let guest = someone(&story, copycat, AUDIENCE);
        let offered = guest.orders("ask", same.clone()).await;
        guest.presses(&offered, "Upvote it").await;
        tally.questions.get_mut(&popular).unwrap().voters.insert(copycat);
    }
    let insister = CROWD + tally.askers;
    tally.askers += 1;
    let guest = someone(&story, insister, AUDIENCE);
    let offered = guest.orders("ask", same).await;
    let anyway = guest.presses(&offered, "Ask mine anyway").await;
    let twin = tally.takes(&story, insister, "why is the bound so tight", &anyway);
    talk_of.insert(twin, 0);
    let merge = json!({"question": twin.to_string(), "into": popular.to_string()});
    // Whoever voted for it before counts for the other from then on.
    let fan = CROWD + 150;
    votes(&story, &mut tally, fan, &[twin, popular]).await;
    let merged = someone(&story, YI_MA, MODERATORS).orders("qa merge", merge).await;
    tally.notes(&story, "Yi Ma", &format!("merges #{twin} into #{popular}"), &merged.text());
    tally.questions.get_mut(&twin).unwrap().into = Some(popular);
    tally.becomes(twin, "merged");

    // Two think better of it.
    for number in [3, 14] {
        let author = tally.questions[&number].author;
        let withdrawn = withdraws(&story, author, number).await;
        tally.notes(&story, &format!("Guest {}", author - CROWD), &format!("withdraws #{number}"), &withdrawn);
        tally.becomes(number, "withdrawn");
    }

    // Sixty people vote, each for what a die shows.
    let mut die = 2021_u64;
    for guest in 100..160 {
        die = die.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let open = tally.questions.iter().filter(|(_, it)| it.state == "open").map(|(number, _)| *number);
        let open: Vec<u32> = open.collect();
        let chosen = open[usize::try_from(die >> 33).unwrap() % open.len()];
        votes(&story, &mut tally, CROWD + guest, &[chosen]).await;
    }

    // The Q&A, from the panel.
    story.at("18:52").await;
    panel_says(&story, "12 questions are open").await;
    let opened = presses_panel(&story, YI_MA, "Open Q&A").await;
    tally.notes(&story, "Yi Ma", "presses Open Q&A", &opened);
    panel_says(&story, "the opening of the Q&A").await;
    let mut current: Option<u32> = None;
    for press in [
        "Next question",
        "Next question",
        "Undo",
        "Answered",
        "Next question",
        "Dismiss",
        "Next question",
        "Next question",
    ] {
        story.clock.step(TimeDelta::seconds(20));
        let said =
            if press == "Undo" { does(&story, YI_MA, press).await } else { presses_panel(&story, YI_MA, press).await };
        tally.notes(&story, "Yi Ma", &format!("presses {press}"), said.trim_end().lines().last().unwrap());
        match (press, current) {
            ("Next question", _) => {
                current.into_iter().for_each(|asked| tally.becomes(asked, "answered"));
                current = tally.fair(&talk_of);
                let asked = current.unwrap();
                tally.becomes(asked, "current");
                assert!(
                    said.starts_with(&format!("Please ask now **#{asked}**")),
                    "{said}, and #{asked} would be fair"
                );
                panel_says(&story, &format!("Being asked: **#{asked}**")).await;
            }
            // A step too far: the one before is being asked again.
            ("Undo", Some(too_far)) => {
                let before = *tally.questions.iter().find(|(_, it)| it.state == "answered").unwrap().0;
                tally.becomes(too_far, "open");
                tally.becomes(before, "current");
                current = Some(before);
                panel_says(&story, &format!("Being asked: **#{before}**")).await;
            }
            (_, asked) => {
                tally.becomes(asked.unwrap(), if press == "Answered" { "answered" } else { "dismissed" });
                current = None;
                story.until("nothing is being asked", async || !story.panel(MODERATORS).contains("Being asked")).await;
            }
        }
    }
    story.at("18:56").await;
    let end = presses_panel(&story, YI_MA, "End Q&A").await;
    let ended = presses(&story, YI_MA, MODERATORS, "Confirm").await;
    tally.notes(&story, "Yi Ma", "presses End Q&A", &end);
    tally.notes(&story, "Yi Ma", "confirms", &ended);
    current.into_iter().for_each(|asked| tally.becomes(asked, "answered"));
    let threads = async || {
        let filled = |entry: &&talkbell::store::Entry| entry.notice.kind.as_str() == "questions-in-thread";
        let left: BTreeSet<usize> =
            tally.questions.iter().filter(|(_, it)| it.state == "open").map(|(number, _)| talk_of[number]).collect();
        story.outbox().await.iter().filter(filled).count() == left.len()
    };
    story.until("what is left goes on in threads", threads).await;
    story.at("19:10").await;

    assert_snapshot!(evening(&story, &tally), @"
    17:45:00 to Yi Ma: **Yi Ma**: **Deep Learning Theory 5** starts at 18:00, in 15 min, in <#2000>. Please be there and check your microphone.
    17:45:00 to Greg Yang: **Greg Yang**: you speak in **Deep Learning Theory 5**, which starts at 18:00, in 15 min, in <#2000>. Please be there, check your microphone, and press **I'm here**.
    17:50:00 #theory-5: **Deep Learning Theory 5** starts at 18:00, in 10 min.
    17:50:00 to Yi Ma: **Yi Ma**: **Deep Learning Theory 5** starts in 10 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    17:50:00 to Greg Yang: **Greg Yang**: you speak in **Deep Learning Theory 5**, which starts at 18:00, in 10 min, in <#2000>. Please be there, check your microphone, and press **I'm here**.
    17:55:00 #theory-5: <@&3000> Oral at 18:00, in 5 min: **Dissecting Supervised Constrastive Learning** by Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    17:55:00 to Yi Ma: **Yi Ma**: **Deep Learning Theory 5** starts in 5 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    17:55:00 to Greg Yang: **Greg Yang**: you speak in **Deep Learning Theory 5**, which starts at 18:00, in 5 min, in <#2000>. Please be there, check your microphone, and press **I'm here**.
    17:56:00    Yi Ma presses I'm here → Thank you, I have noted that you are there. **Deep Learning Theory 5** starts in 4 min. Your panel is in <#2001>.
    18:00:00 #theory-5: Now: **Dissecting Supervised Constrastive Learning**
    18:06:00    Guest 0 asks “Why is the bound tight?” → Your question **#1** to **Dissecting Supervised Constrastive Learning** is on the board, asked as Guest 0:
    18:06:00    Guest 1 asks “How large was your dataset?” → Your question **#2** to **Dissecting Supervised Constrastive Learning** is on the board, asked as Guest 1:
    18:06:00    Guest 2 asks “Does dropout change anything?” → Your question **#3** to **Dissecting Supervised Constrastive Learning** is on the board, asked as Guest 2:
    18:06:00    Guest 3 asks “Which optimiser did you use?” → Your question **#4** to **Dissecting Supervised Constrastive Learning** is on the board, asked as Guest 3:
    18:12:00    Yi Ma presses +5 min → Done: +5 min for **Dissecting Supervised Constrastive Learning**. **Undo** on the panel takes it back.
    18:12:00 #theory-5: The programme has changed:
    18:12:00 to Greg Yang: The programme has changed, in 2 places:
    18:20:00 to Yi Ma: **5 minutes left** for **Dissecting Supervised Constrastive Learning**.
    18:22:00    Yi Ma presses Skip → Done: the skip of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**. **Undo** on the panel takes it back.
    18:22:00 #theory-5: The programme has changed, in 2 places:
    18:22:00 to Greg Yang: The programme has changed, in 2 places:
    18:23:00 to Yi Ma: **2 minutes left** for **Dissecting Supervised Constrastive Learning**.
    18:24:00 #theory-5: <@&3000> Spotlight at 18:25, in 1 min: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** by Greg Yang · Edward Hu
    18:24:00 to Yi Ma: **1 minute left** for **Dissecting Supervised Constrastive Learning**.
    18:25:00 #theory-5: Now: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    18:25:00 to Yi Ma: **Time is up** for **Dissecting Supervised Constrastive Learning**. Next: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**, at 18:25.
    18:27:00    Guest 4 asks “Can transformers benefit?” → Your question **#5** to **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** is on the board, asked as Guest 4:
    18:27:00    Guest 5 asks “Is convexity essential?” → Your question **#6** to **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** is on the board, asked as Guest 5:
    18:28:00 to Yi Ma: **2 minutes left** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    18:28:00 to Greg Yang: **2 minutes left** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    18:29:00 #theory-5: <@&3000> Spotlight at 18:30, in 1 min: **Scaling Properties of Deep Residual Networks** by Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu
    18:29:00 to Yi Ma: **1 minute left** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    18:29:00 to Greg Yang: **1 minute left** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    18:30:00 #theory-5: Now: **Scaling Properties of Deep Residual Networks**
    18:30:00 to Yi Ma: **Time is up** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**. Next: **Scaling Properties of Deep Residual Networks**, at 18:30.
    18:30:00 to Greg Yang: **Time is up** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**. Next: **Scaling Properties of Deep Residual Networks**, at 18:30.
    18:32:00    Yi Ma presses +1 min → Done: +1 min for **Scaling Properties of Deep Residual Networks**. **Undo** on the panel takes it back.
    18:32:00 #theory-5: The programme has changed:
    18:32:00 to Greg Yang: The programme has changed:
    18:32:30    Yi Ma presses Undo → Undone: +1 min for **Scaling Properties of Deep Residual Networks**.
    18:32:30 #theory-5: The programme has changed:
    18:32:30 to Greg Yang: The programme has changed:
    18:33:00    Guest 6 asks “Where does it break?” → Your question **#7** to **Scaling Properties of Deep Residual Networks** is on the board, asked as Guest 6:
    18:33:00 to Yi Ma: **2 minutes left** for **Scaling Properties of Deep Residual Networks**.
    18:34:00 #theory-5: <@&3000> Spotlight at 18:35, in 1 min: **Contrastive Learning Inverts the Data Generating Process** by Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel
    18:34:00 to Yi Ma: **1 minute left** for **Scaling Properties of Deep Residual Networks**.
    18:35:00 #theory-5: Now: **Contrastive Learning Inverts the Data Generating Process**
    18:35:00 to Yi Ma: **Time is up** for **Scaling Properties of Deep Residual Networks**. Next: **Contrastive Learning Inverts the Data Generating Process**, at 18:35.
    18:38:00    Guest 7 asks “Who labelled the images?” → Your question **#8** to **Contrastive Learning Inverts the Data Generating Process** is on the board, asked as Guest 7:
    18:38:00    Guest 8 asks “Have you tried reinforcement learning?” → Your question **#9** to **Contrastive Learning Inverts the Data Generating Process** is on the board, asked as Guest 8:
    18:38:00    Guest 9 asks “What inspired this?” → Your question **#10** to **Contrastive Learning Inverts the Data Generating Process** is on the board, asked as Guest 9:
    18:38:00 to Yi Ma: **2 minutes left** for **Contrastive Learning Inverts the Data Generating Process**.
    18:39:00 #theory-5: <@&3000> Spotlight at 18:40, in 1 min: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics** by Greg Yang · Etai Littwin
    18:39:00 to Yi Ma: **1 minute left** for **Contrastive Learning Inverts the Data Generating Process**.
    18:40:00 #theory-5: Now: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    18:40:00 to Yi Ma: **Time is up** for **Contrastive Learning Inverts the Data Generating Process**. Next: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**, at 18:40.
    18:43:00    Guest 10 asks “Could biology learn from it?” → Your question **#11** to **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics** is on the board, asked as Guest 10:
    18:43:00 to Yi Ma: **2 minutes left** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**.
    18:43:00 to Greg Yang: **2 minutes left** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**.
    18:44:00 #theory-5: <@&3000> Spotlight at 18:45, in 1 min: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training** by Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy
    18:44:00 to Yi Ma: **1 minute left** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**.
    18:44:00 to Greg Yang: **1 minute left** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**.
    18:45:00 #theory-5: Now: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**
    18:45:00 to Yi Ma: **Time is up** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**. Next: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**, at 18:45.
    18:45:00 to Yi Ma: **Yi Ma**: **Q&A in 5 minutes**, at 18:50, in **Deep Learning Theory 5**. It lasts until 18:55.
    18:45:00 to Greg Yang: **Time is up** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**. Next: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**, at 18:45.
    18:48:00    Guest 11 asks “Are the experiments reproducible?” → Your question **#12** to **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training** is on the board, asked as Guest 11:
    18:48:00    Guest 12 asks “When will the code appear?” → Your question **#13** to **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training** is on the board, asked as Guest 12:
    18:48:00    Guest 13 asks “Should practitioners care?” → Your question **#14** to **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training** is on the board, asked as Guest 13:
    18:48:00    Guest 17 asks “why is the bound so tight” → Your question **#15** to **Dissecting Supervised Constrastive Learning** is on the board, asked as Guest 17:
    18:48:00    Yi Ma merges #15 into #1 → **#15** is merged into **#1**, which has 5 votes now.
    18:48:00    Guest 2 withdraws #3 → Your question **#3** is withdrawn:
    18:48:00    Guest 13 withdraws #14 → Your question **#14** is withdrawn:
    18:48:00 to Yi Ma: **2 minutes left** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**.
    18:49:00 #theory-5: <@&3000> Q&A at 18:50, in 1 min: get your questions ready.
    18:49:00 to Yi Ma: **1 minute left** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**.
    18:50:00 #theory-5: **Q&A** in **Deep Learning Theory 5**, until 18:55. Ask the speakers with the button or /ask.
    18:50:00 to Yi Ma: **Time is up** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**. Next: **Q&A**, at 18:50.
    18:50:00 to Yi Ma: **Yi Ma**: **Q&A now** in <#2000>, until 18:55.
    18:52:00    Yi Ma presses Open Q&A → The Q&A is open. **Next question** on the panel takes the first question.
    18:52:00 #theory-5: The **Q&A** of **Deep Learning Theory 5** is open. Ask with the button or /ask, and upvote what you want to know. Most wanted so far:
    18:52:20    Yi Ma presses Next question → Please ask now **#5**: “Can transformers benefit?”
    18:52:20 #theory-5: **Question #5** to **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** (Greg Yang · Edward Hu):
    18:52:40    Yi Ma presses Next question → Please ask now **#1**: “Why is the bound tight?”
    18:52:40 #theory-5: **Question #1** is back on the board, and not being asked just now:
    18:53:00    Yi Ma presses Undo → Undone: the step to question **#1**.
    18:53:00 to Yi Ma: **Yi Ma**: **2 minutes left** in the Q&A of **Deep Learning Theory 5**. It ends at 18:55.
    18:53:20    Yi Ma presses Answered → Marked as answered. **Next question** takes the next one.
    18:53:40    Yi Ma presses Next question → Please ask now **#1**: “Why is the bound tight?”
    18:53:40 #theory-5: **Question #1** is not asked after all:
    18:54:00    Yi Ma presses Dismiss → Taken off the board. It stays on record, and **Undo** brings it back.
    18:54:00 to Yi Ma: **1 minute left** for **Q&A**.
    18:54:20    Yi Ma presses Next question → Please ask now **#7**: “Where does it break?”
    18:54:20 #theory-5: **Question #7** to **Scaling Properties of Deep Residual Networks** (Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu):
    18:54:40    Yi Ma presses Next question → Please ask now **#10**: “What inspired this?”
    18:54:40 #theory-5: **Question #10** to **Contrastive Learning Inverts the Data Generating Process** (Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel):
    18:55:00 #theory-5: **Deep Learning Theory 5** has ended. Thank you to Yi Ma and to everyone who spoke, asked and listened.
    18:55:00 to Yi Ma: **Time is up** for **Q&A**.
    18:56:00    Yi Ma presses End Q&A → End the Q&A? The 8 questions that are left go on in threads. **#10**, which is being asked, counts as answered.
    18:56:00    Yi Ma confirms → The Q&A has ended. What is left goes on in threads.
    18:56:00 #theory-5: 2 questions about **Dissecting Supervised Constrastive Learning** are left. They go on in this thread.
    18:56:00 #theory-5: One question about **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** is left. It goes on in this thread.
    18:56:00 #theory-5: 2 questions about **Contrastive Learning Inverts the Data Generating Process** are left. They go on in this thread.
    18:56:00 #theory-5: One question about **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics** is left. It goes on in this thread.
    18:56:00 #theory-5: 2 questions about **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training** are left. They go on in this thread.
    ");
    let exported = someone(&story, YI_MA, MODERATORS).orders("qa export", json!({})).await;
    let table = file(&exported, ".csv").await;
    let rows = csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(rows.len(), tally.questions.len());
    for row in rows {
        let number: u32 = row[0].parse().unwrap();
        let known = &tally.questions[&number];
        let into = known.into.map(|into| into.to_string()).unwrap_or_default();
        let happened = [&row[3], &row[4], &row[5], &row[6], &row[7]];
        let (name, votes) = (format!("Guest {}", known.author - CROWD), tally.wanted(number).to_string());
        assert_eq!(happened, [known.text.as_str(), &name, &votes, known.state, &into], "question {number}");
        assert_eq!(row[9].is_empty(), !was_asked(&tally, number), "{row:?}");
    }
}

/// Whether it was asked at some time, as the log tells.
fn was_asked(tally: &Tally, number: u32) -> bool {
    let asked = format!("Please ask now **#{number}**");
    tally.log.iter().any(|(_, line)| line.contains(&asked)) && tally.questions[&number].state != "open"
}

/// Somebody votes for these.
async fn votes(story: &Harness, tally: &mut Tally, guest: u64, numbers: &[u32]) {
    for number in numbers {
        presses_vote(story, guest, *number).await;
        toggles(tally, guest, *number);
    }
}

/// Who wanted it already, in whatever words, takes that back; nobody votes for what they asked themselves.
fn toggles(tally: &mut Tally, guest: u64, number: u32) {
    if tally.questions[&number].author == guest {
        return;
    }
    let children: Vec<u32> =
        tally.questions.iter().filter(|(_, it)| it.into == Some(number)).map(|(child, _)| *child).collect();
    let family: Vec<u32> = children.into_iter().chain([number]).collect();
    let mut had = false;
    for member in &family {
        had |= tally.questions.get_mut(member).unwrap().voters.remove(&guest);
    }
    if !had {
        tally.questions.get_mut(&number).unwrap().voters.insert(guest);
    }
}

async fn presses_vote(story: &Harness, guest: u64, number: u32) {
    let somebody = someone(story, guest, AUDIENCE);
    let mut board = somebody.orders("questions", json!({})).await;
    loop {
        let wanted = format!("qv{number}.");
        let vote = buttons(board.message()).find(|it| it["custom_id"].as_str().unwrap().starts_with(&wanted));
        if let Some(vote) = vote {
            let message = board.message()["id"].as_str().unwrap().parse().unwrap();
            somebody.presses_id(message, vote["custom_id"].as_str().unwrap()).await;
            return;
        }
        board = somebody.presses(&board, "More").await;
    }
}

async fn withdraws(story: &Harness, author: u64, number: u32) -> String {
    let wanted = format!("qw/icml2021-dlt5/{number}/");
    let messages = story.discord.messages(AUDIENCE);
    let has = |message: &&Value| buttons(message).any(|button| button["custom_id"] == wanted);
    let message = messages.iter().rev().find(has).expect("its author has the confirmation");
    let id = message["id"].as_str().unwrap().parse().unwrap();
    let author: Someone<'_> = someone(story, author, AUDIENCE);
    author.presses_id(id, &wanted).await.text()
}

/// Everything that was said and done, in order, a line each.
fn evening(story: &Harness, tally: &Tally) -> String {
    let mut lines: Vec<(DateTime<Utc>, u8, String)> =
        tally.log.iter().map(|(at, line)| (*at, 0, format!("   {line}"))).collect();
    let places = [
        (AUDIENCE, "#theory-5"),
        (MODERATORS, "#moderators"),
        (story.discord.direct_channel(YI_MA), "to Yi Ma"),
        (story.discord.direct_channel(ADA), "to Greg Yang"),
        (story.discord.direct_channel(CROWD), "to Guest 0"),
    ];
    for (rank, (channel, name)) in (1..).zip(places) {
        let unasked = |message: &Value| message["interaction_metadata"].is_null() && !is_panel(message);
        for message in story.discord.messages(channel).into_iter().filter(unasked) {
            let at: DateTime<Utc> = message["timestamp"].as_str().unwrap().parse().unwrap();
            let said = transcript::said(&message, ZONE);
            let first = said.lines().next().unwrap_or_default().to_owned();
            lines.push((at, rank, format!("{name}: {first}")));
        }
    }
    lines.sort_by_key(|(at, rank, _)| (*at, *rank));
    let line =
        |(at, _, line): &(DateTime<Utc>, u8, String)| format!("{} {line}", at.with_timezone(&ZONE).format("%H:%M:%S"));
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}
