use super::super::markdown::{escape, shorten};
use super::super::parts::{Scene, short, title};
use super::super::{Action, Button};
use super::Asking;
use crate::questions::{Question, QuestionState};
use crate::schedule::TalkId;

/// Characters of a name.
const NAME_LIMIT: usize = 60;

impl Scene<'_> {
    pub(super) fn asking(&self, label: &str, asking: Asking) -> Button {
        self.button(label, Action::Questions(asking), None)
    }

    /// What a question is about, in a sentence: a talk's title, or everybody.
    pub(super) fn about(&self, talk: Option<&TalkId>) -> String {
        let found = talk.map(|id| self.schedule.talk(id).map_or_else(|| id.to_string(), |found| title(found.talk)));
        match found {
            Some(title) => self.say("question-about", &[("title", (&title).into())]),
            None => self.say("question-to-all", &[]),
        }
    }

    /// Who asks, as the audience sees it.
    pub(super) fn by(&self, question: &Question) -> String {
        match &question.name {
            Some(name) => shorten(&escape(name), NAME_LIMIT),
            None => self.say("question-unnamed", &[]),
        }
    }

    pub(super) fn wanted(&self, question: &Question) -> String {
        self.say("question-votes", &[("count", i64::from(question.votes).into())])
    }

    pub(super) fn state(&self, state: QuestionState) -> String {
        self.say("question-state", &[("state", state.as_str().into())])
    }

    /// A question with who asks and how many want it, in three lines.
    pub(super) fn question(&self, question: &Question, length: usize) -> String {
        let text = quoted(&question.text, length);
        let signed =
            self.say("question-signed", &[("by", self.by(question).into()), ("votes", self.wanted(question).into())]);
        format!("{text}\n-# {signed}")
    }
}

/// Foreign words as a quotation of one line.
pub(super) fn quoted(text: &str, length: usize) -> String {
    format!("> {}", shorten(&escape(text), length))
}

/// A session's title in a sentence.
pub(super) fn session_title(scene: &Scene<'_>, session: &crate::schedule::SessionId) -> String {
    scene.schedule.session(session).map_or_else(|| session.to_string(), |session| short(&session.title))
}
