use std::collections::BTreeSet;

use super::Question;
use crate::schedule::TalkId;

/// How alike two questions must be, from 0 to 1, that the asker is shown the other one. Tried on pairs of questions such
/// as those in the tests: rephrasings lie above, other questions with the same words of the field below.
const ALIKE: f64 = 0.6;
/// How alike two words must be that one may be the other, inflected or misspelt: one slip in four letters, as in the
/// search for talks.
const SAME_WORD: f64 = 0.75;
/// Words that are in every question and say nothing about what is asked.
const SAYING_NOTHING: &[&str] = &[
    "a",
    "about",
    "actually",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "been",
    "but",
    "by",
    "can",
    "could",
    "curious",
    "did",
    "do",
    "does",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "hello",
    "her",
    "hi",
    "his",
    "how",
    "hows",
    "i",
    "if",
    "ill",
    "im",
    "in",
    "into",
    "is",
    "it",
    "its",
    "ive",
    "just",
    "know",
    "like",
    "may",
    "me",
    "might",
    "my",
    "of",
    "on",
    "or",
    "our",
    "please",
    "question",
    "really",
    "s",
    "shall",
    "she",
    "should",
    "so",
    "some",
    "speaker",
    "tell",
    "than",
    "thank",
    "thanks",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "to",
    "us",
    "very",
    "was",
    "we",
    "were",
    "what",
    "whats",
    "when",
    "where",
    "which",
    "who",
    "will",
    "with",
    "wonder",
    "wondering",
    "would",
    "you",
    "your",
    "youre",
];

/// A question that may be the same as another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike<'a> {
    /// The question.
    pub question: &'a Question,
    /// How alike the two are, from 0 to 1.
    pub likeness: f64,
}

/// The questions on the board about the same talk that may be the same as `text`, most alike first. The same words about
/// another talk ask something else.
#[must_use]
pub fn alike<'a>(questions: &'a [Question], talk: Option<&TalkId>, text: &str) -> Vec<Alike<'a>> {
    let open = questions.iter().filter(|question| question.state.is_public() && question.talk.as_ref() == talk);
    let compared = open.map(|question| Alike { question, likeness: likeness(&question.text, text) });
    let mut found: Vec<Alike<'a>> = compared.filter(|alike| alike.likeness >= ALIKE).collect();
    found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.question.id.cmp(&b.question.id)));
    found
}

/// How alike two questions are, from 0 to 1: the part of their telling words that they share, whatever the order.
#[must_use]
pub fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (telling_words(one), telling_words(other));
    let all = one.len() + other.len();
    if all == 0 {
        return 0.0;
    }
    let shared = |from: &BTreeSet<String>, of: &BTreeSet<String>| -> usize {
        from.iter().filter(|word| of.contains(*word) || of.iter().any(|other| is_same_word(word, other))).count()
    };
    #[expect(clippy::cast_precision_loss, reason = "a question has few words")]
    let part = (shared(&one, &other) + shared(&other, &one)) as f64 / all as f64;
    part
}

/// The words that say what is asked; all words where none does.
fn telling_words(text: &str) -> BTreeSet<String> {
    // "don't" is one word.
    let whole = text.to_lowercase().replace(['\'', '’'], "");
    let words = || whole.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let telling: BTreeSet<String> = words().filter(|w| !SAYING_NOTHING.contains(w)).map(str::to_owned).collect();
    if telling.is_empty() { words().map(str::to_owned).collect() } else { telling }
}

fn is_same_word(one: &str, other: &str) -> bool {
    // Of two short words or numbers, one letter makes another word: "GAN" and "RAN", 10 and 100.
    let long = one.chars().count().min(other.chars().count()) >= 4;
    long && strsim::normalized_damerau_levenshtein(one, other) >= SAME_WORD
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::QuestionState;
    use super::super::question::tests::question;
    use super::*;

    #[test]
    fn rephrasings_and_slips_are_alike_and_other_questions_are_not() {
        let same = [
            ("What is the runtime on ImageNet?", "what's the runtime on imagenet"),
            ("How does this scale to larger models?", "Does it scale to large models?"),
            ("Why do you need the smoothness assumption?", "why is the smoothness asumption needed??"),
            ("Is the code available?", "Will the code be available, please?"),
            ("WHY?", "why"),
        ];
        for (one, other) in same {
            assert!(likeness(one, other) >= ALIKE, "{one} / {other}: {}", likeness(one, other));
        }
        let different = [
            ("What is the runtime on ImageNet?", "What is the accuracy on ImageNet?"),
            ("How does this scale to larger models?", "How does this compare to larger datasets?"),
            ("Why do you need the smoothness assumption?", "Does the proof work without convexity?"),
            ("Why?", "How?"),
            ("", "Why?"),
        ];
        for (one, other) in different {
            assert!(likeness(one, other) < ALIKE, "{one} / {other}: {}", likeness(one, other));
        }
    }

    #[test]
    fn only_what_stands_on_the_board_about_the_same_talk_is_offered() {
        let talk: TalkId = "first".parse().unwrap();
        let mut questions: Vec<Question> = (1..=4)
            .map(|number| Question {
                talk: Some(talk.clone()),
                text: "Is the code available?".to_owned(),
                ..question(number)
            })
            .collect();
        questions[0].talk = None;
        questions[1].state = QuestionState::Held;
        questions[2].text = "Is the source code available?".to_owned();
        let found = alike(&questions, Some(&talk), "is the code available");
        let ids: Vec<u32> = found.iter().map(|alike| alike.question.id.get()).collect();
        assert_eq!(ids, [4, 3]);
    }

    proptest! {
        #[test]
        fn likeness_is_a_part_of_the_whole_and_goes_both_ways(one in "\\PC{0,60}", other in "\\PC{0,60}") {
            let there = likeness(&one, &other);
            prop_assert!((0.0..=1.0).contains(&there), "{}", there);
            prop_assert!((there - likeness(&other, &one)).abs() < 1e-9);
        }
    }
}
