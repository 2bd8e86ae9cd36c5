use crate::questions::{ActId, QuestionId};
use crate::schedule::{SessionId, TalkId};

/// What a button, menu or form of the questions asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Opens the form for a question about a talk; sent off, it is the question.
    About(TalkId),
    /// As [`Asking::About`], for a question to everybody in a session.
    ToAll(SessionId),
    /// Shows the talks of a session to choose from.
    Which(SessionId),
    /// A talk was chosen, and the form opens.
    Chosen(SessionId),
    /// A talk was chosen for words that are written already.
    ChosenFor(u64),
    /// Asks these words although others asked something like them.
    Anyway(u64),
    /// Wants a question instead of asking the same.
    Instead(QuestionId),
    /// Opens the form to say a question in other words; sent off, it says so.
    Edit(QuestionId),
    /// Takes a question back.
    Withdraw(QuestionId),
    /// Wants a question, or no longer does; the page of the board stays where it is.
    Vote(QuestionId, View, u8),
    /// Turns to a page of the board, counted from 0.
    Board(View, u8),
    /// Shows the board in a message of its own.
    Show(View),
    /// A moderator's.
    Moderate(Moderate),
}

/// What a moderator's button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moderate {
    /// Opens the Q&A.
    Open(SessionId),
    /// Ends it.
    End(SessionId),
    /// Asks the next question, of one who saw that this one is being asked.
    Next(SessionId, Option<QuestionId>),
    /// A question has its answer.
    Answered(QuestionId),
    /// A question comes off the board.
    Dismiss(QuestionId),
    /// A question is not asked after all.
    PutBack(QuestionId),
    /// A held question comes onto the board.
    Approve(QuestionId),
    /// Undoes an act.
    Undo(SessionId, ActId),
    /// Asks the question that is there for a talk about which nobody has asked.
    Seed(TalkId),
    /// Gives the moderators' board of a session another address.
    RenewBoard(SessionId),
}

/// Which questions a board shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// Those of a session.
    Session(SessionId),
    /// Those about a talk.
    Talk(TalkId),
}

impl Asking {
    /// The verb and the subject in a `custom_id`. Every verb begins with `q`.
    pub(in super::super) fn written(&self) -> (String, String) {
        let plain = |verb: &str, subject: &dyn std::fmt::Display| (verb.to_owned(), subject.to_string());
        match self {
            Self::About(talk) => plain("qt", talk),
            Self::ToAll(session) => plain("qs", session),
            Self::Which(session) => plain("qi", session),
            Self::Chosen(session) => plain("qp", session),
            Self::ChosenFor(draft) => plain("qd", draft),
            Self::Anyway(draft) => plain("qy", draft),
            Self::Instead(id) => plain("qu", id),
            Self::Edit(id) => plain("qe", id),
            Self::Withdraw(id) => plain("qw", id),
            Self::Vote(id, view, page) => (format!("qv{id}.{page}"), view.written()),
            Self::Board(view, page) => (format!("qb{page}"), view.written()),
            Self::Show(view) => plain("qh", &view.written()),
            Self::Moderate(Moderate::Open(session)) => plain("qo", session),
            Self::Moderate(Moderate::End(session)) => plain("qc", session),
            Self::Moderate(Moderate::Next(session, after)) => {
                (format!("qn{}", base36(after.map_or(0, QuestionId::get))), session.to_string())
            }
            Self::Moderate(Moderate::Answered(id)) => plain("qr", id),
            Self::Moderate(Moderate::Dismiss(id)) => plain("qx", id),
            Self::Moderate(Moderate::PutBack(id)) => plain("ql", id),
            Self::Moderate(Moderate::Approve(id)) => plain("qk", id),
            Self::Moderate(Moderate::Undo(session, act)) => (format!("qz{}", base36(act.get())), session.to_string()),
            Self::Moderate(Moderate::Seed(talk)) => plain("qg", talk),
            Self::Moderate(Moderate::RenewBoard(session)) => plain("qf", session),
        }
    }

    /// Reads what [`Asking::written`] gives.
    pub(in super::super) fn parse(verb: &str, subject: &str) -> Option<Self> {
        let number = || canonical(subject);
        Some(match verb {
            "qt" => Self::About(subject.parse().ok()?),
            "qs" => Self::ToAll(subject.parse().ok()?),
            "qi" => Self::Which(subject.parse().ok()?),
            "qp" => Self::Chosen(subject.parse().ok()?),
            "qd" => Self::ChosenFor(canonical(subject)?),
            "qy" => Self::Anyway(canonical(subject)?),
            "qh" => Self::Show(View::parse(subject)?),
            "qu" => Self::Instead(QuestionId::new(number()?)?),
            "qe" => Self::Edit(QuestionId::new(number()?)?),
            "qw" => Self::Withdraw(QuestionId::new(number()?)?),
            "qo" => Self::Moderate(Moderate::Open(subject.parse().ok()?)),
            "qc" => Self::Moderate(Moderate::End(subject.parse().ok()?)),
            "qr" => Self::Moderate(Moderate::Answered(QuestionId::new(number()?)?)),
            "qx" => Self::Moderate(Moderate::Dismiss(QuestionId::new(number()?)?)),
            "ql" => Self::Moderate(Moderate::PutBack(QuestionId::new(number()?)?)),
            "qk" => Self::Moderate(Moderate::Approve(QuestionId::new(number()?)?)),
            "qf" => Self::Moderate(Moderate::RenewBoard(subject.parse().ok()?)),
            "qg" => Self::Moderate(Moderate::Seed(subject.parse().ok()?)),
            _ => return Self::parse_numbered(verb, subject),
        })
    }

    fn parse_numbered(verb: &str, subject: &str) -> Option<Self> {
        let (verb, numbers) = verb.split_at_checked(2)?;
        Some(match verb {
            "qv" => {
                let (id, page) = numbers.split_once('.')?;
                Self::Vote(QuestionId::new(canonical(id)?)?, View::parse(subject)?, canonical(page)?)
            }
            "qb" => Self::Board(View::parse(subject)?, canonical(numbers)?),
            "qn" => Self::Moderate(Moderate::Next(subject.parse().ok()?, QuestionId::new(from_base36(numbers)?))),
            "qz" => Self::Moderate(Moderate::Undo(subject.parse().ok()?, ActId::new(from_base36(numbers)?)?)),
            _ => return None,
        })
    }
}

impl View {
    fn written(&self) -> String {
        match self {
            Self::Session(session) => format!("s:{session}"),
            Self::Talk(talk) => format!("t:{talk}"),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text.split_once(':')? {
            ("s", session) => session.parse().ok().map(Self::Session),
            ("t", talk) => talk.parse().ok().map(Self::Talk),
            _ => None,
        }
    }
}

/// A number with the digits 0 to z, so that it fits beside a session and a digest.
pub(in super::super) fn base36(number: u32) -> String {
    let digits = std::iter::successors(Some(number), |rest| Some(rest / 36).filter(|rest| *rest > 0));
    let digits: Vec<char> = digits.filter_map(|rest| char::from_digit(rest % 36, 36)).collect();
    digits.into_iter().rev().collect()
}

/// Reads what [`base36`] writes.
pub(in super::super) fn from_base36(digits: &str) -> Option<u32> {
    u32::from_str_radix(digits, 36).ok().filter(|number| base36(*number) == digits)
}

/// A number as we write it: without a sign or zeros before it.
fn canonical<T: std::str::FromStr + ToString>(digits: &str) -> Option<T> {
    digits.parse::<T>().ok().filter(|number| number.to_string() == digits)
}

#[cfg(test)]
pub(in super::super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a message of ours can carry.
    pub(in super::super::super) fn askings() -> impl Strategy<Value = Asking> {
        let talk = || "[a-z0-9-]{1,32}".prop_map(|id| id.parse::<TalkId>().unwrap());
        let session = || "[a-z0-9-]{1,32}".prop_map(|id| id.parse::<SessionId>().unwrap());
        let question = || (1..=u32::MAX).prop_map(|number| QuestionId::new(number).unwrap());
        let view = || prop_oneof![talk().prop_map(View::Talk), session().prop_map(View::Session)];
        let moderate = prop_oneof![
            session().prop_map(Moderate::Open),
            session().prop_map(Moderate::End),
            (session(), prop::option::of(question())).prop_map(|(session, after)| Moderate::Next(session, after)),
            question().prop_map(Moderate::Answered),
            question().prop_map(Moderate::Dismiss),
            question().prop_map(Moderate::PutBack),
            question().prop_map(Moderate::Approve),
            (session(), 1..=u32::MAX).prop_map(|(session, act)| Moderate::Undo(session, ActId::new(act).unwrap())),
            talk().prop_map(Moderate::Seed),
            session().prop_map(Moderate::RenewBoard),
        ];
        prop_oneof![
            talk().prop_map(Asking::About),
            session().prop_map(Asking::ToAll),
            session().prop_map(Asking::Which),
            session().prop_map(Asking::Chosen),
            any::<u64>().prop_map(Asking::ChosenFor),
            any::<u64>().prop_map(Asking::Anyway),
            question().prop_map(Asking::Instead),
            question().prop_map(Asking::Edit),
            question().prop_map(Asking::Withdraw),
            (question(), view(), any::<u8>()).prop_map(|(id, view, page)| Asking::Vote(id, view, page)),
            (view(), any::<u8>()).prop_map(|(view, page)| Asking::Board(view, page)),
            view().prop_map(Asking::Show),
            moderate.prop_map(Asking::Moderate),
        ]
    }
}
