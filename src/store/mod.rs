//! The durable part: the outbox, in SQLite or PostgreSQL.
//!
//! Holds no rule of when something is said; it keeps what was planned and what became of it.

mod claim;
mod lock;
mod outbox;
mod plan;
mod report;
mod row;

pub use claim::{Expired, LONGEST_RETRY};
pub use lock::{StoreLock, Unlockable};
pub use outbox::{Counts, Store, StoreError};
pub use plan::{NO_LONGER_CALLED_FOR, Replanned};
pub use row::{Claim, Entry, Finished, State};
