use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};

use crate::store::OpenClaim;

/// For how long another process's claim must have been seen unchanged before it counts as abandoned. Longer than any
/// request may take.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(30);
/// A claim that this process itself has kept for so long is lost: its task broke off before it could record an end.
const LOST: TimeDelta = TimeDelta::minutes(5);

/// Since when each claim has been seen, by this process's clock alone.
///
/// The time that its owner wrote down says nothing: replicas' clocks may be an hour apart, and each would take away from
/// the other what it is just about to post, again and again.
#[derive(Debug, Default)]
pub(super) struct Leases(Mutex<BTreeMap<OpenClaim, DateTime<Utc>>>);

impl Leases {
    /// The claims whose time is up. `open` are all that have not ended; `wall` is this process's wall time.
    pub(super) fn run_out(&self, open: &[OpenClaim], owner: &str, wall: DateTime<Utc>) -> Vec<OpenClaim> {
        let mut seen = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let still: BTreeSet<&OpenClaim> = open.iter().collect();
        seen.retain(|claim, _| still.contains(claim));
        let mut is_over = |claim: &OpenClaim| {
            let since = seen.entry(claim.clone()).or_insert(wall);
            // A clock that was set back begins anew.
            *since = wall.min(*since);
            wall - *since >= if claim.owner == owner { LOST } else { LEASE }
        };
        open.iter().filter(|claim| is_over(claim)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(owner: &str, attempts: i64) -> OpenClaim {
        OpenClaim { key: "a".to_owned().into(), owner: owner.to_owned(), attempts }
    }

    fn after(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn a_claim_is_over_when_it_was_seen_unchanged_for_the_lease() {
        let leases = Leases::default();
        let seen = |claim: &OpenClaim, at| leases.run_out(std::slice::from_ref(claim), "we", after(at)).len();
        let theirs = claim("they", 1);
        assert_eq!((seen(&theirs, 0), seen(&theirs, 29), seen(&theirs, 30)), (0, 0, 1));
        let again = claim("they", 2);
        assert_eq!((seen(&again, 31), seen(&again, 60), seen(&again, 61)), (0, 0, 1), "each attempt has its own");
        let ours = claim("we", 1);
        assert_eq!((seen(&ours, 62), seen(&ours, 361), seen(&ours, 362)), (0, 0, 1), "our own are kept longer");
    }

    #[test]
    fn a_clock_that_is_set_back_begins_anew() {
        let leases = Leases::default();
        let seen = |at| leases.run_out(&[claim("they", 1)], "we", after(at)).len();
        assert_eq!((seen(3600), seen(0), seen(29), seen(30)), (0, 0, 0, 1));
    }
}
