//! What must be said, where, and when: a schedule, a policy and routes in, notices out.
//!
//! Pure: a [`Notice`] is a value. Nothing here knows whether it was said; that is the outbox's knowledge.

mod absence;
mod calls;
mod destination;
mod known;
mod notice;
mod plan;
mod policy;
mod posters;
mod reminder;
mod told;

pub use absence::{catch_up, missed_talks};
pub use destination::{ChannelId, Destination, GuildId, RoleId, Route, UnusableDestination, UserId};
pub use known::Known;
pub use notice::{Notice, NoticeDigest, NoticeKey, NoticeKind, Subject, UnknownKind, UnusableDigest, UnusableSubject};
pub use plan::{plan, plan_knowing, planned, silent_moderators};
pub use policy::{PingPolicy, Policy};
pub use reminder::{Reminder, is_worth_telling, reminder_lead, reminders};
pub use told::Told;
