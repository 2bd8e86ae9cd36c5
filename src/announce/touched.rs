use std::collections::{BTreeMap, BTreeSet};

use super::{ChannelId, Route};
use crate::schedule::{Changes, Named, Schedule, SessionId, TalkId};

/// What of a change concerns each channel: what was to be said there, and what is to be said there from now on. So what goes to
/// another channel is told in both.
#[must_use]
pub fn by_channel(changes: &Changes, old: &Schedule, fresh: &Schedule, route: &Route) -> BTreeMap<ChannelId, Changes> {
    let places = Places::of(&[old, fresh], route);
    let mut sorted = Sorted { places, by_channel: BTreeMap::new() };
    sorted.talks(&changes.added, |talk| talk, |changes| &mut changes.added);
    sorted.talks(&changes.removed, |talk| talk, |changes| &mut changes.removed);
    sorted.talks(&changes.moved, |changed| &changed.talk, |changes| &mut changes.moved);
    sorted.talks(&changes.length, |changed| &changed.talk, |changes| &mut changes.length);
    sorted.talks(&changes.cancelled, |talk| talk, |changes| &mut changes.cancelled);
    sorted.talks(&changes.restored, |talk| talk, |changes| &mut changes.restored);
    sorted.talks(&changes.room, |changed| &changed.talk, |changes| &mut changes.room);
    sorted.talks(&changes.title, |changed| &changed.talk, |changes| &mut changes.title);
    sorted.talks(&changes.speakers, |changed| &changed.talk, |changes| &mut changes.speakers);
    sorted.talks(&changes.summary, |changed| &changed.talk, |changes| &mut changes.summary);
    for moderators in &changes.moderators {
        for channel in sorted.places.sessions.get(&moderators.session).cloned().unwrap_or_default() {
            sorted.by_channel.entry(channel).or_default().moderators.push(moderators.clone());
        }
    }
    sorted.by_channel
}

/// Where talks and sessions were and are announced.
#[derive(Default)]
struct Places<'a> {
    talks: BTreeMap<&'a TalkId, BTreeSet<ChannelId>>,
    sessions: BTreeMap<&'a SessionId, BTreeSet<ChannelId>>,
}

impl<'a> Places<'a> {
    fn of(schedules: &[&'a Schedule], route: &Route) -> Self {
        let mut places = Self::default();
        for schedule in schedules {
            for found in schedule.talks() {
                places.talks.entry(&found.talk.id).or_default().insert(route.of_talk(found));
            }
            for session in &schedule.sessions {
                places.sessions.entry(&session.id).or_default().insert(route.of_session(session));
            }
        }
        places
    }
}

struct Sorted<'a> {
    places: Places<'a>,
    by_channel: BTreeMap<ChannelId, Changes>,
}

impl Sorted<'_> {
    fn talks<T: Clone>(
        &mut self,
        changed: &[T],
        talk: impl Fn(&T) -> &Named,
        list: impl Fn(&mut Changes) -> &mut Vec<T>,
    ) {
        for one in changed {
            for channel in self.places.talks.get(&talk(one).id).into_iter().flatten() {
                list(self.by_channel.entry(*channel).or_default()).push(one.clone());
            }
        }
    }
}
