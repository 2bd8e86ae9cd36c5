//! What is said: a notice or an answer becomes a [`Message`], plain data that knows nothing of Discord's types.
//!
//! Pure. All words stand in `en.ftl`; foreign text is escaped here and nowhere else.

mod alarm;
mod answers;
mod changes;
mod component;
mod markdown;
mod message;
mod notices;
mod oversize;
mod parts;
mod report;
mod why;
mod words;

pub use alarm::{Alarm, alarm, all_clear};
pub use answers::{
    abstract_answer, button_outdated, choices, command_unknown, next_answer, no_conference, now_answer,
    schedule_answer, went_wrong,
};
pub use changes::{change_lines, change_notice, correction};
pub use component::{Action, ComponentId, UnknownComponent};
pub use markdown::{escape, timestamp};
pub use message::{Button, Choice, Embed, Field, Link, Menu, Message, Modal, Offer, Offers, Pings, Style, Tone};
pub use notices::{Reach, notice};
pub use oversize::{Oversize, oversize};
pub use parts::Scene;
pub use report::{Cause, Unposted, cause, report};
pub use why::{Record, WhyNot, why_answer, why_not};
pub use words::{UnusableWords, Word, Words};
