use std::fmt;
use std::str::FromStr;

use super::{QuestionState, Refusal};
use QuestionState::{Answered, Current, Dismissed, Held, Merged, Open, Withdrawn};

/// What can be done to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Move {
    /// Lets a held question onto the board.
    Approve,
    /// Makes it the one that is being asked.
    TakeUp,
    /// Back to the board, unanswered.
    PutBack,
    /// It has its answer.
    Answer,
    /// Off the board.
    Dismiss,
    /// Another question stands for it from now on.
    Merge,
    /// Onto the board once more, whatever became of it.
    Reopen,
    /// Its author says it in other words.
    Edit,
    /// Its author says it in other words, which a moderator has to approve.
    EditForApproval,
    /// Its author takes it back.
    Withdraw,
}

/// Who wants something done to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// Whoever asked it.
    Author,
    /// A moderator of its session, or an organiser.
    Moderator,
}

/// Who may make a move, from where, and where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Who may make it.
    pub who: Who,
    /// The states in which it can be made.
    pub from: &'static [QuestionState],
    /// The state to which it leads.
    pub to: QuestionState,
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 10] = [
        Self::Approve,
        Self::TakeUp,
        Self::PutBack,
        Self::Answer,
        Self::Dismiss,
        Self::Merge,
        Self::Reopen,
        Self::Edit,
        Self::EditForApproval,
        Self::Withdraw,
    ];

    /// The whole machine, a line a move.
    #[must_use]
    pub const fn rule(self) -> Rule {
        let (who, from, to): (Who, &'static [QuestionState], QuestionState) = match self {
            Self::Approve => (Who::Moderator, &[Held], Open),
            Self::TakeUp => (Who::Moderator, &[Open], Current),
            Self::PutBack => (Who::Moderator, &[Current], Open),
            // One that was answered in writing is answered too.
            Self::Answer => (Who::Moderator, &[Open, Current], Answered),
            Self::Dismiss => (Who::Moderator, &[Held, Open, Current], Dismissed),
            Self::Merge => (Who::Moderator, &[Held, Open], Merged),
            // What its author took back is not the moderator's to ask.
            Self::Reopen => (Who::Moderator, &[Answered, Dismissed, Merged], Open),
            Self::Edit => (Who::Author, &[Held, Open], Open),
            Self::EditForApproval => (Who::Author, &[Held, Open], Held),
            Self::Withdraw => (Who::Author, &[Held, Open], Withdrawn),
        };
        Rule { who, from, to }
    }
}

/// Where a move leads from here.
///
/// # Errors
/// When this person may not make it, or not from this state.
pub fn step(state: QuestionState, wanted: Move, who: Who) -> Result<QuestionState, Refusal> {
    let rule = wanted.rule();
    if rule.who != who {
        return Err(Refusal::NotTheirs);
    }
    if rule.from.contains(&state) { Ok(rule.to) } else { Err(Refusal::NotFrom(state)) }
}

/// How far the Q&A of a session is. Questions are taken all along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The Q&A has not been opened.
    #[default]
    Gathering,
    /// Questions are being asked.
    Open,
    /// The Q&A is over.
    Closed,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 3] = [Self::Gathering, Self::Open, Self::Closed];

    /// The stage's name in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gathering => "gathering",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Stage {
    type Err = super::UnknownState;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|stage| stage.as_str() == text);
        found.ok_or_else(|| super::UnknownState::named(text))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moves() -> impl Strategy<Value = Vec<(Move, Who)>> {
        let who = prop_oneof![Just(Who::Author), Just(Who::Moderator)];
        prop::collection::vec((prop::sample::select(Move::ALL.to_vec()), who), 0..40)
    }

    proptest! {
        #[test]
        fn an_author_never_answers_approves_or_brings_back(moves in moves(), held in any::<bool>()) {
            let mut state = if held { Held } else { Open };
            for (wanted, who) in moves {
                let Ok(next) = step(state, wanted, who) else { continue };
                let over = matches!(state, Answered | Dismissed | Withdrawn | Merged);
                if who == Who::Author {
                    prop_assert!(matches!(next, Held | Open | Withdrawn), "{wanted:?} leads the author to {next}");
                    prop_assert!(!over && state != Current, "the author changed it while {state}");
                }
                prop_assert!(state != Withdrawn, "what was taken back came back as {next}");
                state = next;
            }
        }

        #[test]
        fn approval_cannot_be_got_round(moves in moves()) {
            // Where questions are approved first, the author's only edit is the one that asks for approval.
            let mut state = Held;
            for (wanted, who) in moves.into_iter().filter(|(wanted, _)| *wanted != Move::Edit) {
                let Ok(next) = step(state, wanted, who) else { continue };
                let published = !matches!(state, Open | Current) && next == Open;
                prop_assert!(!published || who == Who::Moderator);
                state = next;
            }
        }
    }

    #[test]
    fn the_machine_reads_so() {
        let names = |states: &[QuestionState]| states.iter().map(|state| state.as_str()).collect::<Vec<_>>().join("|");
        let line = |wanted: Move| {
            let Rule { who, from, to } = wanted.rule();
            format!("{who:?}: {wanted:?}: {} -> {to}", names(from))
        };
        let table = Move::ALL.map(line).join("\n");
        insta::assert_snapshot!(table, @r"
        Moderator: Approve: held -> open
        Moderator: TakeUp: open -> current
        Moderator: PutBack: current -> open
        Moderator: Answer: open|current -> answered
        Moderator: Dismiss: held|open|current -> dismissed
        Moderator: Merge: held|open -> merged
        Moderator: Reopen: answered|dismissed|merged -> open
        Author: Edit: held|open -> open
        Author: EditForApproval: held|open -> held
        Author: Withdraw: held|open -> withdrawn
        ");
    }
}
