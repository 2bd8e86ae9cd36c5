use chrono::{DateTime, Utc};

use super::super::markdown::{escape, shorten, timestamp};
use super::super::parts::{Scene, short};
use super::super::{Action, ComponentId, Field, Menu, Message, Modal, Offer, Offers, Style, Words};
use super::parts::quoted;
use super::{Asking, View};
use crate::questions::{Anonymity, Question, QuestionState, Rules, Unworded, is_asked_about};
use crate::schedule::{Session, Talk, TalkRef};

/// The fields of the form.
pub const QUESTION_FIELD: &str = "question";
/// As what the asker is shown; left empty, without a name.
pub const NAME_FIELD: &str = "name";
/// What stands in the menu of talks for a question to everybody.
pub const TO_ALL: &str = "all";

/// Discord's documentation of modals and menus, in characters.
const MODAL_TITLE: usize = 45;
const OFFER: usize = 100;
const OFFERS: usize = 25;
/// Characters of a question in a message that is about one. More than a question may have, escaped.
const WHOLE: usize = 1300;
/// Characters of what was too long, so that its author can take it back.
const TOO_LONG: usize = 1500;
/// Questions that are offered in the place of one's own.
const INSTEAD: usize = 3;

/// Why an asker has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// Many questions of theirs came in a short time; from then on it goes.
    Until(DateTime<Utc>),
    /// So many questions of theirs wait already.
    Waiting(u32),
    /// They may not ask.
    Blocked,
    /// The words are no question.
    Unworded(Unworded),
}

/// The form for a question. `name` is what the asker is called.
#[must_use]
pub fn question_form(scene: &Scene<'_>, rules: &Rules, asking: Asking, name: &str) -> Modal {
    let title = match &asking {
        Asking::About(talk) => scene.schedule.talk(talk).map(|found| found.talk.title.clone()),
        _ => None,
    };
    let title = match title {
        Some(title) => scene.say("question-form", &[("title", title.into())]),
        None => scene.say("question-form-all", &[]),
    };
    let mut fields = vec![words_field(scene, rules, None)];
    if rules.anonymous == Anonymity::Allowed {
        fields.push(Field {
            name: NAME_FIELD.to_owned(),
            label: scene.say("question-form-name", &[]),
            placeholder: Some(scene.say("question-form-unnamed", &[])),
            value: Some(shorten(name, OFFER)),
            long: false,
            optional: true,
            most: 100,
        });
    }
    Modal { id: id(scene, asking), title: shorten(&title, MODAL_TITLE), fields }
}

/// The form to say a question in other words.
#[must_use]
pub fn edit_form(scene: &Scene<'_>, rules: &Rules, question: &Question) -> Modal {
    let title = scene.say("question-form-edit", &[("number", question.id.to_string().into())]);
    let fields = vec![words_field(scene, rules, Some(question.text.clone()))];
    Modal { id: id(scene, Asking::Edit(question.id)), title: shorten(&title, MODAL_TITLE), fields }
}

/// Which talk of the session is meant? `written` says that the question's words are there already.
#[must_use]
pub fn which_talk(scene: &Scene<'_>, session: &Session, menu: Asking, written: Option<&str>) -> Message {
    let talks = session.talks.iter().filter(|talk| is_asked_about(talk)).take(OFFERS - 1);
    let mut offers: Vec<Offer> = talks.map(|talk| offer(talk, &talk.speakers.join(", "))).collect();
    let to_all = scene.say("question-offer-all", &[]);
    offers.push(Offer { label: to_all, value: TO_ALL.to_owned(), description: None, chosen: false });
    let which = scene.say("question-which", &[("session", short(&session.title).into())]);
    choosing(scene, which, offers, menu, written)
}

/// Which of the talks that run at once is meant?
#[must_use]
pub fn which_running(scene: &Scene<'_>, talks: &[TalkRef<'_>], menu: Asking, written: Option<&str>) -> Message {
    let offers = talks.iter().take(OFFERS).map(|found| {
        let room = found.talk.room.as_ref().or(found.session.room.as_ref());
        let place = room.unwrap_or(&found.session.title);
        let speakers = found.talk.speakers.join(", ");
        let description = if speakers.is_empty() { place.clone() } else { format!("{place} · {speakers}") };
        offer(found.talk, &description)
    });
    choosing(scene, scene.say("question-which-running", &[]), offers.collect(), menu, written)
}

fn offer(talk: &Talk, description: &str) -> Offer {
    let description = Some(shorten(description, OFFER)).filter(|description| !description.is_empty());
    Offer { label: shorten(&talk.title, OFFER), value: talk.id.to_string(), description, chosen: false }
}

fn choosing(scene: &Scene<'_>, which: String, offers: Vec<Offer>, menu: Asking, written: Option<&str>) -> Message {
    let content = written.map(|text| quoted(text, WHOLE)).into_iter().chain([which]);
    let placeholder = scene.say("question-which-menu", &[]);
    let menu = Menu { id: id(scene, menu), placeholder, offers: Offers::Texts(offers), least: 1, most: 1 };
    Message { content: content.collect::<Vec<_>>().join("\n"), menus: vec![menu], ..Message::default() }
}

/// Someone asked something like it: does the asker want that instead?
#[must_use]
pub fn offer_instead(scene: &Scene<'_>, text: &str, offered: &[&Question], draft: u64) -> Message {
    let offered = &offered[..offered.len().min(INSTEAD)];
    let shown = offered
        .iter()
        .map(|offered| format!("**#{}**\n{}", offered.id, scene.question(offered, WHOLE / (INSTEAD + 1))));
    let own = scene.say("question-instead-own", &[("text", quoted(text, WHOLE / (INSTEAD + 1)).into())]);
    let asked = scene.say("question-instead", &[("count", offered.len().into())]);
    let content = [asked].into_iter().chain(shown).chain([own]).collect::<Vec<_>>().join("\n");
    let alone = offered.len() == 1;
    let upvote = |offered: &&Question| {
        let number = offered.id.to_string();
        let mut button = scene.asking("button-upvote-it", Asking::Instead(offered.id)).styled(Style::Main);
        if !alone {
            button.label = scene.say("button-upvote-this", &[("number", number.into())]);
        }
        button
    };
    let mut buttons: Vec<_> = offered.iter().map(upvote).collect();
    buttons.push(scene.asking("button-ask-anyway", Asking::Anyway(draft)));
    Message { content, buttons, ..Message::default() }
}

/// The question is in, or still is: it can be changed and taken back while it waits.
#[must_use]
pub fn question_taken(scene: &Scene<'_>, question: &Question, edited: bool) -> Message {
    let id = match (question.state, edited) {
        (QuestionState::Held, false) => "question-taken-held",
        (QuestionState::Held, true) => "question-edited-held",
        (_, false) => "question-taken",
        (_, true) => "question-edited",
    };
    own_question(scene, question, id)
}

/// The question was asked before in the same words.
#[must_use]
pub fn asked_already(scene: &Scene<'_>, question: &Question) -> Message {
    own_question(scene, question, "question-asked-already")
}

fn own_question(scene: &Scene<'_>, question: &Question, said: &str) -> Message {
    let about = scene.about(question.talk.as_ref());
    let by = scene.by(question);
    let said = scene.say(
        said,
        &[
            ("number", question.id.to_string().into()),
            ("about", (&about).into()),
            ("by", (&by).into()),
            ("state", scene.state(question.state).into()),
        ],
    );
    let waiting = question.state.is_waiting();
    let own = [
        scene.asking("button-edit", Asking::Edit(question.id)),
        scene.asking("button-withdraw", Asking::Withdraw(question.id)).styled(Style::Danger),
    ];
    let board = scene.asking("button-questions", Asking::Show(View::Session(question.session.clone())));
    let buttons = own.into_iter().filter(|_| waiting).chain([board]).collect();
    Message { content: format!("{said}\n{}", quoted(&question.text, WHOLE)), buttons, ..Message::default() }
}

/// A question of one's own was taken back.
#[must_use]
pub fn withdrawn(scene: &Scene<'_>, question: &Question) -> Message {
    let said = scene.say("question-withdrawn", &[("number", question.id.to_string().into())]);
    let again = match &question.talk {
        Some(talk) => Asking::About(talk.clone()),
        None => Asking::ToAll(question.session.clone()),
    };
    Message {
        content: format!("{said}\n{}", quoted(&question.text, WHOLE)),
        buttons: vec![scene.asking("button-ask-again", again)],
        ..Message::default()
    }
}

/// Why a question of one's own cannot be changed or taken back, or voted for, any more.
#[must_use]
pub fn question_unchangeable(scene: &Scene<'_>, question: &Question) -> Message {
    let id = if question.state.is_waiting() && question.votes > 0 { "question-has-votes" } else { "question-is-past" };
    let said = scene.say(
        id,
        &[
            ("number", question.id.to_string().into()),
            ("count", i64::from(question.votes).into()),
            ("state", scene.state(question.state).into()),
        ],
    );
    let board = scene.asking("button-questions", Asking::Show(View::Session(question.session.clone())));
    Message {
        content: format!("{said}\n{}", quoted(&question.text, WHOLE)),
        buttons: vec![board],
        ..Message::default()
    }
}

/// What became of a vote that was cast without a board: `id` is the sentence that says so.
#[must_use]
pub fn vote_noted(scene: &Scene<'_>, question: &Question, id: &str) -> Message {
    let said = scene.say(id, &[("number", question.id.to_string().into()), ("votes", scene.wanted(question).into())]);
    let board = scene.asking("button-questions", Asking::Show(View::Session(question.session.clone())));
    Message {
        content: format!("{said}\n{}", quoted(&question.text, WHOLE)),
        buttons: vec![board],
        ..Message::default()
    }
}

/// Why a question is not taken. What was written is given back.
#[must_use]
pub fn asking_refused(scene: &Scene<'_>, rules: &Rules, delay: Delay, text: &str) -> Message {
    let said = match delay {
        Delay::Until(then) => scene.say("question-too-fast", &[("relative", timestamp(then, 'R').into())]),
        Delay::Waiting(most) => scene.say("question-too-many", &[("most", i64::from(most).into())]),
        Delay::Blocked => scene.say("question-blocked", &[]),
        Delay::Unworded(Unworded::Empty) => scene.say("question-empty", &[]),
        Delay::Unworded(Unworded::TooLong(length)) => {
            scene.say("question-too-long", &[("length", length.into()), ("most", i64::from(rules.longest).into())])
        }
    };
    let own =
        (!text.trim().is_empty()).then(|| quoted(&text.split_whitespace().collect::<Vec<_>>().join(" "), TOO_LONG));
    Message { content: [Some(said), own].into_iter().flatten().collect::<Vec<_>>().join("\n"), ..Message::default() }
}

/// The store does not answer. `text` is what was written, and is given back.
#[must_use]
pub fn busy(words: &Words, text: Option<&str>) -> Message {
    let said = words.say(if text.is_some() { "question-not-saved" } else { "questions-busy" }, &[]);
    let own = text.map(|text| format!("\n> {}", shorten(&escape(text), TOO_LONG))).unwrap_or_default();
    Message { content: said + &own, ..Message::default() }
}

fn words_field(scene: &Scene<'_>, rules: &Rules, value: Option<String>) -> Field {
    Field {
        name: QUESTION_FIELD.to_owned(),
        label: scene.say("question-form-words", &[]),
        placeholder: Some(scene.say("question-form-hint", &[])),
        value,
        long: true,
        optional: false,
        most: rules.longest,
    }
}

fn id(scene: &Scene<'_>, asking: Asking) -> ComponentId {
    ComponentId { conference: scene.conference.clone(), action: Action::Questions(asking), notice: None }
}
