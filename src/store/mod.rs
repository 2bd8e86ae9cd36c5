//! The durable part: the outbox, in SQLite or PostgreSQL.
//!
//! Holds no rule of when something is said; it keeps what was planned and what became of it.

mod backup;
mod claim;
mod lock;
mod maintenance;
mod operator;
mod outbox;
mod plan;
mod report;
mod restore;
mod row;
mod trouble;

pub use backup::{Backup, Backups};
pub use claim::Expired;
pub use lock::{StoreLock, Unlockable};
pub use maintenance::Unopenable;
pub use operator::{Filter, Listed, Named, Overdue};
pub use outbox::{Counts, Store, StoreError};
pub use plan::Replanned;
pub use restore::{Restored, Unrestorable, restore};
pub use row::{Claim, Entry, Finished, State};
