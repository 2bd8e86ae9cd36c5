use super::Action;
use super::questions::{base36, from_base36};
use crate::questions::QuestionId;
use crate::schedule::{SessionId, TalkId};

/// A button of the moderator's panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Press {
    /// A talk begins.
    Start,
    /// The talk ends.
    End,
    /// A minute more.
    One,
    /// Five minutes more.
    Five,
    /// A talk does not take place.
    Skip,
    /// Two talks exchange their places.
    Swap,
    /// The last deed was none.
    Undo,
}

/// A button of the panel that is about the Q&A. Beside it stands which question was being asked when the panel was drawn:
/// a press from a panel that is behind does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QaPress {
    /// The Q&A begins.
    Open,
    /// The question that is fair to ask next is asked.
    Next,
    /// What is being asked has its answer.
    Answered,
    /// What is being asked comes off the board.
    Dismiss,
    /// The Q&A ends, once that is confirmed.
    End,
}

impl Press {
    /// Every button, in the order in which they stand.
    pub const ALL: [Self; 7] = [Self::Start, Self::End, Self::One, Self::Five, Self::Skip, Self::Swap, Self::Undo];

    /// Its name in a `custom_id` and in the word catalogue, at most five letters.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::End => "end",
            Self::One => "one",
            Self::Five => "five",
            Self::Skip => "skip",
            Self::Swap => "swap",
            Self::Undo => "undo",
        }
    }

    fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|press| press.code() == code)
    }
}

impl QaPress {
    /// Every button, in the order in which they stand.
    pub const ALL: [Self; 5] = [Self::Open, Self::Next, Self::Answered, Self::Dismiss, Self::End];

    /// Its name in the word catalogue.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Next => "next",
            Self::Answered => "done",
            Self::Dismiss => "drop",
            Self::End => "close",
        }
    }

    /// Its letter in a `custom_id`, where the number of a question must fit as well.
    const fn letter(self) -> char {
        match self {
            Self::Open => 'o',
            Self::Next => 'n',
            Self::Answered => 'a',
            Self::Dismiss => 'd',
            Self::End => 'e',
        }
    }
}

/// The first two parts of the `custom_id` of what belongs to moderators: what is asked, and of what.
pub(super) fn parts(action: &Action) -> Option<(String, String)> {
    Some(match action {
        Action::Here(session) => ("here".to_owned(), session.to_string()),
        Action::Panel(press, session) => (format!("p-{}", press.code()), session.to_string()),
        Action::PanelQa(press, seen, session) => {
            (format!("p{}{}", press.letter(), base36(seen.map_or(0, QuestionId::get))), session.to_string())
        }
        Action::Confirm(press, seq, talk) => (format!("k-{}{seq}", press.code()), talk.to_string()),
        Action::ConfirmUndo(seq, session) => (format!("ku-{seq}"), session.to_string()),
        Action::Other(press, session) => (format!("x-{}", press.code()), session.to_string()),
        _ => return None,
    })
}

/// What those two parts ask for.
pub(super) fn read(verb: &str, subject: &str) -> Option<Action> {
    let session = || subject.parse::<SessionId>().ok();
    if verb == "here" {
        return Some(Action::Here(session()?));
    }
    let Some((kind, rest)) = verb.split_once('-') else { return of_questions(verb, session()?) };
    Some(match kind {
        "p" => Action::Panel(Press::named(rest)?, session()?),
        "x" => Action::Other(Press::named(rest)?, session()?),
        "ku" => Action::ConfirmUndo(number(rest)?, session()?),
        "k" => {
            let digits = rest.find(|c: char| c.is_ascii_digit())?;
            let (code, seq) = rest.split_at(digits);
            Action::Confirm(Press::named(code)?, number(seq)?, subject.parse::<TalkId>().ok()?)
        }
        _ => return None,
    })
}

fn of_questions(verb: &str, session: SessionId) -> Option<Action> {
    let mut rest = verb.strip_prefix('p')?.chars();
    let letter = rest.next()?;
    let press = QaPress::ALL.into_iter().find(|press| press.letter() == letter)?;
    Some(Action::PanelQa(press, QuestionId::new(from_base36(rest.as_str())?), session))
}

/// A number as it is written: `007` and `+7` are none of ours.
fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| *number >= 0 && number.to_string() == text)
}
