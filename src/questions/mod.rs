//! The audience's questions: their states, who may change them, which comes next, and which are the same.
//!
//! Pure: no I/O, no clock, no Discord type. [`decide`] turns what a moderator wants into steps that are true of the
//! questions as they were seen; the store takes them only if they still are.

mod alike;
mod board;
mod decide;
mod machine;
#[cfg(test)]
mod model;
mod order;
mod question;
mod rules;
mod undo;
mod votes;

pub use alike::{Alike, alike, likeness};
pub use board::{Board, OfTalk, is_asked_about};
pub use decide::{Place, QaAct, Refusal, Step, applied, decide, reversed};
pub use machine::{Move, Rule, Stage, Who, step};
pub use order::{fair_order, most_wanted, next};
pub use question::{ActId, Person, Question, QuestionId, QuestionState, UnknownState, UnusableNumber};
pub use rules::{Anonymity, Rules, Unworded};
pub use undo::undo;
pub use votes::{Vote, count_votes, root, supporters};
