use std::collections::BTreeSet;

use super::super::markdown::shorten;
use super::super::parts::Scene;
use super::super::{Button, Choice, Embed, Message, Style, Tone};
use super::parts::session_title;
use super::{Asking, View};
use crate::questions::{Board, Person, Question, QuestionId, Stage};

/// Questions on a page: a row of buttons.
const PAGE: usize = 5;
/// Characters of a page, beside which a headline has room.
const PAGE_LIMIT: usize = 3700;
/// Characters of a question on a board.
const LENGTH: usize = 1200;
/// Choices of an autocompletion, and the characters of one: Discord's documentation of application commands.
const CHOICES: usize = 25;
const CHOICE_LIMIT: usize = 100;

/// A page of the questions, most wanted first, counted from 0, for someone who wants these of them.
#[must_use]
pub fn board_page(
    scene: &Scene<'_>,
    board: &Board,
    view: &View,
    page: u8,
    reader: Person,
    wants: &BTreeSet<QuestionId>,
) -> Message {
    let listed: Vec<&Question> = match view {
        View::Session(_) => board.open(),
        View::Talk(talk) => {
            board.by_talk.iter().filter(|of| of.talk.as_ref() == Some(talk)).flat_map(|of| &of.open).collect()
        }
    };
    let entry = |question: &&Question| entry(scene, question, view, reader);
    let entries: Vec<(&Question, String)> = listed.iter().map(|question| (*question, entry(question))).collect();
    let pages = pages(&entries);
    let page = usize::from(page).min(pages.len().saturating_sub(1));
    let shown = pages.get(page).copied().unwrap_or_default();

    let votes = shown.iter().map(|(question, _)| vote(scene, question, view, page, reader, wants));
    let turn = |label: &str, to: usize| {
        let to = u8::try_from(to).unwrap_or(u8::MAX);
        scene.asking(label, Asking::Board(view.clone(), to))
    };
    let earlier = (page > 0).then(|| turn("button-earlier", page - 1));
    let later = (page + 1 < pages.len()).then(|| turn("button-later", page + 1));
    let ask = match view {
        View::Talk(talk) => Asking::About(talk.clone()),
        View::Session(session) => Asking::Which(session.clone()),
    };
    let below = earlier.into_iter().chain(later).chain([scene.asking("button-ask", ask).styled(Style::Main)]);
    let below = below.enumerate().map(|(at, button)| if at == 0 { button.in_new_row() } else { button });

    let link = match view {
        View::Session(session) => scene.board_link(session),
        View::Talk(_) => None,
    };
    let text = shown.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
    let counted = [("page", (page + 1).into()), ("pages", pages.len().into()), ("count", listed.len().into())];
    Message {
        content: headline(scene, board, view, listed.is_empty()),
        embed: (!text.is_empty()).then(|| Embed {
            description: text,
            footer: (pages.len() > 1).then(|| scene.say("questions-page", &counted)),
            tone: Tone::Questions,
            ..Embed::default()
        }),
        buttons: votes.chain(below).collect(),
        links: link.into_iter().collect(),
        ..Message::default()
    }
}

/// What autocompletion offers for a question: its number and words, those that match what is typed.
#[must_use]
pub fn question_choices<'a>(questions: impl Iterator<Item = &'a Question>, typed: &str) -> Vec<Choice> {
    let wanted = typed.trim().trim_start_matches('#').to_lowercase();
    let matches = |question: &&Question| {
        question.id.to_string().starts_with(&wanted) || question.text.to_lowercase().contains(&wanted)
    };
    let choice = |question: &Question| Choice {
        name: shorten(&format!("#{} {}", question.id, question.text), CHOICE_LIMIT),
        value: question.id.to_string(),
    };
    questions.filter(matches).take(CHOICES).map(choice).collect()
}

fn headline(scene: &Scene<'_>, board: &Board, view: &View, empty: bool) -> String {
    let place = match view {
        View::Session(session) => session_title(scene, session),
        View::Talk(talk) => board
            .by_talk
            .iter()
            .find(|of| of.talk.as_ref() == Some(talk))
            .and_then(|of| of.title.as_deref())
            .map_or_else(|| talk.to_string(), super::super::parts::short),
    };
    let id = if empty { "questions-none" } else { "questions-of" };
    let of = scene.say(id, &[("place", (&place).into())]);
    let stage = match board.stage {
        Stage::Gathering => None,
        Stage::Open => Some(scene.say("questions-stage-open", &[])),
        Stage::Closed => Some(scene.say("questions-stage-closed", &[])),
    };
    let current = board.current.as_ref().map(|current| {
        let about = scene.about(current.talk.as_ref());
        let now = scene.say("questions-current", &[("number", current.id.to_string().into()), ("about", about.into())]);
        format!("{now}\n{}", scene.question(current, LENGTH))
    });
    [Some(of), stage, current].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn entry(scene: &Scene<'_>, question: &Question, view: &View, reader: Person) -> String {
    let number = question.id.to_string();
    let about = match view {
        View::Session(_) => scene.about(question.talk.as_ref()),
        View::Talk(_) => String::new(),
    };
    let own = question.author == reader;
    let id = match (about.is_empty(), own) {
        (true, false) => "question-entry-bare",
        (true, true) => "question-entry-bare-own",
        (false, false) => "question-entry",
        (false, true) => "question-entry-own",
    };
    let line = scene.say(id, &[("number", (&number).into()), ("about", (&about).into())]);
    format!("{line}\n{}", scene.question(question, LENGTH))
}

fn vote(
    scene: &Scene<'_>,
    question: &Question,
    view: &View,
    page: usize,
    reader: Person,
    wants: &BTreeSet<QuestionId>,
) -> Button {
    let page = u8::try_from(page).unwrap_or(u8::MAX);
    let own = question.author == reader;
    let wanted = wants.contains(&question.id) && !own;
    let id = match (own, wanted) {
        (true, _) => "button-vote-own",
        (false, true) => "button-voted",
        (false, false) => "button-vote",
    };
    let mut button = scene.asking(id, Asking::Vote(question.id, view.clone(), page));
    let number = question.id.to_string();
    button.label = scene.say(id, &[("number", number.into()), ("count", i64::from(question.votes).into())]);
    let style = if wanted { Style::Good } else { Style::Quiet };
    button.styled(style).enabled(!own)
}

/// The entries in pages of at most a row of buttons and what an embed holds.
fn pages<'a, 'b>(entries: &'b [(&'a Question, String)]) -> Vec<&'b [(&'a Question, String)]> {
    let mut pages = Vec::new();
    let mut rest = entries;
    while !rest.is_empty() {
        let mut length = 0;
        let fits = rest.iter().take(PAGE).take_while(|(_, text)| {
            length += text.chars().count() + 1;
            length <= PAGE_LIMIT
        });
        let (page, later) = rest.split_at(fits.count().max(1));
        pages.push(page);
        rest = later;
    }
    pages
}
