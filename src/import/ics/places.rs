//! Rooms without the address that all of them share: Sched and others write it behind each.

use crate::import::grouping::Slot;
use crate::import::report::Report;

/// Takes `, Exhibition Road, London` off all rooms if all of several end with it, and says so.
pub(super) fn without_shared_address(slots: &mut [Slot], report: &mut Report) {
    let mut rooms: Vec<&str> = slots.iter().filter_map(|slot| slot.room.as_deref()).collect();
    rooms.sort_unstable();
    rooms.dedup();
    let [first, rest @ ..] = rooms.as_slice() else { return };
    let parts: Vec<&str> = first.rsplit(", ").collect();
    let shared = |room: &&str| {
        let alike = room.rsplit(", ").zip(&parts).take_while(|(a, b)| a == *b).count();
        alike.min(room.matches(", ").count())
    };
    let Some(shared) = rest.iter().map(shared).min().map(|shared| shared.min(parts.len() - 1)) else { return };
    if shared == 0 {
        return;
    }
    let address = parts[..shared].iter().rev().copied().collect::<Vec<_>>().join(", ");
    let tail = format!(", {address}");
    for room in slots.iter_mut().filter_map(|slot| slot.room.as_mut()) {
        if let Some(own) = room.strip_suffix(&tail) {
            *room = own.to_owned();
        }
    }
    report.note(None, format!("All rooms end with “{address}”, which is left out of their names."));
}
