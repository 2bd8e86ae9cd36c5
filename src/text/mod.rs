//! What is said: a notice or an answer becomes a [`Message`], plain data that knows nothing of Discord's types.
//!
//! Pure. All words stand in `en.ftl`; foreign text is escaped here and nowhere else.

mod absence;
mod alarm;
mod answers;
mod assigning;
mod assigning_choices;
mod boards;
mod browse;
mod calls;
mod changes;
mod component;
mod held;
mod language;
mod markdown;
mod message;
mod moderating;
mod nearby;
mod notices;
mod organise;
mod organising;
mod oversize;
mod panel;
mod panel_questions;
mod parallel;
mod parts;
mod plain;
mod posters;
mod press;
mod proposal;
mod questions;
mod reminders;
mod report;
mod screen;
mod setup;
mod switching;
mod why;
mod words;

pub use absence::catch_up;
pub use alarm::{Alarm, alarm, all_clear};
pub use answers::{
    Offered, abstract_answer, button_outdated, choices, command_unknown, next_answer, no_conference, now_answer,
    organisers_only, talk_unknown, went_wrong,
};
pub use assigning::{
    Assigned, Assignee, Assignments, PAGE as NAMES_ON_PAGE, assigned, edit_person, edit_route, lacking, people, routes,
};
pub use assigning_choices::assignment_choices;
pub use boards::{board_answer, board_path};
pub use browse::{Browsing, schedule_answer, session_of_day};
pub use changes::{change_lines, change_notice, correction, own_change_lines};
pub use component::{Action, ComponentId, UnknownComponent};
pub use held::{HeldEnd, held_end, held_lines, held_question};
pub use language::{Language, UnknownLanguage};
pub use markdown::{escape, timestamp};
pub use message::{Button, Choice, Embed, Field, File, Link, Menu, Message, Modal, Offer, Offers, Pings, Style, Tone};
pub use moderating::{
    CheckedIn, checked_in, done, moderating_busy, not_a_moderator, not_expected, overtaken, undo_asking_question,
    undo_question, undone,
};
pub use nearby::{current_in, next_in, next_in_all, now_in, now_in_all};
pub use notices::{Reach, notice};
pub use organise::{Standing, organiser_says, preview, sample, status};
pub use organising::{Mark, Organising, Place, SetupStep, UnusableMark};
pub use oversize::{Oversize, oversize};
pub use panel::{LastDeed, PanelView, panel, panel_changes};
pub use panel_questions::{qa_deed, qa_done};
pub use parts::{Scene, safe_name};
pub use plain::plain;
pub use press::Press;
pub use proposal::{Proposal, deed, nothing_meant, proposal, question, unfit};
pub use questions::{
    Asking, Deeds, Delay, Moderate, NAME_FIELD, QUESTION_FIELD, Recorded, TO_ALL, View, acted, answered_lines,
    asked_already, asking_refused, blocking, board_page, busy, edit_form, exported, filed_message, held_question_lines,
    held_settled, left_lines, moderator_only, not_acted, now_lines, offer_instead, opened_lines, qa_panel,
    question_choices, question_form, question_taken, question_unchangeable, record_csv, record_markdown, seed,
    thread_lines, thread_name, unknown_question, vote_noted, which_talk, withdrawn,
};
pub use reminders::{
    Mine, Reminding, can_be_reminded, cannot_remind, drop_all_question, reminder_change, reminder_dropped,
    reminder_lines, reminder_list, reminders_full, reminding,
};
pub use report::{Cause, Unposted, cause, report};
pub use screen::{Desk, Pile, Screen, Shown, Slot, desk, next_turn, page_words, screen};
pub use setup::{SetupView, import_preview, programme_summary, setup, setup_form};
pub use switching::switching;
pub use why::{Record, WhyNot, why_answer, why_not};
pub use words::{UnusableWords, Word, Words};
