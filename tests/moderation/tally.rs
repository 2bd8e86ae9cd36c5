//! What the script of an evening knows of it by itself.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::support::harness::Harness;
use crate::support::people::{CROWD, Seen, someone};
use crate::support::stage::AUDIENCE;

/// What the script knows of a question.
#[derive(Clone, Debug)]
pub struct Known {
    pub author: u64,
    pub text: String,
    pub voters: BTreeSet<u64>,
    pub state: &'static str,
    pub into: Option<u32>,
}

/// The script's own idea of what happened, and its log.
#[derive(Default)]
pub struct Tally {
    pub questions: BTreeMap<u32, Known>,
    pub log: Vec<(DateTime<Utc>, String)>,
    pub askers: u64,
}

impl Tally {
    pub fn notes(&mut self, story: &Harness, who: &str, what: &str, answer: &str) {
        let first = answer.lines().next().unwrap_or_default();
        self.log.push((story.clock.now(), format!("{who} {what} → {first}")));
    }

    /// The next guest asks.
    pub async fn asks(&mut self, story: &Harness, question: &str) -> u32 {
        let author = CROWD + self.askers;
        self.askers += 1;
        let seen = someone(story, author, AUDIENCE).orders("ask", json!({"question": question})).await;
        self.takes(story, author, question, &seen)
    }

    pub fn takes(&mut self, story: &Harness, author: u64, question: &str, seen: &Seen) -> u32 {
        let known = Known { author, text: question.to_owned(), voters: BTreeSet::new(), state: "open", into: None };
        self.questions.insert(seen.number(), known);
        self.notes(story, &format!("Guest {}", author - CROWD), &format!("asks “{question}”"), &seen.text());
        seen.number()
    }

    /// Everybody who counts for a question, those of what was merged into it among them.
    pub fn wanted(&self, number: u32) -> usize {
        let mut people = self.family(number);
        people.remove(&self.questions[&number].author);
        people.len()
    }

    pub fn family(&self, number: u32) -> BTreeSet<u64> {
        let known = &self.questions[&number];
        let mut people = known.voters.clone();
        people.insert(known.author);
        for (child, _) in self.questions.iter().filter(|(_, known)| known.into == Some(number)) {
            people.extend(self.family(*child));
        }
        people
    }

    /// The fair order by itself: the talk with the fewest turns, then what is wanted most, then what is older. Bursts are of
    /// one talk each, so a question's talk is told by its burst.
    pub fn fair(&self, talk_of: &BTreeMap<u32, usize>) -> Option<u32> {
        let turns = |talk: usize| {
            let had = |(number, known): &(&u32, &Known)| {
                talk_of[*number] == talk && matches!(known.state, "answered" | "current")
            };
            self.questions.iter().filter(had).count()
        };
        let open = self.questions.iter().filter(|(_, known)| known.state == "open");
        let rank = |number: u32| (turns(talk_of[&number]), std::cmp::Reverse(self.wanted(number)), number);
        open.map(|(number, _)| *number).min_by_key(|number| rank(*number))
    }

    pub fn becomes(&mut self, number: u32, state: &'static str) {
        self.questions.get_mut(&number).unwrap().state = state;
    }
}
