//! What is said about the audience's questions: to those who ask, to moderators, and for the record.

mod action;
mod asking;
mod board;
mod filed;
mod moderating;
mod parts;
mod record;

#[cfg(test)]
pub(super) use action::tests as action_tests;
pub use action::{Asking, Moderate, View};
pub(super) use action::{base36, from_base36};
pub use asking::{
    Delay, NAME_FIELD, QUESTION_FIELD, TO_ALL, asked_already, asking_refused, busy, edit_form, offer_instead,
    question_form, question_taken, question_unchangeable, vote_noted, which_running, which_talk, withdrawn,
};
pub use board::{board_page, question_choices};
pub use filed::{
    Untrue, answered_lines, filed_message, held_question_lines, left_lines, now_lines, opened_lines, taken_back,
    thread_lines, thread_name,
};
pub use moderating::{
    Deeds, acted, blocking, exported, held_settled, long_over, moderator_only, not_acted, qa_panel, seed,
    unknown_question,
};
pub use record::{Recorded, record_csv, record_markdown};
