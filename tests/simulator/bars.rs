//! The channels that refuse, as the store keeps them.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use talkbell::announce::Destination;
use talkbell::store::{Bar, LONGEST_RETRY, Switched};

#[derive(Default)]
pub struct Bars(BTreeMap<Destination, Barred>);

#[derive(Clone, Debug)]
struct Barred {
    refusals: i64,
    off: Option<DateTime<Utc>>,
    probe: DateTime<Utc>,
    reason: String,
    untold: Option<Switching>,
    /// When, in the table's own count of operations, it was said when it is tried again.
    written_at: u64,
    /// How often it was switched off so that somebody had to be told.
    went_off: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Switching {
    Off,
    On,
}

impl Bars {
    pub fn took(&mut self, destination: Destination) {
        let Some(barred) = self.0.get_mut(&destination).filter(|barred| barred.refusals > 0) else { return };
        barred.untold = match (barred.off, barred.untold) {
            (None, untold) => untold,
            (Some(_), Some(Switching::Off)) => {
                barred.went_off -= 1;
                None
            }
            (Some(_), _) => Some(Switching::On),
        };
        (barred.refusals, barred.off) = (0, None);
    }

    pub fn refused(&mut self, destination: Destination, bar: &Bar, now: DateTime<Utc>, operation: u64) {
        let barred = self.0.entry(destination).or_insert(Barred {
            refusals: 0,
            off: None,
            probe: bar.probe,
            reason: String::new(),
            untold: None,
            written_at: operation,
            went_off: 0,
        });
        barred.refusals += 1;
        (barred.probe, barred.reason, barred.written_at) = (bar.probe, bar.reason.clone(), operation);
        if barred.off.is_none() && barred.refusals >= bar.limit {
            barred.off = Some(now);
            let undone = barred.untold == Some(Switching::On);
            barred.untold = (!undone).then_some(Switching::Off);
            barred.went_off += i64::from(!undone);
        }
    }

    /// Whether nothing may be tried there at this wall time.
    pub fn holds(&self, destination: Destination, wall: DateTime<Utc>) -> bool {
        self.0.get(&destination).is_some_and(|barred| barred.off.is_some() && is_ahead(barred.probe, wall))
    }

    /// Whether what was claimed at this operation and wall time should not have been.
    pub fn forbade(&self, destination: Destination, claimed_at: u64, wall: DateTime<Utc>) -> bool {
        self.0.get(&destination).is_some_and(|barred| barred.written_at < claimed_at) && self.holds(destination, wall)
    }

    pub fn off_reason(&self, destination: Destination) -> Option<String> {
        self.0.get(&destination).filter(|barred| barred.off.is_some()).map(|barred| barred.reason.clone())
    }

    pub fn is_off(&self, destination: Destination) -> bool {
        self.off_reason(destination).is_some()
    }

    pub fn switched(&self) -> Vec<Switched> {
        let untold = self.0.iter().filter(|(_, barred)| barred.untold.is_some());
        let switched = |(destination, barred): (&Destination, &Barred)| Switched {
            destination: *destination,
            off_since: barred.off,
            reason: barred.reason.clone(),
        };
        untold.map(switched).collect()
    }

    /// Counts a switching as told; `false` when it is not untold.
    pub fn tell(&mut self, switched: &Switched) -> bool {
        let which = if switched.off_since.is_some() { Switching::Off } else { Switching::On };
        let untold = self.0.get_mut(&switched.destination).filter(|barred| barred.untold == Some(which));
        untold.map(|barred| barred.untold = None).is_some()
    }

    pub fn probe(&mut self, only: Option<Destination>, operation: u64) {
        let chosen = self.0.iter_mut().filter(|(destination, _)| only.is_none_or(|only| only == **destination));
        for (_, barred) in chosen.filter(|(_, barred)| barred.off.is_some()) {
            (barred.probe, barred.written_at) = (DateTime::UNIX_EPOCH, operation);
        }
    }

    /// Each channel, how often it was switched off so that somebody had to be told, and whether all is told.
    pub fn judged(&self) -> impl Iterator<Item = (Destination, i64, bool)> {
        self.0.iter().map(|(destination, barred)| (*destination, barred.went_off, barred.untold.is_none()))
    }
}

fn is_ahead(probe: DateTime<Utc>, wall: DateTime<Utc>) -> bool {
    probe - wall > TimeDelta::zero() && probe - wall <= LONGEST_RETRY
}
