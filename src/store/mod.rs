//! The durable part: the outbox, in SQLite or PostgreSQL.
//!
//! Holds no rule of when something is said; it keeps what was planned and what became of it.

mod claim;
mod contention;
mod lock;
mod outbox;
mod plan;
mod report;
mod row;

pub use claim::Expired;
pub use lock::{StoreLock, Unlockable};
pub use outbox::{Counts, Store, StoreError};
pub use plan::Replanned;
pub use row::{Claim, Entry, Finished, State};
