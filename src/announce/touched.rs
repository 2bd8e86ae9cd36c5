use std::collections::{BTreeMap, BTreeSet};

use super::{ChannelId, Route};
use crate::schedule::{Changes, Named, Schedule, SessionId, TalkId};

/// What of a change concerns each channel: what was to be said there, and what is to be said there from now on. So what goes to
/// another channel is told in both.
#[must_use]
pub fn by_channel(changes: &Changes, old: &Schedule, fresh: &Schedule, route: &Route) -> BTreeMap<ChannelId, Changes> {
    let places = Places::of(&[old, fresh], route);
    let mut told = Told { places, by_channel: BTreeMap::new() };
    told.talks(&changes.added, |talk| talk, |changes| &mut changes.added);
    told.talks(&changes.removed, |talk| talk, |changes| &mut changes.removed);
    told.talks(&changes.moved, |changed| &changed.talk, |changes| &mut changes.moved);
    told.talks(&changes.length, |changed| &changed.talk, |changes| &mut changes.length);
    told.talks(&changes.cancelled, |talk| talk, |changes| &mut changes.cancelled);
    told.talks(&changes.restored, |talk| talk, |changes| &mut changes.restored);
    told.talks(&changes.room, |changed| &changed.talk, |changes| &mut changes.room);
    told.talks(&changes.title, |changed| &changed.talk, |changes| &mut changes.title);
    told.talks(&changes.speakers, |changed| &changed.talk, |changes| &mut changes.speakers);
    told.talks(&changes.summary, |changed| &changed.talk, |changes| &mut changes.summary);
    for moderators in &changes.moderators {
        for channel in told.places.sessions.get(&moderators.session).cloned().unwrap_or_default() {
            told.by_channel.entry(channel).or_default().moderators.push(moderators.clone());
        }
    }
    told.by_channel
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

struct Told<'a> {
    places: Places<'a>,
    by_channel: BTreeMap<ChannelId, Changes>,
}

impl Told<'_> {
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
