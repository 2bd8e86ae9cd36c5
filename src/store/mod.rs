//! The durable part: the outbox and the audience's questions, in SQLite or PostgreSQL.
//!
//! Holds no rule of when something is said; it keeps what was planned and what became of it.

mod absence;
mod acts;
mod backup;
mod calendar;
mod channels;
mod check_ins;
mod claim;
mod contention;
mod corrections;
mod filed;
mod held;
mod lock;
mod maintenance;
mod operator;
mod organised;
mod outbox;
mod panels;
mod plan;
mod programme;
mod questions;
mod reminders;
mod report;
mod restore;
mod routes;
mod row;
mod secret;
mod trouble;

pub use acts::{Recorded, ShowDeed};
pub use backup::{Backup, Backups};
pub use channels::{Bar, Switched};
pub use check_ins::CheckIn;
pub use claim::{Expired, LONGEST_RETRY, OpenClaim};
pub use corrections::{Corrected, Correction};
pub use held::{Held, HeldState};
pub use lock::{StoreLock, Unlockable};
pub use maintenance::Unopenable;
pub use operator::{Filter, Listed, Named, Overdue};
pub use organised::Pause;
pub use outbox::{Counts, Store, StoreError};
pub use plan::{NO_LONGER_CALLED_FOR, Replanned};
pub use programme::{Adoption, Renewal, Standing, TakenIn};
pub use questions::{Act, Blocked, CastVote, Deed, Filed, NewQuestion, Rewording, Taken, Voted};
pub use reminders::Noted;
pub use restore::{Restored, Unrestorable, restore};
pub use row::{Claim, Entry, Finished, Said, State};
