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
mod route;
mod subject;
mod told;
mod touched;

pub use absence::{catch_up, missed_talks};
pub use destination::{ChannelId, Destination, GuildId, RoleId, UnusableDestination, UserId};
pub use known::Known;
pub use notice::{Notice, NoticeDigest, NoticeKey, NoticeKind, UnknownKind, UnusableDigest};
pub use plan::{plan, plan_knowing, planned, silent_moderators};
pub use policy::{PingPolicy, Policy};
pub use reminder::{Reminder, is_worth_telling, reminder_lead, reminders};
pub use route::{Route, Routing, Stray, StrayKind, same_name};
pub use subject::{Subject, UnusableSubject};
pub use told::Told;
pub use touched::by_channel;
